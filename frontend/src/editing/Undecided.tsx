import type { Review } from '../backend';
import { t } from '../i18n';
import { Icon } from '../ui';
import './editing.css';

/** The open conflict about a field, or about anything of a part. */
export function undecidedAt(review: Review, path: string) {
  return review.conflicts.find(
    (c) => c.state === 'open' && (c.path === path || c.path.startsWith(`${path}/`)),
  );
}

/**
 * A small mark at a value that stands only until somebody decides. In a row of a
 * list, which holds no controls, it is words; elsewhere the way to the decision.
 */
export function Undecided({
  review,
  path,
  inRow = false,
  of,
}: {
  review: Review;
  path: string;
  /** What is undecided, where the mark does not stand beside it. */
  of?: string | undefined;
  inRow?: boolean;
}) {
  const conflict = undecidedAt(review, path);
  if (!conflict) return null;
  const words = (
    <>
      <Icon name="exchange" />
      {of ? t('conflicts.undecided.of', { what: of }) : t('conflicts.undecided')}
    </>
  );
  if (inRow) return <span className="undecided">{words}</span>;
  return (
    <a
      className="undecided"
      href={`#/conflicts?at=${review.ref}/${conflict.id}`}
      title={t('conflicts.undecided.show')}
    >
      {words}
    </a>
  );
}
