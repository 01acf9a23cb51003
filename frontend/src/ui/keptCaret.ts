import { useLayoutEffect, useRef, type SyntheticEvent } from 'react';
import { changeBetween } from './changeBetween';

type TextBox = HTMLInputElement | HTMLTextAreaElement;
type Held = { box: TextBox; text: string; from: number; to: number };

/** Where a place in the first text is in the second. */
export function placeAfter(at: number, from: string, to: string): number {
  const c = changeBetween(from, to);
  if (at <= c.from) return at;
  // What stood between was replaced: the end of the new words is as near as it gets.
  return at >= c.to ? at + to.length - from.length : c.from + c.insert.length;
}

/**
 * Keeps the caret at its word when the text of a field changes from elsewhere while
 * somebody is in it. Give `hold` to the field's onSelect and call it on each change.
 */
export function useKeptCaret(value: string) {
  const held = useRef<Held | null>(null);
  useLayoutEffect(() => {
    const h = held.current;
    if (!h || h.text === value || h.box.value !== value || document.activeElement !== h.box) return;
    // A field that was emptied and gets its words back has the caret behind them: before
    // them, the next Backspace would find nothing.
    const at = (place: number) => (h.text === '' ? value.length : placeAfter(place, h.text, value));
    const [from, to] = [at(h.from), at(h.to)];
    h.box.setSelectionRange(from, to);
    held.current = { box: h.box, text: value, from, to };
  }, [value]);
  return (e: SyntheticEvent<TextBox>) => {
    const box = e.currentTarget;
    // Fields for numbers and dates have no place in their text.
    if (box.selectionStart === null || box.selectionEnd === null) return;
    held.current = { box, text: box.value, from: box.selectionStart, to: box.selectionEnd };
  };
}
