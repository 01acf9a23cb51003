import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../testing/recorded';
import { emptyReview, entryOf } from '../testing/review';
import { readingSince } from './since';
import type { ReviewSince, TimesSince } from './wire';

const entries = ['a', 'b', 'c', 'd'].map((id) => entryOf({ id, text: id }));
const answer = (part: Partial<ReviewSince>): ReviewSince => ({
  stamp: '1',
  whole: false,
  review: emptyReview(),
  from: 0,
  drop: 0,
  ...part,
});

it('puts what changed of a timeline into what is here, and keeps the other entries as they are', async () => {
  const since = vi
    .fn<(ref: string, have: string) => Promise<ReviewSince>>()
    .mockResolvedValueOnce(answer({ whole: true, review: emptyReview({ timeline: entries }) }))
    .mockResolvedValueOnce(
      answer({
        stamp: '2',
        from: 1,
        drop: 2,
        review: emptyReview({ title: 'New', timeline: [entryOf({ id: 'x', text: 'x' })] }),
      }),
    )
    .mockResolvedValueOnce(answer({ stamp: '3', from: 3, drop: 0 }))
    .mockResolvedValueOnce(
      answer({ stamp: '', whole: true, review: emptyReview({ timeline: entries.slice(0, 1) }) }),
    )
    .mockResolvedValueOnce(answer({ stamp: '', whole: true }));
  const backend = recordedBackend({ reviews: { since } });
  const read = () => readingSince(backend).review('REV-1');
  expect((await read()).timeline).toBe(entries);
  const second = await read();
  expect(second.title).toBe('New');
  expect(second.timeline.map((e) => e.id)).toEqual(['a', 'x', 'd']);
  expect(second.timeline[2]).toBe(entries[3]);
  expect((await read()).timeline.map((e) => e.id)).toEqual(['a', 'x', 'd']);
  expect((await read()).timeline.map((e) => e.id)).toEqual(['a']);
  await read();
  expect(since.mock.calls.map((c) => c[1])).toEqual(['', '1', '2', '3', '']);
});

it('keeps the times of each zone for themselves', async () => {
  const at = (clock: string) => ({ at: `2026-03-01T${clock}Z`, end: '' });
  const shown = (times: TimesSince['shown']['times']) => ({
    zone: 'UTC',
    times,
    phases: [],
    after: '',
    silences: [],
    handling: [],
  });
  const timesSince = vi
    .fn<(ref: string, mode: string, have: string) => Promise<TimesSince>>()
    .mockResolvedValueOnce({
      stamp: 'u1',
      whole: true,
      shown: shown({ a: at('10:00'), b: at('11:00') }),
      gone: [],
    })
    .mockResolvedValueOnce({ stamp: 'l1', whole: true, shown: shown({ a: at('09:00') }), gone: [] })
    .mockResolvedValueOnce({
      stamp: 'u2',
      whole: false,
      shown: shown({ c: at('12:00') }),
      gone: ['a'],
    });
  const { times } = readingSince(recordedBackend({ reviews: { timesSince } }));
  const first = await times('REV-1', 'utc');
  expect((await times('REV-1', 'local')).times).toEqual({ a: at('09:00') });
  expect((await times('REV-1', 'utc')).times).toEqual({ b: at('11:00'), c: at('12:00') });
  expect(first.times).toEqual({ a: at('10:00'), b: at('11:00') });
  expect(timesSince.mock.calls.map((c) => c[2])).toEqual(['', '', 'u1']);
});
