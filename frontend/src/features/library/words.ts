import type {
  Message,
  SearchFacetValue,
  SearchMark,
  SearchPlace,
  SearchResult,
} from '../../backend';
import { hasMessage, tAny } from '../../i18n';
import type { IconName } from '../../ui';

export type Piece = { text: string; hit: boolean };

/** A text cut at the marks of its found words. */
export function piecesOf(text: string, marks: readonly SearchMark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}

/** As much of a text as a sentence can quote. */
const quotable = 120;

/** What somebody typed, short enough to be quoted in a sentence. */
export function quoted(text: string): string {
  const letters = Array.from(text.trim().replace(/\s+/g, ' '));
  return letters.length > quotable ? `${letters.slice(0, quotable).join('')}…` : letters.join('');
}

/** A sentence of the search; where it names a place, that is a key of its own. */
export function say({ key, params }: Message): string {
  const place = params?.place;
  const short = Object.fromEntries(Object.entries(params ?? {}).map(([k, v]) => [k, quoted(v)]));
  return tAny(key, { ...short, ...(place && hasMessage(place) ? { place: tAny(place) } : {}) });
}

const icons: Readonly<Record<SearchPlace['class'], IconName>> = {
  ref: 'reviews',
  title: 'reviews',
  services: 'reviews',
  tags: 'reviews',
  summary: 'lines',
  sections: 'lines',
  timeline: 'clock',
  factors: 'hexagon',
  causes: 'fishbone',
  evidence: 'link',
  actions: 'check',
  people: 'people',
  answers: 'question',
  pictures: 'picture',
};
export const placeIcon = (place: SearchPlace | undefined): IconName =>
  place ? icons[place.class] : 'reviews';

/** The step of the review in which a place is, and the part to choose there. */
export function stepOf(place: SearchPlace | undefined): { tab: string; at: string } {
  const [collection = '', at = ''] = (place?.key ?? '').split('/');
  switch (collection) {
    case 'timeline':
    case 'factors':
    case 'causes':
    case 'actions':
    case 'pictures':
      return { tab: collection, at };
    // Of a piece of evidence the cause it speaks for is looked up (useOpenHit).
    case 'evidence':
      return { tab: 'causes', at: '' };
    case 'sections':
      return { tab: 'overview', at };
  }
  return { tab: 'overview', at: '' };
}

// Quotes have no way into a value; a name is compared without its signs anyway.
const wordOf = (name: string, value: string) =>
  `${name}:${/^[\p{L}\p{N}_-]+$/u.test(value) ? value : `"${value.replace(/["“”„«»]/g, ' ')}"`}`;

/** Puts a filter into what is typed, or takes the words out that choose it. */
export function toggled(query: string, name: string, value: SearchFacetValue): string {
  if (!value.chosen) return `${query.trimEnd()} ${wordOf(name, value.value)}`.trimStart();
  return value.words.reduce((text, { typed, left }) => replaced(text, typed, left), query).trim();
}

/** A text with one of its words exchanged, where it stands as a word of its own. */
function replaced(text: string, word: string, by: string): string {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + word.length);
    if (/[^\s"“”«»]$/u.test(before) || /^[^\s"“”„«»]/u.test(after)) continue;
    return by === '' ? `${before.trimEnd()} ${after.trimStart()}`.trim() : before + by + after;
  }
  return text;
}

/** The filters that a query can name, as the reader of queries knows them. */
const filters =
  'services?|severity|sev|state|tags?|class|in|where|has|with|before|until|after|since|year|date';
const filtered = new RegExp(`(^|\\s)-?(?:${filters}):("[^"]*"|\\S+)`, 'giu');

/** A query with one blank between its words. */
const spaced = (query: string) => query.replace(/\s+/gu, ' ').trim();

/** What is typed without any filter; '' where that is nothing else, or nothing. */
export function withoutFilters(query: string, result: SearchResult): string {
  let text = query;
  for (const facet of result.facets)
    for (const v of facet.values) for (const { typed } of v.words) text = replaced(text, typed, '');
  const plain = spaced(text.replace(filtered, ' '));
  return plain === spaced(query) ? '' : plain;
}

/** Searches to begin with, made of words that the reviews hold. */
export function examplesOf(result: SearchResult): { query: string; kind: string }[] {
  const value = (name: string) =>
    result.facets.find((f) => f.name === name)?.values.find((v) => v.value !== '')?.value;
  const title = result.hits[0]?.title ?? '';
  const words = title.match(/\p{L}{4,}/gu) ?? [];
  const longest = words.toSorted((a, b) => b.length - a.length)[0];
  const pair = /(\p{L}{3,} \p{L}{3,})/u.exec(title)?.[1];
  const service = value('service');
  const severity = value('severity');
  const year = value('year');
  return [
    ...(longest ? [{ kind: 'words', query: longest.toLowerCase() }] : []),
    ...(pair ? [{ kind: 'phrase', query: `"${pair}"` }] : []),
    ...(longest && longest.length > 6
      ? [{ kind: 'start', query: `${longest.slice(0, 5).toLowerCase()}*` }]
      : []),
    ...(service ? [{ kind: 'filter', query: wordOf('service', service) }] : []),
    ...(severity && year
      ? [{ kind: 'filters', query: `${wordOf('severity', severity)} year:${year}` }]
      : []),
    ...(longest ? [{ kind: 'place', query: `in:causes ${longest.toLowerCase()}` }] : []),
  ];
}
