import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ScenePainter, type Scene } from '../../painter';

/** A pane that is being resized is not drawn for each pixel. */
const step = 16;
const narrowest = 320;
const widest = 960;

/** How wide pictures in a frame may be, in px; 0 until it is laid out. */
export function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const el = frame.current;
    if (!el) return;
    const measure = () => {
      setWidth(Math.min(widest, Math.max(narrowest, Math.floor(el.clientWidth / step) * step)));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, [frame]);
  return width;
}

/** A chart; the table below it says the same. */
export function StudyPicture({ scene, name }: { scene: Scene; name: string }) {
  const group = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    if (!group.current) return;
    const painter = new ScenePainter(group.current);
    painter.paint(scene);
    return () => painter.destroy();
  }, [scene]);
  const { x, y, w, h } = scene.bounds;
  return (
    <svg
      className="study-picture"
      role="img"
      aria-label={name}
      width={w / 100}
      height={h / 100}
      viewBox={`${x / 100} ${y / 100} ${w / 100} ${h / 100}`}
    >
      <g className="scene" ref={group} />
    </svg>
  );
}
