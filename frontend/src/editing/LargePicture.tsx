import type { Picture } from '../backend';
import { t } from '../i18n';
import { Dialog, IconButton } from '../ui';
import { pictureWords, ReviewPicture } from './ReviewPicture';

/** One picture as large as the window allows; the arrow keys go through all of them. */
export function LargePicture({
  review,
  picture,
  place,
  gallery,
  onStep,
  onClose,
}: {
  review: string;
  picture: Picture;
  place: { n: number; of: number };
  /** It is shown beside something else: its words are written in the gallery. */
  gallery?: boolean | undefined;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={pictureWords(picture)} className="picture-large" onClose={onClose} bare>
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the window around the buttons */}
      <div
        className="picture-stage"
        onKeyDown={(e) => {
          if (e.key === 'ArrowRight') onStep(1);
          else if (e.key === 'ArrowLeft') onStep(-1);
          else return;
          e.preventDefault();
        }}
      >
        <div className="picture-stage-head">
          <span className="small grow picture-line">{pictureWords(picture)}</span>
          {gallery && (
            <a className="small" href={`#/reviews/${review}/pictures?at=${picture.id}`}>
              {t('picture.inGallery')}
            </a>
          )}
          <span className="meta num">{t('picture.nth', { n: place.n, of: place.of })}</span>
          {place.of > 1 && (
            <>
              <IconButton
                icon="arrowLeft"
                label={t('picture.previous')}
                onClick={() => onStep(-1)}
              />
              <IconButton icon="arrowRight" label={t('picture.next')} onClick={() => onStep(1)} />
            </>
          )}
          <IconButton icon="close" label={t('act.close')} onClick={onClose} />
        </div>
        <ReviewPicture key={picture.id} review={review} picture={picture} whole />
      </div>
    </Dialog>
  );
}
