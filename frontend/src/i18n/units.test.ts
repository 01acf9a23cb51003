import { expect, it } from 'vitest';
import { tied } from './units';

it('keeps a number and its unit on one line', () => {
  expect(tied('received 38 % of their linen in 12 min')).toBe(
    'received 38\u00a0% of their linen in 12\u00a0min',
  );
});

it('leaves words that begin like a unit, and numbers without one', () => {
  for (const text of ['38 hospitals', '3 sites', '12 minutes', '7 of 9', '5 May', 'in h']) {
    expect(tied(text)).toBe(text);
  }
});
