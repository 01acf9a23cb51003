import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useBackend, useIncident, useNumberSetting, type IncidentDoc } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { useWrite } from '../../editing';
import { formatMinutes, formatMoment, t, tAny } from '../../i18n';
import {
  Bar,
  Button,
  ErrorNote,
  Icon,
  PaneHead,
  Panes,
  Props,
  Section,
  SeverityChip,
  showToast,
} from '../../ui';
import './incidents.css';
import { stateName } from './query';

/**
 * One incident: what its source told, and its history. Once a review was begun from it the
 * review owns the history; `history` shows that in place of the source's. `told` is who has
 * to be told of it, and `assess` asks under which rules that is looked at.
 */
export function IncidentPage({
  name,
  history,
  told,
  assess,
}: {
  name: string;
  history: (review: string) => ReactNode;
  told: (incident: IncidentDoc['row']) => ReactNode;
  assess: (incident: IncidentDoc['row'], onClose: () => void) => ReactNode;
}) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const [width, setWidth] = useNumberSetting('pane.incident.right', 320);
  const [assessing, setAssessing] = useState(false);
  const read = useIncident(name);
  const doc = read.data;
  const review = doc?.row.review ?? '';
  const back = () => navigate({ to: '/incidents' });

  async function begin() {
    if (!doc) return;
    const done = await write(() => backend.incidents.startReview(doc.row.id));
    if (!done) return;
    if (done.made) showToast({ icon: 'plus', text: t('incident.reviewBegun', { ref: done.ref }) });
    await navigate({ to: '/reviews/$ref', params: { ref: done.ref } });
  }

  useCommandContext({
    review: null,
    selection: doc ? { kind: 'incident', id: doc.row.ref, label: doc.row.number } : null,
  });
  useCommands('screen', [
    {
      id: 'incident.back',
      title: 'incident.back',
      keys: ['Escape'],
      icon: 'arrowLeft',
      group: 'go',
      when: (ctx) => !ctx.inField,
      run: back,
    },
    {
      id: 'incident.review',
      title: review ? 'incident.openReview' : 'incident.startReview',
      keys: ['s'],
      icon: 'reviews',
      group: 'write',
      when: (ctx) => doc !== undefined && (!ctx.readOnly || review !== ''),
      run: begin,
    },
    {
      id: 'incident.assess',
      title: 'obligations.begin',
      keys: ['a'],
      icon: 'calendar',
      group: 'write',
      when: (ctx) => doc !== undefined && !ctx.readOnly,
      run: () => setAssessing(true),
    },
  ]);

  if (read.error)
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.incidents')}</h1>} />
        <ErrorNote
          title={t(read.error.code === 'not_found' ? 'incident.notHere' : 'incident.broke')}
          text={tAny(read.error.key, read.error.params)}
          retry={read.error.code === 'not_found' ? undefined : () => void read.refetch()}
        >
          <Button look="text" onClick={() => void back()}>
            {t('incident.back')}
          </Button>
        </ErrorNote>
      </div>
    );
  if (!doc) return <div className="screen" aria-busy="true" />;
  return (
    <div className="screen">
      <Bar
        title={
          <>
            <Button
              look="quiet"
              size="small"
              icon="arrowLeft"
              aria-label={t('incident.back')}
              onClick={() => void back()}
            />
            <span className="mono ink-3">{doc.row.number}</span>
            <h1 className="h1 clip">{doc.row.title}</h1>
            <SeverityChip severity={doc.row.severity} />
          </>
        }
        acts={
          <Button look="primary" icon="reviews" keys="s" onClick={() => void begin()}>
            {t(review ? 'incident.openReview' : 'incident.startReview')}
          </Button>
        }
      />
      <Panes
        right={{
          label: t('incident.facts'),
          width,
          onWidth: setWidth,
          content: <Facts doc={doc} told={told(doc.row)} />,
        }}
      >
        <div
          className="scroll incident-page"
          role="region"
          aria-label={doc.row.title}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text without controls scrolls by key
          tabIndex={0}
        >
          {doc.summary && <p className="incident-summary">{doc.summary}</p>}
          <h2 className="h3">{t('incident.history')}</h2>
          {review ? (
            <>
              <p className="meta">{t('incident.historyOwned', { ref: review })}</p>
              {history(review)}
            </>
          ) : (
            <Told doc={doc} />
          )}
        </div>
      </Panes>
      {assessing && assess(doc.row, () => setAssessing(false))}
    </div>
  );
}

/** The history as the source told it. */
function Told({ doc }: { doc: IncidentDoc }) {
  if (doc.lines.length === 0) return <p className="ink-3">{t('incident.noHistory')}</p>;
  return (
    <ol className="incident-lines">
      {doc.lines.map((line) => (
        <li key={line.key}>
          <span className="mono small ink-2 num">
            {line.at ? formatMoment(line.at) : t('incident.noTime')}
          </span>
          <span className="incident-line-text">
            {line.state && <strong>{line.state} </strong>}
            {line.text}
          </span>
          <span className="meta">
            {line.role}
            {line.name && (
              <>
                {' '}
                <Icon name="lock" label={t('incident.local')} /> {line.name}
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A value with what the source calls it. */
function beside(value: string, told: string): string {
  if (value === '' || value.toLowerCase() === told.toLowerCase()) return told || '–';
  return told ? `${value} (${told})` : value;
}

function Facts({ doc, told }: { doc: IncidentDoc; told: ReactNode }) {
  const { row } = doc;
  const listed = (label: string, values: readonly string[]) =>
    values.length > 0 ? [{ label, value: values.join(', ') }] : [];
  return (
    <div className="scroll">
      <PaneHead title={t('incident.facts')} />
      <Section>
        <Props
          rows={[
            { label: t('incident.field.severity'), value: beside(row.severity, row.toldSeverity) },
            { label: t('incident.field.priority'), value: beside(row.priority, row.toldPriority) },
            {
              label: t('incident.field.state'),
              value: beside(stateName(row.state, ''), row.toldState),
            },
            ...listed(t('incident.field.services'), row.services),
            ...listed(t('incident.field.owners'), doc.owners),
            ...(row.review
              ? [
                  {
                    label: t('incident.field.review'),
                    value: <a href={`#/reviews/${row.review}`}>{row.review}</a>,
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section title={t('incident.times')}>
        <Props
          rows={[
            ...doc.moments.map((m) => ({
              label: tAny(`incident.moment.${m.name}`),
              value: [formatMoment(m.at), m.zone || t('incident.noZone')].join(' · '),
            })),
            ...(row.minutes >= 0
              ? [{ label: t('incident.length'), value: formatMinutes(row.minutes) }]
              : []),
          ]}
        />
        {doc.moments.length === 0 && <p className="ink-3">{t('incident.noTime')}</p>}
      </Section>
      {told}
      {doc.people.length > 0 && (
        <Section
          title={t('incident.people')}
          aside={<Icon name="lock" label={t('incident.local')} />}
        >
          <p className="small ink-2">{doc.people.join(', ')}</p>
        </Section>
      )}
      <Section title={t('incident.origin')}>
        <Props
          rows={[
            { label: t('incident.ours'), value: <span className="mono">{row.ref}</span> },
            { label: t('incident.field.source'), value: row.source },
            ...(doc.file
              ? [
                  {
                    label: t('incident.file'),
                    value: [doc.file, formatMoment(doc.importedAt)].filter(Boolean).join(' · '),
                  },
                ]
              : []),
            ...(doc.link
              ? [
                  {
                    label: t('incident.link'),
                    value: <span className="incident-raw">{doc.link}</span>,
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {doc.raw.length > 0 && (
        <Section title={t('incident.raw')} aside={<Icon name="lock" label={t('incident.local')} />}>
          <dl className="props">
            {doc.raw.map((f, i) => (
              // A source may name several fields alike.
              <div key={`${i} ${f.name}`} style={{ display: 'contents' }}>
                <dt>{f.name}</dt>
                <dd className="incident-raw">{f.value}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </div>
  );
}
