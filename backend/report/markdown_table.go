package report

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inlineParser reads the text of one cell: nothing in it opens a block.
var inlineParser = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
	)),
	goldmark.WithExtensions(extension.Strikethrough, extension.Linkify),
).Parser()

// table keeps the cells of rows that are longer than the head: the table gets
// columns without a title for them.
func (c *converter) table(n *east.Table) Table {
	t := Table{}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		if _, head := r.(*east.TableHeader); head {
			t.Columns = c.columns(r, n.Alignments)
			continue
		}
		var cells []Cell
		for cl := r.FirstChild(); cl != nil; cl = cl.NextSibling() {
			cells = append(cells, Cell{Paragraph{Spans: c.spans(cl, 0)}})
		}
		cells = append(cells, c.beyond(r.Pos(), len(n.Alignments))...)
		if len(cells) > 0 {
			t.Rows = append(t.Rows, Row{Cells: cells})
		}
		for len(t.Columns) < len(cells) {
			t.Columns = append(t.Columns, Column{})
		}
	}
	return t
}

func (c *converter) columns(head ast.Node, aligned []east.Alignment) []Column {
	var out []Column
	for cl := head.FirstChild(); cl != nil; cl = cl.NextSibling() {
		col := Column{Title: plainSpans(c.spans(cl, 0))}
		if i := len(out); i < len(aligned) && aligned[i] == east.AlignRight {
			col.Align = Right
		}
		out = append(out, col)
	}
	return out
}

// beyond reads the cells after the first n of the row whose line begins at pos:
// the parser leaves them out. Empty ones at the end are none.
func (c *converter) beyond(pos, n int) []Cell {
	if pos < 0 || pos >= len(c.src) {
		return nil
	}
	line, _, _ := bytes.Cut(c.src[pos:], []byte("\n"))
	all := rowCells(strings.TrimSpace(string(line)))
	for len(all) > n && strings.TrimSpace(all[len(all)-1]) == "" {
		all = all[:len(all)-1]
	}
	var out []Cell
	for _, text := range all[min(n, len(all)):] {
		inner := converter{src: []byte(strings.TrimSpace(text)), picture: c.picture}
		spans := inner.spans(inlineParser.Parse(gtext.NewReader(inner.src)), 0)
		out = append(out, Cell{Paragraph{Spans: spans}})
	}
	return out
}

// rowCells cuts a row as the parser does: at every "|" without a backslash
// before it, those at both ends left out.
func rowCells(line string) []string {
	line = strings.TrimPrefix(line, "|")
	line = strings.TrimSuffix(line, "|")
	var out []string
	from := 0
	for i := 0; i < len(line); i++ {
		if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			out = append(out, line[from:i])
			from = i + 1
		}
	}
	return append(out, line[from:])
}
