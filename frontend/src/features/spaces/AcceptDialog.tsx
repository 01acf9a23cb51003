import { useId, useState } from 'react';
import type { SpaceAfter, SpaceState } from '../../backend';
import { t } from '../../i18n';
import { Button, Dialog } from '../../ui';

/** Asks how to go on with a space whose history was replaced. */
export function AcceptDialog({
  space,
  onClose,
  onAccept,
}: {
  space: SpaceState;
  onClose: () => void;
  onAccept: (after: SpaceAfter) => void;
}) {
  const group = useId();
  const [after, setAfter] = useState<SpaceAfter>('theirs');
  const choices = [
    {
      after: 'theirs',
      label: t('spaces.accept.theirs'),
      help: t('spaces.accept.theirs.help'),
    },
    { after: 'both', label: t('spaces.accept.both'), help: t('spaces.accept.both.help') },
  ] as const;
  return (
    <Dialog
      title={t('spaces.accept.title', { name: space.name })}
      className="space-dialog"
      onClose={onClose}
    >
      <p className="small ink-2">{t('spaces.accept.lead')}</p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          onAccept(after);
        }}
      >
        <fieldset className="space-choices">
          <legend className="label">{t('spaces.accept.choice')}</legend>
          {choices.map((c) => (
            <label key={c.after} className="space-choice">
              <input
                type="radio"
                name={group}
                checked={after === c.after}
                onChange={() => setAfter(c.after)}
              />
              <span className="grow">
                {c.label}
                <span className="meta">{c.help}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('spaces.accept.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
