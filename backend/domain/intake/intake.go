package intake

import "secondstory/backend/domain/timeline"

// Document is what a reader understood of one post-mortem. Every line of the
// source is in exactly one of its pieces; what has no place is a Section with
// Kept set. Lines count from 1.
type Document struct {
	Format        string // "markdown", "text", "slack"
	ReaderVersion int    // raised when the same bytes would be read differently
	Title         string
	TitleLine     int
	Severity      string   // "SEV1".."SEV5" or "" when none is stated
	State         string   // "" (unknown), "draft", "in_review", "agreed", "closed"
	Services      []string // as stated
	Tags          []string
	Zone          string // the zone stated for the whole document, or ""
	Date          string // the date of the incident, YYYY-MM-DD, or ""

	// ID is that of the review that our own export was made of, Print the
	// fingerprint of what it held then; pieces of such a document have ids too.
	ID    string `json:",omitempty"`
	Print string `json:",omitempty"`

	// TextSHA256 is the SHA-256 of the text as it was read: the same for a file in
	// other line ends, another encoding, with or without a byte order mark.
	TextSHA256 string `json:"-"`

	KeyTimes     []KeyTime
	Sections     []Section
	Timeline     []Entry
	Factors      []Factor
	Causes       []Cause
	Actions      []Action
	Participants []Participant
	Stated       []StatedDuration
	Findings     []Finding

	// Told are the times of day that stand in the prose of a document without a
	// timeline, with their sentences, and ToldFindings what holds for them. They
	// become its timeline only when a person says so (TakeTold).
	Told         []Entry
	ToldFindings []Finding
}

// Keys of the findings that the account of an import tells of a file, besides
// those of the review it becomes.
const (
	KeyReadAs      = "ingest.read_as"              // {encoding}
	KeyReadForced  = "ingest.read_forced"          // {line, count}: bytes that a person had read all the same
	KeyLineEnds    = "ingest.read_line_ends"       // no params: lone carriage returns
	KeyTimesInText = "ingest.times_in_text"        // {count}: times of day in the prose of a report without a timeline
	KeyWordlessAct = "ingest.action_without_words" // no params: kept as text
)

// Accounted are the findings the account of an import tells.
var Accounted = map[string]bool{KeyReadAs: true, KeyReadForced: true, KeyLineEnds: true, KeyTimesInText: true, KeyWordlessAct: true,
	KeyChatAccount: true, KeyChatJoins: true, KeyChatSettings: true, KeyChatEdits: true, KeyChatDeleted: true, KeyChatTwice: true, KeyChatEmpty: true, KeyChatUnread: true,
	KeyChatFiles: true, KeyChatReactions: true, KeyChatCut: true}

// TakeTold makes the times found in the prose the timeline of the document.
func (d *Document) TakeTold() {
	if len(d.Timeline) > 0 || len(d.Told) == 0 {
		return
	}
	var findings []Finding
	for _, f := range d.Findings {
		if f.Key != KeyTimesInText {
			findings = append(findings, f)
		}
	}
	d.Timeline, d.Findings = d.Told, append(findings, d.ToldFindings...)
	d.Told, d.ToldFindings = nil, nil
}

// Acknowledged is the key time at which somebody took the incident up. A review keeps it as
// an entry of its timeline, of the kind AckKind.
const (
	Acknowledged = "acknowledged"
	AckKind      = "ack"
)

// KeyTime is one of the moments that durations are counted between.
type KeyTime struct {
	Anchor string // "started", "detected", "declared", "mitigated", "resolved", or Acknowledged
	Label  string `json:",omitempty"` // as written, of Acknowledged
	Time   timeline.Statement
	Line   int
}

// Section is a titled piece of Markdown, kept byte for byte.
type Section struct {
	Key   string // "summary", "impact", "detection", "resolution", "lessons", "went_well" … or a slug of the title
	Title string // as written; "" for text before the first heading
	Text  string
	Line  int
	// Level is that of the heading: 1 to 6 as in Markdown, 7 for a label in bold
	// that stands for a heading, 0 for text without a heading of its own.
	Level int
	// Columns are the column heads of a table of this section that was read as
	// entries, actions or factors, as written.
	Columns []string
	// Kept marks text that no rule understood; Why is the message key.
	Kept bool
	Why  string
}

// Entry is one event of the timeline.
type Entry struct {
	Text string // Markdown, without the time
	Role string
	Name string // who, when it is no role; stays on this machine
	Kind string // "" or one of review.EntryKinds
	// Workstream is told by our own exports alone.
	Workstream string `json:",omitempty"`
	ID         string `json:",omitempty"`
	Time       timeline.Statement
	Line       int
}

// Factor is one contributing factor or one thing learned.
type Factor struct {
	Text    string   // with the items nested in it
	Kind    string   // review.FactorKinds
	Classes []string // cause.Classes, when stated
	// Of our own export; ConditionOf are ids.
	Subtypes    []string `json:",omitempty"`
	ConditionOf []string `json:",omitempty"`
	Line        int
	// Own are its words without what is nested in it, and Below that; both empty
	// when nothing is.
	ID    string `json:",omitempty"`
	Own   string
	Below []Nested
}

// Nested is an item of a list inside another item.
type Nested struct {
	Text  string
	Line  int
	Below []Nested
}

// Cause is a node of a stated chain (a "5 Whys" section). Parent is the index
// of its parent in Document.Causes, or -1 for a cause of the effect itself.
type Cause struct {
	Parent int
	Text   string
	// Question is the "why" that Text answers, as written; "" when none stands.
	Question string
	Line     int
	// Of our own export; a tree of it begins with its effect.
	ID     string `json:",omitempty"`
	Kind   string `json:",omitempty"`
	Status string `json:",omitempty"`
	Factor string `json:",omitempty"`
}

// Action is one follow-up. A name is kept apart from a role, because only the
// role may be shared.
type Action struct {
	Title     string
	Text      string // further paragraphs, Markdown
	OwnerRole string
	OwnerName string
	Due       string // YYYY-MM-DD, or ""
	DueRaw    string // as written when it is no date, or says it otherwise
	DueCoarse bool   // Due is the last day of a month, quarter or year that was named
	Status    string // review.ActionStates, "" when not stated
	Kind      string // "prevent", "detect", "mitigate", "respond", "investigate", "process", ""
	Criterion string
	Measure   string
	Tracker   string // reference in another tool, as written
	Line      int
	ID        string `json:",omitempty"`
}

// Participant is somebody who took part. Name stays on this machine.
type Participant struct {
	Role string
	Name string
	Line int
	ID   string `json:",omitempty"`
}

// StatedDuration is a length of time the document claims, kept to be compared.
type StatedDuration struct {
	Label   string // as written: "Time to resolve", "Duration"
	Text    string // as written: "about 2h 15m"
	Minutes float64
	HasSize bool // false for prose that is no length of time
	From    string
	To      string // anchors of KeyTime when the label names them, else ""
	Line    int
}

// Finding is something a person should know about or answer.
type Finding struct {
	Level  string // "question", "finding", "notice"
	Key    string // message key
	Params map[string]string
	Line   int
	// Entry is the index in Document.Timeline it belongs to, or -1.
	Entry int
	ID    string `json:",omitempty"`
}

// Quarantined is input that could not become a record. Text is the input itself
// when it is short enough to keep beside the reason. Nothing says that there is no
// content to keep: it is told and not stored.
type Quarantined struct {
	File   string            `json:"file"`
	Line   int               `json:"line"`
	Column int               `json:"column,omitempty"` // of the line, from 1, where one line can hold several; else 0
	Field  string            `json:"field"`
	Reason string            `json:"reason"` // message key
	Params map[string]string `json:"params,omitempty"`
	Text   string            `json:"text,omitempty"`

	Nothing bool `json:"-"`
}

// Outcome is what reading one file gave: exactly one of the two is set.
type Outcome struct {
	Document    *Document
	Quarantined *Quarantined
}
