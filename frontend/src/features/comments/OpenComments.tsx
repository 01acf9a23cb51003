import { useState } from 'react';
import type { Review, ReviewComment } from '../../backend';
import { stepTo } from '../../editing';
import { hasMessage, t, tAny, tn } from '../../i18n';
import { Button, Section } from '../../ui';
import { CommentRow } from './CommentRow';
import './comments.css';

/** The words of a place; a part that is gone has the name of its kind. */
export function placeWords(review: Review, about: string): string {
  if (!about) return t('comment.ofReview');
  const [collection = '', id = ''] = about.split('/');
  const field = `history.field.${collection}`;
  if (!id) return hasMessage(field) ? tAny(field) : collection;
  const part = tAny(`history.part.${collection}`);
  const words: Partial<Record<string, readonly { id: string; words: string }[]>> = {
    sections: review.sections.map((s) => ({ id: s.key, words: s.title })),
    timeline: review.timeline.map((e) => ({ id: e.id, words: e.text })),
    factors: review.factors.map((f) => ({ id: f.id, words: f.text })),
    causes: review.causes.map((c) => ({ id: c.id, words: c.text })),
    actions: review.actions.map((a) => ({ id: a.id, words: a.title })),
  };
  const said = words[collection]?.find((x) => x.id === id)?.words ?? '';
  return said ? `${part}: ${said}` : part;
}

/** What waits to be settled in a review, wherever it was said. */
export function OpenComments({ review }: { review: Review; readOnly: boolean }) {
  const [all, setAll] = useState(false);
  if (review.comments.length === 0) return null;
  const resolved = review.comments.filter((c) => c.state === 'resolved');
  const row = (c: ReviewComment) => {
    const about = c.about ?? '';
    const way = stepTo(review.ref, about);
    const words = placeWords(review, about);
    return (
      <CommentRow key={c.id} review={review} comment={c}>
        {way ? (
          <a className="small comment-where" href={way}>
            {words}
          </a>
        ) : (
          <span className="small ink-2 comment-where">{words}</span>
        )}
      </CommentRow>
    );
  };
  return (
    <Section title={t('comment.openOnes')}>
      <ul className="comment-list">
        {review.comments.filter((c) => c.state === 'open').map(row)}
        {all && resolved.map(row)}
      </ul>
      {resolved.length > 0 && (
        <Button look="quiet" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('comment.hideResolved') : tn('comment.showResolved', resolved.length)}
        </Button>
      )}
    </Section>
  );
}
