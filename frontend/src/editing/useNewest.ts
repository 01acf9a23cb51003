import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

type Question<T> = {
  queryKey: readonly unknown[];
  queryFn: () => Promise<T>;
  gcTime: number;
  refetchInterval?: number;
};

/**
 * Asks about a text while somebody types it. One question is on its way at a time
 * and the next is about the text as it stands by then: on a slow machine the keys
 * in between are never asked about, and nothing else waits behind them. The last
 * answer stays until the next, so that a note does not jump on each letter; it
 * does not outlive its line, and there is none for an empty one.
 */
export function useNewest<T>(text: string, question: (text: string) => Question<T>): T | undefined {
  const isEmpty = text === '';
  const [line, setLine] = useState({ isEmpty, round: 0 });
  // An emptied field begins another line.
  const round = line.isEmpty && !isEmpty ? line.round + 1 : line.round;
  if (line.isEmpty !== isEmpty) setLine({ isEmpty, round });
  const [asked, setAsked] = useState({ text, round });
  const { queryKey, ...rest } = question(asked.text);
  const { data, isFetching } = useQuery({
    ...rest,
    queryKey: [...queryKey, asked.round],
    enabled: asked.text !== '',
    placeholderData: (last, before) => (before?.queryKey.at(-1) === asked.round ? last : undefined),
  });
  if (!isFetching && (asked.text !== text || asked.round !== round)) setAsked({ text, round });
  return isEmpty || asked.round !== round ? undefined : data;
}
