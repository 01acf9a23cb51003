import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { SpaceAccount, SpaceSeen } from '../../backend';
import { inParts } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, Icon, Progress, Segment, TextField } from '../../ui';
import { AliasField } from './AliasDialog';
import { AudienceField } from './AudienceDialog';
import { Keep } from './Keep';
import { KeyFields } from './KeyFields';
import { KeyToCompare, ServerSaid } from './ServerSaid';
import { NetworkDialog } from './NetworkDialog';
import { Unlock } from './UnlockDialog';
import { useAdding } from './useAdding';
import { connectionWords, doingWords, liesOnTheWay, serverWords } from './words';

/** Enters a space: what it is called here, and where it lies. */
export function AddDialog({
  taken,
  onClose,
  onAdded,
}: {
  /** Names that are in use. */
  taken: readonly string[];
  onClose: () => void;
  onAdded: (account: SpaceAccount) => void;
}) {
  const a = useAdding(onAdded);
  const { looking, adding } = a;
  const busy = looking.state === 'running' || adding.state === 'running';
  // While it is added its own name enters the list.
  const isTaken = adding.state !== 'running' && taken.includes(a.name.trim());
  const failure = adding.error ?? looking.error;
  const missing = a.address === '' ? t('spaces.add.noAddress') : false;
  const unnamed = a.name.trim() === '' ? t('spaces.add.noName') : false;
  // A secret goes over a connection that nobody else can read, or not at all.
  const open = a.place === 'server' && /^http:/i.test(a.address) && a.secret !== '';
  const look = useRef<HTMLButtonElement>(null);
  const act = useRef<HTMLButtonElement>(null);
  const [network, setNetwork] = useState(false);
  // What asked for another look goes with its question, and the keyboard would go with it.
  const lookAgain = (acceptHost?: string) => {
    look.current?.focus();
    a.look(acceptHost);
  };
  const add = () => {
    if (!busy && !missing && !unnamed && !isTaken) a.add();
  };
  const addAgain = () => {
    act.current?.focus();
    add();
  };
  const close = () => {
    looking.stop();
    adding.stop();
    onClose();
  };

  return (
    <>
      <Dialog title={t('spaces.add.title')} className="space-dialog" onClose={close}>
        <p className="small ink-2">{t('spaces.add.lead')}</p>
        <form
          className="space-form"
          onSubmit={(e) => {
            e.preventDefault();
            add();
          }}
        >
          <div className="space-who">
            <TextField
              label={t('spaces.add.name')}
              help={t('spaces.add.name.help')}
              wrong={isTaken ? t('spaces.add.taken', { name: a.name.trim() }) : undefined}
              value={a.name}
              onChange={a.setName}
              maxLength={60}
              // The person has just asked for this dialog.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
            />
            <AliasField alias={a.alias} onAlias={a.setAlias} />
          </div>
          <AudienceField audience={a.audience} onAudience={a.setAudience} />
          <div className="space-place">
            <span className="label">{t('spaces.add.where')}</span>
            <Segment
              label={t('spaces.add.where')}
              value={a.place}
              onChange={a.setPlace}
              options={[
                { value: 'folder', label: t('spaces.add.folder'), icon: 'folder' },
                { value: 'carried', label: t('spaces.add.carried'), icon: 'exchange' },
                { value: 'server', label: t('spaces.add.server'), icon: 'monitor' },
              ]}
            />
          </div>
          {a.place !== 'server' ? (
            <div className="space-folder">
              <TextField
                label={t('spaces.add.path')}
                help={t(a.place === 'carried' ? 'spaces.add.carried.help' : 'spaces.add.path.help')}
                value={a.folder}
                onChange={a.setFolder}
              />
              <Button icon="folder" onClick={() => void a.choose()}>
                {t('spaces.add.choose')}
              </Button>
            </div>
          ) : (
            <>
              <TextField
                label={t('spaces.add.url')}
                help={t('spaces.add.url.help')}
                value={a.url}
                onChange={a.setUrl}
                inputMode="url"
              />
              {a.byKey ? (
                <KeyFields
                  file={a.key}
                  onFile={a.setKey}
                  passphrase={a.passphrase}
                  onPassphrase={a.setPassphrase}
                />
              ) : (
                <div className="space-who">
                  <TextField label={t('spaces.add.user')} value={a.user} onChange={a.setUser} />
                  <TextField
                    label={t('spaces.add.secret')}
                    type="password"
                    value={a.secret}
                    onChange={a.setSecret}
                    wrong={open ? t('spaces.add.open') : undefined}
                  />
                </div>
              )}
              <Keep
                keep={a.keep}
                onKeep={a.setKeep}
                label={a.byKey ? t('spaces.keepKey') : undefined}
              />
            </>
          )}
          {busy && (
            <Said>
              <Progress
                label={
                  adding.state === 'running' ? doingWords(adding.label) : t('spaces.add.looking')
                }
                done={adding.done}
                total={adding.total}
                parts={inParts(adding.label)}
                onStop={adding.state === 'running' ? adding.stop : looking.stop}
              />
            </Said>
          )}
          {failure && !busy && (
            <Said>
              <p className="small warn line space-told" role="alert">
                <Icon name="warn" />
                {connectionWords(failure, a.address)}
              </p>
              <KeyToCompare error={failure} />
              <ServerSaid words={serverWords(failure)} />
              {liesOnTheWay(failure) && (
                <Button onClick={() => setNetwork(true)}>{t('spaces.network')}</Button>
              )}
              {failure.key === 'share.host_unknown' && (
                <Button onClick={() => lookAgain(failure.params['fingerprint'])}>
                  {t('spaces.add.acceptHost')}
                </Button>
              )}
              {failure.key === 'share.logins_locked' && (
                <Unlock onDone={adding.error ? addAgain : () => lookAgain()} />
              )}
            </Said>
          )}
          {looking.result && (
            <Said>
              <p className="small ok line space-told" role="status">
                <Icon name="check" />
                {seenWords(looking.result)}
              </p>
            </Said>
          )}
          <div className="space-dialog-acts">
            <Button
              ref={look}
              off={missing || (busy && t('spaces.isRunning'))}
              onClick={() => a.look()}
            >
              {t('spaces.add.look')}
            </Button>
            <Button look="quiet" className="safe" onClick={close}>
              {t('act.cancel')}
            </Button>
            <Button
              ref={act}
              look="primary"
              type="submit"
              off={missing || unnamed || (busy && t('spaces.isRunning'))}
            >
              {t('spaces.add.act')}
            </Button>
          </div>
        </form>
      </Dialog>
      {network && (
        <NetworkDialog
          onClose={() => setNetwork(false)}
          onKept={() => {
            setNetwork(false);
            lookAgain();
          }}
        />
      )}
    </>
  );
}

/** What was found out, brought into sight: the dialog may be taller than the window. */
function Said({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer engines answer with a promise, which is no clean-up of an effect.
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={ref} className="space-said">
      {children}
    </div>
  );
}

function seenWords(seen: SpaceSeen): string {
  if (seen.empty) return t('spaces.seen.empty');
  return seen.name ? t('spaces.seen.named', { name: seen.name }) : t('spaces.seen.answers');
}
