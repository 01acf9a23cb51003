package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// The names of the ways bytes were read, as the account says them.
const (
	encUTF8    = ""
	encUTF16LE = "UTF-16 (little-endian)"
	encUTF16BE = "UTF-16 (big-endian)"
	encWindows = "Windows-1252"
	encLatin   = "Latin-1"
)

const (
	replacement = string(utf8.RuneError)                                   // stands for bytes that mean nothing
	insideWords = "\u2019\u00b7\u2013\u2014\u2026\u00ad\u00a0\u00ae\u2122" // signs that may stand between two letters
)

// decoded is the text of a file and how its bytes were read.
type decoded struct {
	text     string
	encoding string // "" for UTF-8
	lineEnds bool   // lone carriage returns were read as ends of lines
	forced   int    // bytes that were read by force
	line     int    // of the first byte that is no character; 0 when all are
	windows  bool   // the rest reads well in an older Windows character set
}

// decode reads the bytes of a file as text. What is not certain stays undecided:
// line is then set, and the text is that of a reading by force.
func decode(data []byte) decoded {
	d := decoded{}
	switch big, ok := utf16Of(data); {
	case ok:
		order, name := utf.LittleEndian, encUTF16LE
		if big {
			order, name = utf.BigEndian, encUTF16BE
		}
		raw, err := utf.UTF16(order, utf.UseBOM).NewDecoder().Bytes(data)
		if err == nil {
			d.text, d.encoding = string(raw), name
			if i := strings.Index(d.text, replacement); i >= 0 {
				d.line, d.forced = 1+strings.Count(d.text[:i], "\n"), strings.Count(d.text, replacement)
			}
		}
	case utf8.Valid(data):
		d.text = string(data)
	default:
		d.bytes(data)
	}
	d.text = strings.TrimPrefix(d.text, "\ufeff")
	d.text, d.lineEnds = lineEnds(d.text)
	return d
}

// sum is the SHA-256 of the text whatever its bytes were.
func (d decoded) sum() string {
	sum := sha256.Sum256([]byte(strings.ReplaceAll(d.text, "\r\n", "\n")))
	return hex.EncodeToString(sum[:])
}

// tell says in the account how the bytes were read, where that is not plain.
func (d decoded) tell(doc *intake.Document) {
	if d.encoding != encUTF8 {
		finding(doc, timeline.Notice, intake.KeyReadAs, 0, -1, map[string]string{"encoding": d.encoding})
	}
	if d.line > 0 {
		finding(doc, timeline.Finding, intake.KeyReadForced, d.line, -1, map[string]string{"line": strconv.Itoa(d.line), "count": strconv.Itoa(d.forced)})
	}
	if d.lineEnds {
		finding(doc, timeline.Notice, intake.KeyLineEnds, 0, -1, nil)
	}
}

// bytes reads what is no UTF-8: in an older Western character set where every
// character makes sense in its place, else byte by byte and undecided.
func (d *decoded) bytes(data []byte) {
	counted := data
	if !bytes.Contains(data, []byte("\n")) {
		counted = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	line, windows, _ := invalidUTF8(counted)
	if set, name := olderSet(data, windows); set != nil {
		d.text, d.encoding = textOf(data, set), name
		return
	}
	d.line, d.windows = line, windows
	var b strings.Builder
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			d.forced++
			r = charmap.Windows1252.DecodeByte(data[i])
		}
		b.WriteRune(r)
		i += size
	}
	d.text = b.String()
}

// olderSet is the Western character set in which every byte of the data makes sense in its
// place, nil where none is sure; windows is what invalidUTF8 says of the data. A table of 100 MB
// is looked through as it lies there, and nothing is made of it before that is known.
func olderSet(data []byte, windows bool) (*charmap.Charmap, string) {
	if !windows || hasSequences(data) {
		return nil, ""
	}
	set, name := charmap.ISO8859_1, encLatin
	if slices.ContainsFunc(data, func(c byte) bool { return c >= 0x80 && c < 0xa0 }) {
		set, name = charmap.Windows1252, encWindows
	}
	if !western(data, set) {
		return nil, ""
	}
	return set, name
}

// textOf reads each byte as the character that a set has for it.
func textOf(data []byte, set *charmap.Charmap) string {
	size := 0
	for _, c := range data {
		size += utf8.RuneLen(set.DecodeByte(c))
	}
	var b strings.Builder
	b.Grow(size)
	for _, c := range data {
		b.WriteRune(set.DecodeByte(c))
	}
	return b.String()
}

// hasSequences says that characters of several bytes stand in the data, so that
// its invalid bytes are damage and no character set.
func hasSequences(data []byte) bool {
	for i := 0; i < len(data); {
		_, size := utf8.DecodeRune(data[i:])
		if size > 1 {
			return true
		}
		i += size
	}
	return false
}

// western says that every character beyond ASCII makes sense where it stands: a
// letter beside other letters in the case they have, a quotation mark or another
// sign outside of words. Text of another character set fails at its first words.
func western(data []byte, set *charmap.Charmap) bool {
	at := func(i int) rune {
		if i < 0 || i >= len(data) {
			return ' '
		}
		return set.DecodeByte(data[i])
	}
	run := 0
	for i, c := range data {
		if c < 0x80 {
			run = 0
			continue
		}
		r := at(i)
		before, after := at(i-1), at(i+1)
		switch {
		case r < 0xa0 || r == utf8.RuneError:
			return false
		case unicode.IsLetter(r) && r != 'ª' && r != 'º' && r != 'µ' && r != 'ƒ':
			// "né" and "Müller" are words, "passŽ" and "ÏÐÈÂ" are not.
			if run++; run > 2 || unicode.IsUpper(r) && unicode.IsLetter(before) && (unicode.IsLower(before) || unicode.IsLower(after)) {
				return false
			}
			alone := !unicode.IsLetter(before) && !unicode.IsLetter(after)
			if alone && !strings.ContainsRune("àÀéÉèÈóÓôÔöÖåÅäÄ", r) {
				return false
			}
			continue
		case r == '¤' || unicode.IsLetter(before) && unicode.IsLetter(after) && !strings.ContainsRune(insideWords, r):
			return false
		}
		run = 0
	}
	return true
}

// utf16Of knows UTF-16 by its mark, or by its zero bytes: in Western text one of
// each pair is zero and always the same. Anything less certain is no UTF-16.
func utf16Of(data []byte) (big, ok bool) {
	if len(data) < 4 || len(data)%2 != 0 {
		return false, false
	}
	switch {
	case data[0] == 0xff && data[1] == 0xfe && (data[2] != 0 || data[3] != 0):
		return false, true
	case data[0] == 0xfe && data[1] == 0xff:
		return true, true
	}
	var zero [2]int
	for i, c := range data {
		if c == 0 {
			zero[i%2]++
		}
	}
	units := len(data) / 2
	big = zero[0] > zero[1]
	if zero[0] > 0 && zero[1] > 0 || max(zero[0], zero[1])*10 < units*7 {
		return false, false
	}
	// The other bytes of the pairs are those of a text.
	for i := 0; i < len(data); i += 2 {
		hi, lo := data[i+1], data[i]
		if big {
			hi, lo = lo, hi
		}
		if hi == 0 && lo < 0x20 && lo != '\t' && lo != '\n' && lo != '\r' && lo != '\f' {
			return false, false
		}
	}
	return big, true
}

// lineEnds makes ends of lines of lone carriage returns where a text ends its
// lines with them.
func lineEnds(text string) (string, bool) {
	pairs := strings.Count(text, "\r\n")
	lone := strings.Count(text, "\r") - pairs
	if lone == 0 || lone < strings.Count(text, "\n") || strings.Contains(text, "\r\r") && pairs > 0 {
		return text, false
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), true
}
