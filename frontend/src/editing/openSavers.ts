import { useEffect } from 'react';
import { trackRefused, trackUnsaved, writesEnded } from '../backend';
import { saveDrafts } from './drafts';
import { TextSaver, type SaveText } from './textSaver';
import { keepUnsaved, unsavedTexts } from './unsaved';

/** Texts that may still have to be saved, so that the window can wait for them before it closes. */
const open = new Set<TextSaver>();
/** Those whose editor is on the screen. */
const shown = new Set<TextSaver>();

/** Saves every text that is typed and not yet stored. Call before leaving a screen or undoing. */
export async function flushTexts(): Promise<void> {
  await Promise.all([...open].map((s) => s.flush()));
}

/** Saves whatever is typed anywhere. True when nothing is left that is not stored. */
export async function saveEverything(): Promise<boolean> {
  const draftsStored = await saveDrafts();
  await flushTexts();
  await writesEnded();
  return draftsStored && unsavedTexts().length === 0 && ![...open].some((s) => s.current().dirty);
}

/** A saver that the status line hears of. */
export function newSaver(text: string, rev: number, save: SaveText): TextSaver {
  const owner = {};
  return new TextSaver(text, rev, save, ({ dirty, error }) => {
    trackUnsaved(owner, dirty);
    trackRefused(owner, dirty && error !== null);
  });
}

/** The editor is gone; where its text was refused, the words go where they stay in sight. */
function keep(saver: TextSaver, review: string) {
  const { text, error, dirty } = saver.current();
  if (!dirty) return;
  const drop = keepUnsaved({
    review,
    text,
    error,
    again: async () => {
      await saver.flush();
      const now = saver.current();
      if (now.dirty) throw now.error;
    },
    abandon: () => saver.abandon(),
  });
  // A store that comes back takes the words without being asked.
  const stop = saver.subscribe(() => {
    if (saver.current().dirty) return;
    stop();
    drop();
  });
}

/** Counts a saver among the open ones while its editor is on the screen and until it is stored. */
export function useOpenSaver(saver: TextSaver, review: string) {
  useEffect(() => {
    open.add(saver);
    shown.add(saver);
    return () => {
      shown.delete(saver);
      void saver.flush().then(() => {
        if (shown.has(saver)) return;
        open.delete(saver);
        keep(saver, review);
      });
    };
  }, [saver, review]);
}
