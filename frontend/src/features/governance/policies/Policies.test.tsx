import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Policy, PolicyException, PolicyVersion } from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { Decide } from './Decide';
import { PolicyPage } from './PolicyPage';

// The engine of the tests measures no text, and the editor asks where its cursor is.
beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});
afterAll(() => {
  Reflect.deleteProperty(Range.prototype, 'getClientRects');
});

const terms: Policy['terms'] = {
  kind: 'freeze',
  title: 'Freeze',
  text: 'No changes on Fridays.',
  zone: 'UTC',
  effective: '',
  backdated: '',
  review: '',
  recorded: false,
  ends: false,
  count: 0,
  days: 0,
  settings: [],
  seats: [],
  data: [],
};

const waiting: PolicyVersion = {
  id: '01KATA0000AAAAAAAAAAAAAAAB',
  number: 1,
  hash: 'aa11bb22cc33dd44',
  state: 'in_review',
  damage: '',
  at: '2026-11-20T10:00:00Z',
  by: 'Ana',
  own: true,
  note: '',
  from: '',
  retroactive: false,
  terms,
  have: 0,
  need: 1,
  seats: [{ role: 'Operations', count: 1, actors: [], because: 0 }],
  signoffs: [],
  alone: false,
  again: false,
};

const policy: Policy = {
  id: '01KATA0000AAAAAAAAAAAAAAAA',
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
};

it('saves the text of a rule as it is typed, so that Escape drops nothing', async () => {
  const saveText = vi.fn((_r: string, _b: string, text: string) =>
    Promise.resolve({ rev: 4, text, conflict: null, question: '' }),
  );
  const { container } = renderScreen(
    <PolicyPage policy={{ ...policy, terms: { ...terms, text: '' } }} locked={false} />,
    recordedBackend({ policies: { saveText } }),
  );
  await screen.findByRole('heading', { name: 'Freeze' });
  await userEvent.keyboard('e');
  const field = await screen.findByRole('textbox', { name: 'Text' });
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard('No changes on Mondays.{Escape}');
  await waitFor(() =>
    expect(saveText).toHaveBeenLastCalledWith(
      policy.ref,
      '',
      'No changes on Mondays.',
      expect.any(String),
    ),
  );
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull());
  expect(container).toHaveTextContent('No changes on Mondays.');
  expect(screen.getByRole('button', { name: /Edit the text/ })).toHaveFocus();
  expect(await seriousFindings(container)).toEqual([]);
});

it('says before a proposal that a role is asked twice', async () => {
  const seats = [
    { id: 'a', role: 'Operations', count: 1 },
    { id: 'b', role: 'operations', count: 1 },
  ];
  renderScreen(
    <PolicyPage policy={{ ...policy, terms: { ...terms, seats } }} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByText(/“operations” is named twice/)).toBeVisible();
});

it('renames against the title that was seen', async () => {
  const set = vi.fn(() => Promise.resolve({ rev: 4 }));
  renderScreen(
    <PolicyPage policy={policy} locked={false} />,
    recordedBackend({ policies: { set } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Rename' }));
  await userEvent.keyboard('{Control>}a{/Control}Friday freeze{Enter}');
  await waitFor(() => expect(set).toHaveBeenCalledOnce());
  expect(set).toHaveBeenCalledWith(
    policy.ref,
    JSON.stringify([{ path: 'title', base: 'Freeze', value: 'Friday freeze' }]),
    'policies',
  );
});

it('keeps the dialog of a decision when the content changes, and signs nothing', async () => {
  const sign = vi.fn(() => Promise.resolve({ rev: 4, replaced: '' }));
  const backend = recordedBackend({ policies: { sign } });
  const asked = { ...policy, draft: 'in_review' as const, versions: [waiting] };
  const decide = (pending: PolicyVersion | undefined) => (
    <Decide policy={asked} pending={pending} asked="approve" onClose={() => undefined} />
  );
  function Changing() {
    const [pending, setPending] = useState<PolicyVersion | undefined>(waiting);
    return (
      <>
        <button type="button" onClick={() => setPending(undefined)}>
          edit elsewhere
        </button>
        {decide(pending)}
      </>
    );
  }
  renderScreen(<Changing />, backend);
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Comment' }), 'Read it all');
  fireEvent.click(screen.getByText('edit elsewhere'));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('Nothing was signed');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Sign' }));
  expect(within(dialog).getByRole('textbox', { name: 'Comment' })).toHaveValue('Read it all');
  expect(sign).not.toHaveBeenCalled();
});

it('tells that one person counts once', async () => {
  const sign = vi.fn(() => Promise.resolve({ rev: 4, replaced: 'Owner' }));
  renderScreen(
    <Decide policy={policy} pending={waiting} asked="approve" onClose={() => undefined} />,
    recordedBackend({ policies: { sign } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Sign' }));
  expect(await screen.findByText(/your agreement as “Owner” no longer counts/)).toBeVisible();
});

it('puts an older version into the draft, and names the title that was signed', async () => {
  const restore = vi.fn(() => Promise.resolve({ rev: 5 }));
  const undo = vi.fn(() =>
    Promise.resolve({ rev: 6, done: true, label: { key: 'act.undo', params: {} } } as never),
  );
  const signed = { ...waiting, state: 'in_force' as const, have: 1, from: '2026-11-20T10:00:00Z' };
  const { container } = renderScreen(
    <PolicyPage
      policy={{
        ...policy,
        next: 2,
        versions: [signed],
        terms: { ...terms, title: 'Freeze of nothing', text: 'Anything.' },
      }}
      locked={false}
    />,
    recordedBackend({ policies: { restore }, records: { undo } }),
  );
  expect(await screen.findByText(/In the draft it is called “Freeze of nothing”/)).toBeVisible();
  await userEvent.click(screen.getByText('Version 1', { selector: 'summary *' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Put into the draft' }));
  expect(restore).toHaveBeenCalledWith(policy.ref, waiting.hash, 'policies');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(undo).toHaveBeenCalledWith(policy.ref, 'policies'));
});

it('offers no version that the draft already says', async () => {
  renderScreen(
    <PolicyPage policy={{ ...policy, draft: 'in_review', versions: [waiting] }} locked={false} />,
    recordedBackend({}),
  );
  await userEvent.click(await screen.findByText('Version 1', { selector: 'summary *' }));
  expect(screen.queryByRole('button', { name: 'Put into the draft' })).toBeNull();
});

it('shows what holds as it was signed, and apart from it the draft', async () => {
  const setting = { id: '', name: 'Escalate after', value: '20 min', note: '' };
  const signed = {
    ...waiting,
    state: 'in_force' as const,
    terms: { ...terms, settings: [setting], seats: [{ id: '', role: 'Operations', count: 1 }] },
  };
  renderScreen(
    <PolicyPage
      policy={{
        ...policy,
        state: 'in_force',
        next: 2,
        force: {
          number: 1,
          hash: signed.hash,
          from: '2026-11-20T10:00:00Z',
          retroactive: false,
          review: '',
          left: 0,
          alone: true,
        },
        versions: [signed],
        terms: { ...terms, settings: [{ ...setting, id: '01S', value: '15 min' }] },
      }}
      locked={false}
    />,
    recordedBackend({}),
  );
  const part = (name: RegExp) => screen.getByRole('heading', { name }).closest('section');
  await screen.findByRole('heading', { name: 'Version 1, in force' });
  const held = part(/^Version 1, in force$/);
  expect(screen.getByText('signed by its proposer alone')).toBeVisible();
  expect(held).toHaveTextContent('20 min');
  expect(held).toHaveTextContent('Operations');
  expect(held).not.toHaveTextContent('15 min');
  expect(part(/^Draft of version 2$/)).toBeVisible();
  expect(part(/^Settings \(draft of version 2\)$/)).toHaveTextContent('15 min');
});

it('shows what is signed, text beside what programs follow, and whose proposal it is', async () => {
  const version: PolicyVersion = {
    ...waiting,
    terms: {
      ...terms,
      settings: [{ id: '', name: 'Freeze from', value: 'Thursday', note: '' }],
      data: [{ name: 'steps › early › hours', value: '24' }],
    },
  };
  const { container } = renderScreen(
    <Decide
      policy={{ ...policy, versions: [version] }}
      pending={version}
      asked="approve"
      onClose={() => undefined}
    />,
    recordedBackend({}),
  );
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('No changes on Fridays.');
  expect(within(dialog).getByRole('table', { name: 'What programs follow' })).toHaveTextContent(
    'Freeze fromThursdaysteps › early › hours24',
  );
  expect(dialog).toHaveTextContent('Nothing checks that the text');
  expect(dialog).toHaveTextContent('You proposed this version yourself.');
  expect(within(dialog).getByRole('combobox', { name: 'You decide as' })).toHaveFocus();
  expect(await seriousFindings(container)).toEqual([]);
});

it('says who proposed what they sign, and that a content changed back counts again', async () => {
  const signed: PolicyVersion = {
    ...waiting,
    have: 1,
    alone: true,
    again: true,
    seats: [{ role: 'Operations', count: 1, actors: ['Ana'], because: 1 }],
    signoffs: [
      {
        id: '01KATA0000AAAAAAAAAAAAAAAC',
        role: 'Operations',
        actor: 'Ana',
        recorder: '',
        own: true,
        proposer: true,
        decision: 'approve',
        comment: '',
        at: '2026-11-20T10:05:00Z',
        standing: 'counts',
        device: 'd-1',
        proof: 'made',
      },
    ],
  };
  renderScreen(
    <PolicyPage policy={{ ...policy, draft: 'in_review', versions: [signed] }} locked={false} />,
    recordedBackend({}),
  );
  expect(await screen.findByRole('list', { name: 'Decisions' })).toHaveTextContent(
    'Operations, you (proposed it too)',
  );
  expect(screen.getByText(/Only the person who proposed this version/)).toBeVisible();
  expect(screen.getByText(/what was signed counts again/)).toBeVisible();
});

it('names a signature that its device did not make, and asks whose a new key is', async () => {
  const settleKeys = vi.fn(() => Promise.resolve());
  const one = {
    role: 'Legal',
    actor: 'Heron',
    recorder: '',
    own: false,
    proposer: false,
    decision: 'approve' as const,
    comment: '',
    at: '2026-11-20T10:05:00Z',
    device: 'd-2',
  };
  const signed: PolicyVersion = {
    ...waiting,
    seats: [{ role: 'Legal', count: 1, actors: [], because: 1 }],
    signoffs: [
      { ...one, id: 'S1', standing: 'forged', proof: 'not_made' },
      { ...one, id: 'S2', standing: 'unchecked', proof: 'waits' },
    ],
  };
  const { container } = renderScreen(
    <PolicyPage policy={{ ...policy, draft: 'in_review', versions: [signed] }} locked={false} />,
    recordedBackend({
      policies: {
        keys: () =>
          Promise.resolve([
            { device: 'd-2', key: 'aaaa', trust: 'trusted', why: '' },
            { device: 'd-2', key: 'abcd ef01', trust: 'asked', why: 'changed' },
          ]),
        settleKeys,
      },
    }),
  );
  expect(await screen.findByRole('list', { name: 'Decisions' })).toHaveTextContent(
    'not made by the device that it names, does not count d-2',
  );
  expect(screen.getByText('asked for by version 1')).toBeVisible();
  expect(await screen.findByText(/abcd ef01/)).toBeVisible();
  expect(screen.queryByText(/aaaa/)).toBeNull();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'It is their key' }));
  expect(settleKeys).toHaveBeenCalledWith('d-2', true);
});

it('tells whose an answer is, and lets a false one be given anew', async () => {
  const answerException = vi.fn(() => Promise.resolve({ rev: 4 }));
  const e: PolicyException = {
    id: 'E1',
    procedure: 'Call tree',
    incident: '',
    justification: 'The new system is not there before April.',
    risk: 'Nobody answers',
    control: 'The duty manager looks hourly',
    requester: 'Bea',
    role: '',
    own: false,
    from: '2026-11-01',
    to: '2026-11-30',
    zone: 'UTC',
    state: 'forged',
    age: 3,
    left: 12,
    soon: false,
    answer: 'granted',
    approver: 'Ana',
    approver_role: '',
    device: 'd-2',
    proof: 'not_made',
    answered: '2026-11-01T10:00:00Z',
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
  const exceptions: PolicyException[] = [
    e,
    { ...e, id: 'E2', state: 'unchecked', proof: 'waits', procedure: 'Paging', may: false },
  ];
  const { container } = renderScreen(
    <PolicyPage policy={{ ...policy, exceptions }} locked={false} />,
    recordedBackend({
      policies: {
        answerException,
        keys: () =>
          Promise.resolve([{ device: 'd-2', key: 'abcd ef01', trust: 'asked', why: 'changed' }]),
      },
    }),
  );
  expect(await screen.findByText('false answer')).toBeVisible();
  expect(screen.getByText('d-2')).toBeVisible();
  expect(await screen.findByText(/abcd ef01/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  // Of the one whose key waits that is settled first.
  expect(screen.getByText('Say first whose key it is.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Grant' }));
  const dialog = await screen.findByRole('dialog', { name: 'Grant the exception' });
  expect(dialog).toHaveTextContent('The duty manager looks hourly');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Grant' }));
  expect(answerException).toHaveBeenCalledWith(policy.ref, 'E1', 'granted', 'ee', '', 'policies');
});
