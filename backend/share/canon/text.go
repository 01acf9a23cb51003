package canon

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is the form in which a text is shared: valid UTF-8, NFC, and a line feed
// where there was a carriage return before one. Everything else stays: blanks at
// the end of a line, empty lines, a carriage return on its own, control characters.
func Text(s string) string {
	if plainASCII(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return norm.NFC.String(lines(s))
}

// plainASCII says that there is nothing to do, which is the rule.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] == '\r' {
			return false
		}
	}
	return true
}

// lines takes carriage returns away where they stand before a line feed.
func lines(s string) string {
	if !strings.Contains(s, "\r\n") {
		return s
	}
	parts := strings.Split(s, "\n")
	for i := range parts[:len(parts)-1] {
		parts[i] = strings.TrimRight(parts[i], "\r")
	}
	return strings.Join(parts, "\n")
}

// words that YAML readers take for something else than a text.
var words = map[string]bool{"true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true, "null": true}

// bare says whether a text needs no quotes: letters, digits, blanks, "_" and "-",
// beginning with a letter, and no word with a meaning of its own.
func bare(s string) bool {
	if s == "" || len(s) > 200 || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == ' ' || c == '_' || c == '-')) {
			return false
		}
	}
	return len(s) > 5 || !words[strings.ToLower(s)]
}

// printable says whether a character can stand in a file as it is: everything YAML
// prints but what breaks lines besides the line feed, and the byte order mark.
func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return true
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return true
}

// readable says whether a text can stand as it is, line by line.
func readable(s string) bool {
	for _, r := range s {
		if !printable(r) {
			return false
		}
	}
	return true
}

// block says whether a text stands as a block of lines: it has several and
// something to see in them.
func block(s string) bool {
	return strings.Contains(s, "\n") && strings.Trim(s, "\n") != "" && readable(s)
}

// quoteLines writes a text between double quotes, each of its lines on one of its own:
// a backslash at the end of a line of the file continues the text below, where blanks in
// front are passed over.
func quoteLines(b *strings.Builder, indent int, s string) {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) < 2 || strings.Trim(s, "\n") == "" {
		quote(b, s)
		return
	}
	b.WriteByte('"')
	for i, line := range lines {
		if i > 0 {
			b.WriteString("\\\n")
			b.WriteString(strings.Repeat(" ", indent))
			if line[0] == ' ' {
				b.WriteByte('\\') // it belongs to the text
			}
		}
		escaped(b, line)
	}
	b.WriteByte('"')
}

const hexDigits = "0123456789ABCDEF"

// quote writes a text between double quotes on one line.
func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	escaped(b, s)
	b.WriteByte('"')
}

// escaped writes what stands between double quotes.
func escaped(b *strings.Builder, s string) {
	from := 0
	for i, r := range s {
		var e string
		switch {
		case r == '"':
			e = `\"`
		case r == '\\':
			e = `\\`
		case r == '\n':
			e = `\n`
		case r == '\t':
			e = `\t`
		case r == '\r':
			e = `\r`
		case printable(r):
			continue
		default:
			e = escape(r)
		}
		b.WriteString(s[from:i])
		b.WriteString(e)
		from = i + utf8.RuneLen(r)
	}
	b.WriteString(s[from:])
}

func escape(r rune) string {
	if r < 0x100 {
		return `\x` + string(hexDigits[r>>4]) + string(hexDigits[r&15])
	}
	return `\u` + string(hexDigits[r>>12&15]) + string(hexDigits[r>>8&15]) + string(hexDigits[r>>4&15]) + string(hexDigits[r&15])
}

// valid is a key or an id as it stands in a file: not brought into another form,
// because two keys must never become one.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
