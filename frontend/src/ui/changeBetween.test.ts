import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from './changeBetween';
import { changesBetween } from './CodeEditor';

it('turns the first text into the second', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, a, b, tail) => {
      const from = head + a + tail;
      const to = head + b + tail;
      const c = changeBetween(from, to);
      expect(from.slice(0, c.from) + c.insert + from.slice(c.to)).toBe(to);
      expect(c.to - c.from).toBeLessThanOrEqual(a.length);
    }),
  );
});

const stateOf = (text: string, cursor = 0) =>
  EditorState.create({
    doc: text,
    selection: { anchor: cursor },
    extensions: EditorState.lineSeparator.of('\n'),
  });
const textOf = (state: EditorState) => state.doc.sliceString(0, state.doc.length, '\n');

it('turns the first text into the second by several changes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (from, to) => {
      const next = stateOf(from).update({ changes: changesBetween(from, to) }).state;
      expect(textOf(next)).toBe(to);
    }),
  );
});

it('keeps the cursor at its word while others write above and below it', () => {
  const word = fc.stringMatching(/^[a-z]{3,12}$/);
  const lines = fc.array(word, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(lines, lines, lines, lines, (above, below, newAbove, newBelow) => {
      const mine = 'HERE-IS-WHERE-I-TYPE';
      const from = [...above, mine, ...below].join('\n');
      const to = [...newAbove, mine, ...newBelow].join('\n');
      const cursor = from.indexOf('WHERE');
      const next = stateOf(from, cursor).update({ changes: changesBetween(from, to) }).state;
      expect(next.selection.main.head).toBe(to.indexOf('WHERE'));
    }),
  );
});
