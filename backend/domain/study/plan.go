package study

import (
	"slices"
	"strconv"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

// Plan is what is decided before the outcome can be known.
type Plan struct {
	Filter   measure.Filter
	Change   calendar.Date // the day the change was made
	Before   measure.Span  // ends before the change
	After    measure.Span  // begins with the change or later
	BurnIn   int           // days from the change in which nothing counts
	Excluded []Exclusion
	// Checks are the days on which the outcome is looked at.
	Checks []calendar.Date
	// Trigger names the incidents the change was made because of.
	Trigger []string
}

// Exclusion is a stretch of days that does not count, and why.
type Exclusion struct {
	measure.Span
	Why string
}

// usualChecks are the days after a change on which its outcome is looked at, where
// nobody plans others.
var usualChecks = []int{30, 90, 180}

// UsualChecks are 30, 90 and 180 days after a change.
func UsualChecks(change calendar.Date) []calendar.Date {
	out := make([]calendar.Date, len(usualChecks))
	for i, days := range usualChecks {
		out[i] = change.AddDays(days)
	}
	return out
}

// sure is how rarely a fall may be claimed without one over all checks of a plan together.
const sure = 0.95

// Ask is how sure each check has to be. Who looks several times finds something by chance
// more often, so the chance of error is shared out evenly among the planned checks: over
// all of them together it stays at one in twenty, however they depend on one another.
func (p Plan) Ask() stat.Ask {
	if len(p.Checks) < 2 {
		return stat.Ask{}
	}
	return stat.Ask{Level: 1 - (1-sure)/float64(len(p.Checks))}
}

// NextCheck is the first planned check that is not over on a day; false when none is left.
func (p Plan) NextCheck(today calendar.Date) (calendar.Date, bool) {
	for _, d := range slices.SortedFunc(slices.Values(p.Checks), compareDates) {
		if !d.Before(today) {
			return d, true
		}
	}
	return calendar.Date{}, false
}

func compareDates(a, b calendar.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// mostBurnIn keeps a slip of the pen from leaving a window empty for ever.
const mostBurnIn = 3650

// Validate refuses a plan that compares nothing.
func (p Plan) Validate() error {
	for _, d := range []calendar.Date{p.Change, p.Before.First, p.Before.Last, p.After.First, p.After.Last} {
		if !d.Valid() {
			return fault.New(fault.Invalid, "study.day_missing")
		}
	}
	switch {
	case p.Before.Days() == 0 || p.After.Days() == 0:
		return fault.New(fault.Invalid, "study.window_empty")
	case !p.Before.Last.Before(p.After.First):
		return fault.New(fault.Invalid, "study.windows_overlap")
	case !p.Before.Last.Before(p.Change) || p.After.First.Before(p.Change):
		return fault.New(fault.Invalid, "study.change_outside", "day", p.Change.String())
	case p.BurnIn < 0 || p.BurnIn > mostBurnIn:
		return fault.New(fault.Invalid, "study.burn_in", "days", strconv.Itoa(p.BurnIn))
	}
	for _, x := range p.Excluded {
		if !x.First.Valid() || !x.Last.Valid() || x.Days() == 0 {
			return fault.New(fault.Invalid, "study.exclusion_empty")
		}
	}
	for i, d := range p.Checks {
		if d.Before(p.settled()) || p.After.Last.Before(d) {
			return fault.New(fault.Invalid, "study.check_early", "day", d.String(), "from", p.settled().String())
		}
		if slices.Contains(p.Checks[:i], d) {
			return fault.New(fault.Invalid, "study.check_twice", "day", d.String())
		}
	}
	return nil
}

// settled is the first day after the change that counts.
func (p Plan) settled() calendar.Date {
	first := p.Change.AddDays(p.BurnIn)
	if first.Before(p.After.First) {
		first = p.After.First
	}
	return first
}

// excluded says whether a day does not count, and why.
func (p Plan) excluded(d calendar.Date) (why string, is bool) {
	for _, x := range p.Excluded {
		if x.Holds(d) {
			return x.Why, true
		}
	}
	return "", false
}

// Same says whether two plans count the same: a change of anything else needs no warning.
func (p Plan) Same(q Plan) bool {
	return p.Change == q.Change && p.Before == q.Before && p.After == q.After && p.BurnIn == q.BurnIn &&
		p.Filter.Service == q.Filter.Service && slices.Equal(p.Filter.Severities, q.Filter.Severities) &&
		slices.Equal(p.Excluded, q.Excluded)
}
