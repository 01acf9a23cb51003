package incident

import (
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// Names of moments.
const (
	Started      = "started"      // the effect began
	Detected     = "detected"     // somebody or something noticed, or the incident was opened
	Acknowledged = "acknowledged" // somebody took it
	Mitigated    = "mitigated"    // the effect was over, or contained
	Resolved     = "resolved"     // the incident was declared over
	Closed       = "closed"       // the paperwork was
)

// Moments lists the names in the order in which they happen.
func Moments() []string {
	return []string{Started, Detected, Acknowledged, Mitigated, Resolved, Closed}
}

// States of an incident; "" means that the source says nothing a profile knows.
const (
	Open      = "open"
	InWork    = "in_work"
	Contained = "contained"
	Over      = "resolved"
	Done      = "closed"
	Cancelled = "cancelled"
	// Planned is work that was announced before it began, whatever became of it: it is in the
	// register, and counts as no incident.
	Planned = "planned"
)

// States lists them in their order.
func States() []string { return []string{Open, InWork, Contained, Over, Done, Cancelled, Planned} }

// Severities and Priorities that a told value can become.
func Severities() []string { return []string{"SEV1", "SEV2", "SEV3", "SEV4", "SEV5"} }

// Priorities lists the priorities.
func Priorities() []string { return []string{"P1", "P2", "P3", "P4", "P5"} }

// Snapshot is what one row of a source says of one incident. Texts are as the source
// wrote them, without marks of its format (HTML, ADF); sentinels such as "?" or "-100" are
// missing, which is the empty text and no entry in a map.
type Snapshot struct {
	// Source names the tool and, where several of it can meet, which one ("pagerduty",
	// "statuspage/www.example.org", "csv"); Key is the id of the incident there. Both
	// together say which incident is meant and never change.
	Source string `json:"source"`
	Key    string `json:"key"`
	// Number is what people call it there ("INC0010023", "#1432"); empty when that is Key.
	Number string `json:"number,omitempty"`
	Link   string `json:"link,omitempty"`

	Title   string `json:"title"`
	Summary string `json:"summary,omitempty"`
	// State, Severity and Priority as told; Normal says what they mean.
	State    string `json:"state,omitempty"`
	Severity string `json:"severity,omitempty"`
	Priority string `json:"priority,omitempty"`
	// Planned says that the source tells of work it had announced, and of no incident.
	Planned bool `json:"planned,omitempty"`

	// Moments by name. A time without an offset has no known zone.
	Moments map[string]timeline.Statement `json:"moments,omitempty"`
	// Services as stated, each once.
	Services []string `json:"services,omitempty"`
	// Owners are roles, teams and groups; People are names and accounts.
	Owners []string `json:"owners,omitempty"`
	People []string `json:"people,omitempty"`

	// Updates are the lines of its history that this row brings.
	Updates []Update `json:"updates,omitempty"`
	// Raw are the fields that have no place above, in the order of the source.
	Raw []Field `json:"raw,omitempty"`

	// TakenAt is when the source was in this state, in milliseconds UTC; 0 when it does
	// not say. Turn tells two apart that were taken in the same moment (a counter of
	// changes), the higher is the later.
	TakenAt int64 `json:"taken_at,omitempty"`
	Turn    int64 `json:"turn,omitempty"`
	// Partial marks a row that speaks of a part of the incident alone (the notes, the log):
	// what it does not say is left as it is. Any other row says all there is at its moment.
	Partial bool `json:"partial,omitempty"`
}

// Update is one line of the history of an incident.
type Update struct {
	// Key is its id in the source; where it has none a reader makes one of time, state
	// and text, so that the same line has the same key in the next file.
	Key  string             `json:"key"`
	Time timeline.Statement `json:"time"`
	// Kind is "state" (a change of state, severity, owner), "note" (words of a person),
	// "public" (words for customers), "alert" or "message".
	Kind  string `json:"kind"`
	State string `json:"state,omitempty"` // as told, when the line changes it
	Text  string `json:"text,omitempty"`
	Role  string `json:"role,omitempty"`
	Name  string `json:"name,omitempty"`
	// ChangedAt is when its words were last changed, in milliseconds UTC, 0 when the
	// source does not say; then it is the moment of the snapshot it came with.
	ChangedAt int64 `json:"changed_at,omitempty"`
}

// Field is a field of a source as it stood.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Row is what a reader made of one row of a source: a snapshot, or why there is none. Where
// one time alone could not be read, what is refused has its target (ParamTarget) and the
// snapshot is the rest of the row, so that a person can say the time and the row comes in. A file
// with a whole history in each row gives one Row per incident, one with a row per change
// gives one Row per change. A line that is nothing (blank, a repeated header) is no row.
type Row struct {
	Line     int // of the source, from 1; of JSON the line the object begins in
	Column   int // of that line, from 1; 0 where a row begins its line
	Snapshot *Snapshot
	Refused  *intake.Quarantined
}

// Use says what became of one field of a source: Target is a name of Snapshot ("title",
// "moments.started", "raw") or "" when it is skipped, and then Why is the message key of
// the reason.
type Use struct {
	Field  string `json:"field"`
	Target string `json:"target,omitempty"`
	Why    string `json:"why,omitempty"`
}

// Question is something a file cannot say. A reader that needs the answer gives no rows
// before it has it.
type Question struct {
	Key    string            `json:"key"` // AskZone, AskDayOrder, AskMapping, AskTwins
	Field  string            `json:"field,omitempty"`
	Params map[string]string `json:"params,omitempty"`
	// Samples are values of the file the question is about.
	Samples []string `json:"samples,omitempty"`
}

// Keys of questions.
const (
	AskZone     = "incident.ask.zone"      // times without a zone: which zone is meant?
	AskDayOrder = "incident.ask.day_order" // 03/04: day first or month first?
	AskMapping  = "incident.ask.mapping"   // no column that can be the title
	// AskTwins: {count} of {total} incidents look like ones that another source, {source}, has
	// told of. The register asks this, no reader does.
	AskTwins = "incident.ask.twins"
)

// Options are the answers and decisions a reading starts from.
type Options struct {
	Zone     string // IANA name for times without one; "" asks, "-" leaves them without
	DayOrder string // "day", "month" or "" (decided from the column, else asked)
	// Mapping says which column means what (Use.Field → Use.Target), for a table whose
	// headers say too little; nil lets the reader decide by the headers.
	Mapping map[string]string
}

// Told is what a reader says of a whole file.
type Told struct {
	Format        string // "pagerduty", "statuspage", "jira", "servicenow", "csv" …
	ReaderVersion int
	Uses          []Use
	Questions     []Question
	// Headers are the columns of a table, in their order, for the mapping screen, and Values
	// the first few different ones under each of them.
	Headers []string
	Values  [][]string
}

// Targets are what a column of a table can be taken for, in the order in which people are
// offered them; "raw" keeps it as it is.
func Targets() []string {
	out := []string{"key", "title", "summary", "state", "severity", "priority"}
	for _, m := range Moments() {
		out = append(out, "moments."+m)
	}
	return append(out, "services", "owners", "people", "link", "taken_at", "raw")
}

// Put notes a moment.
func (s *Snapshot) Put(name string, at timeline.Statement) {
	if s.Moments == nil {
		s.Moments = map[string]timeline.Statement{}
	}
	s.Moments[name] = at
}
