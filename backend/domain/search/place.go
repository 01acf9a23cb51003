package search

import "strings"

// Class is the kind of a place.
type Class uint8

// The classes. Their numbers are stored in the index.
const (
	InRef Class = iota + 1
	InTitle
	InServices
	InTags
	InSummary
	InSection
	InTimeline
	InFactor
	InCause
	InEvidence
	InAction
	InPeople
	InAnswer
	InPicture
)

// Classes in the order of their numbers.
var Classes = []Class{InRef, InTitle, InServices, InTags, InSummary, InSection, InTimeline, InFactor, InCause, InEvidence, InAction, InPeople, InAnswer, InPicture}

var classNames = map[Class]string{InRef: "ref", InTitle: "title", InServices: "services", InTags: "tags", InSummary: "summary",
	InSection: "sections", InTimeline: "timeline", InFactor: "factors", InCause: "causes", InEvidence: "evidence",
	InAction: "actions", InPeople: "people", InAnswer: "answers", InPicture: "pictures"}

// Name of a class as it stands in "in:…" and on the wire.
func (c Class) Name() string { return classNames[c] }

// Place is one text of a record.
type Place struct {
	Class Class
	Key   string // path in the record: "title", "sections/summary", "timeline/<id>"
	Text  string
	// Times are when it happened, in the forms of a statement with a blank between
	// each: first as screens show it, then as it was stated where that differs.
	Times string
}

// At is when it happened as screens show it; "" when it has no time.
func (p Place) At() string {
	at, _, _ := strings.Cut(p.Times, " ")
	return at
}

// Pos names a place of the index in one number: the record, the class and a slot.
// What a search needs first, which record and what kind of place, is then read
// without reading the place.
type Pos int64

const (
	slotBits  = 24
	classBits = 4
	// EntryShift is how far the number of the record lies to the left in a position.
	EntryShift = slotBits + classBits
	// MaxSlot is the last slot of a class.
	MaxSlot = 1<<slotBits - 1
)

// NewPos packs a position.
func NewPos(entry int64, class Class, slot int) Pos {
	return Pos(entry<<EntryShift | int64(class)<<slotBits | int64(slot))
}

// Entry is the number of the record in the index.
func (p Pos) Entry() int64 { return int64(p) >> EntryShift }

// Class is the kind of place.
func (p Pos) Class() Class { return Class(int64(p) >> slotBits & (1<<classBits - 1)) }

// Slot tells the places of one class of a record apart.
func (p Pos) Slot() int { return int(int64(p) & MaxSlot) }

// Readable is Markdown as a snippet shows it: without the signs that format it.
// Words, addresses and what stands in code stay.
func Readable(markdown string) string {
	if !strings.ContainsAny(markdown, "*_`#|>[~<\n\t-+") {
		return strings.TrimSpace(markdown)
	}
	var b strings.Builder
	b.Grow(len(markdown))
	for _, line := range strings.Split(markdown, "\n") {
		line = strings.TrimSpace(line)
		line = strings.TrimLeft(line, "#>")
		line = strings.TrimSpace(line)
		for _, bullet := range []string{"- [ ] ", "- [x] ", "- ", "* ", "+ "} {
			if strings.HasPrefix(line, bullet) {
				line = line[len(bullet):]
				break
			}
		}
		if line == "" || strings.Trim(line, "-=|:`~ *_") == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		inline(&b, line)
	}
	return b.String()
}

// inline writes a line without emphasis, code and link signs.
func inline(b *strings.Builder, line string) {
	line = strings.Trim(line, "|")
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && strings.IndexByte("*_`#|[]", line[i+1]) >= 0:
			i++
			b.WriteByte(line[i])
		case c == '*' || c == '`' || c == '~' && i+1 < len(line) && line[i+1] == '~':
			if c == '~' {
				i++
			}
		case c == '_' && (i == 0 || line[i-1] == ' ' || i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '_'):
		case c == '|':
			b.WriteString("·")
		case c == '[' || c == '!' && i+1 < len(line) && line[i+1] == '[':
			// Both parts of a link stay: the words and where they lead.
		case c == ']' && i+1 < len(line) && line[i+1] == '(':
			b.WriteByte(' ')
		case c == ']':
		case c == '<' && strings.HasPrefix(line[i:], "<br"):
			if end := strings.IndexByte(line[i:], '>'); end > 0 {
				i += end
				b.WriteByte(' ')
			} else {
				b.WriteByte(c)
			}
		default:
			b.WriteByte(c)
		}
	}
}
