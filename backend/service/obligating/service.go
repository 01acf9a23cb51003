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

// Calendars finds the calendars of business days.
type Calendars interface {
	// Calendar reads one. Faults of calendar.Held.Clock and of record.Unreadable stand in
	// Fails, for its name is known all the same; not_found where there is none.
	Calendar(ctx context.Context, id string) (Counted, error)
}

// Counted is a calendar that business days are counted by.
type Counted struct {
	calendar.Calendar
	Days  obligation.Business
	Fails error // why it has no days
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
	n, err := s.begins(ctx, b)
	if err != nil {
		return Saved{}, err
	}
	return s.Keep.Create(ctx, n)
}

// begins is the record that Begin makes.
func (s *Service) begins(ctx context.Context, b Start) (keeping.New, error) {
	p, err := s.Pack(b.Pack)
	if err != nil {
		return keeping.New{}, err
	}
	r, err := s.Subjects.Get(ctx, b.Subject)
	if err != nil {
		return keeping.New{}, err
	}
	if b.Zone == "" {
		b.Zone = r.Zone
		if _, err := time.LoadLocation(b.Zone); err != nil {
			b.Zone = "" // an offset a tool wrote says when, and not where somebody notifies
		}
	}
	if _, err := p.ZoneOf(b.Zone); err != nil {
		if b.Zone == "" {
			return keeping.New{}, fault.New(fault.Invalid, "obligation.zone_missing", "pack", p.Name).WithField("zone", "obligation.zone_missing", "pack", p.Name)
		}
		return keeping.New{}, err
	}
	before, err := s.about(ctx, b.Subject)
	if err != nil {
		return keeping.New{}, err
	}
	for _, a := range before {
		if a.PackID == p.ID {
			return keeping.New{}, fault.New(fault.Conflict, "obligation.begun", "pack", p.Name, "ref", a.Ref)
		}
	}
	kept, err := s.chosen(ctx, b.Calendar)
	if err != nil {
		return keeping.New{}, err
	}
	body, err := p.Body()
	if err != nil {
		return keeping.New{}, err
	}
	hash, err := p.Hash()
	if err != nil {
		return keeping.New{}, err
	}
	fields := record.Doc{"title": p.Name + ": " + r.Title, "subject": r.ID, "subject_kind": r.Kind,
		"zone": b.Zone, "calendar": b.Calendar, "pack": p.ID, "pack_hash": hash, "pack_body": string(body)}
	if kept != "" {
		fields["calendar_kept"] = kept
	}
	return keeping.New{Kind: obligation.RecordKind, Editor: b.Editor, Fields: fields}, nil
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
	zone, err := ruled(a)
	return a, zone, err
}

// ruled is the zone of an assessment whose rules can be read.
func ruled(a obligation.Assessment) (*time.Location, error) {
	if a.Unread != nil {
		return nil, a.Unread
	}
	return a.Pack.ZoneOf(a.Zone)
}

// edit carries out one gesture.
func (s *Service) edit(ctx context.Context, id, action string, entities []string, editor string, plan func(*record.State) ([]record.Op, error)) (Saved, error) {
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Entities: entities, Plan: plan})
	return Saved{Rev: res.Rev}, err
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
	if err := s.pauseCounts(ctx, a, asked); err != nil {
		return Saved{}, err
	}
	part := s.NewID()
	saved, err := s.edit(ctx, id, "obligation.pause", nil, editor, func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(obligation.PausesOf, part, doc)}, nil
	})
	saved.ID = part
	return saved, err
}

// pauseCounts refuses a pause that begins when each limit it is about has ended: it would be
// told beside them and move none.
func (s *Service) pauseCounts(ctx context.Context, a obligation.Assessment, p obligation.Pause) error {
	by, err := s.business(ctx, a)
	if err != nil {
		return err
	}
	c, err := a.Case(by.Days, s.Now())
	if err != nil {
		return err
	}
	var last time.Time
	for _, k := range a.Pack.Clocks(c) {
		if p.Step != "" && k.Step != p.Step || a.Pack.AcceptsPause(k.Step) != nil || k.State == obligation.NotRequired {
			continue
		}
		if k.Due == nil || k.Due.At.After(p.From) {
			return nil
		}
		if k.Due.At.After(last) {
			last = k.Due.At
		}
	}
	if last.IsZero() {
		return nil
	}
	ended := last.In(c.Zone).Format(shown)
	return fault.New(fault.Invalid, "obligation.pause_after", "end", ended).WithField("from", "obligation.pause_after", "end", ended)
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
