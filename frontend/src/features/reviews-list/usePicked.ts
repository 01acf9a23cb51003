import { useRef, useState } from 'react';
import { useBackend, type Narrowing, type ReviewRow } from '../../backend';
import { keyOf, type Item } from './useReviewRows';

export type Picked = Pick<ReviewRow, 'ref' | 'title'>;

const none: ReadonlyMap<string, Picked> = new Map();

/**
 * The reviews of the list that were picked to do something with all of them. The keyboard
 * moves on without losing them; a press on a row alone lets them go.
 */
export function usePicked(
  items: readonly Item[],
  narrow: Narrowing,
  onError: (e: unknown) => void,
) {
  const backend = useBackend();
  const [all, setAll] = useState(none);
  // Where a range begins, and what was picked besides.
  const anchor = useRef<{ key: string; besides: ReadonlyMap<string, Picked> } | null>(null);
  // Of two answers for rows that were not read yet the later question counts.
  const asked = useRef(0);

  const set = (next: ReadonlyMap<string, Picked>) => {
    asked.current += 1;
    setAll(next);
  };
  const clear = () => {
    anchor.current = null;
    set(none);
  };
  const toggle = (key: string) => {
    const row = items.find((item) => keyOf(item) === key);
    if (typeof row !== 'object') return;
    const next = new Map(all);
    if (!next.delete(key)) next.set(key, { ref: row.ref, title: row.title });
    anchor.current = { key, besides: next };
    set(next);
  };
  /** Picks the rows from one to another, of which some may not have been read yet. */
  const rows = async (from: number, to: number, besides: ReadonlyMap<string, Picked>) => {
    const turn = (asked.current += 1);
    let part: readonly Item[] = items.slice(from, to + 1);
    try {
      if (part.some((item) => typeof item === 'number')) {
        const filter = { ...narrow, asking: false, offset: from, limit: to - from + 1 };
        part = (await backend.reviews.list(filter)).rows;
      }
    } catch (e) {
      onError(e);
      return;
    }
    if (turn !== asked.current) return;
    const next = new Map(besides);
    for (const row of part)
      if (typeof row === 'object') next.set(row.ref, { ref: row.ref, title: row.title });
    setAll(next);
  };
  /** From where the last one was picked, or else from the row the keyboard was at. */
  const rangeTo = (key: string, from: string | null) => {
    anchor.current ??= { key: from ?? key, besides: all };
    const { key: first, besides } = anchor.current;
    const at = [first, key].map((k) => items.findIndex((item) => keyOf(item) === k));
    if (at.includes(-1)) return;
    void rows(Math.min(...at), Math.max(...at), besides);
  };
  const everything = () => {
    anchor.current = null;
    if (items.length > 0) void rows(0, items.length - 1, none);
  };
  return { all, list: [...all.values()], clear, toggle, rangeTo, everything };
}
