import { useEffect, useRef, useState } from 'react';
import { useBackend, type SpaceKept, type SpaceState } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, showToast, TextField } from '../../ui';
import { Keep } from './Keep';
import { KeyFields } from './KeyFields';
import { placeOf, wantsKey } from './words';

/** Asks who the person is at the server of a space. */
export function SignInDialog({
  space,
  onClose,
  onDone,
}: {
  space: SpaceState;
  onClose: () => void;
  /** `ask` is what the sealed file wants before it remembers what was entered. */
  onDone: (ask: SpaceKept['ask']) => void;
}) {
  const backend = useBackend();
  const [user, setUser] = useState(space.user);
  const [secret, setSecret] = useState('');
  const [key, setKey] = useState(space.key);
  const [passphrase, setPassphrase] = useState('');
  const byKey = wantsKey(space.address);
  const [wrong, setWrong] = useState('');
  // What was kept and is refused now is replaced by what is entered.
  const [keep, setKeep] = useState(space.remembered);
  // A dialog begins in its first field; who it is stands there already, and the token is what is new.
  const token = useRef<HTMLDivElement>(null);
  const known = space.user !== '';
  useEffect(() => {
    if (known) token.current?.querySelector('input')?.focus();
  }, [known]);
  const signIn = async () => {
    try {
      const kept = await backend.spaces.signIn(space.id, {
        user: user.trim(),
        secret,
        key: key.trim(),
        passphrase,
        keep,
      });
      if (keep && !kept.kept && !kept.ask) showToast({ tone: 'warn', text: t('spaces.notKept') });
      onDone(kept.ask);
    } catch (e) {
      setWrong(sentenceOf(e));
    }
  };
  return (
    <Dialog
      title={t('spaces.signIn.title', { where: placeOf(space.address) })}
      className="space-dialog"
      onClose={onClose}
    >
      <p className="small ink-2">{t(byKey ? 'spaces.key.lead' : 'spaces.signIn.lead')}</p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void signIn();
        }}
      >
        {byKey ? (
          <KeyFields
            file={key}
            onFile={setKey}
            passphrase={passphrase}
            onPassphrase={setPassphrase}
            wrong={wrong || undefined}
          />
        ) : (
          <>
            <TextField label={t('spaces.add.user')} value={user} onChange={setUser} />
            <div ref={token}>
              <TextField
                label={t('spaces.add.secret')}
                type="password"
                value={secret}
                onChange={setSecret}
                wrong={wrong || undefined}
              />
            </div>
          </>
        )}
        <Keep keep={keep} onKeep={setKeep} label={byKey ? t('spaces.keepKey') : undefined} />
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('spaces.signIn.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
