package obligating

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
)

func compare(a, b string) int { return strings.Compare(a, b) }

// PackView is a pack with how it stands.
type PackView struct {
	ID           string       `json:"id"`
	Version      int          `json:"version"`
	Hash         string       `json:"hash"`
	Name         string       `json:"name"`
	Jurisdiction string       `json:"jurisdiction"`
	Authority    string       `json:"authority"`
	Standing     string       `json:"standing"`
	Applies      string       `json:"applies"` // today
	From         string       `json:"from"`
	To           string       `json:"to"`
	Zone         string       `json:"zone"` // "" where it is that of the one who notifies
	Signed       bool         `json:"signed"`
	Alone        bool         `json:"alone"` // by nobody but the one who proposed it
	Rule         string       `json:"rule"`
	Notes        []string     `json:"notes"`
	Sources      []SourceView `json:"sources"`
	Rules        []string     `json:"rules"` // sentences that hold for all steps
	Steps        []StepView   `json:"steps"`
	// What has to be told of a case: when things happened, and answers.
	Events []AskedView `json:"events"`
	Facts  []AskedView `json:"facts"`
}

// AskedView is an event or a question of a pack without a case.
type AskedView struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"` // of a question: yes_no, number or choice
	Choices []string `json:"choices"`
}

// StepView is a step of a pack without a case.
type StepView struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Recipient string `json:"recipient"`
	Note      string `json:"note"`
	// Rules are sentences: when it has to be sent, each limit with its condition, and what
	// moves an end.
	Rules []string `json:"rules"`
}

// Packs are the packs this program knows, in words, and whether people have signed them.
func (s *Service) Packs(ctx context.Context, words Words) ([]PackView, error) {
	now := s.Now()
	signed, err := s.Signing.Packs(ctx, now)
	if err != nil {
		return nil, err
	}
	out := make([]PackView, 0, len(s.Library))
	for _, p := range s.Library {
		v := PackView{ID: p.ID, Version: p.Version, Name: p.Name, Jurisdiction: p.Jurisdiction, Authority: p.Authority, Standing: string(p.Standing),
			Applies: string(p.On(calendar.DateOf(now, s.Zone()))), Zone: p.Zone, Notes: append([]string{}, p.Notes...), Sources: []SourceView{},
			Events: []AskedView{}, Facts: []AskedView{}}
		v.From, v.To = dateText(p.From), dateText(p.To)
		if v.Hash, err = p.Hash(); err != nil {
			return nil, err
		}
		rule, is := signed[v.Hash]
		v.Rule, v.Alone, v.Signed = rule.Rule, rule.Alone, is
		for _, src := range p.Sources {
			v.Sources = append(v.Sources, SourceView{src.Text, string(src.Read)})
		}
		for _, e := range p.Events {
			v.Events = append(v.Events, AskedView{ID: e.ID, Name: e.Name, Choices: []string{}})
		}
		for _, f := range p.Facts {
			v.Facts = append(v.Facts, AskedView{f.ID, f.Name, string(f.Type), append([]string{}, f.Choices...)})
		}
		v.Rules, v.Steps = Heads(p, words), Steps(p, words)
		out = append(out, v)
	}
	return out, nil
}

// about are the assessments of one incident, be they begun from the register or from its
// review.
func (s *Service) about(ctx context.Context, subject string) ([]obligation.Assessment, error) {
	same, err := s.Subjects.Same(ctx, subject)
	if err != nil {
		return nil, err
	}
	all, err := s.all(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(a obligation.Assessment) bool { return !slices.Contains(same, a.Subject) }), nil
}

// Subjected gives the ids of what assessments are about, those in the trash left out.
func (s *Service) Subjected(ctx context.Context) (map[string]bool, error) {
	all, err := s.all(ctx)
	out := make(map[string]bool, len(all))
	for _, a := range all {
		out[a.Subject] = true
	}
	return out, err
}

func (s *Service) all(ctx context.Context) ([]obligation.Assessment, error) {
	ids, err := s.Records.OfKind(ctx, obligation.RecordKind)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	out := make([]obligation.Assessment, 0, len(ids))
	for _, id := range ids {
		a, err := s.get(ctx, id)
		if fault.Is(err, fault.NotFound) || record.Unreadable(err) {
			continue // gone since the list was made, or damaged and named beside the list
		}
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// About are the assessments of one incident with their clocks, in the order in which they
// were begun.
func (s *Service) About(ctx context.Context, subject string) ([]View, error) {
	list, err := s.about(ctx, subject)
	if err != nil {
		return nil, err
	}
	return s.views(ctx, list)
}

func (s *Service) views(ctx context.Context, list []obligation.Assessment) ([]View, error) {
	out := make([]View, 0, len(list))
	now := s.Now()
	signed, err := s.Signing.Packs(ctx, now)
	if err != nil {
		return nil, err
	}
	once, err := s.Signing.Once(ctx, now)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		v, err := s.view(ctx, a, signed, now)
		if err != nil {
			return nil, err
		}
		if !v.Signed {
			past := once[a.PackHash]
			if v.Superseded = past.Rule; !past.Ended.IsZero() {
				v.Ended = calendar.DateOf(past.Ended, s.Zone()).String()
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// Register are all assessments, also those that were not notified: what ends next first,
// then the newest. A law that is only proposed ends for nobody.
func (s *Service) Register(ctx context.Context) ([]View, error) {
	all, err := s.all(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.views(ctx, all)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b View) int {
		x, y := a.binding(), b.binding()
		switch {
		case x != nil && y != nil:
			return cmp.Or(compare(x.ends().UTC, y.ends().UTC), compare(a.ID, b.ID))
		case x != nil:
			return -1
		case y != nil:
			return 1
		}
		return compare(b.ID, a.ID)
	})
	return list, nil
}

// Account is what a register tells of the incident itself: what came of it and what is done
// about it, as others may read it.
type Account struct {
	Effects  string `json:"effects"`
	Measures string `json:"measures"`
}

// Account reads what the review of an assessment says; nothing where it is not here.
func (s *Service) Account(ctx context.Context, v View) (Account, error) {
	r, err := s.Subjects.Get(ctx, v.Subject)
	if fault.Is(err, fault.NotFound) || record.Unreadable(err) {
		return Account{}, nil
	}
	if err != nil {
		return Account{}, err
	}
	from := sources{r: r.Shared()}
	return Account{Effects: from.section("impact"), Measures: from.measures()}, nil
}

// binding is Next, of rules that can bind anybody.
func (v *View) binding() *ClockView {
	if v.Standing == string(obligation.Proposed) {
		return nil
	}
	return v.Next()
}

// Next is the clock that ends first of those that still run; nil for none.
func (v *View) Next() *ClockView {
	var next *ClockView
	for i := range v.Clocks {
		k := &v.Clocks[i]
		open := slices.Contains([]string{string(obligation.Running), string(obligation.Overdue), string(obligation.Paused), string(obligation.Waits), string(obligation.Asks)}, k.State)
		if open && k.ends() != nil && (next == nil || k.ends().UTC < next.ends().UTC) {
			next = k
		}
	}
	return next
}

// Pending is the end that somebody has to keep while nothing was sent: the due, or the
// earliest that is possible while an answer decides (sure is false then) or while what would
// start the last of several limits has not come. nil for none: a target of one's own is no
// end of the rules, and a step that only waits for the submission of an earlier one stands
// behind that one's end.
func (k *ClockView) Pending() (end *End, sure bool) {
	if k.Soft {
		return nil, false
	}
	switch obligation.State(k.State) {
	case obligation.Running, obligation.Overdue, obligation.Paused:
		return k.Due, true
	case obligation.Asks:
		return k.Projected, false
	case obligation.Waits:
		if len(k.WaitsFor) > 0 {
			return k.Projected, false
		}
	}
	return nil, false
}

// ends is the due, or the projected end.
func (k *ClockView) ends() *End {
	if k.Due != nil {
		return k.Due
	}
	return k.Projected
}
