import type { Review } from '../backend';
import { OpenComments } from '../features/comments';
import { ReviewCard } from '../features/governance/obligations/ReviewCard';
import { Meetings } from '../features/meetings';
import { Overview } from '../features/overview';

/** The overview of a review with what other areas say of it: they meet here. */
export function OverviewTab({ review }: { review: Review }) {
  return <Overview review={review} Told={Told} />;
}

function Told(parts: { review: Review; readOnly: boolean }) {
  return (
    <>
      <Meetings {...parts} />
      <OpenComments {...parts} />
      <ReviewCard {...parts} />
    </>
  );
}
