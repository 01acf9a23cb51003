import type { SyntheticEvent } from 'react';
import type { Review } from '../../backend';
import { commentsAt, useKeptLine, useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, TextArea, TextField } from '../../ui';
import { CommentRow } from './CommentRow';
import './comments.css';
import { useCommentActs } from './useCommentActs';

const first = { autoFocus: true };

/** What was said of one place, and a field for what one has to say of it. */
export function CommentsDialog({
  review,
  about,
  where,
  onClose,
}: {
  review: Review;
  /** Path of the place, "" for the review. */
  about: string;
  /** The place in words. */
  where: string;
  onClose: () => void;
}) {
  const readOnly = useReadOnly();
  const acts = useCommentActs(review.ref);
  const words = useKeptLine(review.ref, `comment.${about}`);
  const role = useKeptLine(review.ref, 'comment.role');
  const here = commentsAt(review, about);
  async function add(e: SyntheticEvent) {
    e.preventDefault();
    const text = words.text.trim();
    if (text && (await acts.add(about, text, role.text.trim()))) words.put('');
  }
  return (
    <Dialog title={t('comment.title')} onClose={onClose}>
      <p className="small ink-2 comment-where">{t('comment.about', { where })}</p>
      {here.length === 0 ? (
        <p className="small ink-3">{t('comment.none')}</p>
      ) : (
        <ul className="comment-list">
          {here.map((c) => (
            <CommentRow key={c.id} review={review} comment={c} />
          ))}
        </ul>
      )}
      {!readOnly && (
        <form onSubmit={(e) => void add(e)}>
          <TextArea
            label={t('comment.text')}
            value={words.text}
            {...first}
            onChange={(v) => words.put(v)}
          />
          <TextField
            label={t('comment.role')}
            help={t('comment.roleHelp')}
            value={role.text}
            onChange={(v) => role.put(v)}
          />
          <div className="dialog-acts">
            <Button look="primary" type="submit" off={!words.text.trim() && t('comment.empty')}>
              {t('comment.add')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
