import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ShownTimes, TimeStatement } from '../../backend';
import { ownWorkspace, recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { emptyReview, entryOf } from '../../testing/review';
import { Inspector } from './Inspector';
import { plainWords, rowsOf, timeLabel } from './rows';

const stated = (at: string, part: Partial<TimeStatement> = {}): TimeStatement => ({
  at,
  zone: '+02:00',
  precision: 'minute',
  ...part,
});
const corrected = entryOf({
  id: 'a',
  text: 'Bank called',
  at: '2026-10-25T02:15:00+02:00',
  actor: 'a-91',
  name: 'Kim Anderson',
  times: [
    stated('2026-10-25T02:10:00+02:00'),
    stated('2026-10-25T02:15:00+02:00', {
      by: 'a-44',
      reason: 'the phone log says so',
      recorded_at: '2026-11-18T14:32:07Z',
    }),
  ],
});

it('shows a corrected time and the one before it in the same zone', () => {
  const shown: ShownTimes = {
    zone: 'UTC',
    times: {
      a: { at: '2026-10-25T00:15:00Z', end: '' },
      'a/0': { at: '2026-10-25T00:10:00Z', end: '' },
    },
    phases: [],
    after: '',
    silences: [],
    handling: [],
  };
  expect(timeLabel(corrected, shown)).toEqual({
    text: '00:15',
    before: '00:10',
    zone: '',
    unread: false,
    backwards: false,
  });
  expect(timeLabel(corrected, undefined)).toMatchObject({ text: '02:15', before: '02:10' });
});

it('puts what came after the resolution under a heading of its own', () => {
  const review = emptyReview({
    timeline: [
      entryOf({ id: 'a', text: 'Timers were set' }),
      entryOf({ id: 'b', text: 'Tours were driven', at: '2026-10-25T09:00:00+01:00' }),
    ],
  });
  const shown: ShownTimes = {
    zone: 'Europe/Berlin',
    times: {},
    phases: [{ entry: 'a', from: 'mitigated', to: 'resolved', minutes: 30, exact: true }],
    after: 'b',
    silences: [],
    handling: [],
  };
  const titles = (filter: string) =>
    rowsOf(review, shown, filter).map((r) => (r.kind === 'entry' ? r.key : r.title));
  expect(titles('')).toEqual(['Recover', 'a', 'After resolution', 'b']);
  expect(titles('driven')).toEqual(['After resolution', 'b']);
});

it('tells two times apart that were written with an offset and no zone', () => {
  const review = emptyReview({
    timeline: [
      entryOf({ id: 'a', text: 'Level alarm', zone: '', at: '2026-05-02T09:00:00+02:00' }),
      entryOf({ id: 'b', text: 'Pump stopped', zone: '', at: '2026-05-02T09:00:00Z' }),
    ],
  });
  const shown: ShownTimes = {
    zone: '',
    times: {},
    phases: [],
    after: '',
    silences: [],
    handling: [],
  };
  const times = rowsOf(review, shown, '').map((r) =>
    r.kind === 'entry' ? `${r.time.text} ${r.time.zone}` : r.title,
  );
  expect(times).toEqual(['09:00 +02:00', '09:00 UTC']);
});

it('marks an end that lies before its beginning, whatever zone each is written in', () => {
  const during = (at: string, end: string) =>
    timeLabel(entryOf({ id: 'a', text: 'Tours', at, end }), undefined).backwards;
  expect(during('2026-10-25T12:00:00+01:00', '2026-10-25T11:00:00+01:00')).toBe(true);
  expect(during('2026-10-25T12:00:00+01:00', '2026-10-25T11:30:00Z')).toBe(false);
  expect(during('2026-10-25', '2026-10-24')).toBe(true);
  expect(during('T12:00', 'T11:00')).toBe(true);
  expect(during('T12:00', 'T12:30')).toBe(false);
  expect(during('2026-10-25T12:00:00+01:00', '')).toBe(false);
});

it('keeps a number and its unit together in a row', () => {
  expect(plainWords('**38 %** were missing')).toBe('38\u00a0% were missing');
});

const inspected = () => (
  <Inspector
    review={emptyReview({ timeline: [corrected] })}
    entry={corrected}
    readOnly
    onCorrect={() => undefined}
    onKind={() => undefined}
    onRemove={() => undefined}
    onAddBelow={() => undefined}
  />
);

it('shows the name of an entry as private, and who corrected its time and why', async () => {
  renderScreen(inspected(), recordedBackend());
  expect(await screen.findByText('Kim Anderson')).toBeVisible();
  expect(screen.getByRole('img', { name: 'Names stay on this machine only.' })).toBeVisible();
  expect(screen.getByText('the phone log says so')).toBeVisible();
  expect(screen.getByText(/^Corrected 18 Nov 2026, 14:32 UTC by a-44\./)).toBeVisible();
});

it('calls whoever corrected a time by the alias they chose in the space', async () => {
  const people = () =>
    Promise.resolve([
      { space: 'elsewhere', actor: 'a-44', alias: 'Otter' },
      { space: emptyReview().space, actor: 'a-44', alias: 'Kite' },
    ]);
  renderScreen(inspected(), recordedBackend({ spaces: { people } }));
  expect(await screen.findByText(/^Corrected 18 Nov 2026, 14:32 UTC by Kite\./)).toBeVisible();
});

it('calls nobody by a pseudonym on their own machine', async () => {
  const info = () => Promise.resolve({ ...ownWorkspace, actor: 'a-44' });
  renderScreen(inspected(), recordedBackend({ workspace: { info } }));
  expect(
    await screen.findByText(/^Corrected 18 Nov 2026, 14:32 UTC on this machine\./),
  ).toBeVisible();
});
