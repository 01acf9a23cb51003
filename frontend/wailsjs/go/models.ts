export namespace app {
	
	export interface ActionLine {
	    id: string;
	    ref: string;
	    review: string;
	    review_title: string;
	    title: string;
	    status: string;
	    owner_role: string;
	    due: string;
	    overdue_days: number;
	    look_on: string;
	    strength: string;
	    proof: string;
	    missing: string[];
	    replans: number;
	    agreed: string;
	    study: string;
	    undecided: boolean;
	}
	export interface ActionList {
	    actions: ActionLine[];
	    total: number;
	    strength: review.Mix;
	    told: string[];
	    choices: workspace.ActionChoices;
	}
	export interface Added {
	    id: string;
	    rev: number;
	}
	export interface Message {
	    key: string;
	    params: Record<string, string>;
	}
	export interface AuditChain {
	    chain: string;
	    device: string;
	    own: boolean;
	    local: boolean;
	    name: string;
	    entries: number;
	    last: number;
	    head: string;
	    whole: boolean;
	    problems: Message[];
	    excluded: Message[];
	    open: Message[];
	}
	export interface AuditChoice {
	    action: string;
	    label: Message;
	}
	export interface AuditChoices {
	    actions: AuditChoice[];
	    rules: string[];
	}
	export interface HistoryChange {
	    path: string;
	    lead: string;
	    before: string;
	    after: string;
	    tail: string;
	    asked: boolean;
	}
	export interface HistoryAuthor {
	    name: string;
	    at: string;
	    commit: string;
	    joined: boolean;
	    own: boolean;
	}
	export interface AuditRow {
	    n: number;
	    chain: string;
	    seq: number;
	    at: string;
	    who: string;
	    actor: string;
	    own: boolean;
	    rule: string;
	    version: string;
	    by?: HistoryAuthor;
	    action: string;
	    label: Message;
	    kind: string;
	    ref: string;
	    recordKind: string;
	    title: string;
	    trashed: boolean;
	    path: string;
	    undone: boolean;
	    erased: boolean;
	    reason: string;
	}
	export interface AuditEntry {
	    row: AuditRow;
	    zone: string;
	    prev: string;
	    hash: string;
	    undoes: number;
	    changes: HistoryChange[];
	}
	export interface AuditFilter {
	    who: string;
	    record: string;
	    rule: string;
	    action: string;
	    from: string;
	    to: string;
	    before: number;
	    limit: number;
	}
	export interface AuditPack {
	    name: string;
	    madeAt: string;
	    program: string;
	    device: string;
	    records: number;
	}
	export interface AuditState {
	    ref: string;
	    recordKind: string;
	    title: string;
	    code: string;
	    text: Message;
	    changes: HistoryChange[];
	    more: number;
	}
	export interface AuditFindings {
	    whole: boolean;
	    entries: number;
	    chains: AuditChain[];
	    records: number;
	    states: AuditState[];
	    stateCount: number;
	    pack?: AuditPack;
	    files: Message[];
	    unmet: Message[];
	    signoffs: Message[];
	    rules: Message[];
	}
	
	export interface AuditPackSaved {
	    path: string;
	    entries: number;
	    leftOut: Message[];
	}
	export interface AuditPage {
	    rows: AuditRow[];
	    more: boolean;
	    total: number;
	    zone: string;
	}
	
	
	export interface BackupLook {
	    path: string;
	    name: string;
	    madeAt: string;
	    program: string;
	    records: number;
	    pictures: number;
	    spaces: string[];
	    over: boolean;
	}
	export interface BackupRestored {
	    madeAt: string;
	    records: number;
	    before: string;
	    aside: string;
	}
	export interface BackupSaved {
	    path: string;
	    size: string;
	    records: number;
	    pictures: number;
	    spaces: number;
	}
	export interface BackupState {
	    at: string;
	    days: number;
	    remind: number;
	    due: boolean;
	    sample: boolean;
	}
	export interface CalendarAside {
	    id: string;
	    line: number;
	    title: string;
	    message: string;
	    asks: string;
	    text: string;
	    alike: number;
	    earlier: string;
	    later: string;
	}
	export interface CalendarDay {
	    date: string;
	    state: string;
	    minutes: number;
	    real: number;
	    name: string;
	    hours: string[];
	    periods: number[];
	}
	export interface CalendarDue {
	    length: string;
	    at: string;
	    explained: string;
	    problem: string;
	}
	export interface CalendarFinding {
	    place: number;
	    level: string;
	    key: string;
	    path: string;
	    message: string;
	    fix: string;
	}
	export interface CalendarPeriod {
	    id: string;
	    kind: string;
	    name: string;
	    begin: string;
	    end: string;
	    firstDay: string;
	    lastDay: string;
	    hours: string[];
	    weight: number;
	    urgency: number;
	}
	export interface CalendarException {
	    id: string;
	    on: string;
	    name: string;
	    hours: string[];
	}
	export interface CalendarHoliday {
	    id: string;
	    on: string;
	    name: string;
	    yearly: boolean;
	    until: string;
	}
	export interface CalendarHours {
	    id: string;
	    day: string;
	    from: string;
	    to: string;
	}
	export interface CalendarDoc {
	    ref: string;
	    title: string;
	    zone: string;
	    validFrom: string;
	    validTo: string;
	    note: string;
	    version: string;
	    trashed: boolean;
	    week: CalendarHours[];
	    holidays: CalendarHoliday[];
	    exceptions: CalendarException[];
	    periods: CalendarPeriod[];
	    year: number;
	    days: CalendarDay[];
	    findings: CalendarFinding[];
	    due: CalendarDue[];
	    at: string;
	    liesIn: string;
	    aside: CalendarAside[];
	    asideLeft: number;
	    picks: boolean;
	    stopped: string;
	}
	
	
	
	
	
	export interface CalendarImportLine {
	    line: number;
	    title: string;
	    aside: boolean;
	    message: string;
	}
	export interface CalendarImported {
	    ref: string;
	    title: string;
	    file: string;
	    read: number;
	    taken: number;
	    entries: CalendarImportLine[];
	    known: boolean;
	    same: number;
	    closed: number;
	    nights: number;
	    names: string[];
	}
	export interface CalendarLimits {
	    since: string;
	    limits: obligating.Hanging[];
	}
	
	export interface CalendarRow {
	    ref: string;
	    title: string;
	    zone: string;
	    trashed: boolean;
	}
	export interface CalendarSettling {
	    form: string;
	    zone: string;
	    pick: string;
	    text: string;
	    alike: boolean;
	}
	export interface CauseTarget {
	    id: string;
	    label: string;
	    number: string;
	    path: string;
	}
	export interface CheckPlace {
	    check: string;
	    about: string;
	    sum: string;
	}
	export interface ConflictAnswer {
	    keep: string;
	    text: string;
	    why: string;
	    seen: string[];
	}
	export interface Created {
	    ref: string;
	    id: string;
	    rev: number;
	}
	export interface DeviceKey {
	    device: string;
	    key: string;
	    trust: string;
	    why: string;
	}
	export interface DrawingRoom {
	    view: string;
	    width: number;
	    height: number;
	    least: number;
	    level: number;
	    cut: boolean;
	}
	export interface DueClock {
	    ref: string;
	    pack: string;
	    id: string;
	    step: string;
	    subject: string;
	    signed: boolean;
	    asks: boolean;
	    waits: string[];
	    weekdays: boolean;
	    end: obligating.End;
	}
	export interface IncidentImportRow {
	    id: string;
	    file: string;
	    path: string;
	    format: string;
	    at: string;
	    state: string;
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    quarantined: number;
	    half: boolean;
	}
	export interface EndedException {
	    ref: string;
	    title: string;
	    id: string;
	    procedure: string;
	    to: string;
	}
	export interface WaitingPolicy {
	    ref: string;
	    title: string;
	    kind: string;
	    number: number;
	    have: number;
	    need: number;
	}
	export interface DuePolicy {
	    ref: string;
	    title: string;
	    kind: string;
	    number: number;
	    review: string;
	    overdue_days: number;
	}
	export interface DueList {
	    day: string;
	    actions: review.DueAction[];
	    more: boolean;
	    odd: review.DueAction[];
	    policies: DuePolicy[];
	    waiting: WaitingPolicy[];
	    clocks: DueClock[];
	    ended: EndedException[];
	    needs: workspace.RuleNeed[];
	    unread: string[];
	    inbox_files: number;
	    inbox_reviews: number;
	    quarantine: number;
	    imports: IncidentImportRow[];
	    promises: workspace.DuePromise[];
	    unreviewed: workspace.Unreviewed;
	    reports: workspace.DueReport[];
	    put_off: workspace.PutOff[];
	}
	
	
	export interface ExceptionRequest {
	    procedure: string;
	    incident: string;
	    justification: string;
	    risk: string;
	    control: string;
	    role: string;
	    from: string;
	    to: string;
	    zone: string;
	}
	export interface HelpTopic {
	    id: string;
	    title: string;
	}
	
	export interface HistoryBeside {
	    value: string;
	    by: string;
	    own: boolean;
	    at: string;
	    why: string;
	    decided: boolean;
	    file: boolean;
	}
	
	export interface HistoryRow {
	    by?: HistoryAuthor;
	    own: boolean;
	    step: number;
	    before: number;
	    at: string;
	    zone: string;
	    actor: string;
	    action: string;
	    kind: string;
	    label: Message;
	    origin: string;
	    undone: boolean;
	    why: string;
	    changes: HistoryChange[];
	    beside: HistoryBeside[];
	}
	export interface HistoryPage {
	    rows: HistoryRow[];
	    more: boolean;
	}
	
	export interface ImportAction {
	    line: number;
	    title: string;
	    owner: string;
	    named: boolean;
	    due: string;
	    status: string;
	}
	export interface ImportChange {
	    field: string;
	    here: string;
	    file: string;
	    becomes: string;
	    asked: boolean;
	}
	export interface ImportChannel {
	    name: string;
	    bytes: number;
	}
	export interface ImportLeft {
	    place: number;
	    keys: string[];
	}
	export interface ImportChoice {
	    update: boolean;
	    leaveOut: number[];
	    told: number[];
	    pieces: ImportLeft[];
	}
	export interface ImportCounts {
	    entries: number;
	    sections: number;
	    factors: number;
	    causes: number;
	    actions: number;
	    participants: number;
	}
	export interface ImportEntry {
	    line: number;
	    at: string;
	    end: string;
	    zone: string;
	    precision: string;
	    raw: string;
	    text: string;
	}
	export interface ImportFactor {
	    line: number;
	    text: string;
	    kind: string;
	}
	export interface ImportRefused {
	    file: string;
	    line: number;
	    field: string;
	    reason: string;
	    params: Record<string, string>;
	    text: string;
	}
	export interface ImportSection {
	    key: string;
	    title: string;
	    line: number;
	    chars: number;
	    kept: boolean;
	}
	export interface ImportFinding {
	    level: string;
	    key: string;
	    params: Record<string, string>;
	    line: number;
	}
	export interface ImportKept {
	    line: number;
	    text: string;
	    why: Message;
	}
	export interface ImportFile {
	    path: string;
	    sha256: string;
	    reread: boolean;
	    twinOf: string;
	    asText: boolean;
	    format: string;
	    status: string;
	    title: string;
	    ref: string;
	    counts: ImportCounts;
	    kept: ImportKept[];
	    findings: ImportFinding[];
	    entries: ImportEntry[];
	    told: ImportEntry[];
	    sections: ImportSection[];
	    factors: ImportFactor[];
	    actions: ImportAction[];
	    quarantine?: ImportRefused;
	}
	
	
	
	export interface ImportMade {
	    kind: string;
	    ref: string;
	    title: string;
	    updated: boolean;
	    asks: number;
	}
	export interface ImportNote {
	    file: string;
	    line: number;
	    key: string;
	    params: Record<string, string>;
	}
	export interface ImportPiece {
	    key: string;
	    collection: string;
	    state: string;
	    words: string;
	    at: string;
	    count: number;
	    asks: boolean;
	    changes: ImportChange[];
	}
	export interface ImportPreview {
	    files: ImportFile[];
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    quarantined: number;
	}
	
	export interface ImportResult {
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    leftOut: number;
	    quarantined: ImportRefused[];
	    notes: ImportNote[];
	    records: ImportMade[];
	    proposals: ImportMade[];
	}
	
	export interface InboxFile {
	    n: number;
	    path: string;
	    name: string;
	    at: string;
	    state: string;
	    format: string;
	    there: boolean;
	    import: string;
	    withdrawn: boolean;
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    quarantined: number;
	    key: string;
	    params: Record<string, string>;
	}
	export interface InboxFolder {
	    id: string;
	    folder: string;
	    paused: boolean;
	    move: boolean;
	    problem?: Message;
	}
	export interface InboxState {
	    folders: InboxFolder[];
	    waiting: InboxFile[];
	    files: InboxFile[];
	    waits: number;
	    taken: number;
	}
	export interface IncidentAnswers {
	    zone: string;
	    dayOrder: string;
	    columns: Record<string, string>;
	    twins: string;
	}
	export interface IncidentColumn {
	    header: string;
	    target: string;
	    values: string[];
	}
	export interface IncidentField {
	    name: string;
	    value: string;
	}
	export interface IncidentLine {
	    key: string;
	    at: string;
	    zone: string;
	    precision: string;
	    kind: string;
	    state: string;
	    text: string;
	    role: string;
	    name: string;
	}
	export interface IncidentMoment {
	    name: string;
	    at: string;
	    zone: string;
	    precision: string;
	    raw: string;
	}
	export interface IncidentRow {
	    id: string;
	    ref: string;
	    number: string;
	    source: string;
	    title: string;
	    state: string;
	    severity: string;
	    priority: string;
	    toldState: string;
	    toldSeverity: string;
	    toldPriority: string;
	    services: string[];
	    at: string;
	    zone: string;
	    precision: string;
	    minutes: number;
	    review: string;
	}
	export interface IncidentDoc {
	    row: IncidentRow;
	    summary: string;
	    link: string;
	    owners: string[];
	    people: string[];
	    moments: IncidentMoment[];
	    lines: IncidentLine[];
	    raw: IncidentField[];
	    file: string;
	    importedAt: string;
	}
	export interface IncidentValue {
	    value: string;
	    count: number;
	    chosen: boolean;
	}
	export interface IncidentFacet {
	    name: string;
	    values: IncidentValue[];
	    more: number;
	}
	
	
	export interface IncidentUse {
	    field: string;
	    target: string;
	    why: string;
	}
	export interface IncidentQuestion {
	    key: string;
	    field: string;
	    params: Record<string, string>;
	    samples: string[];
	}
	export interface IncidentImported {
	    import: IncidentImportRow;
	    questions: IncidentQuestion[];
	    headers: string[];
	    fields: IncidentUse[];
	    same: boolean;
	    remembered: IncidentAnswers;
	    alike: number;
	}
	export interface IncidentKnown {
	    until: string;
	    by: string;
	}
	
	export interface IncidentList {
	    total: number;
	    all: number;
	    waiting: number;
	    rows: IncidentRow[];
	    facets: IncidentFacet[];
	}
	export interface IncidentMeaning {
	    field: string;
	    code: string;
	    is: string;
	    was: string;
	    count: number;
	    at: string;
	}
	export interface IncidentMeant {
	    version: number;
	    reread: number;
	    taken: number;
	    waiting: number;
	}
	export interface IncidentMended {
	    taken: number;
	    left: number;
	}
	
	export interface IncidentSample {
	    line: number;
	    row: IncidentRow;
	    reason: string;
	    params: Record<string, string>;
	}
	export interface IncidentPreview {
	    columns: IncidentColumn[];
	    rows: IncidentSample[];
	    questions: IncidentQuestion[];
	}
	export interface IncidentRefused {
	    n: number;
	    file: string;
	    line: number;
	    column: number;
	    field: string;
	    reason: string;
	    params: Record<string, string>;
	    text: string;
	    retry: boolean;
	    code: string;
	    mends: string;
	    told: string;
	    both: string[];
	}
	export interface IncidentQuarantine {
	    rows: IncidentRefused[];
	    total: number;
	}
	export interface IncidentQuery {
	    words: string;
	    severities: string[];
	    priorities: string[];
	    states: string[];
	    sources: string[];
	    services: string[];
	    reviews: string[];
	    from: string;
	    to: string;
	    import: string;
	    twice: boolean;
	    order: string;
	    reverse: boolean;
	}
	
	
	export interface IncidentReviewed {
	    ref: string;
	    made: boolean;
	}
	
	
	
	
	export interface IncidentWithdrawn {
	    file: string;
	    removed: number;
	    restored: number;
	    left: number;
	}
	export interface Info {
	    name: string;
	    home: string;
	    sample: boolean;
	    version: string;
	    readOnly: boolean;
	    full: boolean;
	    problem?: Message;
	    first: boolean;
	    actor: string;
	}
	export interface IssuedReport {
	    at: string;
	    kind: string;
	    to: string;
	    name: string;
	    fileHash: string;
	    moved: boolean;
	}
	export interface KeptBack {
	    ref: string;
	    title: string;
	    state: string;
	    to: string;
	    from: string;
	    holding: number;
	}
	export interface Leak {
	    key: string;
	    kind: string;
	    where: string;
	    words: string;
	    before: string;
	    after: string;
	    role: string;
	    holds: boolean;
	    fixed: boolean;
	    why: string;
	}
	export interface Place {
	    away: boolean;
	    name: string;
	    left: string;
	    inside: boolean;
	}
	export interface LeakLook {
	    ref: string;
	    title: string;
	    space: string;
	    holding: number;
	    found: Leak[];
	    allowed: Leak[];
	    shared: number;
	    received: boolean;
	    place: Place;
	}
	export interface LineCheck {
	    ok: boolean;
	    stated: boolean;
	    statement: timeline.Statement;
	    text: string;
	    key: string;
	    params: Record<string, string>;
	    day_from: string;
	    day_shift: number;
	    zone_from: string;
	}
	export interface ListFilter {
	    query: string;
	    state: string;
	    severity: string;
	    trash: boolean;
	    asking: boolean;
	    sort: string;
	    offset: number;
	    limit: number;
	}
	export interface MeasureQuery {
	    period: string;
	    interval: string;
	    cycle: string;
	    severities: string[];
	    service: string;
	    calendar: string;
	}
	
	export interface MirrorProblem {
	    ref: string;
	    path: string;
	    line: number;
	    quote: string;
	    message: Message;
	}
	export interface NamedRecord {
	    ref: string;
	    kind: string;
	    title: string;
	    state: string;
	}
	export interface ObligationDraft {
	    title: string;
	    text: string;
	    missing: number;
	}
	export interface ObligationJudgement {
	    decision: string;
	    reason: string;
	    role: string;
	    approver: string;
	    despite: boolean;
	}
	export interface ObligationTime {
	    text: string;
	    pick: string;
	}
	export interface ObligationPause {
	    step: string;
	    from: ObligationTime;
	    to: ObligationTime;
	    reason: string;
	}
	export interface ObligationSubmission {
	    step: string;
	    at: ObligationTime;
	    role: string;
	    late_reason: string;
	    file: string;
	}
	
	export interface PaperPreview {
	    pdf: string;
	    unset: string[];
	}
	export interface PastReview {
	    review: review.Review;
	    row: HistoryRow;
	}
	export interface PictureAdded {
	    id: string;
	    rev: number;
	    known: boolean;
	    remarks: string[];
	}
	export interface PictureRefused {
	    name: string;
	    key: string;
	    params: Record<string, string>;
	}
	export interface PictureSize {
	    scale: number;
	    width: number;
	    height: number;
	}
	export interface PicturesAdded {
	    added: PictureAdded[];
	    refused: PictureRefused[];
	}
	
	export interface PolicyEnding {
	    from: string;
	    backdated: string;
	    note: string;
	}
	export interface PolicyMark {
	    decision: string;
	    hash: string;
	    role: string;
	    comment: string;
	    for: string;
	}
	export interface PolicySigned {
	    rev: number;
	    replaced: string;
	}
	export interface TextConflict {
	    base: string;
	    yours: string;
	    theirs: string;
	}
	export interface PolicyText {
	    rev: number;
	    text: string;
	    conflict?: TextConflict;
	    question: string;
	}
	export interface ReportChoice {
	    kind: string;
	    audience: string;
	    asOf: string;
	}
	export interface ReportRemoved {
	    kind: string;
	    words: string;
	    kept: boolean;
	    key: string;
	    picture: string;
	}
	export interface ReportPreview {
	    pdf: string;
	    rev: number;
	    unset: string[];
	    removed: ReportRemoved[];
	    apart: string[];
	}
	
	export interface ReviewRow {
	    ref: string;
	    id: string;
	    title: string;
	    severity: string;
	    state: string;
	    date: string;
	    services: string[];
	    entries: number;
	    causes: number;
	    factors: number;
	    actions: number;
	    actionsOpen: number;
	    questions: number;
	    changedAt: string;
	    trashed: boolean;
	    promise?: workspace.PromiseTold;
	}
	export interface ReviewList {
	    rows: ReviewRow[];
	    fits: number;
	    total: number;
	    lag: number;
	}
	
	export interface ReviewSince {
	    stamp: string;
	    whole: boolean;
	    review: review.Review;
	    from: number;
	    drop: number;
	}
	export interface RoomFit {
	    level: number;
	    maxW: number;
	}
	export interface RosterName {
	    name: string;
	    role: string;
	}
	export interface SavedFile {
	    path: string;
	}
	export interface SceneOptions {
	    view: string;
	    level: number;
	    font: number;
	    maxW: number;
	    have: string;
	}
	export interface SearchAlso {
	    typed: string;
	    words: string[];
	}
	export interface SearchChoice {
	    typed: string;
	    left: string;
	}
	export interface SearchFacetValue {
	    value: string;
	    count: number;
	    chosen: boolean;
	    words: SearchChoice[];
	}
	export interface SearchFacet {
	    name: string;
	    values: SearchFacetValue[];
	}
	
	export interface SearchPlace {
	    class: string;
	    key: string;
	    name: string;
	    snippet: string;
	    before: boolean;
	    after: boolean;
	    marks: SearchMark[];
	    at: string;
	    timed: boolean;
	}
	export interface SearchMark {
	    start: number;
	    end: number;
	}
	export interface SearchHit {
	    kind: string;
	    ref: string;
	    id: string;
	    title: string;
	    titleMarks: SearchMark[];
	    severity: string;
	    state: string;
	    date: string;
	    services: string[];
	    trashed: boolean;
	    score: number;
	    places: SearchPlace[];
	    morePlaces: number;
	    reasons: Message[];
	}
	
	export interface SearchOptions {
	    typing: boolean;
	    trash: boolean;
	    limit: number;
	    offset: number;
	    times: string;
	}
	
	export interface SearchResult {
	    hits: SearchHit[];
	    total: number;
	    facets: SearchFacet[];
	    notices: Message[];
	    also: SearchAlso[];
	}
	export interface ServiceBack {
	    back: number;
	    left: number;
	}
	export interface Setting {
	    name: string;
	    value: string;
	}
	export interface SharedReview {
	    ref: string;
	    title: string;
	    becomes: string;
	    holding: number;
	    leaves: string;
	    place: Place;
	}
	export interface ShownTimes {
	    zone: string;
	    times: Record<string, review.ShownTime>;
	    phases: review.Phase[];
	    after: string;
	    silences: review.Silence[];
	    handling: review.HandlingLine[];
	}
	export interface SpaceRemark {
	    ref: string;
	    title: string;
	    path: string;
	    line: number;
	    message: Message;
	}
	export interface SpaceReview {
	    ref: string;
	    title: string;
	    trashed: boolean;
	    joined: boolean;
	    undecided: number;
	    by: string[];
	}
	export interface SpaceAccount {
	    id: string;
	    name: string;
	    begun: boolean;
	    keepAsk: string;
	    state: string;
	    came: SpaceReview[];
	    went: SpaceReview[];
	    cameCount: number;
	    wentCount: number;
	    undecided: SpaceReview[];
	    held: SpaceReview[];
	    open: number;
	    aside: SpaceRemark[];
	    notices: SpaceRemark[];
	    carried: boolean;
	    wrote: string;
	    error: string;
	}
	export interface SpaceEntry {
	    name: string;
	    address: string;
	    carried: boolean;
	    alias: string;
	    audience: string;
	    user: string;
	    secret: string;
	    key: string;
	    passphrase: string;
	    keep: boolean;
	    acceptHost: string;
	}
	export interface SpaceKept {
	    kept: boolean;
	    ask: string;
	}
	export interface SpaceMirror {
	    id: string;
	    folder: string;
	    error: string;
	    problems: MirrorProblem[];
	}
	export interface SpaceNetwork {
	    proxy: string;
	    caFile: string;
	    user: string;
	    place: string;
	}
	export interface SpaceNetworkEntry {
	    proxy: string;
	    caFile: string;
	    user: string;
	    secret: string;
	    keep: boolean;
	}
	export interface SpacePerson {
	    space: string;
	    actor: string;
	    alias: string;
	}
	
	
	export interface SpaceSeen {
	    address: string;
	    empty: boolean;
	    name: string;
	    audience: string;
	}
	export interface SpaceSignIn {
	    user: string;
	    secret: string;
	    key: string;
	    passphrase: string;
	    keep: boolean;
	}
	export interface SpaceState {
	    id: string;
	    name: string;
	    address: string;
	    reviews: number;
	    unsent: number;
	    undecided: number;
	    aside: number;
	    syncedAt: string;
	    alias: string;
	    audience: string;
	    user: string;
	    key: string;
	    remembered: boolean;
	    audienceAside: string;
	}
	export interface StudyStart {
	    title: string;
	    problem: string;
	    review: string;
	    action: string;
	}
	
	export interface TextSaved {
	    rev: number;
	    text: string;
	    conflict?: TextConflict;
	}
	export interface TimeCheck {
	    ok: boolean;
	    statement: timeline.Statement;
	    key: string;
	    params: Record<string, string>;
	}
	export interface TimesSince {
	    stamp: string;
	    whole: boolean;
	    shown: ShownTimes;
	    gone: string[];
	}
	export interface UndoResult {
	    done: boolean;
	    label: Message;
	    rev: number;
	    path: string;
	}
	export interface UndoState {
	    undo?: Message;
	    redo?: Message;
	}
	export interface VerifiedReport {
	    name: string;
	    state: string;
	    text: string;
	}
	
	export interface Written {
	    rev: number;
	}

}

export namespace cause {
	
	export interface Node {
	    id: string;
	    parent: string;
	    kind: string;
	    text: string;
	    note?: string;
	    status: string;
	    classes: string[];
	    side?: string;
	    folded?: boolean;
	    gate?: string;
	    rank: string;
	    evidence_for?: number;
	    evidence_against?: number;
	    factor?: string;
	    also?: string[];
	    therefore?: string;
	}

}

export namespace obligating {
	
	export interface AskedView {
	    id: string;
	    name: string;
	    type: string;
	    choices: string[];
	}
	export interface Message {
	    key: string;
	    params: Record<string, string>;
	}
	export interface SubmissionView {
	    id: string;
	    at: Time;
	    day: string;
	    by_role: string;
	    content_hash: string;
	    late_reason: string;
	}
	export interface LaterEnd {
	    reading: string;
	    if: string[];
	    utc: string;
	    case: string;
	    here: string;
	    day: string;
	    whole: boolean;
	    left: number;
	}
	export interface LapsedEnd {
	    what: string;
	    utc: string;
	    case: string;
	    here: string;
	    day: string;
	    whole: boolean;
	    left: number;
	}
	export interface End {
	    utc: string;
	    case: string;
	    here: string;
	    day: string;
	    whole: boolean;
	    left: number;
	}
	export interface Time {
	    utc: string;
	    case: string;
	    here: string;
	}
	export interface ClockView {
	    step: string;
	    name: string;
	    recipient: string;
	    note: string;
	    state: string;
	    soft: boolean;
	    late_reason: boolean;
	    missing: string[];
	    waits_for: string[];
	    waits_sent: string[];
	    started?: Time;
	    due?: End;
	    projected?: End;
	    lapsed: LapsedEnd[];
	    later: LaterEnd[];
	    sent: SubmissionView[];
	    kept?: End;
	    problem?: Message;
	}
	
	export interface EventView {
	    id: string;
	    name: string;
	    help: string;
	    at?: Time;
	    day: string;
	    reason: string;
	    before: string[];
	}
	export interface FactView {
	    id: string;
	    name: string;
	    type: string;
	    choices: string[];
	    value: string;
	}
	export interface Hanging {
	    ref: string;
	    rules: string;
	    about: string;
	    step: string;
	    sure: boolean;
	    end?: End;
	    before?: End;
	}
	
	
	
	export interface StepView {
	    id: string;
	    name: string;
	    recipient: string;
	    note: string;
	    rules: string[];
	}
	export interface SourceView {
	    text: string;
	    read: string;
	}
	export interface PackView {
	    id: string;
	    version: number;
	    hash: string;
	    name: string;
	    jurisdiction: string;
	    authority: string;
	    standing: string;
	    applies: string;
	    from: string;
	    to: string;
	    zone: string;
	    signed: boolean;
	    alone: boolean;
	    rule: string;
	    notes: string[];
	    sources: SourceView[];
	    rules: string[];
	    steps: StepView[];
	    events: AskedView[];
	    facts: AskedView[];
	}
	export interface PauseView {
	    id: string;
	    step: string;
	    from?: Time;
	    to?: Time;
	    reason: string;
	}
	
	
	
	
	export interface View {
	    id: string;
	    ref: string;
	    space: string;
	    rev: number;
	    title: string;
	    subject: string;
	    subject_kind: string;
	    subject_ref: string;
	    subject_title: string;
	    pack: string;
	    pack_name: string;
	    pack_hash: string;
	    jurisdiction: string;
	    authority: string;
	    standing: string;
	    applies: string;
	    applies_from: string;
	    applies_to: string;
	    applies_day: string;
	    signed: boolean;
	    rule: string;
	    alone: boolean;
	    superseded: string;
	    ended: string;
	    changed: boolean;
	    zone: string;
	    calendar: string;
	    calendar_ref: string;
	    calendar_name: string;
	    calendar_version: string;
	    calendar_kept: string;
	    decision: string;
	    reason: string;
	    decided_by: string;
	    approved_by: string;
	    decided_at: string;
	    decided?: Time;
	    notes: string[];
	    sources: SourceView[];
	    events: EventView[];
	    facts: FactView[];
	    clocks: ClockView[];
	    required: string[];
	    against: Message[];
	    pauses: PauseView[];
	    pausable: boolean;
	    undecided: number;
	    problem?: Message;
	    changed_at: string;
	    trashed: boolean;
	}

}

export namespace policy {
	
	export interface Difference {
	    part: string;
	    name: string;
	    sort: string;
	    before: string;
	    after: string;
	}
	export interface Filled {
	    role: string;
	    count: number;
	    actors: string[];
	    because: number;
	}
	export interface Leaf {
	    name: string;
	    value: string;
	}
	export interface Repeat {
	    count: number;
	    days: number;
	}
	export interface Proposal {
	    procedure: string;
	    count: number;
	    exceptions: string[];
	    rule: Repeat;
	}
	export interface PageException {
	    id: string;
	    procedure: string;
	    incident: string;
	    justification: string;
	    risk: string;
	    control: string;
	    requester: string;
	    role: string;
	    own: boolean;
	    from: string;
	    to: string;
	    zone: string;
	    state: string;
	    age: number;
	    left: number;
	    soon: boolean;
	    answer: string;
	    approver: string;
	    approver_role: string;
	    device: string;
	    proof: string;
	    answered: string;
	    asked: string;
	    retroactive: boolean;
	    hash: string;
	    outcome: string;
	    outcome_open: boolean;
	    wants: boolean;
	    may: boolean;
	    mine: boolean;
	    moved: boolean;
	    since: Difference[];
	}
	export interface PageSignoff {
	    id: string;
	    role: string;
	    actor: string;
	    recorder: string;
	    own: boolean;
	    proposer: boolean;
	    decision: string;
	    comment: string;
	    at: string;
	    standing: string;
	    device: string;
	    proof: string;
	}
	export interface PageVersion {
	    id: string;
	    number: number;
	    hash: string;
	    state: string;
	    damage: string;
	    at: string;
	    by: string;
	    own: boolean;
	    note: string;
	    from: string;
	    retroactive: boolean;
	    terms: PageTerms;
	    have: number;
	    need: number;
	    seats: Filled[];
	    signoffs: PageSignoff[];
	    alone: boolean;
	    again: boolean;
	}
	export interface SeatRow {
	    id: string;
	    role: string;
	    count: number;
	}
	export interface SettingRow {
	    id: string;
	    name: string;
	    value: string;
	    note: string;
	}
	export interface PageTerms {
	    kind: string;
	    title: string;
	    text: string;
	    zone: string;
	    effective: string;
	    backdated: string;
	    review: string;
	    recorded: boolean;
	    ends: boolean;
	    count: number;
	    days: number;
	    settings: SettingRow[];
	    seats: SeatRow[];
	    data: Leaf[];
	}
	export interface PageForce {
	    number: number;
	    hash: string;
	    from: string;
	    retroactive: boolean;
	    review: string;
	    left: number;
	    alone: boolean;
	}
	export interface Page {
	    id: string;
	    ref: string;
	    space: string;
	    kind: string;
	    title: string;
	    state: string;
	    why: string;
	    draft: string;
	    next: number;
	    changed: boolean;
	    force?: PageForce;
	    terms: PageTerms;
	    since: Difference[];
	    versions: PageVersion[];
	    exceptions: PageException[];
	    proposals: Proposal[];
	    rev: number;
	}
	
	
	
	
	
	
	
	

}

export namespace review {
	
	export interface Action {
	    id: string;
	    ref: string;
	    title: string;
	    text?: string;
	    owner: string;
	    owner_role: string;
	    owner_actor?: string;
	    due: string;
	    status: string;
	    cause?: string;
	    kind?: string;
	    strength?: string;
	    criterion?: string;
	    measure?: string;
	    baseline?: string;
	    target?: string;
	    tracker?: string;
	    ticket_state?: string;
	    soak_days?: number;
	    done_on?: string;
	    accepted_on?: string;
	    accepted_due?: string;
	    accepted_of?: string;
	    verified_on?: string;
	    verifier_role?: string;
	    proof?: string;
	    declined_because?: string;
	    declined_by?: string;
	    overdue_days?: number;
	    agreed?: string;
	    look_on?: string;
	    owner_name?: string;
	    rank: string;
	}
	export interface Advice {
	    technique: string;
	    why: string;
	    rule: string;
	}
	export interface Analysis {
	    id: string;
	    title: string;
	    current: boolean;
	}
	export interface ClassShare {
	    class: string;
	    count: number;
	    share?: number;
	    subtypes?: ClassShare[];
	}
	export interface ClassShares {
	    factors: number;
	    unclassed: number;
	    classes: ClassShare[];
	    rolled: ClassShare[];
	}
	export interface Comment {
	    id: string;
	    text: string;
	    about?: string;
	    role?: string;
	    on: string;
	    state: string;
	    rank: string;
	}
	export interface Conflict {
	    id: string;
	    path: string;
	    kind: string;
	    base: string;
	    values: string[];
	    state: string;
	    rank: string;
	}
	export interface Decision {
	    value: string;
	    side: number;
	    by: string;
	    own: boolean;
	    at: string;
	    why: string;
	}
	export interface DueAction {
	    ref: string;
	    review: string;
	    id: string;
	    title: string;
	    role: string;
	    due: string;
	    status: string;
	    overdue_days: number;
	}
	export interface Duration {
	    from: string;
	    to: string;
	    minutes: number;
	    exact: boolean;
	    problem?: string;
	    stated?: string;
	}
	export interface Entry {
	    id: string;
	    at: string;
	    end?: string;
	    zone: string;
	    precision: string;
	    raw?: string;
	    by?: string;
	    reason?: string;
	    recorded_at?: string;
	    text: string;
	    role?: string;
	    actor?: string;
	    name?: string;
	    kind?: string;
	    workstream?: string;
	    times: timeline.Statement[];
	    line?: number;
	    rank?: string;
	}
	export interface Evidence {
	    id: string;
	    cause: string;
	    entry?: string;
	    kind: string;
	    text?: string;
	    stance: string;
	    rank: string;
	}
	export interface EvidenceShare {
	    causes: number;
	    evidenced: number;
	    share?: number;
	}
	export interface Factor {
	    id: string;
	    text: string;
	    kind: string;
	    classes: string[];
	    subtypes: string[];
	    condition_of: string[];
	    rank: string;
	}
	export interface Finding {
	    id: string;
	    level: string;
	    key: string;
	    params: Record<string, string>;
	    about?: string;
	    line?: number;
	    state: string;
	    answer?: string;
	    rank: string;
	}
	export interface HandlingLine {
	    text: string;
	    about: string;
	    asks: boolean;
	}
	export interface Incident {
	    date: string;
	    date_from: string;
	    zone: string;
	    zone_from: string;
	}
	export interface Meeting {
	    id: string;
	    at?: timeline.Statement;
	    minutes: number;
	    place?: string;
	    state: string;
	    rule?: string;
	    limit?: string;
	    rank: string;
	}
	export interface Mix {
	    stronger: number;
	    intermediate: number;
	    weaker: number;
	    unsaid: number;
	    hint: boolean;
	}
	export interface Option {
	    value: string;
	    label: string;
	}
	export interface Participant {
	    id: string;
	    role: string;
	    function?: string;
	    duty?: string;
	    actor: string;
	    name?: string;
	    rank: string;
	}
	export interface Phase {
	    entry: string;
	    from: string;
	    to: string;
	    minutes: number;
	    exact: boolean;
	}
	export interface Picture {
	    id: string;
	    caption?: string;
	    alt?: string;
	    name?: string;
	    about?: string;
	    width: number;
	    height: number;
	    bytes: number;
	    format: string;
	    sum: string;
	    rank: string;
	}
	export interface Replan {
	    id: string;
	    action: string;
	    from?: string;
	    to?: string;
	    on: string;
	    reason: string;
	    rank: string;
	}
	export interface Stated {
	    id: string;
	    label: string;
	    text: string;
	    minutes: number;
	    has_size: boolean;
	    from?: string;
	    to?: string;
	    rank: string;
	}
	export interface Section {
	    key: string;
	    title: string;
	    text: string;
	    kept?: boolean;
	    level?: number;
	    columns?: string[];
	}
	export interface Review {
	    kind: string;
	    id: string;
	    ref: string;
	    space: string;
	    rev: number;
	    title: string;
	    severity: string;
	    state: string;
	    services: string[];
	    tags: string[];
	    zone: string;
	    date: string;
	    incident: Incident;
	    started?: timeline.Statement;
	    detected?: timeline.Statement;
	    declared?: timeline.Statement;
	    mitigated?: timeline.Statement;
	    resolved?: timeline.Statement;
	    sections: Section[];
	    timeline: Entry[];
	    factors: Factor[];
	    class_shares: ClassShares;
	    technique_teams?: number;
	    technique_failures?: number;
	    technique_recurrences?: number;
	    technique_course?: string;
	    technique?: string;
	    technique_rule?: string;
	    technique_advised?: string;
	    technique_because?: string;
	    technique_advice: Advice;
	    evidence_share: EvidenceShare;
	    analyses: Analysis[];
	    causes: cause.Node[];
	    evidence: Evidence[];
	    actions: Action[];
	    replans: Replan[];
	    meetings: Meeting[];
	    comments: Comment[];
	    participants: Participant[];
	    stated_durations: Stated[];
	    findings: Finding[];
	    left?: Finding[];
	    pictures: Picture[];
	    conflicts: Conflict[];
	    durations: Duration[];
	    private_notes?: string;
	    created_at: string;
	    changed_at: string;
	    trashed?: boolean;
	}
	
	export interface ShownTime {
	    at: string;
	    end: string;
	}
	export interface ShownVersion {
	    text: string;
	    from: string;
	    by: string;
	    at: string;
	    edited?: string;
	    copy?: string;
	}
	export interface Silence {
	    after: string;
	    before: string;
	    minutes: number;
	    at: string;
	    least: number;
	}
	
	export interface Undecided {
	    id: string;
	    members: string[];
	    ref: string;
	    title: string;
	    path: string;
	    kind: string;
	    form: string;
	    where: string;
	    field: string;
	    what: string;
	    beside: string;
	    no_base: boolean;
	    base: string;
	    values: string[];
	    shown: ShownVersion[];
	    base_shown: string;
	    moved: boolean;
	    gone: boolean;
	    choices: string[];
	    options: Option[];
	    state: string;
	    keep: string;
	    decision: string;
	    decided_by: string;
	    decided_at: string;
	    why: string;
	    apart: boolean;
	    decisions: Decision[];
	}

}

export namespace timeline {
	
	export interface Statement {
	    at: string;
	    end?: string;
	    zone: string;
	    precision: string;
	    raw?: string;
	    by?: string;
	    reason?: string;
	    recorded_at?: string;
	}

}

export namespace workspace {
	
	export interface ActionReview {
	    ref: string;
	    title: string;
	}
	export interface ActionChoices {
	    roles: string[];
	    services: string[];
	    reviews: ActionReview[];
	}
	export interface ActionNarrowing {
	    words: string;
	    states: string[];
	    roles: string[];
	    strengths: string[];
	    services: string[];
	    reviews: string[];
	    overdue: boolean;
	    sort: string;
	}
	
	export interface CaseTold {
	    ref: string;
	    title: string;
	    day: string;
	    severity: string;
	    side: string;
	    minutes: number;
	    exact: boolean;
	    text: string;
	    left_out: string;
	}
	export interface CasesTold {
	    key: string;
	    title: string;
	    cases: CaseTold[];
	    total: number;
	}
	export interface Checked {
	    check: string;
	    weight: string;
	    about: string;
	    params: Record<string, string>;
	    sum: string;
	    firm?: boolean;
	    left?: boolean;
	    reason?: string;
	    where: string;
	}
	export interface ChoiceTold {
	    interval: string;
	    title: string;
	    points: number;
	    mean?: number;
	    text: string;
	    in_cycle: boolean;
	}
	export interface NumberTold {
	    estimate?: number;
	    lower?: number;
	    upper?: number;
	    level: number;
	    n: number;
	    missing: number;
	    method: string;
	    text: string;
	}
	export interface ClassTold {
	    key: string;
	    name: string;
	    now: NumberTold;
	    before: NumberTold;
	    refs: string[];
	}
	export interface ClassesTold {
	    key: string;
	    title: string;
	    rows: ClassTold[];
	    notes: string[];
	}
	export interface RowTold {
	    key: string;
	    label: string;
	    first: string;
	    last: string;
	    count: number;
	    value?: number;
	    lower?: number;
	    upper?: number;
	    state: string;
	    text: string;
	    refs: string[];
	}
	export interface VerdictTold {
	    code: string;
	    word: string;
	    why: string;
	}
	export interface CountsTold {
	    now: NumberTold;
	    before: NumberTold;
	    change: NumberTold;
	    verdict: VerdictTold;
	    unit: string;
	    calendar: string;
	    interval: string;
	    recommended: string;
	    choices: ChoiceTold[];
	    chart: string;
	    course: string;
	    rows: RowTold[];
	    notes: string[];
	}
	export interface DuePromise {
	    ref: string;
	    title: string;
	    severity: string;
	    phase: string;
	    state: string;
	    limit: string;
	    due: string;
	    left: number;
	    business?: number;
	    exact: boolean;
	    why: string;
	    rule: string;
	    number: number;
	    held: string;
	}
	export interface DueReport {
	    key: string;
	    period: string;
	    title: string;
	    day: string;
	    now: boolean;
	}
	export interface ReasonTold {
	    why: string;
	    count: number;
	    text: string;
	}
	export interface SideTold {
	    n: number;
	    typical: NumberTold;
	    median: NumberTold;
	    seventy_fifth: NumberTold;
	    ninetieth: NumberTold;
	    mean: NumberTold;
	    spread: string;
	    left_out: ReasonTold[];
	}
	export interface IndicatorTold {
	    key: string;
	    from: string;
	    to: string;
	    title: string;
	    moments: string;
	    now: SideTold;
	    before: SideTold;
	    change: NumberTold;
	    verdict: VerdictTold;
	    needed: number;
	    left_out: ReasonTold[];
	    notes: string[];
	    course: string;
	}
	export interface RuleTold {
	    ref: string;
	    version: string;
	    hash: string;
	    text: string;
	}
	export interface SupposeTold {
	    means: string;
	    lengths: string;
	    changes: string;
	    counts: string;
	    classes: string;
	}
	export interface PeriodTold {
	    period: string;
	    title: string;
	}
	export interface SpanTold {
	    first: string;
	    last: string;
	    text: string;
	}
	export interface MeasuresTold {
	    period: string;
	    now: SpanTold;
	    before?: SpanTold;
	    total: number;
	    taken: number;
	    here: number;
	    apart: string[];
	    unreviewed: number;
	    register: string;
	    services: string[];
	    indicators: IndicatorTold[];
	    counts: CountsTold;
	    classes: ClassesTold[];
	    periods: PeriodTold[];
	    suppose: SupposeTold;
	    rules: RuleTold[];
	}
	
	
	export interface PromiseTold {
	    state: string;
	    limit: string;
	    due: string;
	    left: number;
	    business?: number;
	    exact: boolean;
	    why: string;
	    rule: string;
	    number: number;
	    held: string;
	}
	export interface PutOff {
	    key: string;
	    title: string;
	    until: string;
	    reason: string;
	}
	
	
	export interface RuleNeed {
	    key: string;
	    what: string;
	    ref: string;
	    title: string;
	    number: number;
	    text: string;
	    part: string;
	    own: boolean;
	    day: string;
	    answer: string;
	    since: policy.Difference[];
	}
	
	export interface ServiceCase {
	    ref: string;
	    title: string;
	    day: string;
	    severity: string;
	    own: boolean;
	    services: string[];
	}
	export interface ServiceColumn {
	    header: string;
	    target: string;
	    values: string[];
	}
	export interface ServiceNamed {
	    ref: string;
	    name: string;
	}
	export interface ServiceGap {
	    ref: string;
	    service: string;
	    category: string;
	}
	export interface ServiceCoverage {
	    categories: string[];
	    pairs: number;
	    owned: number;
	    percent: number;
	    gaps: ServiceGap[];
	    unowned: ServiceNamed[];
	}
	
	export interface ServiceRefusal {
	    line: number;
	    why: string;
	    text: string;
	}
	export interface ServiceImportTold {
	    file: string;
	    asks: boolean;
	    columns: ServiceColumn[];
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    refused: number;
	    refusals: ServiceRefusal[];
	}
	
	export interface ServiceNeed {
	    id: string;
	    service: string;
	    ref: string;
	    from: string;
	    to: string;
	}
	export interface ServicePair {
	    id: string;
	    category: string;
	    role: string;
	}
	export interface ServiceProposal {
	    name: string;
	    incidents: number;
	    needs: number;
	    like: ServiceNamed[];
	}
	
	export interface ServiceRow {
	    ref: string;
	    name: string;
	    owner: string;
	    tier: string;
	    retired: string;
	    own: number;
	    all: number;
	    gaps: number;
	}
	export interface ServiceStep {
	    ref: string;
	    name: string;
	    level: number;
	    by: string;
	    from: string;
	    to: string;
	}
	export interface ServiceTold {
	    row: ServiceRow;
	    aliases: string[];
	    note: string;
	    trashed: boolean;
	    rev: number;
	    day: string;
	    needs: ServiceNeed[];
	    owners: ServicePair[];
	    above: ServiceStep[];
	    below: ServiceStep[];
	    cases: ServiceCase[];
	    gaps: string[];
	    circles: string[];
	    twice: string[];
	    told: string[];
	}
	export interface ServicesTold {
	    services: ServiceRow[];
	    coverage: ServiceCoverage;
	    circles: string[];
	    twice: string[];
	    proposals: ServiceProposal[];
	    none: ServiceProposal[];
	    total: number;
	    nameless: number;
	}
	
	
	export interface StudyCase {
	    ref: string;
	    title: string;
	    day: string;
	    side: string;
	    why: string;
	}
	export interface StudyWarning {
	    code: string;
	    text: string;
	}
	export interface StudyResult {
	    at: string;
	    by: string;
	    code: string;
	    word: string;
	    why: string;
	    ratio: string;
	    p: string;
	    before: string;
	    after: string;
	    cases: StudyCase[];
	    warnings: StudyWarning[];
	    method: string;
	    plan_hash: string;
	    data_hash: string;
	    rule: string;
	    until: string;
	    stale: boolean;
	}
	export interface StudyCheck {
	    day: string;
	    state: string;
	    result?: StudyResult;
	}
	export interface StudyDiffer {
	    field: string;
	    said: string;
	    held: string;
	    text: string;
	}
	export interface StudyForecast {
	    before: number;
	    counted: string;
	    earliest: string;
	    check: string;
	    text: string;
	}
	export interface StudyFrozen {
	    day: string;
	    at: string;
	    by: string;
	    hash: string;
	}
	export interface StudyOther {
	    text: string;
	    hash: string;
	    differs: StudyDiffer[];
	    results: string;
	}
	export interface StudyPlan {
	    problem: string;
	    severities: string[];
	    service: string;
	    change: string;
	    before_from: string;
	    before_to: string;
	    burn_in: number;
	    excluded: string[];
	    checks: string[];
	    exposure: string;
	    calendar: string;
	    unit: string;
	    amounts: string[];
	    marks: string[];
	    trigger: string[];
	}
	export interface StudyProblem {
	    field: string;
	    key: string;
	    params: Record<string, string>;
	    text: string;
	}
	
	export interface StudyTold {
	    id: string;
	    ref: string;
	    title: string;
	    state: string;
	    state_word: string;
	    check: string;
	    subject_ref: string;
	    subject_title: string;
	    action: string;
	    done_on: string;
	    plan: StudyPlan;
	    hash: string;
	    frozen?: StudyFrozen;
	    frozen_twice: boolean;
	    holds: string;
	    others: StudyOther[];
	    damaged: boolean;
	    forecast?: StudyForecast;
	    problem?: StudyProblem;
	    level: string;
	    checks: StudyCheck[];
	    verdict: string;
	    verdict_code: string;
	    replaces: string;
	    replaced_by: string;
	    calendar_name: string;
	    undecided: number;
	    rev: number;
	}
	
	
	export interface UnreviewedOne {
	    ref: string;
	    number: string;
	    title: string;
	    severity: string;
	    day: string;
	}
	export interface Unreviewed {
	    total: number;
	    first: UnreviewedOne[];
	    rule: string;
	    title: string;
	    number: number;
	}
	

}

