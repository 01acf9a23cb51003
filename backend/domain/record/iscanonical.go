package record

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// CanonicalJSON brings JSON text into the form of Canonical. What has that form
// already is given back as it is, without being decoded: most of what is hashed
// was written by Canonical a moment before.
func CanonicalJSON(raw []byte) ([]byte, error) {
	if isCanonical(raw) {
		return raw, nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, err
	}
	return Canonical(v)
}

// deepest is how many levels isCanonical goes down; encoding/json decides about
// what is nested deeper.
const deepest = 500

// isCanonical says whether decoding raw and writing it with Canonical gives the
// same bytes. It may say no where the answer is yes, never the reverse.
func isCanonical(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	s := scanner{raw: raw}
	return s.value(0) && s.at == len(raw)
}

type scanner struct {
	raw []byte
	at  int
}

// next takes one byte if it is the one named.
func (s *scanner) next(c byte) bool {
	if s.at < len(s.raw) && s.raw[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) word(w string) bool {
	if !bytes.HasPrefix(s.raw[s.at:], []byte(w)) {
		return false
	}
	s.at += len(w)
	return true
}

func (s *scanner) value(depth int) bool {
	if s.at == len(s.raw) || depth > deepest {
		return false
	}
	switch s.raw[s.at] {
	case '{':
		return s.object(depth)
	case '[':
		return s.list(depth)
	case '"':
		return s.text(true)
	case 'n':
		return s.word("null")
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	}
	return s.number()
}

func (s *scanner) list(depth int) bool {
	s.at++
	if s.next(']') {
		return true
	}
	for {
		if !s.value(depth + 1) {
			return false
		}
		if !s.next(',') {
			return s.next(']')
		}
	}
}

func (s *scanner) object(depth int) bool {
	s.at++
	if s.next('}') {
		return true
	}
	var last []byte
	for first := true; ; first = false {
		begin := s.at
		// The order is that of the decoded keys, which is that of their bytes only
		// where nothing is escaped.
		if s.at == len(s.raw) || s.raw[s.at] != '"' || !s.text(false) {
			return false
		}
		key := s.raw[begin+1 : s.at-1]
		if !first && bytes.Compare(last, key) >= 0 {
			return false
		}
		last = key
		if !s.next(':') || !s.value(depth+1) {
			return false
		}
		if !s.next(',') {
			return s.next('}')
		}
	}
}

// text passes over a string that canonicalString would write the same way.
func (s *scanner) text(escapes bool) bool {
	for s.at++; s.at < len(s.raw); s.at++ {
		switch c := s.raw[s.at]; {
		case c == '"':
			s.at++
			return true
		case c < 0x20:
			return false
		case c == '\\':
			if !escapes || !s.escape() {
				return false
			}
		}
	}
	return false
}

// escape stands on a backslash and stops on the last byte of what it begins.
func (s *scanner) escape() bool {
	rest := s.raw[s.at:]
	if len(rest) < 2 {
		return false
	}
	switch rest[1] {
	case '"', '\\', 'n', 'r', 't':
		s.at++
		return true
	case 'u':
		if len(rest) < 6 || rest[2] != '0' || rest[3] != '0' || (rest[4] != '0' && rest[4] != '1') {
			return false
		}
		low := bytes.IndexByte([]byte(hexDigits), rest[5])
		if low < 0 {
			return false
		}
		switch r := rune(rest[4]-'0')<<4 | rune(low); r {
		case '\n', '\r', '\t':
			return false // have a shorter form
		}
		s.at += 5
		return true
	}
	return false
}

func (s *scanner) number() bool {
	begin := s.at
	for s.at < len(s.raw) && isNumeral(s.raw[s.at]) {
		s.at++
	}
	token := s.raw[begin:s.at]
	x, err := strconv.ParseFloat(string(token), 64)
	if err != nil {
		return false
	}
	var b bytes.Buffer
	return canonicalNumber(&b, x) == nil && bytes.Equal(b.Bytes(), token)
}

func isNumeral(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}
