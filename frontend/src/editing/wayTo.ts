/** What shows the records of other kinds than a review, by the letters of their references. */
const rooms: Record<string, string> = {
  CAL: 'governance/calendars',
  POL: 'governance/policies',
  OBL: 'governance/obligations',
  STU: 'measures/studies',
  SVC: 'incidents/services',
};
/** The steps of a review that show a part of it. */
const steps = new Set(['timeline', 'factors', 'causes', 'actions', 'pictures']);

/** The folder of a record in a shared space, by kind, month and id. */
const folder = /^\w+\/\d{4}\/\d{2}\/\w+(?:\/|$)/;
/** A path inside the folder of its record, whose own name nobody reads. */
export const inFolder = (path: string) => path.replace(folder, '');
const stem = (name: string | undefined) => (name ?? '').replace(/\.\w+$/, '');

/**
 * The step that shows what a path within a review means ("actions/<id>/due"), or a file of
 * it in a shared space; undefined for what belongs to the whole.
 */
export function stepTo(ref: string, path: string): string | undefined {
  const [first, second] = inFolder(path).split('/');
  const step = stem(first);
  if (!steps.has(step)) return undefined;
  const id = stem(second);
  return `#/reviews/${ref}/${step}${id ? `?at=${encodeURIComponent(id)}` : ''}`;
}

/** Where a record of any kind is looked at, and in a review the step that a path belongs to. */
export function wayTo(ref: string, path = ''): string {
  const room = rooms[ref.slice(0, 3)];
  if (room) return `#/${room}/${ref}`;
  return stepTo(ref, path) ?? `#/reviews/${ref}${path ? '/overview' : ''}`;
}
