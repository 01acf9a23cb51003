import { expect, it } from 'vitest';
import { footWords } from './syncDoing';

it('tells at the foot of the window how far an exchange is', () => {
  const sends = { phase: 'send', done: 5, total: 14 };
  const done = { phase: 'done', done: 0, total: 0 };
  expect(footWords([undefined])).toBe('Sync under way');
  expect(footWords([sends])).toBe('Sending your changes · 5 of 14 parts');
  expect(footWords([{ phase: 'fetch', done: 0, total: 0 }])).toBe('Asking what is new');
  expect(footWords([sends, undefined, done])).toBe('Sync: 1 of 3 spaces');
  // The one that the others wait for.
  expect(footWords([done, sends, done])).toBe(
    'Sync: 2 of 3 spaces · Sending your changes · 5 of 14 parts',
  );
});
