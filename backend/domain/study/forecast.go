package study

import (
	"math"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

// Forecast says what a plan can tell before anything that came after the change is
// looked at, so that nobody chooses the plan by its outcome.
type Forecast struct {
	Before        stat.Counted
	CountedBefore []measure.Incident
	Uncounted     []Uncounted // what came after the change is not among them
	// Earliest is the first day on which a fall could be shown if there were no incident
	// at all after the change; the zero date where that takes longer than anybody waits,
	// or where there was none before.
	Earliest calendar.Date
	// Check is the first planned check on which it could be shown; false where none can.
	Check  calendar.Date
	Reach  bool
	Needed stat.Number // exposure after the change, with no incident in it
	Level  float64     // of each check
}

// Foresee counts the time before the change.
func Foresee(p Plan, all []measure.Incident, a Around) (Forecast, error) {
	if err := p.Validate(); err != nil {
		return Forecast{}, err
	}
	// Nothing after the change is counted: the time that is looked at ends before it.
	o := Outcome{Until: p.Change.AddDays(-1)}
	if err := o.count(p, all, a, o.Until); err != nil {
		return Forecast{}, err
	}
	f := Forecast{CountedBefore: o.CountedBefore, Uncounted: o.Uncounted, Level: p.Ask().Level}
	if f.Level == 0 {
		f.Level = sure
	}
	f.Before = stat.Counted{Events: int64(len(o.CountedBefore)), Exposure: exposureOf(p, p.Before.First, p.Before.Last, a)}
	if f.Before.Events == 0 || f.Before.Exposure <= 0 {
		return f, nil
	}
	var err error
	if f.Needed, err = stat.QuietExposure(f.Before, 0, p.Ask()); err != nil {
		return Forecast{}, err
	}
	needed, known := f.Needed.Float()
	if !known {
		return f, nil
	}
	f.Earliest = p.passes(needed, f.Before.Exposure, a)
	for _, d := range p.Checks {
		if !f.Earliest.IsZero() && !d.Before(f.Earliest) {
			f.Check, f.Reach = d, true
			break
		}
	}
	return f, nil
}

// passes is the day on which more than so much exposure has passed since the change. Of
// days whose exposure nobody knows yet, each counts as one before the change did.
func (p Plan) passes(needed, before float64, a Around) calendar.Date {
	days := 0
	for d := p.Before.First; !p.Before.Last.Before(d); d = d.AddDays(1) {
		if _, out := p.excluded(d); !out {
			days++
		}
	}
	usual, total := before/float64(max(1, days)), 0.0
	for d, n := p.settled(), 0; n < mostAhead; d, n = d.AddDays(1), n+1 {
		if _, out := p.excluded(d); out {
			continue
		}
		if !a.Known.IsZero() && a.Known.Before(d) || a.Exposure != nil && math.IsNaN(a.Exposure(d)) {
			total += usual
		} else {
			total += of(d, a)
		}
		if total > needed {
			return d
		}
	}
	return calendar.Date{}
}
