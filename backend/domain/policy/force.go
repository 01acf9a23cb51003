package policy

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
)

// State is where a version or a policy stands at an instant.
type State string

// The closed set of states.
const (
	Drafted    State = "draft"
	InReview   State = "in_review"
	Requested  State = "changes_requested"
	Scheduled  State = "scheduled" // signed, its day has not come
	InForce    State = "in_force"
	Superseded State = "superseded"
	Overtaken  State = "overtaken" // signed, and a later version held before its day came
	Retired    State = "retired"
	Undecided  State = "undecided" // nobody can say until somebody has decided
	Voided     State = "void"      // proposed, then changed before all had agreed
	Damaged    State = "damaged"   // not what was proposed
)

// Force answers which version holds at an instant.
type Force struct {
	State State `json:"state"` // in_force, retired, undecided, or draft for none yet
	// Version that holds, or that ended the rule.
	Version Version   `json:"version"`
	From    time.Time `json:"from"` // instant since when it holds
	// Between are the versions nobody has chosen from, where that is why it is open.
	Between []Version `json:"between,omitempty"`
	// Why is the key of why it is undecided.
	Why string `json:"why,omitempty"`
}

// Holds says whether there is a version in force, and names it.
func (f Force) Holds() (Version, bool) { return f.Version, f.State == InForce }

// At tells which version is in force at an instant, as all that is in the record has it.
// The highest number whose time has come holds.
func (p *Policy) At(when time.Time) Force {
	if key := p.blocked(); key != "" {
		return Force{State: Undecided, Why: key}
	}
	return force(p.signed(), when)
}

// Span is a stretch of time in which one version held: from From to before To, which is zero
// for what holds on.
type Span struct {
	Version  Version
	From, To time.Time
}

// Spans lists which version held when, up to an instant, as all that is in the record has it:
// the earliest first. What nobody can say, and when nothing held, is in none of them.
func (p *Policy) Spans(now time.Time) []Span {
	if p.blocked() != "" {
		return nil
	}
	list := p.signed()
	var starts []time.Time
	for _, s := range list {
		if !s.from.After(now) {
			starts = append(starts, s.from)
		}
	}
	slices.SortFunc(starts, time.Time.Compare)
	starts = slices.CompactFunc(starts, time.Time.Equal)
	var out []Span
	for i, from := range starts {
		v, ok := force(list, from).Holds()
		if !ok {
			continue
		}
		to := time.Time{}
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if n := len(out); n > 0 && out[n-1].Version.Hash == v.Hash && out[n-1].To.Equal(from) {
			out[n-1].To = to
			continue
		}
		out = append(out, Span{v, from, to})
	}
	return out
}

// AsKnown tells which version was in force at an instant by what had been proposed and
// signed by then: a version that was signed later, and said that it holds from before,
// plays no part. Times are those of the machines on which people signed.
func (p *Policy) AsKnown(when, known time.Time) Force {
	then := &Policy{ID: p.ID, Open: p.Open}
	for _, v := range p.Versions {
		if !v.At.After(known) {
			then.Versions = append(then.Versions, v)
		}
	}
	for _, s := range p.Signoffs {
		if !s.At.After(known) {
			then.Signoffs = append(then.Signoffs, s)
		}
	}
	return then.At(when)
}

func force(list []signed, when time.Time) Force {
	number := 0
	for _, s := range list {
		if !s.from.After(when) {
			number = max(number, s.Number)
		}
	}
	var same []Version
	var from time.Time
	for _, s := range list {
		if s.Number != number {
			continue
		}
		same = append(same, s.Version)
		if from.IsZero() || s.from.Before(from) {
			from = s.from
		}
	}
	switch {
	case number == 0:
		return Force{State: Drafted}
	case len(same) > 1:
		return Force{State: Undecided, Why: "policy.two_versions", Between: same, From: from}
	case same[0].Terms.Ends:
		return Force{State: Retired, Version: same[0], From: from}
	}
	return Force{State: InForce, Version: same[0], From: from}
}

// blocked is the key of why nobody can say what holds, whatever the instant; "" for
// nothing. A question about the draft alone blocks the draft: what was signed rests on
// no field of it.
func (p *Policy) blocked() string {
	for _, path := range p.Open {
		if !OfDraft(path) && !strings.HasPrefix(path, ExceptionsOf+"/") {
			return "policy.conflict_open"
		}
	}
	return ""
}

// draftOpen says whether a question about the draft is open; such a draft is nobody's
// words yet and cannot be signed.
func (p *Policy) draftOpen() bool {
	return slices.ContainsFunc(p.Open, func(path string) bool {
		return OfDraft(path) || !strings.HasPrefix(path, ExceptionsOf+"/")
	})
}

// OfDraft says whether a path is about what is being written: a field of the record, a
// setting or a seat.
func OfDraft(path string) bool {
	if !strings.Contains(path, "/") {
		return path != ""
	}
	return strings.HasPrefix(path, SettingsOf+"/") || strings.HasPrefix(path, SeatsOf+"/")
}

// VersionState tells where one version stands at an instant.
func (p *Policy) VersionState(v Version, now time.Time) State {
	if v.Damage != "" {
		return Damaged
	}
	t := p.Tally(v)
	if !t.Whole {
		pending, ok := p.Pending()
		switch {
		case !ok || pending.Hash != v.Hash:
			return Voided
		case len(t.Changes) > 0:
			return Requested
		}
		return InReview
	}
	f := p.At(now)
	switch {
	case f.State == Undecided && (len(f.Between) == 0 || f.Between[0].Number == v.Number):
		return Undecided
	case v.starts(t.At).After(now) && (f.Version.Number < v.Number || f.State == Drafted):
		return Scheduled
	case f.Version.Hash == v.Hash:
		return f.State
	case !p.held(v, v.starts(t.At), t.At, now):
		return Overtaken
	}
	return Superseded
}

// held says whether a version that all signed was in force at any time until an instant: as
// the record has it, or as it was known on the day from which it was to hold.
func (p *Policy) held(v Version, from, complete, now time.Time) bool {
	if slices.ContainsFunc(p.Spans(now), func(s Span) bool { return s.Version.Hash == v.Hash }) {
		return true
	}
	if complete.After(from) {
		from = complete
	}
	f := p.AsKnown(from, from)
	return f.Version.Hash == v.Hash || slices.ContainsFunc(f.Between, func(b Version) bool { return b.Hash == v.Hash })
}

// State of the whole policy at an instant: what holds, and where nothing does, how far
// the draft is.
func (p *Policy) State(now time.Time) State {
	f := p.At(now)
	if f.State != Drafted {
		return f.State
	}
	if slices.ContainsFunc(p.signed(), func(s signed) bool { return s.from.After(now) }) {
		return Scheduled
	}
	return p.DraftState()
}

// DraftState tells how far the draft is: draft, in review, changes requested, or
// undecided where a question about it is open.
func (p *Policy) DraftState() State {
	if p.draftOpen() {
		return Undecided
	}
	v, ok := p.Pending()
	switch {
	case !ok:
		return Drafted
	case len(p.Tally(v).Changes) > 0:
		return Requested
	}
	return InReview
}

// Signed says whether the version with a number and a hash is signed by all and in
// force at an instant. This is the question others ask of a rule they store.
func (p *Policy) Signed(r Rule, when time.Time) bool {
	v, ok := p.At(when).Holds()
	return ok && r.Policy == p.ID && r.Number == v.Number && r.Hash == v.Hash
}

// RuleAt names the version in force at an instant.
func (p *Policy) RuleAt(when time.Time) (Rule, bool) {
	v, ok := p.At(when).Holds()
	return Rule{Policy: p.ID, Number: v.Number, Hash: v.Hash}, ok
}

// ReviewBy is the day by which the version in force is to be looked at again, and how
// many days are left of it at an instant, negative when it has passed; ok is false
// where there is none.
func (p *Policy) ReviewBy(now time.Time) (by calendar.Date, left int, ok bool) {
	v, holds := p.At(now).Holds()
	if !holds || v.Terms.ReviewBy.IsZero() {
		return by, 0, false
	}
	zone, err := v.Terms.zone()
	if err != nil {
		return by, 0, false
	}
	return v.Terms.ReviewBy, daysBetween(calendar.DateOf(now, zone), v.Terms.ReviewBy), true
}
