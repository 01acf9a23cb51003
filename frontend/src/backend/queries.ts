import { QueryClient } from '@tanstack/react-query';
import type { Backend } from './backend';
import type { ListFilter, SceneOptions } from './wire';

/**
 * Keys of cached answers, from the general to the special, so that an event can
 * make stale exactly what it touches.
 */
export const workspaceKeys = {
  all: ['workspace'] as const,
  info: () => ['workspace', 'info'] as const,
  settings: () => ['workspace', 'settings'] as const,
  zones: () => ['workspace', 'zones'] as const,
  helpTopics: () => ['workspace', 'help'] as const,
  helpText: (id: string) => ['workspace', 'help', id] as const,
};

export const reviewKeys = {
  all: ['reviews'] as const,
  lists: () => ['reviews', 'list'] as const,
  list: (filter: ListFilter) => ['reviews', 'list', filter] as const,
  /** Everything of one review: the record, its history, its drawings. */
  one: (ref: string) => ['reviews', 'one', ref] as const,
  record: (ref: string) => ['reviews', 'one', ref, 'record'] as const,
  undo: (ref: string) => ['reviews', 'one', ref, 'undo'] as const,
  history: (ref: string) => ['reviews', 'one', ref, 'history'] as const,
  scene: (ref: string, options: SceneOptions) => ['reviews', 'one', ref, 'scene', options] as const,
};

/**
 * The cache of answers. There is no network between the window and Go: nothing
 * is retried, nothing waits for a connection, and only events make data stale.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Infinity,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Lets the events of the Go side make cached answers stale. Returns the way to stop. */
export function connectEvents(backend: Backend, client: QueryClient): () => void {
  const stops = [
    backend.on('review.changed', ({ ref }) => {
      void client.invalidateQueries({ queryKey: reviewKeys.one(ref) });
      void client.invalidateQueries({ queryKey: reviewKeys.lists() });
    }),
    backend.on('reviews.changed', () => {
      void client.invalidateQueries({ queryKey: reviewKeys.lists() });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
