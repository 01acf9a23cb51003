/** Where the words of a cause are typed and its keys count. */
export type Place = 'outline' | 'drawing';

function placeOf(el: Element | null): Place | null {
  if (el?.closest('.canvas')) return 'drawing';
  if (el?.closest('.cause-outline')) return 'outline';
  return null;
}

const dialogOpen = () => document.querySelector('dialog[open]') !== null;

// Where the keyboard was before a dialog, such as the palette, took it.
let before: Place | null = null;

/** Follows the focus and tells of it; returns the way to stop. */
export function followPlace(tell: (place: Place | null) => void = () => undefined): () => void {
  const follow = () => {
    if (!dialogOpen()) before = placeOf(document.activeElement);
    tell(currentPlace());
  };
  follow();
  document.addEventListener('focusin', follow);
  document.addEventListener('focusout', follow);
  return () => {
    document.removeEventListener('focusin', follow);
    document.removeEventListener('focusout', follow);
  };
}

/** Where in the causes the keyboard is; while a dialog is open, where it was. */
export function currentPlace(): Place | null {
  return dialogOpen() ? before : placeOf(document.activeElement);
}
