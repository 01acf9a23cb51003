import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useBackend, workspaceKeys, type Setting } from '../backend';
import { newSaver, useOpenSaver } from './openSavers';

export type KeptLine = {
  text: string;
  put: (text: string | ((now: string) => string)) => void;
  /** Why it cannot be kept over a restart. */
  error: unknown;
};

/** Words that are no part of a review yet belong to this machine, under the review and their place. */
const nameOf = (review: string, place: string) => `line.${review}.${place}`;

function useSettings() {
  const backend = useBackend();
  return useQuery({
    queryKey: workspaceKeys.settings(),
    queryFn: () => backend.workspace.settings(),
  }).data;
}

const valueOf = (settings: readonly Setting[] | undefined, name: string) =>
  settings?.find((s) => s.name === name)?.value;

/**
 * The words of a field that makes something of them only when it is told to, such
 * as a line for a new entry. They are stored as they are typed and stand there
 * again when the field comes back, also after a restart. place tells the fields
 * of one review apart.
 */
export function useKeptLine(review: string, place: string): KeptLine {
  const backend = useBackend();
  const client = useQueryClient();
  const name = nameOf(review, place);
  const stored = valueOf(useSettings(), name);
  const remember = useCallback(
    (value: string) => {
      client.setQueryData<Setting[]>(workspaceKeys.settings(), (old) =>
        old === undefined ? old : [...old.filter((s) => s.name !== name), { name, value }],
      );
    },
    [client, name],
  );
  const saver = useMemo(
    () =>
      newSaver(
        valueOf(client.getQueryData<Setting[]>(workspaceKeys.settings()), name) ?? '',
        0,
        async (_, text) => {
          await backend.workspace.setSetting(name, text);
          remember(text);
          return { rev: 0, text, conflict: null };
        },
      ),
    [backend, client, name, remember],
  );
  useOpenSaver(saver, review);
  // The next field of this place may be there before the words are stored.
  useEffect(
    () => () => {
      if (saver.current().dirty) remember(saver.current().text);
    },
    [saver, remember],
  );
  const state = useSyncExternalStore(saver.subscribe, saver.current);
  useEffect(() => {
    if (stored !== undefined) saver.receive(stored, 0);
  }, [saver, stored]);

  const put = useCallback(
    (text: string | ((now: string) => string)) =>
      saver.type(typeof text === 'string' ? text : text(saver.current().text)),
    [saver],
  );
  return { text: state.text, error: state.error, put };
}

/** Calls back once, as the screen of a review opens, with the first place that has a line waiting. */
export function useWaitingLine(
  review: string,
  places: readonly string[],
  found: (place: string) => void,
) {
  const settings = useSettings();
  const asked = useRef('');
  useEffect(() => {
    if (!settings || asked.current === review) return;
    asked.current = review;
    const place = places.find((p) => valueOf(settings, nameOf(review, p)));
    if (place !== undefined) found(place);
  });
}
