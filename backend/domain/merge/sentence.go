package merge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentences bounds the second try of one run of lines.
const maxSentences = 2_000

// bySentence merges a run of lines of one paragraph sentence by sentence. ok is
// false when a version is empty or holds more than one paragraph, when sentences
// overlap as well, or when identical sentences stand side by side where somebody
// edited: then nobody can say which one was meant.
func bySentence(base, a, b string) (TextResult, bool) {
	texts := [3]string{base, a, b}
	var raw, keys [3][]string
	for i, t := range texts {
		if strings.TrimSpace(t) == "" || hasBlankLine(t) {
			return TextResult{}, false
		}
		raw[i] = sentences(t)
		if len(raw[i]) > maxSentences {
			return TextResult{}, false
		}
		for _, s := range raw[i] {
			keys[i] = append(keys[i], strings.TrimSpace(s))
		}
	}
	ids := intern(keys[0], keys[1], keys[2])
	var r TextResult
	var out sentenceWriter
	for _, g := range compare(ids[0], ids[1], ids[2]) {
		la, lb := raw[1][g.alo:g.ahi], raw[2][g.blo:g.bhi]
		switch {
		case !g.byA && !g.byB:
			for i := range la {
				out.write(g.lo+i == 0, space(raw[0][g.lo+i], la[i], lb[i]))
			}
		case !g.byB:
			out.write(g.alo == 0, la...)
		case !g.byA:
			out.write(g.blo == 0, lb...)
		case sameList(keys[1][g.alo:g.ahi], keys[2][g.blo:g.bhi]):
			for i := range la {
				out.write(g.alo == 0 && i == 0, min(la[i], lb[i])) // the blanks may differ
			}
		case g.insertions && !share(la, lb, strings.TrimSpace):
			first, second := orderedLists(la, lb, "")
			out.write(g.lo == 0, first...)
			out.write(false, second...)
			r.Joined++
		default:
			return TextResult{}, false
		}
	}
	r.Text = out.String()
	return r, true
}

// space picks, of three forms of one sentence that differ in the blanks before it
// only, the one that was changed.
func space(base, a, b string) string {
	switch {
	case a == b || b == base:
		return a
	case a == base:
		return b
	}
	return min(a, b)
}

func hasBlankLine(s string) bool {
	for _, l := range strings.Split(s, "\n") {
		if strings.TrimSpace(l) == "" {
			return true
		}
	}
	return false
}

// sentences cuts a paragraph behind full stops, question and exclamation marks
// that a blank follows, and behind the full stops of scripts without blanks. The
// blanks between two sentences belong to the second. Joined again they are the
// text.
func sentences(s string) []string {
	var out []string
	start, ended := 0, false
	for i, r := range s {
		if ended && (unicode.IsSpace(r) || wideStop(lastRune(s[:i])) && !wideStop(r) && !closing(r)) {
			out = append(out, s[start:i])
			start, ended = i, false
		}
		switch {
		case r == '.' || r == '!' || r == '?' || r == '…' || wideStop(r):
			ended = i > start
		case closing(r):
		default:
			ended = false
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func wideStop(r rune) bool { return r == '。' || r == '！' || r == '？' }

func closing(r rune) bool { return strings.ContainsRune(`"')]*_”’»`, r) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// sentenceWriter joins sentences of different versions: the first of a text has no
// blank before it and needs one when another now stands there, and the other way
// round; the indentation of the paragraph stays.
type sentenceWriter struct{ b strings.Builder }

// write appends sentences; head says that the first of them began its text.
func (w *sentenceWriter) write(head bool, list ...string) {
	for _, s := range list {
		if s == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(s)
		switch last := lastRune(w.b.String()); {
		case w.b.Len() == 0 && !head:
			s = strings.TrimLeft(s, " \t\n")
		case w.b.Len() > 0 && !unicode.IsSpace(first) && !unicode.IsSpace(last) && !wideStop(last):
			w.b.WriteByte(' ')
		}
		w.b.WriteString(s)
	}
}

func (w *sentenceWriter) String() string { return w.b.String() }
