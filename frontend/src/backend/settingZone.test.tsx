import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import type { Backend } from './backend';
import { BackendProvider, useSetting } from './hooks';

it('asks anew for what shows times once the chosen zone is kept', async () => {
  const setSetting = vi.fn(() => Promise.resolve());
  const settings = vi.fn(() => Promise.resolve([]));
  const backend = { workspace: { setSetting, settings } } as unknown as Backend;
  const times = vi.fn(() => Promise.resolve(setSetting.mock.calls.length ? '00:55' : '01:55'));
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <BackendProvider value={backend}>{children}</BackendProvider>
    </QueryClientProvider>
  );
  const { result } = renderHook(
    () => ({
      setting: useSetting('timezone', 'incident'),
      at: useQuery({ queryKey: ['spaces'], queryFn: times }).data,
    }),
    { wrapper },
  );
  await waitFor(() => {
    expect(result.current.at).toBe('01:55');
  });
  act(() => {
    result.current.setting[1]('utc');
  });
  await waitFor(() => {
    expect(result.current.at).toBe('00:55');
  });
  expect(setSetting).toHaveBeenCalledWith('timezone', 'utc');
  expect(result.current.setting[0]).toBe('utc');
  expect(settings).toHaveBeenCalledTimes(1);
});
