import { useQueries } from '@tanstack/react-query';
import {
  reviewKeys,
  useBackend,
  useReviewList,
  type Narrowing,
  type ReviewList,
  type ReviewRow,
  whileItRuns,
} from '../../backend';

/** Rows that are asked for at once: more than two screenfuls of a large window. */
const pageRows = 100;

/** The pages that hold the rows from one to another. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(first / pageRows);
  return Array.from({ length: Math.floor(last / pageRows) - from + 1 }, (_, i) => from + i);
}

/** A row of the list, or the number of one that was not read yet. */
export type Item = ReviewRow | number;
export const keyOf = (item: Item) => (typeof item === 'number' ? `#${item}` : item.ref);

/**
 * The reviews that fit, as many items as there are, of which only the pages asked
 * for are read: a list of ten thousand costs what is seen of it.
 */
export function useReviewRows(narrow: Narrowing, pages: readonly number[]) {
  const backend = useBackend();
  // The first page says how many there are, wherever the list is scrolled to.
  const head = useReviewList(narrow, pageRows);
  const wanted = [...new Set(pages)].filter((page) => page > 0);
  const others = useQueries({
    queries: wanted.map((page) => {
      const filter = { ...narrow, asking: false, offset: page * pageRows, limit: pageRows };
      return {
        queryKey: reviewKeys.list(filter),
        queryFn: () => backend.reviews.list(filter),
        refetchInterval: ({ state }: { state: { data?: ReviewList | undefined } }) =>
          whileItRuns(state.data),
      };
    }),
  });
  const items: Item[] = Array.from({ length: head.data?.fits ?? 0 }, (_, i) => i);
  const put = (page: number, part: ReviewList | undefined) =>
    part?.rows.forEach((row, i) => {
      const at = page * pageRows + i;
      if (at < items.length) items[at] = row;
    });
  put(0, head.data);
  wanted.forEach((page, n) => put(page, others[n]?.data));
  const answers = [head, ...others];
  return {
    items,
    list: head.data,
    error: answers.find((a) => a.error)?.error ?? null,
    retry: () => {
      for (const a of answers) if (a.error) void a.refetch();
    },
  };
}
