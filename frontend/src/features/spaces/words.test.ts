import { expect, it } from 'vitest';
import { nothingNew } from '../../testing/spaceAccount';
import { asksForSignIn, countsOf, didWords } from './words';

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

it('tells a space that is carried alike, whether or not a file had to be written', () => {
  const carried = { ...nothingNew, carried: true, cameCount: 1, wentCount: 2 };
  expect(didWords(carried, 'bundles:/mnt')).toBe(
    '1 review came. 2 reviews written for the others.',
  );
  expect(didWords({ ...carried, wrote: '/mnt/1.bundle' }, 'bundles:/mnt')).toBe(
    didWords(carried, 'bundles:/mnt'),
  );
});

it('tells what was kept for signing in by the way of the window, and asks for it again', () => {
  for (const key of ['share.login_lost', 'share.keyring_silent']) {
    const error = JSON.stringify({ code: 'not_found', key, params: { site: 'https://host' } });
    const failed = { ...nothingNew, state: 'failed' as const, error };
    expect(didWords(failed, 'https://host/team.git')).toMatch(/at host .*sign in again\.$/);
    expect(didWords(failed, 'https://host/team.git')).not.toMatch(/space login/);
    expect(asksForSignIn(failed)).toBe(true);
  }
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
