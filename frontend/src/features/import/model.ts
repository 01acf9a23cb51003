import type { ImportFile, ImportPreview, Precision, TimeStatement } from '../../backend';
import { t, tn } from '../../i18n';
import type { IconName } from '../../ui';

/**
 * What becomes of the files. Every file is in one of the four parts, so they add
 * up; those left out are in none of them.
 */
export type Sum = { read: number; created: number; updated: number; same: number; aside: number };

export function sumOf(preview: ImportPreview, leftOut?: ReadonlySet<number>): Sum {
  const files = preview.files.filter((_, i) => !leftOut?.has(i));
  const count = (...states: ImportFile['status'][]) =>
    files.filter((f) => states.includes(f.status)).length;
  return {
    read: files.length,
    created: count('new'),
    updated: count('proposal', 'asked'),
    same: count('unchanged', 'same_text'),
    aside: count('quarantined'),
  };
}

/** How many files nobody has said of yet whether they are newer versions. */
export function askedOf(preview: ImportPreview, leftOut: ReadonlySet<number>): number {
  return preview.files.filter((f, i) => !leftOut.has(i) && f.status === 'asked').length;
}

/** "1 review imported, 2 reviews updated": what an import did, in one line. */
export function doneWords(created: number, updated: number): string {
  return [created > 0 && tn('import.done', created), updated > 0 && tn('import.updated', updated)]
    .filter(Boolean)
    .join(', ');
}

/** The files an import takes: the new ones, and changed ones where they are merged. */
export function importedOf(
  preview: ImportPreview,
  leftOut: ReadonlySet<number>,
  merge: boolean,
): ImportFile[] {
  return preview.files.filter(
    (f, i) => !leftOut.has(i) && (f.status === 'new' || (merge && f.status === 'proposal')),
  );
}

export const statusIcons: Record<ImportFile['status'], IconName> = {
  new: 'plus',
  proposal: 'half',
  asked: 'question',
  unchanged: 'check',
  same_text: 'check',
  quarantined: 'warn',
};

/** "12 entries · 3 factors": only what there is. */
export function countWords(file: ImportFile): string {
  const c = file.counts;
  const parts = [
    c.entries > 0 && tn('count.entries', c.entries),
    c.sections > 0 && tn('count.sections', c.sections),
    c.factors > 0 && tn('count.factors', c.factors),
    c.causes > 0 && tn('count.causes', c.causes),
    c.actions > 0 && tn('count.actions', c.actions),
    c.participants > 0 && tn('count.people', c.participants),
  ].filter((p) => p !== false);
  // A number stays on one line with what it counts.
  return parts.map((p) => p.replace(' ', '\u00a0')).join('\u00a0· ');
}

const saidPrecisions: readonly Precision[] = ['hour', 'day', 'approximate', 'unknown'];

/** How exact a time is, where that is less than the minute anybody would expect. */
export function precisionWords(precision: Precision): string {
  return saidPrecisions.includes(precision) ? t(`import.precision.${precision as 'hour'}`) : '';
}

export function asStatement(entry: {
  at: string;
  end: string;
  zone: string;
  precision: Precision;
  raw: string;
}): TimeStatement {
  const { at, end, zone, precision, raw } = entry;
  return { at, zone, precision, raw, ...(end ? { end } : {}) };
}

/** Only what would be imported can be left out. */
export function mayLeaveOut(file: ImportFile): boolean {
  return file.status === 'new' || file.status === 'proposal' || file.status === 'asked';
}

/** True when a file has times that stand without a zone, so that the choice of one matters. */
export function asksForZone(preview: ImportPreview): boolean {
  return preview.files.some((f) => f.findings.some((x) => x.key === 'ingest.zone_missing'));
}
