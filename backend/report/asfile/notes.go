package asfile

import "secondstory/backend/report"

// notes are the footnotes of a document and their numbers.
type notes struct {
	list  [][]report.Span
	at    map[string]int
	named map[int]bool // has been led to
}

func notesOf(m report.Model) *notes {
	n := &notes{list: report.Footnotes(m.Blocks), at: map[string]int{}, named: map[int]bool{}}
	for i, spans := range n.list {
		n.at[report.NoteKey(spans)] = i + 1
	}
	return n
}

// of is the number of the footnote of a span; 0 for none.
func (n *notes) of(s report.Span) int {
	if len(s.Note) == 0 {
		return 0
	}
	return n.at[report.NoteKey(s.Note)]
}

// plainNotes are the words of a note, which has no notes of its own.
func plainNotes(spans []report.Span) []report.Span {
	out := make([]report.Span, len(spans))
	for i, s := range spans {
		s.Note = nil
		out[i] = s
	}
	return out
}
