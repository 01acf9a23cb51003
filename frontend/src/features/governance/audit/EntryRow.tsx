import type { AuditRow } from '../../../backend';
import { clockOf, dateOf, formatDate, t } from '../../../i18n';
import { Chip, Icon, type IconName } from '../../../ui';
import { fieldWords, rowWords, whoWords } from './words';

export type Item =
  /** The zone is said once, above all. */
  | { kind: 'day'; id: string; at: string; zone: string }
  | { kind: 'entry'; id: string; row: AuditRow }
  | { kind: 'more'; id: string };

/** Entries under their days; a last row stands for those that are still to come. */
export function toItems(rows: readonly AuditRow[], more: boolean, zone: string): Item[] {
  const items: Item[] = [];
  let day = '';
  for (const row of rows) {
    const date = dateOf(row.at);
    if (date !== day) {
      // A clock that ran backwards brings a day twice.
      items.push({ kind: 'day', id: `day-${row.n}`, at: row.at, zone: day === '' ? zone : '' });
    }
    day = date;
    items.push({ kind: 'entry', id: String(row.n), row });
  }
  if (more) items.push({ kind: 'more', id: 'more' });
  return items;
}

export function DayHead({ at, zone }: { at: string; zone: string }) {
  return (
    <div className="h3 audit-day">
      {formatDate(at, 'long')}
      {zone && <span className="meta">{t('history.zone', { zone })}</span>}
    </div>
  );
}

/** The foot of what has come in. */
export function More() {
  return <p className="meta audit-more">{t('audit.loading')}</p>;
}

const signs: Record<string, IconName> = { undo: 'undo', redo: 'redo' };
const whoSigns: Record<AuditRow['who'], IconName> = {
  person: 'person',
  system: 'hexagon',
  exchange: 'exchange',
};

/** One entry in the list. */
export function EntryRow({ row }: { row: AuditRow }) {
  const place = fieldWords(row.path);
  return (
    <div className="audit-row">
      <span className="mono audit-time">
        <span className="unseen">{formatDate(row.at)} </span>
        {clockOf(row.at)}
      </span>
      <Icon name={signs[row.kind] ?? 'pen'} />
      <span className={`audit-what ${row.undone ? 'struck' : ''}`}>
        {rowWords(row)}
        {place && <span className="ink-3 small"> {place}</span>}
      </span>
      <span className="audit-title clip ink-2">{row.title}</span>
      {row.undone && <Chip icon="undo">{t('history.undone')}</Chip>}
      {row.erased && <Chip icon="lock">{t('audit.erased')}</Chip>}
      <span className="meta audit-by">
        <Icon name={whoSigns[row.who]} />
        <span className="clip">{whoWords(row)}</span>
      </span>
    </div>
  );
}
