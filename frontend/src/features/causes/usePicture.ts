import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { reviewKeys, useBackend, type Drawn } from '../../backend';
import { pictureOf, type Told } from './picture';
import type { Picture } from './tree';

/** Not asked for: stands where nobody knows yet how large the canvas is. */
const nothing: Drawn = { view: 'fishbone', level: 0, font: 0, maxW: 0 };

/** The drawing of a review's causes; the last one stays until the next is there. */
export function usePicture(ref: string, wanted: Drawn | undefined) {
  const backend = useBackend();
  // The newest drawing: the next one is told as what is another than in it.
  const newest = useRef<Picture>(undefined);
  const options = wanted ?? nothing;
  return useQuery({
    queryKey: reviewKeys.scene(ref, options),
    queryFn: async () => {
      const ask = async (have: Picture | undefined) => {
        const told = await backend.causes.scene(ref, { ...options, have: have?.stamp ?? '' });
        return pictureOf(JSON.parse(told) as Told, have, options);
      };
      const picture = (await ask(newest.current)) ?? (await ask(undefined));
      if (!picture) throw new Error('a whole drawing was told as a part of one');
      newest.current = picture;
      return picture;
    },
    enabled: wanted !== undefined,
    placeholderData: keepPreviousData,
    // The painter compares items by their ids; comparing by place in the list would be for nothing.
    structuralSharing: false,
    // A drawing with other options that is off the screen is not kept up to date, so none
    // is kept: coming back to its options would show causes as they were then.
    gcTime: 0,
  });
}
