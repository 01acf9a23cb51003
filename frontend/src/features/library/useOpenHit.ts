import { useRouter } from '@tanstack/react-router';
import { useBackend, type SearchPlace } from '../../backend';
import { openedFromSearch, useWrite } from '../../editing';
import { stepOf } from './words';

/** Opens a review that was found at the place of the hit. */
export function useOpenHit() {
  const router = useRouter();
  const backend = useBackend();
  const write = useWrite();
  return async (ref: string, place: SearchPlace | undefined) => {
    openedFromSearch(ref);
    const { tab, at } = stepOf(place);
    let part = at;
    if (place?.key.startsWith('evidence/')) {
      // Evidence is shown at the cause it speaks for.
      const review = await write(() => backend.reviews.get(ref));
      const id = place.key.slice('evidence/'.length);
      part = review?.evidence.find((e) => e.id === id)?.cause ?? '';
    }
    router.history.push(`/reviews/${ref}/${tab}${part ? `?at=${encodeURIComponent(part)}` : ''}`);
  };
}
