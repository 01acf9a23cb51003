import { useBackend, type SpaceState } from '../../backend';
import { t } from '../../i18n';
import { Button, Icon, showToast, TextField } from '../../ui';
import { WordsDialog } from './WordsDialog';

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
  const { name } = space;
  const save = async (words: string) => {
    await backend.spaces.setAudience(space.id, words);
    showToast({
      icon: 'people',
      text: t(words.trim() ? 'spaces.audience.set' : 'spaces.audience.unset', { name }),
    });
    onDone();
  };
  return (
    <WordsDialog
      title={t('spaces.audience.title', { name })}
      lead={t('spaces.audience.text')}
      words={space.audience}
      act={t('spaces.audience.act')}
      field={({ value, onChange, wrong }) => (
        <>
          {/* The person has just asked for this dialog. */}
          {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
          <AudienceField audience={value} onAudience={onChange} wrong={wrong} autoFocus />
          {space.audienceAside && (
            <div className="space-told-aside">
              <p className="small">{t('spaces.audience.aside', { other: space.audienceAside })}</p>
              <Button
                size="small"
                off={value === space.audienceAside && t('spaces.audience.taken')}
                onClick={() => onChange(space.audienceAside)}
              >
                {t('spaces.audience.take')}
              </Button>
            </div>
          )}
        </>
      )}
      onSave={save}
      onClose={onClose}
    />
  );
}
