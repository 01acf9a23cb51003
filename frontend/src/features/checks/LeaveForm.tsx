import { useId, useState, type SyntheticEvent } from 'react';
import { t } from '../../i18n';
import { Button } from '../../ui';

// What was typed and not yet sent, by the place it is about: the form goes when the list
// changes or a key leads away, and comes back with its words.
const drafts = new Map<string, string>();

/** Asks why something is right as it is; the reason may stay empty. */
export function LeaveForm({
  about,
  onLeave,
  onCancel,
}: {
  about: string;
  onLeave: (reason: string) => Promise<boolean>;
  onCancel: () => void;
}) {
  const [reason, setReason] = useState(drafts.get(about) ?? '');
  const id = useId();
  function submit(e: SyntheticEvent) {
    e.preventDefault();
    void onLeave(reason.trim()).then((done) => {
      if (done) drafts.delete(about);
    });
  }
  return (
    <form className="check-leave" onSubmit={submit}>
      <label className="small" htmlFor={id}>
        {t('checks.why')}
      </label>
      <input
        id={id}
        className="input"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the person asked for this field
        autoFocus
        value={reason}
        maxLength={500}
        aria-describedby={`${id}-hint`}
        onChange={(e) => {
          setReason(e.target.value);
          drafts.set(about, e.target.value);
        }}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          e.preventDefault();
          e.stopPropagation();
          onCancel();
        }}
      />
      <span className="meta" id={`${id}-hint`}>
        {t('checks.whyHint')}
      </span>
      <span className="check-leave-acts">
        <Button look="primary" size="small" type="submit">
          {t('checks.leave')}
        </Button>
        <Button look="quiet" size="small" onClick={onCancel}>
          {t('act.cancel')}
        </Button>
      </span>
    </form>
  );
}
