import type { ReviewState, Severity } from './review';
import type { Message } from './message';

/** The kinds of place a word can stand in; also the values of the facet and filter "in". */
export type PlaceClass =
  | 'ref'
  | 'title'
  | 'services'
  | 'tags'
  | 'summary'
  | 'sections'
  | 'timeline'
  | 'factors'
  | 'causes'
  | 'evidence'
  | 'actions'
  | 'people'
  | 'answers'
  | 'pictures';

/** limit 0 is a page of the usual size; typing: the last word may be a beginning. */
export type SearchOptions = {
  typing: boolean;
  trash: boolean;
  limit: number;
  offset: number;
  /** The zone of the times in the answer. */
  times: 'incident' | 'utc' | 'local';
};

/** A piece of a text in UTF-16 units, as String.slice counts. */
export type SearchMark = { start: number; end: number };

export type SearchPlace = {
  class: PlaceClass;
  /** Path in the review: "sections/summary", "timeline/<id>", "title". */
  key: string;
  /** Key of what the catalogue calls the place. */
  name: string;
  snippet: string;
  /** The text begins earlier than the snippet, or goes on behind it. */
  before: boolean;
  after: boolean;
  marks: SearchMark[];
  /** When it happened, in the zone asked for; "" without a time. */
  at: string;
  /** The query names that time. */
  timed: boolean;
};

/** A record that is no review, or an incident, as it is called; state as its kind knows states. */
export type NamedRecord = { ref: string; kind: string; title: string; state: string };

export type SearchHit = {
  kind: string;
  ref: string;
  id: string;
  title: string;
  titleMarks: SearchMark[];
  severity: Severity;
  state: ReviewState;
  date: string;
  services: string[];
  trashed: boolean;
  score: number;
  /** Up to three texts, the best first; empty when no word was searched. */
  places: SearchPlace[];
  morePlaces: number;
  /** Why it stands here, the strongest first. A param "place" is itself a message key. */
  reasons: Message[];
};

export type SearchFacetName =
  | 'service'
  | 'severity'
  | 'state'
  | 'class'
  | 'year'
  /** Where the words stand. */
  | 'in';

/** A word of the query that chooses a value, and what is left of it without. */
export type SearchChoice = { typed: string; left: string };
export type SearchFacetValue = {
  value: string;
  count: number;
  chosen: boolean;
  words: SearchChoice[];
};
export type SearchFacet = { name: SearchFacetName; values: SearchFacetValue[] };
/** A word of the query and the other spellings that were searched. */
export type SearchAlso = { typed: string; words: string[] };

export type SearchResult = {
  hits: SearchHit[];
  total: number;
  facets: SearchFacet[];
  notices: Message[];
  also: SearchAlso[];
};
