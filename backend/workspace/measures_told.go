package workspace

import (
	"slices"
	"strconv"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
	"secondstory/backend/report"
)

// MeasuresTold is what measures say, in numbers and in words: the same for the window,
// the command line and files. Numbers are minutes, or incidents in 30 days.
type MeasuresTold struct {
	Period string    `json:"period"` // as asked for
	Now    SpanTold  `json:"now"`
	Before *SpanTold `json:"before"` // null where there is nothing to compare with
	Total  int       `json:"total"`  // reviews, whatever the filter
	Taken  int       `json:"taken"`
	Here   int       `json:"here"`  // of those, how many are of the period
	Apart  []string  `json:"apart"` // how many of them stand in neither period, and why
	// Unreviewed is how many of Taken are known from the register alone, and Register the
	// sentence about them; "" for none.
	Unreviewed int             `json:"unreviewed"`
	Register   string          `json:"register"`
	Services   []string        `json:"services"`
	Indicators []IndicatorTold `json:"indicators"`
	Counts     CountsTold      `json:"counts"`
	Classes    []ClassesTold   `json:"classes"`
	// Periods are whole quarters and years that can be asked for.
	Periods []PeriodTold `json:"periods"`
	// Suppose says what has to be so for the intervals and words to hold.
	Suppose SupposeTold `json:"suppose"`
	// Rules are the versions behind the numbers: of severities as people signed them, of the
	// calendar, and of the measures themselves.
	Rules []RuleTold `json:"rules"`
}

// SupposeTold is what has to be so for intervals and words to hold, one sentence for each
// kind of number, and why no mean stands first.
type SupposeTold struct {
	Means   string `json:"means"`
	Lengths string `json:"lengths"`
	Changes string `json:"changes"`
	Counts  string `json:"counts"`
	Classes string `json:"classes"`
}

// suppose is about what stands behind the numbers whatever they are.
func (t teller) suppose() SupposeTold {
	return SupposeTold{Means: t.say("measures.means"), Lengths: t.say("measures.suppose.lengths"), Changes: t.say("measures.suppose.changes"),
		Counts: t.say("measures.suppose.counts"), Classes: t.say("measures.suppose.classes")}
}

// of is the sentence for a measure by its key.
func (s SupposeTold) of(key string) string {
	switch key {
	case ChangesKey:
		return s.Changes
	case CountsKey:
		return s.Counts
	case measure.Severities, measure.ServicesKey:
		return s.Classes
	}
	return s.Lengths
}

// RuleTold is a version of a rule that stands behind a result.
type RuleTold struct {
	Ref     string `json:"ref"` // of its record; "" for the rules of the program
	Version string `json:"version"`
	Hash    string `json:"hash"`
	Text    string `json:"text"`
}

// PeriodTold is a period that can be asked for.
type PeriodTold struct {
	Period string `json:"period"`
	Title  string `json:"title"`
}

// SpanTold is a range of days.
type SpanTold struct {
	First string `json:"first"`
	Last  string `json:"last"`
	Text  string `json:"text"`
}

// NumberTold is a number with its interval. An end that is null is open; an estimate
// that is null is not known.
type NumberTold struct {
	Estimate *float64 `json:"estimate"`
	Lower    *float64 `json:"lower"`
	Upper    *float64 `json:"upper"`
	Level    float64  `json:"level"`
	N        int64    `json:"n"`
	Missing  int64    `json:"missing"`
	Method   string   `json:"method"`
	Text     string   `json:"text"`
}

// apart says which incidents stand in neither period, and which count nowhere.
func (t teller) apart(m measure.Measures) []string {
	out := []string{}
	for _, a := range []struct {
		key   string
		count int
	}{{"measures.apart.undated", m.Undated}, {"measures.apart.ahead", m.Ahead}, {"measures.apart.elsewhere", m.Elsewhere}, {"measures.apart.cancelled", m.Cancelled}, {"measures.apart.planned", m.Planned}} {
		if a.count > 0 {
			out = append(out, t.text.Count(a.key, a.count))
		}
	}
	return out
}

// rules tells which versions stand behind the numbers.
func (t teller) rules(m measure.Measures) []RuleTold {
	out := []RuleTold{}
	for _, r := range m.Rules {
		version := strconv.Itoa(r.Number)
		key := "measures.rule.severity"
		switch {
		case r.Ref == "":
			key = "measures.rule.meanings"
		case r.Alone:
			key = "measures.rule.severity_alone"
		}
		out = append(out, RuleTold{r.Ref, version, r.Hash, t.say(key, "title", r.Title, "version", version)})
	}
	if h := m.Query.Hours; h != nil {
		out = append(out, RuleTold{h.Ref, h.Clock.Version(), h.Clock.Version(), t.say("measures.rule.calendar", "title", h.Clock.Name(), "version", h.Clock.Version())})
	}
	version := strconv.Itoa(measure.Version)
	return append(out, RuleTold{"", version, "", t.say("measures.rule.own", "version", version)})
}

// VerdictTold is what may be said of a change, and why not more.
type VerdictTold struct {
	Code string `json:"code"` // a stat.Verdict
	Word string `json:"word"`
	Why  string `json:"why"`
}

// ReasonTold is how many were left out for a reason.
type ReasonTold struct {
	Why   string `json:"why"`
	Count int    `json:"count"`
	Text  string `json:"text"`
}

// SideTold is one of the two spans of an indicator.
type SideTold struct {
	N            int        `json:"n"`
	Typical      NumberTold `json:"typical"` // the geometric mean
	Median       NumberTold `json:"median"`
	SeventyFifth NumberTold `json:"seventy_fifth"`
	Ninetieth    NumberTold `json:"ninetieth"`
	Mean         NumberTold `json:"mean"` // without an interval
	// Spread is the median, the percentiles and the mean in one line; "" without a case.
	Spread  string       `json:"spread"`
	LeftOut []ReasonTold `json:"left_out"`
}

// IndicatorTold is an indicator over a period.
type IndicatorTold struct {
	Key     string      `json:"key"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	Title   string      `json:"title"`
	Moments string      `json:"moments"`
	Now     SideTold    `json:"now"`
	Before  SideTold    `json:"before"`
	Change  NumberTold  `json:"change"`
	Verdict VerdictTold `json:"verdict"`
	Needed  int64       `json:"needed"`
	// LeftOut counts both spans together.
	LeftOut []ReasonTold `json:"left_out"`
	Notes   []string     `json:"notes"`
	Course  string       `json:"course"` // what the chart in order says
}

// ChoiceTold is an interval that counts can be shown by.
type ChoiceTold struct {
	Interval string   `json:"interval"`
	Title    string   `json:"title"`
	Points   int      `json:"points"`
	Mean     *float64 `json:"mean"`
	Text     string   `json:"text"`
	InCycle  bool     `json:"in_cycle"`
}

// RowTold is one row of the table beside the chart of counts.
type RowTold struct {
	Key   string   `json:"key"`
	Label string   `json:"label"`
	First string   `json:"first"`
	Last  string   `json:"last"`
	Count int      `json:"count"`
	Value *float64 `json:"value"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
	State string   `json:"state"` // "", "beyond", "partial_period", "zero_exposure"
	Text  string   `json:"text"`  // the state in words
	Refs  []string `json:"refs"`
}

// CountsTold is how many incidents there were.
type CountsTold struct {
	Now         NumberTold   `json:"now"`
	Before      NumberTold   `json:"before"`
	Change      NumberTold   `json:"change"`
	Verdict     VerdictTold  `json:"verdict"`
	Unit        string       `json:"unit"`     // what rates are told against, in words
	Calendar    string       `json:"calendar"` // whose opening hours; "" for all the time
	Interval    string       `json:"interval"`
	Recommended string       `json:"recommended"`
	Choices     []ChoiceTold `json:"choices"`
	Chart       string       `json:"chart"` // its kind in words
	Course      string       `json:"course"`
	Rows        []RowTold    `json:"rows"`
	Notes       []string     `json:"notes"`
}

// teller puts measures into words.
type teller struct{ text *assets.Catalogue }

// TellMeasures puts measures into words.
func TellMeasures(m measure.Measures, text *assets.Catalogue) MeasuresTold {
	t := teller{text}
	out := MeasuresTold{Period: m.Period.Text, Now: t.span(m.Period.Now), Total: m.Total, Taken: m.Taken, Here: m.Here, Unreviewed: m.Unreviewed, Services: notNil(m.Services), Indicators: []IndicatorTold{}}
	out.Apart, out.Suppose = t.apart(m), t.suppose()
	if m.Unreviewed > 0 {
		out.Register = text.Count("measures.register", m.Unreviewed)
	}
	if m.Period.Before.Days() > 0 {
		before := t.span(m.Period.Before)
		out.Before = &before
	}
	for _, r := range m.Readings {
		out.Indicators = append(out.Indicators, t.indicator(r, out.Before != nil))
	}
	out.Counts = t.counts(m.Counts, out.Before != nil)
	if out.Before != nil && m.Today.Before(m.Period.Now.First) {
		out.Counts.Verdict.Why = t.say("measures.why.ahead")
	}
	out.Classes, out.Periods = t.classes(m), []PeriodTold{}
	for _, p := range measure.Periods(m.Today, m.First) {
		out.Periods = append(out.Periods, PeriodTold{p, t.period(p)})
	}
	out.Rules = t.rules(m)
	return out
}

func (t teller) say(key string, params ...string) string { return t.text.Text(key, params...) }

func (t teller) day(d calendar.Date) string {
	return t.say("measures.day", "day", strconv.Itoa(d.Day), "month", t.say("month."+strconv.Itoa(int(d.Month))), "year", strconv.Itoa(d.Year))
}

func (t teller) span(s measure.Span) SpanTold {
	return SpanTold{s.First.String(), s.Last.String(), t.say("measures.span", "from", t.day(s.First), "to", t.day(s.Last))}
}

func (t teller) length(minutes float64) string { return report.Length(t.text.Text, minutes) }

func (t teller) indicator(r measure.Reading, compared bool) IndicatorTold {
	out := IndicatorTold{
		Key: r.Key, From: r.From, To: r.To, Title: t.say("measures.indicator." + r.Key), Needed: r.Needed,
		Moments: t.moments(r.Indicator),
		Now:     t.side(r, r.Now), Before: t.side(r, r.Before), Change: valueTold(r.Change), Notes: []string{},
		LeftOut: t.leftOut(r, slices.Concat(r.Now.LeftOut, r.Before.LeftOut)),
	}
	out.Change.Text = t.ratio(r.Change)
	out.Verdict = t.verdict("length", r.Change, compared)
	switch {
	case !compared:
	case len(r.Now.Cases) == 0 || len(r.Before.Cases) == 0:
		out.Verdict.Why = t.say(whyNone(r))
	case min(len(r.Now.Cases), len(r.Before.Cases)) < measure.ForWord:
		out.Verdict.Why = t.say("measures.why.below", "count", strconv.Itoa(measure.ForWord))
	case r.Change.Verdict == stat.CannotTell:
		out.Verdict.Why = t.say(whyNone(r))
	case r.Change.Verdict == stat.NoChangeShown && excludesHalf(r.Change):
		out.Verdict.Why = t.say("measures.why.no_half", "interval", out.Change.Text)
	case r.Change.Verdict == stat.NoChangeShown && r.Needed > 0:
		out.Verdict.Why = t.say("measures.why.needed", "interval", out.Change.Text, "count", strconv.FormatInt(r.Needed, 10))
	default:
		out.Verdict.Why = t.say("measures.why.ratio", "interval", out.Change.Text)
	}
	if n := r.Now.Inexact + r.Before.Inexact; n > 0 {
		out.Notes = append(out.Notes, t.text.Count("measures.inexact", n))
	}
	if n := r.Now.Instant + r.Before.Instant; n > 0 {
		out.Notes = append(out.Notes, t.text.Count("measures.instant", n))
	}
	out.Course = t.course(r.Course)
	return out
}

// moments names the two moments of an indicator, and what others call the time between.
func (t teller) moments(of measure.Indicator) string {
	from, to := t.say("measures.moment."+of.From), t.say("measures.moment."+of.To)
	if key := "measures.elsewhere." + of.Key; t.text.Has(key) {
		return t.say("measures.moments_known", "from", from, "to", to, "name", t.say(key))
	}
	return t.say("measures.moments", "from", from, "to", to)
}

// excludesHalf says whether a length half as long, or twice as long, lies outside of the
// interval of a ratio.
func excludesHalf(v stat.Value) bool {
	lower, hasLower := v.Interval.Lower.Float()
	upper, hasUpper := v.Interval.Upper.Float()
	return hasLower && hasUpper && lower > 0.5 && upper < 2
}

func (t teller) side(r measure.Reading, s measure.Side) SideTold {
	told := func(v stat.Value) NumberTold {
		number := valueTold(v)
		number.Text = t.lengths(v)
		return number
	}
	out := SideTold{N: len(s.Cases), Typical: told(s.Typical), Median: told(s.Median), SeventyFifth: told(s.SeventyFifth), Ninetieth: told(s.Ninetieth),
		Mean: valueTold(s.Mean), LeftOut: t.leftOut(r, s.LeftOut)}
	// That a mean has no interval is said once, beside why it does not lead.
	out.Mean.Text = t.say("measures.unknown")
	if mean, known := s.Mean.Estimate.Float(); known {
		out.Mean.Text = t.length(mean)
		out.Spread = t.say("measures.tail", "median", out.Median.Text, "p75", out.SeventyFifth.Text, "p90", out.Ninetieth.Text, "mean", out.Mean.Text)
	}
	return out
}

// leftOut counts by reason, in the words of an indicator.
func (t teller) leftOut(r measure.Reading, list []measure.LeftOut) []ReasonTold {
	out := []ReasonTold{}
	count := map[measure.Reason]int{}
	for _, l := range list {
		count[l.Why]++
	}
	for _, why := range measure.Reasons() {
		if n := count[why]; n > 0 {
			out = append(out, ReasonTold{string(why), n, t.text.Count("measures.left", n, "why", t.reason(r.Indicator, why))})
		}
	}
	return out
}

// reason says why an incident has no length, with the moments it is about.
func (t teller) reason(of measure.Indicator, why measure.Reason) string {
	moment := func(name string) string {
		if name == "" {
			return ""
		}
		return t.say("measures.moment." + name)
	}
	return t.say("measures.reason."+string(why), "from", moment(of.From), "to", moment(of.To))
}

// told is a value without words.
func valueTold(v stat.Value) NumberTold {
	return NumberTold{
		Estimate: float(v.Estimate), Lower: float(v.Interval.Lower), Upper: float(v.Interval.Upper),
		Level: stat.Told(v.Interval.Level), N: v.N, Missing: v.Missing, Method: string(v.Method),
	}
}

func float(n stat.Number) *float64 {
	if v, ok := n.Told(); ok {
		return &v
	}
	return nil
}

// lengths is a length with its interval, in words; an end that is not bounded is said
// to be open.
func (t teller) lengths(v stat.Value) string { return t.number(v, t.length) }

func (t teller) ratio(v stat.Value) string { return t.number(v, plain) }

func (t teller) number(v stat.Value, form func(float64) string) string {
	estimate, known := v.Estimate.Float()
	words := ""
	switch {
	case known:
		words = form(estimate)
	case v.Estimate.Infinite() > 0:
		words = "∞"
	default:
		return t.say("measures.unknown")
	}
	lower, hasLower := v.Interval.Lower.Float()
	upper, hasUpper := v.Interval.Upper.Float()
	// Nothing is below none: such an end says nothing.
	hasLower = hasLower && (lower > 0 || hasUpper)
	switch {
	case hasLower && hasUpper:
		return t.say("measures.between", "value", words, "from", form(lower), "to", form(upper))
	case hasLower:
		return t.say("measures.at_least", "value", words, "from", form(lower))
	case hasUpper:
		return t.say("measures.at_most", "value", words, "to", form(upper))
	}
	return t.say("measures.no_interval", "value", words)
}

// plain writes a number with as many digits as mean something: two, or three above 1.
func plain(v float64) string {
	digits := 2
	if v >= 1 {
		digits = 3
	}
	s := strconv.FormatFloat(v, 'g', digits, 64)
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return s
}

// verdict is the word for a change of a kind of thing ("length", "count").
func (t teller) verdict(of string, v stat.Value, compared bool) VerdictTold {
	code := v.Verdict
	if !compared {
		code = stat.NotCompared
	}
	return VerdictTold{Code: string(code), Word: t.say("measures.verdict." + of + "." + string(code))}
}

// course is what a control chart says, in words.
func (t teller) course(c stat.Chart) string {
	beyond := 0
	for _, p := range c.Points {
		if p.Beyond || p.RangeBeyond {
			beyond++
		}
	}
	var said []string
	if beyond > 0 {
		said = append(said, t.text.Count("measures.course.beyond", beyond))
	}
	if c.Runs.Verdict == stat.Signal {
		said = append(said, t.say("measures.course.runs"))
	}
	switch {
	case len(said) > 0:
	case c.Verdict == stat.ChartCannotTell || len(c.Points) == 0:
		said = append(said, t.say(whyNoLimits(c)))
	default:
		said = append(said, t.say("measures.course.none"))
	}
	if c.Provisional && c.Verdict != stat.ChartCannotTell {
		said = append(said, t.say("measures.course.provisional"))
	}
	return strings.Join(said, " ")
}

// whyNoLimits is the key of why a chart has no limits: too few points, or none that
// differs from the others.
func whyNoLimits(c stat.Chart) string {
	if c.Baseline < 2 {
		return "measures.course.few"
	}
	return "measures.course.alike"
}

func notNil[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
