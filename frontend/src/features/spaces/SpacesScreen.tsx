import { useEffect, useRef, useState } from 'react';
import { useSpaces, useWorkspaceInfo } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { inParts, isOver, rowWords, useSync } from '../../editing';
import { formatNumber, t, tAny } from '../../i18n';
import { Bar, Button, ErrorNote, Progress } from '../../ui';
import { Account } from './Account';
import { Held, NamesToLookFor } from './Held';
import { Meant, useMeant } from './meant';
import { Mirrors, useMirroring } from './Mirrors';
import { NoSpaces } from './NoSpaces';
import { Schedule } from './Schedule';
import { SpaceDialogs, type Asked } from './SpaceDialogs';
import { SpaceRow } from './SpaceRow';
import './spaces.css';
import { doingWords } from './words';

/** With whom reviews are shared, and the exchange with them. */
export function SpacesScreen() {
  useCommandContext({ review: null, selection: null });
  const spaces = useSpaces();
  const sync = useSync();
  const mirroring = useMirroring();
  const meant = useMeant();
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

  const add = () => setAsked({ kind: 'add' });
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
      {!readOnly && (
        <Meant
          reviews={meant.reviews}
          onShare={list.length > 0 ? () => setAsked({ kind: 'share' }) : undefined}
          onForget={meant.forget}
        />
      )}
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
                parts={!several && inParts(sync.label)}
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
                doing={
                  sync.running && goes.includes(space)
                    ? several || sync.doing.has(space.name)
                      ? rowWords(sync.doing.get(space.name))
                      : t('spaces.phase.begin')
                    : ''
                }
                onStop={
                  several && goes.includes(space) && !isOver(sync.doing.get(space.name))
                    ? () => sync.stopOne(space.id)
                    : undefined
                }
                failed={sync.accounts.some((a) => a.id === space.id && a.state === 'failed')}
                mayOnlyRead={sync.accounts.some(
                  (a) => a.id === space.id && a.state === 'read_only',
                )}
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
              onNetwork={(id) => setAsked({ kind: 'network', again: id })}
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
      <SpaceDialogs
        asked={asked}
        onAsk={setAsked}
        list={list}
        mirroring={mirroring}
        meant={meant}
      />
    </div>
  );
}
