import { useEffect, useState } from 'react';
import { useBackend } from './hooks';
import { useJob } from './jobs';
import type { SharedReview } from './wire';

/**
 * What would become of reviews that are shared with a space, "" while none is chosen. They are
 * looked through once when it is chosen, and that ends with the dialog or another choice. What
 * is written meanwhile begins no look of its own: sharing looks through all of them again.
 */
export function useLookAtSharing(refs: readonly string[], space: string) {
  const backend = useBackend();
  const looking = useJob<SharedReview[]>();
  const again = useJob<SharedReview[]>();
  const [looked, setLooked] = useState<{ space: string; list: SharedReview[] } | null>(null);
  const [round, setRound] = useState(0);
  const all = refs.join(' ');

  useEffect(() => {
    if (space === '') return;
    const asked = { over: false, id: '' };
    looking.start(
      async () => {
        asked.id = await backend.spaces.lookAtSharing(all.split(' '), space);
        if (!asked.over) return asked.id;
        // Nobody waits for it any more; the one that was begun since tells how far it is.
        void backend.imports.cancel(asked.id);
        return new Promise<string>(() => {});
      },
      async (id) => {
        asked.id = ''; // it has ended
        const list = await backend.spaces.sharingResult(id);
        if (!asked.over) setLooked({ space, list });
        return list;
      },
    );
    return () => {
      asked.over = true;
      if (asked.id) void backend.imports.cancel(asked.id);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a job is made anew with each render
  }, [backend, all, space, round]);

  return {
    list: looked?.space === space ? looked.list : null,
    looking: looking.state === 'running',
    done: looking.done,
    total: looking.total,
    error: looking.error ?? again.error,
    stop: looking.stop,
    anew: () => setRound((n) => n + 1),
    /** Looks through one of them anew: a person has decided about words in it. */
    lookAgain: (ref: string) =>
      again.start(
        () => backend.spaces.lookAtSharing([ref], space),
        async (id) => {
          const [one] = await backend.spaces.sharingResult(id);
          setLooked((was) =>
            was?.space === space && one
              ? { space, list: was.list.map((r) => (r.ref === one.ref ? one : r)) }
              : was,
          );
          return one ? [one] : [];
        },
      ),
  };
}
