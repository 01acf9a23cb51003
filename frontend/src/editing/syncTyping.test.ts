import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TextSaver } from './textSaver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What the Go side keeps: their line and mine, each the work of one side alone. */
function store() {
  const state = { theirs: '', mine: '', rev: 1 };
  const text = () => `${state.theirs}\n${state.mine}`;
  return {
    state,
    text,
    arrives: (letters: string) => {
      state.theirs += letters;
      state.rev += 1;
    },
    save: (base: string, sent: string) => {
      const [theirsBase = '', mineBase = ''] = base.split('\n');
      const [theirs = '', mine = ''] = sent.split('\n');
      // As Go merges: what a side left as it was is taken from the other one.
      if (theirs !== theirsBase) state.theirs = theirs;
      if (mine !== mineBase) state.mine = mine;
      state.rev += 1;
      return Promise.resolve({ rev: state.rev, text: text(), conflict: null });
    },
  };
}

const step = fc.constantFrom('type', 'type', 'arrive', 'hear', 'save', 'flush', 'breathe');

it('keeps every letter typed while others’ edits arrive, in a thousand interleavings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const go = store();
      const saver = new TextSaver(go.text(), go.state.rev, go.save, undefined, () => Date.now());
      let typed = '';
      let arrived = '';
      const unheard: { text: string; rev: number }[] = [];
      const letter = (n: number) => String.fromCharCode(97 + (n % 26));
      const waiting: Promise<void>[] = [];
      for (const what of steps) {
        if (what === 'type') {
          const next = letter(typed.length);
          typed += next;
          // The person types at the end of what is on the screen.
          saver.type(saver.current().text + next);
        } else if (what === 'arrive') {
          arrived += letter(arrived.length).toUpperCase();
          go.arrives(arrived.at(-1) ?? '');
          unheard.push({ text: go.text(), rev: go.state.rev });
        } else if (what === 'hear') {
          const news = unheard.shift();
          if (news) saver.receive(news.text, news.rev);
        } else if (what === 'save') {
          waiting.push(saver.flush());
        } else if (what === 'flush') {
          await saver.flush();
        } else {
          await Promise.resolve();
        }
      }
      await saver.flush();
      await Promise.all(waiting);
      for (const news of unheard) saver.receive(news.text, news.rev);
      saver.receive(go.text(), go.state.rev);
      expect(go.state).toMatchObject({ mine: typed, theirs: arrived });
      expect(saver.current()).toMatchObject({ text: go.text(), dirty: false });
    }),
    { numRuns: 1000 },
  );
});
