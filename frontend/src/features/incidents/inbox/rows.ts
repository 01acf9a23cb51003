import type { InboxFile, InboxState } from '../../../backend';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import type { IconName } from '../../../ui';

/** A heading, or one file of a list: a file that waits stands in both. */
export type Row = { group: string; count?: number } | { key: string; file: InboxFile };

export const isGroup = (row: Row): row is { group: string; count?: number } => 'group' in row;
export const keyOf = (row: Row): string => (isGroup(row) ? row.group : row.key);

export function rowsOf({ waiting, files, waits }: InboxState): Row[] {
  const came = files.filter((f) => !waiting.some((w) => w.n === f.n));
  return [
    ...(waiting.length > 0
      ? [
          { group: t('inbox.waiting'), count: waits },
          ...waiting.map((file) => ({ key: String(file.n), file })),
        ]
      : []),
    ...(came.length > 0
      ? [
          // How many came is in the bar: of a long list only the newest are here.
          { group: t('inbox.came') },
          ...came.map((file) => ({ key: String(file.n), file })),
        ]
      : []),
  ];
}

const icons: Readonly<Record<string, IconName>> = {
  taken: 'check',
  same: 'link',
  asks: 'question',
  review: 'reviews',
  refused: 'warn',
  later: 'clock',
  left: 'declined',
};

export const iconOf = (f: InboxFile): IconName =>
  f.withdrawn ? 'undo' : (icons[f.state] ?? 'file');

/** What came in is read again only once it was taken back. */
export const mayReadAgain = (f: InboxFile): boolean =>
  f.there && (f.state !== 'taken' || f.withdrawn);

/** What became of a file, and what is asked or wrong. */
export function wordsOf(f: InboxFile): { state: string; lead: string } {
  if (f.withdrawn) return { state: t('inbox.withdrawn'), lead: '' };
  const state = tAny(`inbox.state.${f.state}`);
  if (f.key) return { state, lead: tAny(f.key, f.params) };
  if (f.state !== 'taken' || !f.import) return { state, lead: '' };
  return {
    state,
    lead: [
      t('inbox.counts', {
        created: formatNumber(f.created),
        updated: formatNumber(f.updated),
        unchanged: formatNumber(f.unchanged),
      }),
      ...(f.quarantined > 0 ? [tn('incident.inQuarantine', f.quarantined)] : []),
    ].join(' · '),
  };
}
