import { QueryCache, QueryClient } from '@tanstack/react-query';
import type { Backend } from './backend';
import type { Drawn, ListFilter } from './wire';

/**
 * Keys of cached answers, from the general to the special, so that an event can
 * make stale exactly what it touches.
 */
export const workspaceKeys = {
  all: ['workspace'] as const,
  info: () => ['workspace', 'info'] as const,
  settings: () => ['workspace', 'settings'] as const,
  backups: () => ['workspace', 'backups'] as const,
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
  line: (ref: string, path: string) => ['reviews', 'one', ref, 'line', path] as const,
  past: (ref: string, step: number) => ['reviews', 'one', ref, 'past', step] as const,
  scenes: (ref: string) => ['reviews', 'one', ref, 'scene'] as const,
  scene: (ref: string, drawn: Drawn) => ['reviews', 'one', ref, 'scene', drawn] as const,
};

/**
 * The cache of answers. There is no network between the window and Go: nothing
 * is retried, nothing waits for a connection, and only events make data stale.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // Go keeps what it found torn; the window then says so above every screen.
      onError: (e) => {
        if (e.key === 'storage.corrupt')
          void client.invalidateQueries({ queryKey: workspaceKeys.info() });
      },
    }),
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
  return client;
}

/** Lets the events of the Go side make cached answers stale. Returns the way to stop. */
export function connectEvents(backend: Backend, client: QueryClient): () => void {
  const after = afterDrawings(client);
  const lists = () => void client.invalidateQueries({ queryKey: reviewKeys.lists() });
  const stops = [
    backend.on('review.changed', ({ ref }) => {
      after.change(ref);
      after.then('lists', lists);
    }),
    backend.on('reviews.changed', () => after.then('lists', lists)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * What is on the screen as a drawing is asked for first, and everything else once
 * it is painted: an edit of a large tree would otherwise wait for answers that
 * nobody looks at.
 */
function afterDrawings(client: QueryClient) {
  let drawing: Promise<unknown> | undefined;
  const waiting = new Map<string, () => void>();

  function then(name: string, work: () => void) {
    if (drawing) waiting.set(name, work);
    else work();
  }
  function change(ref: string) {
    const all = { queryKey: reviewKeys.one(ref) };
    const scenes = { queryKey: reviewKeys.scenes(ref) };
    if (client.getQueryCache().findAll({ ...scenes, type: 'active' }).length === 0) {
      void client.invalidateQueries(all);
      return;
    }
    void client.invalidateQueries({ ...all, refetchType: 'none' });
    const own = Promise.race([client.invalidateQueries(scenes), soon(longestDrawing)])
      .then(nextPaint)
      .then(() => {
        // A later change draws again, and takes what waits with it.
        if (drawing !== own) return;
        drawing = undefined;
        const works = [...waiting.values()];
        waiting.clear();
        for (const work of works) work();
      });
    drawing = own;
    void client.invalidateQueries({ queryKey: reviewKeys.undo(ref) });
    then(ref, () => {
      void client.refetchQueries({ ...all, type: 'active', stale: true });
    });
  }
  return { change, then };
}

/** Nothing waits longer than this for a drawing. */
const longestDrawing = 1000;

const soon = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Resolves when the page has been painted, or soon where it is not painted at all. */
function nextPaint(): Promise<void> {
  const painted = new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
  return Promise.race([painted, soon(250)]);
}
