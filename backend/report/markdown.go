package report

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxDepth bounds the nesting of quotes and lists; deeper ones are set at this
// depth, none of their words is lost.
const maxDepth = 8

var markdownParser = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()

// Markdown turns a text into blocks. Headings inside it stand below the part
// they are in. Nothing is dropped: raw HTML and comments are printed as they
// stand, pictures by their words and address (picture forms that text), links
// with the address they lead to, code with the name of its language. A text
// that nests deeper than people write stands as code.
func Markdown(src string, picture func(alt, address string) string) []Block {
	return markdown(src, picture, func(string, string) Block { return nil })
}

// markdown is Markdown with pictures that are blocks of their own: shown gives the one
// for an address, or nil for those that are told in words.
func markdown(src string, picture func(alt, address string) string, shown func(alt, address string) Block) []Block {
	src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	if strings.TrimSpace(src) == "" {
		return nil
	}
	if tooDeep(src) {
		return []Block{Code{Text: strings.TrimRight(src, "\n")}}
	}
	c := converter{src: []byte(src), picture: picture, shown: shown}
	return c.blocks(markdownParser.Parse(gtext.NewReader(c.src)), 0)
}

type converter struct {
	src     []byte
	picture func(alt, address string) string
	shown   func(alt, address string) Block
}

func (c *converter) blocks(parent ast.Node, depth int) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, c.block(n, depth)...)
	}
	return out
}

func (c *converter) block(n ast.Node, depth int) []Block {
	switch n := n.(type) {
	case *ast.Heading:
		return []Block{Heading{Level: min(2+n.Level, 4), Text: plainSpans(c.spans(n, 0)), Tight: true}}
	case *ast.Paragraph, *ast.TextBlock:
		return c.paragraph(n)
	case *ast.List:
		l := List{Ordered: n.IsOrdered(), Start: n.Start}
		for it := n.FirstChild(); it != nil; it = it.NextSibling() {
			l.Items = append(l.Items, c.blocks(it, depth+1))
		}
		if depth >= maxDepth {
			var flat []Block
			for _, it := range l.Items {
				flat = append(flat, it...)
			}
			return flat
		}
		return []Block{l}
	case *ast.Blockquote:
		inner := c.blocks(n, depth+1)
		if depth >= maxDepth {
			return inner
		}
		return []Block{Quote{inner}}
	case *ast.FencedCodeBlock:
		code := Code{Text: strings.TrimRight(c.lines(n), "\n")}
		if n.Info != nil {
			code.Label = string(n.Info.Segment.Value(c.src))
		}
		return []Block{code}
	case *ast.CodeBlock:
		return []Block{Code{Text: strings.TrimRight(c.lines(n), "\n")}}
	case *ast.HTMLBlock:
		raw := c.lines(n)
		if n.HasClosure() {
			raw += string(n.ClosureLine.Value(c.src))
		}
		return []Block{Code{Text: strings.TrimRight(raw, "\n")}}
	case *ast.ThematicBreak:
		return []Block{Rule{}}
	case *east.Table:
		return []Block{c.table(n)}
	}
	if n.HasChildren() {
		return c.blocks(n, depth+1)
	}
	if n.Type() == ast.TypeBlock {
		if raw := strings.TrimSpace(c.lines(n)); raw != "" {
			return []Block{Code{Text: raw}}
		}
	}
	return nil
}

// paragraph is a text, divided where it shows a picture.
func (c *converter) paragraph(n ast.Node) (out []Block) {
	var spans []Span
	end := func() {
		if s := trimSpans(spans); len(s) > 0 {
			out = append(out, Paragraph{Spans: s})
		}
		spans = nil
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if image, ok := k.(*ast.Image); ok {
			if blk := c.shown(plainSpans(c.spans(image, 0)), string(image.Destination)); blk != nil {
				end()
				out = append(out, blk)
				continue
			}
		}
		spans = append(spans, c.inline(k, 0)...)
	}
	end()
	return out
}

func (c *converter) lines(n ast.Node) string {
	var b strings.Builder
	for i := 0; i < n.Lines().Len(); i++ {
		seg := n.Lines().At(i)
		b.Write(seg.Value(c.src))
	}
	return b.String()
}

// spans reads the inline content of a node.
func (c *converter) spans(n ast.Node, m Mark) []Span {
	var out []Span
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		out = append(out, c.inline(k, m)...)
	}
	return out
}

func (c *converter) inline(k ast.Node, m Mark) []Span {
	switch k := k.(type) {
	case *ast.Text:
		return []Span{{Text: c.plain(k), Mark: m}}
	case *ast.String:
		return []Span{{Text: string(k.Value), Mark: m}}
	case *ast.CodeSpan:
		return c.spans(k, m|Mono)
	case *ast.Emphasis:
		if k.Level >= 2 {
			return c.spans(k, m|Bold)
		}
		return c.spans(k, m|Italic)
	case *east.Strikethrough:
		return c.spans(k, m|Strike)
	case *ast.Link:
		return c.link(k, m)
	case *ast.AutoLink:
		return []Span{{Text: string(k.Label(c.src)), Mark: m, Link: string(k.URL(c.src))}}
	case *ast.Image:
		alt := plainSpans(c.spans(k, 0))
		return []Span{{Text: c.picture(alt, string(k.Destination)) + quoted(k.Title), Mark: m | Faint}}
	case *ast.RawHTML:
		return []Span{{Text: c.rawHTML(k), Mark: m}}
	case *east.TaskCheckBox:
		if k.IsChecked {
			return []Span{{Text: "[x] ", Mark: m}}
		}
		return []Span{{Text: "[ ] ", Mark: m}}
	}
	return c.spans(k, m)
}

// link prints where a link leads unless its words say so already.
func (c *converter) link(k *ast.Link, m Mark) []Span {
	url := string(k.Destination)
	spans := c.spans(k, m)
	for i := range spans {
		spans[i].Link = url
	}
	if words := strings.TrimSpace(plainSpans(spans)); words != "" && words != url {
		return append(spans, Span{Text: " (" + url + quoted(k.Title) + ")", Mark: m | Faint, Link: url})
	}
	return []Span{{Text: url, Mark: m, Link: url}, {Text: quoted(k.Title), Mark: m | Faint, Link: url}}
}

// quoted is the title of a link or picture, to follow its address.
func quoted(title []byte) string {
	if len(title) == 0 {
		return ""
	}
	return " “" + string(title) + "”"
}

func (c *converter) rawHTML(k *ast.RawHTML) string {
	var b strings.Builder
	for i := 0; i < k.Segments.Len(); i++ {
		seg := k.Segments.At(i)
		b.Write(seg.Value(c.src))
	}
	switch tag := strings.ToLower(strings.ReplaceAll(b.String(), " ", "")); tag {
	case "<br>", "<br/>":
		return "\n"
	}
	return b.String()
}

func (c *converter) plain(t *ast.Text) string {
	v := t.Segment.Value(c.src)
	if !t.IsRaw() {
		v = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(v)))
	}
	s := string(v)
	switch {
	case t.HardLineBreak():
		s += "\n"
	case t.SoftLineBreak():
		s += " "
	}
	return s
}

// trimSpans drops spans without text and white space at both ends.
func trimSpans(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if s.Text != "" {
			out = append(out, s)
		}
	}
	for len(out) > 0 {
		out[0].Text = strings.TrimLeft(out[0].Text, " \n\t")
		if out[0].Text != "" {
			break
		}
		out = out[1:]
	}
	for len(out) > 0 {
		last := &out[len(out)-1]
		last.Text = strings.TrimRight(last.Text, " \n\t")
		if last.Text != "" {
			break
		}
		out = out[:len(out)-1]
	}
	return out
}

func plainSpans(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return flat(b.String())
}

// Plain is all text of blocks as one line, for excerpts.
func Plain(blocks []Block) string {
	var parts []string
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			parts = append(parts, b.Text)
		case Paragraph:
			parts = append(parts, plainSpans(b.Spans))
		case Quote:
			parts = append(parts, Plain(b.Blocks))
		case Code:
			parts = append(parts, flat(b.Label+" "+b.Text))
		case *Picture:
			parts = append(parts, b.words())
		case List:
			for i, it := range b.Items {
				mark := ""
				if b.Ordered {
					mark = strconv.Itoa(b.Start+i) + ". "
				}
				parts = append(parts, mark+Plain(it))
			}
		case Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					parts = append(parts, Plain(c))
				}
			}
		}
	}
	return flat(strings.Join(parts, " "))
}
