import type { ActionLine, ActionNarrowing } from '../../../backend';
import { t, tAny } from '../../../i18n';
import { groupOfState, stateGroups } from '../states';

/** By what the list is parted; a board is parted by state in columns. */
export const views = ['state', 'owner', 'review', 'board'] as const;
export type View = (typeof views)[number];

/** No narrowing, by date. */
export const everyAction: ActionNarrowing = {
  words: '',
  states: [],
  roles: [],
  strengths: [],
  services: [],
  reviews: [],
  overdue: false,
  sort: 'due',
};

/** Whether something is left out. */
export const isNarrowed = (n: ActionNarrowing) =>
  n.overdue ||
  n.words.trim() !== '' ||
  n.states.length + n.roles.length + n.strengths.length + n.services.length + n.reviews.length > 0;

/** The same part id may stand in two reviews that were made of one. */
export const keyOfLine = (a: ActionLine) => `${a.review}/${a.id}`;

export type Item =
  | { kind: 'head'; id: string; title: string; count: number }
  | { kind: 'action'; id: string; action: ActionLine };

/** Headings and actions in the order of the screen; below a heading the order of the list stays. */
export function itemsBy(view: View, actions: readonly ActionLine[]): Item[] {
  const heads = new Map<string, { title: string; actions: ActionLine[] }>();
  const put = (id: string, title: string, a?: ActionLine) => {
    const head = heads.get(id) ?? { title, actions: [] };
    if (a) head.actions.push(a);
    heads.set(id, head);
  };
  if (view === 'owner') {
    for (const a of actions) {
      const role = a.owner_role.trim();
      put(role.toLowerCase(), role || t('actions.all.noRole'), a);
    }
  } else if (view === 'review') {
    for (const a of actions) put(a.review, a.review_title || a.review, a);
  } else {
    for (const g of stateGroups) put(g.id, tAny(`actions.group.${g.id}`));
    for (const a of actions) put(groupOfState(a.status), '', a);
  }
  const parts = [...heads];
  // What nobody owns stands last: it is the first question and not the first role.
  if (view === 'owner')
    parts.sort(([a, x], [b, y]) =>
      (a === '') === (b === '') ? x.title.localeCompare(y.title) : a === '' ? 1 : -1,
    );
  return parts.flatMap(([id, { title, actions: mine }]): Item[] =>
    mine.length === 0
      ? []
      : [
          { kind: 'head', id: `head-${id}`, title, count: mine.length },
          ...mine.map((action): Item => ({ kind: 'action', id: keyOfLine(action), action })),
        ],
  );
}
