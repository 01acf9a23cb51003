import { useBackend, type SpaceState } from '../../backend';
import { t } from '../../i18n';
import { showToast, TextField } from '../../ui';
import { WordsDialog } from './WordsDialog';

/** What others in a space are to call the person. */
export function AliasField({
  alias,
  onAlias,
  wrong,
  autoFocus,
}: {
  alias: string;
  onAlias: (alias: string) => void;
  wrong?: string | undefined;
  autoFocus?: boolean;
}) {
  return (
    <TextField
      label={t('spaces.alias')}
      help={t('spaces.alias.help')}
      value={alias}
      onChange={onAlias}
      maxLength={60}
      wrong={wrong}
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={autoFocus}
    />
  );
}

/** Asks what others in a space are to call the person from now on. */
export function AliasDialog({
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
    await backend.spaces.setAlias(space.id, words);
    showToast({
      icon: 'person',
      text: words.trim()
        ? t('spaces.alias.set', { name, alias: words.trim() })
        : t('spaces.alias.unset', { name }),
    });
    onDone();
  };
  return (
    <WordsDialog
      title={t('spaces.alias.title', { name })}
      words={space.alias}
      act={t('spaces.alias.act')}
      field={({ value, onChange, wrong }) => (
        // The person has just asked for this dialog.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        <AliasField alias={value} onAlias={onChange} wrong={wrong} autoFocus />
      )}
      onSave={save}
      onClose={onClose}
    />
  );
}
