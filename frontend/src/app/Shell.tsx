import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import {
  useBackend,
  useBackendEvent,
  useSaveState,
  useSetting,
  useSpaces,
  useWaiting,
  useWorkspaceInfo,
} from '../backend';
import { useCommandContext, useRegistry } from '../commands';
import { footWords, saveEverything, SyncProvider, useSwitchWorkspace, useSync } from '../editing';
import { formatLately, t, tAny, tn } from '../i18n';
import {
  Button,
  dismissOldNews,
  narrowWindow,
  Note,
  StatusLine,
  Toasts,
  useMedia,
  type StatusPart,
} from '../ui';
import { useAppCommands } from './appCommands';
import { useAppearance } from './appearance';
import { DropOverlay } from './DropOverlay';
import { KeysHelp } from './KeysHelp';
import { Palette } from './Palette';
import type { Overlay } from './overlay';
import { usePendingKeys } from './pendingKeys';
import { Rail } from './Rail';
import { StartReview } from './StartReview';
import { UnsavedTexts } from './UnsavedTexts';

// Fetched only where it is needed: a workspace that opens is the rule.
const WorkspaceTrouble = lazy(() =>
  import('./WorkspaceTrouble').then((m) => ({ default: m.WorkspaceTrouble })),
);

/** Rail, screen and status line; what floats above all screens. */
export function Shell() {
  return (
    <SyncProvider>
      <Frame />
    </SyncProvider>
  );
}

function Frame() {
  const theme = useAppearance();
  const info = useWorkspaceInfo();
  // Only the very first screen waits: a change of workspace asks again, and the
  // screen that asked for it must stay.
  const [opened, setOpened] = useState(false);
  if (!opened && !info.isPending) setOpened(true);
  const pending = usePendingKeys();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [rail, setRail] = useSetting('rail', 'wide');
  const inRoom = useRouterState({
    select: (s) => /^\/(reviews\/.|conflicts)/.test(s.location.pathname),
  });
  // A room and a narrow window need the width: the rail is slim unless the person widened it there.
  const [roomRail, setRoomRail] = useSetting('rail.room', 'slim');
  const tight = useMedia(narrowWindow) || inRoom;
  const slim = (tight ? roomRail : rail) === 'slim';

  useCommandContext({ readOnly: info.data?.readOnly ?? false });
  useAppCommands({
    theme,
    open: setOverlay,
    toggleRail: () => (tight ? setRoomRail : setRail)(slim ? 'wide' : 'slim'),
  });
  useFilesGiven();

  useClosing();
  const main = useArrival();

  const close = () => setOverlay(null);
  return (
    <div className="shell">
      <Rail slim={slim} onFind={() => setOverlay('palette')} />
      {/* Not a stop of the Tab key: the focus comes here with a screen that takes none. */}
      <main className="main" tabIndex={-1} ref={main}>
        {!opened ? (
          // The notes above a screen come with its first paint: nothing moves under the hand.
          <div className="screen" aria-busy="true" />
        ) : (
          <>
            <WorkspaceNotes />
            <Screens />
          </>
        )}
        <UnsavedTexts />
      </main>
      <StatusLine
        parts={useStatusParts()}
        pendingKeys={pending}
        onKeys={() => setOverlay('keys')}
      />
      <Toasts />
      <DropOverlay />
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'keys' && <KeysHelp onClose={close} />}
      {overlay === 'start' && <StartReview onClose={close} />}
    </div>
  );
}

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- module augmentation needs an interface
  interface HistoryState {
    /** Files on their way to the import screen. */
    paths?: string[];
    /** Tells visits of one address apart. */
    visit?: number;
  }
}

/** Files dropped on the window, or opened with the program, come to the import screen. */
function useFilesGiven() {
  const backend = useBackend();
  const navigate = useNavigate();
  const registry = useRegistry();
  useBackendEvent('files.dropped', ({ paths, pictures }) => {
    // Pictures dropped on an open review are its pictures (RoomPictures).
    const at = registry.context();
    if (pictures && at.review !== null && !at.readOnly) return;
    void navigate({ to: '/import', state: { paths } });
  });
  useEffect(() => {
    // What the start itself was given came before anybody listened for an event.
    backend.workspace.takeOpened().then(
      (paths) => {
        if (paths.length > 0) void navigate({ to: '/import', state: { paths } });
      },
      () => undefined,
    );
  }, [backend, navigate]);
}

/** The program waits with closing until what is typed is stored. */
function useClosing() {
  const backend = useBackend();
  useBackendEvent('window.closing', () => {
    // When Go does not hear it, it closes after a while by itself.
    void saveEverything().then(() => backend.workspace.flushed().catch(() => undefined));
  });
}

/** The screen of the address, or why there is no workspace to show in it. */
function Screens() {
  const info = useWorkspaceInfo();
  const [trouble, setTrouble] = useState(false);
  // These two need no workspace.
  const apart = useRouterState({ select: (s) => /^\/(settings|help)/.test(s.location.pathname) });
  const shut = info.data !== undefined && info.data.problem !== null && info.data.home === '';
  if (shut && !trouble) setTrouble(true);
  const done = useCallback(() => setTrouble(false), []);
  if (!trouble || apart) return <Outlet />;
  return (
    <Suspense fallback={<div className="screen" aria-busy="true" />}>
      <WorkspaceTrouble onDone={done} />
    </Suspense>
  );
}

/** The sample says that it is one; a workspace in trouble says what to do. */
function WorkspaceNotes() {
  const info = useWorkspaceInfo();
  const change = useSwitchWorkspace();
  const navigate = useNavigate();
  const atSettings = useRouterState({ select: (s) => s.location.pathname === '/settings' });
  if (!info.data) return null;
  return (
    <>
      {info.data.problem && (info.data.home !== '' || atSettings) && (
        <Note
          tone="warn"
          acts={
            !atSettings && (
              <Button look="text" size="small" onClick={() => void navigate({ to: '/settings' })}>
                {t('workspace.restore')}
              </Button>
            )
          }
        >
          {tAny(info.data.problem.key, info.data.problem.params ?? {})}
        </Note>
      )}
      {info.data.readOnly && !info.data.problem && (
        <Note tone="warn" icon="lock">
          {t(info.data.full ? 'storage.full_reading' : 'storage.read_only')}
        </Note>
      )}
      {info.data.sample && (
        <Note
          acts={
            <Button look="text" size="small" onClick={() => change.mutate('own')}>
              {t('sample.startOwn')}
            </Button>
          }
        >
          {t('sample.banner')}
        </Note>
      )}
    </>
  );
}

/**
 * Going to a screen takes the focus along: most put it on their list or field, and
 * where one has none to give, the next press of Tab begins in the screen and not
 * at the rail.
 */
function useArrival() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (s) => s.resolvedLocation?.pathname });
  useEffect(() => {
    const held = document.activeElement;
    if (held === null || held === document.body) main.current?.focus({ preventScroll: true });
    dismissOldNews();
  }, [path]);
  return main;
}

function useStatusParts(): StatusPart[] {
  const save = useSaveState();
  const info = useWorkspaceInfo();
  const shared = useSharedPart();
  // Nothing is claimed of a workspace that cannot be read.
  if (info.data?.problem) return [{ icon: 'warn', tone: 'warn', text: t('status.trouble') }];
  const saved: StatusPart = info.data?.readOnly
    ? info.data.full
      ? { icon: 'warn', tone: 'warn', text: t('status.full') }
      : { icon: 'lock', text: t('status.readOnly') }
    : save.kind === 'refused'
      ? { icon: 'warn', tone: 'warn', text: t('status.notSaved') }
      : save.kind === 'saving'
        ? { icon: 'clock', text: t('status.saving') }
        : save.savedAt
          ? { icon: 'check', tone: 'ok', text: t('status.saved', { time: save.savedAt }) }
          : { icon: 'check', tone: 'ok', text: t('status.nothingToSave') };
  return [saved, shared];
}

/** Where the work lies: here alone, or with others, and then what waits for them. */
function useSharedPart(): StatusPart {
  const waiting = useWaiting();
  const spaces = (useSpaces().data ?? []).map(waiting);
  const sync = useSync();
  if (spaces.length === 0) return { icon: 'monitor', text: t('status.local') };
  if (sync.running) {
    const goes = spaces.filter((s) => sync.asked.length === 0 || sync.asked.includes(s.id));
    return { icon: 'exchange', text: footWords(goes.map((s) => sync.doing.get(s.name))) };
  }
  if (sync.error !== null || sync.accounts.some((a) => a.state === 'failed')) {
    return { icon: 'warn', tone: 'warn', text: t('status.notExchanged') };
  }
  const unsent = spaces.reduce((n, s) => n + s.unsent, 0);
  const kept = spaces.reduce((n, s) => n + s.kept, 0);
  const rest = unsent > 0 ? tn('status.unsent', unsent) : kept > 0 ? tn('status.kept', kept) : '';
  const undecided = spaces.reduce((n, s) => n + s.undecided, 0);
  if (undecided > 0) {
    // All are told in one zone: the greatest is the newest.
    const last = spaces.map((s) => s.syncedAt).reduce((a, b) => (b > a ? b : a), '');
    const state = rest || t('status.exchanged', { time: formatLately(last, new Date()) });
    return { icon: 'exchange', text: tn('status.undecided', undecided, { state }) };
  }
  return rest
    ? { icon: 'exchange', text: rest }
    : { icon: 'exchange', tone: 'ok', text: t('status.allSent') };
}
