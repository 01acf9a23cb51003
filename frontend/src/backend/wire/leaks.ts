/** Words that name somebody or give access to something. */
export type Leak = {
  key: string;
  kind: string;
  /** The place in words. */
  where: string;
  words: string;
  /** Beside the words in their line. */
  before: string;
  after: string;
  /** May stand in place of a name; "" where none is known. */
  role: string;
  /** Keeps the review back; otherwise it is only told. */
  holds: boolean;
  /** Nothing can be written over it. */
  fixed: boolean;
  /** Why it may stay, in the person's words; "" while nobody said so. */
  why: string;
};
/** What was found in a review before a space gets it. */
export type LeakLook = {
  ref: string;
  title: string;
  space: string;
  /** How much keeps it back. */
  holding: number;
  found: Leak[];
  allowed: Leak[];
  /** What everybody in the space has already. */
  shared: number;
  /** Others of the shared space it is in now can have it. */
  received: boolean;
  /** Where it belongs, where others moved it out of the space it is in or is to go to. */
  place: Place;
};
/** The space that a review was moved to by others. */
export type Place = {
  /** It is another one; nothing else is said where it is not. */
  away: boolean;
  /** What it is called here, "" where it is not in this workspace. */
  name: string;
  /** The space the review was moved from, and whether it is in that one here. */
  left: string;
  inside: boolean;
};
/**
 * A review that others do not have as it is here, and why: the last sync left it out for words
 * in it, it was to be shared and words in it wait (asked) or nothing is in the way any more
 * (ready), or it was moved and a sync is to come.
 */
export type KeptBack = {
  ref: string;
  title: string;
  state: string;
  /** The space that is to get it, and the one it leaves or "". */
  to: string;
  from: string;
  /** How much in it waits for a decision. */
  holding: number;
};
/** A name to look for, with the role that may stand in its place or "". */
export type RosterName = { name: string; role: string };
