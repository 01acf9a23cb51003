import { useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Tells a screen which of its parts the address asks for ("…/timeline?at=id"): at
 * first, and each time somebody goes there again.
 */
export function useAskedPart(onAsked: (id: string) => void) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = typeof search['at'] === 'string' ? search['at'] : '';
  const visit = useRouterState({ select: (s) => s.location.state.__TSR_key });
  const latest = useRef(onAsked);
  useEffect(() => {
    latest.current = onAsked;
  });
  useEffect(() => {
    if (asked) latest.current(asked);
  }, [asked, visit]);
}
