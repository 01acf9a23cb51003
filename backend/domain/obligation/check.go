package obligation

import (
	"slices"
	"strconv"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Bounds of what a pack may say.
const (
	mostSteps   = 50
	longestN    = 3650
	minutesADay = 24 * 60
)

// Check looks a pack over before anything is counted by it. Fault invalid
// obligation.pack with the place and what is wrong there.
func (p *Pack) Check() error {
	wrong := func(place, what string) error {
		return fault.New(fault.Invalid, "obligation.pack", "pack", p.ID, "place", place, "what", what)
	}
	if p.ID == "" || p.Name == "" || p.Version < 1 {
		return wrong("head", "id, name, version")
	}
	if !slices.Contains([]Standing{InForce, Proposed, Contract}, p.Standing) {
		return wrong("head", "standing")
	}
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
		return wrong("head", "to")
	}
	if p.Zone != "" {
		if _, err := calendar.FindZone(p.Zone); err != nil {
			return err
		}
	}
	if len(p.Steps) == 0 || len(p.Steps) > mostSteps {
		return wrong("steps", strconv.Itoa(len(p.Steps)))
	}
	seen := map[string]bool{}
	once := func(id string) bool {
		fresh := id != "" && !seen[id]
		seen[id] = true
		return fresh
	}
	for _, e := range p.Events {
		if !once("event " + e.ID) {
			return wrong("events", e.ID)
		}
	}
	for _, f := range p.Facts {
		if !once("fact "+f.ID) || !slices.Contains([]FactType{YesNo, Number, Choice}, f.Type) || (f.Type == Choice) != (len(f.Choices) > 0) {
			return wrong("facts", f.ID)
		}
		if whole, ok := p.Fact(f.AtMost); f.AtMost != "" && (!ok || f.Type != Number || whole.Type != Number || whole.ID == f.ID) {
			return wrong("facts", f.ID)
		}
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Name == "" || !once("step "+s.ID) {
			return wrong("steps", s.ID)
		}
		if what := p.checkStep(s, p.Steps[:i]); what != "" {
			return wrong(s.ID, what)
		}
	}
	return nil
}

// checkStep gives what is wrong with a step, "" for nothing. A step waits for earlier
// steps only, so no chain can be a ring.
func (p *Pack) checkStep(s *Step, before []Step) string {
	conditions := slices.Clone(s.When)
	if s.Roll != nil {
		conditions = append(conditions, s.Roll.When...)
		if s.Roll.Rule != EndOfNextOpenDay && s.Roll.Rule != NoonOfNextOpenDay {
			return "roll"
		}
	}
	if len(s.Limits) == 0 {
		return "limits"
	}
	for _, v := range s.Limits {
		conditions = append(conditions, v.When...)
		if what := p.checkLimit(v.Limit, before, true); what != "" {
			return what
		}
	}
	for _, c := range conditions {
		if !p.fits(c) {
			return "when " + c.Fact
		}
	}
	for _, r := range s.Readings {
		if !slices.Contains([]Reading{FullHours, TwoOpenDays, NextOpenDay, NoonOpenDay, BeginAfterNext}, r) {
			return "readings"
		}
	}
	return ""
}

func (p *Pack) checkLimit(l Limit, before []Step, outer bool) string {
	if l.Kind == FirstOf {
		if !outer || len(l.Of) < 2 {
			return "first_of"
		}
		for _, one := range l.Of {
			if what := p.checkLimit(one, before, false); what != "" {
				return what
			}
		}
		return ""
	}
	_, event := p.Event(l.From.Event)
	step := slices.ContainsFunc(before, func(s Step) bool { return s.ID == l.From.After })
	if event == step || l.From.Event != "" && l.From.After != "" {
		return "from"
	}
	if l.Cutoff < 0 || l.Cutoff >= minutesADay {
		return "cutoff"
	}
	switch l.Kind {
	case Hours, Days, Months, YearEnd:
	case BusinessDays:
		if l.Closed != OnNext && l.Closed != AfterNext {
			return "closed"
		}
	case Soft:
		if f, ok := p.Fact(l.Target); l.N != 0 || l.Target != "" && (!ok || f.Type != Number) {
			return "target"
		}
		return ""
	default:
		return "kind"
	}
	if l.N < 1 || l.N > longestN {
		return "n"
	}
	return ""
}

// fits says whether a condition compares a fact with something its answer can be.
func (p *Pack) fits(c Condition) bool {
	if len(c.Any) > 0 {
		alone := c.Fact == "" && c.Op == "" && c.Number == 0 && len(c.Words) == 0
		return alone && !slices.ContainsFunc(c.Any, func(each Condition) bool { return len(each.Any) > 0 || !p.fits(each) })
	}
	f, ok := p.Fact(c.Fact)
	if !ok {
		return false
	}
	words := f.Choices
	switch f.Type {
	case Number:
		return slices.Contains([]Op{More, AtLeast, Fewer, AtMost}, c.Op) && len(c.Words) == 0
	case YesNo:
		words = []string{Yes, No}
	}
	return (c.Op == Is || c.Op == IsNot) && len(c.Words) > 0 &&
		!slices.ContainsFunc(c.Words, func(w string) bool { return !slices.Contains(words, w) })
}
