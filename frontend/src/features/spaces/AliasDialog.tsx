import { useState } from 'react';
import { useBackend, type SpaceState } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, showToast, TextField } from '../../ui';

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
  const [alias, setAlias] = useState(space.alias);
  const [wrong, setWrong] = useState('');
  const use = async () => {
    try {
      await backend.spaces.setAlias(space.id, alias);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    const name = space.name;
    showToast({
      icon: 'person',
      text: alias.trim()
        ? t('spaces.alias.set', { name, alias: alias.trim() })
        : t('spaces.alias.unset', { name }),
    });
    onDone();
  };
  return (
    <Dialog
      title={t('spaces.alias.title', { name: space.name })}
      className="space-dialog"
      onClose={onClose}
    >
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void use();
        }}
      >
        <AliasField
          alias={alias}
          onAlias={(next) => {
            setWrong('');
            setAlias(next);
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
            {t('spaces.alias.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
