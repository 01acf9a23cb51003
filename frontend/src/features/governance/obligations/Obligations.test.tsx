import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
  parseError,
  type Assessment,
  type Backend,
  type ObligationClock,
  type ObligationPack,
} from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { AssessmentPage } from './AssessmentPage';
import { Obligations } from './ObligationsPage';
import { ToldCard } from './ReviewCard';
import { cardText, leftWords, nextOf } from './words';

const end = (at: string, left: number) => ({
  utc: at,
  case: '2026-10-26 13:25 CET',
  here: '2026-10-26 12:25 UTC',
  day: '2026-10-26',
  whole: false,
  left,
});

const clock = (step: string, some: Partial<ObligationClock>): ObligationClock => ({
  step,
  name: step,
  recipient: 'Authority',
  note: '',
  state: 'running',
  soft: false,
  late_reason: false,
  missing: [],
  waits_for: [],
  waits_sent: [],
  started: null,
  due: null,
  projected: null,
  later: [],
  sent: [],
  problem: null,
  ...some,
});

const assessment: Assessment = {
  id: '01KATA0000AAAAAAAAAAAAAAAA',
  ref: 'OBL-26-AAAAAA',
  space: '',
  rev: 1,
  title: 'GDPR: one night',
  subject: '01KATA0000BBBBBBBBBBBBBBBB',
  subject_kind: 'review',
  subject_ref: 'REV-26-BBBBBB',
  subject_title: 'One night',
  pack: 'gdpr',
  pack_name: 'GDPR: personal data breach',
  pack_hash: '00',
  jurisdiction: 'European Union',
  authority: 'Supervisory authority',
  standing: 'in_force',
  applies: 'applies',
  signed: false,
  rule: '',
  superseded: '',
  changed: false,
  zone: 'Europe/Berlin',
  calendar: '',
  calendar_ref: '',
  calendar_name: '',
  decision: '',
  reason: '',
  decided_by: '',
  approved_by: '',
  decided_at: '',
  decided: null,
  notes: [],
  sources: [],
  events: [
    { id: 'aware', name: 'Became aware', help: '', at: null, day: '', reason: '', before: [] },
  ],
  facts: [{ id: 'risk', name: 'Risk', type: 'choice', choices: ['unlikely', 'risk'], value: '' }],
  clocks: [
    clock('people', { soft: true }),
    clock('authority', {
      due: end('2026-10-26T12:25:00Z', 52 * 60 + 25),
      later: [{ ...end('2026-10-26T13:00:00Z', 53 * 60), reading: 'full_hours' }],
    }),
  ],
  pauses: [],
  undecided: 0,
  problem: null,
  changed_at: '2026-10-24T08:00:00Z',
  trashed: false,
};

function show(obligations: Partial<Backend['obligations']> = {}) {
  return renderScreen(
    <AssessmentPage assessment={assessment} locked={false} />,
    recordedBackend({ obligations }),
  );
}

it('shows the strict end first, what is left, and that nobody has signed the rules', async () => {
  const { container } = show();
  expect(await screen.findByText('Due Mon 26 Oct 2026, 13:25 CET')).toBeVisible();
  expect(screen.getByText('2 d 4 h left')).toBeVisible();
  expect(screen.getByText('Pack not approved')).toBeVisible();
  expect(screen.getByText(/later reading/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('takes a clock without an end for none that ends first', () => {
  expect(nextOf(assessment)?.step).toBe('authority');
  expect(leftWords(end('', -35))).toBe('0 h 35 min over');
});

it('asks which of two local times is meant, and states that one', async () => {
  const stated: unknown[] = [];
  const twice = {
    code: 'invalid',
    key: 'calendar.local_twice',
    params: { local: '02:30', zone: 'Europe/Berlin' },
  };
  show({
    state: (_ref, _event, at) => {
      stated.push(at);
      return at.pick
        ? Promise.resolve({ rev: 2 })
        : Promise.reject(parseError(JSON.stringify(twice)));
    },
  });
  const ask = await screen.findByRole('button', { name: 'State the time of: Became aware' });
  await userEvent.click(ask);
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: 'When' }), '2026-10-25 02:30');
  await userEvent.click(dialog.getByRole('button', { name: 'State the time' }));
  const pick = await dialog.findByRole('combobox', { name: 'Which of the two' });
  await userEvent.selectOptions(pick, 'The later one');
  await userEvent.click(dialog.getByRole('button', { name: 'State the time' }));
  await waitFor(() =>
    expect(stated).toEqual([
      { text: '2026-10-25 02:30', pick: '' },
      { text: '2026-10-25 02:30', pick: 'later' },
    ]),
  );
});

it('shows the rules that are known before any incident is assessed', async () => {
  const pack: ObligationPack = {
    id: 'gdpr',
    version: 1,
    hash: '00',
    name: 'GDPR: personal data breach',
    jurisdiction: 'European Union',
    authority: 'Supervisory authority',
    standing: 'in_force',
    applies: 'applies',
    from: '',
    to: '',
    zone: '',
    signed: false,
    rule: '',
    notes: [],
    sources: [{ text: 'Article 33', read: 'secondary' }],
    steps: [
      {
        id: 'authority',
        name: 'Notification to the authority',
        recipient: 'Authority',
        note: '',
        limits: [{ key: 'obligation.limit_hours', params: { count: '72', from: 'Became aware' } }],
      },
    ],
    events: [],
    facts: [],
  };
  const { container } = renderScreen(
    <Obligations record={undefined} />,
    recordedBackend({
      obligations: {
        register: () => Promise.resolve([]),
        packs: () => Promise.resolve([pack]),
      },
    }),
  );
  await screen.findByText('No incident has been assessed');
  await userEvent.keyboard('l');
  const dialog = within(await screen.findByRole('dialog', { name: 'Rules that are known' }));
  await userEvent.click(await dialog.findByText('GDPR: personal data breach'));
  expect(await dialog.findByText('72 h from: Became aware')).toBeVisible();
  expect(dialog.getByText(/Article 33/)).toBeVisible();
  expect(dialog.getByRole('button', { name: 'Draft the policy to sign' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('says of a law only proposed that it applies to nobody, and puts the card into words', async () => {
  renderScreen(
    <AssessmentPage assessment={{ ...assessment, standing: 'proposed' }} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByText('Proposal, applies to nobody')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Draft the policy to sign' })).toBeNull();
  expect(cardText(assessment).split('\n')).toEqual([
    'GDPR: personal data breach · One night (OBL-26-AAAAAA)',
    'Pack not approved: nobody has signed it here. The clocks are counted, and nobody vouches for them.',
    'not decided',
    '- people: running',
    '- authority: running; Mon 26 Oct 2026, 13:25 CET, 2 d 4 h left',
  ]);
});

it('begins the assessment of an incident of the register, and leads back to it', async () => {
  const begin = vi.fn(() => Promise.resolve('OBL-26-CCCCCC'));
  const about = vi.fn(() => Promise.resolve([assessment]));
  const packs = () =>
    Promise.resolve([{ id: 'gdpr', name: 'GDPR', applies: 'applies', signed: true } as never]);
  const card = <ToldCard subject="01INC" zone="Europe/Berlin" readOnly={false} />;
  const { path } = renderScreen(
    card,
    recordedBackend({
      obligations: { about, begin, packs },
      calendars: { list: () => Promise.resolve([]) },
    }),
  );
  expect(await screen.findByRole('link', { name: 'GDPR: personal data breach' })).toBeVisible();
  expect(about).toHaveBeenCalledWith('01INC');
  await userEvent.click(screen.getByRole('button', { name: 'Assess for notification' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: /^Begin/ }));
  await waitFor(() => expect(path()).toBe('/governance/obligations/OBL-26-CCCCCC'));
  expect(begin).toHaveBeenCalledWith('01INC', 'gdpr', 'Europe/Berlin', '', 'obligations');
});

it('links an assessment to the incident it is about while that has no review', async () => {
  const about = { ...assessment, subject_kind: 'incident' as const, subject_ref: 'INC-26-BBBBBB' };
  renderScreen(<AssessmentPage assessment={about} locked={false} />, recordedBackend());
  expect(await screen.findByRole('link', { name: 'One night' })).toHaveAttribute(
    'href',
    '#/incidents/INC-26-BBBBBB',
  );
});
