package study

import (
	"math"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

// Verdict is what may be said of a change that was made on purpose.
type Verdict string

// The verdicts.
const (
	NoComparison  Verdict = "no_comparison"   // no incident on either side, or no exposure
	NotEnoughData Verdict = "not_enough_data" // the window runs, and even none at all could not have shown a fall yet
	NotShown      Verdict = "not_shown"
	Reduced       Verdict = "reduced"
	Increased     Verdict = "increased"
)

// Warning is something that could make the outcome look like more than it is.
type Warning string

// The warnings.
const (
	RegressionToMean Warning = "regression_to_mean" // begun because of a peak, which falls by itself
	TriggerIncluded  Warning = "trigger_included"   // the incidents that led to the change count before it
	TaxonomyChanged  Warning = "taxonomy_changed"   // what an incident is called changed in a window
	ExposureChanged  Warning = "exposure_changed"   // there was much more or less to go wrong
	SeveralChanges   Warning = "several_changes"    // something else was changed in a window too
	PlanChanged      Warning = "plan_changed"       // the plan is not the one that was frozen
	FrozenLate       Warning = "frozen_late"        // part of the outcome was known when the plan was frozen
	RecordEnds       Warning = "record_ends"        // nothing is known of a part of the window after
	RecordBegins     Warning = "record_begins"      // nobody wrote incidents down at the beginning of the window before
)

// Warnings lists them, for whoever must have words for each.
func Warnings() []Warning {
	return []Warning{RegressionToMean, TriggerIncluded, TaxonomyChanged, ExposureChanged, SeveralChanges, PlanChanged, FrozenLate, RecordBegins, RecordEnds}
}

// Verdicts lists them, from the one that claims nothing.
func Verdicts() []Verdict {
	return []Verdict{NoComparison, NotEnoughData, NotShown, Reduced, Increased}
}

// Left says why an incident a filter takes was not counted.
type Left string

// The reasons.
const (
	InBurnIn   Left = "burn_in"
	InExcluded Left = "excluded"
	EndsRecord Left = "ends_record" // of the day on which the record stops, see measure.LastKnown
	NoDay      Left = "no_day"
	// Against opening hours, as package measure counts.
	NoHour       = Left(measure.NoHour)
	OutsideHours = Left(measure.OutsideHours)
)

// Uncounted is one incident that was not counted.
type Uncounted struct {
	Incident measure.Incident
	Why      Left
	Words    string // of an exclusion
}

// Around is what else is known of the time that is looked at.
type Around struct {
	Today calendar.Date
	// Exposure gives how much could go wrong on a day, no number where nobody knows; nil
	// counts each day as one.
	Exposure func(calendar.Date) float64
	// Outside says why an incident does not count against that exposure, "" where it does;
	// nil where all do.
	Outside func(measure.Incident) (measure.Reason, error)
	// Known is the last day whose exposure is known; the zero date for all.
	Known calendar.Date
	// OtherChanges and TaxonomyChanges are days on which something else was changed, also
	// on the day of the change itself.
	OtherChanges    []calendar.Date
	TaxonomyChanges []calendar.Date
	// Frozen is the plan as it was decided; nil where it has not been changed.
	Frozen *Plan
	// Ends is the last day of which anything is known; the zero date for today.
	Ends calendar.Date
	// FrozenOn is the day on which the plan was frozen; the zero date where nobody did.
	FrozenOn calendar.Date
}

// Outcome is what a plan says on a day.
type Outcome struct {
	Before, After stat.Counted
	// CountedBefore and CountedAfter are the incidents, by day.
	CountedBefore, CountedAfter []measure.Incident
	Uncounted                   []Uncounted
	Ratio                       stat.Value
	Verdict                     Verdict
	Warnings                    []Warning
	// Until is the last day that is known: the end of the window or today.
	Until calendar.Date
	// Earliest is the first day on which a fall could be shown with no further incident;
	// the zero date where it is shown already or never could be.
	Earliest calendar.Date
}

// exposureMatters is the change of exposure from which on a ratio is warned of.
const exposureMatters = 0.2

// Look counts and compares.
func Look(p Plan, all []measure.Incident, a Around) (Outcome, error) {
	if err := p.Validate(); err != nil {
		return Outcome{}, err
	}
	o := Outcome{Until: p.After.Last, CountedBefore: []measure.Incident{}, CountedAfter: []measure.Incident{}, Uncounted: []Uncounted{}, Warnings: []Warning{}}
	if a.Today.Before(o.Until) {
		o.Until = a.Today // the future is not known to be quiet
	}
	ends := !a.Ends.IsZero() && a.Ends.Before(o.Until)
	if ends {
		o.Until = a.Ends // nor is what nobody brought in
	}
	if err := o.count(p, all, a, a.Today); err != nil {
		return Outcome{}, err
	}
	o.Before.Exposure = exposureOf(p, p.Before.First, p.Before.Last, a)
	o.After.Exposure = exposureOf(p, p.settled(), o.Until, a)
	o.Before.Events, o.After.Events = int64(len(o.CountedBefore)), int64(len(o.CountedAfter))
	o.warn(p, a)
	if recordBegins(p, all) {
		o.Warnings = append(o.Warnings, RecordBegins)
	}
	if ends {
		o.Warnings = append(o.Warnings, RecordEnds)
	}
	o.Ratio = stat.Value{N: o.Before.Events + o.After.Events, Method: stat.MethodRateRatio, Verdict: stat.CannotTell}
	if o.Before.Exposure <= 0 || o.After.Exposure <= 0 {
		o.Verdict = NoComparison
		return o, nil
	}
	var err error
	if o.Ratio, err = stat.RateRatio(o.Before, o.After, p.Ask()); err != nil {
		return Outcome{}, err
	}
	return o, o.judge(p, a)
}

func (o *Outcome) count(p Plan, all []measure.Incident, a Around, today calendar.Date) error {
	for _, in := range all {
		if !p.Filter.Takes(in) {
			continue
		}
		d, err := calendar.ParseDate(in.Day)
		if err != nil {
			o.Uncounted = append(o.Uncounted, Uncounted{in, NoDay, ""})
			continue
		}
		before, after := p.Before.Holds(d), p.After.Holds(d) && !o.Until.Before(d)
		if !before && !after {
			if p.After.Holds(d) && !today.Before(d) {
				o.Uncounted = append(o.Uncounted, Uncounted{in, EndsRecord, ""})
			}
			continue
		}
		if why, excluded := p.excluded(d); excluded {
			o.Uncounted = append(o.Uncounted, Uncounted{in, InExcluded, why})
			continue
		}
		if after && d.Before(p.settled()) {
			o.Uncounted = append(o.Uncounted, Uncounted{in, InBurnIn, ""})
			continue
		}
		var outside measure.Reason
		if a.Outside != nil {
			if outside, err = a.Outside(in); err != nil {
				return err
			}
		}
		switch {
		case outside != "":
			o.Uncounted = append(o.Uncounted, Uncounted{in, Left(outside), ""})
		case before:
			o.CountedBefore = append(o.CountedBefore, in)
		default:
			o.CountedAfter = append(o.CountedAfter, in)
		}
	}
	byDay := func(a, b measure.Incident) int {
		if a.Day != b.Day {
			return compare(a.Day, b.Day)
		}
		return compare(a.Ref, b.Ref)
	}
	slices.SortStableFunc(o.CountedBefore, byDay)
	slices.SortStableFunc(o.CountedAfter, byDay)
	return nil
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// exposureOf adds up the days that count.
func exposureOf(p Plan, from, to calendar.Date, a Around) float64 {
	total := 0.0
	for d := from; !to.Before(d); d = d.AddDays(1) {
		if _, out := p.excluded(d); !out {
			total += of(d, a)
		}
	}
	return total
}

func of(d calendar.Date, a Around) float64 {
	if a.Exposure == nil {
		return 1
	}
	// What is no amount is none: a gap in a series is not a quiet day.
	if v := a.Exposure(d); v > 0 && !math.IsInf(v, 1) {
		return v
	}
	return 0
}

func (o *Outcome) judge(p Plan, a Around) error {
	switch {
	case o.Ratio.N == 0:
		o.Verdict = NoComparison
	case o.Ratio.Verdict == stat.Fewer:
		o.Verdict = Reduced
	case o.Ratio.Verdict == stat.More:
		o.Verdict = Increased
	default:
		o.Verdict = NotShown
	}
	if o.Verdict != NotShown || o.Before.Events == 0 {
		return nil
	}
	// While the window runs: had there been none at all, would it be shown by now?
	none, err := stat.QuietExposure(o.Before, 0, p.Ask())
	if err != nil {
		return err
	}
	if o.Until.Before(p.After.Last) && none.Above(o.After.Exposure) {
		o.Verdict = NotEnoughData
	}
	needed, err := stat.QuietExposure(o.Before, o.After.Events, p.Ask())
	if err != nil {
		return err
	}
	if v, ok := needed.Float(); ok {
		o.Earliest = p.reaches(v-o.After.Exposure, o.Until, a)
	}
	return nil
}

// mostAhead is how far ahead somebody is told that something could be known.
const mostAhead = 20 * 366

// reaches is the day on which so much more exposure has passed; the zero date where it
// takes longer than anybody waits. The future is taken to be as the time since the change.
func (p Plan) reaches(more float64, from calendar.Date, a Around) calendar.Date {
	if more <= 0 {
		return calendar.Date{}
	}
	daily := 1.0
	if a.Exposure != nil {
		days, total := 0, 0.0
		for d := p.settled(); !from.Before(d); d = d.AddDays(1) {
			days, total = days+1, total+of(d, a)
		}
		if days == 0 || total <= 0 {
			return calendar.Date{}
		}
		daily = total / float64(days)
	}
	// An interval has to lie below 1, not to touch it: the day after is sure.
	for d, left, n := from, more, 0; n < mostAhead; n++ {
		d = d.AddDays(1)
		if _, out := p.excluded(d); out || d.Before(p.settled()) {
			continue
		}
		if left -= daily; left < 0 {
			return d
		}
	}
	return calendar.Date{}
}
