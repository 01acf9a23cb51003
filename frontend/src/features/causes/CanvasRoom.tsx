import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Size } from '../../painter';

/** While panes are moved the drawing only follows; where they rest it is fitted anew. */
const restMs = 120;

/** Knows how much room there is for the drawing. */
export function CanvasRoom({
  onRoom,
  children,
}: {
  onRoom: (room: Size) => void;
  children: ReactNode;
}) {
  const el = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const room = el.current;
    if (!room) return;
    const tell = () => onRoom({ width: room.clientWidth, height: room.clientHeight });
    tell();
    let timer: number | undefined;
    const watch = new ResizeObserver(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(tell, restMs);
    });
    watch.observe(room);
    return () => {
      window.clearTimeout(timer);
      watch.disconnect();
    };
  }, [onRoom]);
  return (
    <div className="cause-room" ref={el}>
      {children}
    </div>
  );
}
