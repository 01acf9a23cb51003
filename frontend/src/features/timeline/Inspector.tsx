import { useRef, useState } from 'react';
import { useBackend, type Entry, type Review } from '../../backend';
import {
  PicturesAt,
  picturesOf,
  SavedMarkdown,
  statementWords,
  useHistoryItem,
  useWrite,
  ValueField,
} from '../../editing';
import { formatMoment, t, tAny, tValue } from '../../i18n';
import { Button, Icon, Menu, Props, Section, Tooltip, type IconName } from '../../ui';
import { Corrections } from './Corrections';
import { KindButton } from './editors';
import { kindSigns, plainWords, rolesOf, workstreamsOf } from './rows';

/** Everything that is known about one entry. */
export function Inspector({
  review,
  entry,
  readOnly,
  onCorrect,
  onKind,
  onRemove,
  onAddBelow,
}: {
  review: Review;
  entry: Entry;
  readOnly: boolean;
  onCorrect: () => void;
  onKind: (kind: string) => void;
  onRemove: () => void;
  onAddBelow: () => void;
}) {
  const backend = useBackend();
  const historyOf = useHistoryItem(review.ref);
  const [open, setOpen] = useState(false);
  const words = useRef<HTMLDivElement>(null);
  const unknown = <span className="ink-3">{t('overview.unknown')}</span>;

  return (
    <div className="scroll">
      <section className="sec">
        <div className="sec-head inspector-head">
          <Icon name={entry.kind ? kindSigns[entry.kind] : 'clock'} />
          <span className="small ink-2 grow">
            {entry.kind ? tValue('entry', entry.kind) : t('timeline.entry')}
          </span>
          {!readOnly && (
            <Menu
              label={t('timeline.acts')}
              size="small"
              items={[
                {
                  id: 'words',
                  label: t('timeline.edit'),
                  icon: 'pen',
                  keys: 'E',
                  onSelect: () => setOpen(true),
                },
                {
                  id: 'time',
                  label: t('timeline.time.correct'),
                  icon: 'clock',
                  keys: 'T',
                  onSelect: onCorrect,
                },
                {
                  id: 'below',
                  label: t('timeline.addBelow'),
                  icon: 'plus',
                  keys: 'Ctrl+Enter',
                  onSelect: onAddBelow,
                },
                historyOf(`timeline/${entry.id}`),
                'line',
                {
                  id: 'remove',
                  label: t('timeline.remove'),
                  icon: 'trash',
                  keys: 'Delete',
                  destructive: true,
                  onSelect: onRemove,
                },
              ]}
            />
          )}
        </div>
        <div className="inspector-words" ref={words}>
          <SavedMarkdown
            review={review.ref}
            path={`timeline/${entry.id}/text`}
            value={entry.text}
            rev={review.rev}
            label={t('timeline.words')}
            empty={<span className="ink-3">{t('timeline.noWords')}</span>}
            open={open}
            onOpen={() => setOpen(true)}
            onClose={() => setOpen(false)}
            off={readOnly}
            picture={picturesOf(review)}
          />
          <PicturesAt review={review} path={`timeline/${entry.id}`} />
        </div>
        <Props
          rows={[
            {
              label: t('timeline.happened'),
              value: readOnly ? (
                statementWords(entry)
              ) : (
                <button
                  type="button"
                  className="value-button num"
                  data-place={`timeline/${entry.id}/times`}
                  onClick={onCorrect}
                >
                  <span className="unseen">{t('timeline.time.correct')} </span>
                  {statementWords(entry)}
                </button>
              ),
            },
            {
              label: t('timeline.recorded'),
              value: entry.recorded_at ? (
                <span className="num">
                  {t('time.inZone', { time: formatMoment(entry.recorded_at), zone: 'UTC' })}
                </span>
              ) : (
                t('timeline.inSource')
              ),
            },
            { label: t('timeline.precision'), value: tValue('precision', entry.precision) },
            {
              label: t('timeline.role'),
              value: (
                <ValueField
                  key={entry.id}
                  label={t('timeline.role')}
                  text={entry.role ?? ''}
                  place={`timeline/${entry.id}/role`}
                  options={rolesOf(review)}
                  save={(text, seen) =>
                    backend.reviews.setTyped(
                      review.ref,
                      `timeline/${entry.id}/role`,
                      JSON.stringify(seen),
                      JSON.stringify(text.trim()),
                      '',
                    )
                  }
                  off={readOnly}
                >
                  {entry.role || unknown}
                </ValueField>
              ),
            },
            {
              label: t('timeline.workstream'),
              value: (
                <ValueField
                  key={entry.id}
                  label={t('timeline.workstream')}
                  text={entry.workstream ?? ''}
                  place={`timeline/${entry.id}/workstream`}
                  options={workstreamsOf(review)}
                  save={(text, seen) =>
                    backend.reviews.setTyped(
                      review.ref,
                      `timeline/${entry.id}/workstream`,
                      JSON.stringify(seen),
                      JSON.stringify(text.trim()),
                      '',
                    )
                  }
                  off={readOnly}
                >
                  {entry.workstream || unknown}
                </ValueField>
              ),
            },
            ...(entry.name || entry.actor
              ? [
                  {
                    label: t('timeline.name'),
                    value: (
                      <Tooltip text={t('overview.people.local')}>
                        <span className="line">
                          <Icon name="lock" label={t('overview.people.local')} />
                          {entry.name || t('timeline.nameUnknown', { actor: entry.actor ?? '' })}
                        </span>
                      </Tooltip>
                    ),
                  },
                ]
              : []),
            {
              label: t('timeline.kind'),
              value: readOnly ? (
                entry.kind ? (
                  tValue('entry', entry.kind)
                ) : (
                  unknown
                )
              ) : (
                <span className="inspector-kind">
                  <KindButton entry={entry} onSet={onKind} />
                </span>
              ),
            },
            ...(entry.line
              ? [{ label: t('timeline.source'), value: t('timeline.line', { n: entry.line }) }]
              : []),
          ]}
        />
      </section>
      <Explains review={review} entry={entry} readOnly={readOnly} />
      <Corrections review={review} entry={entry} />
    </div>
  );
}

const statusSigns: Record<string, IconName | undefined> = {
  supported: 'dot',
  hypothesis: 'ring',
  unknown: 'question',
  ruled_out: 'ruledOut',
};

/** The causes this entry is evidence for or against. */
function Explains({
  review,
  entry,
  readOnly,
}: {
  review: Review;
  entry: Entry;
  readOnly: boolean;
}) {
  const backend = useBackend();
  const write = useWrite();
  const rows = review.evidence.flatMap((evidence) => {
    const cause = evidence.entry === entry.id && review.causes.find((c) => c.id === evidence.cause);
    return cause ? [{ evidence, cause }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <Section title={t('timeline.explains')}>
      <ul className="explains">
        {rows.map(({ evidence: e, cause }) => (
          <li key={e.id} className="explained">
            <Icon
              name={statusSigns[cause.status] ?? 'ring'}
              label={cause.status ? tValue('cause', cause.status) : undefined}
            />
            <div className="grow">
              <a href={`#/reviews/${review.ref}/causes?at=${cause.id}`}>{plainWords(cause.text)}</a>
              <div className="meta">
                {tAny(`stance.${e.stance}`)}
                {e.text !== undefined && e.text !== '' ? `: ${e.text}` : ''}
              </div>
            </div>
            {!readOnly && (
              <Button
                look="quiet"
                size="small"
                icon="close"
                aria-label={t('timeline.explains.remove', { cause: plainWords(cause.text) })}
                onClick={() =>
                  void write(() => backend.reviews.removePart(review.ref, `evidence/${e.id}`, ''))
                }
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
