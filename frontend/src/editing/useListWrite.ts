import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { reviewKeys, useBackend, type Backend, type Review, type Written } from '../backend';

type List = readonly string[];
/** One list of a review: what was written last, and the end of the queue. */
type Line = { queue: Promise<unknown>; rev: number; list: List };

// Per Go side, so that two screens of one review stand in one queue.
const lines = new WeakMap<Backend, Map<string, Line>>();

/**
 * Changes lists of a review that are written as a whole. A change begins from the
 * newest list there is when its turn comes (not from what a screen showed when it
 * was pressed), so that two quick presses do not undo each other.
 */
export function useListWrite(review: Review) {
  const backend = useBackend();
  const client = useQueryClient();
  const shown = useRef(review);
  useEffect(() => {
    shown.current = review;
  });
  const { ref } = review;

  return useCallback(
    (
      path: string,
      read: (review: Review) => List,
      change: (list: List) => List,
      /** `now` is the list the change began from. */
      write: (list: List, now: List) => Promise<Written>,
    ): Promise<Written | undefined> => {
      const all = lines.get(backend) ?? new Map<string, Line>();
      lines.set(backend, all);
      const key = `${ref}/${path}`;
      const line = all.get(key) ?? { queue: Promise.resolve(), rev: -1, list: [] };
      all.set(key, line);
      const next = line.queue.then(async () => {
        const cached = client.getQueryData<Review>(reviewKeys.record(ref));
        const newest = cached && cached.rev >= shown.current.rev ? cached : shown.current;
        const now = line.rev > newest.rev ? line.list : read(newest);
        const list = change(now);
        if (list.join('\n') === now.join('\n')) return undefined;
        const written = await write(list, now);
        line.rev = written.rev;
        line.list = list;
        return written;
      });
      line.queue = next.catch(() => undefined);
      return next;
    },
    [backend, client, ref],
  );
}
