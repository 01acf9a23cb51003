import { useEffect, useRef, useState } from 'react';
import { trackRefused } from '../../backend';
import { keepUnsaved, sentenceOf } from '../../editing';

/** What stands in the line of each review, also while its timeline is not shown. */
export const leftLines = new Map<string, string>();

/**
 * The line of a scribe. It leaves the field at once when it is taken, so that the
 * next can be typed while it is on its way; lines are saved in their order. What
 * is refused comes back in front of what was typed since. Unlike other lines, one
 * that was not taken is not saved when the screen goes: half a line would become
 * an entry of its own. It waits until the timeline is opened again.
 */
export function useScribeLine<T>(
  review: string,
  save: (line: string) => Promise<T>,
  /** Told what became of a line while its field is still there. */
  onSaved: (made: T) => void,
) {
  const [text, setText] = useState(() => leftLines.get(review) ?? '');
  const [refused, setRefused] = useState<string>();
  const queue = useRef(Promise.resolve());
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    const owner = {};
    trackRefused(owner, refused !== undefined);
    return () => trackRefused(owner, false);
  }, [refused]);

  const now = () => leftLines.get(review) ?? '';
  const put = (next: string) => {
    if (next) leftLines.set(review, next);
    else leftLines.delete(review);
    setText(next);
  };
  return {
    text,
    refused,
    change: (next: string) => {
      setRefused(undefined);
      put(next);
    },
    /** Puts words before those that stand in the line. */
    begin: (words: string) => put(words + now().replace(/^\s+/, '')),
    take: () => {
      const line = now().trim();
      if (!line) return;
      setRefused(undefined);
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
          put(`${line} ${now()}`.trimEnd());
          setRefused(sentenceOf(error));
        }
      });
    },
  };
}
