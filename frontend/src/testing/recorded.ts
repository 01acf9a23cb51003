import {
  parseError,
  type Backend,
  type BackendEvent,
  type BackupState,
  type InboxState,
  type ReviewRow,
  type WorkspaceInfo,
} from '../backend';

// A Backend that answers what a test recorded and refuses everything else, so
// that a component cannot call more than the test says.

type Answers = { [S in keyof Backend]?: Partial<Backend[S]> };

export type Recorded = Backend & {
  /** Plays an event of the Go side. */
  emit: (event: BackendEvent, data: unknown) => void;
};

const services = [
  'workspace',
  'reviews',
  'records',
  'imports',
  'incidents',
  'inbox',
  'causes',
  'reports',
  'search',
  'measures',
  'obligations',
  'services',
  'pictures',
  'studies',
  'actions',
  'audit',
  'backups',
  'calendars',
  'policies',
  'spaces',
] as const;

export function recordedBackend(answers: Answers = {}): Recorded {
  const handlers = new Map<string, Set<(data: unknown) => void>>();
  const emit = (event: string, data: unknown) => {
    for (const handler of handlers.get(event) ?? []) handler(data);
  };
  const made: Record<string, unknown> = {};
  for (const service of services) {
    const given: Record<string, unknown> = {
      ...(service === 'reviews' ? whole(answers.reviews ?? {}) : {}),
      ...(service === 'workspace' ? quietWorkspace : {}),
      ...(service === 'obligations' ? { about: () => Promise.resolve([]) } : {}),
      ...(service === 'imports' ? noChannels(emit) : {}),
      ...(service === 'inbox' ? { state: () => Promise.resolve(noInbox) } : {}),
      ...(service === 'backups' ? { state: () => Promise.resolve(freshBackup) } : {}),
      ...(service === 'pictures' ? { uses: () => Promise.resolve({}) } : {}),
      ...(service === 'calendars'
        ? { limits: () => Promise.resolve({ since: '', limits: [] }) }
        : {}),
      ...(service === 'studies' ? { due: () => Promise.resolve([]) } : {}),
      ...(service === 'spaces'
        ? {
            list: () => Promise.resolve([]),
            people: () => Promise.resolve([]),
            held: () => Promise.resolve([]),
            mirrors: () => Promise.resolve([]),
            leaks: (ref: string, space: string) =>
              Promise.resolve({
                ref,
                title: '',
                space,
                holding: 0,
                found: [],
                allowed: [],
                shared: 0,
                received: true,
                place: { away: false, name: '', left: '', inside: false },
              }),
          }
        : {}),
      ...answers[service],
    };
    made[service] = new Proxy(given, {
      get: (target, method: string) =>
        target[method] ??
        (() => Promise.reject(parseError(`the test has no answer for ${service}.${method}`))),
    });
  }
  return {
    ...made,
    on: (event: string, handler: (data: unknown) => void) => {
      const set = handlers.get(event) ?? new Set();
      handlers.set(event, set.add(handler));
      return () => set.delete(handler);
    },
    emit,
  } as unknown as Recorded;
}

/** What a test says a review is, told whole each time. */
function whole({ get, times }: Partial<Backend['reviews']>): Partial<Backend['reviews']> {
  return {
    ...(get && {
      since: async (ref) => ({
        stamp: '',
        whole: true,
        review: await get(ref),
        from: 0,
        drop: 0,
      }),
    }),
    ...(times && {
      timesSince: async (ref, mode) => ({
        stamp: '',
        whole: true,
        shown: await times(ref, mode),
        gone: [],
      }),
    }),
  };
}

/** Files among which no chat export is. */
const noChannels = (emit: (event: string, data: unknown) => void): Partial<Backend['imports']> => ({
  channels: () => {
    queueMicrotask(() => emit('job.done', { id: 'channels' }));
    return Promise.resolve('channels');
  },
  channelsResult: () => Promise.resolve([]),
});

export const ownWorkspace: WorkspaceInfo = {
  name: 'Own work',
  home: '/home/someone/secondstory',
  sample: false,
  version: '0.1.0',
  readOnly: false,
  full: false,
  problem: null,
  first: false,
  actor: 'a-own',
};

/** A workspace that was backed up just now. */
export const freshBackup: BackupState = {
  at: '2026-11-18T09:00:00Z',
  days: 0,
  remind: 30,
  due: false,
  sample: false,
};

/** No folder is watched. */
const noInbox: InboxState = { folders: [], waiting: [], files: [], waits: 0, taken: 0 };

const quietWorkspace: Partial<Backend['workspace']> = {
  info: () => Promise.resolve(ownWorkspace),
  settings: () => Promise.resolve([]),
  setSetting: () => Promise.resolve(),
  takeOpened: () => Promise.resolve([]),
};

/** A row of the list; name what matters for the test. */
export function reviewRow(part: Partial<ReviewRow> & { ref: string }): ReviewRow {
  return {
    id: part.ref,
    title: 'Payouts were sent twice',
    severity: 'SEV2',
    state: 'draft',
    date: '2026-11-16',
    services: ['ledger'],
    entries: 41,
    causes: 17,
    factors: 6,
    actions: 5,
    actionsOpen: 2,
    questions: 0,
    changedAt: '2026-11-18T14:32:07Z',
    trashed: false,
    promise: null,
    ...part,
  };
}

/** Settings that outlive a screen, as those of a workspace outlive the window. */
export function keptSettings(): Pick<Backend['workspace'], 'settings' | 'setSetting'> & {
  all: () => Record<string, string>;
} {
  const kept = new Map<string, string>();
  return {
    settings: () => Promise.resolve([...kept].map(([name, value]) => ({ name, value }))),
    setSetting: (name, value) => {
      if (value) kept.set(name, value);
      else kept.delete(name);
      return Promise.resolve();
    },
    all: () => Object.fromEntries(kept),
  };
}
