import { contributes, type Factor, type FactorKind } from '../../backend';
import { hasMessage, tAny, tValue } from '../../i18n';
import type { IconName } from '../../ui';

/** How it came about, and what was learned of it: in the order a conversation takes them. */
export const halves: readonly { id: 'came' | 'learned'; kinds: readonly FactorKind[] }[] = [
  { id: 'came', kinds: ['trigger', 'contributing', 'evasion', 'mitigator'] },
  { id: 'learned', kinds: ['went_well', 'went_wrong', 'luck', 'surprise'] },
];
export const factorKinds: readonly FactorKind[] = halves.flatMap((h) => h.kinds);

/** True for a factor that names people and nothing about the system they worked in. */
export const namesPeople = (f: Factor) =>
  contributes(f) && f.classes.length === 1 && f.classes[0] === 'human';

/** The factors that stand behind one that names people. */
export const conditionsOf = (factors: readonly Factor[], id: string) =>
  factors.filter((f) => f.condition_of.includes(id));

/** What can be said more exactly of each class. */
export const subtypes: Readonly<Record<string, readonly string[]>> = {
  technical: ['code', 'configuration', 'capacity', 'data', 'design', 'hardware', 'monitoring'],
  procedural: ['change', 'testing', 'runbook', 'handover', 'escalation'],
  human: ['attention', 'assumption', 'workaround', 'workload', 'experience'],
  organisational: ['staffing', 'priorities', 'ownership', 'training', 'communication', 'goals'],
  external: ['provider', 'network', 'attack', 'demand', 'surroundings'],
};

/** The word of "technical/capacity" without its class; one of a newer version as it is. */
export function subtypeWord(id: string): string {
  const key = `subtype.${id.replace('/', '.')}`;
  return hasMessage(key) ? tAny(key) : id;
}

/** The classes of a factor, each with what is said more exactly of it. */
export function classWords(f: Factor): string[] {
  return f.classes.map((c) => {
    const more = f.subtypes.filter((s) => s.startsWith(`${c}/`)).map(subtypeWord);
    return more.length > 0 ? `${tValue('class', c)} (${more.join(', ')})` : tValue('class', c);
  });
}

/** The five classes with their sign and the key that toggles them. */
export const factorClasses: readonly { id: string; icon: IconName; keys: string }[] = [
  { id: 'technical', icon: 'hexagon', keys: 't' },
  { id: 'procedural', icon: 'lines', keys: 'p' },
  { id: 'human', icon: 'person', keys: 'h' },
  { id: 'organisational', icon: 'people', keys: 'o' },
  { id: 'external', icon: 'external', keys: 'e' },
];

/** A class with its sign; a class of a newer version has the word only. */
export function classIcon(id: string): IconName | undefined {
  return factorClasses.find((c) => c.id === id)?.icon;
}

/** The kind under which a factor stands; one that nobody gave is the first. */
export function kindOf(f: Factor): string {
  const given: string = f.kind;
  return given || 'contributing';
}

/** The kind of one that is added behind it. */
export const newKindOf = (f: Factor): FactorKind =>
  factorKinds.find((k) => k === f.kind) ?? 'contributing';

/** The groups of the screen: those people know, then those only a newer version has a name for. */
export function kindsIn(factors: readonly Factor[]): string[] {
  const others = factors.map(kindOf).filter((k) => !factorKinds.some((known) => known === k));
  return [...factorKinds, ...new Set(others.sort())];
}

/** The factors in the order of the screen: by kind, within a kind as they were put. */
export function inScreenOrder(factors: readonly Factor[]): Factor[] {
  return kindsIn(factors).flatMap((kind) => factors.filter((f) => kindOf(f) === kind));
}

/**
 * The sibling that a factor stands behind after a step up or down within its
 * kind; "" means first, null that there is no further step.
 */
export function placeAfter(factors: readonly Factor[], id: string, step: 1 | -1): string | null {
  const me = factors.find((f) => f.id === id);
  const kin = factors.filter((f) => f.kind === me?.kind);
  const at = kin.findIndex((f) => f.id === id);
  const other = kin[at + step];
  if (!other) return null;
  if (step === 1) return other.id;
  // In front of the other one: behind whatever of any kind stands before it.
  const before = factors[factors.indexOf(other) - 1];
  return before?.id ?? '';
}
