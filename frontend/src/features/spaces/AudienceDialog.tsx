import { useState } from 'react';
import { useBackend, type SpaceState } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, Icon, showToast, TextField } from '../../ui';

/** Who can read a space, in words that all in it see. */
export function AudienceField({
  audience,
  onAudience,
  wrong,
  autoFocus,
}: {
  audience: string;
  onAudience: (audience: string) => void;
  wrong?: string | undefined;
  autoFocus?: boolean;
}) {
  return (
    <TextField
      label={t('spaces.audience')}
      help={t('spaces.audience.help')}
      value={audience}
      onChange={onAudience}
      maxLength={160}
      wrong={wrong}
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={autoFocus}
    />
  );
}

/** Says before a review goes to a space who will see it. */
export function WhoSees({ space }: { space: SpaceState }) {
  return (
    <p className="small line space-told" role="status">
      <Icon name="people" />
      {space.audience
        ? t('spaces.audience.goes', { name: space.name, audience: space.audience })
        : t('spaces.audience.unknown', { name: space.name })}
    </p>
  );
}

/** Asks what a space says from now on about who can read it. */
export function AudienceDialog({
  space,
  onClose,
  onDone,
}: {
  space: SpaceState;
  onClose: () => void;
  onDone: () => void;
}) {
  const backend = useBackend();
  const [audience, setAudience] = useState(space.audience);
  const [wrong, setWrong] = useState('');
  const say = async () => {
    try {
      await backend.spaces.setAudience(space.id, audience);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    const name = space.name;
    showToast({
      icon: 'people',
      text: t(audience.trim() ? 'spaces.audience.set' : 'spaces.audience.unset', { name }),
    });
    onDone();
  };
  return (
    <Dialog
      title={t('spaces.audience.title', { name: space.name })}
      className="space-dialog"
      onClose={onClose}
    >
      <p className="small ink-2">{t('spaces.audience.text')}</p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void say();
        }}
      >
        <AudienceField
          audience={audience}
          onAudience={(next) => {
            setWrong('');
            setAudience(next);
          }}
          wrong={wrong || undefined}
          // The person has just asked for this dialog.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('spaces.audience.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
