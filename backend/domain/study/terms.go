package study

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/record"
)

// What incidents are counted over.
const (
	OverDays     = "days"     // days of the calendar
	OverBusiness = "business" // hours in which a calendar is open
	OverAmounts  = "amounts"  // what people typed: requests, deployments, journeys
)

var exposures = []string{OverDays, OverBusiness, OverAmounts}

// Terms are what is decided when a study is planned, as people write it: days as
// YYYY-MM-DD, an excluded stretch as "2026-02-01..2026-02-03 the plant stood still".
type Terms struct {
	Subject    string   `json:"subject"` // id of the review of the action, "" for none
	Part       string   `json:"part"`    // id of the action
	Problem    string   `json:"problem"` // in words, where no action stands for it
	Severities []string `json:"severities"`
	Service    string   `json:"service"`
	Change     string   `json:"change"`
	BeforeFrom string   `json:"before_from"`
	BeforeTo   string   `json:"before_to"` // "" is the day before the change
	BurnIn     int      `json:"burn_in"`
	Excluded   []string `json:"excluded"`
	Checks     []string `json:"checks"`
	Exposure   string   `json:"exposure"`
	Calendar   string   `json:"calendar"` // id, where business time is counted
	Unit       string   `json:"unit"`     // of amounts, in words
	Trigger    []string `json:"trigger"`  // references of the incidents the change was made because of
	Replaces   string   `json:"replaces"` // id of the study whose plan this one changes
}

// Bounds of a plan.
const (
	MostChecks   = 12
	mostWindow   = 30 * 366
	mostExcluded = 100
)

// Hash names the terms: two plans that differ in anything have another.
func (t Terms) Hash() (string, error) {
	t.Severities, t.Checks, t.Excluded, t.Trigger = inOrder(t.Severities), inOrder(t.Checks), inOrder(t.Excluded), inOrder(t.Trigger)
	plain, err := record.Plain(t)
	if err != nil {
		return "", err
	}
	raw, err := record.Canonical(plain)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Spelled writes each text of the terms in another way, such as the one in which spaces
// keep texts.
func (t Terms) Spelled(as func(string) string) Terms {
	for _, text := range []*string{&t.Subject, &t.Part, &t.Problem, &t.Service, &t.Change, &t.BeforeFrom, &t.BeforeTo, &t.Exposure, &t.Calendar, &t.Unit, &t.Replaces} {
		*text = as(*text)
	}
	for _, list := range []*[]string{&t.Severities, &t.Excluded, &t.Checks, &t.Trigger} {
		texts := slices.Clone(*list) // a list nobody said stays none
		for i := range texts {
			texts[i] = as(texts[i])
		}
		*list = texts
	}
	return t
}

func inOrder(list []string) []string {
	out := append([]string{}, list...)
	slices.Sort(out)
	return out
}

// Plan reads terms. What cannot be read or compared is a fault at its field.
func (t Terms) Plan() (Plan, error) {
	p := Plan{Filter: measure.Filter{Severities: slices.Clone(t.Severities), Service: strings.TrimSpace(t.Service)}, BurnIn: t.BurnIn, Trigger: slices.Clone(t.Trigger)}
	var err error
	if p.Change, err = dayIn("change", t.Change); err != nil {
		return p, err
	}
	if p.Before.First, err = dayIn("before_from", t.BeforeFrom); err != nil {
		return p, err
	}
	p.Before.Last = p.Change.AddDays(-1)
	if t.BeforeTo != "" {
		if p.Before.Last, err = dayIn("before_to", t.BeforeTo); err != nil {
			return p, err
		}
	}
	for _, text := range inOrder(t.Checks) {
		d, err := dayIn("checks", text)
		if err != nil {
			return p, err
		}
		p.Checks = append(p.Checks, d)
	}
	if len(p.Checks) == 0 {
		return p, at("checks", fault.New(fault.Invalid, "study.no_check"))
	}
	if len(p.Checks) > MostChecks {
		return p, at("checks", fault.New(fault.Invalid, "study.many_checks", "most", strconv.Itoa(MostChecks)))
	}
	p.After = measure.Span{First: p.Change, Last: p.Checks[len(p.Checks)-1]}
	if len(t.Excluded) > mostExcluded {
		return p, at("excluded", fault.New(fault.Invalid, "study.exclusion_empty"))
	}
	for _, line := range t.Excluded {
		span, why, err := stretchIn("excluded", line)
		if err != nil {
			return p, err
		}
		if why == "" {
			return p, at("excluded", fault.New(fault.Invalid, "study.exclusion_why", "line", line))
		}
		p.Excluded = append(p.Excluded, Exclusion{span, why})
	}
	switch {
	case !slices.Contains(exposures, t.over()):
		return p, at("exposure", fault.New(fault.Invalid, "study.exposure_unknown", "given", t.Exposure, "choices", strings.Join(exposures, ", ")))
	case t.over() == OverBusiness && t.Calendar == "":
		return p, at("calendar", fault.New(fault.Invalid, "study.calendar_missing"))
	case p.Before.Days() > mostWindow || p.After.Days() > mostWindow:
		return p, at("before_from", fault.New(fault.Invalid, "study.window_long"))
	}
	return p, p.Validate()
}

func (t Terms) over() string {
	if t.Exposure == "" {
		return OverDays
	}
	return t.Exposure
}

// Counts says whether two plans would count the same incidents over the same: another
// name for the calendar or the unit makes no other outcome.
func (t Terms) Counts(u Terms) bool {
	p, err := t.Plan()
	q, fails := u.Plan()
	return err == nil && fails == nil && p.Same(q) && slices.Equal(p.Checks, q.Checks) && t.over() == u.over() && t.Calendar == u.Calendar
}

func dayIn(field, text string) (calendar.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return calendar.Date{}, at(field, fault.New(fault.Invalid, "study.day_missing"))
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return d, at(field, fault.New(fault.Invalid, "record.field_not_date", "field", field, "value", text))
	}
	return d, nil
}

// stretchIn reads "2026-02-01..2026-02-03 words", or one day with words.
func stretchIn(field, line string) (measure.Span, string, error) {
	days, words, _ := strings.Cut(strings.TrimSpace(line), " ")
	first, last, isRange := strings.Cut(days, "..")
	if !isRange {
		last = first
	}
	a, errA := calendar.ParseDate(first)
	b, errB := calendar.ParseDate(last)
	if errA != nil || errB != nil || b.Before(a) {
		return measure.Span{}, "", at(field, fault.New(fault.Invalid, "study.stretch", "line", line))
	}
	return measure.Span{First: a, Last: b}, strings.TrimSpace(words), nil
}

// Amount is how much could go wrong in a stretch, spread evenly over its days.
type Amount struct {
	measure.Span
	Count float64
}

// Amounts reads lines such as "2026-01-01..2026-01-31 120000". Stretches may not overlap.
func Amounts(lines []string) ([]Amount, error) {
	var out []Amount
	for _, line := range lines {
		span, words, err := stretchIn("amounts", line)
		if err != nil {
			return nil, err
		}
		v, fails := strconv.ParseFloat(words, 64)
		if fails != nil || !(v >= 0 && v <= 1e15) {
			return nil, at("amounts", fault.New(fault.Invalid, "study.amount", "line", line))
		}
		out = append(out, Amount{span, v})
	}
	slices.SortFunc(out, func(a, b Amount) int { return compareDates(a.First, b.First) })
	for i := 1; i < len(out); i++ {
		if !out[i-1].Last.Before(out[i].First) {
			return nil, at("amounts", fault.New(fault.Invalid, "study.amounts_overlap", "day", out[i].First.String()))
		}
	}
	return out, nil
}

// PerDay gives the amount of a day; false where nobody typed one.
func PerDay(list []Amount, d calendar.Date) (float64, bool) {
	i, found := slices.BinarySearchFunc(list, d, func(a Amount, d calendar.Date) int {
		switch {
		case a.Last.Before(d):
			return -1
		case d.Before(a.First):
			return 1
		}
		return 0
	})
	if !found {
		return 0, false
	}
	return list[i].Count / float64(list[i].Days()), true
}

// Kinds of marks.
const (
	MarkChange   = "change"   // something else was changed
	MarkTaxonomy = "taxonomy" // what an incident is called was changed
)

// Mark is a day on which something happened that an outcome could be due to.
type Mark struct {
	Day   calendar.Date
	Kind  string
	Words string
}

// Marks reads lines such as "2026-03-04 change new cache".
func Marks(lines []string) ([]Mark, error) {
	var out []Mark
	for _, line := range lines {
		span, rest, err := stretchIn("marks", line)
		if err != nil {
			return nil, err
		}
		kind, words, _ := strings.Cut(rest, " ")
		if kind != MarkChange && kind != MarkTaxonomy || span.Days() != 1 {
			return nil, at("marks", fault.New(fault.Invalid, "study.mark", "line", line))
		}
		out = append(out, Mark{span.First, kind, strings.TrimSpace(words)})
	}
	return out, nil
}

func at(field string, f *fault.Error) error { return f.WithField(field, f.Key, pairs(f.Params)...) }

func pairs(params map[string]string) []string {
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	out := make([]string, 0, 2*len(names))
	for _, name := range names {
		out = append(out, name, params[name])
	}
	return out
}

// Missing is the first day without an amount that a comparison until a day would need.
func (p Plan) Missing(amounts []Amount, until calendar.Date) (calendar.Date, bool) {
	for d := range p.Needed(until) {
		if _, known := PerDay(amounts, d); !known {
			return d, true
		}
	}
	return calendar.Date{}, false
}

// Needed are the days over which a comparison until a day would count, in order.
func (p Plan) Needed(until calendar.Date) iter.Seq[calendar.Date] {
	return func(yield func(calendar.Date) bool) {
		for _, s := range []measure.Span{p.Before, {First: p.settled(), Last: until}} {
			for d := s.First; !s.Last.Before(d); d = d.AddDays(1) {
				if _, out := p.excluded(d); !out && !yield(d) {
					return
				}
			}
		}
	}
}
