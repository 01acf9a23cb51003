import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WireError, type Backend, type Review, type KeptBack, type SpaceState } from '../backend';
import { keepUnsaved, letGo, unsavedTexts } from '../editing';
import { ownWorkspace, recordedBackend } from '../testing/recorded';
import { emptyReview } from '../testing/review';
import { App } from './App';

vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => {
  window.location.hash = '#/reviews/REV-26-AAAAAA/overview';
});
afterEach(() => {
  for (const text of unsavedTexts()) letGo(text);
});

function windowWith(get: () => Promise<Review>) {
  const order: string[] = [];
  const backend = recordedBackend({
    workspace: {
      flushed: () => {
        order.push('flushed');
        return Promise.resolve();
      },
    },
    reviews: {
      get,
      zones: () => Promise.resolve([]),
      saveText: (_r, _p, _b, text) => {
        order.push(`save ${text}`);
        return Promise.resolve({ rev: 2, text, conflict: null });
      },
    },
    records: { canUndo: () => Promise.resolve({ undo: null, redo: null }) },
  });
  render(<App backend={backend} />);
  return { backend, order };
}
const title = 'Tours were planned twice';

it('says above every screen that nothing can be saved, and why', async () => {
  const info = { ...ownWorkspace, readOnly: true };
  render(<App backend={recordedBackend({ workspace: { info: () => Promise.resolve(info) } })} />);
  expect(await screen.findByText(/lies on a disk that cannot be written/)).toBeVisible();
  cleanup();
  const full = { ...info, full: true };
  render(<App backend={recordedBackend({ workspace: { info: () => Promise.resolve(full) } })} />);
  expect(await screen.findByText(/The disk is full, so this workspace is open/)).toBeVisible();
});

it('begins with what would come in from the files it was opened with', async () => {
  const looked: (readonly string[])[] = [];
  render(
    <App
      backend={recordedBackend({
        workspace: { takeOpened: () => Promise.resolve(['/home/x/checkout.md']) },
        imports: {
          preview: (paths) => {
            looked.push(paths);
            return new Promise(() => undefined);
          },
        },
      })}
    />,
  );
  await waitFor(() => expect(window.location.hash).toBe('#/import'));
  await waitFor(() => expect(looked).toEqual([['/home/x/checkout.md']]));
});

it('answers a closing window once what is typed is stored', async () => {
  const { backend, order } = windowWith(() => Promise.resolve(emptyReview()));
  await userEvent.click(await screen.findByRole('button', { name: title }, { timeout: 10_000 }));
  await userEvent.keyboard('{End}!');
  act(() => backend.emit('window.closing', {}));
  await waitFor(() => expect(order).toEqual([`save ${title}!`, 'flushed']));
});

it('keeps the screen and what is typed in it when the newest state cannot be read', async () => {
  let broken = false;
  const { backend } = windowWith(() =>
    broken
      ? Promise.reject(new WireError('unavailable', 'error.internal'))
      : Promise.resolve(emptyReview()),
  );
  await userEvent.click(await screen.findByRole('button', { name: title }, { timeout: 10_000 }));
  const field = screen.getByRole('textbox', { name: 'Title' });
  await userEvent.keyboard('{End}!');
  broken = true;
  act(() => backend.emit('review.changed', { ref: 'REV-26-AAAAAA', rev: 2, origin: '' }));
  expect(await screen.findByText(/may not be the newest state/)).toBeVisible();
  expect(field).toBeInTheDocument();
  expect(field).toHaveValue(`${title}!`);
});

it('shows words that could not be saved until they are stored or let go', async () => {
  windowWith(() => Promise.resolve(emptyReview()));
  await screen.findByRole('button', { name: title }, { timeout: 10_000 });
  const again = vi.fn(() => Promise.resolve());
  const error = new WireError('invalid', 'error.internal');
  act(() => void keepUnsaved({ review: 'REV-1', text: 'Kept words', error, again }));
  expect(await screen.findByText('Kept words')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText('Kept words')).not.toBeInTheDocument());
  act(() => void keepUnsaved({ review: '', text: 'Other words', error }));
  await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
  await userEvent.click(screen.getByRole('button', { name: 'Keep them' }));
  expect(screen.getByText('Other words')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await userEvent.click(screen.getByRole('button', { name: 'Let them go' }));
  expect(screen.queryByText('Other words')).not.toBeInTheDocument();
});

it('says in the status line why nothing can be saved', async () => {
  for (const [full, words] of [
    [true, 'Read only: the disk is full, nothing can be saved'],
    [false, 'Read only'],
  ] as const) {
    window.location.hash = '#/reviews';
    const view = render(
      <App
        backend={recordedBackend({
          workspace: { info: () => Promise.resolve({ ...ownWorkspace, readOnly: true, full }) },
          reviews: { list: () => Promise.resolve({ rows: [], fits: 0, total: 0, lag: 0 }) },
        })}
      />,
    );
    expect(await screen.findByText(words, {}, { timeout: 10_000 })).toBeVisible();
    expect(screen.queryByText('Nothing to save yet')).toBeNull();
    view.unmount();
  }
});

const shared: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team',
  reviews: 3,
  unsent: 0,
  undecided: 0,
  aside: 0,
  syncedAt: '2020-03-04T11:02:00+01:00',
  alias: '',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};

it('says at the foot what waits for a decision, and not that all is done', async () => {
  window.location.hash = '#/reviews';
  const kept = { ref: 'REV-1', title: '', from: '', holding: 1, to: 'S1' };
  for (const [space, words, held = []] of [
    [{}, '1 review kept back', [{ ...kept, state: 'asked' }]],
    [{ unsent: 1 }, '1 review kept back', [{ ...kept, state: 'held' }]],
    [{ unsent: 2 }, '1 review to send', [{ ...kept, state: 'held' }]],
    [{ unsent: 1 }, '1 review to send', [{ ...kept, state: 'moving' }]],
    [{}, 'Everything is sent', [{ ...kept, to: 'S2', state: 'held' }]],
    [{}, 'Everything is sent'],
    [{ undecided: 2 }, 'Synced 4 Mar 2020, 11:02 local time, 2 to decide'],
    [{ undecided: 1, unsent: 1 }, '1 review to send, 1 to decide'],
  ] as [Partial<SpaceState>, string, KeptBack[]?][]) {
    const view = render(
      <App
        backend={recordedBackend({
          workspace: { info: () => Promise.resolve(ownWorkspace) },
          reviews: { list: () => Promise.resolve({ rows: [], fits: 0, total: 0, lag: 0 }) },
          spaces: {
            list: () => Promise.resolve([{ ...shared, ...space }]),
            held: () => Promise.resolve(held),
          },
        })}
      />,
    );
    expect(await screen.findByText(words, {}, { timeout: 10_000 })).toBeVisible();
    view.unmount();
  }
});

it('leads on from a workspace that cannot be opened, and claims nothing of it', async () => {
  window.location.hash = '#/reviews';
  const shut = {
    ...ownWorkspace,
    home: '',
    name: '',
    problem: { key: 'storage.corrupt', params: {} },
  };
  let now = shut;
  const openFolder = vi.fn<Backend['workspace']['openFolder']>(() => {
    now = { ...ownWorkspace, home: '/work/other', problem: null as never };
    return Promise.resolve(now);
  });
  const choose = vi.fn(() => Promise.reject(new WireError('unavailable', 'file.dialog')));
  const backend = recordedBackend({
    workspace: {
      info: () => Promise.resolve(now),
      startOwn: () => Promise.reject(new WireError('unavailable', 'storage.corrupt')),
      chooseFolder: () => Promise.resolve('/work/other'),
      openFolder,
    },
    backups: { choose },
    reviews: { list: () => Promise.reject(new WireError('unavailable', 'storage.corrupt')) },
  });
  render(<App backend={backend} />);
  expect(
    await screen.findByRole('heading', { name: 'The workspace could not be opened' }),
  ).toBeVisible();
  expect(screen.getAllByText(/The workspace file is damaged/)).toHaveLength(1);
  expect(screen.getByText('The workspace cannot be read')).toBeVisible();
  expect(screen.queryByText(/Nothing to save|stays on this machine/)).toBeNull();
  await userEvent.keyboard('r');
  await waitFor(() => expect(choose).toHaveBeenCalledOnce());
  await userEvent.keyboard('a');
  expect(await screen.findByRole('heading', { name: /could not be opened/ })).toBeVisible();
  await userEvent.keyboard('o');
  await waitFor(() => expect(openFolder).toHaveBeenCalledWith('/work/other'));
  await waitFor(() =>
    expect(screen.queryByRole('heading', { name: /could not be opened/ })).toBeNull(),
  );
});
