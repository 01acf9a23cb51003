import type { ReactNode } from 'react';
import type { Review, ReviewComment } from '../../backend';
import { Undecided, useReadOnly } from '../../editing';
import { formatDate, t } from '../../i18n';
import { Button, IconButton } from '../../ui';
import './comments.css';
import { useCommentActs } from './useCommentActs';

/** One comment: who said what and when, and the way to settle it. */
export function CommentRow({
  review,
  comment: c,
  children,
}: {
  review: Review;
  comment: ReviewComment;
  /** Where it stands, in a list of all places. */
  children?: ReactNode;
}) {
  const acts = useCommentActs(review.ref);
  const readOnly = useReadOnly();
  const open = c.state === 'open';
  return (
    <li className={`comment-row ${open ? '' : 'resolved'}`}>
      <div className="grow">
        {children}
        <p className="comment-text">{c.text}</p>
        <p className="meta">
          {c.role || t('comment.somebody')} · {formatDate(c.on)}
          {!open && ` · ${t('comment.resolved')}`}
          <Undecided inRow review={review} path={`comments/${c.id}`} />
        </p>
      </div>
      {!readOnly && (
        <>
          <Button
            size="small"
            look="quiet"
            onClick={() => void acts.settle(c, open ? 'resolved' : 'open')}
          >
            {open ? t('comment.resolve') : t('comment.reopen')}
          </Button>
          <IconButton
            size="small"
            icon="trash"
            label={t('comment.remove')}
            onClick={() => void acts.remove(c)}
          />
        </>
      )}
    </li>
  );
}
