import type { PolicyException } from '../../../backend';
import { t, tAny, tn } from '../../../i18n';
import type { ChipTone } from '../../../ui';
import { whoWords } from '../policies/words';

export const toneOf: Partial<Record<PolicyException['state'], ChipTone>> = {
  active: 'info',
  requested: 'warn',
  void: 'warn',
  undecided: 'warn',
  improper: 'bad',
  unchecked: 'warn',
  forged: 'bad',
};

/** What its state is called, wherever it stands. */
export const stateWords = (e: PolicyException) => tAny(`exceptionState.${e.state}`);

const roleAndName = (role: string, name: string) => [role, name].filter(Boolean).join(', ');

/** In what role, where one was said, and by whom. */
export const askedBy = (e: PolicyException) =>
  t('policies.askedBy', { name: roleAndName(e.role, whoWords(e.requester, e.own)) });

export const answeredBy = (e: PolicyException) =>
  e.approver ? t('policies.answeredBy', { name: roleAndName(e.approver_role, e.approver) }) : '';

/** How long it still holds, where that is not long; "" otherwise. */
export function soonWords(e: PolicyException): string {
  if (!e.soon) return '';
  return e.left === 0 ? t('exceptions.endsToday') : tn('policies.left', e.left);
}

/** Why nobody here can answer one that waits; "" where it can be answered or needs no answer. */
export function whyNot(e: PolicyException): string {
  if (e.may || e.mine) return '';
  if (e.own && ['requested', 'void', 'forged'].includes(e.state)) return t('policies.ownRequest');
  switch (e.state === 'unchecked' ? e.proof : '') {
    case 'unsealed':
      return t('exceptions.theirsToConfirm', { name: e.approver });
    case 'no_key':
      return t('exceptions.keyFirst');
    case 'waits':
      return t('exceptions.whoseFirst');
    default:
      return '';
  }
}
