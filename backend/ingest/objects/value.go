package objects

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Kinds of values.
const (
	isObject = '{'
	isList   = '['
	isText   = '"'
	isNumber = '0'
	isBool   = 't'
	isNull   = 'n'
)

// mostDepth bounds how deep values lie in each other; no tool goes half as far.
const mostDepth = 100

// value is one value of JSON, with what became of it.
type value struct {
	kind   byte
	text   string   // of a text, a number as written, true or false
	names  []string // of the kids of an object
	kids   []*value
	line   int  // of the file
	column int  // of that line, from 1
	bad    bool // bytes that were no text were replaced

	target string // claimed as this
	why    string // skipped, for this reason
}

// flaw is where and why a value cannot be read.
type flaw struct {
	at       int // bytes from the beginning of what was read
	tooDeep  bool
	tooShort bool // it ends before its end
}

// parser reads one value. A name that is there twice keeps both values: the later one has
// the name, the earlier one a number behind it.
type parser struct {
	raw  []byte
	at   int
	line int
	left int // where the line begins: what stands at n has the column n - left
	flaw *flaw
}

// parse reads raw, which begins at the given place, as one value. With a flaw the value
// holds what was read until then.
func parse(raw []byte, from place) (*value, *flaw) {
	p := &parser{raw: raw, line: from.line, left: -max(1, from.column)}
	p.blank()
	v := p.value(0)
	if p.flaw == nil {
		if p.blank(); p.at < len(raw) {
			p.fail()
		}
	}
	return v, p.flaw
}

func (p *parser) fail() {
	if p.flaw == nil {
		p.flaw = &flaw{at: p.at, tooShort: p.at >= len(p.raw)}
	}
}

func (p *parser) blank() {
	for ; p.at < len(p.raw); p.at++ {
		switch p.raw[p.at] {
		case '\n':
			p.line++
			p.left = p.at
		case ' ', '\t', '\r':
		default:
			return
		}
	}
}

// sign is the next byte, 0 at the end.
func (p *parser) sign() byte {
	if p.at < len(p.raw) {
		return p.raw[p.at]
	}
	return 0
}

func (p *parser) value(depth int) *value {
	v := &value{line: p.line, column: p.at - p.left, kind: isNull}
	if depth > mostDepth {
		p.fail()
		p.flaw.tooDeep = true
		return v
	}
	switch c := p.sign(); {
	case c == '{':
		p.object(v, depth)
	case c == '[':
		p.list(v, depth)
	case c == '"':
		v.kind = isText
		v.text, v.bad = p.text()
	case c == '-' || c >= '0' && c <= '9':
		v.kind = isNumber
		p.number(v)
	case p.word("true"), p.word("false"):
		v.kind, v.text = isBool, strconv.FormatBool(c == 't')
	case p.word("null"):
	default:
		p.fail()
	}
	return v
}

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(string(p.raw[p.at:min(p.at+len(w), len(p.raw))]), w) {
		return false
	}
	p.at += len(w)
	return true
}

func (p *parser) object(v *value, depth int) {
	v.kind = isObject
	p.at++
	var places map[string]int
	for first := true; ; first = false {
		p.blank()
		if p.sign() == '}' && first {
			p.at++
			return
		}
		if p.sign() != '"' {
			p.fail()
			return
		}
		name, bad := p.text()
		if p.flaw != nil {
			return
		}
		if p.blank(); p.sign() != ':' {
			p.fail()
			return
		}
		p.at++
		p.blank()
		kid := p.value(depth + 1)
		kid.bad = kid.bad || bad
		if places == nil {
			places = map[string]int{}
		}
		if i, there := places[name]; there {
			v.names[i] = name + " (" + strconv.Itoa(len(v.names)) + ")"
		}
		places[name] = len(v.names)
		v.names, v.kids = append(v.names, name), append(v.kids, kid)
		if p.flaw != nil || !p.more('}') {
			return
		}
	}
}

func (p *parser) list(v *value, depth int) {
	v.kind = isList
	p.at++
	if p.blank(); p.sign() == ']' {
		p.at++
		return
	}
	for {
		p.blank()
		v.kids = append(v.kids, p.value(depth+1))
		if p.flaw != nil || !p.more(']') {
			return
		}
	}
}

// more passes over a comma; at the closing sign it passes over that and says no.
func (p *parser) more(end byte) bool {
	p.blank()
	switch p.sign() {
	case ',':
		p.at++
		return true
	case end:
		p.at++
		return false
	}
	p.fail()
	return false
}

func (p *parser) number(v *value) {
	from := p.at
	digits := func() bool {
		n := p.at
		for c := p.sign(); c >= '0' && c <= '9'; c = p.sign() {
			p.at++
		}
		return p.at > n
	}
	if p.sign() == '-' {
		p.at++
	}
	ok := digits()
	if ok && p.sign() == '.' {
		p.at++
		ok = digits()
	}
	if c := p.sign(); ok && (c == 'e' || c == 'E') {
		p.at++
		if c := p.sign(); c == '+' || c == '-' {
			p.at++
		}
		ok = digits()
	}
	if !ok {
		p.fail()
	}
	v.text = string(p.raw[from:p.at])
}

// text reads a text. A line break in it is a flaw, as JSON says: a quote is missing.
func (p *parser) text() (text string, bad bool) {
	p.at++
	from := p.at
	for p.at < len(p.raw) && p.raw[p.at] != '"' && p.raw[p.at] != '\\' && p.raw[p.at] != '\n' {
		p.at++
	}
	if p.sign() == '"' {
		raw := p.raw[from:p.at]
		p.at++
		return clean(string(raw))
	}
	var b strings.Builder
	b.Write(p.raw[from:p.at])
	for p.at < len(p.raw) {
		c := p.raw[p.at]
		switch c {
		case '"':
			p.at++
			return clean(b.String())
		case '\n':
			p.fail()
			return b.String(), false
		case '\\':
			if !p.escape(&b) {
				p.fail()
				return b.String(), false
			}
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	p.fail()
	return b.String(), false
}

// escape reads a sign that is written with a backslash. Half of a pair, which tools leave
// that cut texts by their length, becomes the sign for what cannot be shown.
func (p *parser) escape(b *strings.Builder) bool {
	if p.at+1 >= len(p.raw) {
		p.at = len(p.raw)
		return false
	}
	c := p.raw[p.at+1]
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		b.WriteByte("\"\\/\b\f\n\r\t"[i])
		p.at += 2
		return true
	}
	r, ok := p.hex(p.at)
	if !ok {
		return false
	}
	p.at += 6
	if utf16.IsSurrogate(r) {
		low, ok := p.hex(p.at)
		if r = utf16.DecodeRune(r, low); ok && r != utf8.RuneError {
			p.at += 6
		} else {
			r = utf8.RuneError
		}
	}
	b.WriteRune(r)
	return true
}

// hex reads \uXXXX at a place.
func (p *parser) hex(at int) (rune, bool) {
	if at+6 > len(p.raw) || p.raw[at] != '\\' || p.raw[at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.raw[at+2:at+6]), 16, 32)
	return rune(n), err == nil
}

// clean makes text of bytes; bad says that some were none.
func clean(s string) (text string, bad bool) {
	if !utf8.ValidString(s) {
		return strings.ToValidUTF8(s, "\ufffd"), true
	}
	if strings.ContainsRune(s, 0) {
		s = strings.ReplaceAll(s, "\x00", "\ufffd")
	}
	return s, false
}

// get is the field of an object; nil where there is none, or v is no object.
func (v *value) get(name string) *value {
	if v == nil || v.kind != isObject {
		return nil
	}
	for i := len(v.names) - 1; i >= 0; i-- {
		if v.names[i] == name {
			return v.kids[i]
		}
	}
	return nil
}

// in follows names from object to object.
func (v *value) in(names ...string) *value {
	for _, n := range names {
		v = v.get(n)
	}
	return v
}

// first is the first element of a list; nil where there is none.
func (v *value) first() *value {
	if v == nil || v.kind != isList || len(v.kids) == 0 {
		return nil
	}
	return v.kids[0]
}

// has says whether an object has all these fields.
func (v *value) has(names ...string) bool {
	for _, n := range names {
		if v.get(n) == nil {
			return false
		}
	}
	return v != nil && len(names) > 0
}

// plain is a text, a number, true or false as text; "" for anything else.
func (v *value) plain() string {
	if v == nil {
		return ""
	}
	return v.text
}
