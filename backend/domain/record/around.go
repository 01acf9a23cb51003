package record

import "strings"

// Around is a change of a value for reading: what stood there and what stands there,
// and of a long text only the run that differs with a few words on both sides.
type Around struct{ Lead, Was, Is, Tail string }

// ShownAround writes the two whole values of a change for people.
func ShownAround(before, after any) Around {
	b, wasText := before.(string)
	a, isText := after.(string)
	if !wasText || !isText || b == "" || a == "" {
		return Around{Was: shown(before), Is: shown(after)}
	}
	h := DiffText(b, a)
	if len(h.Old) == len(b) || len(h.New) == len(a) || len(b) <= aroundWhole && len(a) <= aroundWhole {
		return Around{Was: b, Is: a}
	}
	h = wholeWords(b, h)
	return Around{Lead: tailOf(b[:h.At]), Was: h.Old, Is: h.New, Tail: headOf(b[h.At+len(h.Old):])}
}

const (
	aroundWhole = 60 // bytes of a value that is shown whole
	aroundWords = 80 // bytes of what stands beside a change
)

// wholeWords widens a run to whole words, so that a change reads as words.
func wholeWords(b string, h Hunk) Hunk {
	from, ends := h.At, h.At+len(h.Old)
	for from > 0 && !isBlank(b[from-1]) {
		from--
	}
	more := ends
	for more < len(b) && !isBlank(b[more]) {
		more++
	}
	return Hunk{At: from, Old: b[from:more], New: b[from:h.At] + h.New + b[ends:more]}
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// tailOf and headOf are what stands beside a change, cut between words.
func tailOf(s string) string {
	if len(s) <= aroundWords {
		return s
	}
	cut := s[len(s)-aroundWords:]
	if i := strings.IndexAny(cut, " \n\t"); i >= 0 {
		return "…" + cut[i:]
	}
	return "…"
}

func headOf(s string) string {
	if len(s) <= aroundWords {
		return s
	}
	if i := strings.LastIndexAny(s[:aroundWords], " \n\t"); i >= 0 {
		return s[:i+1] + "…"
	}
	return "…"
}
