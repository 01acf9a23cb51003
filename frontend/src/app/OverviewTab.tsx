import type { Review } from '../backend';
import { ReviewCard } from '../features/governance/obligations/ReviewCard';
import { Overview } from '../features/overview';

/** The overview of a review with what the obligations say of it: two areas meet here. */
export function OverviewTab({ review }: { review: Review }) {
  return <Overview review={review} Told={ReviewCard} />;
}
