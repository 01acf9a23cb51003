import type { Message, SearchMark, SearchPlace, SearchResult } from '../../backend';
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

/** A sentence of the search; where it names a place, that is a key of its own. */
export function say({ key, params }: Message): string {
  const place = params?.place;
  return tAny(key, { ...params, ...(place && hasMessage(place) ? { place: tAny(place) } : {}) });
}

/** The name of the place a word stands in; the text of a section has its title. */
export function placeName({ class: kind, key }: SearchPlace): string {
  const section = /^sections\/(.*?)(-\d+)?$/.exec(key)?.[1];
  if (section && hasMessage(`section.${section}`)) return tAny(`section.${section}`);
  return tAny(`search.place.${kind}`);
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
      return { tab: collection, at };
    // Of a piece of evidence the cause it speaks for is looked up.
    case 'evidence':
      return { tab: 'causes', at: '' };
    case 'sections':
      return { tab: 'overview', at };
  }
  return { tab: 'overview', at: '' };
}

const wordOf = (name: string, value: string) =>
  `${name}:${/[\s"]/.test(value) ? `"${value}"` : value}`;

/** Puts a filter into what is typed, or takes it out again. */
export function toggled(query: string, name: string, value: string, chosen: boolean): string {
  if (!chosen) return `${query.trimEnd()} ${wordOf(name, value)}`.trimStart();
  const bare = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = new RegExp(`(^|\\s)${name}:(?:"${bare}"|${bare})(?=\\s|$)`, 'giu');
  return query.replace(word, '$1').replace(/ {2,}/g, ' ').trim();
}

/** What is typed without any filter. */
export function withoutFilters(query: string, result: SearchResult): string {
  let text = query;
  for (const facet of result.facets)
    for (const v of facet.values) if (v.chosen) text = toggled(text, facet.name, v.value, true);
  return text
    .replace(/(^|\s)-?[a-z]+:("[^"]*"|\S*)/giu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
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
