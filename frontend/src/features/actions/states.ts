import type { Action, ActionStatus } from '../../backend';
import { isDay } from '../../i18n';
import type { IconName } from '../../ui';

/** The way of an action, in its order; declined stands beside it. */
export const actionStates: readonly ActionStatus[] = [
  'idea',
  'candidate',
  'committed',
  'in_progress',
  'done',
  'verified',
  'declined',
];

const stateIcons: Record<ActionStatus, IconName> = {
  idea: 'question',
  candidate: 'ring',
  committed: 'ring',
  in_progress: 'half',
  done: 'disc',
  verified: 'verified',
  declined: 'declined',
};

/** The sign of a state; one that nobody set, or of a newer version, is only asked for. */
export function stateIcon(status: string): IconName {
  return (stateIcons as Partial<Record<string, IconName>>)[status] ?? 'ring';
}

/** The headings of the list, and what stands below each; the first takes the rest. */
export const stateGroups = [
  { id: 'asked', states: [] },
  { id: 'committed', states: ['committed', 'in_progress'] },
  { id: 'done', states: ['done'] },
  { id: 'verified', states: ['verified'] },
  { id: 'declined', states: ['declined'] },
] as const satisfies readonly { id: string; states: readonly ActionStatus[] }[];

export type ActionItem =
  | { kind: 'head'; id: string; group: (typeof stateGroups)[number]['id']; count: number }
  | { kind: 'action'; id: string; action: Action };

/** The heading below which a state stands. */
export const groupOfState = (status: string) =>
  stateGroups.find((g) => (g.states as readonly string[]).includes(status))?.id ?? 'asked';

/** Headings and actions in the order of the screen. */
export function actionItems(actions: readonly Action[]): ActionItem[] {
  return stateGroups.flatMap((group): ActionItem[] => {
    const mine = actions.filter((a) => groupOfState(a.status) === group.id);
    if (mine.length === 0) return [];
    return [
      { kind: 'head', id: `head-${group.id}`, group: group.id, count: mine.length },
      ...mine.map((action): ActionItem => ({ kind: 'action', id: action.id, action })),
    ];
  });
}

/** What a person is asked for before an action takes this step; null where nothing is. */
export type StepKind = 'commit' | 'verify' | 'decline' | 'replan';

export const isPromised = (status: string) => status === 'committed' || status === 'in_progress';
export const isFinished = (status: string) => status === 'done' || status === 'verified';

/** Whether the date was promised, so that it moves with a reason and is not written anew. */
export const dateStands = (a: Action) =>
  isDay(a.due) && (isPromised(a.status) || isFinished(a.status) || !!a.accepted_on);

export function asksFor(action: Action, to: ActionStatus): StepKind | null {
  if (to === 'verified') return 'verify';
  if (to === 'declined') return 'decline';
  if (!isPromised(to) || isPromised(action.status)) return null;
  // What was promised before it was done is taken up again.
  return isFinished(action.status) && action.accepted_on ? null : 'commit';
}

export type MissingPart = 'owner' | 'due' | 'criterion' | 'measure';

/** What a commitment still lacks. An idea needs nothing; what was declined neither. */
export function missingParts(action: Action): MissingPart[] {
  if (action.status === 'idea' || action.status === 'declined') return [];
  return lackingParts(action);
}

/** What an action lacks to be promised, whatever its state. */
export function lackingParts(action: Action): MissingPart[] {
  const missing: MissingPart[] = [];
  if (!action.owner) missing.push('owner');
  if (!action.due) missing.push('due');
  if (!action.criterion) missing.push('criterion');
  if (!action.measure && !action.target) missing.push('measure');
  return missing;
}
