import { useLayoutEffect, useState, type RefObject } from 'react';

/** Widths go in steps: a pane that is being resized is not drawn for each pixel. */
const step = 16;
const narrowest = 320;

/**
 * How wide pictures in a frame may be, in px; 0 until the frame is laid out. A frame that
 * comes and goes says by there when it can be measured.
 */
export function usePictureWidth(
  frame: RefObject<HTMLElement | null>,
  widest = Infinity,
  there = true,
): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const el = frame.current;
    if (!el) return;
    const measure = () => {
      const style = getComputedStyle(el);
      const inside =
        el.clientWidth -
        (parseFloat(style.paddingLeft) || 0) -
        (parseFloat(style.paddingRight) || 0);
      setWidth(Math.min(widest, Math.max(narrowest, Math.floor(inside / step) * step)));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, [frame, widest, there]);
  return width;
}
