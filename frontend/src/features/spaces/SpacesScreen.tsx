import { useEffect, useRef, useState } from 'react';
import {
  useBackend,
  useSpaces,
  useWorkspaceInfo,
  type SpaceAccount,
  type SpaceState,
} from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { useSync, useWrite } from '../../editing';
import { formatNumber, t, tAny, tn } from '../../i18n';
import {
  Bar,
  Button,
  ConfirmDialog,
  dismissTopic,
  EmptyState,
  ErrorNote,
  Progress,
  SelectField,
  showToast,
} from '../../ui';
import { Account } from './Account';
import { Held, NamesToLookFor } from './Held';
import { Mirrors, useMirroring } from './Mirrors';
import { AddDialog } from './AddDialog';
import { AcceptDialog } from './AcceptDialog';
import { AliasDialog } from './AliasDialog';
import { AudienceDialog } from './AudienceDialog';
import { NetworkDialog } from './NetworkDialog';
import { OutsideDialog, type Outside } from './OutsideDialog';
import { SealDialog } from './SealDialog';
import { SignInDialog } from './SignInDialog';
import { SpaceRow } from './SpaceRow';
import { UnlockDialog } from './UnlockDialog';
import './spaces.css';
import { changedHost, doingWords, errorOf, isOver, rowWords } from './words';

type Asked =
  | { kind: 'add' | 'network' | 'unseal' }
  | { kind: 'remove' | 'alias' | 'audience' | Outside; space: SpaceState }
  | { kind: 'seal'; id: string; ask: 'choose' | 'enter'; done: () => void }
  | { kind: 'signIn' | 'accept' | 'unlock'; id: string }
  | { kind: 'forgetHost'; account: SpaceAccount }
  | null;

/** With whom reviews are shared, and the exchange with them. */
export function SpacesScreen() {
  useCommandContext({ review: null, selection: null });
  const backend = useBackend();
  const write = useWrite();
  const spaces = useSpaces();
  const sync = useSync();
  const mirroring = useMirroring();
  const readOnly = useWorkspaceInfo().data?.readOnly ?? false;
  const [asked, setAsked] = useState<Asked>(null);
  const list = spaces.data ?? [];
  // Several are exchanged side by side, and each tells in its row how far it is.
  const goes = list.filter((s) => sync.asked.length === 0 || sync.asked.includes(s.id));
  const several = sync.running && goes.length > 1;
  // What began or stopped an exchange, or opened a dialog, may be gone with it: who works by
  // key goes on here.
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) room.current?.focus();
  }, [sync.running, asked]);

  useCommands('screen', [
    {
      id: 'spaces.add',
      title: 'spaces.add',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: () => setAsked({ kind: 'add' }),
    },
  ]);

  if (spaces.error && !spaces.data) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.spaces')}</h1>} />
        <ErrorNote
          title={t('spaces.cannotList')}
          text={tAny(spaces.error.key, spaces.error.params)}
          retry={() => void spaces.refetch()}
        />
      </div>
    );
  }
  if (!spaces.data) return <div className="screen" aria-busy="true" />;

  const about = (kind: 'signIn' | 'accept' | 'unlock') =>
    asked?.kind === kind && list.find((s) => s.id === asked.id);
  const signIn = about('signIn');
  const accept = about('accept');
  const unlock = about('unlock');
  const add = () => setAsked({ kind: 'add' });
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
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('area.spaces')}</h1>}
        acts={
          <>
            <a className="small" href="#/help/spaces">
              {t('spaces.help')}
            </a>
            {!readOnly && (
              <Button look="quiet" onClick={() => setAsked({ kind: 'network' })}>
                {t('spaces.network')}
              </Button>
            )}
            {list.length > 0 && !readOnly && (
              <>
                <Button icon="plus" keys="n" onClick={add}>
                  {t('spaces.add')}
                </Button>
                <Button
                  look="primary"
                  icon="exchange"
                  keys="Ctrl+Shift+S"
                  off={sync.running && t('spaces.isRunning')}
                  onClick={() => sync.start()}
                >
                  {t('spaces.sync')}
                </Button>
              </>
            )}
          </>
        }
      />
      {list.length === 0 ? (
        <NoSpaces onAdd={readOnly ? undefined : add} />
      ) : (
        <div className="scroll spaces-scroll" ref={room} tabIndex={-1}>
          {sync.running && (
            <div className="spaces-busy">
              <Progress
                label={
                  several
                    ? t('spaces.phase.several', { all: formatNumber(goes.length) })
                    : doingWords(sync.label)
                }
                done={
                  several ? goes.filter((s) => isOver(sync.doing.get(s.name))).length : sync.done
                }
                total={several ? goes.length : sync.total}
                onStop={sync.stop}
                stop={several ? t('spaces.stopAll') : undefined}
              />
            </div>
          )}
          <ul className="spaces-list" aria-label={t('spaces.list')}>
            {list.map((space) => (
              <SpaceRow
                key={space.id}
                space={space}
                mirror={mirroring.of(space.id)}
                busy={sync.running}
                doing={several && goes.includes(space) ? rowWords(sync.doing.get(space.name)) : ''}
                onStop={
                  several && goes.includes(space) && !isOver(sync.doing.get(space.name))
                    ? () => sync.stopOne(space.id)
                    : undefined
                }
                failed={sync.accounts.some((a) => a.id === space.id && a.state === 'failed')}
                readOnly={readOnly}
                onSync={() => sync.start([space.id])}
                onSignIn={() => setAsked({ kind: 'signIn', id: space.id })}
                onCarry={() => setAsked({ kind: 'carry', space })}
                onMirror={() => setAsked({ kind: 'mirror', space })}
                onEndMirror={() => {
                  const mirror = mirroring.of(space.id);
                  if (mirror) void mirroring.end(mirror);
                }}
                onAlias={() => setAsked({ kind: 'alias', space })}
                onAudience={() => setAsked({ kind: 'audience', space })}
                onRemove={() => setAsked({ kind: 'remove', space })}
              />
            ))}
          </ul>
          {mirroring.error && (
            <ErrorNote
              title={t('spaces.mirror.not')}
              text={tAny(mirroring.error.key, mirroring.error.params)}
            />
          )}
          <Mirrors mirrors={mirroring.list} spaces={list} />
          {sync.error && (
            <ErrorNote
              title={t('spaces.notBegun')}
              text={tAny(sync.error.key, sync.error.params)}
              retry={() => sync.start()}
            />
          )}
          {!readOnly && <Held />}
          {!sync.running && sync.accounts.length > 0 && (
            <Account
              accounts={sync.accounts}
              spaces={list}
              onRetry={(id) => sync.start([id])}
              onSignIn={(id) => setAsked({ kind: 'signIn', id })}
              onAccept={(id) => setAsked({ kind: 'accept', id })}
              onAudience={(id) => {
                const space = list.find((s) => s.id === id);
                if (space) setAsked({ kind: 'audience', space });
              }}
              onAcceptHost={sync.acceptHost}
              onUnseal={() => setAsked({ kind: 'unseal' })}
              onForgetHost={(account) => setAsked({ kind: 'forgetHost', account })}
              onUnlock={(id) => setAsked({ kind: 'unlock', id })}
            />
          )}
          {!readOnly && (
            <>
              <Schedule />
              <NamesToLookFor />
            </>
          )}
        </div>
      )}
      {asked?.kind === 'add' && (
        <AddDialog
          taken={list.map((s) => s.name)}
          onClose={() => setAsked(null)}
          onAdded={(account) => {
            setAsked(
              account.keepAsk
                ? { kind: 'seal', id: account.id, ask: account.keepAsk, done: () => undefined }
                : null,
            );
            sync.show([account]);
            void spaces.refetch();
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
          id={asked.id}
          ask={asked.ask}
          onDone={() => {
            setAsked(null);
            asked.done();
            void spaces.refetch();
          }}
        />
      )}
      {asked?.kind === 'network' && <NetworkDialog onClose={() => setAsked(null)} />}
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
    </div>
  );
}

const intervals = [0, 5, 15, 60] as const;

/** Whether the window syncs by itself. */
function Schedule() {
  const { every, setEvery } = useSync();
  return (
    <div className="spaces-schedule">
      <SelectField
        label={t('spaces.every')}
        help={t('spaces.every.help')}
        value={String(every)}
        onChange={(minutes) => setEvery(Number(minutes))}
        options={intervals.map((n) => ({
          value: String(n),
          label: n === 0 ? t('spaces.every.never') : tn('spaces.every.minutes', n),
        }))}
      />
    </div>
  );
}

function NoSpaces({ onAdd }: { onAdd: (() => void) | undefined }) {
  return (
    <EmptyState
      title={t('spaces.none')}
      lead={t('spaces.none.lead')}
      acts={
        onAdd && (
          <Button look="primary" size="large" icon="plus" keys="n" onClick={onAdd}>
            {t('spaces.add')}
          </Button>
        )
      }
    >
      <ul className="spaces-facts small ink-2">
        <li>{t('spaces.none.place')}</li>
        <li>{t('spaces.none.both')}</li>
        <li>{t('spaces.none.private')}</li>
      </ul>
    </EmptyState>
  );
}
