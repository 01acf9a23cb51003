package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestNoHeadingStandsAloneAtTheFootOfAPage(t *testing.T) {
	s := reporttest.NewSource(13)
	for i := 0; i < 60; i++ {
		list := paginated(t, report.Internal(s.Review(), options))
		inside(t, i, list)
		for n, p := range list[:len(list)-1] {
			last := p.atoms[len(p.atoms)-1]
			if last.keep && !tooTall(p) {
				t.Fatalf("review %d: page %d ends with what belongs to the next page", i, n+1)
			}
		}
	}
}

// tooTall says that everything on the page keeps together: a chain longer than
// a page cannot be kept.
func tooTall(p page) bool {
	for _, a := range p.atoms {
		if !a.keep {
			return false
		}
	}
	return true
}

// One row alone at the foot of a page reads as the whole table.
func TestATableBeginsWithTwoRowsOnItsFirstPage(t *testing.T) {
	for tall := 1; tall < 8; tall++ {
		table := report.Table{Columns: []report.Column{{Title: "A head"}}}
		for range 40 {
			table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{{report.Paragraph{Spans: []report.Span{{Text: strings.Repeat("x\n", tall) + "x"}}}}}})
		}
		for before := range 60 {
			var blocks []report.Block
			for range before {
				blocks = append(blocks, report.Paragraph{Spans: []report.Span{{Text: "before"}}})
			}
			list := paginated(t, report.Model{Blocks: append(blocks, report.Heading{Level: 2, Text: "Table"}, table)})
			for n, p := range list {
				for i, a := range p.atoms {
					if !a.isHead {
						continue
					}
					if rows := len(p.atoms) - i - 1; rows < 2 {
						t.Fatalf("%d lines, %d paragraphs before: page %d has %d rows", tall, before, n+1, rows)
					}
				}
			}
		}
	}
}

func TestTheHeadOfATableRepeatsOnEveryPage(t *testing.T) {
	r := long(400)
	b := render(t, report.Internal(r, options))
	text := extract(t, b, "-layout")
	seen := 0
	for _, p := range strings.Split(text, "\f") {
		if strings.Contains(p, "Entry number") {
			seen++
			if !strings.Contains(p, "What happened") || !strings.Contains(p, "Time (UTC") {
				t.Error("a page of the timeline has no head")
			}
		}
	}
	if seen < 8 {
		t.Errorf("the timeline takes %d pages", seen)
	}
	for i := 0; i < 400; i++ {
		if !strings.Contains(text, fmt.Sprintf("Entry number %d ", i)) {
			t.Fatalf("entry %d is missing", i)
		}
	}
}

func long(n int) review.Review {
	r := reporttest.Review()
	r.Timeline = nil
	r.Zone = "UTC"
	for i := 0; i < n; i++ {
		s := timeline.Statement{At: time.Date(2026, 3, 12, 5, i, 0, 0, time.UTC).Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute}
		r.Timeline = append(r.Timeline, review.Entry{ID: fmt.Sprint("x", i), Statement: s, Text: fmt.Sprintf("Entry number %d says a thing of the usual length", i), Role: "Control room", Times: []timeline.Statement{s}})
	}
	return r
}

func TestTenThousandEntriesArePrinted(t *testing.T) {
	if testing.Short() {
		t.Skip("short run")
	}
	if n := pages(render(t, report.Internal(long(10_000), options))); n < 250 || n > 600 {
		t.Errorf("%d pages", n)
	}
}

func TestARowLongerThanAPageGoesOnByLine(t *testing.T) {
	r := reporttest.Sparse()
	r.Timeline[1].Text = strings.Repeat("One sentence of a very long entry. ", 700) + "The last words."
	list := paginated(t, report.Internal(r, options))
	inside(t, 0, list)
	if len(list) < 3 {
		t.Errorf("%d pages", len(list))
	}
	text := squeeze(extract(t, render(t, report.Internal(r, options)), "-raw"))
	if strings.Count(text, "Onesentenceofaverylongentry.") != 700 || !strings.Contains(text, "Thelastwords.") {
		t.Error("words of the long row are lost")
	}
}

func TestALongWordBreaksInsideItsColumn(t *testing.T) {
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	l := newLayouter(ms)
	s := reporttest.NewSource(6)
	s.Hostile = true
	for i := 0; i < 400; i++ {
		width := 20 + float64(s.IntN(600))
		src := s.Words(12)
		joined := ""
		for _, ln := range l.lines([]report.Span{{Text: src}, {Text: src, Mark: report.Bold}, {Text: src, Mark: report.Mono, Link: "https://example.org"}}, bodyFace, width) {
			if ln.w > width+0.5 && len(ln.runs) > 0 && len([]rune(ln.runs[0].text)) > 1 {
				t.Fatalf("a line of %.0f px in %.0f", ln.w, width)
			}
			for _, r := range ln.runs {
				joined += r.text
			}
		}
		want := squeeze(l.clean(src, draw.Regular)) + squeeze(l.clean(src, draw.SemiBold)) + squeeze(l.clean(src, draw.Mono))
		if squeeze(joined) != want {
			t.Fatalf("lines %q of %q", joined, src)
		}
	}
}

func TestCodeKeepsItsSpacesAndItsWords(t *testing.T) {
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	l := newLayouter(ms)
	got := l.codeLines("a\n    b  c\n\td", codeFace, 400)
	if strings.Join(got, "|") != "a|    b  c|    d" {
		t.Errorf("%q", got)
	}
	src := strings.Repeat("abc/def ", 60)
	if joined := strings.Join(l.codeLines(src, codeFace, 200), ""); squeeze(joined) != squeeze(src) {
		t.Errorf("%q", joined)
	}
}

// The worst that fields can hold: nothing but long names of lacking characters.
func TestTheSummaryIsOnePageWhenEveryCharacterIsLacking(t *testing.T) {
	lot := strings.Repeat("\U0001F9FF\U0001F9FB ", 3000)
	r := reporttest.Review()
	r.Title, r.Severity, r.Services = lot, lot, []string{lot, lot}
	for i := range r.Sections {
		r.Sections[i].Text = lot
	}
	for i := range r.Factors {
		r.Factors[i].Text = lot
	}
	for i := range r.Actions {
		r.Actions[i].Title, r.Actions[i].OwnerRole, r.Actions[i].Measure, r.Actions[i].Due = lot, lot, lot, lot
	}
	for i := range r.Stated {
		r.Stated[i].Text = lot
	}
	r.Durations = review.Durations(r)
	o := options
	o.Organisation, o.DataHash = lot, lot
	list := paginated(t, report.Executive(r, o))
	if len(list) != 1 {
		t.Errorf("%d pages", len(list))
	}
	inside(t, 0, list)
}

// A head is never split, so one taller than a page would be painted off it.
func TestAHeadTallerThanAPageIsSplitAsARow(t *testing.T) {
	word := func(i int) string { return fmt.Sprintf("title%dx", i) }
	titles := make([]string, 2500)
	for i := range titles {
		titles[i] = word(i)
	}
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "summary", Title: "Summary", Text: "| a | " + strings.Join(titles, " ") + " |\n|---|---|\n" + strings.Repeat("| b | c |\n", 120)}}
	m := report.Internal(r, options)
	list := paginated(t, m)
	inside(t, 0, list)
	if len(list) > 12 {
		t.Errorf("%d pages: the head repeats", len(list))
	}
	text := squeeze(extract(t, render(t, m), "-raw"))
	for i := range titles {
		if n := strings.Count(text, word(i)); n == 0 {
			t.Fatalf("%s is lost", word(i))
		}
	}
}

// What repeats above a chain that keeps together counts into its height.
func TestARepeatedHeadNeverPushesRowsOffThePage(t *testing.T) {
	s := reporttest.NewSource(19)
	cell := func(lines int) report.Cell {
		return report.Cell{report.Paragraph{Spans: []report.Span{{Text: strings.TrimSuffix(strings.Repeat("word\n", lines), "\n")}}}}
	}
	for i := 0; i < 200; i++ {
		b := report.Table{Columns: []report.Column{{Title: strings.Repeat("head\n", s.IntN(60)) + "head"}, {Title: "second"}}}
		for k := s.IntN(40); k >= 0; k-- {
			b.Rows = append(b.Rows, report.Row{Cells: []report.Cell{cell(1 + s.IntN(16)), cell(1)}, Group: s.IntN(2) == 0})
		}
		inside(t, i, paginated(t, report.Model{Blocks: []report.Block{b}}))
	}
}

// Pages of drawings stand before or after a table and never in the middle of it.
func TestNoDrawingStandsInTheMiddleOfATable(t *testing.T) {
	s := reporttest.NewSource(31)
	turned := 0
	for i := range 40 {
		r := s.Review()
		if i%2 == 0 {
			r.Causes = s.Causes(40 + 10*i)
		}
		list := paginated(t, report.Internal(r, options))
		last := map[*tableHead]int{}
		for n, p := range list {
			for k, a := range p.atoms {
				if p.landscape {
					turned++
				}
				if a.table == nil {
					continue
				}
				if before, ok := last[a.table]; ok && n > before+1 {
					t.Fatalf("review %d: a table stops on page %d and goes on at atom %d of page %d", i, before+1, k, n+1)
				}
				last[a.table] = n
			}
		}
	}
	if turned == 0 {
		t.Fatal("no drawing had a page of its own")
	}
}

func TestNoPageBeginsOrEndsWithOneItemOfAList(t *testing.T) {
	for before := range 60 {
		m := report.Model{Title: "x"}
		for range before {
			m.Blocks = append(m.Blocks, report.Paragraph{Spans: []report.Span{{Text: "One line."}}})
		}
		var items [][]report.Block
		for range 6 {
			items = append(items, []report.Block{report.Paragraph{Spans: []report.Span{{Text: "One item."}}}})
		}
		m.Blocks = append(m.Blocks, report.List{Items: items})
		list := paginated(t, m)
		if n := len(list[len(list)-1].atoms); len(list) > 1 && n == 1 {
			t.Errorf("after %d lines the last page has %d item", before, n)
		}
		if len(list) > 1 && len(list[0].atoms) == before+1 {
			t.Errorf("after %d lines the first page ends with one item", before)
		}
	}
}
