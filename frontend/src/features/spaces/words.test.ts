import { expect, it } from 'vitest';
import { nothingNew } from '../../testing/spaceAccount';
import { countsOf, didWords } from './words';

it('does not say that nothing is new where a review is kept back', () => {
  const one = { ref: 'REV-1', title: '', trashed: false, joined: false, undecided: 0, by: [] };
  expect(didWords(nothingNew, '/mnt')).toBe('Nothing new on either side.');
  expect(didWords({ ...nothingNew, held: [one] }, '/mnt')).toBe(
    'Nothing else is new on either side.',
  );
});

it('tells what came and went before what did not go', () => {
  const error = JSON.stringify({ code: 'denied', key: 'share.remote_read_only' });
  const failed = { ...nothingNew, state: 'failed' as const, error, cameCount: 2 };
  expect(didWords(failed, '/mnt')).toMatch(/^2 reviews came\. You may read/);
  expect(didWords({ ...nothingNew, state: 'read_only', cameCount: 1 }, '/mnt')).toMatch(
    /^1 review came\. You may read/,
  );
  expect(didWords({ ...nothingNew, state: 'stopped', wentCount: 1 }, '/mnt')).toMatch(
    /^1 review went\. The exchange was stopped/,
  );
});

it('tells what a sync sends apart from what is kept back', () => {
  const space = {
    id: 'S1',
    name: 'Payments',
    address: '/mnt',
    reviews: 3,
    unsent: 0,
    undecided: 0,
    aside: 0,
    syncedAt: '',
    alias: '',
    audience: '',
    audienceAside: '',
    user: '',
    key: '',
    remembered: false,
    kept: 0,
  };
  expect(countsOf(space)).toBe('3 reviews · everything sent');
  expect(countsOf({ ...space, kept: 1 })).toBe('3 reviews · 1 kept back');
  expect(countsOf({ ...space, unsent: 2, kept: 1 })).toBe('3 reviews · 2 to send · 1 kept back');
});
