import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WireError, type TextSaved } from '../backend';
import { idleMs, longestMs, retryMs, TextSaver } from './textSaver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saver(text = 'one', save?: (base: string, text: string) => Promise<TextSaved>) {
  const calls: [string, string][] = [];
  const unsaved: boolean[] = [];
  let rev = 1;
  const s = new TextSaver(
    text,
    rev,
    (base, next) => {
      calls.push([base, next]);
      rev += 1;
      return save?.(base, next) ?? Promise.resolve({ rev, text: next, conflict: null });
    },
    ({ dirty }) => unsaved.push(dirty),
    () => Date.now(),
  );
  return { s, calls, unsaved };
}

describe('a text being typed', () => {
  it('is saved a while after the last key, with the text it started from', async () => {
    const { s, calls } = saver();
    s.type('one t');
    s.type('one tw');
    await vi.advanceTimersByTimeAsync(idleMs - 1);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual([['one', 'one tw']]);
    expect(s.current().dirty).toBe(false);
  });

  it('is saved while somebody types without a pause', async () => {
    const { s, calls } = saver('');
    for (let i = 1; i <= 30; i += 1) {
      s.type('x'.repeat(i));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(calls.length).toBe(1);
    expect(calls[0]?.[1].length).toBeLessThanOrEqual(longestMs / 100 + 1);
  });

  it('takes what Go merged into it when nothing was typed meanwhile', async () => {
    const { s } = saver('a', () => Promise.resolve({ rev: 9, text: 'merged', conflict: null }));
    s.type('ab');
    await s.flush();
    expect(s.current()).toMatchObject({ text: 'merged', dirty: false });
  });

  it('goes on from what was sent when somebody typed on during the save', async () => {
    let finish: (v: TextSaved) => void = () => undefined;
    const { s, calls } = saver('a', (_, text) =>
      text === 'ab'
        ? new Promise((r) => (finish = r))
        : Promise.resolve({ rev: 10, text: 'theirs abc', conflict: null }),
    );
    s.type('ab');
    const flushed = s.flush();
    s.type('abc');
    finish({ rev: 9, text: 'theirs ab', conflict: null });
    await flushed;
    expect(calls).toEqual([
      ['a', 'ab'],
      ['ab', 'abc'],
    ]);
    expect(s.current().text).toBe('theirs abc');
  });

  it('is never replaced by a text from elsewhere before it is saved', () => {
    const { s } = saver('one');
    s.type('one, typed');
    s.receive('one, from elsewhere', 7);
    expect(s.current().text).toBe('one, typed');
  });

  it('ignores echoes that are older than its own save', async () => {
    const { s } = saver('one', (_, text) => Promise.resolve({ rev: 5, text, conflict: null }));
    s.type('one two');
    await s.flush();
    s.receive('one', 4);
    expect(s.current().text).toBe('one two');
    s.receive('one two three', 6);
    expect(s.current().text).toBe('one two three');
  });

  it('is kept when a save fails, and the next key tries again', async () => {
    let fail = true;
    const { s, calls } = saver('a', (_, text) =>
      fail
        ? Promise.reject(new Error('disk full'))
        : Promise.resolve({ rev: 2, text, conflict: null }),
    );
    s.type('ab');
    await s.flush();
    expect(s.current()).toMatchObject({ text: 'ab', dirty: true });
    expect(s.current().error).toBeInstanceOf(Error);
    fail = false;
    s.type('abc');
    await vi.advanceTimersByTimeAsync(idleMs);
    expect(calls.at(-1)).toEqual(['a', 'abc']);
    expect(s.current()).toMatchObject({ dirty: false, error: null });
  });

  it('is saved by itself once a store that was away is there again', async () => {
    let away = true;
    const { s, calls } = saver('a', (_, text) =>
      away
        ? Promise.reject(new WireError('unavailable', 'error.internal'))
        : Promise.resolve({ rev: 2, text, conflict: null }),
    );
    s.type('ab');
    await s.flush();
    expect(s.current().dirty).toBe(true);
    away = false;
    await vi.advanceTimersByTimeAsync(retryMs);
    expect(calls).toHaveLength(2);
    expect(s.current()).toMatchObject({ text: 'ab', dirty: false, error: null });
  });

  it('is not sent again and again when it is the text that is refused', async () => {
    const { s, calls } = saver('a', () =>
      Promise.reject(new WireError('invalid', 'error.internal')),
    );
    s.type('ab');
    await s.flush();
    await vi.advanceTimersByTimeAsync(10 * retryMs);
    expect(calls).toHaveLength(1);
  });

  it('shows after its save what came in from elsewhere meanwhile', async () => {
    let finish: (v: TextSaved) => void = () => undefined;
    const { s, calls } = saver('a', (_, text) =>
      text === 'ab'
        ? new Promise((r) => (finish = r))
        : Promise.resolve({ rev: 10, text, conflict: null }),
    );
    s.type('ab');
    const flushed = s.flush();
    s.receive('ab, from elsewhere', 6);
    finish({ rev: 5, text: 'ab', conflict: null });
    await flushed;
    expect(s.current().text).toBe('ab, from elsewhere');
    s.type('ab, from elsewhere and here');
    await s.flush();
    expect(calls.at(-1)).toEqual(['ab, from elsewhere', 'ab, from elsewhere and here']);
  });

  it('does not go back to what came in before its own save', async () => {
    let finish: (v: TextSaved) => void = () => undefined;
    const { s } = saver('a', () => new Promise((r) => (finish = r)));
    s.type('ab');
    const flushed = s.flush();
    s.receive('a, earlier', 4);
    finish({ rev: 5, text: 'ab, earlier', conflict: null });
    await flushed;
    expect(s.current().text).toBe('ab, earlier');
  });

  it('counts as unsaved from the first letter until it is stored', async () => {
    const { s, unsaved } = saver();
    s.type('one t');
    expect(unsaved).toEqual([true]);
    s.type('one tw');
    await vi.advanceTimersByTimeAsync(idleMs);
    expect(unsaved).toEqual([true, false]);
  });

  it('ends up stored as shown, whatever the order of keys and pauses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.string(), pause: fc.nat(3000) }), { maxLength: 20 }),
        async (steps) => {
          let stored = '';
          const s = new TextSaver(
            '',
            0,
            (_, text) => {
              stored = text;
              return Promise.resolve({ rev: 1, text, conflict: null });
            },
            undefined,
            () => Date.now(),
          );
          for (const { text, pause } of steps) {
            s.type(text);
            await vi.advanceTimersByTimeAsync(pause);
          }
          await s.flush();
          expect(stored).toBe(s.current().text);
          expect(s.current().dirty).toBe(false);
        },
      ),
      { numRuns: 50 },
    );
  });
});
