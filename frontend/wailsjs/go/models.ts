export namespace app {
	
	export interface Added {
	    id: string;
	    rev: number;
	}
	export interface CauseTarget {
	    id: string;
	    label: string;
	    number: string;
	    path: string;
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
	export interface DrawingRoom {
	    view: string;
	    width: number;
	    height: number;
	    least: number;
	    level: number;
	    cut: boolean;
	}
	export interface HelpTopic {
	    id: string;
	    title: string;
	}
	export interface HistoryAuthor {
	    name: string;
	    at: string;
	    commit: string;
	    joined: boolean;
	    own: boolean;
	}
	export interface HistoryChange {
	    path: string;
	    lead: string;
	    before: string;
	    after: string;
	    tail: string;
	}
	export interface Message {
	    key: string;
	    params: Record<string, string>;
	}
	export interface HistoryRow {
	    by?: HistoryAuthor;
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
	    changes: HistoryChange[];
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
	export interface LeakLook {
	    ref: string;
	    title: string;
	    space: string;
	    holding: number;
	    found: Leak[];
	    allowed: Leak[];
	    shared: number;
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
	    sort: string;
	    offset: number;
	    limit: number;
	}
	
	export interface MirrorProblem {
	    ref: string;
	    path: string;
	    line: number;
	    quote: string;
	    message: Message;
	}
	export interface PastReview {
	    review: review.Review;
	    row: HistoryRow;
	}
	export interface PictureSize {
	    scale: number;
	    width: number;
	    height: number;
	}
	export interface ReportChoice {
	    kind: string;
	    audience: string;
	    asOf: string;
	}
	export interface ReportPreview {
	    pdf: string;
	    rev: number;
	    unset: string[];
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
	export interface Setting {
	    name: string;
	    value: string;
	}
	export interface ShownTimes {
	    zone: string;
	    times: Record<string, review.ShownTime>;
	    phases: review.Phase[];
	    after: string;
	    silences: review.Silence[];
	}
	export interface SpaceRemark {
	    ref: string;
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
	}
	export interface TextConflict {
	    base: string;
	    yours: string;
	    theirs: string;
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
	    tracker?: string;
	    overdue_days?: number;
	    owner_name?: string;
	    rank: string;
	}
	export interface Analysis {
	    id: string;
	    title: string;
	    current: boolean;
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
	export interface Factor {
	    id: string;
	    text: string;
	    kind: string;
	    classes: string[];
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
	export interface Incident {
	    date: string;
	    date_from: string;
	    zone: string;
	    zone_from: string;
	}
	export interface Option {
	    value: string;
	    label: string;
	}
	export interface Participant {
	    id: string;
	    role: string;
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
	    analyses: Analysis[];
	    causes: cause.Node[];
	    evidence: Evidence[];
	    actions: Action[];
	    participants: Participant[];
	    stated_durations: Stated[];
	    findings: Finding[];
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
	    copy?: string;
	}
	export interface Silence {
	    after: string;
	    before: string;
	    minutes: number;
	    at: string;
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
	    choices: string[];
	    options: Option[];
	    state: string;
	    keep: string;
	    decision: string;
	    decided_by: string;
	    decided_at: string;
	    why: string;
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

