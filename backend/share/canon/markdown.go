package canon

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Fields that stand in the Markdown and not above it: the title of a record, title and
// text of a section.
const (
	titleField = "title"
	textField  = "text"
	rankField  = "rank"
)

const fence = "---"

var (
	// heading begins a section: "## Title {#key}"; of one without a title "## Key {#key -}".
	heading = regexp.MustCompile(`^## (?:(.*) )?\{#([A-Za-z0-9_.%-]*)( -)?\}$`)
	// guarded lines of a body would be read as something else, or are such lines
	// already guarded; each carries one backslash more in the file than in the text.
	guarded = regexp.MustCompile(`^\\*(?:## .*\{#[A-Za-z0-9_.%-]*(?: -)?\}[ \t]*|<{7}(?: .*)?)$`)
)

// emitHead writes the file of a record's own fields and sections. The files named are
// those that stand beside it.
func (c *Codec) emitHead(d *merge.Doc, dir string, beside []string) (string, *Problem) {
	w := &writer{}
	w.b.WriteString(fence + "\n")
	for _, k := range []string{schemaKey, c.sections, disposedKey} {
		if _, taken := d.Fields[k]; taken && k != "" {
			w.fail("canon.name", k)
		}
	}
	var top string
	if d.Disposed() {
		w.entry(0, 2, schemaKey, float64(d.Schema), nil)
		w.entry(0, 2, disposedKey, plainStones(d.Tombstones), nil)
	} else {
		var rest record.Doc
		rest, top = c.top(d.Fields, beside)
		if c.referred { // of what was disposed of, a program from before this line wants none
			w.entry(0, 2, referenceKey, record.Ref(c.schema.RefPrefix, d.ID), nil)
		}
		w.known(0, 2, c.head, rest)
		w.entry(0, 2, schemaKey, float64(d.Schema), nil)
	}
	var bodies strings.Builder
	if parts := d.Parts[c.sections]; c.sections != "" && len(parts) > 0 {
		above := map[string]merge.Part{}
		ids, _ := c.parts[c.sections].reading(parts)
		for _, id := range ids {
			rest, body := c.section(id, parts[id])
			bodies.WriteString(body)
			if rest.Disposed() || len(rest.Fields) > 0 {
				above[id] = rest
			}
		}
		if len(above) > 0 {
			w.key(c.sections)
			w.b.WriteByte('\n')
			for _, id := range ids {
				part, there := above[id]
				if !there {
					continue
				}
				w.indent(2)
				w.key(id)
				if w.aside(c.parts[c.sections], part) {
					continue
				}
				w.b.WriteByte('\n')
				w.entity(4, 4, c.parts[c.sections], part)
			}
		}
	}
	w.b.WriteString(fence + "\n")
	w.b.WriteString(top)
	w.b.WriteString(bodies.String())
	return w.done(dir + "/" + c.schema.Kind + ".md")
}

// section is a section's Markdown, and what of it stands above.
func (c *Codec) section(id string, p merge.Part) (rest merge.Part, body string) {
	if p.Disposed() {
		return p, ""
	}
	rest = merge.Part{Fields: record.Doc{}}
	for k, v := range p.Fields {
		rest.Fields[k] = v
	}
	var b strings.Builder
	b.WriteString("\n## ")
	title, titled := p.Fields[titleField].(string)
	switch words := wordsOf(id); {
	case titled && isHeading(title):
		b.WriteString(title + " {#" + anchor(id) + "}\n")
		delete(rest.Fields, titleField)
	case !titled && words != "":
		b.WriteString(words + " {#" + anchor(id) + untitled + "}\n")
	default:
		b.WriteString("{#" + anchor(id) + "}\n")
	}
	if text, ok := p.Fields[textField].(string); ok && text != "" && readable(text) {
		delete(rest.Fields, textField)
		b.WriteByte('\n')
		for line := range strings.SplitSeq(text, "\n") {
			if guarded.MatchString(line) {
				b.WriteByte('\\')
			}
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return rest, b.String()
}

// untitled marks the heading of a section without a title: its words are made from the key,
// because the program has a name for it in the language of who reads it and a page has not.
const untitled = " -"

var wordKey = regexp.MustCompile(`^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$`)

// wordsOf are the words of a key; "" for one that has none.
func wordsOf(key string) string {
	if !wordKey.MatchString(key) {
		return ""
	}
	return strings.ToUpper(key[:1]) + strings.NewReplacer("_", " ", "-", " ").Replace(key[1:])
}

// isHeading says whether a title can stand in a heading.
func isHeading(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && !strings.ContainsAny(s, "\n\t") && readable(s)
}

// anchor writes a key with letters, digits and "_.-" only.
func anchor(key string) string {
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		ch := key[i]
		if ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z' || ch >= '0' && ch <= '9' || ch == '_' || ch == '.' || ch == '-' {
			b.WriteByte(ch)
		} else {
			fmt.Fprintf(&b, "%%%02X", ch)
		}
	}
	return b.String()
}

// keyOf reads an anchor; ok is false for one that no key is written as.
func keyOf(a string) (key string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(a); i++ {
		if a[i] != '%' {
			b.WriteByte(a[i])
			continue
		}
		if i+2 >= len(a) {
			return "", false
		}
		hi, lo := strings.IndexByte(hexDigits, a[i+1]), strings.IndexByte(hexDigits, a[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b.WriteByte(byte(hi<<4 | lo))
		i += 2
	}
	return b.String(), anchor(b.String()) == a
}

// body is a section as the Markdown has it.
type body struct {
	key, title, text string
	line             int
}

// split takes a Markdown file apart: what stands between the fences, the heading of the
// record, and the bodies.
func (s source) split() (front source, top headline, bodies []body, p *Problem) {
	front = s
	list := strings.Split(string(s.text), "\n")
	isFence := func(i int) bool { return strings.TrimRight(list[i], " \t") == fence }
	if !isFence(0) {
		return front, top, nil, s.problem(1, "canon.front")
	}
	end := 1
	for end < len(list) && !isFence(end) {
		end++
	}
	if end == len(list) {
		return front, top, nil, s.problem(1, "canon.front")
	}
	front.text, front.line = []byte(strings.Join(list[1:end], "\n")+"\n"), 1
	starts := []int{}
	for i := end + 1; i < len(list); i++ {
		line := strings.TrimRight(list[i], " \t")
		if heading.MatchString(line) {
			starts = append(starts, i)
		} else if len(starts) == 0 && line != "" && !isLinks(line) {
			title, ok := titleOf(line)
			if !ok || top.line > 0 {
				return front, top, nil, s.problem(i+1, "canon.outside")
			}
			top = headline{title, i + 1}
		}
	}
	seen := map[string]bool{}
	for n, i := range starts {
		m := heading.FindStringSubmatch(strings.TrimRight(list[i], " \t"))
		key, ok := keyOf(m[2])
		switch {
		case !ok:
			return front, top, nil, s.problem(i+1, "canon.anchor_form")
		case seen[key]:
			return front, top, nil, s.problem(i+1, "canon.twice", "key", clip(key))
		}
		seen[key] = true
		text := list[i+1:]
		if n+1 < len(starts) {
			text = list[i+1 : starts[n+1]]
			if len(text) > 0 && text[len(text)-1] == "" {
				text = text[:len(text)-1] // the empty line before the next heading
			}
		} else if len(text) > 0 && text[len(text)-1] == "" {
			text = text[:len(text)-1] // the end of the last line
		}
		if len(text) > 0 && text[0] == "" {
			text = text[1:] // the empty line below the heading
		}
		text = slices.Clone(text)
		for j, line := range text {
			if strings.HasPrefix(line, `\`) && guarded.MatchString(line) {
				text[j] = line[1:]
			}
		}
		title := Text(strings.TrimSpace(m[1]))
		if m[3] == untitled && title == wordsOf(key) {
			title = ""
		}
		bodies = append(bodies, body{key: key, title: title, text: Text(strings.Join(text, "\n")), line: i + 1})
	}
	return front, top, bodies, nil
}
