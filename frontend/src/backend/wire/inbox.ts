import type { Message } from './message';

/** A folder into which other programs drop files; problem is why it could not be looked into. */
export type InboxFolder = {
  id: string;
  folder: string;
  paused: boolean;
  move: boolean;
  problem: Message | null;
};

/** One reading of a file in an inbox; the counts are those of its import. */
export type InboxFile = {
  n: number;
  /** "" where its inbox is none any more. */
  path: string;
  name: string;
  at: string;
  state: string;
  format: string;
  /** It lies in the folder still. */
  there: boolean;
  import: string;
  withdrawn: boolean;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  quarantined: number;
  /** The sentence of what is asked or wrong; "" where nothing is. */
  key: string;
  params: Record<string, string>;
};

/** What waits, the oldest first, and what came, the newest first; waits and taken count all. */
export type InboxState = {
  folders: InboxFolder[];
  waiting: InboxFile[];
  files: InboxFile[];
  waits: number;
  taken: number;
};
