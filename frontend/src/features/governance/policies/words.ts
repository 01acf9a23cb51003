import type { Policy, PolicyState, PolicyStanding, SignoffProof } from '../../../backend';
import { formatDate, formatNumber, hasMessage, t, tAny, tn } from '../../../i18n';
import type { ChipTone } from '../../../ui';

/** What a kind is called; one this program has no name for by its own word. */
export const kindWords = (kind: string): string => {
  const key = `policyKind.${kind}`;
  return hasMessage(key) ? tAny(key) : kind;
};

export const stateWords = (state: PolicyState): string => tAny(`policyState.${state}`);

export const toneOf = (state: PolicyState): ChipTone => {
  switch (state) {
    case 'in_force':
      return 'ok';
    case 'in_review':
    case 'scheduled':
      return 'info';
    case 'changes_requested':
    case 'undecided':
      return 'warn';
    case 'damaged':
      return 'bad';
    default:
      return 'neutral';
  }
};

/** In one line what holds, and how far the next version is. */
export function standsWords(p: Policy): string {
  const parts: string[] = [];
  if (p.force) {
    parts.push(t('policies.inForce', { n: formatNumber(p.force.number) }));
    if (p.force.alone) parts.push(t('policies.aloneShort'));
  } else parts.push(stateWords(p.state));
  if ((p.force || p.state === 'retired') && p.changed && p.draft !== 'draft') {
    parts.push(t('policies.nextIs', { n: formatNumber(p.next), state: stateWords(p.draft) }));
  }
  return parts.join(' · ');
}

/** Days from today on which a rule is near to be looked at again. */
const near = 30;

/** The day by which the rule is looked at again; undefined where none is near. */
export function reviewWords(p: Policy): { words: string; late: boolean } | undefined {
  if (!p.force?.review) return undefined;
  const { left, review } = p.force;
  if (left < 0) return { words: tn('policies.reviewLate', -left), late: true };
  if (left <= near) return { words: tn('policies.reviewIn', left), late: false };
  return { words: t('policies.reviewBy', { date: formatDate(review) }), late: false };
}

/** Whether the decision is one that still says something. */
export const isGood = (standing: PolicyStanding): boolean => standing === 'counts';

/** The first signs of a hash, as people compare them. */
export const short = (hash: string): string => hash.slice(0, 12);

/** The version that waits for signatures: the newest of those that do. */
export const pendingOf = (p: Policy) =>
  p.versions.find((v) => v.state === 'in_review' || v.state === 'changes_requested');

/** What somebody is called; oneself is "you". */
export const whoWords = (name: string, own: boolean): string => (own ? t('policies.you') : name);

/** Why nobody here can tell whether the device made it, or on what else it rests; "" for neither. */
export const proofWords = (proof: SignoffProof): string =>
  proof === '' || proof === 'made' || proof === 'not_made' ? '' : tAny(`policyProof.${proof}`);
