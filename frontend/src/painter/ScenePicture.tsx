import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { ScenePainter } from './painter';
import type { Scene } from './scene';

/**
 * A scene in its own size, to be looked at: what it shows stands beside it as text. Where it can
 * be pressed, keys have a way of their own to the same thing and the press is a short cut.
 */
export function ScenePicture({
  scene,
  name,
  className,
  on = null,
  onPick,
  children,
}: {
  scene: Scene;
  name: string;
  className: string;
  /** The node that is chosen. */
  on?: string | null;
  onPick?: (id: string) => void;
  /** What lies below the scene. */
  children?: ReactNode;
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
    <svg
      className={className}
      role="img"
      aria-label={name}
      width={w / 100}
      height={h / 100}
      viewBox={`${x / 100} ${y / 100} ${w / 100} ${h / 100}`}
      onClick={(e) => {
        const id = (e.target as Element).closest('[data-id]')?.getAttribute('data-id');
        if (id) onPick?.(id);
      }}
    >
      {children}
      <g className="scene" ref={group} />
    </svg>
  );
}
