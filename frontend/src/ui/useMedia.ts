import { useCallback, useSyncExternalStore } from 'react';

/** Follows a media query. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** The width from which sub-lines become columns. */
export const wideWindow = '(min-width: 1600px)';
/** The width from which an inspector has room for two columns beside a text and its headings. */
export const roomyWindow = '(min-width: 1760px)';
/** Below it side panes become sheets over the content. */
export const narrowWindow = '(max-width: 999px)';
/** Up to this height a window is for lists; at twice the size every window is. */
export const lowWindow = '(max-height: 660px)';
