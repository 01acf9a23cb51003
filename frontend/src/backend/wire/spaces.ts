import type { Place } from './leaks';
import type { Message } from './message';

/** What a person enters about a space; user and secret are kept for this run only, unless `keep`. */
export type SpaceEntry = {
  name: string;
  address: string;
  /** The address is a folder through which files are carried. */
  carried: boolean;
  /** What others are to call the person, "" for the pseudonym. */
  alias: string;
  /** Who can read it, where the space itself does not say so already. */
  audience: string;
  user: string;
  secret: string;
  /** File of a key for ssh and what opens it; "" for the usual ones. */
  key: string;
  passphrase: string;
  keep: boolean;
  /** Fingerprint of a server's key that the person has found right, or "". */
  acceptHost: string;
};
export type SpaceSeen = {
  address: string;
  /** A space would begin there. */
  empty: boolean;
  /** Of the space that is there; "" where only an exchange would tell. */
  name: string;
  /** Who can read it, in its own words. */
  audience: string;
};
export type SpaceState = {
  id: string;
  name: string;
  address: string;
  reviews: number;
  /** Reviews with changes that wait to be sent. */
  unsent: number;
  /** Questions that wait for a person. */
  undecided: number;
  /** Reviews of which files of the space are not taken. */
  aside: number;
  /** "" before the first exchange that ended well. */
  syncedAt: string;
  /** What others call the person, "" for the pseudonym. */
  alias: string;
  /** Who can read it, as its people put it; "" where nobody said. */
  audience: string;
  /** Other words for `audience`, said at the same time and put aside; "" for none. */
  audienceAside: string;
  /** Who signs in there, in this run or by what is kept; "" for nobody. */
  user: string;
  /** The file of a key for ssh, likewise. */
  key: string;
  /** A token or a passphrase is kept for the place, beyond this run. */
  remembered: boolean;
};
/** Somebody who writes to a space: a pseudonym, and the alias they chose or "". */
export type SpacePerson = { space: string; actor: string; alias: string };
export type SpaceReview = {
  ref: string;
  title: string;
  trashed: boolean;
  /** It was edited here too, and the two were brought together. */
  joined: boolean;
  undecided: number;
  /** Who wrote what came. */
  by: string[];
};
/** `ref` is "" for what belongs to no review, `title` also for a record that is not here. */
export type SpaceRemark = {
  ref: string;
  title: string;
  path: string;
  line: number;
  message: Message;
};
/** What an exchange did with one space. */
export type SpaceAccount = {
  id: string;
  name: string;
  /** Nothing was there before. */
  begun: boolean;
  /** The `ask` of a SpaceKept, after adding. */
  keepAsk: SpaceKept['ask'];
  state: 'done' | 'waiting' | 'read_only' | 'stopped' | 'failed' | 'unasked';
  /** The first ones; the counts are of all. */
  came: SpaceReview[];
  went: SpaceReview[];
  cameCount: number;
  wentCount: number;
  /** Those that came and ask for a decision. */
  undecided: SpaceReview[];
  /** Not sent, for something in them waits for a person. */
  held: SpaceReview[];
  /** Questions that wait in the whole space. */
  open: number;
  aside: SpaceRemark[];
  notices: SpaceRemark[];
  /** Through files, without a server: nobody has yet what was written. */
  carried: boolean;
  /** The bundle that was written, "" for none. */
  wrote: string;
  /** JSON text of an error, "" for none. */
  error: string;
};
/** What a person chose after a history was replaced. */
export type SpaceAfter = 'theirs' | 'both';
/** What lets a person in: a name and a token, or a key. */
export type SpaceSignIn = {
  user: string;
  secret: string;
  key: string;
  passphrase: string;
  /** Beyond this run. */
  keep: boolean;
};
/**
 * Whether that is kept beyond this run, and what the sealed file wants where there is no
 * keyring: a passphrase to choose, or the one it has.
 */
export type SpaceKept = { kept: boolean; ask: '' | 'choose' | 'enter' };
/** Proxy is "" for that of the machine and "none" for none; `caFile` is "" for none. */
export type SpaceNetwork = {
  proxy: string;
  caFile: string;
  /** Whom the proxy knows, "" for nobody. */
  user: string;
  /** Where the password lies that goes with it, "" for nowhere. */
  place: '' | 'keyring' | 'file' | 'run';
};

/** An empty `secret` leaves the one that is kept for the `user`. */
export type SpaceNetworkEntry = {
  proxy: string;
  caFile: string;
  user: string;
  secret: string;
  /** Beyond this run. */
  keep: boolean;
};

/** A review that was looked through to be shared, and what becomes of it. */
export type SharedReview = {
  ref: string;
  title: string;
  /**
   * `unread` moves too, from a space where nobody received it; `there` is in the space
   * already; `away` was moved out of it by others.
   */
  becomes: 'shared' | 'moved' | 'unread' | 'there' | 'held' | 'away';
  /** Words in it that wait for a person. */
  holding: number;
  /** What the shared space is called that it leaves, "" for none. */
  leaves: string;
  /** Where one belongs that is `away`. */
  place: Place;
};
