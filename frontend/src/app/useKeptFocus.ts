import { useEffect, type RefObject } from 'react';

/**
 * What holds the keyboard may go: an undo takes a row away, the last entry of a list is
 * removed, a step of the work gives way to the next. Where nothing of the screen asks for
 * the focus then, its frame takes it, so that the next key is heard where somebody works.
 */
export function useKeptFocus(frame: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const el = frame.current;
    if (!el) return;
    let held: Element | null = null;
    let waiting = 0;
    const note = (e: FocusEvent) => {
      held = e.target instanceof Element ? e.target : null;
    };
    const lost = () =>
      held !== null && !held.isConnected && document.activeElement === document.body;
    const watch = new MutationObserver(() => {
      if (waiting !== 0 || !lost()) return;
      // The screen may have a better place for it, and puts it there once it is drawn.
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        if (lost()) el.focus({ preventScroll: true });
      });
    });
    el.addEventListener('focusin', note);
    watch.observe(el, { childList: true, subtree: true });
    return () => {
      cancelAnimationFrame(waiting);
      el.removeEventListener('focusin', note);
      watch.disconnect();
    };
  }, [frame]);
}
