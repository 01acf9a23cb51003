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
	"secondstory/backend/domain/review"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
)

// Subjects reads what assessments are about: a review, or an incident of the register. An
// incident is told as the review begun from it, or as the one it would become, which is of
// the kind "incident" then; its id and reference are those of what is told.
type Subjects interface {
	Get(ctx context.Context, id string) (review.Review, error)
	// Same lists the ids of the incident and of its review, whichever is given.
	Same(ctx context.Context, id string) ([]string, error)
}

// Records lists the records of a kind, outside of the trash.
type Records interface {
	OfKind(ctx context.Context, kind string) (ids []string, err error)
}

// Signing answers what people have signed.
type Signing interface {
	// Packs gives the packs that are signed and in force at an instant, by the hash of
	// their content: the policy and version that says so, such as "POL-26-7K3QX2 v3".
	Packs(ctx context.Context, at time.Time) (map[string]Signed, error)
	// Once gives those that were signed and are in force no more, by the same.
	Once(ctx context.Context, at time.Time) (map[string]Past, error)
}

// Signed is a rule that is signed and in force.
type Signed struct {
	Rule  string
	Alone bool // nobody but the one who proposed it has signed it
}

// Past is a rule that was signed and is in force no more.
type Past struct {
	Rule  string    // as Signing.Packs names it
	Ended time.Time // when the rule was ended by signature; zero where another version follows it
	Until time.Time // since when the rule that held them holds or says something else
}

// Calendars finds the business days of a calendar record.
type Calendars interface {
	Business(ctx context.Context, id string) (days obligation.Business, name string, err error)
}

// Service changes and reads assessments. It is safe for use by several goroutines.
type Service struct {
	Rec       *recording.Service
	Library   []obligation.Pack // this program brings
	Keep      *keeping.Service
	Subjects  Subjects
	Records   Records
	Signing   Signing
	Calendars Calendars
	Now       func() time.Time
	NewID     func() string
	Zone      func() *time.Location // of this machine
}

// Saved is the outcome of a write.
type Saved = keeping.Saved

// Start is a new assessment.
type Start struct {
	Subject  string // id of the review or the incident
	Pack     string
	Zone     string // "" takes that of the incident
	Calendar string
	Editor   string
}

// Begin makes the assessment of an incident under a pack, with the rules as they are
// now. Fault conflict obligation.begun where there is one already.
func (s *Service) Begin(ctx context.Context, b Start) (Saved, error) {
	p, err := s.Pack(b.Pack)
	if err != nil {
		return Saved{}, err
	}
	r, err := s.Subjects.Get(ctx, b.Subject)
	if err != nil {
		return Saved{}, err
	}
	if b.Zone == "" {
		b.Zone = r.Zone
		if _, err := time.LoadLocation(b.Zone); err != nil {
			b.Zone = "" // an offset a tool wrote says when, and not where somebody notifies
		}
	}
	if _, err := p.ZoneOf(b.Zone); err != nil {
		if b.Zone == "" {
			return Saved{}, fault.New(fault.Invalid, "obligation.zone_missing", "pack", p.Name).WithField("zone", "obligation.zone_missing", "pack", p.Name)
		}
		return Saved{}, err
	}
	before, err := s.about(ctx, b.Subject)
	if err != nil {
		return Saved{}, err
	}
	for _, a := range before {
		if a.PackID == p.ID {
			return Saved{}, fault.New(fault.Conflict, "obligation.begun", "pack", p.Name, "ref", a.Ref)
		}
	}
	if b.Calendar != "" {
		if _, _, err := s.Calendars.Business(ctx, b.Calendar); err != nil {
			return Saved{}, err
		}
	}
	body, err := p.Body()
	if err != nil {
		return Saved{}, err
	}
	hash, err := p.Hash()
	if err != nil {
		return Saved{}, err
	}
	return s.Keep.Create(ctx, keeping.New{Kind: obligation.RecordKind, Editor: b.Editor, Fields: record.Doc{
		"title": p.Name + ": " + r.Title, "subject": r.ID, "subject_kind": r.Kind,
		"zone": b.Zone, "calendar": b.Calendar,
		"pack": p.ID, "pack_hash": hash, "pack_body": string(body)}})
}

// CountBy takes the business days of a calendar for an assessment, or weekdays ("").
func (s *Service) CountBy(ctx context.Context, id, by, editor string) (Saved, error) {
	if _, err := s.get(ctx, id); err != nil {
		return Saved{}, err
	}
	if by != "" {
		if _, _, err := s.Calendars.Business(ctx, by); err != nil {
			return Saved{}, err
		}
	}
	return s.edit(ctx, id, "obligation.calendar", nil, editor, func(*record.State) ([]record.Op, error) {
		return []record.Op{record.SetOp(record.Path{Field: "calendar"}, by)}, nil
	})
}

// Pack is one of the library. fault.NotFound where there is none of the name.
func (s *Service) Pack(id string) (obligation.Pack, error) {
	for _, p := range s.Library {
		if p.ID == id {
			return p, nil
		}
	}
	return obligation.Pack{}, fault.New(fault.NotFound, "obligation.no_pack", "pack", id)
}

// get reads an assessment; fault.NotFound where there is none.
func (s *Service) get(ctx context.Context, id string) (obligation.Assessment, error) {
	snap, err := s.Keep.Get(ctx, obligation.RecordKind, id)
	if err != nil {
		return obligation.Assessment{}, err
	}
	return obligation.FromSnapshot(snap), nil
}

// sound is get for a change that needs the rules.
func (s *Service) sound(ctx context.Context, id string) (obligation.Assessment, *time.Location, error) {
	a, err := s.get(ctx, id)
	if err != nil {
		return a, nil, err
	}
	if a.Unread != nil {
		return a, nil, a.Unread
	}
	zone, err := a.Pack.ZoneOf(a.Zone)
	return a, zone, err
}

// edit carries out one gesture.
func (s *Service) edit(ctx context.Context, id, action string, entities []string, editor string, plan func(*record.State) ([]record.Op, error)) (Saved, error) {
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Entities: entities, Plan: plan})
	return Saved{Rev: res.Rev}, err
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

// Answer gives the answer to a question of the pack; "" takes it back.
func (s *Service) Answer(ctx context.Context, id, fact, value, editor string) (Saved, error) {
	a, _, err := s.sound(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	f, ok := a.Pack.Fact(fact)
	if !ok {
		return Saved{}, fault.New(fault.NotFound, "obligation.no_fact", "fact", fact, "pack", a.Pack.Name)
	}
	value = strings.TrimSpace(value)
	if err := f.Accept(value); err != nil {
		return Saved{}, err
	}
	path := record.Path{Collection: obligation.FactsOf, Part: fact, Field: "value"}
	return s.edit(ctx, id, "obligation.answer", []string{path.Entity()}, editor, func(st *record.State) ([]record.Op, error) {
		return put(st, path, value), nil
	})
}

// State says when an event of the pack happened. A reason is needed for a time before
// the incident began, and for one later than what was stated before.
func (s *Service) State(ctx context.Context, id, event string, given obligation.Given, reason, editor string) (Saved, error) {
	a, zone, err := s.sound(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	e, ok := a.Pack.Event(event)
	if !ok {
		return Saved{}, fault.New(fault.NotFound, "obligation.no_event", "event", event, "pack", a.Pack.Name)
	}
	stated, at, err := given.In(zone)
	if err != nil {
		return Saved{}, err
	}
	began, err := s.began(ctx, a, zone)
	if err != nil {
		return Saved{}, err
	}
	now := s.Now()
	var earlier time.Time
	if list := a.Events[event]; len(list) > 0 {
		earlier, _ = obligation.InstantOf(list[len(list)-1], zone)
	}
	if err := (obligation.Moment{At: at, Name: e.Name, Now: now, Begins: began, Earlier: earlier, Reason: reason}).Accept(); err != nil {
		return Saved{}, err
	}
	stated.By, stated.Reason, stated.RecordedAt = s.Rec.Who.Actor, strings.TrimSpace(reason), now.UTC().Format(time.RFC3339)
	plain, err := record.Plain(stated)
	if err != nil {
		return Saved{}, err
	}
	path := record.Path{Collection: obligation.EventsOf, Part: event, Field: "times"}
	return s.edit(ctx, id, "obligation.event", []string{path.Entity()}, editor, func(st *record.State) ([]record.Op, error) {
		have, _ := st.Part(path.Collection, path.Part)
		list, _ := have.Doc["times"].([]any)
		return put(st, path, append(list[:len(list):len(list)], plain)), nil
	})
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
	asked := required(a, s.Now())
	if j.Decision == obligation.NotNotifiable && !j.Despite && len(asked) > 0 {
		params := []string{"steps", strings.Join(named(a, asked), ", ")}
		return Saved{}, fault.New(fault.Invalid, "obligation.decision_against", params...).WithField("despite", "obligation.decision_against", params...)
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
	return s.edit(ctx, id, "obligation.decide", nil, editor, func(*record.State) ([]record.Op, error) {
		ops := []record.Op{record.SetOp(record.Path{Field: "denied"}, denied)}
		for _, one := range [][2]string{{"decision", string(j.Decision)}, {"reason", strings.TrimSpace(j.Reason)},
			{"decided_by", strings.TrimSpace(j.Role)}, {"approved_by", strings.TrimSpace(j.Approver)}, {"decided_at", decided}} {
			ops = append(ops, record.SetOp(record.Path{Field: one[0]}, one[1]))
		}
		return ops, nil
	})
}

// Stretch is a pause as a person gives it.
type Stretch struct {
	Step     string // "" for all
	From, To obligation.Given
	Reason   string
}

// Pause keeps that the limits of a step, or of all, did not run for a while.
func (s *Service) Pause(ctx context.Context, id string, p Stretch, editor string) (Saved, error) {
	a, zone, err := s.sound(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if err := knownStep(a, p.Step, true); err != nil {
		return Saved{}, err
	}
	if err := a.Pack.AcceptsPause(p.Step); err != nil {
		return Saved{}, err
	}
	from, begins, err := p.From.In(zone)
	if err != nil {
		return Saved{}, err
	}
	doc := record.Doc{"step": p.Step, "reason": strings.TrimSpace(p.Reason)}
	if doc["from"], err = record.Plain(from); err != nil {
		return Saved{}, err
	}
	var ends time.Time
	if p.To.Text != "" {
		to, at, err := p.To.In(zone)
		if err != nil {
			return Saved{}, err
		}
		if doc["to"], err = record.Plain(to); err != nil {
			return Saved{}, err
		}
		ends = at
	}
	asked := obligation.Pause{Step: p.Step, From: begins, To: ends}
	if err := obligation.AcceptPause(asked, p.Reason, s.Now()); err != nil {
		return Saved{}, err
	}
	c, err := a.Case(obligation.Weekdays{}, s.Now())
	if err != nil {
		return Saved{}, err
	}
	if slices.ContainsFunc(c.Pauses, func(there obligation.Pause) bool { return there.Covers(asked) }) {
		return Saved{}, fault.New(fault.Invalid, "obligation.pause_there").WithField("from", "obligation.pause_there")
	}
	part := s.NewID()
	saved, err := s.edit(ctx, id, "obligation.pause", nil, editor, func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(obligation.PausesOf, part, doc)}, nil
	})
	saved.ID = part
	return saved, err
}

// Resume says when a pause ended.
func (s *Service) Resume(ctx context.Context, id, pause string, to obligation.Given, editor string) (Saved, error) {
	a, zone, err := s.sound(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	stated, ends, err := to.In(zone)
	if err != nil {
		return Saved{}, err
	}
	for _, p := range a.Pauses {
		if p.ID != pause {
			continue
		}
		begins, _ := obligation.InstantOf(p.From, zone)
		if err := obligation.AcceptPause(obligation.Pause{From: begins, To: ends}, p.Reason, s.Now()); err != nil {
			return Saved{}, err
		}
		plain, err := record.Plain(stated)
		if err != nil {
			return Saved{}, err
		}
		path := record.Path{Collection: obligation.PausesOf, Part: pause, Field: "to"}
		return s.edit(ctx, id, "obligation.resume", []string{path.Entity()}, editor, func(*record.State) ([]record.Op, error) {
			return []record.Op{record.SetOp(path, plain)}, nil
		})
	}
	return Saved{}, fault.New(fault.NotFound, "record.part_missing", "path", obligation.PausesOf+"/"+pause)
}

func knownStep(a obligation.Assessment, step string, orAll bool) error {
	if _, ok := a.Pack.Step(step); ok || orAll && step == "" {
		return nil
	}
	return fault.New(fault.NotFound, "obligation.no_step", "step", step, "pack", a.Pack.Name)
}
