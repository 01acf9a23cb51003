import { useEffect, useState, type RefObject } from 'react';
import { zoomAt, type View } from './geometry';

/** The wheel pans, with Ctrl it zooms about the pointer, with Shift it pans across. */
export function useWheel(
  frame: RefObject<HTMLElement | null>,
  moveTo: (change: (view: View) => View) => void,
) {
  // React listens to the wheel passively; a page that must not scroll needs its own ear.
  useEffect(() => {
    const el = frame.current;
    if (!el) return;
    const onWheel = (e: WheelEvent) => {
      e.preventDefault();
      const unit = e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
      const box = el.getBoundingClientRect();
      if (e.ctrlKey || e.metaKey) {
        const at = { x: e.clientX - box.left, y: e.clientY - box.top };
        moveTo((v) => zoomAt(v, at, Math.exp(-e.deltaY * unit * 0.0016)));
      } else {
        const [dx, dy] = e.shiftKey && e.deltaX === 0 ? [e.deltaY, 0] : [e.deltaX, e.deltaY];
        moveTo((v) => ({ ...v, x: v.x - dx * unit, y: v.y - dy * unit }));
      }
    };
    el.addEventListener('wheel', onWheel, { passive: false });
    return () => el.removeEventListener('wheel', onWheel);
  }, [frame, moveTo]);
}

/** From this many items on, a zoom stretches the picture and draws it sharp when it rests. */
export const largeScene = 1500;
const restMs = 140;

/** A value at once, or (while it changes) once it rests; and the way to settle it now. */
export function useSettled(value: number, wait: boolean): [number, (value: number) => void] {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (!wait) return;
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return [wait ? settled : value, setSettled];
}
