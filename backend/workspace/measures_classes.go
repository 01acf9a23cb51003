package workspace

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/measure"
	"secondstory/backend/draw"
)

// ClassTold is the incidents of one severity, or of one service.
type ClassTold struct {
	Key    string     `json:"key"` // in the picture
	Name   string     `json:"name"`
	Now    NumberTold `json:"now"`
	Before NumberTold `json:"before"`
	Refs   []string   `json:"refs"` // both periods
}

// ClassesTold are the incidents parted in one way.
type ClassesTold struct {
	Key   string      `json:"key"`
	Title string      `json:"title"`
	Rows  []ClassTold `json:"rows"`
	Notes []string    `json:"notes"`
}

// mostBars is how many classes a picture shows; the table has all.
const mostBars = 12

func (t teller) classes(m measure.Measures) []ClassesTold {
	out := []ClassesTold{}
	for _, way := range m.Classes {
		told := ClassesTold{Key: way.Key, Title: t.title(way.Key), Rows: []ClassTold{}, Notes: []string{}}
		for i, c := range way.List {
			row := ClassTold{Key: classKey(i), Name: t.class(way.Key, c), Now: valueTold(c.Now), Before: valueTold(c.Before), Refs: []string{}}
			row.Now.Text, row.Before.Text = t.ratio(c.Now), t.ratio(c.Before)
			for _, list := range [][]measure.Incident{c.NowCases, c.Earlier} {
				for _, in := range list {
					row.Refs = append(row.Refs, in.Ref)
				}
			}
			told.Rows = append(told.Rows, row)
		}
		if n := unsaid(way); n > 0 {
			told.Notes = append(told.Notes, t.text.Count("measures.no_severity", n))
		}
		if way.Several > 0 {
			told.Notes = append(told.Notes, t.text.Count("measures.several", way.Several))
		}
		if more := len(way.List) - mostBars; more > 0 {
			told.Notes = append(told.Notes, t.text.Count("measures.in_table", more))
		}
		out = append(out, told)
	}
	return out
}

// unsaid counts the incidents of the register of which nobody says how severe they were.
func unsaid(way measure.Classes) (n int) {
	for _, c := range way.List {
		if way.Key != measure.Severities || c.Name != "" {
			continue
		}
		for _, list := range [][]measure.Incident{c.NowCases, c.Earlier} {
			for _, in := range list {
				if in.Unreviewed {
					n++
				}
			}
		}
	}
	return n
}

// classKey names a class in the picture and in the table.
func classKey(i int) string { return "c" + strconv.Itoa(i) }

func (t teller) class(key string, c measure.Class) string {
	if c.Name == "" {
		return t.say("measures.class.none." + key)
	}
	return c.Name
}

// classesPicture are bars of this period; what was before stands in the table.
func (t teller) classesPicture(m measure.Measures, key string, width float64) draw.BarsInput {
	in := draw.BarsInput{Width: width}
	for _, way := range m.Classes {
		if way.Key != key {
			continue
		}
		for i, c := range way.List[:min(len(way.List), mostBars)] {
			in.Rows = append(in.Rows, draw.Bar{
				ID: classKey(i), Name: t.class(key, c), Note: t.say("measures.n", "n", strconv.FormatInt(c.Now.N, 10)),
				Value: c.Now.Estimate, Lower: c.Now.Interval.Lower, Upper: c.Now.Interval.Upper,
			})
		}
	}
	return in
}

// changesPicture is each measure as its ratio to the period before.
func (t teller) changesPicture(m measure.Measures, width float64) draw.ChangeInput {
	in := draw.ChangeInput{Width: width, NoChange: t.say("measures.no_change")}
	add := func(key, of string, row draw.ChangeRow, verdict, empty string) {
		row.ID, row.Name, row.Note, row.Empty = key, t.title(key), t.say("measures.verdict."+of+"."+verdict), t.say(empty)
		in.Rows = append(in.Rows, row)
	}
	for _, r := range m.Readings {
		v := r.Change
		add(r.Key, "length", draw.ChangeRow{Estimate: v.Estimate, Lower: v.Interval.Lower, Upper: v.Interval.Upper}, string(v.Verdict), whyNone(r))
	}
	v := m.Counts.Change
	empty := "measures.why.none"
	if !m.Counts.Compared {
		empty = "measures.why.not_watched"
	}
	if !m.Counts.NotValid.IsZero() {
		empty = "measures.why.calendar_short"
	}
	if !m.Counts.Compared && !m.Counts.Ends.IsZero() && m.Counts.WatchedNow == 0 {
		empty = "measures.why.not_told"
	}
	add(CountsKey, "count", draw.ChangeRow{Estimate: v.Estimate, Lower: v.Interval.Lower, Upper: v.Interval.Upper}, string(v.Verdict), empty)
	return in
}

// whyNone is the key of why a reading has no interval of its change, the same beside the
// picture and in it.
func whyNone(r measure.Reading) string {
	switch {
	case len(r.Now.Cases)+len(r.Before.Cases) == 0:
		return "measures.why.no_side"
	case len(r.Now.Cases) == 0 || len(r.Before.Cases) == 0:
		return "measures.why.one_side"
	case r.Now.Alike() || r.Before.Alike():
		return "measures.why.alike"
	}
	return "measures.why.few"
}

// changesTable is the same as rows.
func (t teller) changesTable(told MeasuresTold) [][]string {
	rows := [][]string{t.heads("measure", "ratio", "lower", "upper", "verdict", "why")}
	add := func(title string, c NumberTold, v VerdictTold) {
		rows = append(rows, []string{title, cell(c.Estimate), cell(c.Lower), cell(c.Upper), v.Word, v.Why})
	}
	for _, in := range told.Indicators {
		add(in.Title, in.Change, in.Verdict)
	}
	add(t.title(CountsKey), told.Counts.Change, told.Counts.Verdict)
	return rows
}

// classesTable is the same as the bars, as rows, and with what was before.
func (t teller) classesTable(told MeasuresTold, key string) [][]string {
	rows := [][]string{t.heads("class", "period", "incidents", "rate", "lower", "upper", "reviews")}
	for _, way := range told.Classes {
		if way.Key != key {
			continue
		}
		for _, r := range way.Rows {
			now := int(r.Now.N)
			rows = append(rows, []string{r.Name, t.say("measures.side.now"), strconv.Itoa(now), cell(r.Now.Estimate), cell(r.Now.Lower), cell(r.Now.Upper), strings.Join(r.Refs[:now], " ")})
			if told.Before != nil {
				rows = append(rows, []string{r.Name, t.say("measures.side.before"), strconv.FormatInt(r.Before.N, 10), cell(r.Before.Estimate), cell(r.Before.Lower), cell(r.Before.Upper), strings.Join(r.Refs[now:], " ")})
			}
		}
	}
	return rows
}

// period is the name of a whole year or quarter.
func (t teller) period(text string) string {
	year, quarter, of := strings.Cut(text, "-Q")
	if !of {
		return t.say("measures.bucket.year", "year", year)
	}
	return t.say("measures.bucket.quarter", "quarter", quarter, "year", year)
}
