import { describe, expect, it } from 'vitest';
import type { SearchPlace, SearchResult } from '../../backend';
import { examplesOf, piecesOf, stepOf, toggled, withoutFilters } from './words';

const placeAt = (key: string, kind: SearchPlace['class']): SearchPlace => ({
  class: kind,
  key,
  snippet: '',
  before: false,
  after: false,
  marks: [],
});
const result: SearchResult = {
  hits: [],
  total: 0,
  notices: [],
  also: [],
  facets: [
    { name: 'service', values: [{ value: 'Wash Control', count: 2, chosen: true }] },
    { name: 'severity', values: [{ value: 'SEV1', count: 2, chosen: false }] },
    { name: 'year', values: [{ value: '2026', count: 2, chosen: false }] },
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

  it('take a filter and give it back', () => {
    const narrowed = toggled('counter stopped', 'service', 'Wash Control', false);
    expect(narrowed).toBe('counter stopped service:"Wash Control"');
    expect(toggled(narrowed, 'service', 'Wash Control', true)).toBe('counter stopped');
    expect(toggled('', 'severity', 'SEV1', false)).toBe('severity:SEV1');
    expect(toggled('a severity:sev1 b', 'severity', 'SEV1', true)).toBe('a b');
    // A value is no pattern, and the beginning of another value is another value.
    expect(toggled('service:a.c service:abc', 'service', 'a.c', true)).toBe('service:abc');
    expect(toggled('year:2026 year:20', 'year', '20', true)).toBe('year:2026');
  });

  it('are left when every filter goes', () => {
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
