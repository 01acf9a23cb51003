import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import type { Policy, PolicyException } from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { ChangedSince } from './ChangedSince';
import { Exceptions } from './ExceptionsPage';
import { everyException, itemsOf, linesOf, narrowed, standings } from './lines';

const one: PolicyException = {
  id: 'E1',
  procedure: 'Call tree',
  incident: 'INC-26-AAAAAA',
  justification: 'The new system is not there before April.',
  risk: 'Nobody answers',
  control: 'The duty manager looks hourly',
  requester: 'Bea',
  role: 'Platform lead',
  own: false,
  from: '2026-11-01',
  to: '2026-11-30',
  zone: 'UTC',
  state: 'requested',
  age: 3,
  left: 12,
  soon: false,
  answer: '',
  approver: '',
  approver_role: '',
  device: '',
  proof: '',
  answered: '',
  asked: '2026-11-01T09:00:00Z',
  retroactive: false,
  hash: 'ee',
  outcome: '',
  outcome_open: false,
  wants: false,
  may: true,
  mine: false,
  moved: false,
  since: [],
};
const answered = {
  ...one,
  answer: 'granted',
  approver: 'Ana',
  approver_role: 'Owner',
  state: 'active',
  proof: 'made',
  may: false,
} as const;
const terms: Policy['terms'] = {
  kind: 'freeze',
  title: 'Freeze',
  text: '',
  zone: 'UTC',
  effective: '',
  backdated: '',
  review: '',
  recorded: false,
  ends: false,
  count: 0,
  days: 0,
  settings: [],
  seats: [{ id: 's', role: 'Owner', count: 1 }],
  data: [],
};
const policyOf = (more: Partial<Policy>): Policy => ({
  id: 'P',
  ref: 'POL-26-AAAAAA',
  space: '',
  kind: 'freeze',
  title: 'Freeze',
  state: 'draft',
  why: '',
  draft: 'draft',
  next: 1,
  changed: true,
  terms,
  since: [],
  versions: [],
  exceptions: [],
  proposals: [],
  rev: 3,
  ...more,
});

const many: PolicyException[] = [
  one,
  { ...answered, id: 'E2', soon: true, left: 0 },
  { ...answered, id: 'E3', state: 'refused', answer: 'refused' },
  { ...answered, id: 'E4', state: 'expired', wants: true, left: -3 },
  { ...answered, id: 'E5', state: 'unchecked', proof: 'unsealed', procedure: 'Paging' },
  { ...answered, id: 'E6', state: 'undecided' },
  { ...answered, id: 'E7', state: 'active', proof: 'before', mine: true, procedure: 'Paging' },
  { ...answered, id: 'E8', state: 'forged', proof: 'not_made', may: true },
];
const rules = [
  policyOf({
    exceptions: many,
    proposals: [
      { procedure: 'Call tree', count: 5, exceptions: ['E2', 'E4'], rule: { count: 5, days: 90 } },
    ],
  }),
  policyOf({ ref: 'POL-26-BBBBBB', title: 'Escalation', exceptions: [{ ...answered, id: 'E9' }] }),
];

const twice = policyOf({
  ref: 'POL-26-CCCCCC',
  exceptions: [
    { ...answered, id: 'EA', state: 'expired', outcome: 'Nobody rang.', outcome_open: true },
  ],
});

it('parts what waits from what holds and what is over, and narrows by what people look for', () => {
  const lines = linesOf([...rules, twice]);
  const shown = itemsOf(lines).map((i) => (i.kind === 'head' ? `${i.key} ${i.count}` : i.key));
  expect(shown).toEqual([
    'open 6',
    'E1',
    'E4',
    'E5',
    'E6',
    'E8',
    'EA',
    'holds 3',
    'E2',
    'E7',
    'E9',
    'past 1',
    'E3',
  ]);
  const ids = (by: object) =>
    narrowed(lines, { ...everyException, ...by })
      .map((l) => l.exception.id)
      .join(' ');
  expect(Object.fromEntries(standings.map((standing) => [standing, ids({ standing })]))).toEqual({
    asked: 'E1',
    granted: 'E2 E7 E9',
    soon: 'E2',
    refused: 'E3',
    over: 'E4 EA',
    outcome: 'E4',
    often: 'E2 E4',
    unsealed: 'E5 E7',
    undecided: 'E6 EA',
    unsound: 'E5 E8',
  });
  expect(ids({ words: 'PAGING owner' })).toBe('E5 E7');
  expect(ids({ rule: 'POL-26-BBBBBB' })).toBe('E9');
});

it('shows an outcome of which two versions wait for a decision as open', async () => {
  const { container } = rendered([twice], 'EA');
  expect(await screen.findByText('two versions of its outcome')).toBeVisible();
  expect(screen.getByText('What came of it (one of two versions)')).toBeVisible();
  const note = screen.getByText(/Two people wrote what came of it/);
  expect(within(note).getByRole('link')).toHaveAttribute('href', '#/conflicts');
  expect(await seriousFindings(container)).toEqual([]);
});

function rendered(list: Policy[], record?: string, more: object = {}) {
  const answerException = vi.fn(() => Promise.resolve({ rev: 4 }));
  return {
    answerException,
    ...renderScreen(
      <Exceptions record={record} />,
      recordedBackend({
        policies: { list: () => Promise.resolve(list), answerException, ...more },
      }),
    ),
  };
}

it('lists exceptions of all rules, and answers one in a role by the keyboard', async () => {
  const { answerException, container } = rendered(rules, 'E1');
  const box = await screen.findByRole('listbox', { name: 'Exceptions' });
  const [first] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent(
    /Call tree.*asked for.*Freeze · INC-26-AAAAAA.*1 Nov 2026 to 30 Nov 2026.*In its place: The duty manager looks hourly.*asked by Platform lead/,
  );
  expect(within(box).getAllByRole('option')[5]).toHaveTextContent(
    /ends today.*granted.*asked by Platform lead, .* · answered by Owner, Ana/,
  );
  expect(screen.getByText(/5 exceptions to “Call tree” in 90 days/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('s');
  const dialog = await screen.findByRole('dialog', { name: 'Grant the exception' });
  expect(await seriousFindings(container)).toEqual([]);
  await waitFor(() => expect(within(dialog).getByRole('combobox')).toHaveFocus());
  await userEvent.click(within(dialog).getByRole('button', { name: 'Grant' }));
  expect(answerException).toHaveBeenCalledWith(
    'POL-26-AAAAAA',
    'E1',
    'granted',
    'ee',
    'Owner',
    'policies',
  );
});

it('shows those of a procedure to be improved, and all again', async () => {
  rendered(rules);
  await userEvent.click(await screen.findByRole('button', { name: 'Show them' }));
  expect(screen.getByText('2 of 9 exceptions')).toBeVisible();
  expect(screen.getAllByRole('option')).toHaveLength(2);
  await userEvent.click(screen.getByRole('button', { name: 'Show all exceptions' }));
  expect(screen.getByText('9 exceptions')).toBeVisible();
});

it('offers to confirm an answer without a seal to nobody but who gave it', async () => {
  const theirs = rendered(rules, 'E5');
  expect(await screen.findByText(/Only Ana can confirm this answer/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Grant' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Confirm/ })).toBeNull();
  await userEvent.keyboard('sc');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(theirs.answerException).not.toHaveBeenCalled();
  theirs.unmount();
  const { answerException } = rendered(rules, 'E7');
  expect(await screen.findByRole('button', { name: /Confirm my answer/ })).toBeVisible();
  await userEvent.keyboard('c');
  await waitFor(() =>
    expect(answerException).toHaveBeenCalledWith(
      'POL-26-AAAAAA',
      'E7',
      'granted',
      'ee',
      '',
      'policies',
    ),
  );
  expect(await screen.findByText(/Your answer is sealed now/)).toBeVisible();
});

it('takes back what was done on this page, and nothing of a rule that is looked at', async () => {
  const undone = (done: boolean) =>
    vi.fn(() =>
      Promise.resolve({ done, label: { key: 'history.policy.exception_outcome', params: {} } }),
    );
  const records = { undo: undone(true), redo: undone(true) };
  const closeException = vi.fn(() => Promise.resolve({ rev: 4 }));
  const answerException = vi.fn(() => Promise.resolve({ rev: 4 }));
  const Page = () => {
    const [record, setRecord] = useState('E4');
    return (
      <>
        <button onClick={() => setRecord('E9')}>the other rule</button>
        <Exceptions record={record} />
      </>
    );
  };
  renderScreen(
    <Page />,
    recordedBackend({
      policies: { list: () => Promise.resolve(rules), closeException, answerException },
      records: records as never,
    }),
  );
  await screen.findByRole('listbox', { name: 'Exceptions' });
  await userEvent.keyboard('{Control>}z{/Control}'); // nothing was done here yet
  await userEvent.keyboard('w');
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox'), 'It worked.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(closeException).toHaveBeenCalledOnce();
  // A line of the other rule, to read it.
  await userEvent.click(screen.getByRole('button', { name: 'the other rule' }));
  await screen.findByRole('link', { name: 'Escalation' });
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(records.undo).toHaveBeenCalledWith('POL-26-AAAAAA', 'policies'));
  await screen.findByText(/^Undone/);
  await userEvent.keyboard('{Control>}z{/Control}'); // there is no second step
  await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  await waitFor(() => expect(records.redo).toHaveBeenCalledWith('POL-26-AAAAAA', 'policies'));
  expect(records.undo).toHaveBeenCalledOnce();
});

it('knows what was done while the page is built anew, and no more once it was left', async () => {
  const undo = vi.fn(() =>
    Promise.resolve({ done: true, label: { key: 'history.policy.exception_outcome', params: {} } }),
  );
  const answerException = vi.fn(() => Promise.resolve({ rev: 4 }));
  const backend = () =>
    recordedBackend({
      policies: { list: () => Promise.resolve(rules), answerException },
      records: { undo } as never,
    });
  const rebuilt = async (at: string) => {
    const view = renderScreen(<Exceptions record="E7" />, backend());
    await screen.findByRole('button', { name: /Confirm my answer/ });
    await userEvent.keyboard('c');
    await screen.findByText(/Your answer is sealed now/);
    window.location.hash = at;
    view.unmount();
    const next = renderScreen(<Exceptions record="E9" />, backend());
    await screen.findByRole('link', { name: 'Escalation' });
    await userEvent.keyboard('{Control>}z{/Control}');
    return next;
  };
  const next = await rebuilt('#/governance/exceptions/E9');
  await waitFor(() => expect(undo).toHaveBeenCalledWith('POL-26-AAAAAA', 'policies'));
  window.location.hash = '';
  next.unmount();
  undo.mockClear();
  await rebuilt('#/governance/policies');
  expect(undo).not.toHaveBeenCalled();
});

it('asks from the page for an exception from one of the rules', async () => {
  const askException = vi.fn(() => Promise.resolve({ id: 'E10', rev: 4 }));
  const two = [policyOf({}), policyOf({ ref: 'POL-26-BBBBBB', title: 'Escalation' })];
  const { container } = rendered(two, undefined, { askException });
  expect(await screen.findByRole('heading', { name: 'No exceptions yet' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('x');
  const dialog = await screen.findByRole('dialog', { name: 'Ask for an exception' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ask' }));
  expect(await within(dialog).findByText(/Say from which policy/)).toBeVisible();
  await userEvent.selectOptions(
    within(dialog).getByRole('combobox', { name: 'Policy' }),
    'POL-26-BBBBBB',
  );
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Procedure' }), 'Paging');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ask' }));
  await waitFor(() =>
    expect(askException).toHaveBeenCalledWith(
      'POL-26-BBBBBB',
      expect.objectContaining({ procedure: 'Paging', zone: '', role: '' }),
      'policies',
    ),
  );
});

it('tells of one that was changed since it was granted what was agreed to', () => {
  const moved = { ...answered, state: 'void', moved: true } as const;
  const since: PolicyException['since'] = [
    { part: 'to', name: '', sort: 'changed', before: '2026-11-30', after: '2027-11-30' },
  ];
  const { rerender } = render(<ChangedSince exception={{ ...moved, since }} />);
  expect(screen.getByText(/was changed since it was granted/)).toBeVisible();
  expect(screen.getByText('Last day')).toBeVisible();
  expect(screen.getByText('2026-11-30')).toBeVisible();
  expect(screen.getByText('2027-11-30')).toBeVisible();
  rerender(<ChangedSince exception={moved} />);
  expect(screen.getByText(/is not known on this machine/)).toBeVisible();
});
