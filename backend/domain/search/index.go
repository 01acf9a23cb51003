package search

import "math/bits"

// Word is a word of the index and the number of places that hold it.
type Word struct {
	Text   string
	Places int
	// Letters says which letters it holds, to tell quickly that two words are too
	// different.
	Letters uint32
}

// NewWord makes a word of the index.
func NewWord(text string, places int) Word {
	return Word{Text: text, Places: places, Letters: letters(text)}
}

func letters(w string) (set uint32) {
	for _, r := range w {
		set |= 1 << (uint32(r) & 31)
	}
	return set
}

// Slips counts the slips between a typed word and a word of the index, limit+1
// when there are more than limit.
func (w Word) Slips(typed string, set uint32, limit int) int {
	if bits.OnesCount32(w.Letters^set) > 2*limit || max(len(w.Text), len(typed))-min(len(w.Text), len(typed)) > 4*limit {
		return limit + 1
	}
	return Distance(typed, w.Text, limit)
}

// Entry is what a search knows about a record without reading it.
type Entry struct {
	Known    bool // false for a number that no record has
	ID       string
	Kind     string
	Severity string
	State    string
	Date     string
	Services []string
	Tags     []string
	Classes  []string
	Has      []string
	Words    int // tokens of all its places
	Trashed  bool
}

// Year of the record, "" when it has no date.
func (e Entry) Year() string {
	if len(e.Date) < 4 {
		return ""
	}
	return e.Date[:4]
}

// Title is what a record is called.
type Title struct {
	ID, Ref, Kind, Title string
}
