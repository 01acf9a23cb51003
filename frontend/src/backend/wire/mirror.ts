import type { Message } from './message';

/** A file of a mirror folder that is not taken, with the beginning of what it says. */
export type MirrorProblem = {
  /** "" for a file of no review. */
  ref: string;
  path: string;
  line: number;
  quote: string;
  message: Message;
};
/** A space in a plain folder. */
export type SpaceMirror = {
  id: string;
  folder: string;
  /** JSON text of an error, "" while the two come together. */
  error: string;
  problems: MirrorProblem[];
};
