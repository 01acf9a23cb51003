import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { reviewKeys, useBackend, type Review, type ZoneMode } from '../../backend';
import { t } from '../../i18n';
import { ScenePicture, usePictureWidth, type Scene } from '../../painter';

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
  const width = usePictureWidth(frame);
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
  const here = scene && selected !== null ? placeOf(scene, selected) : undefined;
  return (
    <div ref={frame} className="strip-pane">
      {scene && (
        // The list below answers the keyboard.
        <ScenePicture
          scene={scene}
          name={t('timeline.strip', { title: review.title })}
          className="strip-picture"
          on={selected}
          onPick={onSelect}
        >
          {here && (
            <line className="strip-here" x1={here.x} x2={here.x} y1={here.y1} y2={here.y2} />
          )}
        </ScenePicture>
      )}
    </div>
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
