import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { reviewKeys, useBackend, type Review, type ZoneMode } from '../../backend';
import { t } from '../../i18n';
import { ScenePainter, type Scene } from '../../painter';

/** Widths are asked for in steps: a pane that is being resized is not drawn for each pixel. */
const step = 16;
const padding = 32;

/** Phases, lanes and signs of the timeline at a glance; what it shows stands in the list as text. */
export function StripPane({
  review,
  mode,
  selected,
  onSelect,
}: {
  review: Review;
  /** The zone of its axis: that of the list below. */
  mode: ZoneMode;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const backend = useBackend();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const el = frame.current;
    if (!el) return;
    const measure = () =>
      setWidth(Math.max(320, Math.floor((el.clientWidth - padding) / step) * step));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, []);

  const strip = useQuery({
    queryKey: [...reviewKeys.one(review.ref), 'strip', width, mode],
    queryFn: async () =>
      JSON.parse(await backend.reviews.strip(review.ref, width, mode)) as {
        shown: boolean;
        scene: Scene;
      },
    enabled: width > 0 && review.timeline.length > 1,
    placeholderData: keepPreviousData,
  });
  const scene = strip.data?.shown ? strip.data.scene : undefined;
  return (
    <div ref={frame} className="strip-pane">
      {scene && (
        <StripPicture scene={scene} selected={selected} onSelect={onSelect} title={review.title} />
      )}
    </div>
  );
}

function StripPicture({
  scene,
  selected,
  onSelect,
  title,
}: {
  scene: Scene;
  selected: string | null;
  onSelect: (id: string) => void;
  title: string;
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
  useLayoutEffect(() => painter.current?.setState('on', selected === null ? [] : [selected]));

  const { x, y, w, h } = scene.bounds;
  const here = selected === null ? undefined : placeOf(scene, selected);
  return (
    // The list below answers the keyboard; pressing a sign is a short cut for the pointer.
    <svg
      className="strip-picture"
      role="img"
      aria-label={t('timeline.strip', { title })}
      width={w / 100}
      height={h / 100}
      viewBox={`${x / 100} ${y / 100} ${w / 100} ${h / 100}`}
      onClick={(e) => {
        const id = (e.target as Element).closest('[data-id]')?.getAttribute('data-id');
        if (id) onSelect(id);
      }}
    >
      {here && <line className="strip-here" x1={here.x} x2={here.x} y1={here.y1} y2={here.y2} />}
      <g className="scene" ref={group} />
    </svg>
  );
}

/** The line of time through the sign of an entry: as long as that of a tick. */
function placeOf(scene: Scene, id: string) {
  const sign = scene.items.find((i) => i.k === 'circle' && i.role === 'entry' && i.node === id);
  const tick = scene.items.find((i) => i.k === 'line' && i.role === 'tick');
  if (!sign || !tick) return undefined;
  const [x = 0] = sign.p;
  const [, y1 = 0, , y2 = 0] = tick.p;
  return { x: x / 100, y1: y1 / 100, y2: y2 / 100 };
}
