package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// TrendKind is the report of a period, across records.
const TrendKind = "trend"

// TrendQuery says of which incidents and which time a trend report is. Period is one of
// measure.ParsePeriod.
type TrendQuery struct {
	Period   string `json:"period"`
	Interval string `json:"interval,omitempty"`
	// Cycle is how often somebody looks, as of measure.Query; "" is each quarter.
	Cycle      string   `json:"cycle,omitempty"`
	Severities []string `json:"severities,omitempty"`
	Service    string   `json:"service,omitempty"`
	Calendar   string   `json:"calendar,omitempty"` // reference
	// Day is the one on which it was asked, as YYYY-MM-DD; "" is today. Asked on the same
	// day, the same question has the same answer for as long as the records say the same.
	Day string `json:"day,omitempty"`
}

// mostTop is how many services a trend report names.
const mostTop = 10

// trend is what a trend report is made of, before it is painted.
type trend struct {
	model report.Model
	hash  string
	query TrendQuery // with its day
	ref   string     // how the register names it
}

// TrendAs writes the report of a period in one of ReportFormats. What is overdue is so
// as of asOf; zero is today.
func (w *Workspace) TrendAs(ctx context.Context, q TrendQuery, asOf time.Time, format string, text *assets.Catalogue) ([]byte, Paper, error) {
	ms, err := paperMeasurer()
	if err != nil {
		return nil, Paper{}, fmt.Errorf("fonts: %w", err)
	}
	t, err := w.trend(ctx, q, asOf, text, ms)
	if err != nil {
		return nil, Paper{}, err
	}
	return t.written(format, ms)
}

func (t trend) written(format string, ms *draw.Measurer) (raw []byte, paper Paper, err error) {
	if format == "pdf" {
		paper, err = printed(t.model, ms)
		raw = paper.PDF
	} else {
		raw, err = writtenAs(t.model, format)
	}
	paper.DataHash = t.hash
	return raw, paper, err
}

// PrepareTrend makes the report of a period that is to go out, and what the register will
// say of it once its file is written (EnterIssue).
func (w *Workspace) PrepareTrend(ctx context.Context, q TrendQuery, asOf time.Time, format, to string, text *assets.Catalogue) ([]byte, Issued, error) {
	to, err := issuedTo(to)
	if err != nil {
		return nil, Issued{}, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return nil, Issued{}, fmt.Errorf("fonts: %w", err)
	}
	t, err := w.trend(ctx, q, asOf, text, ms)
	if err != nil {
		return nil, Issued{}, err
	}
	raw, paper, err := t.written(format, ms)
	if err != nil {
		return nil, Issued{}, err
	}
	out := Issued{Ref: t.ref, Title: t.model.Title, Kind: TrendKind, Format: format, To: to, DataHash: paper.DataHash, Trend: &t.query}
	return out.marked(raw), out, nil
}

// trendData is what there is of a period, before anybody puts it into words.
type trendData struct {
	query   TrendQuery // with its day
	m       measure.Measures
	actions ownedActions
	studies []report.StudyLine
	hash    string
}

// trendHash is the hash of what a trend report says, without making it.
func (w *Workspace) trendHash(ctx context.Context, q TrendQuery, text *assets.Catalogue) (string, error) {
	d, err := w.trendData(ctx, q, text)
	return d.hash, err
}

func (w *Workspace) trendData(ctx context.Context, q TrendQuery, text *assets.Catalogue) (d trendData, err error) {
	asked := measure.Query{Period: q.Period, Interval: q.Interval, Cycle: measure.Interval(q.Cycle), Filter: measure.Filter{Severities: q.Severities, Service: q.Service}}
	if asked.Hours, err = w.MeasureHours(ctx, q.Calendar); err != nil {
		return d, err
	}
	measures := w.Measures()
	if q.Day != "" {
		day, err := calendar.ParseDate(q.Day)
		if err != nil {
			return d, err
		}
		noon := time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, w.Reviews.Zone())
		measures.Now = func() time.Time { return noon }
	}
	if d.m, err = measures.Measure(ctx, asked); err != nil {
		return d, err
	}
	if q.Service != "" && !slices.Contains(d.m.Services, q.Service) {
		return d, fault.New(fault.Invalid, "cli.measures_service", "given", q.Service)
	}
	behind := map[string]bool{}
	for _, in := range takenNow(d.m) {
		if !in.Unreviewed {
			behind[in.ID] = true
		}
	}
	if d.actions, err = w.ownedActions(ctx, func(id string) bool { return behind[id] }); err != nil {
		return d, err
	}
	studies, err := w.Studies.List(ctx)
	if err != nil {
		return d, err
	}
	var checks []StudyTold
	for _, v := range studies {
		checks = append(checks, TellStudy(v, text))
	}
	d.studies = studyLines(checks, d.m.Period.Now)
	measured, err := measuredHash(d.m)
	if err != nil {
		return d, err
	}
	actions, err := d.actions.hash()
	if err != nil {
		return d, err
	}
	raw, err := json.Marshal([]any{measured, actions, d.studies})
	if err != nil {
		return d, fmt.Errorf("hash of a trend: %w", err)
	}
	sum := sha256.Sum256(raw)
	d.hash, d.query = hex.EncodeToString(sum[:]), q
	d.query.Day = d.m.Today.String()
	return d, nil
}

func (w *Workspace) trend(ctx context.Context, q TrendQuery, asOf time.Time, text *assets.Catalogue, ms *draw.Measurer) (out trend, err error) {
	d, err := w.trendData(ctx, q, text)
	if err != nil {
		return out, err
	}
	if asOf.IsZero() {
		asOf = w.today()
	}
	t := teller{text}
	told := TellMeasures(d.m, text)
	s := report.Trend{Period: told.Now.Text, Now: len(takenNow(d.m)), Before: -1, Suppose: told.Suppose.Changes, Actions: d.actions.list, Reviews: d.actions.reviews, Studies: d.studies, Rules: t.say("measures.rules")}
	if told.Before != nil {
		s.Before = len(takenBefore(d.m))
	}
	s.None = s.Now == 0 && s.Before <= 0
	s.Lead = t.trendLead(d.m, told)
	t.trendShort(&s, told)
	if err := t.trendSheets(&s, d.m, told); err != nil {
		return out, err
	}
	for _, r := range told.Rules {
		s.Versions = append(s.Versions, r.Text)
	}
	if s.Data, err = json.Marshal(map[string]any{"measures": told, "actions": actionLines(d.actions.list, text), "studies": s.Studies}); err != nil {
		return out, fmt.Errorf("numbers of a trend: %w", err)
	}
	out.hash, out.query = d.hash, d.query
	out.ref = d.m.Period.Now.First.String() + ".." + d.m.Period.Now.Last.String()
	out.model = report.TrendPack(s, report.Options{Measurer: ms, Text: text.Text, AsOf: asOf, DataHash: out.hash})
	return out, nil
}

// actionLine is an action as a report shows it: by the role that answers for it, and nothing
// by which anybody could count it to a person.
type actionLine struct {
	Ref    string `json:"ref"`
	Title  string `json:"title"`
	Owner  string `json:"owner"` // a role
	Due    string `json:"due,omitempty"`
	State  string `json:"state"`
	Review string `json:"review"`
}

func actionLines(list []report.OwnedAction, text *assets.Catalogue) []actionLine {
	out := make([]actionLine, len(list))
	for i, a := range list {
		out[i] = actionLine{a.Ref, a.Title, roleOf(a.Action, text), a.Due, a.Status, a.RecordRef}
	}
	return out
}

// takenNow are the incidents of the period, each once; takenBefore those of the one
// before it.
func takenNow(m measure.Measures) []measure.Incident {
	return taken(m, func(r measure.Reading) measure.Side { return r.Now })
}

func takenBefore(m measure.Measures) []measure.Incident {
	return taken(m, func(r measure.Reading) measure.Side { return r.Before })
}

// taken reads them off the first indicator: each incident of a period is a case of it or
// left out of it.
func taken(m measure.Measures, of func(measure.Reading) measure.Side) (out []measure.Incident) {
	if len(m.Readings) == 0 {
		return nil
	}
	side := of(m.Readings[0])
	for _, c := range side.Cases {
		out = append(out, c.Incident)
	}
	for _, l := range side.LeftOut {
		out = append(out, l.Incident)
	}
	return out
}

func (t teller) trendLead(m measure.Measures, told MeasuresTold) []string {
	lead := told.Now.Text
	if told.Before != nil {
		lead += ", " + t.say("measures.comparedWith", "before", told.Before.Text)
	}
	out := append([]string{lead + "."}, told.Apart...)
	if told.Register != "" {
		out = append(out, told.Register)
	}
	if narrowed := t.narrowed(m.Query); narrowed != "" {
		out = append(out, narrowed)
	}
	return out
}

func (t teller) trendShort(s *report.Trend, told MeasuresTold) {
	side := func(x SideTold) string {
		if x.N == 0 {
			return t.say("measures.no_cases")
		}
		return x.Typical.Text + ", " + t.say("measures.n", "n", strconv.Itoa(x.N))
	}
	rate := func(n NumberTold) string {
		return t.say("measures.rateOf", "value", n.Text, "unit", told.Counts.Unit, "n", strconv.FormatInt(n.N, 10))
	}
	c := told.Counts
	s.Short = append(s.Short, report.TrendLine{Title: t.title(CountsKey), Now: rate(c.Now), Before: rate(c.Before), Verdict: c.Verdict.Word, Why: c.Verdict.Why})
	for _, in := range told.Indicators {
		s.Short = append(s.Short, report.TrendLine{Title: in.Title, Moments: in.Moments, Now: side(in.Now), Before: side(in.Before), Verdict: in.Verdict.Word, Why: in.Verdict.Why})
	}
}

// trendSheets are the measures with their figures: the counts as a control chart, each
// length as dots and as a control chart, and where incidents were.
func (t teller) trendSheets(s *report.Trend, m measure.Measures, told MeasuresTold) (err error) {
	if s.Counts, err = t.sheet(m, told, CountsKey, CoursePicture, false); err != nil {
		return err
	}
	s.Counts.How, s.Counts.Notes = told.Suppose.Counts, without(s.Counts.Notes, told.Suppose.Counts)
	// The latest, which the chart ends with.
	if more := len(s.Counts.Rows) - mostPaperCases; more > 0 {
		s.Counts.Rows = s.Counts.Rows[more:]
		s.Counts.Notes = append(s.Counts.Notes, t.text.Count("measures.in_csv", more))
	}
	for _, in := range told.Indicators {
		one, err := t.sheet(m, told, in.Key, SpreadPicture, false)
		if err != nil {
			return err
		}
		one.How, one.Notes = told.Suppose.Lengths+" "+told.Suppose.Means, without(one.Notes, told.Suppose.Lengths)
		if in.Now.N+in.Before.N > 0 {
			if one.Course, err = MeasurePicture(m, in.Key, CoursePicture, report.PageWidth, true, t.text); err != nil {
				return err
			}
			one.CourseAlt = in.Course
		}
		s.Lengths = append(s.Lengths, one)
	}
	for _, key := range []string{measure.Severities, measure.ServicesKey} {
		one, err := t.sheet(m, told, key, SpreadPicture, false)
		if err != nil {
			return err
		}
		one.How, one.Notes = told.Suppose.Classes, without(one.Notes, told.Suppose.Classes)
		if more := len(one.Rows) - mostTop; more > 0 && key == measure.ServicesKey {
			one.Rows = one.Rows[:mostTop]
			one.Notes = append(one.Notes, t.text.Count("report.trend.more", more))
		}
		if len(one.Rows) > 0 {
			s.Where = append(s.Where, one)
		}
	}
	return nil
}

func without(list []string, s string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == s })
}

// studyLines are the checks whose day lies in a span, with what they said.
func studyLines(all []StudyTold, now measure.Span) []report.StudyLine {
	out := []report.StudyLine{}
	for _, s := range all {
		for _, c := range s.Checks {
			day, err := calendar.ParseDate(c.Day)
			if c.Result == nil || err != nil || !now.Holds(day) {
				continue
			}
			out = append(out, report.StudyLine{Ref: s.Ref, Title: s.Title, Day: c.Day, Verdict: c.Result.Word, Ratio: c.Result.Ratio, Why: c.Result.Why})
		}
	}
	return out
}
