import type * as w from './wire';

/** What people sign, what they answer for, and the journal that shows it. */
export type PoliciesBackend = {
  list(): Promise<w.Policy[]>;
  get(ref: string): Promise<w.Policy>;
  /** The kinds this program has names for. */
  kinds(): Promise<string[]>;
  /** Gives the reference of the new policy. */
  create(kind: string, title: string, origin: string): Promise<string>;
  /**
   * Values of JSON at paths of the draft, `[{path, base, value}]`, as one step; refused
   * where something else than the base stands by now.
   */
  set(ref: string, valuesJSON: string, origin: string): Promise<w.Written>;
  /** What others wrote since the base is merged into the text. */
  saveText(ref: string, base: string, text: string, origin: string): Promise<w.PolicyText>;
  addSetting(ref: string, name: string, value: string, origin: string): Promise<w.Written>;
  addSeat(ref: string, role: string, count: number, origin: string): Promise<w.Written>;
  removePart(ref: string, path: string, origin: string): Promise<w.Written>;
  propose(ref: string, note: string, origin: string): Promise<w.Written>;
  retire(ref: string, ending: w.PolicyEnding, origin: string): Promise<w.Written>;
  sign(ref: string, mark: w.PolicyMark, origin: string): Promise<w.PolicySigned>;
  /** Gives the id of the request. */
  askException(ref: string, request: w.ExceptionRequest, origin: string): Promise<w.Added>;
  answerException(
    ref: string,
    exception: string,
    answer: string,
    hash: string,
    role: string,
    origin: string,
  ): Promise<w.Written>;
  closeException(
    ref: string,
    exception: string,
    outcome: string,
    origin: string,
  ): Promise<w.Written>;
  /** A version is a number, the beginning of a hash, "draft" or "force". */
  diff(ref: string, from: string, to: string): Promise<w.PolicyDifference[]>;
  /** Puts what a version says into the draft. */
  restore(ref: string, version: string, origin: string): Promise<w.Written>;
  /** The keys with which devices seal their decisions, as far as they are known here. */
  keys(): Promise<w.DeviceKey[]>;
  settleKeys(device: string, theirs: boolean): Promise<void>;
};

export type ObligationsBackend = {
  packs(): Promise<w.ObligationPack[]>;
  register(): Promise<w.Assessment[]>;
  about(ref: string): Promise<w.Assessment[]>;
  get(ref: string): Promise<w.Assessment>;
  /** Gives the reference of the assessment; "" takes the zone of the incident, or weekdays. */
  begin(ref: string, pack: string, zone: string, calendar: string, origin: string): Promise<string>;
  /** Counts by the business days of a calendar, or by weekdays (""). */
  countBy(ref: string, calendar: string, origin: string): Promise<w.Written>;
  answer(ref: string, fact: string, value: string, origin: string): Promise<w.Written>;
  state(
    ref: string,
    event: string,
    at: w.ObligationTime,
    reason: string,
    origin: string,
  ): Promise<w.Written>;
  decide(ref: string, judgement: w.ObligationJudgement, origin: string): Promise<w.Written>;
  pause(ref: string, pause: w.ObligationPause, origin: string): Promise<w.Written>;
  resume(ref: string, pause: string, to: w.ObligationTime, origin: string): Promise<w.Written>;
  submit(ref: string, sent: w.ObligationSubmission, origin: string): Promise<w.Written>;
  removePart(ref: string, path: string, origin: string): Promise<w.Written>;
  /** The file that was sent; "" when cancelled. */
  chooseSent(): Promise<string>;
  draft(ref: string, step: string): Promise<w.ObligationDraft>;
  saveDraft(ref: string, step: string): Promise<w.SavedFile>;
  /** Drafts the policy by which people sign a pack; gives its reference. */
  propose(pack: string, origin: string): Promise<string>;
};

export type AuditBackend = {
  list(filter: w.AuditFilter, times: string): Promise<w.AuditPage>;
  entry(n: number, times: string): Promise<w.AuditEntry>;
  choices(): Promise<w.AuditChoices>;
  /** Checks all chains, and against lines kept on paper; gives a job. */
  verify(paper: string): Promise<string>;
  /** A pack that the person chooses; "" when cancelled. */
  choosePack(): Promise<string>;
  /** Checks an evidence pack, and against lines kept on paper; gives a job. */
  verifyPack(path: string, paper: string): Promise<string>;
  verifyResult(jobId: string): Promise<w.AuditFindings>;
  /**
   * An evidence pack of everything (""), or with the content of one record alone, to a
   * file the person chooses; gives a job, or "" when cancelled.
   */
  pack(ref: string): Promise<string>;
  packResult(jobId: string): Promise<w.AuditPackSaved>;
};
