import { expect, it } from 'vitest';
import * as Actions from '../../wailsjs/go/app/Actions';
import * as Audit from '../../wailsjs/go/app/Audit';
import * as Backups from '../../wailsjs/go/app/Backups';
import * as Calendars from '../../wailsjs/go/app/Calendars';
import * as Causes from '../../wailsjs/go/app/Causes';
import * as Imports from '../../wailsjs/go/app/Imports';
import * as Inbox from '../../wailsjs/go/app/Inbox';
import * as Incidents from '../../wailsjs/go/app/Incidents';
import * as Measures from '../../wailsjs/go/app/Measures';
import * as Obligations from '../../wailsjs/go/app/Obligations';
import * as Policies from '../../wailsjs/go/app/Policies';
import * as Records from '../../wailsjs/go/app/Records';
import * as Reports from '../../wailsjs/go/app/Reports';
import * as Reviews from '../../wailsjs/go/app/Reviews';
import * as Search from '../../wailsjs/go/app/Search';
import * as Services from '../../wailsjs/go/app/Services';
import * as Spaces from '../../wailsjs/go/app/Spaces';
import * as Studies from '../../wailsjs/go/app/Studies';
import * as Workspace from '../../wailsjs/go/app/Workspace';
import type {
  app,
  cause,
  obligating,
  policy,
  review,
  timeline,
  workspace,
} from '../../wailsjs/go/models';
import type { Backend } from './backend';
import { createWailsBackend } from './wails';
import type * as w from './wire';

// The generated bindings tell what Go sends. What differs from wire.ts or
// backend.ts fails the type check of this file; what is not called at all fails
// the test below.

/** A type without what the generator cannot say: closed sets, null, readonly, absence. */
type Shape<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly unknown[]
        ? { [K in keyof T]: Shape<T[K]> }
        : T extends object
          ? { -readonly [K in keyof T]-?: Shape<NonNullable<T[K]>> }
          : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Fields that may be absent. */
type MayLack<T> = {
  [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? K : never;
}[keyof T];
/** Fields that may be absent or null. */
type MayBeEmpty<T> = { [K in keyof T]-?: T[K] extends NonNullable<T[K]> ? never : K }[keyof T];
/** The same fields of the same shape, and whatever Go may leave out may be missing here. */
type Agree<Wire, Go> =
  Same<Shape<Wire>, Shape<Go>> extends true
    ? [MayLack<Go>] extends [MayLack<Wire> | MayBeEmpty<Wire>]
      ? true
      : ['may be absent', Exclude<MayLack<Go>, MayLack<Wire> | MayBeEmpty<Wire>>]
    : [
        'differ in',
        Exclude<keyof Wire, keyof Go> | Exclude<keyof Go, keyof Wire> | Differing<Wire, Go>,
      ];
type Differing<A, B> = {
  [K in keyof A & keyof B]: Same<Shape<NonNullable<A[K]>>, Shape<NonNullable<B[K]>>> extends true
    ? never
    : K;
}[keyof A & keyof B];
type AllTrue<T> = { [K in keyof T]: true };

type Types = {
  IncidentAnswers: Agree<w.IncidentAnswers, app.IncidentAnswers>;
  IncidentColumn: Agree<w.IncidentColumn, app.IncidentColumn>;
  IncidentDoc: Agree<w.IncidentDoc, app.IncidentDoc>;
  IncidentFacet: Agree<w.IncidentFacet, app.IncidentFacet>;
  IncidentField: Agree<w.IncidentField, app.IncidentField>;
  IncidentImportRow: Agree<w.IncidentImportRow, app.IncidentImportRow>;
  IncidentImported: Agree<w.IncidentImported, app.IncidentImported>;
  IncidentLine: Agree<w.IncidentLine, app.IncidentLine>;
  IncidentList: Agree<w.IncidentList, app.IncidentList>;
  IncidentKnown: Agree<w.IncidentKnown, app.IncidentKnown>;
  IncidentMeaning: Agree<w.IncidentMeaning, app.IncidentMeaning>;
  IncidentMeant: Agree<w.IncidentMeant, app.IncidentMeant>;
  IncidentMended: Agree<w.IncidentMended, app.IncidentMended>;
  IncidentMoment: Agree<w.IncidentMoment, app.IncidentMoment>;
  IncidentPreview: Agree<w.IncidentPreview, app.IncidentPreview>;
  IncidentQuarantine: Agree<w.IncidentQuarantine, app.IncidentQuarantine>;
  IncidentQuery: Agree<w.IncidentQuery, app.IncidentQuery>;
  IncidentQuestion: Agree<w.IncidentQuestion, app.IncidentQuestion>;
  IncidentRefused: Agree<w.IncidentRefused, app.IncidentRefused>;
  IncidentReviewed: Agree<w.IncidentReviewed, app.IncidentReviewed>;
  IncidentRow: Agree<w.IncidentRow, app.IncidentRow>;
  IncidentSample: Agree<w.IncidentSample, app.IncidentSample>;
  IncidentUse: Agree<w.IncidentUse, app.IncidentUse>;
  IncidentValue: Agree<w.IncidentValue, app.IncidentValue>;
  IncidentWithdrawn: Agree<w.IncidentWithdrawn, app.IncidentWithdrawn>;
  Action: Agree<w.Action, review.Action>;
  Added: Agree<w.Added, app.Added>;
  Analysis: Agree<w.Analysis, review.Analysis>;
  AuditChain: Agree<w.AuditChain, app.AuditChain>;
  AuditState: Agree<w.AuditState, app.AuditState>;
  AuditChoice: Agree<w.AuditChoice, app.AuditChoice>;
  AuditChoices: Agree<w.AuditChoices, app.AuditChoices>;
  AuditEntry: Agree<w.AuditEntry, app.AuditEntry>;
  AuditFilter: Agree<w.AuditFilter, app.AuditFilter>;
  AuditFindings: Agree<w.AuditFindings, app.AuditFindings>;
  AuditPack: Agree<w.AuditPack, app.AuditPack>;
  BackupLook: Agree<w.BackupLook, app.BackupLook>;
  BackupRestored: Agree<w.BackupRestored, app.BackupRestored>;
  BackupSaved: Agree<w.BackupSaved, app.BackupSaved>;
  BackupState: Agree<w.BackupState, app.BackupState>;
  AuditPackSaved: Agree<w.AuditPackSaved, app.AuditPackSaved>;
  AuditPage: Agree<w.AuditPage, app.AuditPage>;
  AuditRow: Agree<w.AuditRow, app.AuditRow>;
  Calendar: Agree<w.Calendar, app.CalendarDoc>;
  CalendarDay: Agree<w.CalendarDay, app.CalendarDay>;
  CalendarDue: Agree<w.CalendarDue, app.CalendarDue>;
  CalendarException: Agree<w.CalendarException, app.CalendarException>;
  CalendarFinding: Agree<w.CalendarFinding, app.CalendarFinding>;
  CalendarHoliday: Agree<w.CalendarHoliday, app.CalendarHoliday>;
  CalendarHours: Agree<w.CalendarHours, app.CalendarHours>;
  CalendarImported: Agree<w.CalendarImported, app.CalendarImported>;
  CalendarImportLine: Agree<w.CalendarImportLine, app.CalendarImportLine>;
  CalendarPeriod: Agree<w.CalendarPeriod, app.CalendarPeriod>;
  CalendarRow: Agree<w.CalendarRow, app.CalendarRow>;
  Cause: Agree<w.Cause, cause.Node>;
  CauseTarget: Agree<w.CauseTarget, app.CauseTarget>;
  Conflict: Agree<w.Conflict, review.Conflict>;
  DrawingRoom: Agree<w.DrawingRoom, app.DrawingRoom>;
  ConflictAnswer: Agree<w.ConflictAnswer, app.ConflictAnswer>;
  ConflictOption: Agree<w.ConflictOption, review.Option>;
  Created: Agree<w.Created, app.Created>;
  Duration: Agree<w.Duration, review.Duration>;
  Entry: Agree<w.Entry, review.Entry>;
  Evidence: Agree<w.Evidence, review.Evidence>;
  Factor: Agree<w.Factor, review.Factor>;
  Finding: Agree<w.Finding, review.Finding>;
  HelpTopic: Agree<w.HelpTopic, app.HelpTopic>;
  HistoryAuthor: Agree<w.HistoryAuthor, app.HistoryAuthor>;
  HistoryPage: Agree<w.HistoryPage, app.HistoryPage>;
  HistoryRow: Agree<w.HistoryRow, app.HistoryRow>;
  ImportChoice: Agree<w.ImportChoice, app.ImportChoice>;
  ImportFile: Agree<w.ImportFile, app.ImportFile>;
  ImportPiece: Agree<w.ImportPiece, app.ImportPiece>;
  ImportPreview: Agree<w.ImportPreview, app.ImportPreview>;
  ImportResult: Agree<w.ImportResult, app.ImportResult>;
  LineCheck: Agree<w.LineCheck, app.LineCheck>;
  ListFilter: Agree<w.ListFilter, app.ListFilter>;
  Message: Agree<w.Message, app.Message>;
  Indicator: Agree<w.Indicator, workspace.IndicatorTold>;
  MeasureCase: Agree<w.MeasureCase, workspace.CaseTold>;
  MeasureCases: Agree<w.MeasureCases, workspace.CasesTold>;
  MeasureChoice: Agree<w.MeasureChoice, workspace.ChoiceTold>;
  MeasureClass: Agree<w.MeasureClass, workspace.ClassTold>;
  MeasureClasses: Agree<w.MeasureClasses, workspace.ClassesTold>;
  MeasurePeriod: Agree<w.MeasurePeriod, workspace.PeriodTold>;
  MeasureRule: Agree<w.MeasureRule, workspace.RuleTold>;
  MeasureCounts: Agree<w.MeasureCounts, workspace.CountsTold>;
  MeasureNumber: Agree<w.MeasureNumber, workspace.NumberTold>;
  MeasureQuery: Agree<w.MeasureQuery, app.MeasureQuery>;
  MeasureReason: Agree<w.MeasureReason, workspace.ReasonTold>;
  MeasureRow: Agree<w.MeasureRow, workspace.RowTold>;
  MeasureSide: Agree<w.MeasureSide, workspace.SideTold>;
  MeasureSuppose: Agree<w.MeasureSuppose, workspace.SupposeTold>;
  MeasureSpan: Agree<w.MeasureSpan, workspace.SpanTold>;
  MeasureVerdict: Agree<w.MeasureVerdict, workspace.VerdictTold>;
  Measures: Agree<w.Measures, workspace.MeasuresTold>;
  Assessment: Agree<w.Assessment, obligating.View>;
  ObligationClock: Agree<w.ObligationClock, obligating.ClockView>;
  ObligationDraft: Agree<w.ObligationDraft, app.ObligationDraft>;
  ObligationEnd: Agree<w.ObligationEnd, obligating.End>;
  ObligationEvent: Agree<w.ObligationEvent, obligating.EventView>;
  ObligationFact: Agree<w.ObligationFact, obligating.FactView>;
  ObligationJudgement: Agree<w.ObligationJudgement, app.ObligationJudgement>;
  ObligationLapsed: Agree<w.ObligationLapsed, obligating.LapsedEnd>;
  ObligationLater: Agree<w.ObligationLater, obligating.LaterEnd>;
  ObligationMoment: Agree<w.ObligationMoment, obligating.Time>;
  ObligationPack: Agree<w.ObligationPack, obligating.PackView>;
  ObligationPause: Agree<w.ObligationPause, app.ObligationPause>;
  ObligationPaused: Agree<w.ObligationPaused, obligating.PauseView>;
  ObligationSent: Agree<w.ObligationSent, obligating.SubmissionView>;
  ObligationSource: Agree<w.ObligationSource, obligating.SourceView>;
  ObligationStep: Agree<w.ObligationStep, obligating.StepView>;
  ObligationSubmission: Agree<w.ObligationSubmission, app.ObligationSubmission>;
  ObligationTime: Agree<w.ObligationTime, app.ObligationTime>;
  ExceptionRequest: Agree<w.ExceptionRequest, app.ExceptionRequest>;
  Policy: Agree<w.Policy, policy.Page>;
  PolicyDifference: Agree<w.PolicyDifference, policy.Difference>;
  PolicyEnding: Agree<w.PolicyEnding, app.PolicyEnding>;
  PolicyException: Agree<w.PolicyException, policy.PageException>;
  PolicyFilled: Agree<w.PolicyFilled, policy.Filled>;
  PolicyForce: Agree<w.PolicyForce, policy.PageForce>;
  PolicyLeaf: Agree<w.PolicyLeaf, policy.Leaf>;
  PolicyMark: Agree<w.PolicyMark, app.PolicyMark>;
  PolicyProposal: Agree<w.PolicyProposal, policy.Proposal>;
  PolicyRepeat: Agree<w.PolicyRepeat, policy.Repeat>;
  PolicySeat: Agree<w.PolicySeat, policy.SeatRow>;
  PolicySetting: Agree<w.PolicySetting, policy.SettingRow>;
  PolicySignoff: Agree<w.PolicySignoff, policy.PageSignoff>;
  PolicySigned: Agree<w.PolicySigned, app.PolicySigned>;
  PolicyText: Agree<w.PolicyText, app.PolicyText>;
  PolicyTerms: Agree<w.PolicyTerms, policy.PageTerms>;
  PolicyVersion: Agree<w.PolicyVersion, policy.PageVersion>;
  Participant: Agree<w.Participant, review.Participant>;
  Phase: Agree<w.Phase, review.Phase>;
  Silence: Agree<w.Silence, review.Silence>;
  HandlingLine: Agree<w.HandlingLine, review.HandlingLine>;
  PaperPreview: Agree<w.PaperPreview, app.PaperPreview>;
  PastReview: Agree<w.PastReview, app.PastReview>;
  Picture: Agree<w.Picture, review.Picture>;
  PictureAdded: Agree<w.PictureAdded, app.PictureAdded>;
  PictureRefused: Agree<w.PictureRefused, app.PictureRefused>;
  PicturesAdded: Agree<w.PicturesAdded, app.PicturesAdded>;
  PictureSize: Agree<w.PictureSize, app.PictureSize>;
  Quarantine: Agree<w.Quarantine, app.ImportRefused>;
  ReportChoice: Agree<w.ReportChoice, app.ReportChoice>;
  ReportPreview: Agree<w.ReportPreview, app.ReportPreview>;
  Review: Agree<w.Review, review.Review>;
  ReviewSince: Agree<w.ReviewSince, app.ReviewSince>;
  ReviewList: Agree<w.ReviewList, app.ReviewList>;
  ReviewRow: Agree<w.ReviewRow, app.ReviewRow>;
  SavedFile: Agree<w.SavedFile, app.SavedFile>;
  RoomFit: Agree<w.RoomFit, app.RoomFit>;
  SceneOptions: Agree<w.SceneOptions, app.SceneOptions>;
  SearchAlso: Agree<w.SearchAlso, app.SearchAlso>;
  SearchFacet: Agree<w.SearchFacet, app.SearchFacet>;
  EndedException: Agree<w.EndedException, app.EndedException>;
  NamedRecord: Agree<w.NamedRecord, app.NamedRecord>;
  SearchHit: Agree<w.SearchHit, app.SearchHit>;
  SearchOptions: Agree<w.SearchOptions, app.SearchOptions>;
  SearchPlace: Agree<w.SearchPlace, app.SearchPlace>;
  SearchResult: Agree<w.SearchResult, app.SearchResult>;
  Section: Agree<w.Section, review.Section>;
  DueAction: Agree<w.DueAction, review.DueAction>;
  DueList: Agree<w.DueList, app.DueList>;
  PutOff: Agree<w.PutOff, workspace.PutOff>;
  Setting: Agree<w.Setting, app.Setting>;
  ShownTimes: Agree<w.ShownTimes, app.ShownTimes>;
  ShownVersion: Agree<w.ShownVersion, review.ShownVersion>;
  Leak: Agree<w.Leak, app.Leak>;
  LeakLook: Agree<w.LeakLook, app.LeakLook>;
  KeptBack: Agree<w.KeptBack, app.KeptBack>;
  RosterName: Agree<w.RosterName, app.RosterName>;
  SpaceAccount: Agree<w.SpaceAccount, app.SpaceAccount>;
  SpaceEntry: Agree<w.SpaceEntry, app.SpaceEntry>;
  SpaceRemark: Agree<w.SpaceRemark, app.SpaceRemark>;
  SpaceReview: Agree<w.SpaceReview, app.SpaceReview>;
  SpaceSeen: Agree<w.SpaceSeen, app.SpaceSeen>;
  SpaceState: Agree<w.SpaceState, app.SpaceState>;
  Stated: Agree<w.Stated, review.Stated>;
  ServiceBack: Agree<w.ServiceBack, app.ServiceBack>;
  ServiceDoc: Agree<w.ServiceDoc, workspace.ServiceTold>;
  ServiceImported: Agree<w.ServiceImported, workspace.ServiceImportTold>;
  ServiceOverview: Agree<w.ServiceOverview, workspace.ServicesTold>;
  ActionList: Agree<w.ActionList, app.ActionList>;
  ActionLine: Agree<w.ActionLine, app.ActionLine>;
  ActionNarrowing: Agree<w.ActionNarrowing, workspace.ActionNarrowing>;
  ActionChoices: Agree<w.ActionChoices, workspace.ActionChoices>;
  ActionReview: Agree<w.ActionReview, workspace.ActionReview>;
  Replan: Agree<w.Replan, review.Replan>;
  StrengthMix: Agree<w.StrengthMix, review.Mix>;
  Study: Agree<w.Study, workspace.StudyTold>;
  StudyCase: Agree<w.StudyCase, workspace.StudyCase>;
  StudyCheck: Agree<w.StudyCheck, workspace.StudyCheck>;
  StudyForecast: Agree<w.StudyForecast, workspace.StudyForecast>;
  StudyFrozen: Agree<w.StudyFrozen, workspace.StudyFrozen>;
  StudyPlan: Agree<w.StudyPlan, workspace.StudyPlan>;
  StudyProblem: Agree<w.StudyProblem, workspace.StudyProblem>;
  StudyResult: Agree<w.StudyResult, workspace.StudyResult>;
  StudyStart: Agree<w.StudyStart, app.StudyStart>;
  StudyWarning: Agree<w.StudyWarning, workspace.StudyWarning>;
  TextSaved: Agree<w.TextSaved, app.TextSaved>;
  TimesSince: Agree<w.TimesSince, app.TimesSince>;
  TimeCheck: Agree<w.TimeCheck, app.TimeCheck>;
  Undecided: Agree<w.Undecided, review.Undecided>;
  TimeStatement: Agree<w.TimeStatement, timeline.Statement>;
  UndoResult: Agree<w.UndoResult, app.UndoResult>;
  UndoState: Agree<w.UndoState, app.UndoState>;
  WorkspaceInfo: Agree<w.WorkspaceInfo, app.Info>;
  Written: Agree<w.Written, app.Written>;
};

type Call = (...args: never[]) => Promise<unknown>;
/** Two methods take the same arguments and give the same. */
type SameCall<A, B> = A extends Call
  ? B extends Call
    ? Same<
        [Shape<Parameters<A>>, Shape<Awaited<ReturnType<A>>>],
        [Shape<Parameters<B>>, Shape<Awaited<ReturnType<B>>>]
      >
    : 'not bound'
  : 'not bound';
/** The methods of a service as backend.ts names them. */
type Named<S> = {
  [K in keyof S & string as K extends 'Export' ? 'exportView' : Uncapitalize<K>]: S[K];
};
type Service<Ours, Bound> = {
  [K in keyof Ours | keyof Bound]: SameCall<Ours[K & keyof Ours], Bound[K & keyof Bound]>;
};
type Contract = {
  audit: Service<Backend['audit'], Named<typeof Audit>>;
  backups: Service<Backend['backups'], Named<typeof Backups>>;
  calendars: Service<Backend['calendars'], Named<typeof Calendars>>;
  causes: Service<Backend['causes'], Named<typeof Causes>>;
  imports: Service<Backend['imports'], Named<typeof Imports>>;
  inbox: Service<Backend['inbox'], Named<typeof Inbox>>;
  incidents: Service<Backend['incidents'], Named<typeof Incidents>>;
  measures: Service<Backend['measures'], Named<typeof Measures>>;
  obligations: Service<Backend['obligations'], Named<typeof Obligations>>;
  policies: Service<Backend['policies'], Named<typeof Policies>>;
  records: Service<Backend['records'], Named<typeof Records>>;
  reports: Service<Backend['reports'], Named<typeof Reports>>;
  reviews: Service<Backend['reviews'], Named<typeof Reviews>>;
  search: Service<Backend['search'], Named<typeof Search>>;
  spaces: Service<Backend['spaces'], Named<typeof Spaces>>;
  services: Service<Backend['services'], Named<typeof Services>>;
  actions: Service<Backend['actions'], Named<typeof Actions>>;
  studies: Service<Backend['studies'], Named<typeof Studies>>;
  workspace: Service<Backend['workspace'], Named<typeof Workspace>>;
};

/** Holds only where every part is true; the error names the part that is not. */
function held<T extends AllTrue<T>>(...names: (keyof T)[]): number {
  return names.length;
}

it('has the fields and arguments that Go has', () => {
  // The type arguments are the test; without one of them tsc fails.
  expect(held<Types>('Review', 'Action')).toBe(2);
  const each = [
    held<Contract['audit']>('list'),
    held<Contract['backups']>('state'),
    held<Contract['calendars']>('list'),
    held<Contract['causes']>('scene'),
    held<Contract['imports']>('preview'),
    held<Contract['inbox']>('state'),
    held<Contract['incidents']>('list'),
    held<Contract['measures']>('read'),
    held<Contract['obligations']>('register'),
    held<Contract['policies']>('list'),
    held<Contract['records']>('undo'),
    held<Contract['reports']>('make'),
    held<Contract['reviews']>('checkLine'),
    held<Contract['search']>('find'),
    held<Contract['spaces']>('sync'),
    held<Contract['services']>('list'),
    held<Contract['studies']>('list'),
    held<Contract['workspace']>('info'),
  ];
  expect(each).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

it('calls every bound method of Go, and no other', async () => {
  const bound = {
    Audit,
    Backups,
    Calendars,
    Causes,
    Imports,
    Inbox,
    Incidents,
    Measures,
    Obligations,
    Policies,
    Records,
    Reports,
    Reviews,
    Search,
    Services,
    Spaces,
    Studies,
    Actions,
    Workspace,
  };
  const called = new Set<string>();
  const service = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => () => {
          called.add(`${name}.${method}`);
          return Promise.resolve(null);
        },
      },
    );
  const host = Object.fromEntries(Object.keys(bound).map((name) => [name, service(name)]));
  const backend = createWailsBackend({ go: { app: host } });
  const {
    audit,
    backups,
    calendars,
    causes,
    imports,
    inbox,
    incidents,
    measures,
    obligations,
    policies,
    records,
    reports,
    reviews,
    search,
    services: kept,
    spaces,
    studies,
    actions,
    workspace,
  } = backend;
  const services = [
    audit,
    backups,
    calendars,
    causes,
    imports,
    inbox,
    incidents,
    measures,
    obligations,
    policies,
    records,
    reports,
    reviews,
    search,
    kept,
    spaces,
    studies,
    actions,
    workspace,
  ];
  for (const methods of services) {
    for (const call of Object.values(methods)) await (call as () => Promise<unknown>)();
  }
  const all = Object.entries(bound).flatMap(([name, methods]) =>
    Object.keys(methods).map((method) => `${name}.${method}`),
  );
  expect([...called].sort()).toEqual(all.sort());
});
