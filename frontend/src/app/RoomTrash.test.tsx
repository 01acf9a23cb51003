import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Backend, Review, UndoResult } from '../backend';
import { recordedBackend } from '../testing/recorded';
import { actionOf, emptyReview } from '../testing/review';
import { App } from './App';

// A whole window stands behind each of these: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });
const long = { timeout: 10_000 };
beforeEach(() => {
  window.location.hash = '#/reviews/REV-26-AAAAAA/actions';
});

const theList = () => screen.findByRole('listbox', { name: 'Actions' }, long);
const chosen = async () => within(await theList()).getByRole('option', { selected: true });

function windowWith(state: { review: Review }, records: Partial<Backend['records']> = {}) {
  const restore = vi.fn(() => {
    state.review = { ...state.review, trashed: false };
    backend.emit('review.changed', { ref: state.review.ref, rev: 2, origin: '' });
    return Promise.resolve({ rev: 2 });
  });
  const backend = recordedBackend({
    reviews: {
      get: () => Promise.resolve(state.review),
      restore,
      zones: () => Promise.resolve([]),
    },
    records: { canUndo: () => Promise.resolve({ undo: null, redo: null }), ...records },
  });
  render(<App backend={backend} />);
  return { backend, restore };
}

it('says that a review lies in the trash, lets it be read only, and restores it', async () => {
  const action = actionOf({ id: 'a1', title: 'Set the timers in UTC' });
  const { restore } = windowWith({ review: emptyReview({ trashed: true, actions: [action] }) });
  expect(await screen.findByText(/This review is in the trash/, {}, long)).toBeVisible();
  expect(await screen.findByRole('option', { name: /Set the timers/ }, long)).toBeVisible();
  expect(screen.queryByRole('textbox', { name: 'New action' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^State:/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
  expect(restore).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA');
  expect(await screen.findByRole('textbox', { name: 'New action' })).toBeVisible();
  expect(screen.queryByText(/This review is in the trash/)).toBeNull();
  expect(screen.getByRole('group', { name: /^Review:/ })).toHaveFocus();
});

it('has the focus in the room once a review is open', async () => {
  window.location.hash = '#/reviews/REV-26-AAAAAA/overview';
  windowWith({ review: emptyReview() });
  await waitFor(
    () =>
      expect(screen.getByRole('group', { name: 'Review: Tours were planned twice' })).toHaveFocus(),
    long,
  );
});

it('says in which step an undo changed something, leads there and chooses it', async () => {
  window.location.hash = '#/reviews/REV-26-AAAAAA/overview';
  const actions = ['one', 'two', 'three'].map((id) => actionOf({ id, title: `Action ${id}` }));
  const undone: UndoResult = {
    done: true,
    label: { key: 'history.actions.set', params: {} },
    rev: 3,
    path: 'actions/two',
  };
  const undo = vi.fn(() => Promise.resolve(undone));
  windowWith({ review: emptyReview({ actions }) }, { undo });
  await screen.findByRole('group', { name: /^Review:/ }, long);
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(await screen.findByText(/^Undone: .* In Actions\.$/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  await waitFor(async () => expect(await chosen()).toHaveTextContent('Action two'), long);
});

it('chooses on the screen what an undo changed, each time', async () => {
  const actions = ['one', 'two', 'three'].map((id) => actionOf({ id, title: `Action ${id}` }));
  const undone: UndoResult = {
    done: true,
    label: { key: 'history.actions.set', params: {} },
    rev: 3,
    path: 'actions/two',
  };
  windowWith({ review: emptyReview({ actions }) }, { undo: () => Promise.resolve(undone) });
  await theList();
  for (let i = 0; i < 2; i += 1) {
    await userEvent.click(screen.getByRole('option', { name: /Action three/ }));
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(async () => expect(await chosen()).toHaveTextContent('Action two'));
  }
});

it('replaces the sentence that there is nothing left to undo', async () => {
  const nothing: UndoResult = {
    done: false,
    label: { key: 'undo.nothing', params: {} },
    rev: 1,
    path: '',
  };
  windowWith({ review: emptyReview() }, { undo: () => Promise.resolve(nothing) });
  await screen.findByRole('group', { name: /^Review:/ }, long);
  for (let i = 0; i < 3; i += 1) {
    await act(async () => {
      await userEvent.keyboard('{Control>}z{/Control}');
    });
  }
  expect(
    await screen.findAllByText(/^There is nothing left to undo\. To remove this review/),
  ).toHaveLength(1);
});
