import { useEffect, useRef, useState } from 'react';
import { trackRefused } from '../../backend';
import { keepUnsaved, sentenceOf, useDraft, useKeptLine } from '../../editing';

/**
 * The line of a scribe. It leaves the field at once when it is taken, so that the
 * next can be typed while it is on its way; lines are saved in their order. What
 * is refused comes back in front of what was typed since. One that was not taken
 * is kept when the screen or the window goes, and waits until the timeline is
 * opened again: half a line must not become an entry of its own.
 */
export function useScribeLine<T>(
  review: string,
  save: (line: string) => Promise<T>,
  /** Told what became of a line while its field is still there. */
  onSaved: (made: T) => void,
) {
  const kept = useKeptLine(review, 'timeline');
  const { text, put } = kept;
  const [fault, setFault] = useState<unknown>();
  const refused = fault === undefined ? undefined : sentenceOf(fault);
  const queue = useRef(Promise.resolve());
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  // The window closes behind the last line that was taken.
  useDraft(() => queue.current.then(() => true));
  useEffect(() => {
    const owner = {};
    trackRefused(owner, refused !== undefined);
    return () => trackRefused(owner, false);
  }, [refused]);

  return {
    text,
    /** Why the line came back. */
    fault,
    refused: refused ?? (kept.error === null ? undefined : sentenceOf(kept.error)),
    change: (next: string) => {
      setFault(undefined);
      put(next);
    },
    /** Puts words before those that stand in the line. */
    begin: (words: string) => put((now) => words + now.replace(/^\s+/, '')),
    take: () => {
      const line = text.trim();
      if (!line) return;
      setFault(undefined);
      put('');
      queue.current = queue.current.then(async () => {
        try {
          const made = await save(line);
          if (here.current) onSaved(made);
        } catch (error) {
          if (!here.current) {
            // There is no field to bring it back to.
            keepUnsaved({ review, text: line, error, again: () => save(line) });
            return;
          }
          put((now) => `${line} ${now}`.trimEnd());
          setFault(error);
        }
      });
    },
  };
}
