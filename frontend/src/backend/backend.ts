import type { AuditBackend, ObligationsBackend, PoliciesBackend } from './backend.governance';
import type { SpacesBackend } from './backend.spaces';
import type * as w from './wire';

/**
 * Everything the window may ask of the Go side. Calls reject with a WireError.
 * A write names in `origin` the editor field that made it ("" for none), so that
 * only this field ignores the echo of its own change.
 */
export type Backend = {
  workspace: {
    info(): Promise<w.WorkspaceInfo>;
    settings(): Promise<w.Setting[]>;
    setSetting(name: string, value: string): Promise<void>;
    catalogue(lang: string): Promise<string>;
    helpTopics(): Promise<w.HelpTopic[]>;
    helpText(id: string): Promise<string>;
    startOwn(): Promise<w.WorkspaceInfo>;
    openSample(): Promise<w.WorkspaceInfo>;
    /** Asks for the folder of another workspace; "" when the person closed the dialog. */
    chooseFolder(): Promise<string>;
    /** Works in another folder as long as the window is open. */
    openFolder(path: string): Promise<w.WorkspaceInfo>;
    /** The files this start was asked to open, once. */
    takeOpened(): Promise<string[]>;
    /** What was typed is saved: the answer to the event window.closing. */
    flushed(): Promise<void>;
    /** How the workspace is, without what is in it, as text to be read. */
    diagnosis(): Promise<string>;
    /** Shows a notice of the desktop now. */
    tryNotice(): Promise<void>;
    /** Saves what was shown last. */
    saveDiagnosis(): Promise<w.SavedFile>;
  };
  reviews: {
    list(filter: w.ListFilter): Promise<w.ReviewList>;
    get(ref: string): Promise<w.Review>;
    /** The review, of a long timeline only what is another than in the answer with the stamp `have`. */
    since(ref: string, have: string): Promise<w.ReviewSince>;
    create(title: string, origin: string): Promise<w.Created>;
    remove(ref: string): Promise<w.Written>;
    restore(ref: string): Promise<w.Written>;
    setField(ref: string, path: string, valueJSON: string, origin: string): Promise<w.Written>;
    /**
     * Of a field that showed `seen` when its writer began: another value that arrived
     * since is kept beside the new one, as a conflict.
     */
    setTyped(
      ref: string,
      path: string,
      seenJSON: string,
      valueJSON: string,
      origin: string,
    ): Promise<w.Written>;
    saveText(
      ref: string,
      path: string,
      base: string,
      text: string,
      origin: string,
    ): Promise<w.TextSaved>;
    addPart(
      ref: string,
      collection: w.Collection,
      fieldsJSON: string,
      after: string,
      origin: string,
    ): Promise<w.Added>;
    removePart(ref: string, path: string, origin: string): Promise<w.Written>;
    restorePart(ref: string, path: string, origin: string): Promise<w.Written>;
    movePart(ref: string, path: string, after: string, origin: string): Promise<w.Written>;
    correctTime(
      ref: string,
      entryId: string,
      stated: string,
      reason: string,
      origin: string,
    ): Promise<w.Written>;
    answerQuestion(
      ref: string,
      findingId: string,
      answer: string,
      origin: string,
    ): Promise<w.Written>;
    /** What waits for a decision in all reviews, then what was decided. */
    conflicts(): Promise<w.Undecided[]>;
    conflictCount(): Promise<number>;
    /** The open actions of all reviews that are over their date or near it. */
    due(): Promise<w.DueList>;
    /** Until is "YYYY-MM-DD", or "+7" for a week from today. */
    putOff(key: string, title: string, until: string, reason: string): Promise<w.PutOff>;
    takeUp(key: string): Promise<void>;
    /** Saves the dates of all that is open as a calendar file. */
    saveDates(): Promise<w.SavedFile>;
    /** Plans a meeting ("") or changes one; said is JSON of w.MeetingSaid. */
    setMeeting(ref: string, meeting: string, saidJSON: string, origin: string): Promise<w.Added>;
    /** Notes that a review was held; "" is a meeting nobody planned, or the planned time. */
    holdReview(
      ref: string,
      meeting: string,
      at: string,
      anyway: boolean,
      origin: string,
    ): Promise<w.Added>;
    saveInvitation(ref: string, meeting: string): Promise<w.SavedFile>;
    settleConflict(
      ref: string,
      conflictId: string,
      answer: w.ConflictAnswer,
      origin: string,
    ): Promise<w.Written>;
    /** What does not fit together in a review, as of now. */
    checks(ref: string): Promise<w.Checked[]>;
    leaveCheck(ref: string, at: w.CheckPlace, reason: string, origin: string): Promise<w.Written>;
    takeUpCheck(ref: string, at: w.CheckPlace, origin: string): Promise<w.Written>;
    checkTime(ref: string, path: string, stated: string): Promise<w.TimeCheck>;
    checkLine(ref: string, after: string, line: string): Promise<w.LineCheck>;
    zones(): Promise<string[]>;
    times(ref: string, mode: w.ZoneMode): Promise<w.ShownTimes>;
    timesSince(ref: string, mode: w.ZoneMode, have: string): Promise<w.TimesSince>;
    /** JSON text of {shown, scene}: the strip above a timeline, so many px wide, its axis in a zone. */
    strip(ref: string, width: number, mode: w.ZoneMode): Promise<string>;
  };
  records: {
    history(ref: string, limit: number, before: number, times: w.ZoneMode): Promise<w.HistoryPage>;
    /** What happened to one field, or to a part; pages as those of history. */
    line(
      ref: string,
      path: string,
      limit: number,
      before: number,
      times: w.ZoneMode,
    ): Promise<w.HistoryPage>;
    past(ref: string, step: number, times: w.ZoneMode): Promise<w.PastReview>;
    /** Puts a field or a part to what it was after a step, as a new edit. */
    takeBack(ref: string, path: string, step: number, origin: string): Promise<w.Written>;
    /** References of records of some kinds of which something stored is damaged. */
    unreadable(kinds: string[]): Promise<string[]>;
    undo(ref: string, origin: string): Promise<w.UndoResult>;
    redo(ref: string, origin: string): Promise<w.UndoResult>;
    canUndo(ref: string): Promise<w.UndoState>;
  };
  imports: {
    choose(): Promise<string[]>;
    /** A folder the person chooses; "" when cancelled. */
    chooseFolder(): Promise<string>;
    /** Looks for the channels of chat exports, before any message is read; gives a job. */
    channels(paths: string[]): Promise<string>;
    channelsResult(jobId: string): Promise<w.ImportChannel[]>;
    /**
     * `asText` are hashes of contents to be read as text whatever they look like, `channels`
     * those that are taken of chat exports; none takes all.
     */
    /** `newer` says by content whether what looks like a newer version of a review is one. */
    preview(
      paths: string[],
      zone: string,
      asText: string[],
      channels: string[],
      newer: Record<string, boolean>,
    ): Promise<string>;
    previewResult(jobId: string): Promise<w.ImportPreview>;
    /** Piece by piece what merging a changed file would do, by its place in the preview. */
    proposal(jobId: string, place: number, told: boolean): Promise<w.ImportPiece[]>;
    apply(jobId: string, choice: w.ImportChoice): Promise<string>;
    applyResult(jobId: string): Promise<w.ImportResult>;
    cancel(jobId: string): Promise<void>;
  };
  causes: {
    scene(ref: string, options: w.SceneOptions): Promise<string>;
    /** How a drawing is best laid out in a room. */
    fit(ref: string, room: w.DrawingRoom): Promise<w.RoomFit>;
    add(
      ref: string,
      anchorId: string,
      where: w.CausePlace,
      text: string,
      origin: string,
    ): Promise<w.Added>;
    addCategory(ref: string, text: string, origin: string): Promise<w.Added>;
    move(ref: string, id: string, how: w.CauseMove, origin: string): Promise<w.Added>;
    moveTo(
      ref: string,
      id: string,
      parentId: string,
      afterId: string,
      origin: string,
    ): Promise<w.Added>;
    remove(ref: string, id: string, origin: string): Promise<w.Added>;
    /** Takes an empty cause away that nobody wrote anything into. */
    discard(ref: string, id: string, origin: string): Promise<w.Added>;
    targets(ref: string, id: string): Promise<w.CauseTarget[]>;
    set(
      ref: string,
      id: string,
      field: w.CauseField,
      valueJSON: string,
      origin: string,
    ): Promise<w.Written>;
    fromFactors(ref: string, origin: string): Promise<w.Added>;
    pasteOutline(ref: string, anchorId: string, text: string, origin: string): Promise<w.Added>;
    /** The pixels of a drawing as a picture at each scale. */
    sizes(ref: string, view: w.CauseView): Promise<w.PictureSize[]>;
    /** A drawing as PNG in base64. */
    picture(ref: string, view: w.CauseView, scale: number): Promise<string>;
    exportView(ref: string, view: w.CauseView, format: string, scale: number): Promise<w.SavedFile>;
  };
  reports: {
    make(ref: string, choice: w.ReportChoice, format: w.ReportFormat): Promise<w.SavedFile>;
    preview(ref: string, choice: w.ReportChoice): Promise<w.ReportPreview>;
    /**
     * Begins to write a report across records to a file that the person names: gives the id
     * of the work, '' where none was named.
     */
    register(
      kind: w.RegisterKind,
      format: w.RegisterFormat,
      query: w.IncidentQuery,
    ): Promise<string>;
    /** A report across records for the screen, as it would be saved now. */
    previewRegister(kind: w.RegisterKind, query: w.IncidentQuery): Promise<w.PaperPreview>;
    previewTrend(query: w.MeasureQuery): Promise<w.PaperPreview>;
    registerResult(id: string): Promise<w.SavedFile>;
    /** Writes a report and enters it in the register; an empty path means that none was chosen. */
    issue(
      ref: string,
      choice: w.ReportChoice,
      format: w.ReportFormat,
      to: string,
      seen: number,
    ): Promise<w.SavedFile>;
    /** The report of a period. */
    trend(query: w.MeasureQuery, format: w.ReportFormat): Promise<w.SavedFile>;
    issueTrend(query: w.MeasureQuery, format: w.ReportFormat, to: string): Promise<w.SavedFile>;
    /** The trend reports that went out, newest first. */
    issuedTrends(): Promise<w.IssuedReport[]>;
    /** Whether what one of them would say now is something else; that counts the register. */
    trendMoved(fileHash: string): Promise<boolean>;
    viewTrend(query: w.MeasureQuery): Promise<void>;
    /** Asks for a file and says whether it went out from here, and unchanged. */
    verify(): Promise<w.VerifiedReport>;
    /** The reports of a review that went out, newest first. */
    issued(ref: string): Promise<w.IssuedReport[]>;
    /** Says of words that readers outside do not get that they may stay, or takes it back. */
    keep(ref: string, words: string, stays: boolean): Promise<void>;
    /** Opens a copy in the program the person has for such files. */
    view(ref: string, choice: w.ReportChoice): Promise<void>;
    open(path: string): Promise<void>;
  };
  search: {
    /** Never rejects because of what was typed: that becomes a notice of the result. */
    find(query: string, options: w.SearchOptions): Promise<w.SearchResult>;
    /** Records that are no reviews, and incidents, by the words of their titles. */
    named(words: string): Promise<w.NamedRecord[]>;
  };
  policies: PoliciesBackend;
  incidents: {
    list(query: w.IncidentQuery, from: number, count: number): Promise<w.IncidentList>;
    /** By reference, id, or the number of its source. */
    get(ref: string): Promise<w.IncidentDoc>;
    startReview(id: string): Promise<w.IncidentReviewed>;
    /** Files a person chooses; empty when cancelled. */
    choose(): Promise<string[]>;
    /** Reads a file; gives a job. With questions in its result nothing was taken. */
    import(path: string, answers: w.IncidentAnswers): Promise<string>;
    /** How a file would be read with these answers; nothing is taken. */
    preview(path: string, answers: w.IncidentAnswers): Promise<w.IncidentPreview>;
    /** Goes on with an import that was stopped; gives a job. */
    resume(importId: string): Promise<string>;
    importResult(jobId: string): Promise<w.IncidentImported>;
    imports(): Promise<w.IncidentImportRow[]>;
    /** Keeps what came in of an import that was killed, and asks about it no more. */
    leaveHalf(importId: string): Promise<void>;
    /** Takes an import back; gives a job. */
    withdraw(importId: string): Promise<string>;
    withdrawResult(jobId: string): Promise<w.IncidentWithdrawn>;
    quarantine(after: number, count: number): Promise<w.IncidentQuarantine>;
    /** Says what a code means; what waited because of it comes in. */
    mean(field: string, told: string, value: string): Promise<w.IncidentMeant>;
    /** Codes that were given another meaning, the last changed one first. */
    meanings(): Promise<w.IncidentMeaning[]>;
    /** Until when the register tells of what happened. */
    until(): Promise<w.IncidentKnown>;
    /** Somebody's word that it holds everything until a day; "" takes it back. */
    sayUntil(day: string): Promise<w.IncidentKnown>;
    /** Says the wrong field of a row anew, "" leaves it out; alike does so for all that say the same. */
    mend(row: number, value: string, alike: boolean): Promise<w.IncidentMended>;
    retry(): Promise<number>;
    discard(rows: number[]): Promise<void>;
    /** Takes rows that were let go into quarantine again. */
    putBack(rows: number[]): Promise<number>;
  };
  inbox: {
    /** At most limit files in each list. */
    state(limit: number): Promise<w.InboxState>;
    /** A folder the person chooses; "" when cancelled. */
    chooseFolder(): Promise<string>;
    add(folder: string, move: boolean): Promise<void>;
    set(id: string, paused: boolean, move: boolean): Promise<void>;
    /** Ends an inbox; its files and what came in stay. */
    remove(id: string): Promise<void>;
    leave(n: number): Promise<void>;
    again(n: number): Promise<void>;
    look(): Promise<void>;
  };
  calendars: {
    list(trash: boolean): Promise<w.CalendarRow[]>;
    /** With the days and findings of a year (0: this one) and what is due from a time ("": now). */
    get(ref: string, year: number, from: string, pick: string): Promise<w.Calendar>;
    limits(ref: string, since: string): Promise<w.CalendarLimits>;
    create(title: string, zone: string, origin: string): Promise<w.Created>;
    /** Values of JSON at paths, `[{path, base, value}]`, as one step; base is what was seen there. */
    set(ref: string, valuesJSON: string, origin: string): Promise<w.Written>;
    add(
      ref: string,
      collection: w.CalendarList,
      fieldsJSON: string,
      origin: string,
    ): Promise<w.Added>;
    removeEntry(ref: string, path: string, origin: string): Promise<w.Written>;
    fix(
      ref: string,
      year: number,
      place: number,
      key: string,
      path: string,
      origin: string,
    ): Promise<w.Written>;
    remove(ref: string): Promise<w.Written>;
    restore(ref: string): Promise<w.Written>;
    /** An iCalendar file that the person chooses; "" when cancelled. */
    choose(): Promise<string>;
    /**
     * Of a file with several calendars `only` is one of them from 1, -1 all as one; with 0
     * it asks. `into` is the calendar the entries go into, "" for a new one.
     */
    import(
      path: string,
      zone: string,
      form: string,
      only: number,
      into: string,
    ): Promise<w.CalendarImported>;
    /** Takes an entry that was put aside into the calendar. */
    settle(
      ref: string,
      part: string,
      answer: w.CalendarSettling,
      origin: string,
    ): Promise<w.Written>;
    exportView(ref: string): Promise<w.SavedFile>;
  };
  measures: {
    read(query: w.MeasureQuery): Promise<w.Measures>;
    /** Scenes by key, as JSON text. */
    pictures(query: w.MeasureQuery, kind: w.MeasurePicture, width: number): Promise<string>;
    cases(query: w.MeasureQuery, key: string): Promise<w.MeasureCases>;
    exportView(
      query: w.MeasureQuery,
      key: string,
      kind: w.MeasurePicture,
      format: w.MeasureFormat,
    ): Promise<w.SavedFile>;
  };
  services: {
    list(): Promise<w.ServiceOverview>;
    /** As things stand on a day, "" for today. */
    get(ref: string, day: string): Promise<w.ServiceDoc>;
    /** A scene, as JSON text. */
    picture(ref: string, day: string): Promise<string>;
    /** Gives the reference of the service. */
    create(name: string, origin: string): Promise<string>;
    /** Values at paths as JSON, each with the base that the person saw. */
    set(ref: string, valuesJson: string, origin: string): Promise<w.Written>;
    addNeed(
      ref: string,
      service: string,
      from: string,
      to: string,
      origin: string,
    ): Promise<w.Written>;
    addOwner(ref: string, category: string, role: string, origin: string): Promise<w.Written>;
    removePart(ref: string, path: string, origin: string): Promise<w.Written>;
    remove(ref: string, origin: string): Promise<w.Written>;
    restore(ref: string, origin: string): Promise<w.Written>;
    /** What names mean; `of` is the service of an alias. Gives how many were decided. */
    decide(names: string[], answer: w.ServiceAnswer, of: string, origin: string): Promise<number>;
    /** A table that the person chooses; "" when cancelled. */
    choose(): Promise<string>;
    import(
      path: string,
      columns: Record<string, string>,
      dry: boolean,
      origin: string,
    ): Promise<w.ServiceImported>;
    /** Takes the last import of this window back. */
    takeBack(origin: string): Promise<w.ServiceBack>;
  };
  pictures: {
    /** Adds what was pasted, as base64, to the review or what the path names. */
    paste(
      ref: string,
      name: string,
      data: string,
      about: string,
      origin: string,
    ): Promise<w.PicturesAdded>;
    /** Asks for files; one that is no picture is told and takes no other along. */
    choose(ref: string, about: string, origin: string): Promise<w.PicturesAdded>;
    addFiles(ref: string, paths: string[], about: string, origin: string): Promise<w.PicturesAdded>;
    /** By picture the paths of what shows it. */
    uses(ref: string): Promise<Record<string, string[] | undefined>>;
    /** Asks for a place and saves it there; without a path when nobody chose one. */
    save(ref: string, id: string): Promise<w.SavedFile>;
  };
  actions: {
    /** Of all reviews. */
    list(narrowing: w.ActionNarrowing): Promise<w.ActionList>;
    /** From is the state the person saw; another that stands there by now is not left. */
    step(
      ref: string,
      action: string,
      from: string,
      stepJSON: string,
      origin: string,
    ): Promise<w.Written>;
  };
  studies: {
    list(): Promise<w.Study[]>;
    /** Those with a check that is due, or is within two weeks. */
    due(): Promise<w.Study[]>;
    get(ref: string): Promise<w.Study>;
    /** The actions that one may be about, those of the newest review first. */
    actions(): Promise<w.StudyStart[]>;
    /** Gives the reference of the study. */
    create(start: w.StudyStart, origin: string): Promise<string>;
    follow(ref: string, origin: string): Promise<string>;
    /** Values at paths as JSON, each with the base that the person saw. */
    set(ref: string, valuesJson: string, origin: string): Promise<w.Written>;
    /** Fields by name, as a JSON object. */
    foresee(ref: string, fields: string): Promise<w.Study>;
    freeze(ref: string, hash: string, origin: string): Promise<w.Written>;
    check(ref: string, origin: string): Promise<w.Written>;
    /** Scenes by name, as JSON text. */
    pictures(ref: string, width: number): Promise<string>;
    exportView(ref: string, kind: string, format: string): Promise<w.SavedFile>;
  };
  obligations: ObligationsBackend;
  audit: AuditBackend;
  backups: {
    state(): Promise<w.BackupState>;
    /** Writes a backup to a file the person chooses; gives a job, or "" when cancelled. */
    make(): Promise<string>;
    makeResult(jobId: string): Promise<w.BackupSaved>;
    /** A backup the person chooses, and what it says it holds. */
    choose(): Promise<w.BackupLook>;
    /** Makes the person's own workspace what a backup holds, and opens it; gives a job. */
    restore(path: string): Promise<string>;
    restoreResult(jobId: string): Promise<w.BackupRestored>;
  };
  spaces: SpacesBackend;
  /** Subscribes to an event; the returned function ends the subscription. */
  on<E extends w.BackendEvent>(event: E, handler: (data: w.BackendEvents[E]) => void): () => void;
};
