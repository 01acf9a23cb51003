export type Box = { left: number; right: number; top: number; bottom: number };

/** What is pressed, typed in or looked at, however little of it is text. */
const things =
  'a, button, input, textarea, select, summary, img, canvas, [role="separator"], [data-foot]';
/** So close together lie the points that are looked at: closer than a line of text is high. */
const stepPx = { x: 20, y: 10 };

const meet = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether words that stand in this element itself reach into the box. */
function hasWords(el: Element, box: Box): boolean {
  return [...el.childNodes].some((node) => {
    if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((r) => meet(r, box));
  });
}

/** Lines and shapes of a drawing; its ground is as large as the drawing and is free. */
function isDrawn(el: Element, box: Box): boolean {
  const drawing = el instanceof SVGElement && el.ownerSVGElement;
  if (!drawing || !('getBBox' in el)) return false;
  const { width, height } = el.getBoundingClientRect();
  const whole = drawing.getBoundingClientRect();
  return width * height < (whole.width * whole.height) / 2 || whole.height < box.bottom - box.top;
}

/**
 * Whether anything that a person reads, presses or types in lies in this box of the
 * window; what `floats` there itself does not count.
 */
export function liesOver(box: Box, floats: Element): boolean {
  const at = document.activeElement;
  if (at?.matches('[contenteditable]') && meet(at.getBoundingClientRect(), box)) return true;
  const seen = new Set<Element>();
  for (let y = box.top; y <= box.bottom; y += stepPx.y) {
    for (let x = box.left; x <= box.right; x += stepPx.x) {
      const el = document.elementsFromPoint(x, y).find((e) => !floats.contains(e));
      if (!el || seen.has(el)) continue;
      seen.add(el);
      if (el.closest(things) || isDrawn(el, box) || hasWords(el, box)) return true;
    }
  }
  return false;
}
