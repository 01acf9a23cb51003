import { useBackend, useSpaces, type SpaceAccount, type SpaceState } from '../../backend';
import { useSync, useWrite } from '../../editing';
import { t, tn } from '../../i18n';
import { ConfirmDialog, dismissTopic, showToast } from '../../ui';
import { AcceptDialog } from './AcceptDialog';
import { AddDialog } from './AddDialog';
import { AliasDialog } from './AliasDialog';
import { AudienceDialog } from './AudienceDialog';
import type { useMeant } from './meant';
import type { useMirroring } from './Mirrors';
import { NetworkDialog } from './NetworkDialog';
import { OutsideDialog, type Outside } from './OutsideDialog';
import { SealDialog } from './SealDialog';
import { ShareSeveral } from './ShareSeveral';
import { SignInDialog } from './SignInDialog';
import { UnlockDialog } from './UnlockDialog';
import { changedHost, errorOf } from './words';

/** What the screen asks of a person just now: about all spaces, about one, about its last sync. */
export type Asked =
  | { kind: 'add' | 'unseal' | 'share' }
  | { kind: 'network'; again?: string }
  | { kind: 'remove' | 'alias' | 'audience' | Outside; space: SpaceState }
  | { kind: 'seal'; id: string; ask: 'choose' | 'enter'; done: () => void }
  | { kind: 'signIn' | 'accept' | 'unlock'; id: string }
  | { kind: 'forgetHost'; account: SpaceAccount }
  | null;

/** The one dialog of the screen, and what its answer does. */
export function SpaceDialogs({
  asked,
  onAsk: setAsked,
  list,
  mirroring,
  meant,
}: {
  asked: Asked;
  onAsk: (asked: Asked) => void;
  list: readonly SpaceState[];
  mirroring: ReturnType<typeof useMirroring>;
  /** What waits to be shared with the first space. */
  meant: ReturnType<typeof useMeant>;
}) {
  const backend = useBackend();
  const write = useWrite();
  const sync = useSync();
  const spaces = useSpaces();
  const about = (kind: 'signIn' | 'accept' | 'unlock') =>
    asked?.kind === kind && list.find((s) => s.id === asked.id);
  const signIn = about('signIn');
  const accept = about('accept');
  const unlock = about('unlock');
  const carry = async (id: string) => {
    const folder = await write(() => backend.spaces.chooseFolder());
    if (folder) sync.carry(id, folder);
  };
  const remove = async (space: SpaceState) => {
    setAsked(null);
    // A list of nothing is an answer too: undefined alone means that it was refused.
    const gone = await write(async () => {
      await backend.spaces.remove(space.id);
      return true;
    });
    if (!gone) return;
    sync.clear();
    await spaces.refetch();
    for (const topic of ['sync', 'mirror']) dismissTopic(topic);
    showToast({ icon: 'check', text: t('spaces.removed', { name: space.name }) });
  };

  const forget = async (account: SpaceAccount) => {
    setAsked(null);
    const forgotten = await write(async () => {
      await backend.spaces.forgetHost(account.id, changedHost(account));
      return true;
    });
    // The key the server shows now is asked about, like that of any new server.
    if (forgotten) sync.start([account.id]);
  };

  const free = async (space: SpaceState) => {
    setAsked(null);
    const freed = await write(async () => {
      await backend.spaces.unlock(space.id);
      return true;
    });
    if (freed) sync.start([space.id]);
  };

  return (
    <>
      {asked?.kind === 'add' && (
        <AddDialog
          taken={list.map((s) => s.name)}
          onClose={() => setAsked(null)}
          onAdded={(account) => {
            const known = spaces.refetch();
            // What led here goes on, once it is known that there is something to share with.
            const goOn = () => {
              if (meant.reviews.length > 0 && account.state !== 'failed')
                void known.then(() => setAsked({ kind: 'share' }));
            };
            setAsked(
              account.keepAsk
                ? { kind: 'seal', id: account.id, ask: account.keepAsk, done: goOn }
                : null,
            );
            sync.show([account]);
            if (!account.keepAsk) goOn();
          }}
        />
      )}
      {asked?.kind === 'share' && (
        <ShareSeveral
          reviews={meant.reviews}
          onClose={(done) => {
            setAsked(null);
            if (done) meant.forget();
          }}
        />
      )}
      {asked?.kind === 'remove' && (
        <ConfirmDialog
          title={t('spaces.remove.title', { name: asked.space.name })}
          act={t('spaces.remove.act')}
          keep={t('spaces.remove.keep')}
          onAct={() => void remove(asked.space)}
          onKeep={() => setAsked(null)}
        >
          {asked.space.unsent > 0 && (
            <strong>{tn('spaces.remove.unsent', asked.space.unsent)} </strong>
          )}
          {t('spaces.remove.text')}
        </ConfirmDialog>
      )}
      {(asked?.kind === 'mirror' || asked?.kind === 'carry') && (
        <OutsideDialog
          kind={asked.kind}
          space={asked.space}
          onClose={() => setAsked(null)}
          onChoose={() => {
            setAsked(null);
            void (asked.kind === 'mirror'
              ? mirroring.begin(asked.space.id)
              : carry(asked.space.id));
          }}
        />
      )}
      {asked?.kind === 'alias' && (
        <AliasDialog
          space={asked.space}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            void spaces.refetch();
          }}
        />
      )}
      {asked?.kind === 'audience' && (
        <AudienceDialog
          space={asked.space}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            void spaces.refetch();
          }}
        />
      )}
      {asked?.kind === 'seal' && (
        <SealDialog
          ask={asked.ask}
          onSeal={(passphrase) => backend.spaces.seal(asked.id, passphrase)}
          onDone={() => {
            setAsked(null);
            asked.done();
            void spaces.refetch();
          }}
        />
      )}
      {asked?.kind === 'network' && (
        <NetworkDialog
          onClose={() => setAsked(null)}
          onKept={() => {
            setAsked(null);
            // What failed on the way is tried again on the new one.
            if (asked.again) sync.start([asked.again]);
          }}
        />
      )}
      {asked?.kind === 'unseal' && (
        <UnlockDialog
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            sync.start();
          }}
        />
      )}
      {accept && (
        <AcceptDialog
          space={accept}
          onClose={() => setAsked(null)}
          onAccept={(after) => {
            setAsked(null);
            sync.accept(accept.id, after);
          }}
        />
      )}
      {asked?.kind === 'forgetHost' && (
        <ConfirmDialog
          title={t('spaces.forgetHost.title', {
            host: errorOf(asked.account)?.params['host'] ?? '',
          })}
          act={t('spaces.forgetHost.act')}
          keep={t('spaces.forgetHost.keep')}
          onAct={() => void forget(asked.account)}
          onKeep={() => setAsked(null)}
        >
          {t('spaces.forgetHost.text', {
            known: changedHost(asked.account),
            shown: errorOf(asked.account)?.params['fingerprint'] ?? '',
          })}
        </ConfirmDialog>
      )}
      {unlock && (
        <ConfirmDialog
          title={t('spaces.unlock.title', { name: unlock.name })}
          act={t('spaces.unlock.act')}
          keep={t('spaces.unlock.keep')}
          onAct={() => void free(unlock)}
          onKeep={() => setAsked(null)}
        >
          {t('spaces.unlock.text')}
        </ConfirmDialog>
      )}
      {signIn && (
        <SignInDialog
          space={signIn}
          onClose={() => setAsked(null)}
          onDone={(ask) => {
            const go = () => sync.start([signIn.id]);
            setAsked(ask ? { kind: 'seal', id: signIn.id, ask, done: go } : null);
            if (!ask) go();
          }}
        />
      )}
    </>
  );
}
