import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useBackend, useService, type ServiceDoc, type ServiceOverview } from '../../../backend';
import { useCommands } from '../../../commands';
import { useWrite, ValueField } from '../../../editing';
import { formatNumber, t, tAny, type MessageKey } from '../../../i18n';
import {
  Button,
  Chip,
  ErrorNote,
  Note,
  Section,
  SelectField,
  SeverityChip,
  showToast,
  TextField,
} from '../../../ui';
import { Around } from './Around';
import { Needs, Owners } from './Parts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const named = (text: string) =>
  text
    .split(';')
    .map((x) => x.trim())
    .filter(Boolean);

/** One service: who answers for it, what stands around it, and the incidents behind its counts. */
export function ServicePage({
  record,
  map,
  readOnly,
}: {
  record: string;
  map: ServiceOverview;
  readOnly: boolean;
}) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const [typed, setTyped] = useState('');
  const on = day.test(typed) ? typed : '';
  const read = useService(record, on);
  const s = read.data;

  async function remove() {
    const done = await write(() => backend.services.remove(record, 'services'));
    if (!done || !s) return;
    await navigate({ to: '/incidents/services' });
    showToast({
      icon: 'trash',
      topic: 'undo',
      text: t('services.removed', { name: s.row.name }),
      undo: () => void write(() => backend.services.restore(record, 'services')),
    });
  }
  useCommands('screen', [
    {
      id: 'services.remove',
      title: 'services.remove',
      icon: 'trash',
      group: 'write',
      when: () => !readOnly && s !== undefined && !s.trashed,
      run: remove,
    },
  ]);

  if (read.error && !s)
    return (
      <ErrorNote
        title={t('services.broke')}
        text={tAny(read.error.key, read.error.params)}
        retry={() => void read.refetch()}
      />
    );
  if (!s) return <div aria-busy="true" />;
  return (
    <div className="service-page">
      <Head doc={s} locked={readOnly || s.trashed} onRemove={() => void remove()} />
      {s.trashed && <Note tone="warn">{t('services.inTrash')}</Note>}
      {[...s.circles, ...s.twice.map((name) => t('services.sharesName', { name }))].map((line) => (
        <Note key={line} tone="warn">
          {line}
        </Note>
      ))}
      <Section
        title={t('services.around')}
        aside={
          <TextField
            label={t('services.day')}
            small
            placeholder={s.day}
            value={typed}
            wrong={typed && !on ? t('services.dayWrong') : undefined}
            onChange={setTyped}
          />
        }
      >
        <Around doc={s} day={on} />
      </Section>
      <Needs doc={s} map={map} locked={readOnly || s.trashed} />
      <Owners doc={s} map={map} locked={readOnly || s.trashed} />
      <Section title={t('services.incidents')}>
        <p className="ink-2">
          {t('services.counted', {
            own: formatNumber(s.row.own),
            all: formatNumber(s.row.all),
          })}
        </p>
        <ul className="service-list service-cases">
          {s.cases.map((c) => (
            <li key={c.ref}>
              <span className="mono small num">{c.day || t('services.noDay')}</span>
              <SeverityChip severity={c.severity} />
              <a href={c.ref.startsWith('REV') ? `#/reviews/${c.ref}` : `#/incidents/${c.ref}`}>
                {c.title || c.ref}
              </a>
              <span className="meta">
                {c.own ? '' : t('services.through', { services: c.services.join(', ') })}
              </span>
            </li>
          ))}
        </ul>
        {s.row.all > s.cases.length && (
          <p className="meta">{t('services.newest', { count: formatNumber(s.cases.length) })}</p>
        )}
      </Section>
    </div>
  );
}

const fields = ['owner', 'aliases', 'retired'] as const;

function Head({
  doc: s,
  locked,
  onRemove,
}: {
  doc: ServiceDoc;
  locked: boolean;
  onRemove: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const set = (path: string, base: unknown, value: unknown) =>
    backend.services.set(s.row.ref, JSON.stringify([{ path, base, value }]), 'services');
  const text = { owner: s.row.owner, aliases: s.aliases.join('; '), retired: s.row.retired };
  const label = (name: string) => tAny(`services.field.${name}`);
  return (
    <header className="service-head">
      <div className="grow">
        <h2 className="h2">
          <ValueField
            label={label('name')}
            text={s.row.name}
            off={locked}
            save={(value, seen) => set('title', seen, value)}
          >
            {s.row.name}
          </ValueField>
        </h2>
        <dl className="props">
          {fields.map((name) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{label(name)}</dt>
              <dd>
                <ValueField
                  label={label(name)}
                  text={text[name]}
                  help={t(`services.help.${name}` satisfies MessageKey)}
                  off={locked}
                  save={(value) =>
                    name === 'aliases'
                      ? set(name, s.aliases, named(value))
                      : set(name, text[name], value.trim())
                  }
                >
                  {text[name] || <span className="ink-3">{t(`services.no.${name}`)}</span>}
                </ValueField>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="service-acts">
        <Chip>{s.row.ref}</Chip>
        <SelectField
          label={label('tier')}
          small
          value={s.row.tier}
          disabled={locked}
          options={[
            { value: '', label: t('services.noTier') },
            ...['1', '2', '3', '4'].map((x) => ({
              value: x,
              label: t('services.tierOf', { tier: x }),
            })),
          ]}
          onChange={(x) => void write(() => set('tier', s.row.tier, x))}
        />
        <a className="small" href={`#/governance/audit/${s.row.ref}`}>
          {t('calendar.history')}
        </a>
        {!locked && (
          <Button
            look="quiet"
            size="small"
            icon="trash"
            aria-label={t('services.remove')}
            onClick={onRemove}
          />
        )}
      </div>
    </header>
  );
}
