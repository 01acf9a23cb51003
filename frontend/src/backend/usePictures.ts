import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Picture } from './wire';

/** Where the page asks for a picture; its sum tells apart what the engine keeps. */
export const pictureAddress = (review: string, picture: Picture): string =>
  `/pictures/${encodeURIComponent(review)}/${encodeURIComponent(picture.id)}?${picture.sum.slice(0, 16)}`;

/** By picture the paths of what shows it. */
export function usePictureUses(
  ref: string,
  rev: number,
): UseQueryResult<Record<string, string[] | undefined>> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.one(ref), 'pictures', rev],
    queryFn: () => backend.pictures.uses(ref),
    placeholderData: keepPreviousData,
  });
}
