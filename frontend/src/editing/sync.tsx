import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import {
  reviewKeys,
  useBackend,
  useJob,
  useSetting,
  useSpaces,
  useWorkspaceInfo,
  writesEnded,
  type SpaceAccount,
  type SpaceAfter,
  type WireError,
} from '../backend';
import { formatNumber, t, tn } from '../i18n';
import { dismissTopic, showToast } from '../ui';
import { flushTexts } from './openSavers';
import { ofSpace, type SpaceDoing } from './syncDoing';

export type Sync = {
  running: boolean;
  /** How far each space is, by its name. One that is not in it has not begun. */
  doing: ReadonlyMap<string, SpaceDoing>;
  /** The spaces that are exchanged, by id; none in it are all. */
  asked: readonly string[];
  /** Ends the exchange of one space; the others go on. */
  stopOne: (id: string) => void;
  /** "phase:name of the space", for progress. */
  label: string;
  done: number;
  total: number;
  /** Why it could not even begin. */
  error: WireError | null;
  /** Exchanges these spaces, or all. What is typed is saved first and goes along. */
  start: (ids?: readonly string[]) => void;
  /** The same for a space whose history was replaced, as the person chose. */
  accept: (id: string, after: SpaceAfter) => void;
  /** The same where a server shows a key that the person has compared and found right. */
  acceptHost: (id: string, fingerprint: string) => void;
  /** Exchanges one space through the files in a folder, as `start` does through its address. */
  carry: (id: string, folder: string) => void;
  /** Minutes from one exchange to the next that begins by itself; 0 for never. */
  every: number;
  setEvery: (minutes: number) => void;
  stop: () => void;
  /** What the last exchange did, space by space. */
  accounts: readonly SpaceAccount[];
  /** Shows the account of an exchange that was made elsewhere, such as the first one. */
  show: (accounts: readonly SpaceAccount[]) => void;
  clear: () => void;
};

const SyncContext = createContext<Sync | null>(null);

export function useSync(): Sync {
  const sync = useContext(SyncContext);
  if (!sync) throw new Error('useSync needs a SyncProvider above it');
  return sync;
}

const nothing: readonly SpaceAccount[] = [];

/** The one exchange with others that the window makes; it goes on while people look elsewhere. */
export function SyncProvider({ children }: { children: ReactNode }) {
  const backend = useBackend();
  const client = useQueryClient();
  const router = useRouter();
  const home = useWorkspaceInfo().data?.home ?? '';
  const job = useJob<SpaceAccount[]>();
  // The account belongs to the workspace it was made in.
  const [kept, setKept] = useState({ home, accounts: nothing });
  const [every, setEvery] = useSetting('sync.every', '0');
  const [failures, setFailures] = useState(0);

  const [asked, setAsked] = useState<readonly string[]>([]);
  const doing = useDoing(job.id);

  const running = job.state === 'running';
  const show = (accounts: readonly SpaceAccount[]) => setKept({ home, accounts });
  const tell = (accounts: readonly SpaceAccount[], asked: boolean) => {
    if (accounts.length === 0 || router.state.location.pathname === '/spaces') return;
    // What nobody asked for is told when it brought something; the line at the foot says the rest.
    if (!asked && !accounts.some((a) => a.cameCount > 0)) return;
    showToast({
      ...summary(accounts),
      topic: 'sync',
      act: { label: t('spaces.toast.show'), run: () => void router.navigate({ to: '/spaces' }) },
    });
  };
  const begin = (exchange: () => Promise<string>, asked: boolean, ids: readonly string[]) => {
    if (running) return;
    setAsked(ids);
    if (asked) show(nothing);
    dismissTopic('sync');
    job.start(
      async () => {
        await flushTexts();
        await writesEnded();
        return exchange();
      },
      async (id) => {
        const accounts = await backend.spaces.syncResult(id);
        show(accounts);
        tell(accounts, asked);
        setFailures((n) => (accounts.some((a) => a.state === 'failed') ? n + 1 : 0));
        // When it was last exchanged is no change of a review, so no event tells it.
        await client.invalidateQueries({ queryKey: reviewKeys.lists() });
        return accounts;
      },
    );
  };
  const sync: Sync = {
    running,
    doing,
    asked,
    stopOne: (id) => void backend.spaces.stop(id),
    label: job.label,
    done: job.done,
    total: job.total,
    error: job.error,
    start: (ids = []) => begin(() => backend.spaces.sync([...ids]), true, ids),
    accept: (id, after) => begin(() => backend.spaces.accept(id, after), true, [id]),
    acceptHost: (id, fingerprint) =>
      begin(() => backend.spaces.acceptHost(id, fingerprint), true, [id]),
    carry: (id, folder) => begin(() => backend.spaces.carry(id, folder), true, [id]),
    every: Number(every),
    setEvery: (minutes) => setEvery(String(minutes)),
    stop: job.stop,
    accounts: kept.home === home ? kept.accounts : nothing,
    show,
    clear: () => {
      show(nothing);
      job.reset();
    },
  };
  useSchedule(sync, failures, () => begin(() => backend.spaces.sync([]), false, []));
  return <SyncContext value={sync}>{children}</SyncContext>;
}

/** Follows each space of an exchange. What is told before the job's id is known here counts too. */
function useDoing(id: string): ReadonlyMap<string, SpaceDoing> {
  const backend = useBackend();
  const [told, setTold] = useState({ id: '', spaces: new Map<string, SpaceDoing>() });
  useEffect(
    () =>
      backend.on('job.progress', (p) => {
        const [, phase, name] = ofSpace.exec(p.label) ?? [];
        if (!phase || name === undefined) return;
        setTold((was) => {
          const spaces = new Map(was.id === p.id ? was.spaces : []);
          return { id: p.id, spaces: spaces.set(name, { phase, done: p.done, total: p.total }) };
        });
      }),
    [backend],
  );
  return told.id === id ? told.spaces : nowhere;
}

const nowhere: ReadonlyMap<string, SpaceDoing> = new Map();

/** Failures put the next try off, for a server that is away is not there a minute later. */
export const waitMinutes = (every: number, failures: number) =>
  Math.max(every, Math.min(every * 2 ** failures, 120));

/** Begins an exchange by itself so long after the last one, while the window is open. */
function useSchedule({ every, running }: Sync, failures: number, byItself: () => void) {
  const readOnly = useWorkspaceInfo().data?.readOnly ?? true;
  const shares = (useSpaces().data?.length ?? 0) > 0;
  const latest = useRef(byItself);
  useEffect(() => {
    latest.current = byItself;
  });
  const due = every > 0 && !running && shares && !readOnly;
  useEffect(() => {
    if (!due) return;
    const wait = waitMinutes(every, failures) * 60_000;
    const timer = setTimeout(() => latest.current(), wait);
    return () => clearTimeout(timer);
  }, [due, every, failures]);
}

/** An exchange in one sentence. */
function summary(accounts: readonly SpaceAccount[]) {
  const failed = accounts.filter((a) => a.state === 'failed');
  if (failed.length > 0) {
    const names = failed.map((a) => a.name).join(', ');
    return { tone: 'warn' as const, text: t('spaces.toast.failed', { names }) };
  }
  const sum = (of: (a: SpaceAccount) => number) => accounts.reduce((n, a) => n + of(a), 0);
  const open = sum((a) => a.open);
  if (open > 0) return { tone: 'warn' as const, text: tn('spaces.toast.open', open) };
  const counts = {
    came: formatNumber(sum((a) => a.cameCount)),
    went: formatNumber(sum((a) => a.wentCount)),
  };
  const readable = accounts.filter((a) => a.state === 'read_only');
  if (readable.length > 0) {
    const names = readable.map((a) => a.name).join(', ');
    return { tone: 'warn' as const, text: t('spaces.toast.readOnly', { ...counts, names }) };
  }
  return {
    icon: 'exchange' as const,
    // Nobody has what lies on a stick yet.
    text: t(accounts.every((a) => a.carried) ? 'spaces.toast.wrote' : 'spaces.toast.done', counts),
  };
}
