import { useState } from 'react';
import { type Picture, type Review } from '../../backend';
import { ReviewPicture, SavedMarkdown, Undecided } from '../../editing';
import { t, tAny } from '../../i18n';
import { Button, Props, Section } from '../../ui';
import { placeOf } from './place';

/** Beside the wall: the picture, its words, and where it is shown. */
export function PictureInspector({
  review,
  picture,
  uses,
  readOnly,
  onOpen,
  onSave,
  onRemove,
}: {
  review: Review;
  picture: Picture;
  uses: readonly string[];
  readOnly: boolean;
  onOpen: () => void;
  onSave: () => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState<'caption' | 'alt' | null>(null);
  const path = `pictures/${picture.id}`;
  const words = (field: 'caption' | 'alt') => (
    <Section title={t(`picture.${field}`)}>
      <SavedMarkdown
        review={review.ref}
        path={`${path}/${field}`}
        value={picture[field] ?? ''}
        rev={review.rev}
        label={t(`picture.${field}`)}
        empty={
          <button
            type="button"
            className="value-button ink-3"
            disabled={readOnly}
            onClick={() => setOpen(field)}
          >
            {t(`picture.${field}.none`)}
          </button>
        }
        open={open === field && !readOnly}
        onOpen={() => setOpen(field)}
        onClose={() => setOpen((now) => (now === field ? null : now))}
        off={readOnly}
        minLines={2}
      />
    </Section>
  );
  return (
    <div className="scroll">
      <Section>
        <button
          type="button"
          className="picture-open"
          aria-label={t('picture.open')}
          onClick={onOpen}
        >
          <ReviewPicture review={review.ref} picture={picture} />
        </button>
        <Undecided review={review} path={path} />
        <div className="picture-acts">
          <Button size="small" icon="takeOut" onClick={onSave}>
            {t('picture.save')}
          </Button>
          {!readOnly && (
            <Button size="small" look="quiet" icon="trash" onClick={onRemove}>
              {t('picture.remove')}
            </Button>
          )}
        </div>
      </Section>
      {words('caption')}
      {words('alt')}
      <Section title={t('picture.uses')}>
        {uses.length === 0 ? (
          <p className="small ink-3">{t('picture.uses.none')}</p>
        ) : (
          <ul className="picture-uses">
            {uses.map((use) => {
              const place = placeOf(review, use);
              return (
                <li key={use} className="small">
                  <span className="ink-3">{tAny(`history.part.${use.split('/')[0] ?? ''}`)}</span>{' '}
                  <a href={place.href}>{place.words}</a>
                </li>
              );
            })}
          </ul>
        )}
        <p className="meta picture-hint">{t('picture.uses.hint')}</p>
        <code className="picture-link">{`![…](picture:${picture.id})`}</code>
      </Section>
      <Section title={t('picture.facts')}>
        <Props
          rows={[
            {
              label: t('picture.size'),
              value: (
                <span className="num">
                  {t('picture.pixelsOf', { width: picture.width, height: picture.height })}
                </span>
              ),
            },
            {
              label: t('picture.weight'),
              value: (
                <span className="num">
                  {t('picture.kilobytes', { n: Math.max(1, Math.round(picture.bytes / 1024)) })}
                </span>
              ),
            },
            ...(picture.name ? [{ label: t('picture.file'), value: picture.name }] : []),
          ]}
        />
      </Section>
    </div>
  );
}
