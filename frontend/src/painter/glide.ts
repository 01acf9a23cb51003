import { signTransform } from './marks';
import type { SceneItem } from './scene';

/** An element that stands elsewhere now, and the way back to where it stood, in px. */
export type Move = { element: SVGElement; item: SceneItem; dx: number; dy: number };

/**
 * Above so many changes, or in a picture of so many items, all is in its new place
 * at once: an element on its way is a layer of its own, and so is what is painted
 * between two of them. Sixty in a drawing of a thousand causes cost half a second.
 */
export const glideLimit = { changes: 40, items: 400 };
const glideMs = 120;
const ease = 'cubic-bezier(0.2, 0, 0, 1)';

/**
 * Lets elements that moved come from where they stood. Only they are touched: a
 * style for all of a drawing would have all of it looked at again, twice.
 */
export function glide(moves: readonly Move[]): Animation[] {
  if (moves.length === 0 || isStill()) return [];
  return moves.map(({ element, item, dx, dy }) =>
    element.animate(
      item.k === 'glyph'
        ? [
            { transform: signTransform(item, dx, dy, 'px') },
            { transform: signTransform(item, 0, 0, 'px') },
          ]
        : [{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }],
      { duration: glideMs, easing: ease },
    ),
  );
}

/** Where nothing can or should move by itself. */
function isStill(): boolean {
  return (
    !('animate' in Element.prototype) ||
    !('matchMedia' in window) ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
