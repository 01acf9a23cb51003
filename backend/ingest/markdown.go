package ingest

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blockParser finds the blocks of Markdown with tables. Inline text is left as
// it stands: it is kept as written, and check boxes and struck text are read
// from the words. Link definitions stay paragraphs, so that they are kept too.
var blockParser = parser.NewParser(
	parser.WithBlockParsers(parser.DefaultBlockParsers()...),
	parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
)

// markdownBlocks cuts source bytes from base on into blocks without gaps.
func markdownBlocks(s *source, base int) []block {
	doc := blockParser.Parse(text.NewReader([]byte(s.text[base:])))
	var nodes []ast.Node
	var starts []int
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		pos := n.Pos()
		if t, ok := n.(*east.Table); ok && t.FirstChild() != nil {
			// A table may begin inside a paragraph; its head knows its place.
			pos = t.FirstChild().Pos()
		}
		if pos < 0 {
			continue
		}
		start := s.lineStart(base + pos)
		if len(starts) > 0 && start <= starts[len(starts)-1] {
			continue
		}
		nodes = append(nodes, n)
		starts = append(starts, max(start, base))
	}
	out := make([]block, 0, len(nodes)+1)
	if len(starts) == 0 || starts[0] > base {
		end := len(s.text)
		if len(starts) > 0 {
			end = starts[0]
		}
		if strings.TrimSpace(s.text[base:end]) != "" {
			out = append(out, block{kind: otherBlock, start: base, end: end})
		}
	}
	for i, n := range nodes {
		end := len(s.text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		out = append(out, markdownBlock(s, base, n, starts[i], end)...)
	}
	return out
}

func markdownBlock(s *source, base int, n ast.Node, start, end int) []block {
	b := block{kind: otherBlock, start: start, end: end}
	switch n := n.(type) {
	case *ast.Heading:
		raw := trimBlank(s.text[start:end])
		title := raw
		if strings.HasPrefix(strings.TrimLeft(raw, " "), "#") {
			title = strings.TrimLeft(strings.TrimLeft(raw, " "), "#")
			title = strings.TrimSpace(title)
			if t := strings.TrimRight(title, "#"); t != title && (t == "" || strings.HasSuffix(t, " ")) {
				title = strings.TrimSpace(t)
			}
		} else {
			nl := strings.LastIndexByte(raw, '\n')
			if nl < 0 {
				return []block{b}
			}
			title = strings.TrimSpace(raw[:nl])
			// A paragraph above a rule without a blank line is no heading.
			if len(title) > 100 || strings.Contains(title, "\n") {
				b.kind = paraBlock
				return []block{b}
			}
		}
		if title == "" {
			return []block{b}
		}
		b.kind, b.level, b.title = headingBlock, n.Level, title
	case *ast.Paragraph:
		b.kind = paraBlock
		if strings.HasPrefix(strings.TrimSpace(s.text[start:end]), "|") {
			if t := parseTable(s, start, end); t != nil {
				b.kind, b.table = tableBlock, t
			}
		}
	case *ast.List:
		b.kind = listBlock
		b.items = markdownItems(s, base, n, end, 0)
		if len(b.items) == 0 {
			b.kind = otherBlock
		}
	case *east.Table:
		if t := parseTable(s, start, end); t != nil {
			b.kind, b.table = tableBlock, t
		}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.kind = codeBlock
	}
	return []block{b}
}

// deepest is how far nested lists are told apart; what lies deeper stays text.
const deepest = 8

// markdownItems reads the items of a list and of the lists below.
func markdownItems(s *source, base int, list *ast.List, end, depth int) []item {
	var items []item
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Pos() < 0 {
			continue
		}
		pos := base + n.Pos()
		start := s.lineStart(pos)
		if len(items) > 0 && start <= items[len(items)-1].start {
			start = pos
		}
		next := end
		if m := n.NextSibling(); m != nil && m.Pos() >= 0 {
			next = s.lineStart(base + m.Pos())
			if next <= start {
				next = base + m.Pos()
			}
		}
		it := item{start: start, end: next, ordered: list.IsOrdered()}
		first := s.text[pos:next]
		_, width, _ := marker(first)
		indent := pos - s.lineStart(pos) + width
		it.full = dedent(s.text[pos+width:next], indent)
		own := ""
		at := pos + width
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			sub, ok := c.(*ast.List)
			if !ok || sub.Pos() < 0 || depth >= deepest {
				continue
			}
			from := max(s.lineStart(base+sub.Pos()), at)
			to := next
			if c.NextSibling() != nil && c.NextSibling().Pos() >= 0 {
				to = max(s.lineStart(base+c.NextSibling().Pos()), from)
			}
			own += s.text[at:from]
			it.children = append(it.children, markdownItems(s, base, sub, to, depth+1)...)
			at = to
		}
		own += s.text[min(at, next):next]
		it.text = dedent(own, indent)
		it.takeCheck()
		items = append(items, it)
	}
	return items
}
