export type BackendEvents = {
  /** The window waits for what is typed to be saved; the answer is workspace.flushed. */
  'window.closing': Record<string, never>;
  'review.changed': { ref: string; rev: number; origin: string };
  'reviews.changed': { rev: number };
  'files.dropped': { paths: string[]; pictures: boolean };
  'job.progress': { id: string; done: number; total: number; label: string };
  'job.done': { id: string; error?: string | null };
};
export type BackendEvent = keyof BackendEvents;
