import type { Params } from './message';

/** One finding of a check: what it found, where, and of which words. */
export type CheckPlace = { check: string; about: string; sum: string };

/** What a check found; its sentence is "check." and its name, with the params. */
export type Checked = CheckPlace & {
  /** What stops is to be settled before the review is agreed. */
  weight: 'stops' | 'asks';
  params: Params;
  /** Its place in words, "" for the whole review. */
  where: string;
  /** It cannot be left as it is. */
  firm?: boolean;
  /** A person has looked at exactly this and left it as it is. */
  left?: boolean;
  reason?: string;
};
