package report

import (
	"slices"
	"strings"

	"secondstory/backend/domain/review"
)

// Trend is a period in numbers, already in words, as managers read it: what may be said
// of it first, then how it was counted, and at its end what the numbers cannot say.
type Trend struct {
	Period string   // in words
	Lead   []string // which incidents, against which others
	None   bool     // the period has no incident, and nothing stands before it
	Now    int      // incidents in the period
	Before int      // in the one before it; -1 without one
	Short  []TrendLine
	// Suppose is what the words of Short hold under.
	Suppose string
	Counts  Measured
	Lengths []Measured
	Where   []Measured
	Actions []OwnedAction // of the reviews behind the period
	Reviews int           // how many those are
	Studies []StudyLine
	Rules   string // heading of the versions
	// Versions are those of the rules behind the numbers.
	Versions []string
	Data     []byte
}

// TrendLine is one measure against the period before.
type TrendLine struct{ Title, Moments, Now, Before, Verdict, Why string }

// StudyLine is a check of a study that fell into the period.
type StudyLine struct{ Ref, Title, Day, Verdict, Ratio, Why string }

// TrendPack is the report of a period. It counts incidents and actions, and nobody.
func TrendPack(s Trend, o Options) Model {
	b := newBuilder(review.Review{}, o)
	m := b.filed("report.trend")
	title := b.t("report.trend.title", "period", s.Period)
	m.Title, m.Subject, m.Data = title, title, s.Data
	m.Blocks = []Block{Heading{Level: 0, Text: title}}
	for _, line := range s.Lead {
		m.Blocks = append(m.Blocks, Paragraph{Style: Caption, Spans: []Span{{Text: line}}})
	}
	m.Blocks = append(m.Blocks, b.trendNumbers(s))
	if s.None {
		m.Blocks = append(m.Blocks, text(b.t("report.trend.none"), 0))
	} else {
		m.Blocks = append(m.Blocks, b.trendShort(s)...)
		m.Blocks = append(m.Blocks, Break{})
		m.Blocks = append(m.Blocks, s.Counts.under(1)...)
		for _, part := range []struct {
			key  string
			list []Measured
		}{{"report.trend.lengths", s.Lengths}, {"report.trend.where", s.Where}} {
			if len(part.list) > 0 {
				m.Blocks = append(m.Blocks, Heading{Level: 1, Text: b.t(part.key)})
			}
			for _, one := range part.list {
				m.Blocks = append(m.Blocks, one.under(2)...)
			}
		}
	}
	m.Blocks = append(m.Blocks, b.trendActions(s)...)
	m.Blocks = append(m.Blocks, b.trendStudies(s)...)
	m.Blocks = append(m.Blocks, Heading{Level: 1, Text: b.t("report.trend.cannot")})
	cannot := List{}
	for _, key := range []string{"report.trend.cannot.people", "report.trend.cannot.cause", "report.trend.cannot.written", "report.trend.cannot.few"} {
		cannot.Items = append(cannot.Items, []Block{text(b.t(key), 0)})
	}
	m.Blocks = append(m.Blocks, cannot)
	if len(s.Versions) > 0 {
		m.Blocks = append(m.Blocks, Heading{Level: 1, Text: s.Rules})
		for _, line := range s.Versions {
			m.Blocks = append(m.Blocks, text(line, 0))
		}
	}
	m.Blocks = b.refer(m.Blocks)
	return m
}

// stages of an agreed action, as far as it went.
const (
	stageOpen = iota
	stageLate
	stageDone
	stageVerified
	stageOther // proposed or declined: nobody agreed to it
)

func (b *builder) stage(a review.Action) int {
	switch {
	case a.Status == "verified":
		return stageVerified
	case a.Status == "done":
		return stageDone
	case urgency(a.Status) == 0 && b.late(a):
		return stageLate
	case urgency(a.Status) == 0:
		return stageOpen
	}
	return stageOther
}

func (b *builder) trendNumbers(s Trend) Numbers {
	var n [stageOther + 1]int
	for _, a := range s.Actions {
		n[b.stage(a.Action)]++
	}
	out := Numbers{Items: []Number{{grouped(s.Now), b.t("report.trend.number.now")}}}
	if s.Before >= 0 {
		out.Items = append(out.Items, Number{grouped(s.Before), b.t("report.trend.number.before")})
	}
	return Numbers{append(out.Items, Number{grouped(n[stageLate]), b.t("report.trend.number.late")}, Number{grouped(n[stageVerified]), b.t("report.trend.number.verified")})}
}

// trendShort is each measure with what may be said of it; why not more stands below the
// page.
func (b *builder) trendShort(s Trend) []Block {
	t := Table{Columns: []Column{{Title: b.t("measures.head.measure")}, {Title: b.t("measures.side.now"), Width: 160}, {Title: b.t("measures.side.before"), Width: 160}, {Title: b.t("measures.head.verdict"), Width: 116}}}
	for _, l := range s.Short {
		row := Row{Cells: []Cell{cellMark(l.Title, Bold), cell(l.Now), cell(l.Before), {Paragraph{Spans: []Span{withNote(l.Verdict, Bold, l.Why)}}}}}
		if l.Moments != "" {
			row.Cells[0] = append(row.Cells[0], Paragraph{Style: Note, Spans: []Span{{Text: l.Moments}}})
		}
		t.Rows = append(t.Rows, row)
	}
	if s.Before < 0 {
		// Nothing to compare with: no column of it.
		for i, r := range t.Rows {
			t.Rows[i].Cells = r.Cells[:2]
		}
		t.Columns = t.Columns[:2]
	}
	out := []Block{Heading{Level: 1, Text: b.t("report.trend.short")}}
	if s.Before >= 0 {
		out = append(out, Paragraph{Style: Caption, Spans: []Span{withNote(b.t("report.trend.short.caption"), 0, s.Suppose)}})
	}
	return append(out, t)
}

func (b *builder) trendActions(s Trend) []Block {
	out := []Block{Heading{Level: 1, Text: b.t("report.trend.actions")}}
	if len(s.Actions) == 0 {
		return append(out, text(b.count("report.trend.actions.none", s.Reviews), 0))
	}
	var n [stageOther + 1]int
	late := Table{Columns: b.registerColumns()}
	for _, a := range s.Actions {
		at := b.stage(a.Action)
		n[at]++
		if at == stageLate {
			late.Rows = append(late.Rows, b.registered(a))
		}
	}
	out = append(out, Paragraph{Style: Caption, Spans: []Span{{Text: b.t("report.trend.actions.caption", "date", b.date(b.asOf.Format("2006-01-02")))}}})
	out = append(out, text(b.count("report.register.actions.of", len(s.Actions), "reviews", grouped(s.Reviews)), 0))
	states := Table{Small: true, Columns: []Column{{Title: b.t("report.state")}, {Title: b.t("report.trend.actions.count"), Width: 90, Align: Right}}}
	for _, st := range []int{stageVerified, stageDone, stageOpen, stageLate, stageOther} {
		states.Rows = append(states.Rows, Row{Cells: []Cell{cell(b.t("report.trend.stage." + itoa(st))), cell(grouped(n[st]))}})
	}
	out = append(out, states)
	if len(late.Rows) > 0 {
		out = append(out, Heading{Level: 2, Text: b.t("report.register.late")}, late)
	}
	return out
}

func (b *builder) trendStudies(s Trend) []Block {
	out := []Block{Heading{Level: 1, Text: b.t("report.trend.studies")}}
	if len(s.Studies) == 0 {
		return append(out, text(b.t("report.trend.studies.none"), 0))
	}
	t := Table{Columns: []Column{{Title: b.t("report.reference"), Width: 96, Faint: true}, {Title: b.t("report.trend.study")}, {Title: b.t("report.trend.check"), Width: 84}, {Title: b.t("measures.head.ratio"), Width: 130}, {Title: b.t("measures.head.verdict"), Width: 110}}}
	list := slices.Clone(s.Studies)
	slices.SortStableFunc(list, func(x, y StudyLine) int { return strings.Compare(x.Day, y.Day) })
	for _, l := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Paragraph{Spans: []Span{{Text: l.Ref, Mark: Mono}}}}, cell(flat(l.Title)), cell(b.date(l.Day)), cell(l.Ratio), {Paragraph{Spans: []Span{withNote(l.Verdict, Bold, l.Why)}}}}})
	}
	return append(out, t)
}
