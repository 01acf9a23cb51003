import { afterEach, expect, it } from 'vitest';
import {
  currentSaveState,
  resetSaveState,
  trackRefused,
  trackUnsaved,
  trackWrite,
  writesEnded,
} from './saveState';

const one = {};
const other = {};
afterEach(() => {
  for (const owner of [one, other]) {
    trackUnsaved(owner, false);
    trackRefused(owner, false);
  }
});
const kind = () => currentSaveState().kind;

it('never says saved while a letter is not, whatever is reset in between', () => {
  trackUnsaved(one, true);
  resetSaveState();
  expect(kind()).toBe('saving');
  trackUnsaved(one, false);
  trackUnsaved(one, false);
  expect(kind()).toBe('saved');
  trackUnsaved(other, true);
  expect(kind()).toBe('saving');
});

it('goes on saying that something was refused when another write succeeds', async () => {
  trackRefused(one, true);
  await trackWrite(Promise.resolve());
  expect(kind()).toBe('refused');
  trackRefused(one, false);
  expect(kind()).toBe('saved');
  expect(currentSaveState().savedAt).not.toBe('');
});

it('follows a write to its end, also to a bad one', async () => {
  let refuse: (e: Error) => void = () => undefined;
  const write = trackWrite(new Promise((_, reject) => (refuse = reject)));
  expect(kind()).toBe('saving');
  const ended = writesEnded();
  refuse(new Error('no'));
  await expect(write).rejects.toThrow('no');
  await ended;
  expect(kind()).toBe('saved');
});
