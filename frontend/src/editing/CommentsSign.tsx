import type { Review, ReviewComment } from '../backend';
import { formatNumber, tn } from '../i18n';
import { Icon } from '../ui';

/** What was said of a place: of a part with its fields, or of the review as a whole (""). */
export function commentsAt(review: Pick<Review, 'comments'>, path: string): ReviewComment[] {
  return review.comments.filter((c) => (c.about ?? '') === path);
}

/** Says in a row how many comments on it wait to be settled. */
export function CommentsSign({ review, path }: { review: Pick<Review, 'comments'>; path: string }) {
  const n = commentsAt(review, path).filter((c) => c.state === 'open').length;
  if (n === 0) return null;
  return (
    <span className="comments-sign meta num" role="img" aria-label={tn('comment.count', n)}>
      <Icon name="speech" />
      {formatNumber(n)}
    </span>
  );
}
