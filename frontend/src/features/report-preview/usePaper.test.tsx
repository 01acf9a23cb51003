import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { BackendProvider, createQueryClient, type ReportChoice } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { emptyReview } from '../../testing/review';
import { usePaper, usePaperAcross } from './usePaper';

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

it('prints a report across records anew when a record or what is asked changes', async () => {
  open.mockReset().mockResolvedValue({ sheets: [], close: () => undefined });
  const backend = recordedBackend();
  const client = createQueryClient();
  const print = vi.fn((asked: string) => Promise.resolve({ pdf: asked, unset: [] }));
  const { result, rerender } = renderHook(
    ({ asked }: { asked: string }) => usePaperAcross(asked, () => print(asked)),
    {
      initialProps: { asked: 'year' },
      wrapper: ({ children }: { children: ReactNode }) => (
        <BackendProvider value={backend}>
          <QueryClientProvider client={client}>{children}</QueryClientProvider>
        </BackendProvider>
      ),
    },
  );
  await waitFor(() => expect(result.current.isStale).toBe(false));
  // Several at once are one new report.
  act(() => {
    backend.emit('review.changed', { ref: 'REV-26-AAAAAA' });
    backend.emit('reviews.changed', {});
  });
  expect(result.current.isStale).toBe(true);
  await waitFor(() => expect(result.current.isStale).toBe(false), { timeout: 10_000 });
  expect(print.mock.calls).toEqual([['year'], ['year']]);
  rerender({ asked: 'month' });
  await waitFor(() => expect(print.mock.calls).toHaveLength(3), { timeout: 10_000 });
  expect(print.mock.calls[2]).toEqual(['month']);
}, 30_000);
