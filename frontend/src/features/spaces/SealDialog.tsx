import { useState } from 'react';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, showToast, TextField } from '../../ui';

/** How many characters a passphrase has that is chosen, as where it is kept. */
const shortest = 8;

/**
 * Remembers what lets a person in where there is no keyring: in a file, sealed with a
 * passphrase that is chosen now, or with the one it has.
 */
export function SealDialog({
  ask,
  onSeal,
  onDone,
}: {
  ask: 'choose' | 'enter';
  /** Seals what is to be remembered with the passphrase. */
  onSeal: (passphrase: string) => Promise<void>;
  onDone: () => void;
}) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState('');
  const differs = ask === 'choose' && again !== '' && again !== passphrase;
  const missing =
    (passphrase === '' && t('spaces.seal.missing')) ||
    (ask === 'choose' && Array.from(passphrase).length < shortest && t('spaces.seal.short')) ||
    (ask === 'choose' && again !== passphrase && t('spaces.seal.differs'));
  const seal = async () => {
    try {
      await onSeal(passphrase);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    showToast({ icon: 'lock', text: t('spaces.seal.done') });
    onDone();
  };
  const leave = () => {
    showToast({ tone: 'warn', text: t('spaces.notKept') });
    onDone();
  };
  return (
    <Dialog title={t('spaces.seal.title')} className="space-dialog" onClose={leave}>
      <p className="small ink-2">
        {t(ask === 'choose' ? 'spaces.seal.choose' : 'spaces.seal.enter')}
      </p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (!missing) void seal();
        }}
      >
        <TextField
          label={t('spaces.unlockLogins.passphrase')}
          type="password"
          value={passphrase}
          onChange={(next) => {
            setWrong('');
            setPassphrase(next);
          }}
          wrong={wrong || undefined}
          help={ask === 'choose' ? t('spaces.seal.rule') : undefined}
          // The person has just asked for this to be remembered.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        {ask === 'choose' && (
          <TextField
            label={t('spaces.seal.again')}
            type="password"
            value={again}
            onChange={setAgain}
            wrong={differs ? t('spaces.seal.differs') : undefined}
          />
        )}
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={leave}>
            {t('spaces.seal.not')}
          </Button>
          <Button look="primary" type="submit" off={missing}>
            {t('spaces.seal.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
