import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ActionLine, ActionList, ActionNarrowing } from '../../../backend';
import { keptSettings, recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { actionOf, emptyReview } from '../../../testing/review';
import { AllActions } from './AllActions';
import { itemsBy } from './groups';
import { neighbour } from './useBoardMoves';

vi.setConfig({ testTimeout: 30_000 });

const lineOf = (more: Partial<ActionLine>): ActionLine => ({
  id: 'a',
  ref: 'ACT-26-AAAAAA',
  review: 'REV-26-AAAAAA',
  review_title: 'Lists ran late',
  title: 'Count the lists',
  status: 'committed',
  owner_role: 'Platform lead',
  due: '2026-11-16',
  overdue_days: 2,
  look_on: '',
  strength: 'stronger',
  proof: 'Lists counted: 2 of 14',
  missing: [],
  replans: 0,
  agreed: 'yes',
  study: '',
  undecided: false,
  ...more,
});
const listOf = (actions: ActionLine[], total = actions.length): ActionList => ({
  actions,
  total,
  strength: { stronger: 1, intermediate: 0, weaker: 2, unsaid: 0, hint: true },
  told: ['Done by their date: 70.0 % (48.1–85.5 %, 95 %), 14 of 20.'],
  choices: {
    roles: ['Platform lead', 'Pricing lead'],
    services: ['Sorting'],
    reviews: [{ ref: 'REV-26-AAAAAA', title: 'Lists ran late' }],
  },
});
const two = [
  lineOf({}),
  lineOf({
    id: 'b',
    title: 'Ask twice',
    status: 'idea',
    owner_role: '',
    due: '',
    missing: ['owner'],
    overdue_days: 0,
    strength: '',
  }),
];

function rendered(actions = two, view = 'state') {
  const settings = keptSettings();
  void settings.setSetting('actions.view', view);
  const asked: ActionNarrowing[] = [];
  const step = vi.fn(() => Promise.resolve({ rev: 2 }));
  const review = emptyReview({
    ref: 'REV-26-AAAAAA',
    actions: [
      actionOf({ id: 'a', title: 'Count the lists', status: 'committed' }),
      actionOf({ id: 'b', title: 'Ask twice', status: 'idea' }),
      actionOf({ id: 'c', title: 'Print the lists', status: 'verified' }),
    ],
  });
  const backend = recordedBackend({
    workspace: settings,
    actions: {
      list: (n) => {
        asked.push(n);
        return Promise.resolve(
          listOf(n.overdue ? actions.filter((a) => a.overdue_days > 0) : actions, actions.length),
        );
      },
      step,
    },
    reviews: { get: () => Promise.resolve(review) },
  });
  return {
    asked,
    step,
    ...renderScreen(
      <AllActions paper={(back) => <button onClick={back}>the register as paper</button>} />,
      backend,
    ),
  };
}

it('lists the actions of all reviews by state, with what became of promises', async () => {
  const { container } = rendered();
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  const [first, second] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('Ask twice');
  expect(second).toHaveTextContent(/Count the lists.*Platform lead.*16 Nov 2026.*2 days over/);
  expect(screen.getByText(/70\.0 %/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{End}');
  expect(await screen.findByRole('button', { name: 'State: committed' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Lists ran late' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/actions?at=a',
  );
});

it('shows the register as a report and goes back to the list', async () => {
  rendered();
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('er');
  await userEvent.click(await screen.findByRole('button', { name: 'the register as paper' }));
  expect(await screen.findByRole('listbox', { name: 'Actions' })).toHaveFocus();
});

it('narrows by a key and by a picked owner, and shows all again', async () => {
  const { asked } = rendered();
  await screen.findByRole('listbox', { name: 'Actions' });
  await userEvent.keyboard('l');
  await waitFor(() => expect(screen.queryByRole('option', { name: /Ask twice/ })).toBeNull());
  expect(asked.at(-1)?.overdue).toBe(true);
  await userEvent.click(screen.getByRole('combobox', { name: 'Owner' }));
  await userEvent.keyboard('pric{ArrowDown}{Enter}');
  await waitFor(() => expect(asked.at(-1)?.roles).toEqual(['Pricing lead']));
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByRole('option', { name: /Ask twice/ })).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Owner' })).toHaveValue('');
});

it('asks for the words of the box once they rest', async () => {
  const { asked } = rendered();
  await screen.findByRole('listbox', { name: 'Actions' });
  const box = screen.getByPlaceholderText('words, reference');
  fireEvent.change(box, { target: { value: 'que' } });
  fireEvent.change(box, { target: { value: 'queue' } });
  await waitFor(() => expect(asked.at(-1)?.words).toBe('queue'));
  expect(asked.map((n) => n.words).filter(Boolean)).toEqual(['queue']);
  fireEvent.change(box, { target: { value: '' } });
});

it('moves a card of the board through the same questions', async () => {
  const { step, container } = rendered(two, 'board');
  const column = await screen.findByRole('listbox', { name: 'Actions: committed' });
  await userEvent.click(within(column).getByRole('option'));
  await userEvent.keyboard('{ArrowLeft}');
  expect(screen.getByRole('listbox', { name: 'Actions: idea' })).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  expect(column).toHaveFocus();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await waitFor(() => expect(step).toHaveBeenCalledTimes(1));
  expect(step.mock.calls[0]).toEqual(
    expect.arrayContaining([
      'REV-26-AAAAAA',
      'a',
      'committed',
      expect.stringContaining('in_progress'),
    ]),
  );
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(await screen.findByRole('dialog', { name: 'Decide against this action' })).toBeVisible();
  expect(step).toHaveBeenCalledTimes(1);
});

it('takes no step from a state that the review has left while the list was read', async () => {
  // The list says in progress; the review, read later, has been verified by somebody.
  const { step } = rendered([lineOf({ id: 'c', status: 'in_progress' })], 'board');
  const column = await screen.findByRole('listbox', { name: 'Actions: in progress' });
  await userEvent.click(within(column).getByRole('option'));
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(await screen.findByText(/The state of the action is another by now/)).toBeVisible();
  expect(step).not.toHaveBeenCalled();
});

it('says where actions come from while there are none', async () => {
  rendered([]);
  expect(await screen.findByRole('heading', { name: 'No actions yet' })).toBeVisible();
});

it('holds ten thousand actions in few rows of the page', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    lineOf({ id: `a${i}`, title: `Action ${i}` }),
  );
  rendered(many);
  const box = await screen.findByRole('listbox', { name: 'Actions' });
  expect(within(box).getAllByRole('option').length).toBeLessThanOrEqual(60);
});

it('parts by owner with nobody last, and goes one state on and back', () => {
  expect(itemsBy('owner', two).map((i) => (i.kind === 'head' ? i.title : i.action.id))).toEqual([
    'Platform lead',
    'a',
    'nobody named by a role',
    'b',
  ]);
  expect([neighbour('committed', 1), neighbour('idea', -1), neighbour('verified', 1)]).toEqual([
    'in_progress',
    undefined,
    undefined,
  ]);
  expect([neighbour('declined', -1), neighbour('new', 1)]).toEqual(['idea', undefined]);
});
