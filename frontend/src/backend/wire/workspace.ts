import type { Message } from './message';

export type WorkspaceInfo = {
  name: string;
  home: string;
  sample: boolean;
  version: string;
  readOnly: boolean;
  /** Read-only because the disk had no room when it was opened. */
  full: boolean;
  problem: Message | null;
  /** True on the first start, before anything was made. */
  first: boolean;
  /** The pseudonym of whoever works on this machine. */
  actor: string;
};
export type Setting = { name: string; value: string };
export type HelpTopic = { id: string; title: string };
