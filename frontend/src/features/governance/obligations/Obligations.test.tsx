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
import { BeginDialog } from './BeginDialog';
import { RegisterList } from './RegisterList';
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
  lapsed: [],
  later: [],
  sent: [],
  kept: null,
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
  applies_from: '',
  applies_to: '',
  applies_day: '2026-10-23',
  signed: false,
  alone: false,
  rule: '',
  superseded: '',
  ended: '',
  changed: false,
  zone: 'Europe/Berlin',
  calendar: '',
  calendar_ref: '',
  calendar_name: '',
  calendar_version: '',
  calendar_kept: '',
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
      later: [{ ...end('2026-10-26T13:00:00Z', 53 * 60), reading: 'full_hours', if: [] }],
    }),
  ],
  required: [],
  against: [],
  pausable: true,
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

it('says where the calendar says nothing, and where it counts otherwise since', async () => {
  const said = {
    ...assessment,
    calendar_name: 'Fed',
    calendar_kept: 'aaaa',
    calendar_version: 'bbbb',
    clocks: assessment.clocks.map((k) => ({
      ...k,
      kept: end('2026-10-26T12:25:00Z', 60),
      problem: { key: 'obligation.calendar_closed', params: { calendar: 'Fed' } },
    })),
  };
  renderScreen(<AssessmentPage assessment={said} locked={false} />, recordedBackend());
  expect(await screen.findByText(/version aaaa then, bbbb now/)).toBeVisible();
  expect(screen.getAllByText(/when it was chosen, Mon 26 Oct 2026, 13:25 CET/)[0]).toBeVisible();
  expect(screen.getAllByText(/"Fed" has no open days for this limit/)[0]).toBeVisible();
});

it('takes a clock without an end for none that ends first', () => {
  expect(nextOf(assessment)?.step).toBe('authority');
  expect(leftWords(end('', -35))).toBe('35\u00a0min over');
});

it('says in the list that an end is projected which moves while a time is missing', async () => {
  const waits = clock('initial', {
    state: 'waits',
    waits_for: ['Classified as major'],
    projected: end('2026-10-26T12:25:00Z', 4 * 60),
    lapsed: [{ ...end('2026-10-26T12:25:00Z', -60), what: 'Became aware' }],
  });
  const open = { ...assessment, ref: 'OBL-26-BBBBBB', clocks: [waits] };
  renderScreen(
    <RegisterList list={[assessment, open]} selected={null} onSelect={() => undefined} />,
    recordedBackend({}),
  );
  expect(await screen.findByText('projected Mon 26 Oct 2026, 13:25 CET')).toBeVisible();
  expect(screen.getByText('Mon 26 Oct 2026, 13:25 CET')).toBeVisible();
  expect(screen.getByText(/limit from “Became aware” ended Mon 26 Oct/)).toBeVisible();
  expect(cardText(open)).toContain('projected Mon 26 Oct 2026, 13:25 CET');
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
    alone: false,
    rule: '',
    notes: [],
    sources: [{ text: 'Article 33', read: 'secondary' }],
    rules: ['They hold for incidents from 2018-05-25 on.'],
    steps: [
      {
        id: 'authority',
        name: 'Notification to the authority',
        recipient: 'Authority',
        note: '',
        rules: ['Only where there is a risk.', 'Limit: 72 hours from “Became aware”.'],
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
  expect(await dialog.findByText('Limit: 72 hours from “Became aware”.')).toBeVisible();
  expect(dialog.getByText('Only where there is a risk.')).toBeVisible();
  expect(dialog.getByText(/They hold for incidents from/)).toBeVisible();
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
    '- authority: running; Mon 26 Oct 2026, 13:25 CET, 2\u00a0d\u00a04\u00a0h left',
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
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Rules' }), 'gdpr');
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

it('counts each limit that is over, and none of a law only proposed', async () => {
  const over = { state: 'overdue', due: end('2026-10-26T12:25:00Z', -35) } as const;
  const clocks = [
    clock('early', over),
    clock('final', over),
    clock('own', { ...over, soft: true }),
  ];
  const list = (standing: 'in_force' | 'proposed') => (
    <RegisterList
      list={[{ ...assessment, standing, clocks }]}
      selected={null}
      onSelect={() => {}}
    />
  );
  const view = renderScreen(list('in_force'), recordedBackend({}));
  expect(await screen.findByText(/^35.min over · 1 more over · not decided/)).toBeVisible();
  view.unmount();
  renderScreen(list('proposed'), recordedBackend({}));
  expect(await screen.findByText(/^not decided/)).toBeVisible();
  expect(screen.queryByText(/over/)).toBeNull();
});

it('asks about a decision that the answers contradict, and tells one that stands', async () => {
  const decided: unknown[] = [];
  const judged = {
    ...assessment,
    decision: 'not_notifiable' as const,
    required: ['To the authority'],
    against: [{ key: 'obligation.against_answers', params: { steps: 'To the authority' } }],
  };
  const { container } = renderScreen(
    <AssessmentPage assessment={judged} locked={false} />,
    recordedBackend({
      obligations: { decide: (_ref, j) => (decided.push(j.despite), Promise.resolve({ rev: 2 })) },
    }),
  );
  const note = /The decision is not to notify, and the answers ask by now for: To the authority/;
  expect(await screen.findByText(note)).toBeVisible();
  await userEvent.keyboard('d');
  const dialog = within(await screen.findByRole('dialog', { name: 'Decide' }));
  const asks = dialog.getByRole('combobox', { name: 'The answers ask for: To the authority' });
  await userEvent.selectOptions(asks, 'Nobody is notified all the same; the reason says why');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Decide' }));
  await waitFor(() => expect(decided).toEqual([true]));
});

it('says that a rule was ended, and for whom a later reading is', async () => {
  const later = { ...end('2026-10-26T13:00:00Z', 3180), reading: 'noon_open_day', if: ['Class'] };
  const past = {
    ...assessment,
    superseded: 'POL-26-AAAAAA v1',
    ended: '2026-10-20',
    clocks: [clock('authority', { due: end('2026-10-26T12:25:00Z', 3145), later: [later] })],
  };
  renderScreen(<AssessmentPage assessment={past} locked={false} />, recordedBackend({}));
  expect(await screen.findByText(/that rule was ended on Tue 20 Oct 2026/)).toBeVisible();
  expect(screen.getByText('Signed once, ended')).toBeVisible();
  expect(screen.getByText(/, if the answer to “Class” allows it$/)).toBeVisible();
});

it('begins under no rules that nobody chose', async () => {
  const begun: string[] = [];
  const pack = { id: 'gdpr', name: 'GDPR', applies: 'applies', signed: false } as ObligationPack;
  renderScreen(
    <BeginDialog
      subject="REV-26-BBBBBB"
      zone="Europe/Berlin"
      onDone={() => {}}
      onClose={() => {}}
    />,
    recordedBackend({
      calendars: { list: () => Promise.resolve([]) },
      obligations: {
        packs: () => Promise.resolve([pack]),
        begin: (_ref, id) => (begun.push(id), Promise.resolve('OBL-26-AAAAAA')),
      },
    }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Begin' }));
  expect(await dialog.findByText(/Say under which rules/)).toBeVisible();
  await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'Rules' }), 'gdpr');
  await userEvent.click(dialog.getByRole('button', { name: 'Begin' }));
  await waitFor(() => expect(begun).toEqual(['gdpr']));
});

it('offers a pause only where the rules let a limit stand still', async () => {
  const shown = renderScreen(
    <AssessmentPage assessment={assessment} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByRole('button', { name: /Pause/ })).toBeVisible();
  shown.unmount();
  renderScreen(
    <AssessmentPage assessment={{ ...assessment, pausable: false }} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByRole('heading', { name: 'Rules and sources' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /Pause/ })).toBeNull();
});

it('says of rules that did not hold on that day that they ask for nothing', async () => {
  const outside = {
    ...assessment,
    applies: 'not_yet' as const,
    applies_from: '2026-09-11',
    applies_day: '2026-09-10',
    clocks: [clock('authority', { state: 'not_required' as const })],
  };
  const says = /hold from Fri 11 Sept? 2026 on, and Thu 10 Sept? 2026 lies before/;
  const page = renderScreen(
    <AssessmentPage assessment={outside} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByText(says)).toBeVisible();
  expect(cardText(outside)).toMatch(says);
  page.unmount();
  renderScreen(
    <RegisterList list={[outside]} selected={null} onSelect={() => {}} />,
    recordedBackend({}),
  );
  expect(await screen.findByText('These rules did not hold on that day')).toBeVisible();
  expect(screen.getByText('Pack not approved')).toBeVisible();
});

it('tells in the list what was sent, whether or not something else runs', async () => {
  const at = { utc: '', case: '2026-10-26 13:00 CET', here: '' };
  const sent = [
    { id: 's', at, day: '', by_role: 'Privacy officer', content_hash: '', late_reason: '' },
  ];
  const list = (clocks: ObligationClock[]) =>
    renderScreen(
      <RegisterList list={[{ ...assessment, clocks }]} selected={null} onSelect={() => {}} />,
      recordedBackend({}),
    );
  const done = clock('To the authority', { state: 'met', sent });
  const first = list([done, clock('To the people', { state: 'asks' })]);
  const words = 'Sent: To the authority. For the rest answers or times are missing';
  expect(await screen.findByText(words)).toBeVisible();
  first.unmount();
  list([done, clock('Final report', { due: end('2026-10-26T12:25:00Z', 60) })]);
  expect(await screen.findByText(/left · 1 sent · not decided/)).toBeVisible();
});

it('leads from a clock that asks to the field of its question', async () => {
  const facts = [
    { id: 'people', name: 'Number of people', type: 'number' as const, choices: [], value: '' },
    { id: 'eu', name: 'In the EU?', type: 'yes_no' as const, choices: [], value: '' },
  ];
  const clocks = [clock('authority', { state: 'asks', missing: ['In the EU?'] })];
  Element.prototype.scrollIntoView = () => {};
  renderScreen(
    <AssessmentPage assessment={{ ...assessment, facts, clocks }} locked={false} />,
    recordedBackend({}),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'asks: In the EU?' }));
  expect(screen.getByRole('combobox', { name: 'In the EU?' })).toHaveFocus();
  expect(screen.getByRole('button', { name: /Number of people ?Not answered/ })).toHaveClass(
    'input',
  );
});

it('notes what was sent with the file it was', async () => {
  const sent: string[] = [];
  show({
    chooseSent: () => Promise.resolve('/home/a/sent.pdf'),
    submit: (_ref, s) => (sent.push(s.file), Promise.resolve({ rev: 2 })),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Note as sent: authority' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: /Choose/ }));
  expect(await dialog.findByDisplayValue('/home/a/sent.pdf')).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Note as sent' }));
  await waitFor(() => expect(sent).toEqual(['/home/a/sent.pdf']));
});

it('asks for nothing beside a decision that does not need it, and decides nothing undecided', async () => {
  const decide = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(
    <AssessmentPage assessment={{ ...assessment, required: ['authority'] }} locked={false} />,
    recordedBackend({ obligations: { decide } }),
  );
  await screen.findByText('not decided');
  await userEvent.keyboard('d');
  const dialog = within(await screen.findByRole('dialog', { name: 'Decide' }));
  const despite = () => dialog.queryByRole('combobox', { name: /^The answers ask for/ });
  expect(despite()).toBeNull();
  const act = dialog.getByRole('button', { name: 'Decide' });
  expect(act).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(act);
  expect(decide).not.toHaveBeenCalled();
  const decision = dialog.getByRole('combobox', { name: 'Decision' });
  await userEvent.selectOptions(decision, 'not notifiable');
  expect(despite()).toBeVisible();
  await userEvent.selectOptions(decision, 'notifiable');
  expect(despite()).toBeNull();
  await userEvent.click(act);
  await waitFor(() => expect(decide).toHaveBeenCalledOnce());
});
