/** How the backups of the open workspace stand. */
export type BackupState = {
  /** When the last one was made; "" for never. */
  at: string;
  /** Whole days since then, or since the workspace was begun. */
  days: number;
  /** After so many days Home has a line about it; 0 for never. */
  remind: number;
  due: boolean;
  sample: boolean;
};

export type BackupSaved = {
  path: string;
  /** Megabytes. */
  size: string;
  records: number;
  pictures: number;
  spaces: number;
};

/** What a backup file says it holds. */
export type BackupLook = {
  /** "" when the person closed the dialog. */
  path: string;
  name: string;
  madeAt: string;
  program: string;
  records: number;
  pictures: number;
  spaces: string[];
  /** There is a workspace that it would replace. */
  over: boolean;
};

export type BackupRestored = {
  madeAt: string;
  records: number;
  /** The backup of what was there; "" where nothing was. */
  before: string;
  /** The folder with what was there, where no backup could be made of it. */
  aside: string;
};
