import { useEffect, useRef } from 'react';
import { usePictureActs } from './usePictureActs';

/** What a picture is pasted to: the part of the review that the person is at, as a path. */
function aboutOf(target: Element | null, selected: () => string): string {
  const place = target?.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? '';
  const [collection = '', part = ''] = place.split('/');
  const held = ['sections', 'timeline', 'factors', 'causes', 'actions'];
  return held.includes(collection) && part ? `${collection}/${part}` : selected();
}

/**
 * Pictures of the clipboard become pictures of the review. Words that come with them go where the
 * person writes, so that a paste of cells or of a page stays a paste of words.
 */
export function usePasting(ref: string, selected: () => string, on: boolean) {
  const acts = usePictureActs(ref);
  const latest = useRef({ acts, selected });
  useEffect(() => {
    latest.current = { acts, selected };
  });
  useEffect(() => {
    if (!on) return;
    const paste = (e: ClipboardEvent) => {
      const files = [...(e.clipboardData?.files ?? [])].filter((f) => f.type.startsWith('image/'));
      if (files.length === 0 || (e.clipboardData?.getData('text/plain') ?? '') !== '') return;
      e.preventDefault();
      e.stopPropagation();
      const target = e.target instanceof Element ? e.target : document.activeElement;
      void latest.current.acts.paste(files, aboutOf(target, latest.current.selected));
    };
    // Before the editor of a text, which would take the name of the file for words.
    window.addEventListener('paste', paste, true);
    return () => window.removeEventListener('paste', paste, true);
  }, [on]);
}
