import { useCallback } from 'react';
import { parseError } from '../backend';
import { tAny } from '../i18n';
import { showToast } from '../ui';

/** The sentence of an error; of its first field where it belongs to one. */
export function sentenceOf(e: unknown): string {
  const error = parseError(e);
  const field = error.fields[0];
  return field ? tAny(field.key, field.params) : tAny(error.key, error.params);
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
      if (parseError(e).code !== 'cancelled') showToast({ tone: 'warn', text: sentenceOf(e) });
      return undefined;
    }
  }, []);
}
