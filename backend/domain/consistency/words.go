package consistency

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"secondstory/backend/domain/review"
)

// mostWords is how much of a text is quoted in a sentence, in letters.
const mostWords = 60

// quoted is the first line of a text, shortened to what a sentence holds.
func quoted(s string) string {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		runes := []rune(line)
		if len(runes) <= mostWords {
			return line
		}
		cut := mostWords
		for i := mostWords; i > mostWords/2; i-- {
			if unicode.IsSpace(runes[i]) {
				cut = i
				break
			}
		}
		return strings.TrimRightFunc(string(runes[:cut]), unicode.IsSpace) + "…"
	}
	return ""
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// empty says whether a text has no letter or digit.
func empty(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// alike is a text without case, marks and repeated spaces, for looking for two of one.
func alike(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// prose is one text that people wrote, with the path of where it stands.
type prose struct{ about, text string }

// texts are all words of the review that others read, in the order of the review.
func (l *look) texts() []prose {
	var out []prose
	put := func(about, text string) {
		if !empty(text) {
			out = append(out, prose{about, text})
		}
	}
	put("title", l.Title)
	for _, s := range l.Sections {
		put(review.Sections+"/"+s.Key, s.Text)
	}
	for _, e := range l.Timeline {
		put(review.Timeline+"/"+e.ID, e.Text)
	}
	for _, f := range l.Factors {
		put(review.Factors+"/"+f.ID, f.Text)
	}
	for _, c := range l.Causes {
		put(review.Causes+"/"+c.ID, c.Text)
		put(review.Causes+"/"+c.ID, c.Note)
	}
	for _, e := range l.Evidence {
		put(review.Causes+"/"+e.Cause, e.Text) // where it is seen
	}
	for _, a := range l.Actions {
		for _, text := range []string{a.Title, a.Text, a.Criterion, a.Measure} {
			put(review.Actions+"/"+a.ID, text)
		}
	}
	for _, c := range l.Comments {
		put(review.Comments+"/"+c.ID, c.Text)
	}
	for _, p := range l.Pictures {
		put(review.Pictures+"/"+p.ID, p.Caption)
		put(review.Pictures+"/"+p.ID, p.Alt)
	}
	return out
}

// spoken are the lines of a text without what it quotes: code, quotations and links are
// the words of somebody else, or of a machine.
func spoken(text string) []string {
	var out []string
	fence := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch mark := strings.TrimLeft(line, "`~"); {
		case fence != "":
			if strings.HasPrefix(line, fence) {
				fence = ""
			}
			continue
		case len(line)-len(mark) >= 3:
			fence = line[:3]
			continue
		case strings.HasPrefix(line, ">"), line == "":
			continue
		}
		out = append(out, withoutCode(line))
	}
	return out
}

// withoutCode takes what stands between backticks out of a line.
func withoutCode(line string) string {
	parts := strings.Split(line, "`")
	if len(parts)%2 == 0 {
		return line // one backtick is a mark like another
	}
	for i := 1; i < len(parts); i += 2 {
		parts[i] = " "
	}
	return strings.Join(parts, "")
}
