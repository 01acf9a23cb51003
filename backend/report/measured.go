package report

import (
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
)

// Measured is one measure as paper shows it, already in words: what may be said, the
// figures, the picture, and the same facts as a table.
type Measured struct {
	Title, Moments string
	Verdict, Why   string
	Lines          []string // the figures, with their intervals and n
	Scene          draw.Scene
	Alt            string
	Course         draw.Scene // the same in order of time, where there is one
	CourseAlt      string
	How            string // footnote: how the figures are computed and what they suppose
	Columns        []Column
	Rows           [][]string
	Notes          []string // what was left out, and what the picture does not say
}

// MeasureSheets is what a document of measures is made of.
type MeasureSheets struct {
	Title, Subject string
	Lead           []string // which incidents, over which time
	Sheets         []Measured
	Rules          string // heading of the versions behind the numbers
	Versions       []string
}

// MeasurePage is the document of one measure or of all of them.
func MeasurePage(s MeasureSheets, o Options) Model {
	b := newBuilder(review.Review{}, o)
	m := Model{Title: s.Title, Subject: s.Subject, Organisation: o.Organisation, AsOf: b.asOf, Head: [2]string{s.Title, b.audience("internal")},
		Foot: b.foot(), Words: b.words()}
	m.Blocks = append(m.Blocks, Heading{Level: 0, Text: s.Title})
	for _, line := range s.Lead {
		m.Blocks = append(m.Blocks, Paragraph{Style: Caption, Spans: []Span{{Text: line}}})
	}
	for _, one := range s.Sheets {
		m.Blocks = append(m.Blocks, one.blocks()...)
	}
	if len(s.Versions) > 0 {
		m.Blocks = append(m.Blocks, Heading{Level: 1, Text: s.Rules})
		for _, line := range s.Versions {
			m.Blocks = append(m.Blocks, text(line, 0))
		}
	}
	return m
}

func (s Measured) blocks() []Block { return s.under(1) }

// under is a measure below a heading of a level.
func (s Measured) under(level int) []Block {
	out := []Block{Heading{Level: level, Text: s.Title}}
	if s.Moments != "" {
		out = append(out, Paragraph{Style: Caption, Spans: []Span{withNote(s.Moments, 0, s.How)}})
	}
	if s.Verdict != "" {
		spans := []Span{{Text: s.Verdict + ". ", Mark: Bold}}
		out = append(out, Paragraph{Spans: append(spans, Span{Text: s.Why})})
	}
	for _, line := range s.Lines {
		out = append(out, text(line, 0))
	}
	if len(s.Scene.Items) > 0 {
		out = append(out, Figure{Pages: []FigurePage{{Scene: s.Scene, Scale: 1}}, Alt: s.Alt})
	}
	if len(s.Course.Items) > 0 {
		out = append(out, Figure{Pages: []FigurePage{{Scene: s.Course, Scale: 1}}, Alt: s.CourseAlt}, Paragraph{Style: Note, Spans: []Span{{Text: s.CourseAlt}}})
	}
	if len(s.Rows) > 0 {
		t := Table{Small: true, Columns: s.Columns}
		for _, row := range s.Rows {
			var r Row
			for _, words := range row {
				r.Cells = append(r.Cells, cell(words))
			}
			t.Rows = append(t.Rows, r)
		}
		out = append(out, t)
	}
	for _, line := range s.Notes {
		out = append(out, Paragraph{Style: Note, Spans: []Span{{Text: line}}})
	}
	return out
}

// withNote is a run of text with a footnote; "" has none.
func withNote(s string, m Mark, note string) Span {
	out := Span{Text: s, Mark: m}
	if note != "" {
		out.Note = []Span{{Text: note}}
	}
	return out
}

// foot says of when the data are, and which data.
func (b *builder) foot() string {
	date, clock := b.date(b.asOf.Format(time.DateOnly)), b.asOf.Format("15:04")
	if b.o.DataHash == "" {
		return b.t("report.as_of", "date", date, "time", clock)
	}
	return b.t("report.as_of_hash", "date", date, "time", clock, "hash", shortHash(b.o.DataHash))
}

// words are the texts a painter adds itself.
func (b *builder) words() Words {
	return Words{
		Page:         b.t("report.page", "n", "{n}", "of", "{of}"),
		Lacking:      b.t("report.lacking"),
		LackingIntro: b.t("report.lacking.intro"),
		LackingHeads: [3]string{b.t("report.lacking.character"), b.t("report.lacking.shown"), b.t("report.lacking.count")},
		LackingNote:  b.t("report.lacking.note", "list", "{list}"),
		LeftOut:      b.t("report.lacking.left_out"),
		Contents:     b.t("report.contents"),
		Notes:        b.t("report.notes"),
		Language:     b.t("report.language"),
	}
}
