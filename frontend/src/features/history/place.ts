import { useRouter, useSearch } from '@tanstack/react-router';

const numberOf = (value: unknown) => {
  const n = typeof value === 'number' ? value : Number(typeof value === 'string' ? value : NaN);
  return Number.isInteger(n) && n > 0 ? n : 0;
};

/** Which part of the history the address asks for, and the ways to the others. */
export function useHistoryPlace(review: string) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const router = useRouter();
  const of = typeof search['of'] === 'string' ? search['of'] : '';
  const then = numberOf(search['then']);
  const go = (query: Record<string, string>) => {
    const words = new URLSearchParams(query).toString();
    router.history.push(`/reviews/${review}/history${words ? `?${words}` : ''}`);
  };
  return {
    of,
    then,
    goAll: () => go({}),
    goThen: (step: number) => go({ ...(of ? { of } : {}), then: String(step) }),
    /** From the review of then back to where one came from. */
    goBack: () => go(of ? { of } : {}),
  };
}
