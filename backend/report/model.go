package report

import (
	"time"

	"secondstory/backend/draw"
)

// Model is one report, ready for a painter.
type Model struct {
	Title        string // of the document and its metadata
	Subject      string
	Organisation string
	Keywords     []string
	AsOf         time.Time // creation and modification date of the file
	Head         [2]string // furniture: left, right
	Foot         string    // furniture: left; the page number stands at the right
	OnePage      bool      // the painter must shrink until everything fits one page
	Blocks       []Block
	Words        Words
	// Apart says what of the review the layout has no place for. It is for the
	// person who makes the report and is never printed.
	Apart []string
	// Data are the numbers behind the words as JSON, for the form that programs read; nil
	// for none.
	Data []byte
}

// Words are the texts a painter adds itself.
type Words struct {
	Page         string // with {n} and {of}
	Lacking      string // heading of the list of characters the font lacks
	LackingIntro string
	LackingHeads [3]string // character, shown as, how often
	LackingNote  string    // one line for a report of one page, with {list}
	LeftOut      string    // shown as: nothing, because it has no shape
	Contents     string    // heading of the contents of a long report; "" for none
	Notes        string    // heading of the footnotes where there are no pages
	Language     string    // tag of the language the words are in, as "en-GB"; "" says none
}

// Block is one of Heading, Paragraph, List, Quote, Code, Table, Figure, *Picture,
// Numbers, Columns, Shrink, Rule and Break.
type Block interface{ block() }

// Style is the look of a paragraph.
type Style int

// The styles of paragraphs.
const (
	Body    Style = iota
	Kicker        // the line above the title
	Lead          // what happened, on the first page
	Point         // one of what was learned
	Caption       // below a heading or above a figure, in a lighter ink
	Note          // small, lighter ink
)

// Heading opens a part. Level 0 is the title of the report, 1 a part, 2 and 3
// stand below it. Level 1 and 2 become bookmarks.
type Heading struct {
	Level int
	Text  string
	Tight bool // no bookmark: repeats what the first page shows of a part below
}

// Paragraph is text; spans may hold line ends.
type Paragraph struct {
	Spans []Span
	Style Style
}

// List holds items of blocks. Marks are "•" or counted from Start.
type List struct {
	Ordered bool
	Start   int
	Items   [][]Block
	Points  bool // the numbered points of the first page
}

// Quote is set apart by a line at its left.
type Quote struct{ Blocks []Block }

// Code keeps its lines and its spaces. Label is what the writer called it, such as
// the name of its language; it is no line of the text.
type Code struct{ Text, Label string }

// Rule is a thin line across.
type Rule struct{}

// Break ends a page that is nearly full; on any other what follows moves up.
type Break struct{}

// Mark is a set of text styles.
type Mark uint8

// The text styles of spans.
const (
	Bold Mark = 1 << iota
	Italic
	Mono
	Strike
	Faint // lighter ink
	Warn  // late or undecided: always beside a word that says so
)

// Span is a run of text in one style; "\n" ends a line.
type Span struct {
	Text string
	Mark Mark
	Link string // address it leads to
	To   string // ID of a row of this report that it leads to, where there is one
	Note []Span // footnote; without notes of its own
}

// Align is where the text of a column stands.
type Align int

// The alignments.
const (
	Left Align = iota
	Right
)

// Column is one column of a table. Width is in px; 0 shares what is left.
type Column struct {
	Title string
	Width float64
	Align Align
	Faint bool
}

// Table is rows under heads that repeat on every page.
type Table struct {
	Columns []Column
	Rows    []Row
	Small   bool // the tighter setting of lists of facts
}

// Row is one row. A Group row opens a group and stays with the row after it.
type Row struct {
	ID     string // others lead here; each once, and only in tables that stand outside of all else
	Cells  []Cell // one per column; missing ones are empty
	Group  bool
	Faint  bool    // ruled out, declined
	Indent float64 // of the second column, px
}

// Cell is what stands in one column of one row.
type Cell []Block

// Figure is a drawing, scaled by the painter: the pages of one diagram.
type Figure struct {
	Pages []FigurePage
	Alt   string // what it shows, in words
}

// FigurePage is one scene and the room it was fitted to.
type FigurePage struct {
	Scene     draw.Scene
	Scale     float64 // of the scene's px
	Landscape bool    // needs a page of its own, turned
	Title     string  // above the scene; "" for none
}

// Numbers are up to five figures in a row.
type Numbers struct{ Items []Number }

// Number is one figure with what it counts.
type Number struct{ Value, Label string }

// Columns stand side by side where there is room.
type Columns struct{ Columns [][]Block }

// Shrink has forms of the same content, the fullest first; each shorter one says
// what it leaves out. Costs has, for each form but the first, what the reader
// loses by taking it instead of the one before; it does not fall. Of several
// shrinks the cheapest step is taken first. In a report of many pages costs say
// nothing: it takes the fullest form that needs no page more than its shortest.
type Shrink struct {
	Forms [][]Block
	Costs []int
}

// Add appends a form; the cost of the first one says nothing.
func (s *Shrink) Add(cost int, form []Block) {
	if len(s.Forms) > 0 {
		if n := len(s.Costs); n > 0 {
			cost = max(cost, s.Costs[n-1])
		}
		s.Costs = append(s.Costs, cost)
	}
	s.Forms = append(s.Forms, form)
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Quote) block()     {}
func (Code) block()      {}
func (Rule) block()      {}
func (Break) block()     {}
func (Table) block()     {}
func (Figure) block()    {}
func (Numbers) block()   {}
func (Columns) block()   {}
func (Shrink) block()    {}

// text is a cell or paragraph of one plain run.
func text(s string, m Mark) Paragraph { return Paragraph{Spans: []Span{{Text: s, Mark: m}}} }

func cell(s string) Cell             { return cellMark(s, 0) }
func cellMark(s string, m Mark) Cell { return Cell{text(s, m)} }
