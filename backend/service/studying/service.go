package studying

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
)

// Reviews reads the reviews whose actions are studied.
type Reviews interface {
	Get(ctx context.Context, id string) (review.Review, error)
}

// Records lists the records of a kind, outside of the trash.
type Records interface {
	OfKind(ctx context.Context, kind string) (ids []string, err error)
}

// Incidents reads the incidents a study may name: those of its own space, so that a
// result tells nobody of others, and all where nobody else reads the study. Those of the
// register, which stays on this machine, are read for the days of the plan. ends is the last
// day of which they tell where a register is among them, the zero date otherwise.
type Incidents interface {
	Incidents(ctx context.Context, space string, p study.Plan) (list []measure.Incident, ends calendar.Date, err error)
}

// Calendars tells when a calendar record is open.
type Calendars interface {
	HoursOf(ctx context.Context, id string) (hours *measure.Hours, name string, err error)
}

// Rules tells what people have signed about what an incident of a severity is.
type Rules interface {
	// Severity is the rule in force, and the days on which another one came into force.
	Severity(ctx context.Context) (now *study.RuleBehind, changed []calendar.Date, err error)
}

// Service works on studies. It is safe for use by several goroutines.
type Service struct {
	Rec       *recording.Service
	Keep      *keeping.Service
	Reviews   Reviews
	Records   Records
	Incidents Incidents
	Calendars Calendars
	Rules     Rules
	Now       func() time.Time
	Zone      func() *time.Location // of this machine: where today ends
	NewID     func() string
	// Text writes a text as spaces keep it: a frozen plan is the same on every machine.
	Text func(string) string
	// Names tells what the actors that write to the spaces of this workspace call themselves.
	Names func(ctx context.Context) (func(actor string) string, error)
}

// Saved is the outcome of a write.
type Saved = keeping.Saved

// usualBefore is how many months before the change are looked at, where nobody says.
const usualBefore = 12

// Today is the day the clock of this machine shows.
func (s *Service) Today() calendar.Date { return calendar.DateOf(s.Now(), s.Zone()) }

// Get reads a study; fault.NotFound where there is none.
func (s *Service) Get(ctx context.Context, id string) (study.Held, error) {
	snap, err := s.Keep.Get(ctx, study.RecordKind, id)
	if err != nil {
		return study.Held{}, err
	}
	return study.FromSnapshot(snap), nil
}

// Begin drafts a study. What is not said is filled in: the words of the action it is
// about, the incident that led to it, the day on which that action was done, or today, as
// the day of the change, the year before, and the usual checks. Faults study.about_missing, record.missing.
func (s *Service) Begin(ctx context.Context, title string, t study.Terms, editor string) (Saved, error) {
	t = t.Spelled(s.Text)
	if t.Part != "" || t.Subject != "" {
		about, action, err := s.action(ctx, t)
		if err != nil {
			return Saved{}, err
		}
		if strings.TrimSpace(title) == "" {
			title, _, _ = strings.Cut(strings.TrimSpace(action.Title), "\n")
		}
		if t.Trigger == nil {
			t.Trigger = []string{about.Ref}
		}
		if t.Service == "" && len(about.Services) == 1 {
			t.Service = about.Services[0]
		}
		if t.Change == "" && isFinished(action) {
			if t.Change, err = s.doneOn(ctx, t.Subject, action); err != nil {
				return Saved{}, err
			}
		}
	}
	if title = strings.TrimSpace(title); title == "" {
		return Saved{}, fault.New(fault.Invalid, "study.title_missing").WithField("title", "study.title_missing")
	}
	if runes := []rune(title); len(runes) > 300 {
		title = string(runes[:299]) + "…"
	}
	if t.Part == "" && strings.TrimSpace(t.Problem) == "" {
		return Saved{}, fault.New(fault.Invalid, "study.about_missing").WithField("problem", "study.about_missing")
	}
	if t.Change == "" {
		t.Change = s.Today().String()
	}
	change, err := calendar.ParseDate(t.Change)
	if err != nil {
		return Saved{}, fault.New(fault.Invalid, "record.field_not_date", "field", "change", "value", t.Change).
			WithField("change", "record.field_not_date", "field", "change", "value", t.Change)
	}
	if t.BeforeFrom == "" {
		t.BeforeFrom = change.AddMonths(-usualBefore).String()
	}
	if len(t.Checks) == 0 {
		for _, d := range study.UsualChecks(change) {
			t.Checks = append(t.Checks, d.String())
		}
	}
	if t.Exposure == "" {
		t.Exposure = study.OverDays
	}
	fields := fieldsOf(t)
	fields["title"] = title
	return s.Keep.Create(ctx, keeping.New{Kind: study.RecordKind, Fields: fields, Editor: editor})
}

// Follow drafts a study with the plan of another, which it names: a plan that is frozen
// is never changed.
func (s *Service) Follow(ctx context.Context, id, editor string) (Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if h.Frozen == nil {
		return Saved{}, fault.New(fault.Denied, "study.not_frozen")
	}
	t := h.Terms
	t.Replaces = id
	fields := fieldsOf(t)
	fields["title"] = h.Title
	for name, lines := range map[string][]string{"amounts": h.AmountLines, "marks": h.MarkLines} {
		if len(lines) > 0 {
			fields[name] = plainList(lines)
		}
	}
	return s.Keep.Create(ctx, keeping.New{Kind: study.RecordKind, Fields: fields, Editor: editor})
}

// action finds the action a study is about, and its review.
func (s *Service) action(ctx context.Context, t study.Terms) (review.Review, review.Action, error) {
	r, err := s.Reviews.Get(ctx, t.Subject)
	if err != nil {
		return r, review.Action{}, err
	}
	i := slices.IndexFunc(r.Actions, func(a review.Action) bool { return a.ID == t.Part })
	if i < 0 {
		return r, review.Action{}, fault.New(fault.NotFound, "study.action_missing", "ref", r.Ref)
	}
	return r, r.Actions[i], nil
}

// finished are the states of an action whose change has been made.
var finished = []any{"done", "verified"}

func isFinished(a review.Action) bool { return slices.Contains(finished, any(string(a.Status))) }

// mostSteps is how far back the history of a review is read for the day of an action.
const mostSteps = 1000

// doneOn is the day on which an action was done: the one that was stated, or else, as the
// history of its review has it, on the calendar of this machine; "" where it was so when the
// review began, or where somebody else's change says so without a day. The action is to be
// finished now.
func (s *Service) doneOn(ctx context.Context, subject string, a review.Action) (string, error) {
	if _, err := time.Parse(time.DateOnly, a.DoneOn); err == nil {
		return a.DoneOn, nil
	}
	events, _, err := s.Rec.History(ctx, subject, 0, mostSteps)
	if err != nil {
		return "", err
	}
	path := record.Path{Collection: review.Actions, Part: a.ID, Field: "status"}.String()
	for _, e := range events {
		if e.Undone || e.Kind == journal.Undo || e.Kind == journal.Redo {
			continue
		}
		for _, c := range e.Changes {
			if c.Path != path {
				continue
			}
			if !slices.Contains(finished, c.After) || e.Kind != journal.Edit {
				return "", nil
			}
			if !slices.Contains(finished, c.Before) {
				return calendar.DateOf(e.At, s.Zone()).String(), nil
			}
		}
	}
	return "", nil
}

// fieldsOf are the fields of terms that say something.
func fieldsOf(t study.Terms) record.Doc {
	doc := record.Doc{}
	for name, v := range map[string]string{"subject": t.Subject, "part": t.Part, "problem": strings.TrimSpace(t.Problem), "service": strings.TrimSpace(t.Service),
		"change": t.Change, "before_from": t.BeforeFrom, "before_to": t.BeforeTo, "exposure": t.Exposure, "calendar": t.Calendar, "unit": t.Unit, "replaces": t.Replaces} {
		if v != "" {
			doc[name] = v
		}
	}
	for name, list := range map[string][]string{"severities": t.Severities, "excluded": t.Excluded, "checks": t.Checks, "trigger": t.Trigger} {
		if len(list) > 0 {
			doc[name] = plainList(list)
		}
	}
	if t.BurnIn != 0 {
		doc["burn_in"] = float64(t.BurnIn)
	}
	return doc
}

func plainList(list []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// Set puts fields of the draft as one step that undo takes back; nil takes a value away.
// Fault denied study.frozen where the plan is frozen, for a field that belongs to it.
func (s *Service) Set(ctx context.Context, id string, fields record.Doc, editor string) (Saved, error) {
	if _, err := s.Get(ctx, id); err != nil {
		return Saved{}, err
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	list := make([]keeping.Assignment, len(names))
	for i, name := range names {
		list[i] = keeping.Assignment{Path: record.Path{Field: name}, Value: fields[name]}
	}
	return s.Keep.Set(ctx, id, list, editor)
}

// SetFrom is Set for values that were read before; see keeping.SetFrom.
func (s *Service) SetFrom(ctx context.Context, id string, list []keeping.Change, editor string) (Saved, error) {
	snap, err := s.Keep.Get(ctx, study.RecordKind, id)
	if err != nil {
		return Saved{}, err
	}
	list = slices.Clone(list)
	for i, c := range list {
		// No burn-in and one of no days are the same to whoever sees them.
		now, _ := snap.State.Head["burn_in"].(float64)
		if base, _ := c.Base.(float64); c.Path == (record.Path{Field: "burn_in"}) && base == now {
			list[i].Base = snap.State.Head["burn_in"]
		}
	}
	return s.Keep.SetFrom(ctx, id, list, editor)
}

// Freeze decides the plan: from then on it cannot be changed, and its checks can be
// taken. Hash is that of the plan the person saw, "" where nobody could have seen another
// (a command line). Faults: those of a plan that compares nothing, conflict
// study.moved_on, denied study.frozen and study.undecided.
func (s *Service) Freeze(ctx context.Context, id, hash, editor string) (Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	plan, err := h.Plan()
	if err != nil {
		return Saved{}, err
	}
	if _, err := s.around(ctx, h, plan, plan.Before.Last); err != nil {
		return Saved{}, err
	}
	part := s.NewID()
	now := s.Now().UTC().Format(time.RFC3339)
	return s.final(ctx, id, "study.freeze", editor, func(st *record.State) ([]record.Op, error) {
		h := study.Of(st)
		switch {
		case h.Frozen != nil:
			return nil, fault.New(fault.Denied, "study.frozen", "ref", record.Ref(study.Schema.RefPrefix, id))
		case h.Undecided > 0:
			return nil, fault.New(fault.Denied, "study.undecided")
		}
		h.Terms = h.Terms.Spelled(s.Text)
		seen, err := h.Terms.Hash()
		if err != nil {
			return nil, err
		}
		if hash != "" && hash != seen {
			return nil, fault.New(fault.Conflict, "study.moved_on")
		}
		if _, err := h.Plan(); err != nil {
			return nil, err
		}
		terms, err := record.Plain(h.Terms)
		if err != nil {
			return nil, err
		}
		return []record.Op{record.AddOp(study.FrozenOf, part, record.Doc{"at": now, "day": s.Today().String(), "by": s.Rec.Who.Actor, "hash": seen, "plan": terms})}, nil
	})
}

// Check takes every planned check whose day is over and that is not taken, in their
// order and as one step. Faults: denied study.not_frozen, study.check_not_due with the
// day of the next, and invalid study.amount_missing.
func (s *Service) Check(ctx context.Context, id, editor string) (Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if h.Frozen == nil {
		return Saved{}, fault.New(fault.Denied, "study.not_frozen")
	}
	if state, next := h.On(s.Today().String()); state != study.DueNow {
		if next == "" {
			return Saved{}, fault.New(fault.Denied, "study.all_taken")
		}
		return Saved{}, fault.New(fault.Denied, "study.check_not_due", "day", next)
	}
	rule, _, err := s.Rules.Severity(ctx)
	if err != nil {
		return Saved{}, err
	}
	docs := map[string]record.Doc{}
	days := []string{}
	for _, check := range h.Checks {
		if _, taken := h.ResultOf(check); taken || check >= s.Today().String() || docs[check] != nil {
			continue
		}
		found, verdict, err := s.look(ctx, h, check, rule)
		if err != nil {
			return Saved{}, err
		}
		data, err := found.DataHash()
		if err != nil {
			return Saved{}, err
		}
		plain, err := record.Plain(found)
		if err != nil {
			return Saved{}, err
		}
		docs[check] = record.Doc{"check": check, "at": s.Now().UTC().Format(time.RFC3339), "by": s.Rec.Who.Actor, "verdict": string(verdict),
			"method": study.Method, "plan_hash": h.Frozen.Hash, "data_hash": data, "found": plain}
		days = append(days, check)
	}
	slices.Sort(days)
	ids := make([]string, len(days))
	for i := range ids {
		ids[i] = s.NewID()
	}
	return s.final(ctx, id, "study.check", editor, func(st *record.State) ([]record.Op, error) {
		now := study.Of(st)
		var ops []record.Op
		for i, day := range days {
			// Another window may have taken it in the meantime; the first result stays.
			if _, taken := now.ResultOf(day); !taken {
				ops = append(ops, record.AddOp(study.ResultsOf, ids[i], docs[day]))
			}
		}
		return ops, nil
	})
}

// final carries out one step that undo passes over.
func (s *Service) final(ctx context.Context, id, action, editor string, plan func(*record.State) ([]record.Op, error)) (Saved, error) {
	var needs []string
	for _, c := range study.Schema.Collections {
		needs = append(needs, c.Name)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Needs: needs, Final: true, Plan: plan})
	return Saved{Rev: res.Rev}, err
}

// look compares as of a planned check.
func (s *Service) look(ctx context.Context, h study.Held, check string, rule *study.RuleBehind) (study.Found, study.Verdict, error) {
	plan, err := h.Plan()
	if err != nil {
		return study.Found{}, "", err
	}
	day, err := calendar.ParseDate(check)
	if err != nil {
		return study.Found{}, "", err
	}
	around, err := s.around(ctx, h, plan, day)
	if err != nil {
		return study.Found{}, "", err
	}
	all, ends, err := s.Incidents.Incidents(ctx, h.Space, plan)
	if err != nil {
		return study.Found{}, "", err
	}
	around.Ends = ends
	o, err := study.Look(plan, all, around)
	if err != nil {
		return study.Found{}, "", err
	}
	return o.Keep(rule), o.Verdict, nil
}
