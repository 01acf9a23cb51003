import type { ConflictChoice, ConflictSide, ShownVersion, Undecided } from '../backend';
import { t, tAny } from '../i18n';

const numbers = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The number of the version at a place of the list; nine are told apart. */
export const sideAt = (at: number): ConflictSide => numbers[at] ?? '9';

/** What stands under a number, for the answer; one's own words go in the place of the first. */
export const seenAt = (values: readonly string[], choice: ConflictChoice): string[] => {
  const value = values[choice === 'text' ? 0 : Number(choice) - 1];
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
  if (version.from === 'fileof') return t('conflicts.from.fileof', { name: version.by });
  return placed.includes(version.from)
    ? t('conflicts.from.placed', { place, name: version.by })
    : t('conflicts.from.by', { name: version.by });
};

/** So much of two texts is alike at their beginning and their end, from 0 to 1. */
function likeness(one: string, other: string): number {
  const short = Math.min(one.length, other.length);
  const long = Math.max(one.length, other.length);
  let head = 0;
  while (head < short && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < short - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return long === 0 ? 1 : (head + tail) / long;
}

/**
 * The place of the version to read beside what stands. Where somebody went on typing, what
 * stands and the version it began as are nearly one: the one least like it is the other side.
 */
export function otherSide(shown: readonly ShownVersion[]): number {
  const [now] = shown;
  if (shown.length < 2) return 0;
  if (now?.from !== 'now') return 1;
  const likes = shown.slice(1).map((v) => likeness(now.text, v.text));
  return 1 + Math.max(0, likes.indexOf(Math.min(...likes)));
}

/** Who wrote a version, inside of a sentence; "" where nobody knows. */
export function writerOf(version: ShownVersion | undefined): string {
  if (version?.from === 'own') return t('conflicts.decided.own');
  return version && !placed.includes(version.from) ? version.by : '';
}
