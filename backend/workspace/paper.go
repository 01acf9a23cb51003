package workspace

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"secondstory/assets"
	"secondstory/backend/domain/redact"
	"secondstory/backend/draw"
	"secondstory/backend/pdf"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

// Paper is a printed document.
type Paper struct {
	PDF   []byte
	Unset []Unset
	// Removed is what the profile of its readers took out or would have taken.
	Removed []redact.Removed
	// Apart says what of the record its layout has no place for.
	Apart []string
	// Beside are files that lie in the same folder: the pictures of a report as Markdown.
	Beside []asfile.Beside
	// DataHash is that of the record as it is printed, of a report of a review.
	DataHash string
}

// Unset is a script of which characters were printed as numbers, because no font
// of this machine has them.
type Unset struct {
	Script string // a word of the catalogue: "script." + Script
	Count  int    // characters, each as often as it stands there
	Font   string // the name of a font that has them
}

// Sentence says what was not printed and what to do about it.
func (u Unset) Sentence(text *assets.Catalogue) string {
	form := ".other"
	if u.Count == 1 {
		form = ".one"
	}
	return text.Text("report.unset"+form, "script", text.Text("script."+u.Script), "count", strconv.Itoa(u.Count), "font", u.Font)
}

// scripts are those the embedded fonts lack and people write in, with a font that
// is free and has them.
var scripts = []struct {
	name, font string
	in         []*unicode.RangeTable
}{
	{"hebrew", "Noto Sans Hebrew", []*unicode.RangeTable{unicode.Hebrew}},
	{"arabic", "Noto Sans Arabic", []*unicode.RangeTable{unicode.Arabic}},
	{"japanese", "Noto Sans CJK JP", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{"korean", "Noto Sans CJK KR", []*unicode.RangeTable{unicode.Hangul}},
	{"han", "Noto Sans CJK", []*unicode.RangeTable{unicode.Han}},
	{"thai", "Noto Sans Thai", []*unicode.RangeTable{unicode.Thai}},
	{"devanagari", "Noto Sans Devanagari", []*unicode.RangeTable{unicode.Devanagari}},
	{"bengali", "Noto Sans Bengali", []*unicode.RangeTable{unicode.Bengali}},
	{"tamil", "Noto Sans Tamil", []*unicode.RangeTable{unicode.Tamil}},
	{"telugu", "Noto Sans Telugu", []*unicode.RangeTable{unicode.Telugu}},
	{"armenian", "Noto Sans Armenian", []*unicode.RangeTable{unicode.Armenian}},
	{"georgian", "Noto Sans Georgian", []*unicode.RangeTable{unicode.Georgian}},
}

// otherScript stands for letters of all the others.
const otherScript = "others"

// unsetOf groups what could not be printed by script, in the order of the table.
// Signs that were printed by name are no loss and are not told.
func unsetOf(list []draw.Replaced) []Unset {
	counts := map[string]int{}
	for _, r := range list {
		n, err := strconv.ParseInt(strings.TrimPrefix(r.Rune, "U+"), 16, 32)
		if err != nil || !strings.Contains(r.With, r.Rune) {
			continue
		}
		counts[scriptOf(rune(n))] += r.Count
	}
	if counts["japanese"] > 0 {
		// Beside syllables the characters of China are Japanese.
		counts["japanese"] += counts["han"]
		delete(counts, "han")
	}
	var out []Unset
	for _, s := range scripts {
		if n := counts[s.name]; n > 0 {
			out = append(out, Unset{s.name, n, s.font})
		}
	}
	if n := counts[otherScript]; n > 0 {
		out = append(out, Unset{otherScript, n, "Noto Sans"})
	}
	return out
}

func scriptOf(r rune) string {
	for _, s := range scripts {
		if unicode.In(r, s.in...) {
			return s.name
		}
	}
	if r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF {
		return "han"
	}
	return otherScript
}

// printed puts a model on paper with the fonts it was measured with.
func printed(m report.Model, ms *draw.Measurer) (Paper, error) {
	out, err := pdf.Print(m, ms)
	if err != nil {
		return Paper{}, fmt.Errorf("print: %w", err)
	}
	return Paper{PDF: out.Bytes, Unset: unsetOf(out.Lacking)}, nil
}
