package canon

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// MaxFile is how large a file of a record may be, attachments aside.
const MaxFile = 4 << 20

// source is a file while it is read. Line feeds are as the program writes them.
type source struct {
	path string
	raw  []byte // as found
	text []byte
	line int // lines before text, for what stands inside another file
	// exact texts are not brought into their shared form: what a conflict quotes
	// stays as it was.
	exact bool
}

// bom is what some editors put before a text.
var bom = []byte("\uFEFF")

// open checks what holds for every file a person can read.
func open(f File, limit int) (source, *Problem) {
	s := source{path: f.Path, raw: f.Data}
	fail := func(key string) (source, *Problem) {
		p := problem(f.Path, 0, key, string(f.Data[:min(len(f.Data), QuoteBytes)]), "max", strconv.Itoa(limit>>20))
		p.Bytes = f.Data
		return s, p
	}
	switch {
	case len(f.Data) > limit:
		return fail("canon.file_large")
	case !utf8.Valid(f.Data):
		return s, notUTF8(f)
	case len(bytes.TrimSpace(bytes.TrimPrefix(f.Data, bom))) == 0:
		// A save that was cut off, a full disk or a cloud folder makes such files; whoever
		// means to take everything out leaves the first line.
		return fail("canon.file_empty")
	}
	s.text = []byte(lines(string(bytes.TrimPrefix(f.Data, bom))))
	return s, nil
}

// notUTF8 names the first line with bytes that are no text, and these bytes: in the quote of
// the line they stand as \xE9, for nothing could show them.
func notUTF8(f File) *Problem {
	line := 1
	for rest := f.Data; ; line++ {
		here, after, more := bytes.Cut(rest, []byte("\n"))
		if utf8.Valid(here) && more {
			rest = after
			continue
		}
		var shown, wrong strings.Builder
		from := -1 // where the quote begins: the bytes are in it, also in a long line
		for i := 0; i < len(here); {
			c, n := utf8.DecodeRune(here[i:])
			if c == utf8.RuneError && n == 1 {
				code := fmt.Sprintf("\\x%02X", here[i])
				if shown.WriteString(code); from < 0 {
					from = max(0, shown.Len()-len(code)-QuoteBytes/2)
				}
				if wrong.Len() < QuoteBytes/4 {
					wrong.WriteString(code)
				}
			} else {
				shown.Write(here[i : i+n])
			}
			i += n
		}
		quote := shown.String()[max(from, 0):]
		p := problem(f.Path, line, "canon.not_utf8", strings.ToValidUTF8(quote, ""), "line", strconv.Itoa(line), "bytes", wrong.String())
		p.Quote, p.Bytes = strings.ToValidUTF8(p.Quote, ""), f.Data
		return p
	}
}

// problem about a line of the text, with the whole file.
func (s source) problem(line int, key string, params ...string) *Problem {
	p := problem(s.path, 0, key, "", params...)
	if line > 0 {
		p.Line, p.Quote = s.line+line, clip(lineOf(s.text, line))
	}
	if p.Quote == "" {
		p.Quote = clip(string(s.text))
	}
	p.Bytes = s.raw
	return p
}

// node reads a file as one YAML map without anything that means more than it says.
// A nil node is an empty file.
func (s source) node() (n *yaml.Node, comments []comment, p *Problem) {
	defer func() {
		if r := recover(); r != nil { // the library's bugs are no reason to stop
			n, comments, p = nil, nil, s.problem(0, "canon.yaml", "why", fmt.Sprint(r))
		}
	}()
	var doc yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(s.text))
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, commentsOf(&doc, nil), nil
	case err != nil:
		line, why := whereOf(s.text, err)
		if line > 0 { // as the whole file counts them, not the part that is YAML
			why = fmt.Sprintf("line %d: %s", s.line+line, why)
		}
		key := "canon.yaml"
		if strings.HasPrefix(strings.TrimLeft(lineOf(s.text, line), " "), "\t") {
			key = "canon.tab" // nobody sees it in an editor
		}
		return nil, nil, s.problem(line, key, "why", why)
	}
	var next yaml.Node
	if err := d.Decode(&next); !errors.Is(err, io.EOF) {
		return nil, nil, s.problem(next.Line, "canon.documents")
	}
	if p := s.check(&doc, 0); p != nil {
		return nil, nil, p
	}
	if len(doc.Content) != 1 {
		return nil, commentsOf(&doc, nil), nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		if root.Kind == yaml.ScalarNode && root.Value == "" && root.Style == 0 {
			return nil, commentsOf(&doc, nil), nil
		}
		return nil, nil, s.problem(root.Line, "canon.no_map")
	}
	return root, commentsOf(&doc, nil), nil
}

// check refuses what a reader could understand in two ways, and what is made to
// exhaust a machine.
func (s source) check(n *yaml.Node, depth int) *Problem {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return s.problem(n.Line, "canon.anchor")
	case n.Style&yaml.TaggedStyle != 0:
		return s.problem(n.Line, "canon.tag")
	case depth > MaxDepth:
		return s.problem(n.Line, "canon.deep", "max", strconv.Itoa(MaxDepth))
	}
	if n.Kind == yaml.MappingNode {
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			k := n.Content[i]
			switch {
			case k.Kind == yaml.AliasNode || k.Anchor != "":
				return s.problem(k.Line, "canon.anchor")
			case k.Kind != yaml.ScalarNode:
				return s.problem(k.Line, "canon.key")
			case k.Value == "<<" && k.Style == 0:
				return s.problem(k.Line, "canon.merge_key")
			case len(k.Value) > maxKey:
				return s.problem(k.Line, "canon.key_long", "max", strconv.Itoa(maxKey))
			case seen[k.Value]:
				return s.problem(k.Line, "canon.twice", "key", clip(k.Value))
			}
			seen[k.Value] = true
		}
	}
	for _, c := range n.Content {
		if p := s.check(c, depth+1); p != nil {
			return p
		}
	}
	return nil
}

// pair is a field of a map as a file has it.
type pair struct {
	key  string
	line int
	node *yaml.Node
}

func pairs(n *yaml.Node) []pair {
	if n == nil {
		return nil
	}
	list := make([]pair, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		list = append(list, pair{n.Content[i].Value, n.Content[i].Line, n.Content[i+1]})
	}
	return list
}

// numberForm is how JSON writes numbers; nothing else is one.
var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// plain is the value of a node that no schema describes. Whatever has quotes is a
// text; without quotes true, false and numbers are what they say as long as they
// would be written the same way again, and everything else is a text too: 0123,
// 1.10, yes, null and ~ keep their letters.
func (s source) plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = s.plain(c)
		}
		return list
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for _, f := range pairs(n) {
			m[f.key] = s.plain(f.node)
		}
		return m
	}
	if n.Style == 0 {
		switch {
		case n.Value == "true":
			return true
		case n.Value == "false":
			return false
		case numberForm.MatchString(n.Value):
			if x, err := strconv.ParseFloat(n.Value, 64); err == nil && number(x) == n.Value {
				return x
			}
		}
	}
	return s.shared(n.Value)
}

// typed is the value of a field whose type is known.
func (s source) typed(f record.Field, n *yaml.Node) (any, *Problem) {
	wrong := func(n *yaml.Node) (any, *Problem) {
		return nil, s.problem(n.Line, "canon.type", "field", f.Name, "type", string(f.Type))
	}
	// A value taken away by hand leaves its key alone.
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 {
		return nil, nil
	}
	switch f.Type {
	case record.JSON:
		return s.plain(n), nil
	case record.Bool:
		if n.Kind == yaml.ScalarNode && (n.Value == "true" || n.Value == "false") {
			return n.Value == "true", nil
		}
		return wrong(n)
	case record.Number:
		if n.Kind == yaml.ScalarNode && numberForm.MatchString(n.Value) {
			if x, err := strconv.ParseFloat(n.Value, 64); err == nil {
				return x, nil
			}
		}
		return wrong(n)
	case record.Strings, record.Texts:
		if n.Kind != yaml.SequenceNode {
			return wrong(n)
		}
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			if c.Kind != yaml.ScalarNode {
				return wrong(c)
			}
			list[i] = s.shared(c.Value)
		}
		return list, nil
	case record.Params:
		if n.Kind != yaml.MappingNode {
			return wrong(n)
		}
		m := make(map[string]any, len(n.Content)/2)
		for _, p := range pairs(n) {
			if p.node.Kind != yaml.ScalarNode {
				return wrong(p.node)
			}
			m[p.key] = s.shared(p.node.Value)
		}
		return m, nil
	case record.Statement:
		return s.statement(f, n)
	case record.Stated:
		if n.Kind != yaml.SequenceNode {
			return wrong(n)
		}
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			v, p := s.statement(f, c)
			if p != nil {
				return nil, p
			}
			list[i] = v
		}
		return list, nil
	}
	if n.Kind != yaml.ScalarNode {
		return wrong(n)
	}
	return s.shared(n.Value), nil
}

// statement reads one claim about a time. Three of its fields are always there in a doc; a
// person who writes one may leave the zone out, and the precision, which the time says.
func (s source) statement(f record.Field, n *yaml.Node) (any, *Problem) {
	if n.Kind != yaml.MappingNode {
		return nil, s.problem(n.Line, "canon.type", "field", f.Name, "type", string(f.Type))
	}
	m := map[string]any{}
	for _, p := range pairs(n) {
		if !contains(statementFields, p.key) {
			m[p.key] = s.plain(p.node)
			continue
		}
		if p.node.Kind != yaml.ScalarNode {
			return nil, s.problem(p.line, "canon.type", "field", f.Name+"."+p.key, "type", string(record.String))
		}
		m[p.key] = s.shared(p.node.Value)
	}
	at, ok := m["at"].(string)
	if !ok {
		return nil, s.problem(n.Line, "canon.missing", "field", f.Name+".at")
	}
	if _, ok := m["zone"]; !ok {
		m["zone"] = ""
	}
	if _, ok := m["precision"]; !ok {
		m["precision"] = string(timeline.PrecisionOf(at))
	}
	return m, nil
}

// statementFields in the order in which they are written; the first three are
// always there.
var statementFields = []string{"at", "zone", "precision", "end", "raw", "by", "reason", "recorded_at"}

// shared is a text as it stands in the doc.
func (s source) shared(v string) string {
	if s.exact {
		return v
	}
	return Text(v)
}

// letters is a value in which every scalar is a text.
func (s source) letters(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = s.letters(c)
		}
		return list
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for _, f := range pairs(n) {
			m[f.key] = s.letters(f.node)
		}
		return m
	}
	return s.shared(n.Value)
}
