import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { BackendProvider, createQueryClient, type ReportChoice } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { emptyReview } from '../../testing/review';
import { usePaper } from './usePaper';

const open = vi.hoisted(() => vi.fn());
vi.mock('./pdf', () => ({
  bytesOf: (text: string) => text,
  Reader: class {
    open = open;
    close() {}
  },
}));

it('opens a report that could not be shown once more when asked', async () => {
  const paper = { sheets: [], close: () => undefined };
  open.mockRejectedValueOnce(new Error('damaged')).mockResolvedValue(paper);
  const backend = recordedBackend({
    reports: { preview: () => Promise.resolve({ pdf: 'AAAA', rev: 7 } as never) },
  });
  const client = createQueryClient();
  const review = emptyReview();
  const choice = {} as ReportChoice;
  const { result } = renderHook(() => usePaper(review, choice), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <BackendProvider value={backend}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </BackendProvider>
    ),
  });
  await waitFor(() => expect(result.current.damaged).toBe(true), { timeout: 10_000 });
  // What nobody could see cannot be issued.
  expect(result.current.seen).toBe(0);
  act(() => result.current.retry());
  await waitFor(() => expect(result.current.paper).toBe(paper), { timeout: 10_000 });
  expect(result.current.damaged).toBe(false);
  expect(result.current.seen).toBe(7);
}, 30_000);
