import type { Backend } from './backend';
import { parseError } from './errors';
import { trackWrite } from './saveState';
import type { BackendEvent, BackendEvents } from './wire';

// The only file that touches what the window toolkit puts into the page.

type Method = (...args: unknown[]) => Promise<unknown>;
type Bound = Record<string, Record<string, Method | undefined> | undefined>;

export type WailsWindow = {
  go?: { app?: Bound };
  runtime?: { EventsOn: (event: string, handler: (data: unknown) => void) => () => void };
};

/** True when the page runs inside the program (or its development server). */
export function hasWails(host: unknown): host is WailsWindow {
  return typeof host === 'object' && host !== null && 'go' in host;
}

/** Translates between the Backend type and the bound services of package app. */
export function createWailsBackend(host: WailsWindow): Backend {
  async function call(service: string, method: string, args: unknown[]): Promise<unknown> {
    const fn = host.go?.app?.[service]?.[method];
    if (!fn) throw parseError(`${service}.${method} is not bound`);
    try {
      return await fn(...args);
    } catch (e) {
      throw parseError(e);
    }
  }
  // The wire types are held to the Go side by wire.contract.test.ts, so the one cast of
  // the program from unknown to a wire type stands here.
  const read = <T>(service: string, method: string, ...args: unknown[]) =>
    call(service, method, args) as Promise<T>;
  const write = <T>(service: string, method: string, ...args: unknown[]) =>
    trackWrite(call(service, method, args) as Promise<T>);

  return {
    workspace: {
      info: () => read('Workspace', 'Info'),
      settings: () => read('Workspace', 'Settings'),
      setSetting: (name, value) => read('Workspace', 'SetSetting', name, value),
      catalogue: (lang) => read('Workspace', 'Catalogue', lang),
      helpTopics: () => read('Workspace', 'HelpTopics'),
      helpText: (id) => read('Workspace', 'HelpText', id),
      startOwn: () => read('Workspace', 'StartOwn'),
      openSample: () => read('Workspace', 'OpenSample'),
      takeOpened: () => read('Workspace', 'TakeOpened'),
      flushed: () => read('Workspace', 'Flushed'),
      diagnosis: () => read('Workspace', 'Diagnosis'),
      saveDiagnosis: () => read('Workspace', 'SaveDiagnosis'),
    },
    reviews: {
      list: (filter) => read('Reviews', 'List', filter),
      get: (ref) => read('Reviews', 'Get', ref),
      since: (...a) => read('Reviews', 'Since', ...a),
      timesSince: (...a) => read('Reviews', 'TimesSince', ...a),
      create: (...a) => write('Reviews', 'Create', ...a),
      remove: (...a) => write('Reviews', 'Remove', ...a),
      restore: (...a) => write('Reviews', 'Restore', ...a),
      setField: (...a) => write('Reviews', 'SetField', ...a),
      setTyped: (...a) => write('Reviews', 'SetTyped', ...a),
      saveText: (...a) => write('Reviews', 'SaveText', ...a),
      addPart: (...a) => write('Reviews', 'AddPart', ...a),
      removePart: (...a) => write('Reviews', 'RemovePart', ...a),
      restorePart: (...a) => write('Reviews', 'RestorePart', ...a),
      movePart: (...a) => write('Reviews', 'MovePart', ...a),
      correctTime: (...a) => write('Reviews', 'CorrectTime', ...a),
      answerQuestion: (...a) => write('Reviews', 'AnswerQuestion', ...a),
      conflicts: () => read('Reviews', 'Conflicts'),
      conflictCount: () => read('Reviews', 'ConflictCount'),
      due: () => read('Reviews', 'Due'),
      putOff: (...a) => write('Reviews', 'PutOff', ...a),
      takeUp: (key) => write('Reviews', 'TakeUp', key),
      saveDates: () => read('Reviews', 'SaveDates'),
      settleConflict: (...a) => write('Reviews', 'SettleConflict', ...a),
      checkTime: (...a) => read('Reviews', 'CheckTime', ...a),
      checkLine: (...a) => read('Reviews', 'CheckLine', ...a),
      zones: () => read('Reviews', 'Zones'),
      times: (...a) => read('Reviews', 'Times', ...a),
      strip: (...a) => read('Reviews', 'Strip', ...a),
    },
    records: {
      history: (...a) => read('Records', 'History', ...a),
      line: (...a) => read('Records', 'Line', ...a),
      past: (...a) => read('Records', 'Past', ...a),
      takeBack: (...a) => write('Records', 'TakeBack', ...a),
      undo: (...a) => write('Records', 'Undo', ...a),
      redo: (...a) => write('Records', 'Redo', ...a),
      canUndo: (ref) => read('Records', 'CanUndo', ref),
      unreadable: (kinds) => read('Records', 'Unreadable', kinds),
    },
    imports: {
      choose: () => read('Imports', 'Choose'),
      preview: (...a) => read('Imports', 'Preview', ...a),
      previewResult: (id) => read('Imports', 'PreviewResult', id),
      proposal: (...a) => read('Imports', 'Proposal', ...a),
      apply: (...a) => write('Imports', 'Apply', ...a),
      applyResult: (id) => read('Imports', 'ApplyResult', id),
      cancel: (id) => read('Imports', 'Cancel', id),
    },
    causes: {
      scene: (ref, options) => read('Causes', 'Scene', ref, options),
      fit: (...a) => read('Causes', 'Fit', ...a),
      add: (...a) => write('Causes', 'Add', ...a),
      addCategory: (...a) => write('Causes', 'AddCategory', ...a),
      move: (...a) => write('Causes', 'Move', ...a),
      moveTo: (...a) => write('Causes', 'MoveTo', ...a),
      remove: (...a) => write('Causes', 'Remove', ...a),
      discard: (...a) => write('Causes', 'Discard', ...a),
      targets: (...a) => read('Causes', 'Targets', ...a),
      set: (...a) => write('Causes', 'Set', ...a),
      fromFactors: (...a) => write('Causes', 'FromFactors', ...a),
      pasteOutline: (...a) => write('Causes', 'PasteOutline', ...a),
      sizes: (...a) => read('Causes', 'Sizes', ...a),
      picture: (...a) => read('Causes', 'Picture', ...a),
      exportView: (...a) => read('Causes', 'Export', ...a),
    },
    reports: {
      make: (...a) => read('Reports', 'Make', ...a),
      preview: (...a) => read('Reports', 'Preview', ...a),
      keep: (...a) => write('Reports', 'Keep', ...a),
      register: (...a) => read('Reports', 'Register', ...a),
      issue: (...a) => write('Reports', 'Issue', ...a),
      issued: (ref) => read('Reports', 'Issued', ref),
      trend: (...a) => read('Reports', 'Trend', ...a),
      issueTrend: (...a) => write('Reports', 'IssueTrend', ...a),
      issuedTrends: () => read('Reports', 'IssuedTrends'),
      viewTrend: (query) => read('Reports', 'ViewTrend', query),
      view: (...a) => read('Reports', 'View', ...a),
      open: (path) => read('Reports', 'Open', path),
    },
    search: {
      find: (...a) => read('Search', 'Find', ...a),
      named: (words) => read('Search', 'Named', words),
    },
    policies: {
      list: () => read('Policies', 'List'),
      get: (ref) => read('Policies', 'Get', ref),
      kinds: () => read('Policies', 'Kinds'),
      create: (...a) => write('Policies', 'Create', ...a),
      set: (...a) => write('Policies', 'Set', ...a),
      saveText: (...a) => write('Policies', 'SaveText', ...a),
      addSetting: (...a) => write('Policies', 'AddSetting', ...a),
      addSeat: (...a) => write('Policies', 'AddSeat', ...a),
      removePart: (...a) => write('Policies', 'RemovePart', ...a),
      propose: (...a) => write('Policies', 'Propose', ...a),
      retire: (...a) => write('Policies', 'Retire', ...a),
      sign: (...a) => write('Policies', 'Sign', ...a),
      askException: (...a) => write('Policies', 'AskException', ...a),
      answerException: (...a) => write('Policies', 'AnswerException', ...a),
      closeException: (...a) => write('Policies', 'CloseException', ...a),
      diff: (...a) => read('Policies', 'Diff', ...a),
      restore: (...a) => write('Policies', 'Restore', ...a),
    },
    incidents: {
      list: (...a) => read('Incidents', 'List', ...a),
      get: (ref) => read('Incidents', 'Get', ref),
      startReview: (id) => write('Incidents', 'StartReview', id),
      choose: () => read('Incidents', 'Choose'),
      import: (...a) => read('Incidents', 'Import', ...a),
      preview: (...a) => read('Incidents', 'Preview', ...a),
      resume: (id) => read('Incidents', 'Resume', id),
      importResult: (id) => read('Incidents', 'ImportResult', id),
      imports: () => read('Incidents', 'Imports'),
      withdraw: (id) => read('Incidents', 'Withdraw', id),
      withdrawResult: (id) => read('Incidents', 'WithdrawResult', id),
      quarantine: (...a) => read('Incidents', 'Quarantine', ...a),
      mean: (...a) => write('Incidents', 'Mean', ...a),
      mend: (...a) => write('Incidents', 'Mend', ...a),
      retry: () => write('Incidents', 'Retry'),
      discard: (rows) => write('Incidents', 'Discard', rows),
    },
    inbox: {
      state: (limit) => read('Inbox', 'State', limit),
      chooseFolder: () => read('Inbox', 'ChooseFolder'),
      add: (...a) => write('Inbox', 'Add', ...a),
      set: (...a) => write('Inbox', 'Set', ...a),
      remove: (id) => write('Inbox', 'Remove', id),
      leave: (n) => write('Inbox', 'Leave', n),
      again: (n) => write('Inbox', 'Again', n),
      look: () => read('Inbox', 'Look'),
    },
    calendars: {
      list: (trash) => read('Calendars', 'List', trash),
      get: (...a) => read('Calendars', 'Get', ...a),
      create: (...a) => write('Calendars', 'Create', ...a),
      set: (...a) => write('Calendars', 'Set', ...a),
      add: (...a) => write('Calendars', 'Add', ...a),
      removeEntry: (...a) => write('Calendars', 'RemoveEntry', ...a),
      fix: (...a) => write('Calendars', 'Fix', ...a),
      remove: (ref) => write('Calendars', 'Remove', ref),
      restore: (ref) => write('Calendars', 'Restore', ref),
      choose: () => read('Calendars', 'Choose'),
      import: (...a) => write('Calendars', 'Import', ...a),
      settle: (...a) => write('Calendars', 'Settle', ...a),
      exportView: (ref) => read('Calendars', 'Export', ref),
    },
    measures: {
      read: (query) => read('Measures', 'Read', query),
      pictures: (...a) => read('Measures', 'Pictures', ...a),
      cases: (...a) => read('Measures', 'Cases', ...a),
      exportView: (...a) => read('Measures', 'Export', ...a),
    },
    services: {
      list: () => read('Services', 'List'),
      get: (...a) => read('Services', 'Get', ...a),
      picture: (...a) => read('Services', 'Picture', ...a),
      create: (...a) => write('Services', 'Create', ...a),
      set: (...a) => write('Services', 'Set', ...a),
      addNeed: (...a) => write('Services', 'AddNeed', ...a),
      addOwner: (...a) => write('Services', 'AddOwner', ...a),
      removePart: (...a) => write('Services', 'RemovePart', ...a),
      remove: (...a) => write('Services', 'Remove', ...a),
      restore: (...a) => write('Services', 'Restore', ...a),
      decide: (...a) => write('Services', 'Decide', ...a),
      choose: () => read('Services', 'Choose'),
      import: (...a) => write('Services', 'Import', ...a),
      takeBack: (...a) => write('Services', 'TakeBack', ...a),
    },
    pictures: {
      paste: (...a) => write('Pictures', 'Paste', ...a),
      choose: (...a) => write('Pictures', 'Choose', ...a),
      addFiles: (...a) => write('Pictures', 'AddFiles', ...a),
      uses: (ref) => read('Pictures', 'Uses', ref),
      save: (...a) => read('Pictures', 'Save', ...a),
    },
    studies: {
      list: () => read('Studies', 'List'),
      due: () => read('Studies', 'Due'),
      get: (ref) => read('Studies', 'Get', ref),
      actions: () => read('Studies', 'Actions'),
      create: (...a) => write('Studies', 'Create', ...a),
      follow: (...a) => write('Studies', 'Follow', ...a),
      set: (...a) => write('Studies', 'Set', ...a),
      foresee: (...a) => read('Studies', 'Foresee', ...a),
      freeze: (...a) => write('Studies', 'Freeze', ...a),
      check: (...a) => write('Studies', 'Check', ...a),
      pictures: (...a) => read('Studies', 'Pictures', ...a),
      exportView: (...a) => read('Studies', 'Export', ...a),
    },
    obligations: {
      packs: () => read('Obligations', 'Packs'),
      register: () => read('Obligations', 'Register'),
      about: (ref) => read('Obligations', 'About', ref),
      get: (ref) => read('Obligations', 'Get', ref),
      begin: (...a) => write('Obligations', 'Begin', ...a),
      countBy: (...a) => write('Obligations', 'CountBy', ...a),
      answer: (...a) => write('Obligations', 'Answer', ...a),
      state: (...a) => write('Obligations', 'State', ...a),
      decide: (...a) => write('Obligations', 'Decide', ...a),
      pause: (...a) => write('Obligations', 'Pause', ...a),
      resume: (...a) => write('Obligations', 'Resume', ...a),
      submit: (...a) => write('Obligations', 'Submit', ...a),
      removePart: (...a) => write('Obligations', 'RemovePart', ...a),
      draft: (...a) => read('Obligations', 'Draft', ...a),
      saveDraft: (...a) => read('Obligations', 'SaveDraft', ...a),
      propose: (...a) => write('Obligations', 'Propose', ...a),
    },
    audit: {
      list: (...a) => read('Audit', 'List', ...a),
      entry: (...a) => read('Audit', 'Entry', ...a),
      choices: () => read('Audit', 'Choices'),
      verify: (paper) => read('Audit', 'Verify', paper),
      choosePack: () => read('Audit', 'ChoosePack'),
      verifyPack: (...a) => read('Audit', 'VerifyPack', ...a),
      verifyResult: (id) => read('Audit', 'VerifyResult', id),
      pack: (ref) => read('Audit', 'Pack', ref),
      packResult: (id) => read('Audit', 'PackResult', id),
    },
    backups: {
      state: () => read('Backups', 'State'),
      make: () => read('Backups', 'Make'),
      makeResult: (id) => read('Backups', 'MakeResult', id),
      choose: () => read('Backups', 'Choose'),
      restore: (path) => read('Backups', 'Restore', path),
      restoreResult: (id) => read('Backups', 'RestoreResult', id),
    },
    spaces: {
      list: () => read('Spaces', 'List'),
      chooseFolder: () => read('Spaces', 'ChooseFolder'),
      look: (entry) => read('Spaces', 'Look', entry),
      lookResult: (id) => read('Spaces', 'LookResult', id),
      add: (entry) => read('Spaces', 'Add', entry),
      addResult: (id) => read('Spaces', 'AddResult', id),
      signIn: (...a) => read('Spaces', 'SignIn', ...a),
      seal: (...a) => write('Spaces', 'Seal', ...a),
      chooseFile: () => read('Spaces', 'ChooseFile'),
      network: () => read('Spaces', 'Network'),
      setNetwork: (network) => write('Spaces', 'SetNetwork', network),
      unlockLogins: (passphrase) => read('Spaces', 'UnlockLogins', passphrase),
      setAlias: (...a) => write('Spaces', 'SetAlias', ...a),
      setAudience: (...a) => write('Spaces', 'SetAudience', ...a),
      people: () => read('Spaces', 'People'),
      share: (...a) => write('Spaces', 'Share', ...a),
      leaks: (...a) => read('Spaces', 'Leaks', ...a),
      held: () => read('Spaces', 'Held'),
      shareLater: (...a) => write('Spaces', 'ShareLater', ...a),
      keepHere: (ref) => write('Spaces', 'KeepHere', ref),
      replaceLeaks: (...a) => write('Spaces', 'ReplaceLeaks', ...a),
      allowLeaks: (...a) => write('Spaces', 'AllowLeaks', ...a),
      askLeaks: (...a) => write('Spaces', 'AskLeaks', ...a),
      roster: () => read('Spaces', 'Roster'),
      listName: (...a) => write('Spaces', 'ListName', ...a),
      unlistName: (name) => write('Spaces', 'UnlistName', name),
      remove: (id) => write('Spaces', 'Remove', id),
      sync: (ids) => read('Spaces', 'Sync', ids),
      stop: (id) => read('Spaces', 'Stop', id),
      syncResult: (id) => read('Spaces', 'SyncResult', id),
      accept: (...a) => read('Spaces', 'Accept', ...a),
      acceptHost: (...a) => read('Spaces', 'AcceptHost', ...a),
      forgetHost: (...a) => write('Spaces', 'ForgetHost', ...a),
      unlock: (id) => write('Spaces', 'Unlock', id),
      carry: (...a) => read('Spaces', 'Carry', ...a),
      mirrors: () => read('Spaces', 'Mirrors'),
      mirror: (...a) => read('Spaces', 'Mirror', ...a),
      mirrorResult: (id) => read('Spaces', 'MirrorResult', id),
      endMirror: (id) => write('Spaces', 'EndMirror', id),
    },
    on<E extends BackendEvent>(event: E, handler: (data: BackendEvents[E]) => void) {
      return (
        host.runtime?.EventsOn(event, (data) => handler(data as BackendEvents[E])) ??
        (() => undefined)
      );
    },
  };
}
