import { useState, type SyntheticEvent } from 'react';
import { useBackend, type ServiceDoc, type ServiceOverview } from '../../../backend';
import { useWrite } from '../../../editing';
import { t } from '../../../i18n';
import { Button, Combobox, IconButton, Section, TextField } from '../../../ui';

type Given = { doc: ServiceDoc; map: ServiceOverview; locked: boolean };

/** What a service needs, as it is written, with a line for one more. */
export function Needs({ doc: s, map, locked }: Given) {
  const backend = useBackend();
  const write = useWrite();
  const [service, setService] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  async function add(e: SyntheticEvent) {
    e.preventDefault();
    if (!service.trim()) return;
    const done = await write(() =>
      backend.services.addNeed(s.row.ref, service, from.trim(), to.trim(), 'services'),
    );
    if (!done) return;
    setService('');
    setFrom('');
    setTo('');
  }
  return (
    <Section title={t('services.needs')}>
      <ul className="service-list">
        {s.needs.map((n) => (
          <li key={n.id}>
            {n.ref ? (
              <a href={`#/incidents/services/${n.ref}`}>{n.service}</a>
            ) : (
              <span>{n.service}</span>
            )}
            <span className="meta num">
              {n.from || n.to ? t('services.days', { from: n.from || '…', to: n.to || '…' }) : ''}
            </span>
            {!n.ref && <span className="warn small">{t('services.unknownName')}</span>}
            {!locked && (
              <IconButton
                icon="close"
                label={t('services.dropNeed', { name: n.service })}
                onClick={() =>
                  void write(() =>
                    backend.services.removePart(s.row.ref, `needs/${n.id}`, 'services'),
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {!locked && (
        <form className="service-add" onSubmit={(e) => void add(e)}>
          <Combobox
            label={t('services.needsService')}
            small
            value={service}
            options={map.services.map((x) => x.name).filter((x) => x !== s.row.name)}
            onChange={setService}
            onPick={setService}
          />
          <TextField
            label={t('services.fromDay')}
            small
            placeholder="2026-01-31"
            value={from}
            onChange={setFrom}
          />
          <TextField
            label={t('services.toDay')}
            small
            placeholder="2026-01-31"
            value={to}
            onChange={setTo}
          />
          <Button size="small" type="submit">
            {t('services.addNeed')}
          </Button>
        </form>
      )}
    </Section>
  );
}

/** The roles that are accountable for categories at a service, and the gaps. */
export function Owners({ doc: s, map, locked }: Given) {
  const backend = useBackend();
  const write = useWrite();
  const [category, setCategory] = useState('');
  const [role, setRole] = useState('');
  const missing = s.gaps.filter((c) => !s.owners.some((o) => o.category === c));
  async function add(e: SyntheticEvent) {
    e.preventDefault();
    if (!category.trim()) return;
    const done = await write(() =>
      backend.services.addOwner(s.row.ref, category, role.trim(), 'services'),
    );
    if (!done) return;
    setCategory('');
    setRole('');
  }
  return (
    <Section title={t('services.owners')}>
      <ul className="service-list">
        {s.owners.map((o) => (
          <li key={o.id}>
            <span>{o.category}</span>
            <span className={o.role ? '' : 'warn'}>{o.role || t('services.nobody')}</span>
            {!locked && (
              <IconButton
                icon="close"
                label={t('services.dropOwner', { category: o.category })}
                onClick={() =>
                  void write(() =>
                    backend.services.removePart(s.row.ref, `owners/${o.id}`, 'services'),
                  )
                }
              />
            )}
          </li>
        ))}
        {missing.map((c) => (
          <li key={c}>
            <span>{c}</span>
            <span className="warn">{t('services.nobody')}</span>
          </li>
        ))}
      </ul>
      {!locked && (
        <form className="service-add" onSubmit={(e) => void add(e)}>
          <Combobox
            label={t('services.category')}
            small
            value={category}
            options={map.coverage.categories}
            onChange={setCategory}
            onPick={setCategory}
          />
          <TextField
            label={t('services.role')}
            small
            value={role}
            placeholder={t('services.roleHint')}
            onChange={setRole}
          />
          <Button size="small" type="submit">
            {t('services.addOwner')}
          </Button>
        </form>
      )}
    </Section>
  );
}
