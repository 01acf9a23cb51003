import { useState } from 'react';
import type { Review } from '../backend';
import { t, tn } from '../i18n';
import { Icon, Section } from '../ui';
import { LargePicture } from './LargePicture';
import { pictureWords, ReviewPicture } from './ReviewPicture';

type At = {
  review: Pick<Review, 'ref' | 'pictures'>;
  /** Of the part they belong to: "timeline/<id>". */
  path: string;
};

const picturesAt = ({ review, path }: At) => review.pictures.filter((p) => p.about === path);

/** The pictures that belong to a part of a review, in their order; each opens large. */
export function PicturesAt({
  review,
  path,
  titled,
}: At & {
  /** They are a part of their own beside others. */
  titled?: boolean | undefined;
}) {
  const [large, setLarge] = useState('');
  const list = picturesAt({ review, path });
  if (list.length === 0) return null;
  const at = list.findIndex((p) => p.id === large);
  const shown = list[at];
  const wall = (
    <ul className="pictures-at" aria-label={t('picture.here')}>
      {list.map((p) => (
        <li key={p.id}>
          <button
            type="button"
            className="picture-card"
            aria-label={t('picture.openOne', { words: pictureWords(p) })}
            onClick={() => setLarge(p.id)}
          >
            <ReviewPicture review={review.ref} picture={p} />
            {p.caption && <span className="small ink-2 picture-line">{p.caption}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {titled ? <Section title={t('picture.ofPart')}>{wall}</Section> : wall}
      {shown && (
        <LargePicture
          review={review.ref}
          picture={shown}
          place={{ n: at + 1, of: list.length }}
          gallery
          onStep={(by) => setLarge(list[(at + by + list.length) % list.length]?.id ?? '')}
          onClose={() => setLarge('')}
        />
      )}
    </>
  );
}

/** Says in a row that pictures belong to it. */
export function PicturesSign({ review, path }: At) {
  const n = picturesAt({ review, path }).length;
  if (n === 0) return null;
  return <Icon name="picture" className="ink-3" label={tn('picture.ofEntry', n)} />;
}
