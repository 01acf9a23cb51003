import { expect, it } from 'vitest';
import type { Cause } from '../../backend';
import { emptyReview, entryOf } from '../../testing/review';
import {
  causesAround,
  entriesAround,
  excerptOf,
  marksOf,
  patternOf,
  sectionOf,
} from './neighbours';

it('marks whole words, in every script and beside each other', () => {
  const cut = (text: string, words: string[]) =>
    marksOf(text, patternOf(words)).map((m) => text.slice(m.start, m.end));
  expect(cut('Gate, gate agate gated GATE.', ['gate'])).toEqual(['Gate', 'gate', 'GATE']);
  expect(cut('gate gate alarm', ['gate', 'alarm'])).toEqual(['gate', 'gate', 'alarm']);
  expect(cut('Der Prüfstand prüft', ['prüft'])).toEqual(['prüft']);
  expect(cut('a+b and (c) cost 3.5', ['a+b', '3.5'])).toEqual(['a+b', '3.5']);
  expect(cut('gate', [])).toEqual([]);
});

it('marks words with every sign of a keyboard in them', () => {
  const signs = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
  for (const sign of signs) {
    for (const word of [sign, `re${sign}tuned`, `${sign}${sign}`]) {
      const text = ` ${word} `;
      const marks = marksOf(text, patternOf([word]));
      expect(marks.map((m) => text.slice(m.start, m.end))).toContain(word);
    }
  }
  expect(marksOf('In REV-26-WECR5F', patternOf(['rev', 'rev-26-wecr5f']))).toEqual([
    { start: 3, end: 16 },
  ]);
});

it('shows the entries beside one, and none for one that is gone', () => {
  const all = Array.from({ length: 20 }, (_, i) => entryOf({ id: String(i), text: 'x' }));
  expect(entriesAround(all, '10').map((e) => e.id)).toEqual(
    ['7', '8', '9', '10', '11', '12', '13', '14'], // prettier-ignore
  );
  expect(entriesAround(all, '0').map((e) => e.id)).toEqual(['0', '1', '2', '3', '4']);
  expect(entriesAround(all, 'gone')).toEqual([]);
});

it('ends at a ring of causes, which no record should have', () => {
  const cause = (id: string, parent: string): Cause => ({
    id,
    parent,
    text: id,
    kind: '',
    status: '',
    classes: [],
    rank: 'V',
  });
  const ring = [cause('a', 'b'), cause('b', 'a'), cause('c', 'b')];
  expect(causesAround(ring, 'b').map((c) => [c.cause.id, c.depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
});

it('cuts a long text around the paragraph that holds most of the words', () => {
  const filler = 'words of no matter '.repeat(40).trim();
  const text = [filler, filler, 'the gate', filler, 'the gate had an alarm', filler, filler];
  const cut = excerptOf(text.join('\n\n'), patternOf(['gate', 'alarm']));
  expect(cut.text).toContain('had an alarm');
  expect(cut.text.length).toBeLessThan(1700);
  expect([cut.before, cut.after]).toEqual([true, false]);
  expect(excerptOf('short', null)).toEqual({ text: 'short', before: false, after: false });
});

it('takes the summary for a place that is no text', () => {
  const review = emptyReview({
    sections: [
      { key: 'impact', title: 'Impact', text: 'Many' },
      { key: 'summary', title: 'Summary', text: 'Short' },
    ],
  });
  expect(sectionOf(review, undefined)?.key).toBe('summary');
  const place = {
    class: 'sections' as const,
    key: 'sections/impact',
    name: 'section.impact',
    snippet: '',
    before: false,
    after: false,
    marks: [],
    at: '',
    timed: false,
  };
  expect(sectionOf(review, place)?.key).toBe('impact');
});
