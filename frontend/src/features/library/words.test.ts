import { describe, expect, it } from 'vitest';
import type { SearchPlace, SearchResult } from '../../backend';
import { examplesOf, piecesOf, stepOf, toggled, withoutFilters } from './words';

const placeAt = (key: string, kind: SearchPlace['class']): SearchPlace => ({
  class: kind,
  key,
  name: '',
  snippet: '',
  before: false,
  after: false,
  marks: [],
  at: '',
  timed: false,
});
const result: SearchResult = {
  hits: [],
  total: 0,
  notices: [],
  also: [],
  facets: [
    {
      name: 'service',
      values: [
        {
          value: 'Wash Control',
          count: 2,
          chosen: true,
          words: [{ typed: 'service:"Wash Control"', left: '' }],
        },
      ],
    },
    { name: 'severity', values: [{ value: 'SEV1', count: 2, chosen: false, words: [] }] },
    { name: 'year', values: [{ value: '2026', count: 2, chosen: false, words: [] }] },
  ],
};

describe('the words of a search', () => {
  it('are cut at their marks and lose no letter', () => {
    const pieces = piecesOf('The counter stopped', [
      { start: 4, end: 11 },
      { start: 12, end: 16 },
    ]);
    expect(pieces.filter((p) => p.hit).map((p) => p.text)).toEqual(['counter', 'stop']);
    expect(pieces.map((p) => p.text).join('')).toBe('The counter stopped');
    expect(piecesOf('', [])).toEqual([]);
  });

  const free = (value: string) => ({ value, count: 1, chosen: false, words: [] });
  const chosenBy = (...words: [typed: string, left: string][]) => ({
    value: 'any',
    count: 1,
    chosen: true,
    words: words.map(([typed, left]) => ({ typed, left })),
  });

  it('take a filter and give it back', () => {
    const narrowed = toggled('counter stopped', 'service', free('Wash Control'));
    expect(narrowed).toBe('counter stopped service:"Wash Control"');
    expect(toggled(narrowed, 'service', chosenBy(['service:"Wash Control"', '']))).toBe(
      'counter stopped',
    );
    expect(toggled('', 'severity', free('SEV1'))).toBe('severity:SEV1');
    // A quote or a comma of a name would end the value.
    expect(toggled('', 'service', free('the "big" pump'))).toBe('service:"the  big  pump"');
    expect(toggled('', 'service', free('a,b'))).toBe('service:"a,b"');
  });

  it('lose what chose a value and nothing else', () => {
    const one = chosenBy(['severity:sev1,sev2', 'severity:sev2']);
    expect(toggled('a  severity:sev1,sev2 b', 'severity', one)).toBe('a  severity:sev2 b');
    const two = chosenBy(['sev:1', ''], ['severity:SEV1', '']);
    expect(toggled('sev:1 a severity:SEV1', 'severity', two)).toBe('a');
    // Inside another word it is not the word.
    expect(toggled('year:2026 year:20', 'year', chosenBy(['year:20', '']))).toBe('year:2026');
    expect(toggled('-in:causes in:causes', 'in', chosenBy(['in:causes', '']))).toBe('-in:causes');
    // Typed on meanwhile: what is no longer there stays away.
    expect(toggled('pump', 'year', chosenBy(['year:20', '']))).toBe('pump');
  });

  it('are left when every filter goes', () => {
    for (const query of ['pump  gate', ' pump\tgate ', 'localhost:8080 error:42', 'x'.repeat(3000)])
      expect(withoutFilters(query, result)).toBe('');
    expect(withoutFilters('service:"Wash Control" pump -state:closed year:2026', result)).toBe(
      'pump',
    );
  });

  it('lead to the step and the part in which they stand', () => {
    expect(stepOf(placeAt('timeline/01A', 'timeline'))).toEqual({ tab: 'timeline', at: '01A' });
    expect(stepOf(placeAt('sections/impact', 'sections'))).toEqual({
      tab: 'overview',
      at: 'impact',
    });
    expect(stepOf(placeAt('evidence/01E', 'evidence'))).toEqual({ tab: 'causes', at: '' });
    expect(stepOf(placeAt('title', 'title'))).toEqual({ tab: 'overview', at: '' });
    expect(stepOf(undefined)).toEqual({ tab: 'overview', at: '' });
  });

  it('are made of what the reviews hold, to begin with', () => {
    expect(examplesOf(result).map((e) => e.query)).toEqual([
      'service:"Wash Control"',
      'severity:SEV1 year:2026',
    ]);
  });
});
