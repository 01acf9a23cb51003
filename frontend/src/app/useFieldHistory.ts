import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type FocusEvent } from 'react';
import { useCommands, type CommandContext } from '../commands';

/** The collections of a review by the kind of what is selected in it. */
const collections: Record<string, string> = {
  entry: 'timeline',
  factor: 'factors',
  action: 'actions',
  cause: 'causes',
};

/**
 * The way from where one is to what became of it: the field with the focus, else the
 * selected piece. The palette takes the focus, so the place is noted as it moves.
 */
export function useFieldHistory(review: string, tab: string) {
  const router = useRouter();
  const place = useRef('');
  useEffect(() => {
    place.current = '';
  }, [review, tab]);

  function at(ctx: CommandContext): string {
    if (place.current) return place.current;
    const collection = collections[ctx.selection?.kind ?? ''];
    return collection && ctx.selection ? `${collection}/${ctx.selection.id}` : '';
  }
  useCommands('screen', [
    {
      id: 'history.ofPlace',
      title: 'history.ofPlace',
      keys: ['Alt+H'],
      icon: 'history',
      group: 'see',
      inField: true,
      when: (ctx) => tab !== 'history' && at(ctx) !== '',
      run: (ctx) => {
        const query = new URLSearchParams({ of: at(ctx) });
        router.history.push(`/reviews/${review}/history?${query.toString()}`);
      },
    },
  ]);
  return (e: FocusEvent<HTMLElement>) => {
    place.current = e.target.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? '';
  };
}
