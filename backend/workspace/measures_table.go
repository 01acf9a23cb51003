package workspace

import (
	"strconv"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

// CaseTold is one incident behind a number, or left out of it.
type CaseTold struct {
	Ref      string  `json:"ref"`
	Title    string  `json:"title"`
	Day      string  `json:"day"`
	Severity string  `json:"severity"`
	Side     string  `json:"side"` // "now", "before"
	Minutes  float64 `json:"minutes"`
	Exact    bool    `json:"exact"`
	Text     string  `json:"text"` // the length in words, or why it was left out
	LeftOut  string  `json:"left_out"`
}

// CasesTold are the incidents behind an indicator or the counts, the latest first.
type CasesTold struct {
	Key   string     `json:"key"`
	Title string     `json:"title"`
	Cases []CaseTold `json:"cases"`
	Total int        `json:"total"` // of which Cases holds the first
}

// mostCases is how many a screen is given; files hold all.
const mostCases = 500

// TellCases lists what stands behind an indicator or the counts.
func TellCases(m measure.Measures, key string, text *assets.Catalogue) (CasesTold, error) {
	t := teller{text}
	all, err := t.cases(m, key)
	if err != nil {
		return CasesTold{}, err
	}
	return CasesTold{Key: key, Title: t.title(key), Cases: all[:min(len(all), mostCases)], Total: len(all)}, nil
}

func (t teller) cases(m measure.Measures, key string) ([]CaseTold, error) {
	out := []CaseTold{}
	one := func(in measure.Incident, side string) CaseTold {
		return CaseTold{Ref: in.Ref, Title: in.Title, Day: in.Day, Severity: in.Severity, Side: side}
	}
	left := func(of measure.Indicator, side string, list []measure.LeftOut) {
		for i := len(list) - 1; i >= 0; i-- {
			c := one(list[i].Incident, side)
			c.LeftOut, c.Text = string(list[i].Why), t.reason(of, list[i].Why)
			out = append(out, c)
		}
	}
	switch key {
	case CountsKey, measure.Severities, measure.ServicesKey:
		for _, side := range []struct {
			name string
			list []measure.Incident
		}{{"now", m.Counts.NowCases}, {"before", m.Counts.Earlier}} {
			for i := len(side.list) - 1; i >= 0; i-- {
				out = append(out, one(side.list[i], side.name))
			}
		}
		left(measure.Indicator{}, "", m.Counts.LeftOut)
		return out, nil
	}
	for _, r := range m.Readings {
		if r.Key != key {
			continue
		}
		for _, side := range []struct {
			name string
			measure.Side
		}{{"now", r.Now}, {"before", r.Before}} {
			for i := len(side.Cases) - 1; i >= 0; i-- {
				c := one(side.Cases[i].Incident, side.name)
				c.Minutes, c.Exact = stat.Told(side.Cases[i].Minutes), side.Cases[i].Exact
				if c.Text = t.length(c.Minutes); !c.Exact {
					c.Text = t.say("report.about", "length", c.Text)
				}
				out = append(out, c)
			}
		}
		left(r.Indicator, "now", r.Now.LeftOut)
		left(r.Indicator, "before", r.Before.LeftOut)
		return out, nil
	}
	return nil, errNoMeasure(key)
}

// table is what stands behind a measure as rows: the cases of an indicator, the
// buckets of the counts.
func (t teller) table(m measure.Measures, key string) ([][]string, error) {
	switch key {
	case ChangesKey:
		return t.changesTable(TellMeasures(m, t.text)), nil
	case measure.Severities, measure.ServicesKey:
		return t.classesTable(TellMeasures(m, t.text), key), nil
	case CountsKey:
		rows := [][]string{t.heads("first", "last", "incidents", "value", "lower", "upper", "state", "reviews")}
		rows[0][3] = t.say("measures.head.value_of", "unit", t.per(m.Counts))
		for _, r := range t.counts(m.Counts, true).Rows {
			rows = append(rows, []string{r.First, r.Last, strconv.Itoa(r.Count), cell(r.Value), cell(r.Lower), cell(r.Upper), r.Text, strings.Join(r.Refs, " ")})
		}
		return rows, nil
	}
	all, err := t.cases(m, key)
	if err != nil {
		return nil, err
	}
	rows := [][]string{t.heads("period", "review", "title", "date", "severity", "minutes", "exact", "left_out")}
	for _, c := range all {
		minutes, exact, why := "", "", ""
		if c.LeftOut == "" {
			minutes, exact = strconv.FormatFloat(c.Minutes, 'f', -1, 64), t.say("measures.yes")
			if !c.Exact {
				exact = t.say("measures.about")
			}
		} else {
			why = c.Text
		}
		rows = append(rows, []string{t.say("measures.side." + c.Side), c.Ref, c.Title, c.Day, c.Severity, minutes, exact, why})
	}
	return rows, nil
}

func (t teller) heads(names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = t.say("measures.head." + n)
	}
	return out
}

func cell(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', 6, 64)
}

// asText is the same facts as a picture shows, for who does not see it.
func (t teller) asText(m measure.Measures, key string) string {
	told := TellMeasures(m, t.text)
	switch key {
	case ChangesKey, measure.Severities, measure.ServicesKey:
		rows, err := t.table(m, key)
		if err != nil {
			return told.Now.Text
		}
		lines := []string{told.Now.Text}
		for _, row := range rows {
			lines = append(lines, strings.Join(row, "; "))
		}
		return strings.Join(lines, "\n")
	case CountsKey:
		c := told.Counts
		return strings.Join([]string{told.Now.Text, t.say("measures.rate", "value", c.Now.Text, "unit", c.Unit), c.Verdict.Word + ". " + c.Verdict.Why, c.Course}, "\n")
	}
	for _, in := range told.Indicators {
		if in.Key == key {
			return strings.Join([]string{in.Moments, told.Now.Text, t.say("measures.typical", "value", in.Now.Typical.Text, "n", strconv.Itoa(in.Now.N)), in.Now.Spread, in.Verdict.Word + ". " + in.Verdict.Why}, "\n")
		}
	}
	return ""
}
