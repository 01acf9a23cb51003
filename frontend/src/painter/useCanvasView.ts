import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { largeScene, useSettled } from './canvasHooks';
import {
  boundsOf,
  boxesOf,
  clampView,
  fitsWhole,
  fitView,
  onScreen,
  panBeyond,
  reveal,
  wholeView,
  zoomAt,
  type Direction,
  type Framing,
  type Size,
  type View,
} from './geometry';
import type { Scene } from './scene';
import { overlaps, within } from './sheet';

/**
 * How much of a picture is seen: it can be read as a whole; it is shown as a whole
 * and is too small to be read; or a part of it is shown, the rest is beside.
 */
export type Extent = 'readable' | 'whole' | 'part';

/** Which part of a scene a frame shows, and how large; fits, pans, zooms and brings into sight. */
export function useCanvasView({
  frame,
  scene,
  selected,
  isChosen,
  framing,
  anchor,
  fitKey,
  onExtent,
}: {
  frame: RefObject<HTMLElement | null>;
  scene: Scene;
  selected: string | null;
  /** Somebody chose what is selected, so it is brought into sight. */
  isChosen: boolean;
  framing: Framing;
  /** The node that is in sight of a picture too large for its frame. */
  anchor: string | undefined;
  /** Another key is another picture: it is fitted anew. */
  fitKey: string;
  onExtent?: ((extent: Extent) => void) | undefined;
}) {
  const [size, setSize] = useState<Size | null>(null);
  const [view, setView] = useState<View>({ x: 0, y: 0, k: 1 });
  // Until somebody zooms or pans, the picture is kept fitted: to be read, or whole.
  const [kept, setKept] = useState<'readable' | 'whole' | null>('readable');
  const boxes = useMemo(() => boxesOf(scene), [scene]);
  const bounds = useMemo(() => boundsOf(scene), [scene]);
  const [drawnAt, drawAt] = useSettled(view.k, scene.items.length > largeScene);

  useLayoutEffect(() => {
    const el = frame.current;
    if (!el) return;
    const measure = () => setSize({ width: el.clientWidth, height: el.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, [frame]);

  const head = anchor === undefined ? undefined : boxes.get(anchor);
  const fits = size === null || fitsWhole(bounds, size, framing);
  const viewOf = useCallback(
    (how: 'readable' | 'whole') => {
      if (!size) return null;
      return how === 'whole'
        ? wholeView(bounds, size, framing)
        : fitView(bounds, size, framing, head);
    },
    [bounds, size, framing, head],
  );

  // Another kind of picture, another frame or more in it than fits: fit anew. A
  // picture that still fits stays where it is while people type.
  const lastFit = useRef<{ key: string; size: Size; k: number } | null>(null);
  useLayoutEffect(() => {
    const last = lastFit.current;
    const isOther = last?.key !== fitKey;
    const how = isOther ? 'readable' : kept;
    const fitted = how && viewOf(how);
    if (!size || !fitted) return;
    if (isOther) setKept('readable');
    const wasWhole = fits || how === 'whole';
    if (
      isOther ||
      last.size !== size ||
      fitted.k < last.k ||
      (wasWhole && !within(view, bounds, size))
    ) {
      lastFit.current = { key: fitKey, size, k: fitted.k };
      setView(fitted);
      drawAt(fitted.k);
    }
    // The view itself is what this sets: it must not start it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [viewOf, kept, fitKey]);

  const moveTo = useCallback(
    (change: (v: View) => View) => {
      setKept(null);
      setView((v) => (size ? clampView(change(v), bounds, size) : v));
    },
    [bounds, size],
  );

  // A chosen node comes into sight, also when the picture changed under it.
  const chosen = selected === null ? undefined : boxes.get(selected);
  const chosenKey = chosen ? `${fitKey} ${selected ?? ''} ${chosen.x} ${chosen.y}` : '';
  useLayoutEffect(() => {
    if (!chosen || !size || !isChosen) return;
    // The size of the frame is known only after it was laid out.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setView((v) => {
      const next = reveal(v, chosen, size);
      return next.x === v.x && next.y === v.y ? v : next;
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when the box is another
  }, [chosenKey, size, isChosen]);

  const extent: Extent = fits ? 'readable' : within(view, bounds, size) ? 'whole' : 'part';
  useEffect(() => onExtent?.(extent), [onExtent, extent]);

  const place = useCallback(
    (node: string) => {
      const box = boxes.get(node);
      return box ? onScreen(view, box) : null;
    },
    [boxes, view],
  );
  const zoom = useCallback(
    (factor: number) =>
      moveTo((v) => zoomAt(v, { x: (size?.width ?? 0) / 2, y: (size?.height ?? 0) / 2 }, factor)),
    [moveTo, size],
  );
  const pan = useCallback(
    (x: number, y: number) => moveTo((v) => ({ ...v, x: v.x + x, y: v.y + y })),
    [moveTo],
  );
  /** Brings what lies beyond a side into sight. */
  const goOn = useCallback(
    (side: Direction) =>
      moveTo((v) => (size ? panBeyond(v, bounds, size, side, framing.margin) : v)),
    [moveTo, bounds, size, framing.margin],
  );
  /** Back to a size at which it can be read; from there on and back to all of it. */
  const fit = useCallback(() => {
    if (!size) return;
    const how = extent === 'part' ? 'whole' : 'readable';
    const fitted = viewOf(how);
    if (!fitted) return;
    setKept(how);
    lastFit.current = { key: fitKey, size, k: fitted.k };
    setView(how === 'readable' && chosen && isChosen ? reveal(fitted, chosen, size) : fitted);
    drawAt(fitted.k);
  }, [size, extent, viewOf, fitKey, chosen, isChosen, drawAt]);

  const isInSight = chosen !== undefined && size !== null && overlaps(view, chosen, size);
  return { size, view, boxes, bounds, drawnAt, isInSight, moveTo, place, zoom, pan, goOn, fit };
}
