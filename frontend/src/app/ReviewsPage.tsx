import { ReviewsList } from '../features/reviews-list';
import { ShareSeveral, useMeant } from '../features/spaces';

/** The list of reviews, from which several are shared at once. */
export function ReviewsPage() {
  const { mean } = useMeant();
  return (
    <ReviewsList
      onNoSpace={mean}
      share={(reviews, onClose) => <ShareSeveral reviews={reviews} onClose={onClose} />}
    />
  );
}
