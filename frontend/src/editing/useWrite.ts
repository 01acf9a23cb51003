import { useCallback } from 'react';
import { parseError } from '../backend';
import { t, tAny } from '../i18n';
import { showToast } from '../ui';

/** Checks hold a review back; each field of it is one of them. */
const notToAgree = 'review.not_to_agree';

/** The sentence of an error; of its first field where it belongs to one. */
export function sentenceOf(e: unknown): string {
  const error = parseError(e);
  const field = error.fields[0];
  if (field && error.key === notToAgree) {
    return `${tAny(error.key, error.params)} ${tAny(field.key, field.params)}`;
  }
  return field ? tAny(field.key, field.params) : tAny(error.key, error.params);
}

/** What a toast says of a refusal; of a review that is not to be agreed, with the way to why. */
export function refusalOf(e: unknown): Parameters<typeof showToast>[0] {
  const error = parseError(e);
  if (error.key !== notToAgree) return { tone: 'warn', text: sentenceOf(e) };
  const ref = error.params['ref'] ?? '';
  return {
    tone: 'warn',
    topic: `agree ${ref}`,
    text: sentenceOf(e),
    act: {
      label: t('review.not_to_agree.show'),
      run: () => {
        window.location.hash = `#/reviews/${ref}/checks`;
      },
    },
  };
}

/**
 * Runs a write that has no field of its own to say what went wrong. The answer is
 * undefined when it was refused; a toast has then said why.
 */
export function useWrite() {
  return useCallback(async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (e) {
      if (parseError(e).code !== 'cancelled') showToast(refusalOf(e));
      return undefined;
    }
  }, []);
}
