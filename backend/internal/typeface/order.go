package typeface

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
)

// Span is a piece of a line that is read in one direction, as bytes of the text.
type Span struct {
	Start, End int
	RTL        bool
}

// RightToLeft says whether text has a letter that is read from right to left.
func RightToLeft(text string) bool {
	for _, r := range text {
		if rtlLetter(r) {
			return true
		}
	}
	return false
}

func rtlLetter(r rune) bool {
	return r >= 0x0590 && (r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF) &&
		unicode.IsLetter(r)
}

// BeginsRight says whether a paragraph is read from the right: its first letter
// is of such a script.
func BeginsRight(text string) bool {
	for _, r := range text {
		switch {
		case rtlLetter(r):
			return true
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}

// Order gives the spans of a line as they stand from left to right. right is the
// direction of the paragraph the line belongs to.
func Order(line string, right bool) []Span {
	if line == "" {
		return nil
	}
	if !right && !RightToLeft(line) {
		return []Span{{End: len(line)}}
	}
	// A mark in front gives the direction of the paragraph, which the line alone
	// may not show.
	mark, direction := '\u200E', bidi.LeftToRight
	if right {
		mark, direction = '\u200F', bidi.RightToLeft
	}
	runes := append([]rune{mark}, []rune(line)...)
	at := make([]int, 0, len(runes)+1)
	at = append(at, 0)
	for i := range line {
		at = append(at, i)
	}
	at = append(at, len(line))
	var p bidi.Paragraph
	runs := p.Segment(runes, direction)
	type leveled struct {
		Span
		level int
	}
	var list []leveled
	top := 0
	for i := range runs.NumRuns() {
		r := runs.Run(i)
		s := leveled{Span{at[r.Start], at[r.End], !r.IsLeftToRight()}, int(r.Level)}
		if s.Start < s.End {
			list = append(list, s)
			top = max(top, s.level)
		}
	}
	// Rule L2: from the highest level down, what is at least as high is turned.
	for level := top; level > 0; level-- {
		for i := 0; i < len(list); i++ {
			j := i
			for j < len(list) && list[j].level >= level {
				j++
			}
			if j > i {
				slices.Reverse(list[i:j])
				i = j
			}
		}
	}
	out := make([]Span, len(list))
	for i, s := range list {
		out[i] = s.Span
	}
	return out
}

// mirrors are the pairs that look the other way when read from the right.
var mirrors = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹',
	'⟨': '⟩', '⟩': '⟨', '≤': '≥', '≥': '≤',
}

// Turned is text without shaping, as it stands when it is read from the right.
func Turned(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	for i, r := range runes {
		if m, ok := mirrors[r]; ok {
			runes[i] = m
		}
	}
	return string(runes)
}
