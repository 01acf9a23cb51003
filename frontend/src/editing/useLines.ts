import { useEffect, useRef, useState } from 'react';
import { trackRefused } from '../backend';
import { useDraft } from './drafts';
import { keepUnsaved } from './unsaved';
import { useKeptLine } from './useKeptLine';
import { sentenceOf } from './useWrite';

export type Lines = {
  text: string;
  change: (text: string) => void;
  /** Why the line in the field could not be kept. */
  wrong: string | undefined;
  /** Takes the line out of the field and saves it; true when all lines are saved. */
  take: () => Promise<boolean>;
};

/**
 * A field that takes line after line. A line leaves the field at once, so that the
 * next can be typed while it is on its way; lines are saved one after the other.
 * What could not be saved comes back into the field above what was typed since.
 * What stands in the field is kept as it is typed. When the field goes, its line
 * waits there for the next time; with `takeLast` it is saved like the others.
 */
export function useLines({
  review,
  place,
  save,
  takeLast = false,
}: {
  review: string;
  /** Tells the fields of one review apart. */
  place: string;
  save: (line: string) => Promise<void>;
  takeLast?: boolean | undefined;
}): Lines {
  const kept = useKeptLine(review, place);
  const { put } = kept;
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const here = useRef(true);
  /** A line came back and nobody has touched it since. */
  const cameBack = useRef(false);
  const latest = useRef({ text: kept.text, save });
  useEffect(() => {
    latest.current = { text: kept.text, save };
  });

  const send = (line: string) => {
    queue.current = queue.current.then(async () => {
      try {
        await latest.current.save(line);
        // What a line before this one could not be kept for still holds.
        return true;
      } catch (error) {
        if (!here.current) {
          // There is no field to bring it back to.
          const again = () => latest.current.save(line);
          keepUnsaved({ review, text: line, error, again });
          return false;
        }
        cameBack.current = true;
        put((since) => (since.trim() ? `${line}\n${since}` : line));
        setWrong(sentenceOf(error));
        return false;
      }
    });
    return queue.current;
  };
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const take = () => {
    const line = latest.current.text.trim();
    if (!line) return queue.current.then(() => !cameBack.current);
    cameBack.current = false;
    setWrong(undefined);
    put('');
    // Until the next render nothing may take the same line again.
    latest.current = { ...latest.current, text: '' };
    return send(line);
  };
  useDraft(takeLast ? take : () => queue.current);
  useEffect(() => {
    const owner = {};
    trackRefused(owner, wrong !== undefined);
    return () => trackRefused(owner, false);
  }, [wrong]);

  return {
    text: kept.text,
    change: (next) => {
      cameBack.current = false;
      if (!next.trim()) setWrong(undefined);
      put(next);
    },
    wrong: wrong ?? (kept.error === null ? undefined : sentenceOf(kept.error)),
    take,
  };
}
