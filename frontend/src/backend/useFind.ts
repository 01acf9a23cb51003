import { useCallback, useEffect, useRef, useState } from 'react';
import { parseError, type WireError } from './errors';
import { useBackend, useBackendEvent, useSetting } from './hooks';
import type { SearchOptions, SearchResult } from './wire';

type Wanted = { query: string; typing: boolean; round: number; times: SearchOptions['times'] };
export type Found = Wanted & { result: SearchResult };

/** What changes in a row, such as an import, is searched for once. */
const settleMs = 500;
const pageSize = 40;
/** How many hits are answered at once. */
const mostAtOnce = 200;

/**
 * Searches as somebody types. One search runs at a time: what is typed meanwhile
 * waits, only the newest of it is searched next, and an answer to older words is
 * let go. The last answer stays until the next is there. What changes in the
 * background is searched for again as far as pages had been asked for.
 */
export function useFind(query: string, typing: boolean, limit = pageSize, on = true) {
  const backend = useBackend();
  const [zone] = useSetting('timezone', 'incident');
  const times = zone === 'utc' || zone === 'local' ? zone : 'incident';
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [round, setRound] = useState(0);
  const state = useRef<{ wanted: Wanted | null; asked: Wanted | null; more: boolean }>({
    wanted: null,
    asked: null,
    more: false,
  });

  const shown = useRef<Found | null>(null);
  useEffect(() => {
    shown.current = found;
  }, [found]);

  const timer = useRef(0);
  useBackendEvent('reviews.changed', () => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setRound((n) => n + 1), settleMs);
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);

  useEffect(() => {
    const now = state.current;
    if (!on) return;
    const mine: Wanted = { query, typing, round, times };
    now.wanted = mine;
    async function next(): Promise<void> {
      const wanted = now.wanted;
      if (now.asked || !wanted) return;
      now.asked = wanted;
      const last = shown.current;
      const same = last?.query === wanted.query ? last : null;
      try {
        // As far as somebody has gone down, the hits are asked for again.
        const reach = Math.max(limit, same?.result.hits.length ?? 0);
        const ask = (offset: number) =>
          backend.search.find(wanted.query, {
            typing: wanted.typing,
            trash: false,
            limit: Math.min(mostAtOnce, reach - offset),
            offset,
            times: wanted.times,
          });
        let result = await ask(0);
        while (now.wanted === wanted && result.hits.length < Math.min(reach, result.total)) {
          const next = await ask(result.hits.length);
          const known = new Set(result.hits.map((h) => h.id));
          const further = next.hits.filter((h) => !known.has(h.id));
          result = { ...result, hits: [...result.hits, ...further] };
          if (further.length === 0) break;
        }
        if (now.wanted === wanted) {
          setFound({ ...wanted, result });
          setError(null);
        }
      } catch (e) {
        if (now.wanted === wanted) setError(parseError(e));
      }
      now.asked = null;
      if (now.wanted !== wanted) await next();
    }
    void next();
    return () => {
      // Off the screen nothing is wanted any more.
      if (now.wanted === mine) now.wanted = null;
    };
  }, [backend, query, typing, round, times, limit, on]);

  /** Asks for the hits behind those that are there. */
  const more = useCallback(() => {
    const now = state.current;
    if (!found || now.more || found.result.hits.length >= found.result.total) return;
    now.more = true;
    const { query, typing, times, result } = found;
    backend.search
      .find(query, { typing, trash: false, limit, offset: result.hits.length, times })
      .then(
        (next) => {
          const known = new Set(result.hits.map((h) => h.id));
          const hits = [...result.hits, ...next.hits.filter((h) => !known.has(h.id))];
          // Nothing new: what was counted has changed, and asking again would not end.
          const total = next.hits.length === 0 ? hits.length : next.total;
          setFound((f) => (f === found ? { ...f, result: { ...result, hits, total } } : f));
        },
        (e: unknown) => setError(parseError(e)),
      )
      .finally(() => {
        now.more = false;
      });
  }, [backend, found, limit]);

  const retry = useCallback(() => setRound((n) => n + 1), []);
  return { found, error, more, retry };
}
