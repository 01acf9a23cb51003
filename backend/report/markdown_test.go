package report_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func picture(alt, address string) string { return "[picture: " + alt + " " + address + "]" }

func TestMarkdownKeepsItsWords(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"emphasis", "a *b* **c** `d` ~~e~~", "a b c d e"},
		{"entities", "a &amp; b &lt;c&gt; \\*d\\* &#8364;", "a & b <c> *d* €"},
		{"a link with its address", "[words](https://example.org/x)", "words (https://example.org/x)"},
		{"a link that is its address", "<https://example.org/x>", "https://example.org/x"},
		{"a picture by words and address", "see ![the queue](blob:12)", "see [picture: the queue blob:12]"},
		{"a comment", "a\n\n<!-- not shown\nelsewhere -->\n\nb", "a <!-- not shown elsewhere --> b"},
		{"raw html", "a <kbd>x</kbd> b", "a <kbd>x</kbd> b"},
		{"a table", "| a | b |\n|---|--:|\n| c | d |", "c d"},
		{"a table whose rows are longer than its head", "| a |\n|---|\n| b | *c* | d\\|e |\n| f | |\n| g", "b c d|e f g"},
		{"a longer row in a quote", "> | a |\n> |---|\n> | b | c |", "b c"},
		{"a picture with a title", "![x](y \"the title\")", "[picture: x y] “the title”"},
		{"a link that is its address, with a title", "[https://example.org](https://example.org \"the title\")", "https://example.org “the title”"},
		{"the language of code", "~~~sql read only\nselect\n~~~", "sql read only select"},
		{"a fence without code", "```sql\n```", "sql"},
		{"tasks", "- [x] done\n- [ ] open", "[x] done [ ] open"},
		{"code with its spaces folded here only", "```\na\n  b\n```", "a b"},
		{"old line ends", "a\r\nb\rc", "a b c"},
		{"nothing", " \n\t", ""},
	} {
		if got := report.Plain(report.Markdown(c.src, picture)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMarkdownKeepsStructure(t *testing.T) {
	blocks := report.Markdown("3. a\n   - b\n4. c\n\n> q\n\n    code  x\n\n# h", picture)
	list, _ := blocks[0].(report.List)
	if !list.Ordered || list.Start != 3 || len(list.Items) != 2 {
		t.Fatalf("list %+v", list)
	}
	if inner, ok := list.Items[0][1].(report.List); !ok || inner.Ordered {
		t.Errorf("nested list %+v", list.Items[0])
	}
	if _, ok := blocks[1].(report.Quote); !ok {
		t.Errorf("quote %+v", blocks[1])
	}
	if code, ok := blocks[2].(report.Code); !ok || code.Text != "code  x" {
		t.Errorf("code %+v", blocks[2])
	}
	if h, ok := blocks[3].(report.Heading); !ok || h.Level <= 2 {
		t.Errorf("a heading in a text must stand below the part: %+v", blocks[3])
	}
}

// Whatever the blocks, each word of the source is in the result.
func TestNoWordOfAMarkdownTextIsLost(t *testing.T) {
	s := reporttest.NewSource(2)
	for i := 0; i < 500; i++ {
		src := s.Markdown(8)
		got := words(report.Markdown(src, picture))
		for _, w := range strings.FieldsFunc(src, func(r rune) bool { return r < 'a' && r != 'A' || r > 'z' }) {
			if w = strings.TrimFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }); !strings.Contains(got, w) {
				t.Fatalf("%q is lost from %q", w, src)
			}
		}
	}
}

func TestAnyBytesAreReadAsMarkdown(t *testing.T) {
	s := reporttest.NewSource(4)
	s.Hostile = true
	for i := 0; i < 300; i++ {
		report.Markdown(s.Markdown(6)+strings.Repeat("> ", s.IntN(40))+strings.Repeat("- ", s.IntN(40))+s.Word(), picture)
	}
}

// A long summary is cut at the end of a sentence and says so.
func TestAnExcerptEndsWithASentence(t *testing.T) {
	s := reporttest.NewSource(8)
	for i := 0; i < 100; i++ {
		r := reporttest.Review()
		var b strings.Builder
		for b.Len() < 1500 {
			b.WriteString(s.Prose(1) + " ")
		}
		r.Sections[0].Text = b.String()
		for _, blk := range report.Internal(r, options).Blocks {
			p, ok := blk.(report.Paragraph)
			if !ok || p.Style != report.Lead {
				continue
			}
			text := report.Plain([]report.Block{p})
			if strings.Contains(text, "[…]") || !strings.HasSuffix(text, ".") || !strings.HasPrefix(b.String(), text) || utf8.RuneCountInString(text) > 560 {
				t.Fatalf("excerpt %q", text)
			}
		}
		has(t, words(report.Internal(r, options).Blocks), "In full under “Summary”.", strings.TrimSpace(b.String()))
	}
}

func TestALongerRowWidensItsTable(t *testing.T) {
	table, ok := report.Markdown("| a | b |\n|---|---|\n| c | d | **e** | |\n| f |", picture)[0].(report.Table)
	if !ok || len(table.Columns) != 3 || table.Columns[1].Title != "b" || table.Columns[2].Title != "" || len(table.Rows[0].Cells) != 3 {
		t.Fatalf("table %+v", table)
	}
	if p := table.Rows[0].Cells[2][0].(report.Paragraph); len(p.Spans) == 0 || p.Spans[0].Mark != report.Bold {
		t.Errorf("cell %+v", p)
	}
}

// The parser's time grows with the cube of the depth.
func TestATextThatNestsDeeperThanPeopleWriteStandsAsCode(t *testing.T) {
	deep := ""
	for i := 0; i < 66; i++ {
		deep += strings.Repeat("  ", i) + "- word\n"
	}
	for name, src := range map[string]string{
		"lists":          deep,
		"tabs":           "- a\n" + strings.Repeat("\t", 33) + "- b",
		"quotes":         strings.Repeat(">", 41) + " a",
		"items":          strings.Repeat("- ", 41) + "a",
		"numbers":        strings.Repeat("1. ", 41) + "a",
		"mixed":          strings.Repeat("> 1) ", 21) + "a",
		"spaces in code": "a\n\n" + strings.Repeat(" ", 129) + "b",
	} {
		got := report.Markdown(src, picture)
		if code, ok := got[0].(report.Code); !ok || len(got) != 1 || code.Text != strings.TrimRight(src, "\n") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, src := range map[string]string{
		"a rule":      strings.Repeat("- ", 60),
		"stars":       strings.Repeat("* ", 60),
		"forty":       strings.Repeat("> ", 40) + "a",
		"blank line":  "a\n" + strings.Repeat(" ", 300) + "\nb",
		"long line":   strings.Repeat("- word ", 60),
		"a wide cell": "a" + strings.Repeat(" ", 300) + "b",
	} {
		if _, code := report.Markdown(src, picture)[0].(report.Code); code {
			t.Errorf("%s stands as code", name)
		}
	}
}
