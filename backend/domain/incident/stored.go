package incident

import (
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// Kind names incidents where records of all kinds are announced; RefPrefix begins the
// short reference of one.
const (
	Kind      = "incident"
	RefPrefix = "INC"
)

// Stored is one incident of the register.
type Stored struct {
	N        int64  // its place in the store, 0 before it has one
	ID       string // ULID
	Snapshot Snapshot
	Profile  int    // version of the profile that read its codes
	Import   string // the last import that changed it
	Review   string // id of the review it became, or ""
}

// Line is what the list shows of an incident.
type Line struct {
	N        int64
	ID       string
	Source   string
	Key      string
	Number   string
	Title    string
	State    string // of the scale, "" when unknown
	Severity string
	Priority string
	// Told are the codes as the source wrote them.
	ToldState, ToldSeverity, ToldPriority string
	Services                              []string
	Begins                                timeline.Statement // the first moment known
	At                                    int64              // of Begins in milliseconds, as UTC where the zone is unknown; Undated when there is none
	Day                                   string             // of Begins where it happened, ""
	Minutes                               float64            // from started to resolved, or detected to resolved
	HasLength                             bool
	Review                                string
}

// Undated is the At of an incident of which nobody knows when it was.
const Undated int64 = -1 << 62

// Listed is the line of an incident under a profile.
func (s Stored) Listed(p Profile) Line {
	l := Line{N: s.N, ID: s.ID, Source: s.Snapshot.Source, Key: s.Snapshot.Key, Number: s.Snapshot.Number, Title: s.Snapshot.Title,
		ToldState: s.Snapshot.State, ToldSeverity: s.Snapshot.Severity, ToldPriority: s.Snapshot.Priority,
		Services: s.Snapshot.Services, At: Undated, Review: s.Review}
	if l.Number == "" {
		l.Number = l.Key
	}
	l.Severity, _ = p.Severity(l.ToldSeverity)
	l.Priority, _ = p.Priority(l.ToldPriority)
	l.State, _ = p.State(l.ToldState)
	if s.Snapshot.OfPlannedWork() {
		l.State, l.Severity = Planned, "" // how bad it was is not what "maintenance" says
	}
	if begins, ok := s.Snapshot.Begin(); ok {
		l.Begins, l.Day = begins, timeline.DateOf(begins)
		l.At = millisOf(begins)
	}
	for _, from := range []string{Started, Detected} {
		a, has := s.Snapshot.Moments[from]
		b, ends := s.Snapshot.Moments[Resolved]
		if !has || !ends || !timed(a) || !timed(b) {
			continue
		}
		if length, _, ok := timeline.Duration(a, b); ok && length >= 0 {
			l.Minutes, l.HasLength = length.Minutes(), true
			break
		}
	}
	return l
}

func timed(s timeline.Statement) bool {
	_, ok := timeline.ClockOf(s)
	return ok
}

// millisOf is the instant of a statement; a time without a zone counts as UTC here, for
// the order of a list needs some place for it.
func millisOf(s timeline.Statement) int64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999", time.DateOnly} {
		if t, err := time.Parse(layout, s.At); err == nil {
			return t.UnixMilli()
		}
	}
	return Undated
}

// Import is one reading of one file.
type Import struct {
	ID            string
	File          string // its name
	Path          string // where it lay, on this machine
	SHA256        string
	Format        string
	Reader        string // format of the reader that took it; "" of imports from before that was kept
	ReaderVersion int
	Profile       int
	At            time.Time
	State         string // Running, Finished, Stopped, Withdrawn
	Killed        bool   // stopped because its program ended, and nobody has left it so
	Account       Account
	Uses          []Use
	Zone          string // answered, or ""
	DayOrder      string
	Mapping       map[string]string
	Twins         string // answered: TakeAll, TakeNew, or "" where nothing was asked
	Answers       string // under which its answers are remembered, or ""
	// Of a withdrawal: what went, what is as it was before, and what was left because
	// something else has touched it since.
	Removed, Restored, Left int
	Written                 time.Time // when the file was; zero where nobody knows
	Encoding                string    // its bytes were written in, "" for UTF-8
	// Tellings are what it told of each source. See Reading.
	Tellings map[string]Telling
}

// Telling is what a file told of a source.
type Telling struct {
	Whole   bool      // of all incidents that the register has of it
	Retells time.Time // when the first of what it told once more had come in; zero for none
}

// States of an import.
const (
	Running     = "running"
	Finished    = "finished"
	Stopped     = "stopped"     // by a person or a fault; what came until then stands
	Withdrawing = "withdrawing" // begun, and gone on with by asking again
	Withdrawn   = "withdrawn"
)

// Refusal is a row in quarantine. Snapshot is what the reader made of it where only the
// rules of the register refused it; such a row can be taken again under another profile.
type Refusal struct {
	ID     int64
	Import string
	Sum    string // of what was refused and why; the same row again is the same refusal
	At     time.Time
	intake.Quarantined
	Snapshot *Snapshot
}

// Before is what an import found where it changed an incident: nil where there was none.
// Prior is the import that had changed it last.
type Before struct {
	N        int64
	Prior    string
	Snapshot *Snapshot
}

// RefOf is the short reference of an incident.
func RefOf(id string) string { return record.Ref(RefPrefix, id) }

// Times are the moments that measures read, without the words they were read from and who
// told them.
func (s Snapshot) Times() map[string]timeline.Statement {
	out := map[string]timeline.Statement{}
	for _, name := range Moments() {
		if m, ok := s.Moments[name]; ok && name != Closed {
			out[name] = timeline.Statement{At: m.At, End: m.End, Zone: m.Zone, Precision: m.Precision}
		}
	}
	return out
}
