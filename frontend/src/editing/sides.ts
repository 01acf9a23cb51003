import type { ConflictChoice, ConflictSide, ShownVersion, Undecided } from '../backend';
import { t, tAny } from '../i18n';

const numbers = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The number of the version at a place of the list; nine are told apart. */
export const sideAt = (at: number): ConflictSide => numbers[at] ?? '9';

/** What stands under a number, for the answer; nothing for an answer without one. */
export const seenAt = (values: readonly string[], choice: ConflictChoice): string[] => {
  const value = values[Number(choice) - 1];
  return value === undefined ? [] : [value];
};

/** Whether a review as a whole is asked about: whether it stays, where it is, whether two are one. */
export const asksOfWhole = (c: Undecided): boolean => ['record', 'space', 'twin'].includes(c.form);

/** Sides of a file that a hand has edited: one device may have written both. */
const placed = ['infile', 'inprogram'];

/** Whose a version is, or where it stands, as far as that is known. */
export const versionName = (version: ShownVersion | undefined): string => {
  const place = tAny(`conflicts.from.${version?.from ?? 'another'}`);
  if (!version?.by) return place;
  return placed.includes(version.from)
    ? t('conflicts.from.placed', { place, name: version.by })
    : t('conflicts.from.by', { name: version.by });
};
