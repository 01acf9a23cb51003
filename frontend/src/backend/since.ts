import type { Backend } from './backend';
import type { Entry, Review, ShownTimes, ZoneMode } from './wire';

// A timeline of twenty thousand entries is eight megabytes. After an edit only what
// became another is asked for, and put into the answer that is here already.

/** So many answers are remembered: a review, and the one before it. */
const kept = 2;

/** The last answers by what was asked, the newest last. */
function lastAnswers<T>() {
  const answers = new Map<string, { stamp: string; value: T }>();
  return {
    of: (key: string) => answers.get(key),
    keep(key: string, stamp: string, value: T) {
      answers.delete(key);
      // What has no stamp comes whole the next time too.
      if (stamp !== '') answers.set(key, { stamp, value });
      for (const old of [...answers.keys()].slice(0, -kept)) answers.delete(old);
    },
  };
}

type Readers = { review: (ref: string) => Promise<Review>; times: TimesReader };
type TimesReader = (ref: string, mode: ZoneMode) => Promise<ShownTimes>;

const readers = new WeakMap<Backend, Readers>();

/** Reads reviews and their times by what changed since they were read last. */
export function readingSince(backend: Backend): Readers {
  const known = readers.get(backend);
  if (known) return known;
  const timelines = lastAnswers<Entry[]>();
  const clocks = lastAnswers<ShownTimes['times']>();
  const made: Readers = {
    async review(ref) {
      const had = timelines.of(ref);
      const next = await backend.reviews.since(ref, had?.stamp ?? '');
      const timeline =
        next.whole || !had
          ? next.review.timeline
          : [
              ...had.value.slice(0, next.from),
              ...next.review.timeline,
              ...had.value.slice(next.from + next.drop),
            ];
      timelines.keep(ref, next.stamp, timeline);
      return { ...next.review, timeline };
    },
    async times(ref, mode) {
      const key = `${mode} ${ref}`;
      const had = clocks.of(key);
      const next = await backend.reviews.timesSince(ref, mode, had?.stamp ?? '');
      let times = next.shown.times;
      if (!next.whole && had) {
        times = { ...had.value, ...next.shown.times };
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a copy of our own
        for (const id of next.gone) delete times[id];
      }
      clocks.keep(key, next.stamp, times);
      return { ...next.shown, times };
    },
  };
  readers.set(backend, made);
  return made;
}
