import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  useBackend,
  type CauseView,
  type Drawn,
  type DrawingRoom,
  type Review,
} from '../../backend';
import { roomIn, type Size } from '../../painter';
import { framings } from './framings';

/**
 * Which drawing suits the canvas: where its labels wrap and, until somebody chooses a
 * level, up to which one it is drawn. It is chosen anew with another view or canvas
 * and when the tree has grown to twice its size; it does not follow each edit.
 * The last one stays until the next is known.
 */
export function useDrawn(
  review: Review,
  view: CauseView,
  chosen: number | null,
  canvas: Size | null,
): Drawn | undefined {
  const backend = useBackend();
  const level = view === 'whys' && chosen === -1 ? 1 : (chosen ?? 0);
  const framing = framings[view];
  const room: DrawingRoom | null = canvas && {
    view,
    ...roomIn(canvas, framing),
    least: framing.least,
    level,
    cut: chosen === null && view === 'fishbone',
  };
  const fit = useQuery({
    // Apart from what is asked anew with each change of the review.
    queryKey: ['fit', review.ref, room, ...grownTo(review)],
    queryFn: room ? () => backend.causes.fit(review.ref, room) : skipToken,
    gcTime: 0,
  });
  const [last, setLast] = useState<Drawn>();
  let drawn: Drawn | undefined;
  if (room && fit.data) drawn = { view, font: 0, ...fit.data };
  // A drawing that nobody could fit is better than none.
  else if (room && fit.isError) drawn = { view, font: 0, level, maxW: 0 };
  if (drawn && !isSame(drawn, last)) setLast(drawn);
  return drawn ?? last;
}

/** Changes with the categories, and each time there are twice as many causes. */
function grownTo(review: Review): [number, number] {
  const categories = review.causes.filter((c) => c.kind === 'category').length;
  return [categories, Math.ceil(Math.log2(review.causes.length - categories + 1))];
}

function isSame(a: Drawn, b: Drawn | undefined): boolean {
  return b !== undefined && a.view === b.view && a.level === b.level && a.maxW === b.maxW;
}
