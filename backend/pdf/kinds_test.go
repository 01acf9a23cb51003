package pdf

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

// numbers counts the runs of digits of a text; a line may break between two of them.
type numbers map[string]int

var digits = regexp.MustCompile(`[0-9]+`)

func (n numbers) add(text string) {
	for _, d := range digits.FindAllString(text, -1) {
		n[d]++
	}
}

// saidNumbers goes through what a model says: least is what has to stand on paper, most what
// may, as the forms of a shrink are choices. A footnote stands once for all who name it.
type saidNumbers struct {
	least, most numbers
	notes       map[string]bool
}

func (c *saidNumbers) text(s string) { c.least.add(s); c.most.add(s) }

func (c *saidNumbers) blocks(list []report.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case report.Heading:
			c.text(b.Text)
		case report.Paragraph:
			for _, s := range b.Spans {
				c.text(s.Text)
				if key := report.NoteKey(s.Note); len(s.Note) > 0 && !c.notes[key] {
					c.notes[key] = true
					c.blocks([]report.Block{report.Paragraph{Spans: s.Note}})
				}
			}
		case report.List:
			for i, it := range b.Items {
				c.most.add(strconv.Itoa(max(b.Start, 1) + i))
				c.blocks(it)
			}
		case report.Quote:
			c.blocks(b.Blocks)
		case report.Code:
			c.text(b.Text + "\n" + b.Label)
		case report.Table:
			for _, col := range b.Columns {
				c.text(col.Title)
			}
			for _, row := range b.Rows {
				for _, cell := range row.Cells {
					c.blocks(cell)
				}
			}
		case report.Figure:
			for _, p := range b.Pages {
				c.most.add(p.Title)
				for _, it := range p.Scene.Items {
					c.most.add(it.Text)
				}
			}
		case report.Numbers:
			for _, n := range b.Items {
				c.text(n.Value + "\n" + n.Label)
			}
		case report.Columns:
			for _, col := range b.Columns {
				c.blocks(col)
			}
		case report.Shrink:
			for i, form := range b.Forms {
				into := c
				if i > 0 {
					into = &saidNumbers{numbers{}, c.most, c.notes}
				}
				if i < len(b.Forms)-1 {
					into = &saidNumbers{numbers{}, c.most, map[string]bool{}}
				}
				into.blocks(form)
			}
		}
	}
}

// Each kind, long enough for many pages: every number of the model stands on paper as often
// as the model says it, the paper says no number that the model does not, and each row has
// its own.
func TestEveryNumberOfADocumentIsTheOneOfItsModel(t *testing.T) {
	for _, k := range reporttest.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			m, rows := k.Make(reporttest.NewSource(2026), 160, options)
			b := render(t, m)
			all := pages(b)
			if want := 5; !m.OnePage && all < want {
				t.Fatalf("%d pages are not many", all)
			}
			text := extract(t, b, "-raw")
			got := numbers{}
			got.add(text)
			want := saidNumbers{numbers{}, numbers{}, map[string]bool{}}
			want.blocks(m.Blocks)
			for n, least := range want.least {
				if got[n] < least {
					t.Errorf("%s stands there %d times, the model says it %d times", n, got[n], least)
				}
			}
			for n := range got {
				i, err := strconv.Atoi(n)
				own := err == nil && strconv.Itoa(i) == n && i <= max(all, len(want.notes))
				if want.most[n] == 0 && !own && !strings.Contains(m.Head[0]+m.Head[1]+m.Foot, n) {
					t.Errorf("%s is no number of the model", n)
				}
			}
			inRows(t, squeeze(text), rows)
		})
	}
}

// inRows looks for the words of each row between its first word and that of the next one
// on paper; before all of them the contents may name them.
func inRows(t *testing.T, text string, rows [][]string) {
	t.Helper()
	starts := make([]int, 0, len(rows))
	for _, row := range rows {
		at := strings.LastIndex(text, squeeze(row[0]))
		if at < 0 {
			t.Fatalf("%q is not there", row[0])
		}
		starts = append(starts, at)
	}
	sort.Ints(starts)
	for _, row := range rows {
		at := strings.LastIndex(text, squeeze(row[0]))
		end := len(text)
		if next := sort.SearchInts(starts, at+1); next < len(starts) {
			end = starts[next]
		}
		for _, w := range row[1:] {
			if !strings.Contains(text[at:end], squeeze(w)) {
				t.Errorf("the row of %s lacks %q: %s", row[0], w, text[at:end])
			}
		}
	}
}

// printsAnything prints a hostile document of a kind and looks whether it fits its pages.
func printsAnything(t *testing.T, k reporttest.Kind, s *reporttest.Source, n int) {
	t.Helper()
	o := options
	o.Organisation = s.Words(9)
	m, _ := k.Make(s, n, o)
	list := paginated(t, m)
	if m.OnePage && len(list) != 1 {
		t.Fatalf("%s: one page takes %d", k.Name, len(list))
	}
	inside(t, 0, list)
	if b := render(t, m); pages(b) < len(list) {
		t.Fatalf("%s: %d of %d pages are printed", k.Name, pages(b), len(list))
	}
}

func TestNothingTypedStopsADocumentOfManyPages(t *testing.T) {
	for i, k := range reporttest.Kinds {
		s := reporttest.NewSource(uint64(40 + i))
		s.Hostile = true
		printsAnything(t, k, s, 90)
	}
}

// Whatever a person types, every kind is printed; make soak looks for words that stop one.
func FuzzNothingTypedStopsAPainter(f *testing.F) {
	for i, typed := range []string{"", "\xff\xfe\x00", strings.Repeat("\u0301", 40), "\u202e\u2066(", "🏳️‍🌈\U000E0067", strings.Repeat("Ж", 400) + "\n\n\r|", "#\n>\n- [ ](<", "𝟙𝟚٣४"} {
		f.Add(uint64(i), typed)
	}
	f.Fuzz(func(t *testing.T, seed uint64, typed string) {
		if len(typed) > 1000 {
			typed = typed[:1000]
		}
		s := reporttest.NewSource(seed)
		s.Hostile, s.Typed = true, typed
		printsAnything(t, reporttest.Kinds[int(seed%uint64(len(reporttest.Kinds)))], s, 4+s.IntN(12))
	})
}
