import {
  useCallback,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { useWheel } from './canvasHooks';
import { nearest, type Box, type Direction, type Framing } from './geometry';
import { ScenePainter } from './painter';
import './painter.css';
import type { Scene } from './scene';
import { placeOfSheet, sheetFor, sidesBeyond } from './sheet';
import { useCanvasView, type Extent } from './useCanvasView';

export type CanvasHandle = {
  fit: () => void;
  zoom: (factor: number) => void;
  /** One step to a side, as with the arrow keys. */
  pan: (side: Direction) => void;
  /** Brings the keyboard here. */
  focus: () => void;
  /** Where a node lies on the canvas, in px; null when it is not drawn. */
  place: (node: string) => Box | null;
};

/** A node on its way to another, moved by the pointer. */
export type Dragging = {
  /** False forbids it. */
  canDrag: (node: string) => boolean;
  start: (node: string) => void;
  /** Where it may be dropped; empty until known. */
  targets: readonly string[];
  drop: (node: string, on: string) => void;
  end: () => void;
  /** What follows the pointer. */
  label: (node: string) => ReactNode;
};

type Hand = { node: string; x: number; y: number; over: string | null };

const arrows: Record<string, Direction | undefined> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** How far one press of a key moves the picture: what lies to the right comes from there. */
const panSteps: Record<Direction, readonly [number, number]> = {
  left: [60, 0],
  right: [-60, 0],
  up: [0, 60],
  down: [0, -60],
};
const dragFrom = 5;
// It is keys that bring the focus here, which the canvas shows with a ring and a
// hint of its keys. WebKit takes a focus set by script for one of the pointer.
const byKey: FocusOptions = { focusVisible: true };

/**
 * A scene on a canvas that zooms and pans. The scene's elements belong to the
 * painter; React renders the frame around them. The picture is an image with a
 * name: what it shows stands elsewhere as text (`describedBy`).
 */
export function SceneCanvas({
  scene,
  name,
  title,
  describedBy,
  description,
  selected,
  isChosen,
  framing,
  anchor,
  fitKey,
  onExtent,
  dragging,
  onSelect,
  onOpen,
  onKey,
  onTap,
  onPaste,
  over,
  more,
  hint,
  ref,
}: {
  scene: Scene;
  /** Of the canvas as a place for the keyboard, and of the picture in it. */
  name: string;
  title: string;
  describedBy: string;
  description: string;
  selected: string | null;
  /** Somebody chose it: it is brought into sight. */
  isChosen: boolean;
  framing: Framing;
  /** The node that is in sight of a picture too large for its frame. */
  anchor: string | undefined;
  /** Another key is another picture: it is fitted anew. */
  fitKey: string;
  onExtent?: ((extent: Extent) => void) | undefined;
  dragging?: Dragging | undefined;
  onSelect: (node: string | null) => void;
  /** A double press. */
  onOpen: (node: string) => void;
  /** Keys before the canvas looks at them. */
  onKey?: ((e: KeyboardEvent) => void) | undefined;
  /** The space bar, pressed and let go without moving the picture. */
  onTap?: (() => void) | undefined;
  onPaste?: ((text: string) => void) | undefined;
  /** What lies on the picture; gets the way from a node to its place. */
  over?: ((place: (node: string) => Box | null, scale: number) => ReactNode) | undefined;
  /** The way on to a side where there is more; `go` takes it. */
  more?: ((side: Direction, go: () => void) => ReactNode) | undefined;
  /** How to move on by keys; shown to the keyboard where not all is in sight. */
  hint?: ReactNode;
  ref?: Ref<CanvasHandle> | undefined;
}) {
  const ids = useId();
  const frame = useRef<HTMLDivElement>(null);
  const group = useRef<SVGGElement>(null);
  const painter = useRef<ScenePainter | null>(null);
  const canvas = useCanvasView({
    frame,
    scene,
    selected,
    isChosen,
    framing,
    anchor,
    fitKey,
    onExtent,
  });
  const { size, view, boxes, bounds, drawnAt, moveTo, place, zoom, fit, goOn } = canvas;
  const panBy = canvas.pan;
  const sheet = sheetFor(bounds);
  const [hovered, setHovered] = useState<string | null>(null);
  const [isPanning, setPanning] = useState(false);
  const [isSpaceDown, setSpaceDown] = useState(false);
  const [hand, setHand] = useState<Hand | null>(null);

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
  useLayoutEffect(() => painter.current?.setState('on', selected === null ? [] : [selected]));
  useLayoutEffect(() => painter.current?.setState('over', hovered === null ? [] : [hovered]));
  useLayoutEffect(() => {
    painter.current?.setState('moved', hand ? [hand.node] : []);
    painter.current?.setState('target', hand ? (dragging?.targets ?? []) : []);
    painter.current?.setState('drop', hand?.over ? [hand.over] : []);
  });

  const pan = useCallback((side: Direction) => panBy(...panSteps[side]), [panBy]);
  useImperativeHandle(
    ref,
    () => ({ zoom, place, fit, pan, focus: () => frame.current?.focus(byKey) }),
    [zoom, place, fit, pan],
  );

  useWheel(frame, moveTo);

  const press = useRef<{ x: number; y: number; node: string | null; pans: boolean } | null>(null);
  const spaceMoved = useRef(false);

  function nodeAt(e: ReactPointerEvent): string | null {
    const under = document.elementFromPoint(e.clientX, e.clientY);
    return under?.closest('[data-id]')?.getAttribute('data-id') ?? null;
  }

  function onPointerDown(e: ReactPointerEvent) {
    if (e.target instanceof Element && e.target.closest('.canvas-over > *')) return;
    if (e.button > 1) return;
    const node = nodeAt(e);
    const pans = e.button === 1 || isSpaceDown || node === null;
    press.current = { x: e.clientX, y: e.clientY, node, pans };
    e.currentTarget.setPointerCapture(e.pointerId);
    if (e.button === 1) e.preventDefault();
    if (!pans) onSelect(node);
  }

  function onPointerMove(e: ReactPointerEvent) {
    const from = press.current;
    if (!from) {
      const node = nodeAt(e);
      if (node !== hovered) setHovered(node);
      return;
    }
    const dx = e.clientX - from.x;
    const dy = e.clientY - from.y;
    if (from.pans) {
      if (isSpaceDown) spaceMoved.current = true;
      if (!isPanning && Math.hypot(dx, dy) < dragFrom) return;
      setPanning(true);
      press.current = { ...from, x: e.clientX, y: e.clientY };
      moveTo((v) => ({ ...v, x: v.x + dx, y: v.y + dy }));
      return;
    }
    const { node } = from;
    if (!dragging || node === null || (!hand && Math.hypot(dx, dy) < dragFrom)) return;
    if (!hand) {
      if (!dragging.canDrag(node)) return;
      dragging.start(node);
    }
    const under = nodeAt(e);
    const box = e.currentTarget.getBoundingClientRect();
    setHand({
      node,
      x: e.clientX - box.left,
      y: e.clientY - box.top,
      over: under !== null && dragging.targets.includes(under) ? under : null,
    });
  }

  function onPointerUp(e: ReactPointerEvent) {
    const from = press.current;
    press.current = null;
    if (e.currentTarget.hasPointerCapture(e.pointerId)) {
      e.currentTarget.releasePointerCapture(e.pointerId);
    }
    if (hand) {
      if (hand.over) dragging?.drop(hand.node, hand.over);
      letGo();
    } else if (from?.pans && !isPanning && e.button === 0 && !isSpaceDown) {
      onSelect(null);
    }
    setPanning(false);
  }

  function letGo() {
    press.current = null;
    setHand(null);
    dragging?.end();
  }

  function onKeyDown(e: KeyboardEvent) {
    if (e.target !== e.currentTarget) return;
    if (e.key === 'Escape' && hand) {
      e.preventDefault();
      letGo();
      return;
    }
    if (e.key === ' ') {
      e.preventDefault();
      if (!e.repeat) {
        spaceMoved.current = false;
        setSpaceDown(true);
      }
      return;
    }
    onKey?.(e);
    if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return;
    const direction = arrows[e.key];
    if (!direction) return;
    e.preventDefault();
    if (e.shiftKey) {
      pan(direction);
      return;
    }
    const to = nearest(boxes, selected ?? '', direction);
    if (to !== null) onSelect(to);
  }

  function onKeyUp(e: KeyboardEvent) {
    if (e.key !== ' ' || e.target !== e.currentTarget) return;
    e.preventDefault();
    setSpaceDown(false);
    if (!spaceMoved.current) onTap?.();
  }

  const beyond = size ? sidesBeyond(view, bounds, size) : [];
  const classes = ['canvas'];
  if (canvas.isInSight) classes.push('has-choice');
  if (isPanning) classes.push('is-panning');
  else if (isSpaceDown) classes.push('is-ready-to-pan');
  return (
    // The canvas is a place for the keyboard with keys of its own; its acts are commands
    // as well, and its content is the text that describes it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={classes.join(' ')}
      role="group"
      aria-label={name}
      aria-describedby={describedBy}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        letGo();
        setPanning(false);
      }}
      onPointerLeave={() => setHovered(null)}
      onDoubleClick={(e) => {
        if (e.target instanceof Element && e.target.closest('.canvas-over > *')) return;
        if (selected !== null) onOpen(selected);
      }}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onBlur={() => setSpaceDown(false)}
      onPaste={(e) => {
        if (e.target !== e.currentTarget || !onPaste) return;
        e.preventDefault();
        onPaste(e.clipboardData.getData('text/plain'));
      }}
    >
      <svg
        role="img"
        aria-labelledby={`${ids}t`}
        aria-describedby={`${ids}d`}
        width={sheet.w * drawnAt}
        height={sheet.h * drawnAt}
        viewBox={`${sheet.x} ${sheet.y} ${sheet.w} ${sheet.h}`}
        style={{ transform: placeOfSheet(sheet, view, drawnAt) }}
      >
        <title id={`${ids}t`}>{title}</title>
        <desc id={`${ids}d`}>{description}</desc>
        <g ref={group} className="scene" />
      </svg>
      {beyond.map((side) => (
        <div key={side} className={`canvas-more ${side}`} />
      ))}
      {hint && beyond.length > 0 && <p className="canvas-hint">{hint}</p>}
      <div className="canvas-over">
        {more &&
          beyond.map((side) => (
            <span key={side} className={`canvas-on ${side}`}>
              {more(side, () => goOn(side))}
            </span>
          ))}
        {over?.(place, view.k)}
        {hand && dragging && (
          <div
            className={`canvas-hand ${hand.over ? 'may-drop' : ''}`}
            style={{ transform: `translate(${hand.x + 12}px, ${hand.y + 10}px)` }}
          >
            {dragging.label(hand.node)}
          </div>
        )}
      </div>
    </div>
  );
}
