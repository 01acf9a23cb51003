package studying

import (
	"cmp"
	"context"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
)

// View is a study as it stands today.
type View struct {
	study.Held
	State study.State
	Check string // that is due or comes next, "" for none
	Hash  string // of the plan
	// SubjectRef, SubjectTitle and Action name what it is about, "" where it is not here.
	SubjectRef, SubjectTitle, Action string
	// DoneOn is the day on which that action was done, "" where nobody said so here: what a
	// draft may take for the day of the change.
	DoneOn                  string
	action                  review.Action // that action, now
	CalendarName            string
	ReplacesRef, ReplacedBy string
	// Forecast is what the plan can tell; nil where the plan cannot be read, and Problem
	// says why.
	Forecast *study.Forecast
	Problem  *fault.Error
	// Others are the plans beside the one that was frozen, which decide nothing.
	Others []study.Other
	// FrozenBy names by actor who froze a plan, where there are several; "" is this machine.
	FrozenBy map[string]string
	// Titles of the incidents that are named, by reference, of those that are here.
	Titles map[string]string
	// Stale names the checks taken here whose incidents have changed since. What somebody
	// else counted is not known here.
	Stale []string
}

// View reads one study with all that is told of it.
func (s *Service) View(ctx context.Context, id string) (View, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return View{}, err
	}
	v, err := s.viewed(ctx, h)
	if err != nil {
		return v, err
	}
	if h.Frozen == nil && isFinished(v.action) {
		if v.DoneOn, err = s.doneOn(ctx, h.Subject, v.action); err != nil {
			return v, err
		}
	}
	if err := s.foresee(ctx, &v); err != nil {
		return v, err
	}
	return v, s.stale(ctx, &v)
}

// viewed names what a study is about.
func (s *Service) viewed(ctx context.Context, h study.Held) (View, error) {
	v := View{Held: h, Stale: []string{}}
	v.State, v.Check = h.On(s.Today().String())
	var err error
	terms := h.Terms
	if h.Frozen == nil {
		terms = terms.Spelled(s.Text) // as freezing it would keep it
	}
	if v.Hash, err = terms.Hash(); err != nil {
		return v, err
	}
	if h.Subject != "" {
		v.SubjectRef = record.Ref("REV", h.Subject)
		r, action, err := s.action(ctx, h.Terms)
		if err != nil && !fault.Is(err, fault.NotFound) && !record.Unreadable(err) {
			return v, err
		}
		v.SubjectTitle, v.Action, v.action = r.Title, action.Title, action
	}
	if h.Replaces != "" {
		v.ReplacesRef = record.Ref(study.Schema.RefPrefix, h.Replaces)
	}
	v.Others = h.Others(s.Text)
	return v, s.nameFreezers(ctx, &v)
}

// nameFreezers fills in who froze the plans of a study that has several.
func (s *Service) nameFreezers(ctx context.Context, v *View) error {
	if !v.FrozenTwice {
		return nil
	}
	name, err := s.Names(ctx)
	if err != nil {
		return err
	}
	v.FrozenBy = map[string]string{v.Frozen.By: name(v.Frozen.By)}
	for _, o := range v.Others {
		if o.Frozen != nil {
			v.FrozenBy[o.Frozen.By] = name(o.Frozen.By)
		}
	}
	if _, ours := v.FrozenBy[s.Rec.Who.Actor]; ours {
		v.FrozenBy[s.Rec.Who.Actor] = ""
	}
	return nil
}

// foresee fills in the forecast, or why there is none.
func (s *Service) foresee(ctx context.Context, v *View) error {
	plan, err := v.Plan()
	if err == nil && v.Exposure == study.OverBusiness {
		_, v.CalendarName, err = s.Calendars.HoursOf(ctx, v.Calendar)
	}
	var around study.Around
	if err == nil {
		around, err = s.around(ctx, v.Held, plan, plan.Before.Last)
	}
	if err != nil {
		return v.refused(err)
	}
	all, _, err := s.Incidents.Incidents(ctx, v.Space, plan)
	if err != nil {
		return err
	}
	v.Titles = map[string]string{}
	for _, in := range all {
		v.Titles[in.Ref] = in.Title
	}
	f, err := study.Foresee(plan, all, around)
	if err != nil {
		return v.refused(err)
	}
	v.Forecast = &f
	return nil
}

// refused keeps what a person can mend, and gives back what they cannot.
func (v *View) refused(err error) error {
	if f, ok := fault.As(err); ok && f.Code != fault.Internal {
		v.Problem = f
		return nil
	}
	return err
}

// stale looks again at each check that was taken here.
func (s *Service) stale(ctx context.Context, v *View) error {
	for _, r := range v.Results {
		if r.By != s.Rec.Who.Actor {
			continue
		}
		found, _, err := s.look(ctx, v.Held, r.Check, nil)
		if err != nil {
			if f, ok := fault.As(err); ok && f.Code != fault.Internal {
				v.Stale = append(v.Stale, r.Check) // amounts or a calendar are gone
				continue
			}
			return err
		}
		hash, err := found.DataHash()
		if err != nil {
			return err
		}
		if hash != r.DataHash {
			v.Stale = append(v.Stale, r.Check)
		}
	}
	return nil
}

// Foresee tells what the plan would be able to tell if some of its fields were others:
// what somebody sees while typing. Nothing is stored.
func (s *Service) Foresee(ctx context.Context, id string, fields record.Doc) (View, error) {
	snap, err := s.Keep.Get(ctx, study.RecordKind, id)
	if err != nil {
		return View{}, err
	}
	st := snap.State.Clone()
	for name, v := range fields {
		st.Head[name] = v
	}
	snap.State = st
	v, err := s.viewed(ctx, study.FromSnapshot(snap))
	if err != nil {
		return v, err
	}
	return v, s.foresee(ctx, &v)
}

// List reads all studies that are not in the trash: what is due first, then drafts, those
// that run by their next check, and those that are known, the newest first.
func (s *Service) List(ctx context.Context) ([]View, error) {
	all, err := s.all(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]View, 0, len(all))
	replaced := map[string]string{}
	for _, h := range all {
		v, err := s.viewed(ctx, h)
		if err != nil {
			return nil, err
		}
		if h.Replaces != "" {
			replaced[h.Replaces] = h.Ref
		}
		out = append(out, v)
	}
	for i := range out {
		out[i].ReplacedBy = replaced[out[i].ID]
	}
	slices.SortFunc(out, func(a, b View) int {
		place := func(v View) int { return slices.Index(study.States, v.State) }
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Check, b.Check), cmp.Compare(b.ID, a.ID))
	})
	return out, nil
}

// Due lists the studies with a check whose day has come or comes within some days.
func (s *Service) Due(ctx context.Context, today calendar.Date, ahead int) ([]View, error) {
	list, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	until := today.AddDays(ahead).String()
	return slices.DeleteFunc(list, func(v View) bool { return v.Check == "" || v.Check > until }), nil
}
