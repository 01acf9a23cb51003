package asfile_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
	"secondstory/backend/report/reporttest"
)

var (
	options = report.Options{Text: reporttest.Text, DataHash: strings.Repeat("7c1e90ab44d2e8f3", 4), Organisation: "Fjordline Ferries"}
	kinds   = []func(review.Review, report.Options) report.Model{report.Internal, report.Executive, report.Customer, report.Regulator}
)

// letters are the letters and figures of a text: signs may be written in other ways.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// texts are the texts of a model in their order.
func texts(list []report.Block) (out []string) {
	for _, blk := range list {
		switch blk := blk.(type) {
		case report.Numbers:
			for _, n := range blk.Items {
				out = append(out, n.Value, n.Label)
			}
		case report.Columns:
			for _, c := range blk.Columns {
				out = append(out, texts(c)...)
			}
		case report.Shrink:
			out = append(out, texts(blk.Forms[0])...)
		case report.List:
			for _, it := range blk.Items {
				out = append(out, texts(it)...)
			}
		case report.Quote:
			out = append(out, texts(blk.Blocks)...)
		case report.Table:
			for _, c := range blk.Columns {
				out = append(out, c.Title)
			}
			for _, r := range blk.Rows {
				for _, c := range r.Cells {
					out = append(out, texts(c)...)
				}
			}
		case report.Figure:
			out = append(out, blk.Alt)
		default:
			out = append(out, report.Plain([]report.Block{blk}))
		}
	}
	return out
}

// read is the text of an HTML file, which must be well formed, and what it would
// fetch or run.
func read(t *testing.T, raw []byte) (text string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = true
	var b strings.Builder
	hidden := 0
	places, leads := map[string]bool{}, []string(nil)
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			for _, to := range leads {
				if !places[to] {
					t.Errorf("it leads to %q, which is nowhere", to)
				}
			}
			return b.String()
		}
		if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			switch tok.Name.Local {
			case "style":
				hidden++
			case "script", "iframe", "object", "embed", "link", "form", "svg", "base":
				t.Errorf("a %s is in it", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				switch name := strings.ToLower(a.Name.Local); {
				case strings.HasPrefix(name, "on"):
					t.Errorf("%s runs something", name)
				case name == "src" && !strings.HasPrefix(a.Value, "data:image/svg+xml;base64,"):
					t.Errorf("it fetches %q", a.Value)
				case name == "href" && strings.HasPrefix(a.Value, "#"):
					leads = append(leads, a.Value[1:])
				case name == "id" && places[a.Value]:
					t.Errorf("%q is the name of two places", a.Value)
				case name == "id":
					places[a.Value] = true
				case name == "href" && !regexp.MustCompile(`^(https?://|mailto:)`).MatchString(strings.ToLower(a.Value)):
					t.Errorf("it leads to %q", a.Value)
				case name == "alt":
					b.WriteString(a.Value)
				}
			}
		case xml.EndElement:
			if tok.Name.Local == "style" {
				hidden--
			}
		case xml.CharData:
			if hidden == 0 {
				b.Write(tok)
			}
		}
	}
}

func allWords(t *testing.T, name, text string, m report.Model) {
	t.Helper()
	have := letters(text)
	for _, s := range append(texts(m.Blocks), m.Head[0], m.Head[1], m.Foot) {
		if want := letters(s); !strings.Contains(have, want) {
			t.Errorf("%s: %q is lost", name, s)
		}
	}
}

func TestEveryWordIsInEveryFile(t *testing.T) {
	s := reporttest.NewSource(5)
	reviews := []review.Review{reporttest.Review(), {Title: "Nothing yet"}, s.Review(), s.Review()}
	for _, r := range reviews {
		for _, lay := range kinds {
			m := lay(r, options)
			allWords(t, "HTML", read(t, asfile.HTML(m)), m)
			blocks := report.Markdown(string(asfile.Markdown(m)), func(alt, address string) string { return alt + address })
			allWords(t, "Markdown", strings.Join(texts(blocks), "\n"), m)
			raw, err := asfile.JSON(m)
			if err != nil || !json.Valid(raw) {
				t.Fatal(err)
			}
			var all strings.Builder
			d := json.NewDecoder(bytes.NewReader(raw))
			for {
				tok, err := d.Token()
				if err != nil {
					break
				}
				if s, ok := tok.(string); ok {
					all.WriteString(s)
				}
			}
			for _, h := range []string{m.Title, m.Foot} {
				if !strings.Contains(all.String(), h) {
					t.Errorf("JSON: %q is lost", h)
				}
			}
		}
	}
}

func TestAWordBehindAFenceCannotOpenIt(t *testing.T) {
	m := report.Model{Blocks: report.Markdown("~~~ a`b\n<img src=x onerror=alert(1)>\n~~~\n\nafter", nil)}
	blocks := report.Markdown(string(asfile.Markdown(m)), nil)
	for _, b := range blocks {
		if c, ok := b.(report.Code); ok && c.Text == "<img src=x onerror=alert(1)>" {
			return
		}
	}
	t.Errorf("no code in:\n%s", asfile.Markdown(m))
}

func TestHostileTextStaysText(t *testing.T) {
	s := reporttest.NewSource(9)
	s.Hostile = true
	evil := `</style></title><script>alert(1)</script><img src=x onerror=y> javascript:z`
	for range 10 {
		r := s.Review()
		r.Title += evil
		for i := range r.Sections {
			r.Sections[i].Text += "\n\n" + evil + "\n\n[a](javascript:alert(1)) [b](data:text/html,x) <a href=\"file:///etc\">c</a> ![p](https://tracker.example/p.png)\n"
		}
		for _, lay := range kinds {
			m := lay(r, options)
			read(t, asfile.HTML(m))
			if a, b := asfile.HTML(m), asfile.HTML(lay(r, options)); !bytes.Equal(a, b) {
				t.Fatal("two files of one report differ")
			}
			if raw, err := asfile.JSON(m); err != nil || !json.Valid(raw) || bytes.Contains(raw, []byte(`"link": "javascript`)) {
				t.Fatalf("JSON: %v", err)
			}
			for _, blk := range report.Markdown(string(asfile.Markdown(m)), func(alt, _ string) string { return alt }) {
				if p, ok := blk.(report.Paragraph); ok {
					for _, sp := range p.Spans {
						if strings.HasPrefix(sp.Link, "javascript:") || strings.HasPrefix(sp.Link, "data:") {
							t.Errorf("Markdown leads to %q", sp.Link)
						}
					}
				}
			}
		}
	}
}

// Reports across records, plain and hostile, as files to be read.
func TestReportsAcrossRecordsAreWholeInEveryFile(t *testing.T) {
	for _, k := range reporttest.Kinds {
		for _, hostile := range []bool{false, true} {
			s := reporttest.NewSource(12)
			s.Hostile, s.Typed = hostile, `</style><script>alert(1)</script>|[a](javascript:x)`
			m, _ := k.Make(s, 24, options)
			html := read(t, asfile.HTML(m))
			if raw, err := asfile.JSON(m); err != nil || !json.Valid(raw) {
				t.Fatalf("%s: %v", k.Name, err)
			}
			md := report.Markdown(string(asfile.Markdown(m)), func(alt, address string) string { return alt + address })
			if !hostile {
				allWords(t, k.Name+" as HTML", html, m)
				allWords(t, k.Name+" as Markdown", strings.Join(texts(md), "\n"), m)
			}
		}
	}
}
