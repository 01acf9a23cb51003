import { useEffect, useRef, useState } from 'react';
import { trackRefused } from '../backend';
import { useDraft } from './drafts';
import { keepUnsaved } from './unsaved';
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
 * When the field goes, the line in it is saved.
 */
export function useLines(save: (line: string) => Promise<void>): Lines {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const here = useRef(true);
  /** A line came back and nobody has touched it since. */
  const cameBack = useRef(false);
  const latest = useRef({ text, save });
  useEffect(() => {
    latest.current = { text, save };
  });

  const send = (line: string) => {
    queue.current = queue.current.then(async () => {
      try {
        await latest.current.save(line);
        setWrong(undefined);
        return true;
      } catch (error) {
        if (!here.current) {
          // There is no field to bring it back to.
          const again = () => latest.current.save(line);
          keepUnsaved({ review: '', text: line, error, again });
          return false;
        }
        cameBack.current = true;
        setText((since) => (since.trim() ? `${line}\n${since}` : line));
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
    setText('');
    // Until the next render nothing may take the same line again.
    latest.current = { ...latest.current, text: '' };
    return send(line);
  };
  useDraft(take);
  useEffect(() => {
    const owner = {};
    trackRefused(owner, wrong !== undefined);
    return () => trackRefused(owner, false);
  }, [wrong]);

  return {
    text,
    change: (next) => {
      cameBack.current = false;
      setText(next);
    },
    wrong,
    take,
  };
}
