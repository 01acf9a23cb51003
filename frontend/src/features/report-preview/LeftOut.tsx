import { useState } from 'react';
import type { ReportRemoved, Review } from '../../backend';
import { LargePicture, pictureWords, ReviewPicture } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Button } from '../../ui';

/** A key or password never stays, and a drawing goes with the words it holds. */
const fixed = ['secret', 'drawing'];

/** What the readers of this report do not get: nothing goes silently. */
export function LeftOut({
  review,
  removed,
  apart,
  open,
  onOpen,
  onKeep,
}: {
  review: Pick<Review, 'ref' | 'pictures'>;
  removed: readonly ReportRemoved[];
  /** Sentences about what of the review the layout has no place for. */
  apart: readonly string[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onKeep: (key: string, stays: boolean) => void;
}) {
  const pictures = removed.filter((r) => r.kind === 'picture');
  const words = removed.filter((r) => r.kind !== 'picture');
  const gone = words.filter((r) => !r.kept).length;
  const picturesGone = pictures.filter((r) => !r.kept).length;
  return (
    <details className="left-out" open={open} onToggle={(e) => onOpen(e.currentTarget.open)}>
      <summary className="small">
        {gone > 0 ? tn('report.leftOut', gone) : t('report.leftOut.none')}
        {pictures.length > 0 && (
          <> · {tn('report.leftOut.ofPictures', pictures.length, { gone: String(picturesGone) })}</>
        )}
      </summary>
      <p className="small ink-2">{t('report.leftOut.text')}</p>
      {apart.length > 0 && (
        <p className="small ink-2">{t('report.leftOut.apart', { list: apart.join(', ') })}</p>
      )}
      {pictures.length > 0 && (
        <>
          <p className="small ink-2">{t('report.leftOut.pictures')}</p>
          <Pictures review={review} asked={pictures} onKeep={onKeep} />
        </>
      )}
      {words.length > 0 && (
        <ul aria-label={t('report.leftOut.list')}>
          {words.map((r) => (
            <li key={`${r.kind} ${r.words} ${String(r.kept)}`}>
              <span className="meta left-out-kind">{tAny(`redact.kind.${r.kind}`)}</span>
              <span className={`grow ${r.kept ? '' : 'ink-2'}`}>
                <bdi>{r.words}</bdi>
              </span>
              {!fixed.includes(r.kind) && (
                <Decide name={r.words} kept={r.kept} onKeep={(stays) => onKeep(r.key, stays)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** Each picture small, for nobody can look through it but people; it opens large. */
function Pictures({
  review,
  asked,
  onKeep,
}: {
  review: Pick<Review, 'ref' | 'pictures'>;
  asked: readonly ReportRemoved[];
  onKeep: (key: string, stays: boolean) => void;
}) {
  const [large, setLarge] = useState('');
  const seen = asked.flatMap((r) => review.pictures.find((p) => p.id === r.picture) ?? []);
  const at = seen.findIndex((p) => p.id === large);
  const shown = seen[at];
  return (
    <>
      <ul className="left-out-pictures" aria-label={t('report.leftOut.picturesList')}>
        {asked.map((r) => {
          const picture = seen.find((p) => p.id === r.picture);
          const name = r.words || (picture ? pictureWords(picture) : t('picture.unnamed'));
          return (
            <li key={r.key}>
              {picture && (
                <button
                  type="button"
                  className="picture-card"
                  aria-label={t('picture.openOne', { words: name })}
                  onClick={() => setLarge(picture.id)}
                >
                  <ReviewPicture review={review.ref} picture={picture} alt={name} />
                </button>
              )}
              <span className="small ink-2 clip">
                <bdi>{name}</bdi>
              </span>
              <span className="meta">
                {t(r.kept ? 'report.leftOut.agreed' : 'report.leftOut.out')}
              </span>
              <Decide name={name} kept={r.kept} onKeep={(stays) => onKeep(r.key, stays)} />
            </li>
          );
        })}
      </ul>
      {shown && (
        <LargePicture
          review={review.ref}
          picture={shown}
          place={{ n: at + 1, of: seen.length }}
          onStep={(by) => setLarge(seen[(at + by + seen.length) % seen.length]?.id ?? '')}
          onClose={() => setLarge('')}
        />
      )}
    </>
  );
}

function Decide({
  name,
  kept,
  onKeep,
}: {
  name: string;
  kept: boolean;
  onKeep: (stays: boolean) => void;
}) {
  const words = { words: name };
  return (
    <Button
      size="small"
      look="text"
      aria-label={t(kept ? 'report.leftOut.takeOf' : 'report.leftOut.keepOf', words)}
      onClick={() => onKeep(!kept)}
    >
      {t(kept ? 'report.leftOut.take' : 'report.leftOut.keep')}
    </Button>
  );
}
