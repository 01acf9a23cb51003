import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { largeScene, useSettled } from './canvasHooks';
import {
  boundsOf,
  boxesOf,
  clampView,
  fitView,
  onScreen,
  reveal,
  wholeScale,
  zoomAt,
  type Framing,
  type Size,
  type View,
} from './geometry';
import type { Scene } from './scene';
import { within } from './sheet';

/** Which part of a scene a frame shows, and how large; fits, pans, zooms and brings into sight. */
export function useCanvasView({
  frame,
  scene,
  selected,
  framing,
  fitKey,
  onCramped,
}: {
  frame: RefObject<HTMLElement | null>;
  scene: Scene;
  selected: string | null;
  framing: Framing;
  /** Another key is another picture: it is fitted anew. */
  fitKey: string;
  /** Another picture is so large that not all of it can be shown at its least scale. */
  onCramped?: (() => void) | undefined;
}) {
  const [size, setSize] = useState<Size | null>(null);
  const [view, setView] = useState<View>({ x: 0, y: 0, k: 1 });
  // Until somebody zooms or pans, the picture is kept whole in its frame.
  const [isFitted, setFitted] = useState(true);
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

  const fitted = useMemo(
    () => (size ? fitView(bounds, size, framing) : null),
    [bounds, size, framing],
  );
  // Another kind of picture, another frame or more in it than fits: fit anew. A
  // picture that still fits stays where it is while people type.
  const lastFit = useRef<{ key: string; size: Size | null; k: number } | null>(null);
  useLayoutEffect(() => {
    if (!fitted || !size) return;
    const last = lastFit.current;
    const isOther = last?.key !== fitKey;
    if (isOther) {
      setFitted(true);
      if (wholeScale(bounds, size, framing.margin) < framing.least) onCramped?.();
    }
    if (
      isOther ||
      (isFitted && (last.size !== size || fitted.k < last.k || !within(view, bounds, size)))
    ) {
      lastFit.current = { key: fitKey, size, k: fitted.k };
      setView(fitted);
      drawAt(fitted.k);
    }
    // The view itself is what this sets: it must not start it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fitted, size, fitKey, bounds]);

  const moveTo = useCallback(
    (change: (v: View) => View) => {
      setFitted(false);
      setView((v) => (size ? clampView(change(v), bounds, size) : v));
    },
    [bounds, size],
  );

  // A chosen node comes into sight, also when the picture changed under it.
  const chosen = selected === null ? undefined : boxes.get(selected);
  const chosenKey = chosen ? `${selected ?? ''} ${chosen.x} ${chosen.y}` : '';
  useLayoutEffect(() => {
    if (!chosen || !size) return;
    // The size of the frame is known only after it was laid out.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setView((v) => {
      const next = reveal(v, chosen, size);
      return next.x === v.x && next.y === v.y ? v : next;
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when the box is another
  }, [chosenKey, size]);

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
  const fit = useCallback(() => {
    if (!size) return;
    setFitted(true);
    // Asked for in so many words, the whole picture shows, however small.
    const whole = fitView(bounds, size, { ...framing, least: 0.05 });
    lastFit.current = { key: fitKey, size, k: whole.k };
    setView(whole);
    drawAt(whole.k);
  }, [bounds, size, framing, fitKey, drawAt]);

  return { size, view, boxes, bounds, drawnAt, chosen, moveTo, place, zoom, fit };
}
