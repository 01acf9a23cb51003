import { useState } from 'react';
import { useBackend } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, TextField } from '../../ui';

/** The passphrase that opens what is kept for signing in. */
function usePassphrase(onDone: () => void, focus = false) {
  const backend = useBackend();
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState('');
  const unlock = async () => {
    try {
      await backend.spaces.unlockLogins(passphrase);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    onDone();
  };
  return {
    unlock,
    field: (
      <TextField
        label={t('spaces.unlockLogins.passphrase')}
        type="password"
        value={passphrase}
        onChange={(next) => {
          setWrong('');
          setPassphrase(next);
        }}
        wrong={wrong || undefined}
        // It is what the person was just asked for, in a form that does something else.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={focus}
        onKeyDown={(e) => {
          if (!focus || e.key !== 'Enter') return;
          e.preventDefault();
          void unlock();
        }}
      />
    ),
  };
}

/** The same inside another dialog, which goes on with what could not be done without it. */
export function Unlock({ onDone }: { onDone: () => void }) {
  const { unlock, field } = usePassphrase(onDone, true);
  return (
    <div className="space-folder">
      {field}
      <Button onClick={() => void unlock()}>{t('spaces.unlockLogins.look')}</Button>
    </div>
  );
}

/** Asks for the passphrase after a sync that could not sign in without it. */
export function UnlockDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { unlock, field } = usePassphrase(onDone);
  return (
    <Dialog title={t('spaces.unlockLogins.title')} className="space-dialog" onClose={onClose}>
      <p className="small ink-2">{t('spaces.unlockLogins.text')}</p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void unlock();
        }}
      >
        {field}
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('spaces.unlockLogins.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
