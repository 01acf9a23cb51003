import type { Cause, Entry, Review, SearchHit, SearchMark, SearchPlace } from '../../backend';

// What stands around a place that was found, taken from its review. Nothing is
// searched here: the words to mark are those that the search marked.

/** The words that the search marked in a hit, each once. */
export function foundWords(hit: SearchHit): string[] {
  const cut = (text: string, marks: readonly SearchMark[]) =>
    marks.map((m) => text.slice(m.start, m.end).toLowerCase());
  const words = [
    ...cut(hit.title, hit.titleMarks),
    ...hit.places.flatMap((p) => cut(p.snippet, p.marks)),
  ];
  return [...new Set(words)].filter((w) => w.trim() !== '');
}

/** Finds whole words, capitals or not; null where there is no word to find. */
export function patternOf(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  const plain = words
    .toSorted((a, b) => b.length - a.length)
    // Only what is syntax may be escaped in this mode; a hyphen is none outside of brackets.
    .map((w) => w.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(^|[^\\p{L}\\p{N}])(${plain.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** Where a pattern stands in a text. */
export function marksOf(text: string, pattern: RegExp | null): SearchMark[] {
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map((m) => {
    const start = m.index + (m[1]?.length ?? 0);
    return { start, end: m.index + m[0].length };
  });
}

/** So many entries before the one that was found, and behind it. */
const entriesBefore = 3;
const entriesAfter = 4;

/** The entries around one, in their order; empty when it is gone. */
export function entriesAround(timeline: readonly Entry[], id: string): readonly Entry[] {
  const at = timeline.findIndex((e) => e.id === id);
  return at < 0 ? [] : timeline.slice(Math.max(0, at - entriesBefore), at + entriesAfter + 1);
}

/** A cause below those it contributes to, and above those that contribute to it. */
export function causesAround(all: readonly Cause[], id: string): { cause: Cause; depth: number }[] {
  const here = all.find((c) => c.id === id);
  if (!here) return [];
  const chain = [here];
  const seen = new Set([here.id]);
  for (let at = here; at.parent !== '';) {
    const above = all.find((c) => c.id === at.parent);
    if (!above || seen.has(above.id)) break;
    seen.add(above.id);
    chain.unshift(above);
    at = above;
  }
  const below = all.filter((c) => c.parent === id && !seen.has(c.id));
  return [
    ...chain.map((cause, depth) => ({ cause, depth })),
    ...below.map((cause) => ({ cause, depth: chain.length })),
  ].filter(({ cause }) => cause.text !== '');
}

/** So many characters of a text are shown around what was found in it. */
const shownText = 1600;

/** The paragraphs around the one in which most was found, and whether others are left out. */
export function excerptOf(text: string, pattern: RegExp | null) {
  const paragraphs = text.trim().split(/\n{2,}/);
  let best = 0;
  let most = 0;
  paragraphs.forEach((p, i) => {
    const found = new Set(marksOf(p, pattern).map((m) => p.slice(m.start, m.end).toLowerCase()));
    if (found.size > most) [best, most] = [i, found.size];
  });
  let from = best;
  let to = best + 1;
  let size = paragraphs[best]?.length ?? 0;
  for (;;) {
    const before = paragraphs[from - 1];
    const after = paragraphs[to];
    if (after !== undefined && size + after.length <= shownText) {
      size += after.length;
      to++;
    } else if (before !== undefined && size + before.length <= shownText) {
      size += before.length;
      from--;
    } else break;
  }
  return {
    text: paragraphs.slice(from, to).join('\n\n'),
    before: from > 0,
    after: to < paragraphs.length,
  };
}

/** The section that a place is in; for a place beside the text, the summary. */
export function sectionOf(review: Review, place: SearchPlace | undefined) {
  const [collection, key] = (place?.key ?? '').split('/');
  const asked =
    collection === 'sections' ? review.sections.find((s) => s.key === key) : summaryOf(review);
  return asked?.text.trim() ? asked : undefined;
}

export const summaryOf = (review: Review) =>
  review.sections.find((s) => s.key === 'summary') ??
  review.sections.find((s) => s.text.trim() !== '');
