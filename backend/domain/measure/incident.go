package measure

import (
	"slices"

	"secondstory/backend/domain/timeline"
)

// Names of moments.
const (
	Started      = "started"
	Detected     = "detected"
	Acknowledged = "acknowledged"
	Declared     = "declared"
	Mitigated    = "mitigated"
	Resolved     = "resolved"
)

// WhenHeld stands in Incident.Undecided where nobody can tell yet when its review was held.
const WhenHeld = "held"

// Incident is what is measured of one incident. It names no person.
type Incident struct {
	ID       string                        `json:"id"`
	Ref      string                        `json:"ref"` // of the record behind it
	Title    string                        `json:"title"`
	Severity string                        `json:"severity"`
	Services []string                      `json:"services"`
	Day      string                        `json:"day"` // YYYY-MM-DD of the incident, or ""
	Moments  map[string]timeline.Statement `json:"moments"`
	// Undecided names the moments, or "severity", "services", "date", with two versions
	// that nobody has decided between.
	Undecided []string `json:"undecided,omitempty"`
	// Unreviewed marks one of the register that no review stands for.
	Unreviewed bool `json:"unreviewed,omitempty"`
	// Held is the meeting in which it was reviewed first, nil for none.
	Held *Held `json:"held,omitempty"`
}

// Held is when an incident was reviewed, and the limit that held then, as package promise
// reads it.
type Held struct {
	At    timeline.Statement `json:"at"`
	Limit string             `json:"limit"`
	Rule  string             `json:"rule,omitempty"` // reference and number of its version
}

// Indicator is the time between two moments.
type Indicator struct {
	Key  string
	From string
	To   string
}

// Indicators are those shown, in this order.
var Indicators = []Indicator{
	{"detect", Started, Detected},
	{"acknowledge", Detected, Acknowledged},
	{"declare", Detected, Declared},
	{"mitigate", Started, Mitigated},
	{"resolve", Started, Resolved},
	{"handle", Detected, Resolved}, // all that a tool of tickets knows, which opens one and no incident
}

// Keys are those of the indicators, in their order.
func Keys() []string {
	out := make([]string, len(Indicators))
	for i, in := range Indicators {
		out[i] = in.Key
	}
	return out
}

// FindIndicator finds one by its key.
func FindIndicator(key string) (Indicator, bool) {
	i := slices.IndexFunc(Indicators, func(in Indicator) bool { return in.Key == key })
	if i < 0 {
		return Indicator{}, false
	}
	return Indicators[i], true
}

// Reason says why an incident has no length.
type Reason string

// The reasons.
const (
	NoStart      Reason = "no_start"      // the first moment is not known
	NoEnd        Reason = "no_end"        // the second is not
	DateOnly     Reason = "date_only"     // of one the day alone is known
	ZoneMissing  Reason = "zone_missing"  // of one the zone is not known, so the two cannot be compared
	Backwards    Reason = "backwards"     // the second lies before the first
	IsUndecided  Reason = "undecided"     // one of them has two versions
	NoDay        Reason = "no_day"        // nobody knows when the incident was
	BeginsRecord Reason = "begins_record" // the first incident known; see the package
	EndsRecord   Reason = "ends_record"   // of the day on which the record stops; see LastKnown
	// BeforeRegister: of a day on which the register had not begun.
	BeforeRegister Reason = "before_register"
	NoHour         Reason = "no_hour"       // nobody knows at what hour it began, and opening hours were asked for
	OutsideHours   Reason = "outside_hours" // it began while the calendar was closed
)

// Reasons lists them in the order they are told in.
func Reasons() []Reason {
	return []Reason{NoStart, NoEnd, DateOnly, ZoneMissing, Backwards, IsUndecided, NoDay, BeginsRecord, EndsRecord, BeforeRegister, NoHour, OutsideHours}
}

// Length is how many minutes an indicator has for an incident. exact is false where a
// moment is approximate or known to the hour; why is "" where there is a length.
func (in Incident) Length(of Indicator) (minutes float64, exact bool, why Reason) {
	if slices.Contains(in.Undecided, of.From) || slices.Contains(in.Undecided, of.To) {
		return 0, false, IsUndecided
	}
	from, known := in.Moments[of.From]
	if !known || from.At == "" {
		return 0, false, NoStart
	}
	to, known := in.Moments[of.To]
	if !known || to.At == "" {
		return 0, false, NoEnd
	}
	if !hasClock(from) || !hasClock(to) {
		return 0, false, DateOnly
	}
	length, exact, ok := timeline.Duration(from, to)
	switch {
	case !ok:
		return 0, false, ZoneMissing
	case length < 0:
		return 0, false, Backwards
	}
	return length.Minutes(), exact, ""
}

func hasClock(s timeline.Statement) bool {
	_, has := timeline.ClockOf(s)
	return has
}

// Filter says which incidents are meant. The zero value means all.
type Filter struct {
	Severities []string // any of them
	Service    string
}

// Takes says whether an incident is meant. One whose severity or services are undecided
// is not taken by a filter on them: nobody knows which of the two it is.
func (f Filter) Takes(in Incident) bool {
	if len(f.Severities) > 0 && (!slices.Contains(f.Severities, in.Severity) || slices.Contains(in.Undecided, "severity")) {
		return false
	}
	return f.Service == "" || slices.Contains(in.Services, f.Service) && !slices.Contains(in.Undecided, "services")
}

// Services lists the services of incidents, in alphabetical order.
func Services(all []Incident) []string {
	var out []string
	for _, in := range all {
		out = append(out, in.Services...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
