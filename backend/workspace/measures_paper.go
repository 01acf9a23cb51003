package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// mostPaperCases is how many cases of one measure paper lists; files of the other
// formats have all.
const mostPaperCases = 60

// MeasuresPDF prints one measure with the reviews behind it, or with key "" all measures
// with their figures. The same incidents on the same day give the same bytes.
func MeasuresPDF(m measure.Measures, key, kind string, text *assets.Catalogue) (Paper, error) {
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	if key != "" && !slices.Contains(MeasureKeys(), key) {
		return Paper{}, errNoMeasure(key)
	}
	hash, err := measuredHash(m)
	if err != nil {
		return Paper{}, err
	}
	t := teller{text}
	told := TellMeasures(m, text)
	sheets := report.MeasureSheets{Title: t.say("area.measures"), Subject: t.say("area.measures"), Rules: t.say("measures.rules")}
	lead := text.Count("measures.reviews", told.Here) + ", " + told.Now.Text
	if told.Before != nil {
		lead += ", " + t.say("measures.comparedWith", "before", told.Before.Text)
	}
	sheets.Lead = append(sheets.Lead, lead+".")
	sheets.Lead = append(sheets.Lead, told.Apart...)
	if told.Register != "" {
		sheets.Lead = append(sheets.Lead, told.Register)
	}
	sheets.Lead = append(sheets.Lead, told.Suppose.Means)
	if narrowed := t.narrowed(m.Query); narrowed != "" {
		sheets.Lead = append(sheets.Lead, narrowed)
	}
	for _, r := range told.Rules {
		sheets.Versions = append(sheets.Versions, r.Text)
	}
	for _, k := range MeasureKeys() {
		if key != "" && key != k || key == "" && k == ChangesKey && told.Before == nil {
			continue
		}
		one, err := t.sheet(m, told, k, kind, key != "")
		if err != nil {
			return Paper{}, err
		}
		sheets.Sheets = append(sheets.Sheets, one)
	}
	day := time.Date(m.Today.Year, m.Today.Month, m.Today.Day, 0, 0, 0, 0, time.UTC)
	return printed(report.MeasurePage(sheets, report.Options{Measurer: ms, Text: text.Text, AsOf: day, DataHash: hash}), ms)
}

// narrowed says which incidents were asked for, "" for all.
func (t teller) narrowed(q measure.Query) string {
	said := ""
	if len(q.Severities) > 0 {
		said = t.say("measures.only", "what", fmt.Sprint(q.Severities[0]))
		for _, s := range q.Severities[1:] {
			said += ", " + s
		}
	}
	if q.Service != "" {
		if said != "" {
			said += "; "
		}
		said += t.say("measures.only", "what", q.Service)
	}
	return said
}

// sheet is one measure on paper; cases adds the reviews behind it.
func (t teller) sheet(m measure.Measures, told MeasuresTold, key, kind string, cases bool) (out report.Measured, err error) {
	out.Title, out.Alt = t.title(key), t.asText(m, key)
	if out.Scene, err = MeasurePicture(m, key, kind, report.PageWidth, true, t.text); err != nil {
		return out, err
	}
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	switch key {
	case CountsKey:
		c := told.Counts
		out.Moments, out.Verdict, out.Why = c.Chart, c.Verdict.Word, c.Verdict.Why
		out.Lines = append(out.Lines, t.say("measures.rateOf", "value", c.Now.Text, "unit", c.Unit, "n", n(c.Now.N)))
		if told.Before != nil && c.Before.Estimate != nil {
			out.Lines = append(out.Lines, t.say("measures.wasBefore", "value", t.say("measures.rateOf", "value", c.Before.Text, "unit", c.Unit, "n", n(c.Before.N))))
		}
		out.Notes = append([]string{c.Course}, c.Notes...)
		out.Columns = t.columns("first", "last", "incidents", "value", "lower", "upper", "state")
		for _, r := range c.Rows {
			out.Rows = append(out.Rows, []string{r.First, r.Last, strconv.Itoa(r.Count), short(r.Value), short(r.Lower), short(r.Upper), r.Text})
		}
	case ChangesKey:
		out.Columns = t.columns("measure", "ratio", "verdict")
		for _, in := range told.Indicators {
			out.Rows = append(out.Rows, []string{in.Title, in.Change.Text, in.Verdict.Word})
		}
		out.Rows = append(out.Rows, []string{t.title(CountsKey), told.Counts.Change.Text, told.Counts.Verdict.Word})
	case measure.Severities, measure.ServicesKey:
		out.Columns = t.columns("class", "incidents", "rate")
		for _, way := range told.Classes {
			if way.Key != key {
				continue
			}
			out.Moments, out.Notes = told.Counts.Unit, way.Notes
			for _, r := range way.Rows {
				out.Rows = append(out.Rows, []string{r.Name, n(r.Now.N), r.Now.Text})
			}
		}
	default:
		for _, in := range told.Indicators {
			if in.Key != key {
				continue
			}
			t.indicatorSheet(&out, in, told.Before != nil)
			if in.Now.N+in.Before.N == 0 {
				// An empty axis and a table of "not known" say no more than the words above them.
				out.Scene, out.Rows = draw.Scene{}, nil
				return out, nil
			}
		}
		if kind == CoursePicture {
			out.Notes = append([]string{t.courseOf(told, key)}, out.Notes...)
		}
		if cases {
			err = t.caseRows(&out, m, told, key)
		}
	}
	// Of all measures the first of several of a kind says it for them.
	if cases || key == CountsKey || key == ChangesKey || key == measure.Severities || key == measure.Keys()[0] {
		out.Notes = append(out.Notes, told.Suppose.of(key))
	}
	return out, err
}

func (t teller) courseOf(told MeasuresTold, key string) string {
	for _, in := range told.Indicators {
		if in.Key == key {
			return in.Course
		}
	}
	return ""
}

func (t teller) indicatorSheet(out *report.Measured, in IndicatorTold, compared bool) {
	out.Moments, out.Verdict, out.Why = in.Moments, in.Verdict.Word, in.Verdict.Why
	if !compared {
		out.Verdict = ""
	}
	out.Columns = []report.Column{{Title: t.say("measures.head.period"), Width: 74}, {Title: t.say("measures.col.typical")}, {Title: t.say("measures.col.median")},
		{Title: t.say("measures.col.seventyFifth")}, {Title: t.say("measures.col.ninetieth")}, {Title: t.say("measures.col.mean"), Width: 62}, {Title: t.say("measures.col.n"), Width: 34, Align: report.Right}}
	row := func(name string, s SideTold) {
		out.Rows = append(out.Rows, []string{t.say(name), s.Typical.Text, s.Median.Text, s.SeventyFifth.Text, s.Ninetieth.Text, s.Mean.Text, strconv.Itoa(s.N)})
	}
	row("measures.side.now", in.Now)
	if compared {
		row("measures.side.before", in.Before)
	}
	for _, l := range in.LeftOut {
		out.Notes = append(out.Notes, l.Text)
	}
	out.Notes = append(out.Notes, in.Notes...)
}

// caseRows puts the reviews behind an indicator in the place of its figures, which stand
// above as lines then.
func (t teller) caseRows(out *report.Measured, m measure.Measures, told MeasuresTold, key string) error {
	i := slices.IndexFunc(told.Indicators, func(in IndicatorTold) bool { return in.Key == key })
	for j, s := range []SideTold{told.Indicators[i].Now, told.Indicators[i].Before}[:len(out.Rows)] {
		out.Lines = append(out.Lines, out.Rows[j][0]+": "+t.say("measures.typical", "value", s.Typical.Text, "n", strconv.Itoa(s.N)))
		if s.Spread != "" {
			out.Lines = append(out.Lines, s.Spread)
		}
	}
	all, err := t.cases(m, key)
	if err != nil {
		return err
	}
	out.Rows = nil
	out.Columns = []report.Column{{Title: t.say("measures.head.review"), Width: 110}, {Title: t.say("measures.head.title")}, {Title: t.say("measures.head.date"), Width: 80},
		{Title: t.say("measures.head.severity"), Width: 60}, {Title: t.say("measures.head.length"), Width: 130}}
	for _, c := range all[:min(len(all), mostPaperCases)] {
		words := c.Text
		if c.LeftOut != "" {
			words = t.say("measures.leftOut", "why", c.Text)
		}
		out.Rows = append(out.Rows, []string{c.Ref, c.Title, c.Day, c.Severity, words})
	}
	if more := len(all) - mostPaperCases; more > 0 {
		out.Notes = append(out.Notes, t.text.Count("measures.in_csv", more))
	}
	return nil
}

func (t teller) columns(names ...string) []report.Column {
	out := make([]report.Column, len(names))
	for i, words := range t.heads(names...) {
		out[i].Title = words
	}
	return out
}

func short(v *float64) string {
	if v == nil {
		return ""
	}
	return plain(*v)
}

// measuredHash names the data behind measures: every incident asked about, the question
// and the versions of the rules.
func measuredHash(m measure.Measures) (string, error) {
	data := struct {
		Period, Interval, Cycle string
		Filter                  measure.Filter
		Now, Before             string
		Hours                   string
		Rules                   []measure.Rule
		Version                 int
		Incidents               []measure.Incident
		// What rates are told against, where it is less than the days there were: it comes from
		// what lies outside the two periods as well.
		Ends                          string `json:",omitempty"`
		UnwatchedNow, UnwatchedBefore int    `json:",omitempty"`
	}{Period: m.Period.Text, Interval: m.Query.Interval, Cycle: string(m.Query.Cycle), Filter: m.Query.Filter, Rules: m.Rules, Version: measure.Version,
		Now: m.Period.Now.First.String() + ".." + m.Period.Now.Last.String(), Before: m.Period.Before.First.String() + ".." + m.Period.Before.Last.String()}
	data.UnwatchedNow, data.UnwatchedBefore = unwatched(m.Period.Now, m.Counts.WatchedNow, m.Today), unwatched(m.Period.Before, m.Counts.WatchedBefore, m.Today)
	if !m.Counts.Ends.IsZero() {
		data.Ends = m.Counts.Ends.String()
	}
	if h := m.Query.Hours; h != nil {
		data.Hours = h.Ref + " " + h.Clock.Version()
	}
	if len(m.Readings) > 0 {
		for _, side := range []measure.Side{m.Readings[0].Before, m.Readings[0].Now} {
			for _, c := range side.Cases {
				data.Incidents = append(data.Incidents, unheld(c.Incident))
			}
			for _, l := range side.LeftOut {
				data.Incidents = append(data.Incidents, unheld(l.Incident))
			}
		}
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return "", fmt.Errorf("hash of measures: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// unheld is an incident without when it was reviewed, which no measure tells.
func unheld(in measure.Incident) measure.Incident {
	in.Held = nil
	return in
}

// unwatched is how many days of a span, until today, are not counted.
func unwatched(s measure.Span, watched int, today calendar.Date) int {
	if today.Before(s.Last) {
		s.Last = today
	}
	return max(0, s.Days()-watched)
}
