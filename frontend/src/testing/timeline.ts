import type { Backend, ShownTimes } from '../backend';
import { recordedBackend } from './recorded';
import { emptyReview, entryOf } from './review';

/** Four entries: one with all it can have, one corrected, one vague, one without a time. */
export const entries = [
  entryOf({ id: 'a', text: 'Planning run begins', role: 'Scheduler', kind: 'action' }),
  entryOf({
    id: 'b',
    text: 'Tours appear twice on the **route board**',
    at: '2026-10-25T02:20:00+02:00',
    role: 'Dispatcher',
    kind: 'observation',
    times: [
      {
        at: '2026-10-25T02:02:00+02:00',
        zone: 'Europe/Berlin',
        precision: 'minute',
        raw: '02:02',
      },
      {
        at: '2026-10-25T02:20:00+02:00',
        zone: 'Europe/Berlin',
        precision: 'minute',
        by: 'a1',
        reason: 'two digits were swapped',
        recorded_at: '2026-11-18T15:00:00Z',
      },
    ],
  }),
  entryOf({
    id: 'c',
    text: 'Depot calls',
    at: '2026-10-26T05:05:00+01:00',
    end: '2026-10-26T05:40:00+01:00',
    precision: 'approximate',
    line: 31,
  }),
  entryOf({ id: 'd', text: 'Nobody noted when', at: '', precision: 'unknown', raw: '1?:05' }),
];

/** A review with these entries and one cause that one of them explains. */
export const full = emptyReview({
  zone: 'Europe/Berlin',
  timeline: entries,
  evidence: [
    { id: 'e1', cause: 'k1', entry: 'b', kind: 'timeline', stance: 'supports', rank: 'V' },
  ],
  causes: [
    {
      id: 'k1',
      parent: '',
      kind: 'cause',
      text: 'The hour exists twice',
      status: 'supported',
      classes: [],
      rank: 'V',
    },
  ],
});
export const asStated: ShownTimes = {
  zone: 'Europe/Berlin',
  times: {},
  phases: [],
  after: '',
  silences: [],
  handling: [],
};

/** Reads lines as Go does: "02:31 …", "-5m …" from 02:45 on, and anything else as now. */
const checkLine: Backend['reviews']['checkLine'] = (_, _after, line) => {
  const [, begin = '', text = ''] = /^(\d\d:\d\d|-\d+m)?\s*(.*)$/.exec(line) ?? [];
  const clock = begin.startsWith('-') ? `02:${45 - Number(begin.slice(1, -1))}` : begin;
  const answer = {
    ok: true,
    stated: begin !== '',
    statement: {
      at: `2026-10-25T${clock || '02:45'}:00+02:00`,
      zone: 'Europe/Berlin',
      precision: 'minute' as const,
    },
    text,
    key: '',
    params: null,
    day_from: 'line',
    day_shift: 0,
    zone_from: 'line',
  };
  const refused = clock.startsWith('25') ? 'time.impossible' : text ? '' : 'timeline.text_missing';
  if (!refused) return Promise.resolve(answer);
  const none = { at: '', zone: '', precision: 'unknown' as const };
  return Promise.resolve({
    ...answer,
    ok: false,
    statement: none,
    key: refused,
    params: { raw: begin },
  });
};

/** A backend that reads times and lines as Go does. */
export function backendWith(reviews: Partial<Backend['reviews']> = {}) {
  return recordedBackend({
    reviews: {
      times: () => Promise.resolve(asStated),
      strip: () => Promise.resolve('{"shown":false,"scene":null}'),
      checkTime: (_, _path, text) =>
        Promise.resolve(
          text.includes('25:')
            ? {
                ok: false,
                statement: { at: '', zone: '', precision: 'unknown' as const },
                key: 'time.impossible',
                params: { raw: text },
              }
            : /^\d\d:\d\d$/.test(text)
              ? {
                  ok: true,
                  statement: {
                    at: `2026-10-25T${text}:00+02:00`,
                    zone: 'Europe/Berlin',
                    precision: 'minute' as const,
                  },
                  key: '',
                  params: null,
                }
              : {
                  ok: false,
                  statement: { at: '', zone: '', precision: 'unknown' as const },
                  key: 'time.unreadable',
                  params: { raw: text },
                },
        ),
      checkLine,
      ...reviews,
    },
  });
}
