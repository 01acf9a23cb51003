package review

import (
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/timeline"
)

// Review is the whole record in the shape that "record show --json" prints and
// that screens and reports read. It is a view: the truth is the record's head
// and parts (package record), decoded by FromState.
type Review struct {
	Kind     string   `json:"kind"`
	ID       string   `json:"id"`
	Ref      string   `json:"ref"`
	Space    string   `json:"space"`
	Rev      int64    `json:"rev"`
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	State    string   `json:"state"`
	Services []string `json:"services"`
	Tags     []string `json:"tags"`
	// Zone is the zone of the incident: the one screens and reports show; ""
	// while nobody has said it.
	Zone string `json:"zone"`
	Date string `json:"date"` // of the incident, YYYY-MM-DD, or ""
	// Incident is the day and zone to show where those two are missing; computed,
	// never stored.
	Incident Incident `json:"incident"`

	// The moments that durations are counted between; nil when not known.
	Started   *timeline.Statement `json:"started"`
	Detected  *timeline.Statement `json:"detected"`
	Declared  *timeline.Statement `json:"declared"`
	Mitigated *timeline.Statement `json:"mitigated"`
	Resolved  *timeline.Statement `json:"resolved"`

	Sections    []Section   `json:"sections"`
	Timeline    []Entry     `json:"timeline"`
	Factors     []Factor    `json:"factors"`
	ClassShares ClassShares `json:"class_shares"` // of the factors; computed, never stored
	// Technique is how people ask how it came about; Advice what the rule says of it.
	Technique
	Advice        Advice        `json:"technique_advice"` // computed, never stored
	EvidenceShare EvidenceShare `json:"evidence_share"`   // of the causes; computed, never stored
	Analyses      []Analysis    `json:"analyses"`
	Causes        []cause.Node  `json:"causes"` // of the current analysis, depth first
	Evidence      []Evidence    `json:"evidence"`
	Actions       []Action      `json:"actions"`
	Replans       []Replan      `json:"replans"`
	Meetings      []Meeting     `json:"meetings"`
	Comments      []Comment     `json:"comments"`
	Participants  []Participant `json:"participants"`
	Stated        []Stated      `json:"stated_durations"`
	Findings      []Finding     `json:"findings"`
	Left          []Finding     `json:"left,omitempty"` // findings of checks that a person left as they are
	Pictures      []Picture     `json:"pictures"`
	Conflicts     []Conflict    `json:"conflicts"`               // open ones
	Durations     []Duration    `json:"durations"`               // computed, never stored
	PrivateNotes  string        `json:"private_notes,omitempty"` // of the preparer; stays on this machine
	CreatedAt     string        `json:"created_at"`
	ChangedAt     string        `json:"changed_at"`
	Trashed       bool          `json:"trashed,omitempty"` // it lies in the trash and takes no edits
}

// Section is one titled piece of Markdown.
type Section struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Kept  bool   `json:"kept,omitempty"`  // text of an import that no rule understood
	Level int    `json:"level,omitempty"` // of its heading in the source, 1 to 6; 0 = not known
	// Columns are the heads of source tables that were read into parts.
	Columns []string `json:"columns,omitempty"`
}

// Entry is one event of the timeline. The embedded statement is the last one of
// Times; earlier ones are kept and shown struck through.
type Entry struct {
	ID string `json:"id"`
	timeline.Statement
	Text  string `json:"text"`
	Role  string `json:"role,omitempty"`
	Actor string `json:"actor,omitempty"`
	Name  string `json:"name,omitempty"` // known on this machine only
	Kind  string `json:"kind,omitempty"`
	// Workstream is the line of work it belongs to: "Database"; "" for none.
	Workstream string               `json:"workstream,omitempty"`
	Times      []timeline.Statement `json:"times"`
	Line       int                  `json:"line,omitempty"` // of the source it came from
	Rank       string               `json:"rank,omitempty"`
}

// Analysis is one tree of causes; a review may hold several.
type Analysis struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Current bool   `json:"current"`
}

// Evidence is one piece that speaks for or against a cause.
type Evidence struct {
	ID     string `json:"id"`
	Cause  string `json:"cause"`
	Entry  string `json:"entry,omitempty"` // of the timeline
	Kind   string `json:"kind"`            // EvidenceKinds
	Text   string `json:"text,omitempty"`
	Stance string `json:"stance"` // Stances
	Rank   string `json:"rank"`
}

// Action is one commitment.
type Action struct {
	ID         string `json:"id"`
	Ref        string `json:"ref"`
	Title      string `json:"title"`
	Text       string `json:"text,omitempty"`
	Owner      string `json:"owner"` // role; on this machine the local name where no role is known
	OwnerRole  string `json:"owner_role"`
	OwnerActor string `json:"owner_actor,omitempty"`
	Due        string `json:"due"` // YYYY-MM-DD or ""
	Status     string `json:"status"`
	Cause      string `json:"cause,omitempty"` // id of the cause it answers
	Kind       string `json:"kind,omitempty"`
	Strength   string `json:"strength,omitempty"`
	Criterion  string `json:"criterion,omitempty"` // done when …
	Measure    string `json:"measure,omitempty"`   // we will know by …
	Baseline   string `json:"baseline,omitempty"`  // of the measure, before
	Target     string `json:"target,omitempty"`
	Tracker    string `json:"tracker,omitempty"`
	// TicketState is the state the tracker last told, in its own word.
	TicketState string `json:"ticket_state,omitempty"`
	// SoakDays are the days between done and the first look whether it helped; 0 where
	// nobody said (UsualSoak).
	SoakDays float64 `json:"soak_days,omitempty"`
	DoneOn   string  `json:"done_on,omitempty"` // YYYY-MM-DD; "" where nobody wrote it down
	// The owner agreed on AcceptedOn to the date AcceptedDue and the words of which
	// AcceptedOf is the sum (Words).
	AcceptedOn  string `json:"accepted_on,omitempty"`
	AcceptedDue string `json:"accepted_due,omitempty"`
	AcceptedOf  string `json:"accepted_of,omitempty"`
	VerifiedOn  string `json:"verified_on,omitempty"`
	// VerifierRole is who looked, which is not the owner.
	VerifierRole    string `json:"verifier_role,omitempty"`
	Proof           string `json:"proof,omitempty"` // what was seen
	DeclinedBecause string `json:"declined_because,omitempty"`
	DeclinedBy      string `json:"declined_by,omitempty"` // the role that agreed not to do it
	// OverdueDays is how many days an open action is over its date; filled by At.
	OverdueDays int `json:"overdue_days,omitempty"`
	// Agreed and LookOn are Acceptance and LookFrom; filled by At.
	Agreed string `json:"agreed,omitempty"`
	LookOn string `json:"look_on,omitempty"`
	// OwnerName is known on this machine only.
	OwnerName string `json:"owner_name,omitempty"`
	Rank      string `json:"rank"`
}

// Replan is one change of the date of a promise.
type Replan struct {
	ID     string `json:"id"`
	Action string `json:"action"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	On     string `json:"on"` // YYYY-MM-DD
	Reason string `json:"reason"`
	Rank   string `json:"rank"`
}

// Meeting is one in which the review is held, or is to be.
type Meeting struct {
	ID      string              `json:"id"`
	At      *timeline.Statement `json:"at"`
	Minutes float64             `json:"minutes"` // its length, 0 where nobody said
	Place   string              `json:"place,omitempty"`
	State   string              `json:"state"` // MeetingStates
	// Rule and Limit are what held when it was: "POL-26-7K3QX2 2", "48 h".
	Rule  string `json:"rule,omitempty"`
	Limit string `json:"limit,omitempty"`
	Rank  string `json:"rank"`
}

// Participant is a role that took part; Name is known on this machine only.
type Participant struct {
	ID   string `json:"id"`
	Role string `json:"role"`
	// Function is the one of the organisation that speaks through them: "operations".
	Function string `json:"function,omitempty"`
	Duty     string `json:"duty,omitempty"` // in the review: Duties, "" for none
	Actor    string `json:"actor"`
	Name     string `json:"name,omitempty"`
	Rank     string `json:"rank"`
}

// Stated is a length of time that the source claims.
type Stated struct {
	ID      string  `json:"id"`
	Label   string  `json:"label"`
	Text    string  `json:"text"`
	Minutes float64 `json:"minutes"`
	HasSize bool    `json:"has_size"`
	From    string  `json:"from,omitempty"`
	To      string  `json:"to,omitempty"`
	Rank    string  `json:"rank"`
}

// Finding is a question, finding or notice about the record. Its text is the
// catalogue's sentence for Key.
type Finding struct {
	ID     string            `json:"id"`
	Level  string            `json:"level"` // question, finding, notice
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
	About  string            `json:"about,omitempty"` // path in the record: "timeline/<id>"
	Line   int               `json:"line,omitempty"`
	State  string            `json:"state"` // open, answered, dismissed
	Answer string            `json:"answer,omitempty"`
	Rank   string            `json:"rank"`
}

// CheckPrefix begins the keys of findings of checks (package consistency). A check is
// made anew at every look; what is stored is that a person left what it found as it is.
const CheckPrefix = "check."

// Picture is a picture of the review. Its bytes lie elsewhere, under their sum; on this
// machine they may be missing until an exchange has brought them.
type Picture struct {
	ID      string `json:"id"`
	Caption string `json:"caption,omitempty"` // Markdown
	Alt     string `json:"alt,omitempty"`     // what is to be seen, in words
	Name    string `json:"name,omitempty"`    // of the file it came in, without folders
	About   string `json:"about,omitempty"`   // path of what it belongs to: "timeline/<id>"; "" = the review
	Width   int    `json:"width"`             // pixels
	Height  int    `json:"height"`
	Bytes   int    `json:"bytes"`
	Format  string `json:"format"` // PictureFormats
	Sum     string `json:"sum"`    // SHA-256 in hexadecimal digits
	Rank    string `json:"rank"`
}

// Conflict is two values for one field that nobody has decided between. The first
// value is the current one.
type Conflict struct {
	ID     string   `json:"id"`
	Path   string   `json:"path"`
	Kind   string   `json:"kind"` // "text", "reimport"
	Base   string   `json:"base"`
	Values []string `json:"values"`
	State  string   `json:"state"` // open, resolved
	Rank   string   `json:"rank"`
}

// Duration is the time between two named moments.
type Duration struct {
	From    string  `json:"from"`
	To      string  `json:"to"`
	Minutes float64 `json:"minutes"`
	Exact   bool    `json:"exact"`             // false when either end is approximate or a date only
	Problem string  `json:"problem,omitempty"` // "end_before_start", "zones_unknown"
	Stated  string  `json:"stated,omitempty"`  // what the source claims for the same pair
}

// The closed sets.
var (
	States        = []string{"draft", "in_review", "agreed", "closed"}
	Severities    = []string{"SEV1", "SEV2", "SEV3", "SEV4", "SEV5"}
	EntryKinds    = []string{"observation", "detection", "ack", "declare", "decision", "action", "comms", "handover", KindCommand, "mitigation", "restore", "resolve"}
	ActionStates  = []string{"idea", "candidate", "committed", "in_progress", "done", "verified", "declined"}
	ActionKinds   = []string{"prevent", "detect", "mitigate", "respond", "investigate", "process"}
	Strengths     = []string{"stronger", "intermediate", "weaker"}
	Duties        = []string{"facilitator", "co_facilitator", "note_taker"}
	MeetingStates = []string{"planned", "held", "cancelled"}
	EvidenceKinds = []string{"timeline", "quote", "metric", "document", "link"}
	Stances       = []string{"supports", "contradicts", "context"}
	// PictureFormats are also the endings of their files in a space.
	PictureFormats = []string{"png", "jpeg"}
	Anchors        = []string{"started", "detected", "declared", "mitigated", "resolved"}
)
