import { useRef, useState } from 'react';
import { type Review } from '../../backend';
import { SavedMarkdown } from '../../editing';
import { t } from '../../i18n';
import { Button, Icon } from '../../ui';

/** Notes that never leave this machine; nothing else of the window shows them. */
export function PrivateNotes({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const [open, setOpen] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  return (
    <section className="sec">
      <div className="sec-head">
        <Icon name="lock" />
        <h3 className="label grow">{t('overview.notes')}</h3>
        {!readOnly && (
          <Button
            ref={edit}
            look="quiet"
            size="small"
            icon="pen"
            aria-label={t('overview.notes.edit')}
            onClick={() => setOpen(true)}
          />
        )}
      </div>
      <SavedMarkdown
        review={review.ref}
        path="private_notes"
        value={review.private_notes ?? ''}
        rev={review.rev}
        label={t('overview.notes')}
        empty={<p className="small ink-3">{t('overview.notes.empty')}</p>}
        open={open}
        onOpen={() => setOpen(true)}
        onClose={(byKey) => {
          setOpen(false);
          if (byKey) edit.current?.focus();
        }}
        off={readOnly}
      />
    </section>
  );
}
