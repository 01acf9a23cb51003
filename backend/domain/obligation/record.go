package obligation

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// Assessment is what a record says about one incident under one pack.
type Assessment struct {
	ID, Ref, Space string
	Title          string
	Subject        string // id of the review or the incident it is about
	SubjectKind    string // "review" or "incident"
	Zone           string // "" where nobody has said it
	Calendar       string // id of that of business days, "" for weekdays
	Kept           *Kept  // that calendar as it was when it was chosen; nil where nobody kept it
	PackID         string
	PackHash       string
	Pack           Pack // as it was taken into the record
	Judgement
	// Denied are the ids of the steps that the answers asked for when it was decided not to
	// notify all the same.
	Denied      []string
	DecidedAt   string
	Events      map[string][]timeline.Statement // by event; the last one counts
	Facts       Facts
	Pauses      []PauseEntry
	Submissions []Submission
	// Undecided is how many conflicts of a merge wait for an answer.
	Undecided int
	// Unread is why nothing can be counted: the rules in the record cannot be read.
	Unread               error
	Trashed              bool
	Rev                  int64
	CreatedAt, ChangedAt time.Time
}

// PauseEntry is a pause as the record holds it.
type PauseEntry struct {
	ID, Step, Reason string
	From, To         timeline.Statement // To without At while it has not ended
}

// Submission is something that was sent.
type Submission struct {
	ID, Step    string
	At          timeline.Statement
	ByRole      string
	ContentHash string // SHA-256 of what was sent, "" where nobody kept it
	LateReason  string
}

// FromSnapshot reads an assessment out of its record.
func FromSnapshot(snap record.Snapshot) Assessment {
	a := fromState(snap.State)
	a.ID, a.Ref, a.Space = snap.ID, record.Ref(Schema.RefPrefix, snap.ID), snap.Space
	a.Trashed, a.Rev = snap.Trashed(), snap.Rev
	a.CreatedAt, a.ChangedAt = snap.CreatedAt, snap.ChangedAt
	return a
}

func fromState(st *record.State) Assessment {
	h := st.Head
	a := Assessment{
		Title: record.Str(h, "title"), Subject: record.Str(h, "subject"), SubjectKind: record.Str(h, "subject_kind"), Zone: record.Str(h, "zone"), Calendar: record.Str(h, "calendar"),
		PackID: record.Str(h, "pack"), PackHash: record.Str(h, "pack_hash"), DecidedAt: record.Str(h, "decided_at"),
		Judgement: Judgement{Decision: Decision(record.Str(h, "decision")), Reason: record.Str(h, "reason"),
			Role: record.Str(h, "decided_by"), Approver: record.Str(h, "approved_by")},
		Denied: record.Strs(h, "denied"),
		Events: map[string][]timeline.Statement{}, Facts: Facts{}, Pauses: []PauseEntry{}, Submissions: []Submission{},
	}
	a.Kept = keptIn(record.Str(h, "calendar_kept"), a.Calendar)
	a.Pack, a.Unread = Parse([]byte(record.Str(h, "pack_body")))
	if a.Unread == nil {
		if hash, err := a.Pack.Hash(); err != nil || hash != a.PackHash {
			a.Unread = fault.New(fault.Invalid, "obligation.pack_changed", "pack", a.PackID)
		}
	}
	for _, id := range st.Live(EventsOf) {
		if list := statements(st.Parts[EventsOf][id].Doc["times"]); len(list) > 0 {
			a.Events[id] = list
		}
	}
	for _, id := range st.Live(FactsOf) {
		if v := record.Str(st.Parts[FactsOf][id].Doc, "value"); v != "" {
			a.Facts[id] = v
		}
	}
	for _, id := range st.Live(PausesOf) {
		d := st.Parts[PausesOf][id].Doc
		a.Pauses = append(a.Pauses, PauseEntry{ID: id, Step: record.Str(d, "step"), Reason: record.Str(d, "reason"),
			From: statement(d["from"]), To: statement(d["to"])})
	}
	for _, id := range st.Live(SubmissionsOf) {
		d := st.Parts[SubmissionsOf][id].Doc
		a.Submissions = append(a.Submissions, Submission{ID: id, Step: record.Str(d, "step"), At: statement(d["at"]),
			ByRole: record.Str(d, "by_role"), ContentHash: record.Str(d, "content_hash"), LateReason: record.Str(d, "late_reason")})
	}
	for _, id := range st.Live(merge.ConflictsName) {
		if record.Str(st.Parts[merge.ConflictsName][id].Doc, "state") == merge.Open {
			a.Undecided++
		}
	}
	return a
}

// InstantOf is when a statement says that something happened: of a date alone the
// beginning of the day in a zone, which ends every limit the earliest.
func InstantOf(s timeline.Statement, zone *time.Location) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s.At); err == nil {
		return t.UTC(), true
	}
	if s.Precision == timeline.Day {
		if d, err := calendar.ParseDate(s.At); err == nil {
			return calendar.StartOfDay(d, zone), true
		}
	}
	return time.Time{}, false
}

// Case is the assessment as its clocks see it at an instant. Fault invalid where its
// rules or its zone cannot be read.
func (a *Assessment) Case(days Business, now time.Time) (Case, error) {
	if a.Unread != nil {
		return Case{}, a.Unread
	}
	zone, err := a.Pack.ZoneOf(a.Zone)
	if err != nil {
		return Case{}, err
	}
	c := Case{Zone: zone, Days: days, Facts: a.Facts, Events: map[string]time.Time{}, Submissions: map[string][]time.Time{}, Now: now}
	for id, list := range a.Events {
		if t, ok := InstantOf(list[len(list)-1], zone); ok {
			c.Events[id] = t
		}
	}
	for _, s := range a.Submissions {
		if t, ok := InstantOf(s.At, zone); ok {
			c.Submissions[s.Step] = append(c.Submissions[s.Step], t)
		}
	}
	for _, list := range c.Submissions {
		slices.SortFunc(list, time.Time.Compare)
	}
	for _, p := range a.Pauses {
		from, ok := InstantOf(p.From, zone)
		if !ok {
			continue
		}
		to, ended := InstantOf(p.To, zone)
		if !ended {
			to = time.Time{}
		}
		c.Pauses = append(c.Pauses, Pause{Step: p.Step, From: from, To: to})
	}
	return c, nil
}

// IndexRow is what lists and search keep of an assessment.
func IndexRow(snap record.Snapshot) record.IndexRow {
	a := FromSnapshot(snap)
	row := record.IndexRow{ID: a.ID, Ref: a.Ref, Kind: RecordKind, Title: a.Title, State: string(a.Decision), Trashed: a.Trashed,
		ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{},
		Counts: map[string]int{SubmissionsOf: len(a.Submissions), EventsOf: len(a.Events), "undecided": a.Undecided}}
	if t, ok := record.ULIDTime(a.ID); ok {
		row.Date = t.Format(time.DateOnly)
	}
	return row
}

// CheckEntity refuses a judgement that lacks what has to come with it, and a zone that
// is none; it is asked wherever the record is changed.
func CheckEntity(collection string, doc record.Doc) error {
	if collection != "" {
		return nil
	}
	if zone := record.Str(doc, "zone"); zone != "" {
		if _, err := calendar.FindZone(zone); err != nil {
			return err
		}
	}
	return Judgement{Decision: Decision(record.Str(doc, "decision")), Reason: record.Str(doc, "reason"),
		Role: record.Str(doc, "decided_by"), Approver: record.Str(doc, "approved_by")}.Accept()
}

func statement(v any) timeline.Statement {
	d, _ := v.(map[string]any)
	return timeline.Statement{
		At: record.Str(d, "at"), End: record.Str(d, "end"), Zone: record.Str(d, "zone"),
		Precision: timeline.Precision(record.Str(d, "precision")), Raw: record.Str(d, "raw"),
		By: record.Str(d, "by"), Reason: record.Str(d, "reason"), RecordedAt: record.Str(d, "recorded_at"),
	}
}

func statements(v any) []timeline.Statement {
	list, _ := v.([]any)
	out := make([]timeline.Statement, 0, len(list))
	for _, one := range list {
		out = append(out, statement(one))
	}
	return out
}

// Given is a time as a person gives it: a local time in a zone, a date alone, or a time
// with its offset.
type Given struct {
	Text string        // 2026-10-23 14:25, 2026-10-23, 2026-10-23T14:25:00+02:00
	Zone string        // of a local time; "" is that of the one who asks
	Pick calendar.Pick // of a local time that exists twice or not at all
}

// In is the statement of a given time and its instant, with the zone where it names
// none. Fault invalid: obligation.time for what is no time, those of calendar.Moment
// where the clocks leave a choice.
func (g Given) In(zone *time.Location) (timeline.Statement, time.Time, error) {
	text := strings.TrimSpace(g.Text)
	if g.Zone != "" {
		named, err := calendar.FindZone(g.Zone)
		if err != nil {
			return timeline.Statement{}, time.Time{}, err
		}
		zone = named
	}
	s := timeline.Statement{Zone: zone.String(), Precision: timeline.Minute, Raw: text}
	if d, err := calendar.ParseDate(text); err == nil {
		s.At, s.Precision = d.String(), timeline.Day
		return s, calendar.StartOfDay(d, zone), nil
	}
	at, err := withOffset(text)
	if err != nil {
		local, fails := calendar.ParseLocal(strings.Replace(text, " ", "T", 1))
		if fails != nil {
			return s, at, fault.New(fault.Invalid, "obligation.time", "raw", text).WithField("at", "obligation.time", "raw", text)
		}
		if at, err = (calendar.Moment{Local: local, Pick: g.Pick}).At(zone); err != nil {
			return s, at, err
		}
	}
	if at.Second() != 0 {
		s.Precision = timeline.Second
	}
	s.At = at.In(zone).Format(time.RFC3339)
	return s, at.UTC(), nil
}

// withOffset reads a time with its offset, to the minute or the second, as people type it:
// 2026-10-25T02:30:00+01:00, 2026-10-25 02:30+01:00, 2026-10-25 02:30 Z.
func withOffset(text string) (time.Time, error) {
	day, rest, _ := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	text = day + "T" + strings.ReplaceAll(rest, " ", "")
	at, err := time.Parse("2006-01-02T15:04Z07:00", text)
	if err != nil {
		at, err = time.Parse(time.RFC3339, text)
	}
	return at, err
}
