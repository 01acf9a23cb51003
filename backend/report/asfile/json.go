package asfile

import (
	"encoding/json"
	"time"

	"secondstory/backend/report"
)

// Format is the version of the JSON form; a field may be added to it, none changes
// its meaning.
const Format = 1

type document struct {
	Format   int       `json:"format"`
	Title    string    `json:"title"`
	Subject  string    `json:"subject"`
	Audience string    `json:"audience"`
	Language string    `json:"language,omitempty"`
	AsOf     string    `json:"as_of,omitempty"` // RFC 3339, UTC
	Foot     string    `json:"foot"`
	Blocks   []element `json:"blocks"`
	Notes    [][]span  `json:"notes,omitempty"` // footnotes; the first has the number 1
	// Data are the numbers behind the words, of reports that are made of numbers.
	Data json.RawMessage `json:"data,omitempty"`
}

// element is one block; which fields it has depends on its type.
type element struct {
	Type    string      `json:"type"`
	Level   int         `json:"level,omitempty"`
	Text    string      `json:"text,omitempty"`
	Label   string      `json:"label,omitempty"`
	Style   string      `json:"style,omitempty"`
	Spans   []span      `json:"spans,omitempty"`
	Ordered bool        `json:"ordered,omitempty"`
	Start   int         `json:"start,omitempty"`
	Items   [][]element `json:"items,omitempty"`
	Heads   []string    `json:"heads,omitempty"`
	Rows    []row       `json:"rows,omitempty"`
	Numbers []number    `json:"numbers,omitempty"`
	Titles  []string    `json:"titles,omitempty"`
	// Of a picture, with what is to be seen in it as its text. Data is in base64 and
	// absent where the picture was not on the machine that made the report.
	Caption string `json:"caption,omitempty"`
	Belongs string `json:"belongs,omitempty"`
	Format  string `json:"format,omitempty"`
	Width   int    `json:"width,omitempty"` // pixels
	Height  int    `json:"height,omitempty"`
	Data    []byte `json:"data,omitempty"`
}

type span struct {
	Text   string `json:"text"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	Code   bool   `json:"code,omitempty"`
	Struck bool   `json:"struck,omitempty"`
	Link   string `json:"link,omitempty"`
	To     string `json:"to,omitempty"`   // id of the row it leads to
	Note   int    `json:"note,omitempty"` // number of its footnote
}

type row struct {
	ID    string      `json:"id,omitempty"`
	Group bool        `json:"group,omitempty"`
	Cells [][]element `json:"cells"`
}

type number struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// JSON is a report for a program: its blocks in their order. Drawings are told by
// their titles and what they show; their facts stand in the tables beside them.
func JSON(m report.Model) ([]byte, error) {
	w := writer{notesOf(m), report.Places(m.Blocks)}
	d := document{Format: Format, Title: m.Title, Subject: m.Subject, Audience: m.Head[1], Language: m.Words.Language, Foot: m.Foot, Blocks: w.elements(m.Blocks), Data: m.Data}
	for _, note := range w.notes.list {
		d.Notes = append(d.Notes, w.spans(plainNotes(note)))
	}
	if !m.AsOf.IsZero() {
		d.AsOf = m.AsOf.UTC().Format(time.RFC3339)
	}
	raw, err := json.MarshalIndent(d, "", "  ")
	return append(raw, '\n'), err
}

type writer struct {
	notes *notes
	to    map[string]bool
}

func (w writer) elements(list []report.Block) []element {
	out := []element{}
	for _, blk := range list {
		switch blk := blk.(type) {
		case report.Heading:
			out = append(out, element{Type: "heading", Level: blk.Level, Text: blk.Text})
		case report.Paragraph:
			out = append(out, element{Type: "paragraph", Style: classes[blk.Style], Spans: w.spans(blk.Spans)})
		case report.List:
			e := element{Type: "list", Ordered: blk.Ordered, Start: blk.Start}
			for _, it := range blk.Items {
				e.Items = append(e.Items, w.elements(it))
			}
			out = append(out, e)
		case report.Quote:
			out = append(out, element{Type: "quote", Items: [][]element{w.elements(blk.Blocks)}})
		case report.Code:
			out = append(out, element{Type: "code", Text: blk.Text, Label: blk.Label})
		case report.Table:
			e := element{Type: "table"}
			for _, c := range blk.Columns {
				e.Heads = append(e.Heads, c.Title)
			}
			for _, r := range blk.Rows {
				cells := [][]element{}
				for _, c := range r.Cells {
					cells = append(cells, w.elements(c))
				}
				e.Rows = append(e.Rows, row{r.ID, r.Group, cells})
			}
			out = append(out, e)
		case report.Numbers:
			e := element{Type: "numbers"}
			for _, n := range blk.Items {
				e.Numbers = append(e.Numbers, number(n))
			}
			out = append(out, e)
		case report.Columns:
			e := element{Type: "columns"}
			for _, c := range blk.Columns {
				e.Items = append(e.Items, w.elements(c))
			}
			out = append(out, e)
		case report.Shrink:
			if len(blk.Forms) > 0 {
				out = append(out, w.elements(blk.Forms[0])...)
			}
		case *report.Picture:
			out = append(out, element{Type: "picture", Label: blk.Label, Text: blk.Seen, Caption: blk.Caption, Belongs: blk.Belongs,
				Format: blk.Format, Width: blk.Width, Height: blk.Height, Data: blk.Data})
		case report.Figure:
			e := element{Type: "figure", Text: blk.Alt}
			for _, p := range blk.Pages {
				if p.Title != "" {
					e.Titles = append(e.Titles, p.Title)
				}
			}
			out = append(out, e)
		}
	}
	return out
}

func (w writer) spans(list []report.Span) []span {
	out := []span{}
	for _, s := range list {
		link := s.Link
		if !follows(link) {
			link = ""
		}
		to := s.To
		if !w.to[to] {
			to = ""
		}
		out = append(out, span{s.Text, s.Mark&report.Bold != 0, s.Mark&report.Italic != 0, s.Mark&report.Mono != 0, s.Mark&report.Strike != 0, link, to, w.notes.of(s)})
	}
	return out
}
