package merge

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"secondstory/backend/domain/record"
)

// TextOf writes a value the way conflicts hold it: strings as they are, nothing as
// "", everything else as canonical JSON.
func TextOf(v any) string { return text(v) }

func text(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	}
	return string(canonical(v))
}

// ValueOf reads a value of a conflict back, for the field or group its path names.
func (s *Scheme) ValueOf(path, value string) (any, error) {
	f, _, ok := s.field(path)
	if value == "" {
		return nil, nil
	}
	if ok {
		switch f.Type {
		case record.String, record.Markdown, record.Enum, record.Date, record.Rank, record.ID:
			return value, nil
		}
	}
	var v any
	if err := json.Unmarshal([]byte(value), &v); err != nil {
		if !ok {
			return value, nil // a field nobody here knows may hold any text
		}
		return nil, fmt.Errorf("value of %s: %w", path, err)
	}
	return v, nil
}

// smaller says whether a has the smaller SHA-256 of its canonical form: the order
// in which values win, and in which they are listed.
func smaller(a, b any) bool {
	ca, cb := canonical(a), canonical(b)
	ha, hb := sha256.Sum256(ca), sha256.Sum256(cb)
	if c := bytes.Compare(ha[:], hb[:]); c != 0 {
		return c < 0
	}
	// Only texts that are no UTF-8 have equal forms without being equal.
	return text(a) < text(b)
}

// smallest of two, then the other.
func ordered(a, b any) (first, second any) {
	if smaller(b, a) {
		return b, a
	}
	return a, b
}

func setOf(list []any) []any {
	byText := make(map[string]any, len(list))
	for _, v := range list {
		byText[text(v)] = v
	}
	out := make([]any, 0, len(byText))
	for _, k := range sortedKeys(byText) {
		out = append(out, byText[k])
	}
	return out
}
