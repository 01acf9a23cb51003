import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { WireError, type Action, type Backend, type Review } from '../../backend';
import { letGo, saveEverything, unsavedTexts } from '../../editing';
import { keptSettings, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { actionOf, emptyReview } from '../../testing/review';
import { Actions } from './Actions';
import { actionItems, asksFor, missingParts } from './states';

// The whole screen stands behind each of these: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });

const actions: Action[] = [
  actionOf({
    id: 'done',
    title: 'Set the timers in UTC',
    status: 'done',
    owner: 'Logistics lead',
    owner_role: 'Logistics lead',
    due: '2026-11-13',
    measure: 'Timers in local time: 9, now 0',
    strength: 'stronger',
  }),
  actionOf({ id: 'new', title: 'Know a plan by its number' }),
];
const rendered = (answers: Parameters<typeof recordedBackend>[0] = {}) =>
  renderScreen(<Actions review={emptyReview({ actions })} />, recordedBackend(answers));

it('shows state, words, measure, owner and date, and names calmly what is missing', async () => {
  const { container } = rendered();
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  const [first, second] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('Know a plan by its number');
  expect(first).toHaveTextContent('no owner yet, no date yet');
  expect(first).toHaveTextContent('nobody yet');
  expect(second).toHaveTextContent('Timers in local time: 9, now 0');
  expect(second).toHaveTextContent('13 Nov 2026');
  expect(within(second as HTMLElement).getByRole('img', { name: 'done' })).toBeVisible();
  expect(within(box).getByText(/Done, proof to verify/)).toBeVisible();
  await userEvent.keyboard('{Home}');
  expect(screen.getByRole('button', { name: 'State: proposed' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('shows a date that no calendar has as it was written, with a sign that it is none', async () => {
  renderScreen(
    <Actions
      review={emptyReview({
        actions: [
          // Others may send what nobody here has a name for.
          actionOf({ id: 'odd', title: 'Renew', due: '2026-13-45', status: 'exploded' as 'idea' }),
        ],
      })}
    />,
    recordedBackend(),
  );
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  expect(within(box).getByRole('option')).toHaveTextContent('2026-13-45no date of the calendar');
  expect(document.body).not.toHaveTextContent('Feb 2027');
  await userEvent.keyboard('{Home}');
  expect(screen.getByRole('button', { name: 'State: exploded' })).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Due' })).toHaveAccessibleDescription(
    /counted as due on no day/,
  );
});

it('adds behind the chosen action with Enter and waits for the next', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  rendered({ reviews: { addPart } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}{Enter}Show both plans{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'actions',
    JSON.stringify({ title: 'Show both plans' }),
    'new',
    '',
  );
  const line = screen.getByRole('textbox', { name: 'New action' });
  await waitFor(() => expect(line).toHaveValue(''));
  expect(line).toHaveFocus();
});

/** A screen whose review the test can change as Go would. */
function screenOf(start: Review) {
  let change: (next: Review) => void = () => undefined;
  function Host() {
    const [review, setReview] = useState(start);
    change = setReview;
    return <Actions review={review} />;
  }
  return { Host, change: (next: Review) => act(() => change(next)) };
}

it('stays in the line while the list begins with the first action', async () => {
  const setField = vi.fn(() => Promise.resolve({ rev: 3 }));
  const addPart = vi.fn(() => Promise.resolve({ id: 'one', rev: 2 }));
  const { Host, change } = screenOf(emptyReview());
  renderScreen(<Host />, recordedBackend({ reviews: { addPart, setField } }));
  await screen.findByRole('heading', { name: 'No actions yet' });
  await userEvent.keyboard('nFirst action{Enter}Se');
  const line = screen.getByRole('textbox', { name: 'New action' });
  change(emptyReview({ rev: 2, actions: [actionOf({ id: 'one', title: 'First action' })] }));
  expect(screen.getByRole('listbox', { name: 'Actions' })).toBeVisible();
  await userEvent.keyboard('cond drill');
  expect(line).toBeInTheDocument();
  expect(line).toHaveFocus();
  expect(line).toHaveValue('Second drill');
  expect(setField).not.toHaveBeenCalled();
});

it('leaves the line with Escape and makes no action of what stands in it', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  const kept = keptSettings();
  const box = async () => {
    const list = await screen.findByRole('listbox', { name: 'Actions' });
    list.focus();
    return list;
  };
  const { unmount } = rendered({ reviews: { addPart }, workspace: kept });
  await box();
  await userEvent.keyboard('{Home}nShow both{Escape}');
  expect(await box()).toHaveFocus();
  expect(screen.getByRole('textbox', { name: 'New action' })).toHaveValue('Show both');
  expect(await saveEverything()).toBe(true);
  unmount();
  rendered({ reviews: { addPart }, workspace: kept });
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: 'New action' })).toHaveValue('Show both'),
  );
  expect(addPart).not.toHaveBeenCalled();
});

it('saves a date that is being typed when the window closes', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  rendered({ reviews: { setTyped } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}d2026-12-01');
  expect(await saveEverything()).toBe(true);
  expect(setTyped).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'actions/new/due',
    '""',
    '"2026-12-01"',
    '',
  );
});

it('knows its own words again when one types on before they have come back', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  const about = (rev: number, due: string) =>
    emptyReview({ rev, actions: [actionOf({ id: 'new', title: 'Know a plan', due })] });
  const { Host, change } = screenOf(about(1, ''));
  renderScreen(<Host />, recordedBackend({ reviews: { setTyped } }));
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}d');
  const due = screen.getByRole('textbox', { name: 'Due' });
  await userEvent.keyboard('1 Dec 2026{Tab}');
  expect(setTyped).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'actions/new/due',
    '""',
    '"1 Dec 2026"',
    '',
  );
  await userEvent.clear(due);
  await userEvent.type(due, '2026-12-02');
  // What Go made of the first text comes back now: nothing that arrived from elsewhere.
  change(about(2, '2026-12-01'));
  expect(screen.queryByText(/Both are kept/)).toBeNull();
  await userEvent.tab();
  expect(setTyped).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'actions/new/due',
    '"2026-12-01"',
    '"2026-12-02"',
    '',
  );
});

it('sends what stood there before, typed again before the new words have come back', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  rendered({ reviews: { setTyped } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}d2026-12-01{Tab}');
  const due = screen.getByRole('textbox', { name: 'Due' });
  expect(due).toHaveValue('2026-12-01');
  await userEvent.clear(due);
  await userEvent.tab();
  expect(setTyped).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'actions/new/due', '""', '""', '');
});

it('keeps in sight an action that is refused after the list is gone', async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const addPart = () => new Promise<never>((_, no) => (refuse = no));
  const { unmount } = rendered({ reviews: { addPart } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}{Enter}Show both plans{Enter}');
  unmount();
  refuse(new WireError('unavailable', 'storage.full'));
  await waitFor(() => expect(unsavedTexts().map((u) => u.text)).toEqual(['Show both plans']));
  for (const text of unsavedTexts()) letGo(text);
});

it('brings a refused action back before the next one, as two words apart', async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const addPart = vi
    .fn()
    .mockReturnValueOnce(new Promise<never>((_, no) => (refuse = no)))
    .mockResolvedValue({ id: 'n', rev: 2 });
  rendered({ reviews: { addPart } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}{Enter}Show both plans{Enter}side');
  refuse(new WireError('unavailable', 'storage.full'));
  const line = screen.getByRole('textbox', { name: 'New action' });
  await waitFor(() => expect(line).toHaveValue('Show both plans side'));
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(addPart).toHaveBeenCalledTimes(2));
  expect(addPart.mock.lastCall?.[2]).toContain('Show both plans side');
});

it('sets the state from its menu by keyboard and comes back to the list', async () => {
  const step = vi.fn(() => Promise.resolve({ rev: 2 }));
  rendered({ actions: { step } });
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}s');
  expect(screen.getByRole('menu', { name: 'State' })).toBeVisible();
  await userEvent.keyboard('{ArrowUp}{Enter}');
  expect(step).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'new',
    'candidate',
    '{"to":"idea","fields":{},"accepted":false,"because":""}',
    '',
  );
  expect(box).toHaveFocus();
});

const whole = actionOf({
  id: 'whole',
  title: 'Stop retries at a budget',
  owner: 'Checkout lead',
  owner_role: 'Checkout lead',
  due: '2027-03-04',
  criterion: 'The 101st retry is refused',
  measure: 'Retry storms: 18 to below 6',
});

it('promises what is whole once its owner agrees, and leads to what is missing', async () => {
  const step = vi.fn(() => Promise.resolve({ rev: 2 }));
  const backend = recordedBackend({ actions: { step } });
  const { container } = renderScreen(
    <Actions review={emptyReview({ actions: [whole, ...actions] })} />,
    backend,
  );
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.click(screen.getByRole('option', { name: /Know a plan/ }));
  await userEvent.keyboard('s{ArrowDown}{Enter}');
  const dialog = screen.getByRole('dialog', { name: 'Promise this action' });
  expect(within(dialog).getAllByRole('button', { name: /^Write it/ })).toHaveLength(4);
  expect(await seriousFindings(container)).toEqual([]);
  const [write] = within(dialog).getAllByRole('button', { name: /^Write it/ });
  await userEvent.click(write as HTMLElement);
  await waitFor(() => expect(screen.getByLabelText('Owner, as a role')).toHaveFocus());

  await userEvent.click(screen.getByRole('option', { name: /Stop retries/ }));
  await userEvent.keyboard('s{ArrowDown}{Enter}');
  await userEvent.keyboard('{Enter}'); // nobody has said that the owner agrees
  expect(step).not.toHaveBeenCalled();
  await userEvent.keyboard(' {Enter}');
  await waitFor(() => expect(step).toHaveBeenCalled());
  expect(step.mock.lastCall).toEqual([
    'REV-26-AAAAAA',
    'whole',
    'candidate',
    '{"to":"committed","fields":{},"accepted":true,"because":""}',
    '',
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('moves a promised date with its reason, and tells the moves', async () => {
  const step = vi.fn<Backend['actions']['step']>(() => Promise.resolve({ rev: 2 }));
  const promised = { ...whole, status: 'committed' as const, agreed: 'changed' as const };
  renderScreen(
    <Actions
      review={emptyReview({
        actions: [{ ...promised, accepted_on: '2026-11-20', accepted_due: '2027-02-01' }],
        replans: [
          {
            id: 'm1',
            action: 'whole',
            from: '2027-02-01',
            to: '2027-03-04',
            on: '2026-11-21',
            reason: 'The supplier is late',
            rank: 'V',
          },
        ],
      })}
    />,
    recordedBackend({ actions: { step } }),
  );
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}');
  expect(screen.getByText(/The supplier is late/)).toBeVisible();
  expect(screen.getByText(/changed since, to be asked again/)).toBeVisible();
  await userEvent.keyboard('d');
  const dialog = screen.getByRole('dialog', { name: 'Move the promised date' });
  await userEvent.type(within(dialog).getByLabelText('New date'), '2027-04-01');
  await userEvent.type(within(dialog).getByLabelText('Why it moves'), 'Still late');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Move the date' }));
  await waitFor(() => expect(step).toHaveBeenCalled());
  expect(step.mock.lastCall?.[3]).toBe(
    '{"to":"","fields":{"due":"2027-04-01"},"accepted":false,"because":"Still late"}',
  );
});

it('moves the date of what is done with its reason, and asks before what was never promised', async () => {
  rendered();
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.click(screen.getByRole('option', { name: /Set the timers/ }));
  expect(screen.getByRole('button', { name: 'Move the date…' })).toBeVisible();
  await userEvent.keyboard('d');
  expect(screen.getByRole('dialog', { name: 'Move the promised date' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  const done = actionOf({ id: 'done', title: 'Set the timers', status: 'done' });
  expect(asksFor(done, 'in_progress')).toBe('commit');
  expect(asksFor({ ...done, accepted_on: '2026-11-01' }, 'in_progress')).toBeNull();
});

it('says at its field why a proof is refused, and keeps the words', async () => {
  const step = vi.fn(() =>
    Promise.reject(
      new WireError('invalid', 'action.verifier_owner', {}, [
        { name: 'verifier_role', key: 'action.verifier_owner', params: {} },
      ]),
    ),
  );
  rendered({ actions: { step } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.click(screen.getByRole('option', { name: /Set the timers/ }));
  await userEvent.keyboard('s{ArrowDown}{Enter}');
  const dialog = screen.getByRole('dialog', { name: 'Verify this action' });
  await userEvent.type(within(dialog).getByLabelText(/Who looked/), 'Logistics lead');
  await userEvent.type(within(dialog).getByLabelText('What was seen, and where'), 'None of 9');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Verify' }));
  expect(await within(dialog).findByText(/owner cannot verify/)).toBeVisible();
  expect(within(dialog).getByLabelText('What was seen, and where')).toHaveValue('None of 9');
});

it('keeps a wrong date in its field with the reason, and saves the mended one', async () => {
  const setTyped = vi.fn((_r: string, _p: string, _seen: string, value: string) =>
    value === '"2026-02-30"'
      ? Promise.reject(
          new WireError('invalid', 'record.field_not_date', { value: '2026-02-30' }, [
            { name: 'due', key: 'record.field_not_date', params: { value: '2026-02-30' } },
          ]),
        )
      : Promise.resolve({ rev: 2 }),
  );
  rendered({ reviews: { setTyped } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}d');
  const due = screen.getByRole('textbox', { name: 'Due' });
  expect(due).toHaveFocus();
  await userEvent.keyboard('2026-02-30{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('is no date of the calendar');
  expect(due).toHaveValue('2026-02-30');
  await userEvent.keyboard('{Backspace}{Backspace}28{Enter}');
  await waitFor(() =>
    expect(setTyped).toHaveBeenLastCalledWith(
      'REV-26-AAAAAA',
      'actions/new/due',
      '""',
      '"2026-02-28"',
      '',
    ),
  );
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

it('saves the owner as it is typed, and goes back to the list with Enter', async () => {
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string) =>
    Promise.resolve({ rev: 2, text, conflict: null }),
  );
  rendered({ reviews: { saveText } });
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}oPlatform lead{Enter}');
  await waitFor(() =>
    expect(saveText).toHaveBeenCalledWith(
      'REV-26-AAAAAA',
      'actions/new/owner_role',
      '',
      'Platform lead',
      expect.any(String),
    ),
  );
  expect(box).toHaveFocus();
});

it('says in words how far an action is over its date, in its row and beside it', async () => {
  const late = [
    actionOf({ id: 'late', title: 'Windows', due: '2026-11-16', overdue_days: 2 }),
    actionOf({ id: 'soon', title: 'Read the state', due: '2026-12-04' }),
  ];
  renderScreen(<Actions review={emptyReview({ actions: late })} />, recordedBackend());
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  const [first, second] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('16 Nov 2026' + '2 days over');
  expect(second).not.toHaveTextContent('over');
  await userEvent.keyboard('{Home}');
  expect(screen.getByRole('region', { name: 'About the action' })).toHaveTextContent('2 days over');
});

it('keeps the name of an owner on this machine, whole and when the field is left', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  rendered({ reviews: { setTyped } });
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}');
  await userEvent.type(screen.getByLabelText('Name, only on this machine'), 'K. Berger{Enter}');
  expect(setTyped).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'actions/new/owner_name',
    '""',
    '"K. Berger"',
    '',
  );
  await waitFor(() => expect(box).toHaveFocus());
});

it('keeps the words of a text that could not be saved', async () => {
  const saveText = vi.fn(() => Promise.reject(new WireError('unavailable', 'storage.full')));
  rendered({ reviews: { saveText } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}oPlatform lead{Tab}');
  expect(await screen.findByRole('alert')).toBeVisible();
  expect(screen.getByLabelText('Owner, as a role')).toHaveValue('Platform lead');
});

it('removes with Delete and offers the way back', async () => {
  const removePart = vi.fn(() => Promise.resolve({ rev: 2 }));
  const restorePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  rendered({ reviews: { removePart, restorePart } });
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('{Home}{Delete}');
  expect(removePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'actions/new', '');
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(restorePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'actions/new', '');
});

it('says before the first action what will be here', async () => {
  const { container } = renderScreen(<Actions review={emptyReview()} />, recordedBackend());
  expect(await screen.findByRole('heading', { name: 'No actions yet' })).toBeVisible();
  await userEvent.keyboard('n');
  expect(screen.getByRole('textbox', { name: 'New action' })).toHaveFocus();
  expect(await seriousFindings(container)).toEqual([]);
});

it('lists an action of an unknown state among those asked for, and never loses one', () => {
  const odd = actionOf({ id: 'odd', title: 'Odd', status: '' as Action['status'] });
  const items = actionItems([...actions, odd]);
  expect(items.filter((i) => i.kind === 'action')).toHaveLength(3);
  expect(items.map((i) => i.id)).toEqual(['head-asked', 'new', 'odd', 'head-done', 'done']);
});

it('asks nothing of an idea', () => {
  expect(missingParts(actionOf({ id: 'i', title: 'Perhaps', status: 'idea' }))).toEqual([]);
  expect(missingParts(actionOf({ id: 'c', title: 'Yes', status: 'committed' }))).toEqual([
    'owner',
    'due',
    'criterion',
    'measure',
  ]);
});

it('leads from the line of an empty list, and from its last action, to the button', async () => {
  const removePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  const { Host, change } = screenOf(emptyReview());
  renderScreen(<Host />, recordedBackend({ reviews: { removePart } }));
  await screen.findByRole('heading', { name: 'No actions yet' });
  await userEvent.keyboard('n{Escape}');
  const button = () => screen.getByRole('button', { name: /New action/ });
  expect(button()).toHaveFocus();
  change(emptyReview({ rev: 2, actions: [actionOf({ id: 'one', title: 'Only one' })] }));
  screen.getByRole('listbox').focus();
  await userEvent.keyboard('{Home}{Delete}');
  expect(removePart).toHaveBeenCalledTimes(1);
  change(emptyReview({ rev: 3 }));
  expect(button()).toHaveFocus();
  expect(screen.queryByRole('textbox')).toBeNull();
});
