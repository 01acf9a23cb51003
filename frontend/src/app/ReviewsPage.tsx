import { ReviewsList } from '../features/reviews-list';
import { ShareSeveral } from '../features/spaces';

/** The list of reviews, from which several are shared at once. */
export function ReviewsPage() {
  return (
    <ReviewsList
      share={(reviews, onClose) => <ShareSeveral reviews={reviews} onClose={onClose} />}
    />
  );
}
