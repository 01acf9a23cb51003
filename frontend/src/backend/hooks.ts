import {
  hashKey,
  keepPreviousData,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useRef } from 'react';
import type { Backend } from './backend';
import type { WireError } from './errors';
import { reviewKeys, workspaceKeys } from './queries';
import { settingWriter } from './settingWriter';
import { readingSince } from './since';
import type {
  BackendEvent,
  BackendEvents,
  HelpTopic,
  Narrowing,
  Review,
  ReviewList,
  Setting,
  UndoState,
  WorkspaceInfo,
} from './wire';

declare module '@tanstack/react-query' {
  // Every call rejects with a WireError (see wails.ts), so hooks may say so.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- module augmentation needs an interface
  interface Register {
    defaultError: WireError;
  }
}

const BackendContext = createContext<Backend | null>(null);
export const BackendProvider = BackendContext.Provider;

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error('useBackend needs a BackendProvider above it');
  return backend;
}

/** Calls the handler for each event while the component is on the screen. */
export function useBackendEvent<E extends BackendEvent>(
  event: E,
  handler: (data: BackendEvents[E]) => void,
) {
  const backend = useBackend();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => backend.on(event, (data) => latest.current(data)), [backend, event]);
}

export function useWorkspaceInfo(): UseQueryResult<WorkspaceInfo> {
  const backend = useBackend();
  return useQuery({ queryKey: workspaceKeys.info(), queryFn: () => backend.workspace.info() });
}

/** The setting that chooses the zone in which times are shown. */
const zoneSetting = 'timezone';

/** What is asked for anew after it: all but the settings, which hold what was chosen last. */
const others = {
  predicate: (query: { queryKey: QueryKey }) =>
    hashKey(query.queryKey) !== hashKey(workspaceKeys.settings()),
};

/** One remembered setting and the way to change it; shows the new value at once. */
export function useSetting(
  name: string,
  otherwise: string,
): [string, (value: string | ((now: string) => string)) => void] {
  const backend = useBackend();
  const client = useQueryClient();
  const settings = useQuery({
    queryKey: workspaceKeys.settings(),
    queryFn: () => backend.workspace.settings(),
  });
  const value = settings.data?.find((s) => s.name === name)?.value ?? otherwise;
  const set = useCallback(
    (value: string | ((now: string) => string)) => {
      // What holds now, not what was last painted: two quick presses are two steps.
      const held = client.getQueryData<Setting[]>(workspaceKeys.settings());
      const now = held?.find((s) => s.name === name)?.value ?? otherwise;
      const next = typeof value === 'string' ? value : value(now);
      client.setQueryData<Setting[]>(workspaceKeys.settings(), (old = []) => [
        ...old.filter((s) => s.name !== name),
        { name, value: next },
      ]);
      // The Go side tells times in the zone that it knows to be chosen.
      const told = name === zoneSetting ? () => void client.invalidateQueries(others) : undefined;
      settingWriter(backend)(name, next, told);
    },
    [backend, client, name, otherwise],
  );
  return [value, set];
}

/** A remembered number, for pane widths. */
export function useNumberSetting(
  name: string,
  otherwise: number,
): [number, (value: number) => void] {
  const [text, setText] = useSetting(name, String(otherwise));
  const n = Number(text);
  const set = useCallback((v: number) => setText(String(Math.round(v))), [setText]);
  return [Number.isFinite(n) && n > 0 ? n : otherwise, set];
}

/** Go tells the time that is left of a clock: a list that shows one is asked for each minute. */
export const whileItRuns = (list: ReviewList | undefined) =>
  list?.rows.some((row) => row.promise?.due) ? 60_000 : false;

/** The first reviews that fit, `most` of them at the most; 0 is all. */
export function useReviewList(
  narrow: Narrowing,
  most: number,
  asking = false,
): UseQueryResult<ReviewList> {
  const backend = useBackend();
  const filter = { ...narrow, asking, offset: 0, limit: most };
  return useQuery({
    queryKey: reviewKeys.list(filter),
    queryFn: () => backend.reviews.list(filter),
    // The list stays while the next one is on its way: no flicker on each letter.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => whileItRuns(state.data),
  });
}

/** One review; none is read while the reference is empty. */
export function useReview(ref: string): UseQueryResult<Review> {
  const backend = useBackend();
  return useQuery({
    queryKey: reviewKeys.record(ref),
    queryFn: () => readingSince(backend).review(ref),
    enabled: ref !== '',
  });
}

export function useUndoState(ref: string | null): UndoState {
  const backend = useBackend();
  const q = useQuery({
    queryKey: reviewKeys.undo(ref ?? ''),
    queryFn: () => backend.records.canUndo(ref ?? ''),
    enabled: ref !== null,
  });
  return q.data ?? { undo: null, redo: null };
}

export function useZones(): string[] {
  const backend = useBackend();
  return (
    useQuery({ queryKey: workspaceKeys.zones(), queryFn: () => backend.reviews.zones() }).data ?? []
  );
}

export function useHelpTopics(): UseQueryResult<HelpTopic[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: workspaceKeys.helpTopics(),
    queryFn: () => backend.workspace.helpTopics(),
  });
}

export function useHelpText(id: string): UseQueryResult<string> {
  const backend = useBackend();
  return useQuery({
    queryKey: workspaceKeys.helpText(id),
    queryFn: () => backend.workspace.helpText(id),
    enabled: id !== '',
  });
}
