import { useState } from 'react';
import { pictureAddress, type Picture, type Review } from '../backend';
import { t } from '../i18n';
import { Icon, type PictureOf } from '../ui';
import './pictures.css';

/** What a picture is called where there is room for a line. */
export const pictureWords = (p: Picture): string =>
  [p.caption, p.alt, p.name].find((words) => words?.trim())?.trim() ?? t('picture.unnamed');

/**
 * A picture of a review. Its place is kept before it is there; where its bytes are not on this
 * machine the place says so.
 */
export function ReviewPicture({
  review,
  picture,
  alt,
  whole,
}: {
  review: string;
  picture: Picture;
  /** Other words than its own for what is to be seen. */
  alt?: string | undefined;
  /** It may be as large as there is room. */
  whole?: boolean | undefined;
}) {
  const address = pictureAddress(review, picture);
  // Which address gave nothing: another one is tried anew.
  const [without, setWithout] = useState('');
  const words = alt?.trim() || picture.alt?.trim() || pictureWords(picture);
  if (without === address) {
    return (
      <span
        className="picture-gone"
        role="img"
        aria-label={`${words}: ${t('picture.notHere')}`}
        style={{ aspectRatio: `${picture.width || 4} / ${picture.height || 3}` }}
      >
        <Icon name="exchange" />
        <span className="small">{t('picture.notHere')}</span>
      </span>
    );
  }
  return (
    <img
      className={whole ? 'picture whole' : 'picture'}
      src={address}
      width={picture.width}
      height={picture.height}
      alt={words}
      decoding="async"
      draggable={false}
      onError={() => setWithout(address)}
    />
  );
}

/** What a picture is called that lies beside the file of a text: "images/graph.png". */
function besideName(source: string): string {
  try {
    return decodeURIComponent(source.replace(/[?#].*$/, '')).replace(/^(\.\/)+/, '');
  } catch {
    return ''; // not an address anybody could have meant
  }
}

/**
 * Shows the pictures of a review where one of its texts names them: ![words](picture:ID), or, of
 * an imported text, by the place beside its file.
 */
export function picturesOf(review: Pick<Review, 'ref' | 'pictures'>): PictureOf {
  return (source, alt) => {
    const id = source.startsWith('picture:') ? source.slice('picture:'.length) : '';
    const name = id ? '' : besideName(source);
    const picture = review.pictures.find((p) => (id ? p.id === id : name && p.name === name));
    return picture ? <ReviewPicture review={review.ref} picture={picture} alt={alt} /> : null;
  };
}
