import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ConflictChoice, Undecided } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview, entryOf } from '../../testing/review';
import { Conflicts } from './Conflicts';

/** A conflict as the question it is. */
const asked = ({ id, values }: { id: string; values: string[] }, choices: ConflictChoice[]) =>
  ({
    id,
    ref: 'REV-26-AAAAAA',
    members: [id],
    values,
    shown: values.map((text) => ({ text, from: 'another', by: '', at: '' })),
    choices,
  }) as unknown as Undecided;

it('shows both sides of an open conflict, and settles it as chosen', async () => {
  const settleConflict = vi.fn(() => Promise.resolve({ rev: 2 }));
  const conflict = {
    id: 'k1',
    path: 'timeline/a/text',
    kind: 'text',
    base: 'Tours',
    values: ['Tours were made', 'Tours were doubled'],
    state: 'open',
    rank: 'V',
  };
  const review = {
    ...emptyReview(),
    timeline: [entryOf({ id: 'a', text: 'Tours were made' })],
    conflicts: [conflict, { ...conflict, id: 'k0', state: 'resolved' }],
  };
  const choices: ConflictChoice[] = ['1', '2', 'both', 'text'];
  const conflicts = () => Promise.resolve([asked(conflict, choices)]);
  const { container } = renderScreen(
    <Conflicts review={review} readOnly={false} />,
    recordedBackend({ reviews: { settleConflict, conflicts } }),
  );
  const group = await screen.findByRole('group', { name: 'Tours were made' });
  expect(group).toHaveTextContent('Tours were doubled');
  expect(within(group).getByRole('link', { name: 'Show it' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/timeline?at=a',
  );
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(await within(group).findByRole('button', { name: 'Keep both' }));
  expect(settleConflict).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'k1',
    { keep: 'both', text: '', why: '', seen: [] },
    '',
  );
});

it('names a part that was taken away by its question, and leads nowhere it is not', async () => {
  const conflict = { id: 'k1', path: 'timeline/gone/role', kind: 'value', base: '', rank: 'V' };
  const values = ['', 'Board', 'Team'];
  const question = {
    ...asked({ id: 'k1', values }, ['1', '2', '3']),
    gone: true,
    where: 'Role of the entry “alarm”',
  };
  const review = {
    ...emptyReview(),
    conflicts: [{ ...conflict, values: ['Board', 'Team'], state: 'open' as const }],
  };
  renderScreen(
    <Conflicts review={review} readOnly={false} />,
    recordedBackend({ reviews: { conflicts: () => Promise.resolve([question]) } }),
  );
  const group = await screen.findByRole('group', { name: 'Role of the entry “alarm”' });
  expect(group).toHaveTextContent('was taken away while a question about it waited');
  expect(within(group).queryByRole('link', { name: 'Show it' })).toBeNull();
  expect(within(group).getByRole('button', { name: 'Take version 2' })).toBeVisible();
  expect(within(group).getByRole('button', { name: 'Leave it as it is' })).toBeVisible();
});

it('offers to keep both only where the field can hold both', async () => {
  const severity = {
    id: 'k2',
    path: 'severity',
    kind: 'reimport',
    base: 'SEV3',
    values: ['SEV1', 'SEV2'],
    state: 'open',
    rank: 'V',
  };
  const choices: ConflictChoice[] = ['1', '2', 'text'];
  const conflicts = vi.fn(() => Promise.resolve([asked(severity, choices)]));
  renderScreen(
    <Conflicts review={{ ...emptyReview(), conflicts: [severity] }} readOnly={false} />,
    recordedBackend({ reviews: { conflicts } }),
  );
  const group = await screen.findByRole('group', { name: 'severity' });
  await waitFor(() => expect(conflicts).toHaveBeenCalled());
  const offered = within(group).getAllByRole('button');
  expect(offered.map((b) => b.textContent)).toEqual([
    'Take the first version',
    'Take the second version',
  ]);
});

it('leads from either of two reviews of one file to the question about them', async () => {
  const question = {
    id: 'k3',
    path: '/01B',
    kind: 'twin',
    base: 'aa',
    values: ['01A', '01B'],
    state: 'open',
    rank: 'V',
  };
  const whole = {
    ...asked(question, ['1', '2', 'both']),
    form: 'twin',
    where: 'Two reviews come from the same file',
    shown: ['REV-26-AAAAAA Pumps', 'REV-26-BBBBBB Pumps'].map((text) => ({
      text,
      from: 'twin',
      by: '',
      at: '',
    })),
    state: 'open',
  } as unknown as Undecided;
  const backend = () => recordedBackend({ reviews: { conflicts: () => Promise.resolve([whole]) } });
  const words = 'Two reviews come from the same file';
  const first = renderScreen(
    <Conflicts review={{ ...emptyReview(), conflicts: [question] }} readOnly={false} />,
    backend(),
  );
  expect(
    within(await screen.findByRole('group', { name: words })).getByRole('link'),
  ).toHaveAttribute('href', '#/conflicts?at=REV-26-AAAAAA/k3');
  // Which goes to the trash is not decided by a button beside other things.
  expect(screen.queryByRole('button', { name: /^Take the/ })).toBeNull();
  first.unmount();
  renderScreen(
    <Conflicts review={{ ...emptyReview(), ref: 'REV-26-BBBBBB' }} readOnly={false} />,
    backend(),
  );
  const other = await screen.findByRole('group', { name: words });
  expect(other).toHaveTextContent('REV-26-AAAAAA Pumps · REV-26-BBBBBB Pumps');
  expect(within(other).getByRole('link')).toHaveAttribute(
    'href',
    '#/conflicts?at=REV-26-AAAAAA/k3',
  );
});

const version = (text: string, from: string, by = '') => ({ text, from, by, at: '' });

it('says who changed a part and who took it away', async () => {
  const gone = {
    id: 'k4',
    path: 'causes/a',
    kind: 'delete-edit',
    base: '{}',
    values: ['{"text":"Pumps"}', ''],
    state: 'open',
    rank: 'V',
  };
  const question = {
    ...asked(gone, ['1', '2']),
    form: 'part',
    shown: [version('Pumps', 'own'), version('taken away', 'another', 'Heron')],
  } as unknown as Undecided;
  renderScreen(
    <Conflicts review={{ ...emptyReview(), conflicts: [gone] }} readOnly={false} />,
    recordedBackend({ reviews: { conflicts: () => Promise.resolve([question]) } }),
  );
  expect(
    await screen.findByText(/causes\/a was changed by you and taken away by Heron\./),
  ).toBeVisible();
  expect(screen.getAllByRole('button').map((b) => b.textContent)).toEqual([
    'Let it stay',
    'Let it go',
  ]);
});

it('shows every version of a question and takes each of them', async () => {
  const typed = {
    id: 'k5',
    path: 'title',
    kind: 'text',
    base: 'Pumps',
    values: ['The pumps stood still', 'Every pump stopped'],
    state: 'open',
    rank: 'V',
  };
  const question = {
    ...asked(typed, ['1', '2', '3']),
    values: ['The pumps stood still at noon', ...typed.values],
    shown: [
      version('The pumps stood still at noon', 'now'),
      version('The pumps stood still', 'own'),
      version('Every pump stopped', 'another', 'Heron'),
    ],
  } as unknown as Undecided;
  const settleConflict = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(
    <Conflicts review={{ ...emptyReview(), conflicts: [typed] }} readOnly={false} />,
    recordedBackend({
      reviews: { settleConflict, conflicts: () => Promise.resolve([question]) },
    }),
  );
  expect(await screen.findByRole('heading', { name: 'Version of Heron' })).toBeVisible();
  expect(screen.getByText('Every pump stopped')).toBeVisible();
  expect(screen.getByText('The pumps stood still')).toBeVisible();
  expect(screen.getByText(/has 3 versions\./)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Take the second version' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Take version 3' }));
  expect(settleConflict).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'k5',
    { keep: '3', text: '', why: '', seen: ['Every pump stopped'] },
    '',
  );
});
