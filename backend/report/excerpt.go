package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutMark stands where a text was cut.
const cutMark = " […]"

// sentences splits a text of one line after ". ", "! ", "? " and "; " where a
// capital, a figure or a bracket follows. Abbreviations of one letter do not
// end a sentence.
func sentences(s string) []string {
	var out []string
	runes := []rune(s)
	start := 0
	for i := 0; i+2 < len(runes); i++ {
		if !strings.ContainsRune(".!?;", runes[i]) || runes[i+1] != ' ' {
			continue
		}
		next := runes[i+2]
		if !unicode.IsUpper(next) && !unicode.IsDigit(next) && !strings.ContainsRune("“\"(‘", next) {
			continue
		}
		if runes[i] == '.' && (i-start < 2 || runes[i-1] == '.' || runes[i-2] == ' ' || runes[i-2] == '.') {
			continue
		}
		out = append(out, string(runes[start:i+1]))
		start = i + 2
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

// excerpt keeps whole sentences up to limit runes, at least one; a first
// sentence longer than that is cut between words. cut says that something is
// missing, which the mark at the end of the result shows as well.
func excerpt(s string, limit int) (short string, cut bool) {
	s = flat(s)
	if utf8.RuneCountInString(s) <= limit {
		return s, false
	}
	var b strings.Builder
	n := 0
	for _, one := range sentences(s) {
		l := utf8.RuneCountInString(one)
		if n > 0 && n+1+l > limit {
			break
		}
		if n == 0 && l > limit {
			return clip(one, limit), true
		}
		if n > 0 {
			b.WriteByte(' ')
			n++
		}
		b.WriteString(one)
		n += l
	}
	return b.String() + cutMark, true
}

// opened is an excerpt that ends before no sentence that goes on about the one
// before it, where a shorter one can be had.
func opened(s string, limit int) (short string, cut bool) {
	short, cut = excerpt(s, limit)
	if !cut {
		return short, cut
	}
	list := sentences(flat(s))
	kept := strings.TrimSuffix(short, cutMark)
	for n := len(list) - 1; n >= 1; n-- {
		if start := strings.Join(list[:n], " "); strings.HasPrefix(kept, start) && !refers(list[n]) {
			return start + cutMark, true
		}
	}
	return short, cut
}

// whole takes the mark of a cut from an excerpt of whole sentences, for places
// where a line below says where the rest stands.
func whole(short string) string {
	s, cut := strings.CutSuffix(short, cutMark)
	if cut && strings.ContainsRune(".!?", []rune(s)[utf8.RuneCountInString(s)-1]) {
		return s
	}
	return short
}

// unmarked are points whose excerpts went through whole.
func unmarked(items [][]Block) [][]Block {
	out := make([][]Block, len(items))
	for i, it := range items {
		out[i] = it
		if p, ok := it[0].(Paragraph); ok && len(it) == 1 && len(p.Spans) == 1 {
			p.Spans = []Span{{Text: whole(p.Spans[0].Text), Mark: p.Spans[0].Mark, Link: p.Spans[0].Link}}
			out[i] = []Block{p}
		}
	}
	return out
}

// clip cuts a text of one line between words, with the mark of a cut; it stays
// as it is when it has at most limit runes.
func clip(s string, limit int) string {
	s = flat(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)[:limit]
	end := len(runes)
	for i := len(runes) - 1; i > limit*2/3; i-- {
		if runes[i] == ' ' {
			end = i
			break
		}
	}
	return strings.TrimRight(string(runes[:end]), " ,;:-–") + cutMark
}

// runOn is a point on one line. What is listed below it stands behind a colon and
// apart by semicolons: run together, the items would read as one sentence.
func runOn(blocks []Block) string {
	var line string
	add := func(sign, words string) {
		if last, _ := utf8.DecodeLastRuneInString(line); line == "" || words == "" || strings.ContainsRune(".!?:;…,", last) {
			sign = ""
		}
		line = flat(line + sign + " " + words)
	}
	afterList := false
	for _, blk := range blocks {
		list, ok := blk.(List)
		if !ok {
			sign := ""
			if afterList {
				sign = "."
			}
			add(sign, Plain([]Block{blk}))
			afterList = false
			continue
		}
		for i, it := range list.Items {
			words := runOn(it)
			if list.Ordered && words != "" {
				words = strconv.Itoa(list.Start+i) + ". " + words
			}
			if i == 0 {
				add(":", words)
			} else {
				add(";", words)
			}
		}
		afterList = true
	}
	return line
}
