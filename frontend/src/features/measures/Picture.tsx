import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ScenePainter, type Scene } from '../../painter';

/** Widths are asked for in steps: a pane that is being resized is not drawn for each pixel. */
const step = 16;
const narrowest = 320;
const widest = 1040;

/** How wide pictures in a frame may be, in px; 0 until the frame is laid out. */
export function usePictureWidth(frame: RefObject<HTMLElement | null>, there: boolean): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const el = frame.current;
    if (!el) return;
    const measure = () => {
      const style = getComputedStyle(el);
      const inside =
        el.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      setWidth(Math.min(widest, Math.max(narrowest, Math.floor(inside / step) * step)));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, [frame, there]);
  return width;
}

/** A chart. What it shows stands as text and as a table too. */
export function Picture({
  scene,
  name,
  on,
  onPick,
}: {
  scene: Scene;
  name: string;
  /** The point that is chosen. */
  on: string | null;
  onPick: (id: string) => void;
}) {
  const group = useRef<SVGGElement>(null);
  const painter = useRef<ScenePainter | null>(null);
  useLayoutEffect(() => {
    if (!group.current) return;
    const made = new ScenePainter(group.current);
    painter.current = made;
    return () => {
      painter.current = null;
      made.destroy();
    };
  }, []);
  useLayoutEffect(() => void painter.current?.paint(scene), [scene]);
  useLayoutEffect(() => painter.current?.setState('on', on === null ? [] : [on]));
  const { x, y, w, h } = scene.bounds;
  return (
    // Left and right go through the points by keys; pressing one is the short cut of the pointer.
    <svg
      className="measure-picture"
      role="img"
      aria-label={name}
      width={w / 100}
      height={h / 100}
      viewBox={`${x / 100} ${y / 100} ${w / 100} ${h / 100}`}
      onClick={(e) => {
        const id = (e.target as Element).closest('[data-id]')?.getAttribute('data-id');
        if (id) onPick(id);
      }}
    >
      <g className="scene" ref={group} />
    </svg>
  );
}
