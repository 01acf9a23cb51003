import type { Policy, PolicyException, PolicyProposal } from '../../../backend';
import type { MessageKey } from '../../../i18n';

/** An exception beside the rule it steps aside from. */
export type Line = { policy: Policy; exception: PolicyException };

/** By what the list is narrowed; "" is any. */
export type Standing = (typeof standings)[number] | '';
export type Narrowing = { words: string; standing: Standing; rule: string };

export const everyException: Narrowing = { words: '', standing: '', rule: '' };

/** What people look for, which is not always a state: what ends soon is granted as well. */
export const standings = [
  'asked',
  'granted',
  'soon',
  'refused',
  'over',
  'outcome',
  'often',
  'unsealed',
  'undecided',
  'unsound',
] as const;

export const standingWords: Record<Standing, MessageKey> = {
  '': 'exceptions.anyState',
  asked: 'exceptions.state.asked',
  granted: 'exceptions.state.granted',
  soon: 'exceptions.state.soon',
  refused: 'exceptions.state.refused',
  over: 'exceptions.state.over',
  outcome: 'exceptions.state.outcome',
  often: 'exceptions.state.often',
  unsealed: 'exceptions.state.unsealed',
  undecided: 'exceptions.state.undecided',
  unsound: 'exceptions.state.unsound',
};

export const unsealed = (e: PolicyException) => e.proof === 'unsealed' || e.proof === 'before';

/** The proposal to improve its procedure that cites an exception. */
export const oftenOf = ({ policy, exception }: Line): PolicyProposal | undefined =>
  policy.proposals.find((q) => q.exceptions.includes(exception.id));

const isOf: Record<Exclude<Standing, ''>, (line: Line) => boolean> = {
  asked: ({ exception: e }) => e.state === 'requested' || e.state === 'void',
  granted: ({ exception: e }) => e.state === 'active' || e.state === 'upcoming',
  soon: ({ exception: e }) => e.soon,
  refused: ({ exception: e }) => e.state === 'refused',
  over: ({ exception: e }) => e.state === 'expired',
  outcome: ({ exception: e }) => e.wants,
  often: (line) => oftenOf(line) !== undefined,
  unsealed: ({ exception: e }) => unsealed(e),
  undecided: ({ exception: e }) => e.state === 'undecided' || e.outcome_open,
  unsound: ({ exception: e }) => ['forged', 'unchecked', 'improper'].includes(e.state),
};

function text({ policy: p, exception: e }: Line): string {
  return [
    e.procedure,
    p.title,
    p.ref,
    e.incident,
    e.role,
    e.requester,
    e.approver_role,
    e.approver,
    e.justification,
    e.risk,
    e.control,
    e.outcome,
  ]
    .join('\n')
    .toLowerCase();
}

export function narrowed(lines: readonly Line[], by: Narrowing): Line[] {
  const words = by.words.toLowerCase().split(/\s+/u).filter(Boolean);
  return lines.filter((line) => {
    if (by.rule && line.policy.ref !== by.rule) return false;
    if (by.standing && !isOf[by.standing](line)) return false;
    if (words.length === 0) return true;
    const said = text(line);
    return words.every((w) => said.includes(w));
  });
}

export const isNarrowed = (by: Narrowing) =>
  by.words.trim() !== '' || by.standing !== '' || by.rule !== '';

export const linesOf = (policies: readonly Policy[]): Line[] =>
  policies.flatMap((policy) => policy.exceptions.map((exception) => ({ policy, exception })));

export type Part = 'open' | 'holds' | 'past';
export type Item =
  { kind: 'head'; key: Part; count: number } | { kind: 'line'; key: string; line: Line };

export const partWords: Record<Part, MessageKey> = {
  open: 'exceptions.part.open',
  holds: 'exceptions.part.holds',
  past: 'exceptions.part.past',
};

/** What somebody has to settle; the others hold, or nothing is to be done about them. */
export function partOf({ exception: e }: Line): Part {
  const waits = ['requested', 'void', 'forged', 'unchecked', 'undecided'].includes(e.state);
  if (waits || e.wants || e.outcome_open) return 'open';
  return e.state === 'active' || e.state === 'upcoming' ? 'holds' : 'past';
}

const order = {
  // The oldest request, what ends first, what ended last.
  open: (a: Line, b: Line) => a.exception.asked.localeCompare(b.exception.asked),
  holds: (a: Line, b: Line) => a.exception.to.localeCompare(b.exception.to),
  past: (a: Line, b: Line) => b.exception.to.localeCompare(a.exception.to),
};

/** The lines under their heads: what waits before what holds before what is over. */
export function itemsOf(lines: readonly Line[]): Item[] {
  return (['open', 'holds', 'past'] as const).flatMap((part): Item[] => {
    const own = lines.filter((l) => partOf(l) === part).sort(order[part]);
    if (own.length === 0) return [];
    return [
      { kind: 'head', key: part, count: own.length },
      ...own.map((line): Item => ({ kind: 'line', key: line.exception.id, line })),
    ];
  });
}

/** Procedures that are stepped aside from too often, the most frequent first. */
export const oftenIn = (policies: readonly Policy[]) =>
  policies
    .flatMap((policy) => policy.proposals.map((proposal) => ({ policy, proposal })))
    .sort((a, b) => b.proposal.count - a.proposal.count);
