import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reviewKeys, useBackend, type SceneOptions } from '../../backend';
import type { Picture } from './tree';

/** The drawing of a review's causes; the last one stays until the next is there. */
export function usePicture(ref: string, options: SceneOptions) {
  const backend = useBackend();
  return useQuery({
    queryKey: reviewKeys.scene(ref, options),
    queryFn: async () => {
      const drawn = JSON.parse(await backend.causes.scene(ref, options)) as Omit<Picture, 'level'>;
      return { ...drawn, level: options.level };
    },
    placeholderData: keepPreviousData,
    // The painter compares items by their ids; comparing by place in the list would be for nothing.
    structuralSharing: false,
    // A drawing with other options that is off the screen is not kept up to date, so none
    // is kept: coming back to its options would show causes as they were then.
    gcTime: 0,
  });
}
