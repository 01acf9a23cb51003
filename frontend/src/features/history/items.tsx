import { useEffect, useRef } from 'react';
import type { HistoryRow } from '../../backend';
import { dateOf, formatDate, t } from '../../i18n';

export type Item =
  /** The zone is said where it is another than above. */
  | { kind: 'day'; id: string; at: string; zone: string }
  | { kind: 'step'; id: string; row: HistoryRow }
  | { kind: 'more'; id: string };

/** Steps under their days; a last row stands for those that are still to come. */
export function toItems(rows: readonly HistoryRow[], more: boolean): Item[] {
  const items: Item[] = [];
  let day = '';
  let said = '';
  for (const row of rows) {
    const date = dateOf(row.at);
    if (date !== day) {
      const zone = row.zone === said ? '' : row.zone;
      items.push({ kind: 'day', id: `day-${date}`, at: row.at, zone });
      said = row.zone;
    }
    day = date;
    items.push({ kind: 'step', id: String(row.step), row });
  }
  if (more) items.push({ kind: 'more', id: 'more' });
  return items;
}

// A list of options may hold no headings: each row says its day itself to a screen reader.
export function DayHead({ at, zone }: { at: string; zone: string }) {
  return (
    <div className="h3 history-day">
      {formatDate(at, 'long')}
      {zone && <span className="meta">{t('history.zone', { zone })}</span>}
    </div>
  );
}

/** The foot of what has come in; being seen, it asks for more. */
export function More({ busy, onShow }: { busy: boolean; onShow: () => void }) {
  const show = useRef(onShow);
  useEffect(() => {
    show.current = onShow;
  });
  useEffect(() => {
    if (!busy) show.current();
  }, [busy]);
  return <p className="meta history-more">{t('history.loading')}</p>;
}
