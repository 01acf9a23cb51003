import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError, type ListFilter, type ReviewRow, type SpaceState } from '../../backend';
import { ownWorkspace, recordedBackend, reviewRow } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ReviewsList } from './ReviewsList';
import { Trash } from './Trash';

const rows: ReviewRow[] = [
  reviewRow({ ref: 'REV-26-AAAAAA', title: 'Payouts were sent twice', severity: 'SEV1' }),
  reviewRow({ ref: 'REV-26-BBBBBB', title: 'Checkout was slow', questions: 2 }),
  reviewRow({ ref: 'REV-26-CCCCCC', title: 'Search fell behind', severity: '', date: '' }),
];
const fits = (r: ReviewRow, f: ListFilter) =>
  r.title.toLowerCase().includes(f.query.toLowerCase()) &&
  (f.severity === '' || r.severity === f.severity);
const list = (all: ReviewRow[]) => (filter: ListFilter) => {
  const fitting = all.filter((r) => fits(r, filter));
  const end = filter.limit > 0 ? filter.offset + filter.limit : fitting.length;
  const rows = fitting.slice(filter.offset, end);
  return Promise.resolve({ rows, fits: fitting.length, total: all.length, lag: 0 });
};

it('shows each review with what matters about it, and no serious finding of axe', async () => {
  const { container } = renderScreen(
    <ReviewsList />,
    recordedBackend({ reviews: { list: list(rows) } }),
  );
  const box = await screen.findByRole('listbox', { name: 'Reviews' });
  const [first, second, third] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('SEV1');
  expect(first).toHaveTextContent('Payouts were sent twice');
  expect(first).toHaveTextContent('REV-26-AAAAAA');
  expect(first).toHaveTextContent('16 Nov 2026');
  expect(first).toHaveTextContent('2 of 5 actions open');
  expect(second).toHaveTextContent('2 time questions');
  expect(third).toHaveTextContent('no date');
  expect(third).toHaveTextContent('not set');
  expect(await seriousFindings(container)).toEqual([]);
});

it('begins a narrowed list at its beginning, wherever the longer one was scrolled to', async () => {
  const many = Array.from({ length: 900 }, (_, i) =>
    reviewRow({ ref: `REV-26-${String(i).padStart(6, '0')}`, title: `Tour ${i} was late` }),
  );
  renderScreen(<ReviewsList />, recordedBackend({ reviews: { list: list(many) } }));
  const box = await screen.findByRole('listbox', { name: 'Reviews' });
  const scroll = vi.spyOn(box, 'scrollTo').mockImplementation(() => {
    box.scrollTop = 0;
  });
  box.scrollTop = 30_000;
  box.dispatchEvent(new Event('scroll'));
  await userEvent.type(screen.getByRole('textbox'), '77');
  await waitFor(() => expect(screen.getAllByRole('option')[0]).toHaveTextContent('Tour 77 '));
  expect(scroll).toHaveBeenCalledWith({ top: 0 });
  expect(box.scrollTop).toBe(0);
  await userEvent.clear(screen.getByRole('textbox'));
});

it('says in the order of changes when each was changed, and in the others the day of the incident', async () => {
  const changed = [
    reviewRow({ ref: 'REV-26-AAAAAA', date: '2026-01-03', changedAt: '2026-11-18T23:30:00+01:00' }),
    reviewRow({ ref: 'REV-26-BBBBBB', date: '2026-10-07', changedAt: '2026-11-17T08:00:00+01:00' }),
    reviewRow({ ref: 'REV-26-CCCCCC', date: '', changedAt: '2026-11-16T08:00:00+01:00' }),
  ];
  renderScreen(<ReviewsList />, recordedBackend({ reviews: { list: list(changed) } }));
  const box = await screen.findByRole('listbox', { name: 'Reviews' });
  const rows = () => within(box).getAllByRole('option');
  for (const [i, day] of ['18 Nov 2026', '17 Nov 2026', '16 Nov 2026'].entries()) {
    expect(rows()[i]).toHaveTextContent(`changed ${day}`);
  }
  expect(rows()[0]).toHaveTextContent('incident 3 Jan 2026');
  await userEvent.click(screen.getByRole('button', { name: 'Last changed first' }));
  await userEvent.click(
    await screen.findByRole('menuitemradio', { name: 'Latest incident first' }),
  );
  await waitFor(() => expect(rows()[0]).not.toHaveTextContent('changed'));
  expect(rows()[0]).toHaveTextContent('3 Jan 2026');
  expect(rows()[2]).toHaveTextContent('no date');
  // The list is remembered as it was left.
  await userEvent.click(screen.getByRole('button', { name: 'Latest incident first' }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Last changed first' }));
});

it('opens a review by keyboard alone', async () => {
  const { path } = renderScreen(
    <ReviewsList />,
    recordedBackend({ reviews: { list: list(rows) } }),
  );
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('{Home}{ArrowDown}{Enter}');
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-BBBBBB'));
});

it('reads of a long list only what is seen, and reaches its end by one key', async () => {
  const many = Array.from({ length: 1234 }, (_, i) =>
    reviewRow({ ref: `REV-26-${String(i).padStart(6, '0')}`, title: `Review ${i}` }),
  );
  const asked = vi.fn(list(many));
  const { path } = renderScreen(<ReviewsList />, recordedBackend({ reviews: { list: asked } }));
  const box = await screen.findByRole('listbox', { name: 'Reviews' });
  expect(within(box).getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '1234');
  const offsets = () => [...new Set(asked.mock.calls.map(([f]) => f.offset))];
  expect(offsets()).toEqual([0]);
  expect(asked.mock.calls.every(([f]) => f.limit > 0 && f.limit <= 100)).toBe(true);
  await userEvent.keyboard('{Home}{End}');
  await waitFor(() => expect(offsets()).toContain(1200));
  expect(offsets()).not.toContain(600);
  await waitFor(async () => {
    await userEvent.keyboard('{Enter}');
    expect(path()).toBe('/reviews/REV-26-001233');
  });
});

it('moves a review to the trash and offers the way back', async () => {
  const remove = vi.fn(() => Promise.resolve({ rev: 2 }));
  const restore = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(
    <ReviewsList />,
    recordedBackend({ reviews: { list: list(rows), remove, restore } }),
  );
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('{Home}{Delete}');
  expect(remove).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA');
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(restore).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA'));
});

it('takes removals back with Ctrl+Z, the last one first, and each once', async () => {
  const remove = vi.fn(() => Promise.resolve({ rev: 2 }));
  const restore = vi.fn<(ref: string) => Promise<{ rev: number }>>(() =>
    Promise.resolve({ rev: 3 }),
  );
  renderScreen(
    <ReviewsList />,
    recordedBackend({ reviews: { list: list(rows), remove, restore } }),
  );
  await screen.findByRole('listbox', { name: 'Reviews' });
  const undo = '{Control>}z{/Control}';
  await userEvent.keyboard(`{Home}{Delete}{ArrowDown}{Delete}${undo}`);
  await waitFor(() => expect(restore).toHaveBeenCalledTimes(1));
  await userEvent.keyboard(undo);
  await waitFor(() => expect(restore).toHaveBeenCalledTimes(2));
  await userEvent.keyboard(undo);
  expect(restore.mock.calls).toEqual([['REV-26-BBBBBB'], ['REV-26-AAAAAA']]);
});

it('narrows by words, says how many fit, and shows all again', async () => {
  renderScreen(<ReviewsList />, recordedBackend({ reviews: { list: list(rows) } }));
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('/');
  // The name stands above the field, not in it.
  expect(screen.getByText('Filter the reviews', { selector: 'label' })).not.toHaveClass('unseen');
  const box = screen.getByRole('textbox', { name: 'Filter the reviews' });
  expect(box).toHaveFocus();
  await userEvent.keyboard('slow');
  expect(await screen.findByText('1 of 3 reviews')).toBeVisible();
  await userEvent.keyboard('xyz');
  await userEvent.click(await screen.findByRole('button', { name: 'Show all reviews' }));
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
});

it('says before the first review what will be here', async () => {
  const { container } = renderScreen(
    <ReviewsList />,
    recordedBackend({ reviews: { list: list([]) } }),
  );
  expect(await screen.findByRole('heading', { name: 'No review yet' })).toBeVisible();
  expect(screen.getByRole('button', { name: /Start a review/ })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Import a post-mortem' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Open the sample workspace' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('shows a new list when Go says that reviews changed', async () => {
  let all = rows.slice(0, 1);
  const backend = recordedBackend({ reviews: { list: (f) => list(all)(f) } });
  renderScreen(<ReviewsList />, backend);
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  all = rows;
  backend.emit('reviews.changed', { rev: 9 });
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
});

it('says in words why the list cannot be shown, and tries again', async () => {
  let fail = true;
  const backend = recordedBackend({
    reviews: {
      list: (f) =>
        fail ? Promise.reject(new WireError('internal', 'error.internal')) : list(rows)(f),
    },
  });
  renderScreen(<ReviewsList />, backend);
  expect(await screen.findByText('The reviews could not be listed')).toBeVisible();
  fail = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('listbox', { name: 'Reviews' })).toBeVisible();
});

it('restores from the trash', async () => {
  const restore = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(<Trash />, recordedBackend({ reviews: { list: list(rows), restore } }));
  await screen.findByRole('listbox', { name: 'Trash' });
  await userEvent.keyboard('{Home}r');
  expect(restore).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA');
});

it('opens a removed review by Enter, and keeps the keyboard when one is restored', async () => {
  let removed = rows;
  const restore = vi.fn((ref: string) => {
    removed = removed.filter((r) => r.ref !== ref);
    return Promise.resolve({ rev: 3 });
  });
  const backend = recordedBackend({ reviews: { list: (f) => list(removed)(f), restore } });
  const { path } = renderScreen(<Trash />, backend);
  const box = await screen.findByRole('listbox', { name: 'Trash' });
  await userEvent.keyboard('{Home}{ArrowDown}{Enter}');
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-BBBBBB'));
  await userEvent.keyboard('r');
  await waitFor(() => expect(within(box).getAllByRole('option')).toHaveLength(2));
  expect(within(box).getByRole('option', { selected: true })).toHaveTextContent('Search fell');
  expect(box).toHaveFocus();
  await userEvent.keyboard('rr');
  expect(await screen.findByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await waitFor(() => expect(screen.getByRole('link')).toHaveFocus());
});

it('shows the way to the trash with its count, once something is in it', async () => {
  let removed: ReviewRow[] = [];
  const backend = recordedBackend({
    reviews: { list: (f) => list(f.trash ? removed : rows)(f) },
  });
  const { path } = renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  expect(screen.queryByRole('button', { name: /Trash/ })).toBeNull();
  removed = rows.slice(0, 2);
  backend.emit('reviews.changed', { rev: 9 });
  await userEvent.click(await screen.findByRole('button', { name: 'Trash (2)' }));
  await waitFor(() => expect(path()).toBe('/trash'));
});

it('offers to show all again as long as something is left out', async () => {
  renderScreen(<ReviewsList />, recordedBackend({ reviews: { list: list(rows) } }));
  await screen.findByRole('listbox', { name: 'Reviews' });
  expect(screen.queryByRole('button', { name: 'Show all reviews' })).toBeNull();
  await userEvent.type(screen.getByRole('textbox'), 'slow');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await userEvent.click(screen.getByRole('button', { name: 'Show all reviews' }));
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
});

it('says on what would add a review why a read-only workspace takes none', async () => {
  const workspace = { info: () => Promise.resolve({ ...ownWorkspace, readOnly: true }) };
  const view = renderScreen(
    <ReviewsList />,
    recordedBackend({ workspace, reviews: { list: list(rows) } }),
  );
  const why = 'This workspace can only be read; nothing can be added.';
  await screen.findByRole('listbox', { name: 'Reviews' });
  for (const name of ['Import', 'Start a review']) {
    const button = screen.getByRole('button', { name: new RegExp(`^${name}`) });
    await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.hover(button);
    expect(await screen.findByText(why)).toBeVisible();
    await userEvent.unhover(button);
  }
  await userEvent.click(screen.getByRole('button', { name: /^Import/ }));
  expect(view.path()).toBe('/start');
  view.unmount();
  renderScreen(<ReviewsList />, recordedBackend({ workspace, reviews: { list: list([]) } }));
  const start = await screen.findByRole('button', { name: /^Start a review/ });
  await waitFor(() => expect(start).toHaveAttribute('aria-disabled', 'true'));
});

it('takes what was picked along to where a space is added, where there is none', async () => {
  const meant: string[][] = [];
  const { registry, path } = renderScreen(
    <ReviewsList
      share={() => <p>asked</p>}
      onNoSpace={(reviews) => meant.push(reviews.map((r) => r.ref))}
    />,
    recordedBackend({
      reviews: { list: list([reviewRow({ ref: 'REV-1' }), reviewRow({ ref: 'REV-2' })]) },
      spaces: { list: () => Promise.resolve([]) },
    }),
  );
  await screen.findByRole('listbox', { name: 'Reviews' });
  act(() => {
    registry.run('reviews.pickAll');
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Share…' }));
  await waitFor(() => expect(path()).toBe('/spaces'));
  expect(meant).toEqual([['REV-1', 'REV-2']]);
  expect(screen.queryByText('asked')).toBeNull();
});

it('picks reviews by key and by mouse, and shares what is picked', async () => {
  const many = Array.from({ length: 250 }, (_, i) =>
    reviewRow({ ref: `REV-26-${String(i).padStart(6, '0')}`, title: `Tour ${i} was late` }),
  );
  const user = userEvent.setup();
  const shared: string[][] = [];
  let done: (shared: boolean) => void = () => undefined;
  const space = { id: 'S1', name: 'Board' } as SpaceState;
  const { registry, container } = renderScreen(
    <ReviewsList
      share={(reviews, onClose) => {
        shared.push(reviews.map((r) => r.title));
        done = onClose;
        return <p>asked</p>;
      }}
    />,
    recordedBackend({
      reviews: { list: list(many) },
      spaces: { list: () => Promise.resolve([space]) },
    }),
  );
  const box = await screen.findByRole('listbox', { name: 'Reviews' });
  const count = () => screen.getAllByRole('status')[0];
  await user.click(screen.getByText('Tour 1 was late'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByText('Tour 3 was late'));
  await user.keyboard('{/Shift}{Control>}');
  await user.click(screen.getByText('Tour 2 was late'));
  await user.keyboard('{/Control}');
  expect(count()).toHaveTextContent('2 picked');
  expect(await seriousFindings(container)).toEqual([]);
  // The arrows lose nothing; Space picks one more, Shift goes on from it.
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  act(() => {
    registry.run('reviews.pick');
  });
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await waitFor(() => expect(count()).toHaveTextContent('4 picked'));
  await user.click(screen.getByRole('button', { name: 'Share…' }));
  expect(await screen.findByText('asked')).toBeVisible();
  expect(shared.at(-1)).toEqual(['1', '3', '5', '6'].map((n) => `Tour ${n} was late`));
  // Given up, they stay picked; once shared they are let go.
  act(() => {
    done(false);
  });
  expect(count()).toHaveTextContent('4 picked');
  act(() => {
    registry.run('reviews.pickNone');
  });
  expect(count()).not.toHaveTextContent('picked');
  // All of them, also those that were not read yet.
  act(() => {
    registry.run('reviews.pickAll');
  });
  await waitFor(() => expect(count()).toHaveTextContent('250 picked'));
  await waitFor(() => {
    act(() => {
      registry.run('reviews.share');
    });
    expect(shared.at(-1)).toHaveLength(250);
  });
  act(() => {
    done(true);
  });
  expect(count()).not.toHaveTextContent('picked');
  // With none picked it is the one the list is at.
  await user.click(within(box).getByText('Tour 2 was late'));
  act(() => {
    registry.run('reviews.share');
  });
  await waitFor(() => expect(shared.at(-1)).toEqual(['Tour 2 was late']));
  act(() => {
    done(true);
  });
  // What a filter takes out of sight is picked no longer.
  act(() => {
    registry.run('reviews.pick');
  });
  expect(count()).toHaveTextContent('1 picked');
  await user.type(screen.getByRole('textbox'), '24');
  await waitFor(() => expect(count()).not.toHaveTextContent('picked'));
  await user.clear(screen.getByRole('textbox'));
});
