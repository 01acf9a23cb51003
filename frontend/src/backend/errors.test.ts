import { describe, expect, it } from 'vitest';
import { parseError, WireError } from './errors';

const text = JSON.stringify({
  code: 'invalid',
  key: 'review.title_empty',
  params: { max: '200', n: 3 },
  fields: [{ name: 'title', key: 'review.title_empty', params: null }],
  ref: '',
});

describe('parseError', () => {
  it.each([
    ['an Error whose message is JSON', new Error(text)],
    ['a bare string', text],
  ])('reads a coded fault from %s', (_, thrown) => {
    const e = parseError(thrown);
    expect(e.code).toBe('invalid');
    expect(e.key).toBe('review.title_empty');
    expect(e.params).toEqual({ max: '200', n: '3' });
    expect(e.field('title')?.key).toBe('review.title_empty');
    expect(e.field('severity')).toBeUndefined();
  });

  it('takes plain text for a mistake of ours and keeps the text for the log', () => {
    const e = parseError(new Error('error parsing arguments: json: cannot unmarshal'));
    expect(e.code).toBe('internal');
    expect(e.key).toBe('error.internal');
    expect(e.params.detail).toContain('parsing arguments');
  });

  it.each([null, undefined, 7, {}, '', '{}', '[]', '{"code":1,"key":2}'])(
    'makes an internal fault of %j',
    (thrown) => {
      expect(parseError(thrown).code).toBe('internal');
    },
  );

  it('takes an unknown code for internal but keeps its sentence', () => {
    const e = parseError('{"code":"novel","key":"review.moved"}');
    expect(e.code).toBe('internal');
    expect(e.key).toBe('review.moved');
  });

  it('hands a parsed error through', () => {
    const e = new WireError('denied', 'workspace.read_only');
    expect(parseError(e)).toBe(e);
  });
});
