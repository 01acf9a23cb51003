package obligating

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
)

// Assessing is what somebody says of an incident at once.
type Assessing struct {
	ID     string // of the assessment; "" begins the one of Start
	Start  Start
	Facts  []Answered
	Events []Happened
	Reason string // of times that need one
	// CountBy is the calendar of business days, nil for the one there is; of one that begins
	// it is in Start.
	CountBy   *string
	Judgement *obligation.Judgement // nil where nothing is decided
	Editor    string
}

// Answered is the answer to a question of the pack.
type Answered struct{ Fact, Value string }

// Happened is when an event of the pack happened.
type Happened struct {
	Event string
	At    obligation.Given
}

// Assess keeps all that is said, as one step of history, or nothing: where one thing is
// refused, with the fault of the call that says it alone, no assessment is begun either.
func (s *Service) Assess(ctx context.Context, t Assessing) (Saved, error) {
	if t.ID == "" {
		n, err := s.begins(ctx, t.Start)
		if err != nil {
			return Saved{}, err
		}
		n.Then = func(st *record.State) ([]record.Op, error) {
			list, err := s.accepted(ctx, st, t)
			if err != nil {
				return nil, err
			}
			return list.plan(st)
		}
		return s.Keep.Create(ctx, n)
	}
	snap, err := s.Keep.Get(ctx, obligation.RecordKind, t.ID)
	if err != nil {
		return Saved{}, err
	}
	list, err := s.accepted(ctx, snap.State, t)
	if err != nil || len(list) == 0 {
		return Saved{ID: t.ID, Rev: snap.Rev}, err
	}
	all := list[0]
	if len(list) > 1 {
		all = gesture{action: "obligation.assess", plan: list.plan}
		for _, g := range list {
			all.entities = append(all.entities, g.entities...)
		}
		slices.Sort(all.entities)
		all.entities = slices.Compact(all.entities)
	}
	saved, err := s.carryOut(ctx, t.ID, all, t.Editor)
	saved.ID = t.ID
	return saved, err
}

// accepted are the changes that an assessment asks for, each looked at as those before it
// leave the record.
func (s *Service) accepted(ctx context.Context, st *record.State, t Assessing) (list gestures, err error) {
	st = st.Clone()
	take := func(plan func(obligation.Assessment) (gesture, error)) {
		if err != nil {
			return
		}
		var g gesture
		if g, err = plan(obligation.FromSnapshot(record.Snapshot{State: st})); err != nil {
			return
		}
		var ops []record.Op
		if ops, err = g.plan(st); err != nil {
			return
		}
		_, err = record.Apply(obligation.Schema, st, ops...)
		list = append(list, g)
	}
	if t.CountBy != nil {
		take(func(obligation.Assessment) (gesture, error) { return s.countingBy(ctx, *t.CountBy) })
	}
	for _, f := range t.Facts {
		take(func(a obligation.Assessment) (gesture, error) { return answering(a, f.Fact, f.Value) })
	}
	for _, e := range t.Events {
		take(func(a obligation.Assessment) (gesture, error) { return s.stating(ctx, a, e.Event, e.At, t.Reason) })
	}
	if t.Judgement != nil {
		take(func(a obligation.Assessment) (gesture, error) { return s.deciding(a, *t.Judgement) })
	}
	return list, err
}

// gesture is one change of an assessment that has been looked at and accepted.
type gesture struct {
	action   string
	entities []string
	plan     func(*record.State) ([]record.Op, error)
}

type gestures []gesture

// plan is what all of them do, one after the other.
func (list gestures) plan(st *record.State) (all []record.Op, err error) {
	st = st.Clone()
	for _, g := range list {
		ops, err := g.plan(st)
		if err != nil {
			return nil, err
		}
		if _, err := record.Apply(obligation.Schema, st, ops...); err != nil {
			return nil, err
		}
		all = append(all, ops...)
	}
	return all, nil
}

func (s *Service) carryOut(ctx context.Context, id string, g gesture, editor string) (Saved, error) {
	return s.edit(ctx, id, g.action, g.entities, editor, g.plan)
}

// CountBy takes the business days of a calendar for an assessment, or weekdays (""), and
// keeps the calendar as it is now.
func (s *Service) CountBy(ctx context.Context, id, by, editor string) (Saved, error) {
	if _, err := s.get(ctx, id); err != nil {
		return Saved{}, err
	}
	g, err := s.countingBy(ctx, by)
	if err != nil {
		return Saved{}, err
	}
	return s.carryOut(ctx, id, g, editor)
}

func (s *Service) countingBy(ctx context.Context, by string) (gesture, error) {
	kept, err := s.chosen(ctx, by)
	if err != nil {
		return gesture{}, err
	}
	return gesture{action: "obligation.calendar", plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.SetOp(record.Path{Field: "calendar"}, by), record.SetOp(record.Path{Field: "calendar_kept"}, kept)}, nil
	}}, nil
}

// Answer gives the answer to a question of the pack; "" takes it back.
func (s *Service) Answer(ctx context.Context, id, fact, value, editor string) (Saved, error) {
	a, err := s.get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	g, err := answering(a, fact, value)
	if err != nil {
		return Saved{}, err
	}
	return s.carryOut(ctx, id, g, editor)
}

func answering(a obligation.Assessment, fact, value string) (gesture, error) {
	if _, err := ruled(a); err != nil {
		return gesture{}, err
	}
	f, ok := a.Pack.Fact(fact)
	if !ok {
		return gesture{}, fault.New(fault.NotFound, "obligation.no_fact", "fact", fact, "pack", a.Pack.Name)
	}
	value = strings.TrimSpace(value)
	if err := f.Accept(value); err != nil {
		return gesture{}, err
	}
	path := record.Path{Collection: obligation.FactsOf, Part: fact, Field: "value"}
	return gesture{"obligation.answer", []string{path.Entity()}, func(st *record.State) ([]record.Op, error) {
		return put(st, path, value), nil
	}}, nil
}

// put makes the part of an id chosen by the rules, or brings it back, and sets its field.
func put(st *record.State, path record.Path, v any) []record.Op {
	have, there := st.Part(path.Collection, path.Part)
	if !there {
		return []record.Op{record.AddOp(path.Collection, path.Part, record.Doc{path.Field: v})}
	}
	var ops []record.Op
	if have.Removed {
		ops = append(ops, record.RestoreOp(record.Path{Collection: path.Collection, Part: path.Part}))
	}
	return append(ops, record.SetOp(path, v))
}

// State says when an event of the pack happened. A reason is needed for a time before
// the incident began, and for one later than what was stated before.
func (s *Service) State(ctx context.Context, id, event string, given obligation.Given, reason, editor string) (Saved, error) {
	a, err := s.get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	g, err := s.stating(ctx, a, event, given, reason)
	if err != nil {
		return Saved{}, err
	}
	return s.carryOut(ctx, id, g, editor)
}

func (s *Service) stating(ctx context.Context, a obligation.Assessment, event string, given obligation.Given, reason string) (gesture, error) {
	zone, err := ruled(a)
	if err != nil {
		return gesture{}, err
	}
	e, ok := a.Pack.Event(event)
	if !ok {
		return gesture{}, fault.New(fault.NotFound, "obligation.no_event", "event", event, "pack", a.Pack.Name)
	}
	stated, at, err := given.In(zone)
	if err != nil {
		return gesture{}, err
	}
	began, err := s.began(ctx, a, zone)
	if err != nil {
		return gesture{}, err
	}
	now := s.Now()
	var earlier time.Time
	if list := a.Events[event]; len(list) > 0 {
		earlier, _ = obligation.InstantOf(list[len(list)-1], zone)
	}
	if err := (obligation.Moment{At: at, Name: e.Name, Now: now, Begins: began, Earlier: earlier, Reason: reason}).Accept(); err != nil {
		return gesture{}, err
	}
	stated.By, stated.Reason, stated.RecordedAt = s.Rec.Who.Actor, strings.TrimSpace(reason), now.UTC().Format(time.RFC3339)
	plain, err := record.Plain(stated)
	if err != nil {
		return gesture{}, err
	}
	path := record.Path{Collection: obligation.EventsOf, Part: event, Field: "times"}
	return gesture{"obligation.event", []string{path.Entity()}, func(st *record.State) ([]record.Op, error) {
		have, _ := st.Part(path.Collection, path.Part)
		list, _ := have.Doc["times"].([]any)
		return put(st, path, append(list[:len(list):len(list)], plain)), nil
	}}, nil
}

// began is when the incident began: its start, or the beginning of its day where only that
// is known; zero while nobody knows or its record is not here.
func (s *Service) began(ctx context.Context, a obligation.Assessment, zone *time.Location) (time.Time, error) {
	r, err := s.Subjects.Get(ctx, a.Subject)
	if fault.Is(err, fault.NotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	if r.Started != nil {
		t, _ := obligation.InstantOf(*r.Started, zone)
		return t, nil
	}
	if day, err := calendar.ParseDate(r.Date); err == nil {
		return calendar.StartOfDay(day, zone), nil
	}
	return time.Time{}, nil
}

// Decide keeps whether the incident is to be notified under the pack, and why. Fault
// invalid obligation.decision_against where the answers ask for a notification that the
// decision denies, unless it is made despite them.
func (s *Service) Decide(ctx context.Context, id string, j obligation.Judgement, editor string) (Saved, error) {
	if err := j.Accept(); err != nil {
		return Saved{}, err
	}
	a, err := s.get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	g, err := s.deciding(a, j)
	if err != nil {
		return Saved{}, err
	}
	return s.carryOut(ctx, id, g, editor)
}

func (s *Service) deciding(a obligation.Assessment, j obligation.Judgement) (gesture, error) {
	if err := j.Accept(); err != nil {
		return gesture{}, err
	}
	asked := required(a, s.Now())
	if j.Decision == obligation.NotNotifiable && !j.Despite && len(asked) > 0 {
		params := []string{"steps", strings.Join(named(a, asked), ", ")}
		return gesture{}, fault.New(fault.Invalid, "obligation.decision_against", params...).WithField("despite", "obligation.decision_against", params...)
	}
	decided := ""
	if j.Decision != obligation.Undecided {
		decided = s.Now().UTC().Format(time.RFC3339)
	}
	var denied any
	if j.Decision == obligation.NotNotifiable && len(asked) > 0 {
		list := make([]any, len(asked))
		for i, step := range asked {
			list[i] = step
		}
		denied = list
	}
	return gesture{action: "obligation.decide", plan: func(*record.State) ([]record.Op, error) {
		ops := []record.Op{record.SetOp(record.Path{Field: "denied"}, denied)}
		for _, one := range [][2]string{{"decision", string(j.Decision)}, {"reason", strings.TrimSpace(j.Reason)},
			{"decided_by", strings.TrimSpace(j.Role)}, {"approved_by", strings.TrimSpace(j.Approver)}, {"decided_at", decided}} {
			ops = append(ops, record.SetOp(record.Path{Field: one[0]}, one[1]))
		}
		return ops, nil
	}}, nil
}
