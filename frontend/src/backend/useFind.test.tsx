import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { recordedBackend, type Recorded } from '../testing/recorded';
import { BackendProvider } from './hooks';
import { createQueryClient } from './queries';
import { useFind } from './useFind';
import type { SearchHit, SearchOptions, SearchResult } from './wire';

vi.setConfig({ testTimeout: 30_000 });

const all = ['A', 'B', 'C'].map((id) => ({ id, ref: id }) as SearchHit);
const answer = (_query: string, { offset, limit }: SearchOptions): Promise<SearchResult> =>
  Promise.resolve({
    hits: all.slice(offset, offset + limit),
    total: all.length,
    facets: [],
    notices: [],
    also: [],
  });
const within = (backend: Recorded) => {
  const client = createQueryClient();
  return {
    wrapper: ({ children }: { children: ReactNode }) => (
      <BackendProvider value={backend}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </BackendProvider>
    ),
  };
};

it('keeps the pages somebody has gone down to when reviews change', async () => {
  const find = vi.fn(answer);
  const backend = recordedBackend({ search: { find } });
  const { result } = renderHook(() => useFind('pump', false, 2), within(backend));
  await waitFor(() => expect(result.current.found?.result.hits).toHaveLength(2));
  act(() => result.current.more());
  await waitFor(() => expect(result.current.found?.result.hits).toHaveLength(3));
  act(() => backend.emit('reviews.changed', {}));
  await waitFor(() => expect(result.current.found?.round).toBe(1), { timeout: 5_000 });
  expect(result.current.found?.result.hits.map((h) => h.id)).toEqual(['A', 'B', 'C']);
  expect(find).toHaveBeenLastCalledWith('pump', {
    typing: false,
    trash: false,
    limit: 3,
    offset: 0,
    times: 'incident',
  });
});

it('asks for the times in the zone a person has chosen for all', async () => {
  const find = vi.fn(answer);
  const settings = () => Promise.resolve([{ name: 'timezone', value: 'utc' }]);
  renderHook(
    () => useFind('pump', false, 2),
    within(recordedBackend({ search: { find }, workspace: { settings } })),
  );
  await waitFor(() => expect(find.mock.lastCall?.[1].times).toBe('utc'));
});

it('asks nothing while nobody wants to know', async () => {
  const find = vi.fn(answer);
  const backend = recordedBackend({ search: { find } });
  const { rerender, result } = renderHook(({ on }) => useFind('pump', true, 2, on), {
    ...within(backend),
    initialProps: { on: false },
  });
  expect(find).not.toHaveBeenCalled();
  rerender({ on: true });
  await waitFor(() => expect(result.current.found).not.toBeNull());
});
