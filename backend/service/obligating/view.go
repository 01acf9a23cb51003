package obligating

import (
	"context"
	"slices"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// Message is a sentence of the catalogue.
type Message struct {
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
}

// Time is an instant as people read it, in the zone of the case and on this machine.
type Time struct {
	UTC  string `json:"utc"`  // RFC 3339
	Case string `json:"case"` // 2026-10-26 13:25 CET
	Here string `json:"here"`
}

// End is the end of a limit. One of whole days ends with its day.
type End struct {
	Time
	Day   string `json:"day"`
	Whole bool   `json:"whole"`
	// Left is how many whole minutes are left, negative when it has passed.
	Left int64 `json:"left"`
}

// LaterEnd is an end as another reading has it.
type LaterEnd struct {
	Reading string `json:"reading"`
	// If are the questions that decide whether it may be read so; empty where none is open.
	If []string `json:"if"`
	End
}

// LapsedEnd is the end of a limit that is over and counts no more.
type LapsedEnd struct {
	What string `json:"what"` // name of the event it counted from
	End
}

// View is an assessment with its clocks.
type View struct {
	ID      string `json:"id"`
	Ref     string `json:"ref"`
	Space   string `json:"space"`
	Rev     int64  `json:"rev"`
	Title   string `json:"title"`
	Subject string `json:"subject"`
	// What it is about, "review" or "incident". Once an incident has a review, it is that.
	SubjectKind  string `json:"subject_kind"`
	SubjectRef   string `json:"subject_ref"`
	SubjectTitle string `json:"subject_title"` // "" where the record is not here
	Pack         string `json:"pack"`
	PackName     string `json:"pack_name"`
	PackHash     string `json:"pack_hash"`
	Jurisdiction string `json:"jurisdiction"`
	Authority    string `json:"authority"`
	Standing     string `json:"standing"`
	// Applies is on the day of the incident, or today; the other three are its first and its
	// last day, "" where there is none, and the day that was asked about.
	Applies     string `json:"applies"`
	AppliesFrom string `json:"applies_from"`
	AppliesTo   string `json:"applies_to"`
	AppliesDay  string `json:"applies_day"`
	// Signed says that the pack is signed and in force now; Rule names the version.
	Signed bool   `json:"signed"`
	Rule   string `json:"rule"`
	// Alone says that nobody but the one who proposed that version has signed it.
	Alone bool `json:"alone"`
	// Superseded names the version that these very rules were signed as, where another is
	// in force by now; "" where they are in force, or were never signed.
	Superseded string `json:"superseded"`
	// Ended is the day on which those rules were ended by signature, where none followed.
	Ended string `json:"ended"`
	// Changed says that this program brings other rules under the same name by now.
	Changed      bool   `json:"changed"`
	Zone         string `json:"zone"` // in which days are counted
	Calendar     string `json:"calendar"`
	CalendarRef  string `json:"calendar_ref"`
	CalendarName string `json:"calendar_name"` // "" for weekdays
	// The version of the calendar now, and the one it had when it was chosen; "" where that
	// was not kept, or no version can be told.
	CalendarVersion string       `json:"calendar_version"`
	CalendarKept    string       `json:"calendar_kept"`
	Decision        string       `json:"decision"`
	Reason          string       `json:"reason"`
	DecidedBy       string       `json:"decided_by"`
	ApprovedBy      string       `json:"approved_by"`
	DecidedAt       string       `json:"decided_at"`
	Decided         *Time        `json:"decided"`
	Notes           []string     `json:"notes"`
	Sources         []SourceView `json:"sources"`
	Events          []EventView  `json:"events"`
	Facts           []FactView   `json:"facts"`
	Clocks          []ClockView  `json:"clocks"`
	// Required names the steps that the answers alone ask for; Against says where that, or
	// what was sent, and the decision not to notify contradict each other.
	Required []string    `json:"required"`
	Against  []Message   `json:"against"`
	Pauses   []PauseView `json:"pauses"`
	// Pausable says that the rules let a limit stand still.
	Pausable  bool     `json:"pausable"`
	Undecided int      `json:"undecided"`
	Problem   *Message `json:"problem"`
	ChangedAt string   `json:"changed_at"`
	Trashed   bool     `json:"trashed"`
}

// SourceView is where figures of a pack stand.
type SourceView struct {
	Text string `json:"text"`
	Read string `json:"read"`
}

// EventView is an event with what was stated about it.
type EventView struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Help   string   `json:"help"`
	At     *Time    `json:"at"`
	Day    string   `json:"day"` // where only a date was stated
	Reason string   `json:"reason"`
	Before []string `json:"before"` // earlier statements, in the zone of the case
}

// FactView is a question with its answer.
type FactView struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Choices []string `json:"choices"`
	Value   string   `json:"value"`
}

// ClockView is one step with its clock.
type ClockView struct {
	Step       string           `json:"step"`
	Name       string           `json:"name"`
	Recipient  string           `json:"recipient"`
	Note       string           `json:"note"`
	State      string           `json:"state"`
	Soft       bool             `json:"soft"`
	LateReason bool             `json:"late_reason"` // a late one has to say why
	Missing    []string         `json:"missing"`     // names of the facts
	WaitsFor   []string         `json:"waits_for"`   // names of events
	WaitsSent  []string         `json:"waits_sent"`  // names of steps that have to be submitted
	Started    *Time            `json:"started"`
	Due        *End             `json:"due"`
	Projected  *End             `json:"projected"`
	Lapsed     []LapsedEnd      `json:"lapsed"` // over and counted no more, while a time is missing
	Later      []LaterEnd       `json:"later"`
	Sent       []SubmissionView `json:"sent"`
	// Kept is the end, or the projected one, by the calendar as it was when it was chosen,
	// where that is another one.
	Kept *End `json:"kept"`
	// Problem says why the calendar says nothing about days that count: the ends are those of
	// weekdays then.
	Problem *Message `json:"problem"`
}

// SubmissionView is something that was sent.
type SubmissionView struct {
	ID          string `json:"id"`
	At          Time   `json:"at"`
	Day         string `json:"day"`
	ByRole      string `json:"by_role"`
	ContentHash string `json:"content_hash"`
	LateReason  string `json:"late_reason"`
}

// PauseView is a pause.
type PauseView struct {
	ID     string `json:"id"`
	Step   string `json:"step"` // name, "" for all
	From   *Time  `json:"from"`
	To     *Time  `json:"to"`
	Reason string `json:"reason"`
}

// Get reads an assessment with its clocks as they are now.
func (s *Service) Get(ctx context.Context, id string) (View, error) {
	a, err := s.get(ctx, id)
	if err != nil {
		return View{}, err
	}
	list, err := s.views(ctx, []obligation.Assessment{a})
	if err != nil {
		return View{}, err
	}
	return list[0], nil
}

func (s *Service) view(ctx context.Context, a obligation.Assessment, signed map[string]Signed, now time.Time) (View, error) {
	v := View{ID: a.ID, Ref: a.Ref, Space: a.Space, Rev: a.Rev, Title: a.Title, Subject: a.Subject, SubjectRef: record.Ref(review.Schema.RefPrefix, a.Subject),
		Pack: a.PackID, PackName: a.Pack.Name, PackHash: a.PackHash, Jurisdiction: a.Pack.Jurisdiction, Authority: a.Pack.Authority, Standing: string(a.Pack.Standing),
		Calendar: a.Calendar, Decision: string(a.Decision), Reason: a.Reason, DecidedBy: a.Role, ApprovedBy: a.Approver, DecidedAt: a.DecidedAt,
		Notes: append([]string{}, a.Pack.Notes...), Sources: []SourceView{}, Events: []EventView{}, Facts: []FactView{}, Clocks: []ClockView{}, Pauses: []PauseView{}, Required: named(a, required(a, now)), Against: []Message{},
		Undecided: a.Undecided, ChangedAt: a.ChangedAt.UTC().Format(time.RFC3339), Trashed: a.Trashed}
	if a.Calendar != "" {
		v.CalendarRef = record.Ref(calendar.Schema.RefPrefix, a.Calendar)
	}
	if v.SubjectKind = review.Kind; a.SubjectKind == incident.Kind {
		v.SubjectKind, v.SubjectRef = incident.Kind, incident.RefOf(a.Subject)
	}
	r, err := s.Subjects.Get(ctx, a.Subject)
	switch {
	case err == nil:
		v.SubjectKind, v.SubjectRef, v.SubjectTitle = r.Kind, r.Ref, r.Title
	case !fault.Is(err, fault.NotFound) && !record.Unreadable(err):
		return v, err
	}
	by, err := s.business(ctx, a)
	if err != nil {
		return v, err
	}
	v.CalendarName, v.CalendarVersion = by.Name, by.Version
	if a.Kept != nil {
		v.CalendarKept = a.Kept.Version
	}
	c, err := a.Case(by.Days, now)
	if err != nil {
		f, ok := fault.As(err)
		if !ok || f.Code == fault.Internal {
			return v, err
		}
		v.Problem = message(f)
		return v, nil
	}
	v.Zone = c.Zone.String()
	rule, is := signed[a.PackHash]
	v.Rule, v.Alone, v.Signed = rule.Rule, rule.Alone, is
	day := c.Day()
	v.Applies, v.AppliesDay = string(a.Pack.On(day)), day.String()
	v.AppliesFrom, v.AppliesTo = dateText(a.Pack.From), dateText(a.Pack.To)
	if newest, err := s.Pack(a.PackID); err == nil {
		hash, err := newest.Hash()
		v.Changed = err == nil && hash != a.PackHash
	}
	for _, src := range a.Pack.Sources {
		v.Sources = append(v.Sources, SourceView{src.Text, string(src.Read)})
	}
	b := builder{zone: c.Zone, here: s.Zone(), now: now}
	if at, err := time.Parse(time.RFC3339, a.DecidedAt); err == nil {
		decided := b.time(at)
		v.Decided = &decided
	}
	for _, e := range a.Pack.Events {
		v.Events = append(v.Events, b.event(e, a.Events[e.ID]))
	}
	for _, f := range a.Pack.Facts {
		v.Facts = append(v.Facts, FactView{f.ID, f.Name, string(f.Type), append([]string{}, f.Choices...), a.Facts[f.ID]})
	}
	for _, p := range a.Pauses {
		one := PauseView{ID: p.ID, Reason: p.Reason, From: b.stated(p.From), To: b.stated(p.To)}
		if step, ok := a.Pack.Step(p.Step); ok {
			one.Step = step.Name
		}
		v.Pauses = append(v.Pauses, one)
	}
	v.Pausable = a.Pack.AcceptsPause("") == nil
	before := asKept(a, c, by)
	for i, k := range a.Pack.Clocks(c) {
		one := b.clock(a, k)
		if k.Problem != nil && one.State != string(obligation.NotRequired) {
			one.Problem = unanswered(k.Problem, by.Name)
		}
		if before != nil && before[i].Problem == nil {
			one.Kept = otherwise(one, b.clock(a, before[i]))
		}
		v.Clocks = append(v.Clocks, one)
	}
	v.Against = against(v, named(a, reopened(a, now)), named(a, denied(a, now)))
	for _, x := range a.Pack.Excesses(a.Facts) {
		v.Against = append(v.Against, Message{Key: "obligation.against_more", Params: map[string]string{
			"part": x.Fact.Name, "n": a.Facts[x.Fact.ID], "whole": x.Of.Name, "m": a.Facts[x.Of.ID]}})
	}
	return v, nil
}

// dateText is a date, "" for none.
func dateText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func message(f *fault.Error) *Message {
	m := &Message{Key: f.Key, Params: map[string]string{}}
	for k, v := range f.Params {
		m.Params[k] = v
	}
	return m
}

// builder puts instants into words.
type builder struct {
	zone, here *time.Location
	now        time.Time
}

const shown = "2006-01-02 15:04 MST"

func (b builder) time(t time.Time) Time {
	return Time{t.UTC().Format(time.RFC3339), t.In(b.zone).Format(shown), t.In(b.here).Format(shown)}
}

func (b builder) stated(s timeline.Statement) *Time {
	t, ok := obligation.InstantOf(s, b.zone)
	if !ok {
		return nil
	}
	out := b.time(t)
	return &out
}

func (b builder) event(e obligation.Event, list []timeline.Statement) EventView {
	v := EventView{ID: e.ID, Name: e.Name, Help: e.Help, Before: []string{}}
	for i, s := range list {
		if i < len(list)-1 {
			before := s.At
			if t := b.stated(s); t != nil && s.Precision != timeline.Day {
				before = t.Case
			}
			v.Before = append(v.Before, before)
			continue
		}
		v.At, v.Reason = b.stated(s), s.Reason
		if s.Precision == timeline.Day {
			v.Day = s.At
		}
	}
	return v
}

func (b builder) end(d *obligation.Due) *End {
	if d == nil {
		return nil
	}
	left := d.At.Sub(b.now)
	minutes := int64(left / time.Minute)
	if left < 0 && left%time.Minute != 0 {
		minutes-- // a part of a minute too late is too late
	}
	return &End{Time: b.time(d.At), Day: d.Day.String(), Whole: d.Whole, Left: minutes}
}

func (b builder) clock(a obligation.Assessment, k obligation.Clock) ClockView {
	step, _ := a.Pack.Step(k.Step)
	v := ClockView{Step: k.Step, Name: step.Name, Recipient: step.Recipient, Note: step.Note, State: string(k.State), Soft: k.Soft, LateReason: step.LateReason,
		Missing: []string{}, WaitsFor: []string{}, WaitsSent: []string{}, Lapsed: []LapsedEnd{}, Later: []LaterEnd{}, Sent: []SubmissionView{}}
	for _, sub := range a.Submissions {
		if sub.Step != k.Step {
			continue
		}
		one := SubmissionView{ID: sub.ID, ByRole: sub.ByRole, ContentHash: sub.ContentHash, LateReason: sub.LateReason}
		if at := b.stated(sub.At); at != nil {
			one.At = *at
		}
		if sub.At.Precision == timeline.Day {
			one.Day = sub.At.At
		}
		v.Sent = append(v.Sent, one)
	}
	slices.SortStableFunc(v.Sent, func(x, y SubmissionView) int { return compare(x.At.UTC, y.At.UTC) })
	if a.Decision == obligation.NotNotifiable && len(v.Sent) == 0 && !slices.Contains(reopened(a, b.now), k.Step) {
		v.State = string(obligation.NotRequired)
	}
	if v.State == string(obligation.NotRequired) {
		return v
	}
	for _, id := range k.Missing {
		f, _ := a.Pack.Fact(id)
		v.Missing = append(v.Missing, f.Name)
	}
	for _, w := range k.Waits {
		if e, ok := a.Pack.Event(w.Event); ok {
			v.WaitsFor = append(v.WaitsFor, e.Name)
		}
		if before, ok := a.Pack.Step(w.After); ok {
			v.WaitsSent = append(v.WaitsSent, before.Name)
		}
	}
	if !k.Started.IsZero() {
		at := b.time(k.Started)
		v.Started = &at
	}
	v.Due, v.Projected = b.end(k.Due), b.end(k.Projected)
	for _, l := range k.Lapsed {
		if e, ok := a.Pack.Event(l.From.Event); ok && len(v.Sent) == 0 {
			v.Lapsed = append(v.Lapsed, LapsedEnd{What: e.Name, End: *b.end(&l.Due)})
		}
	}
	for _, l := range k.Later {
		later := LaterEnd{Reading: string(l.Reading), If: []string{}, End: *b.end(&l.Due)}
		for _, id := range l.Missing {
			f, _ := a.Pack.Fact(id)
			later.If = append(later.If, f.Name)
		}
		v.Later = append(v.Later, later)
	}
	return v
}
