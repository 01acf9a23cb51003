package study

import (
	"math"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

// warn lists what could make the outcome look like more than it is.
func (o *Outcome) warn(p Plan, a Around) {
	within := func(days []calendar.Date) bool {
		return slices.ContainsFunc(days, func(d calendar.Date) bool {
			return p.Before.Holds(d) || p.After.Holds(d) && !o.Until.Before(d)
		})
	}
	add := func(is bool, w Warning) {
		if is {
			o.Warnings = append(o.Warnings, w)
		}
	}
	add(o.peaked(p), RegressionToMean)
	add(slices.ContainsFunc(o.CountedBefore, func(in measure.Incident) bool { return slices.Contains(p.Trigger, in.Ref) }), TriggerIncluded)
	add(within(a.TaxonomyChanges), TaxonomyChanged)
	add(o.exposureMoved(p, a), ExposureChanged)
	add(within(a.OtherChanges), SeveralChanges)
	add(a.Frozen != nil && !a.Frozen.Same(p), PlanChanged)
	add(!a.FrozenOn.IsZero() && p.settled().Before(a.FrozenOn), FrozenLate)
}

// recordBegins says whether the first of all incidents, whatever the filter, lies more
// than a quarter of the window after its beginning: most likely nobody wrote them down
// before, and the rate is told too low.
func recordBegins(p Plan, all []measure.Incident) bool {
	first, known := measure.FirstDay(all)
	return known && p.Before.First.AddDays(p.Before.Days()/4).Before(first) && !p.Before.Last.Before(first)
}

// peaked says whether the last quarter of the window before holds surely more than the
// rest of it: what is done because of a peak is followed by a fall in any case.
func (o *Outcome) peaked(p Plan) bool {
	days := p.Before.Days()
	cut := p.Before.Last.AddDays(1 - days/4)
	var early, late stat.Counted
	for _, in := range o.CountedBefore {
		if d, err := calendar.ParseDate(in.Day); err == nil && d.Before(cut) {
			early.Events++
		} else {
			late.Events++
		}
	}
	late.Exposure, early.Exposure = float64(days/4), float64(days-days/4)
	if late.Exposure <= 0 || early.Exposure <= 0 {
		return false
	}
	v, err := stat.RateRatio(early, late, stat.Ask{})
	return err == nil && v.Verdict == stat.More
}

// exposureMoved compares what could go wrong on a day before and after. Without a
// series each day is one, and nothing can have moved.
func (o *Outcome) exposureMoved(p Plan, a Around) bool {
	if a.Exposure == nil {
		return false
	}
	days := func(from, to calendar.Date) float64 {
		n := 0.0
		for d := from; !to.Before(d); d = d.AddDays(1) {
			if _, out := p.excluded(d); !out {
				n++
			}
		}
		return n
	}
	before, after := days(p.Before.First, p.Before.Last), days(p.settled(), o.Until)
	if before == 0 || after == 0 || o.Before.Exposure <= 0 {
		return false
	}
	return math.Abs((o.After.Exposure/after)/(o.Before.Exposure/before)-1) > exposureMatters
}
