package record

import (
	"fmt"
	"strings"
	"time"
)

// crockford is the alphabet of ULIDs.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// RefLen is how many characters of the random part a short reference shows.
const RefLen = 6

// ULIDTime is the instant inside a ULID in UTC; ok is false when id is none.
func ULIDTime(id string) (t time.Time, ok bool) {
	if !IsULID(id) {
		return time.Time{}, false
	}
	var ms int64
	for i := 0; i < 10; i++ {
		ms = ms<<5 | int64(strings.IndexByte(crockford, id[i]))
	}
	return time.UnixMilli(ms).UTC(), true
}

// IsULID says whether id is a ULID in its canonical upper-case form.
func IsULID(id string) bool {
	if len(id) != 26 || id[0] > '7' {
		return false
	}
	for i := 0; i < len(id); i++ {
		if strings.IndexByte(crockford, id[i]) < 0 {
			return false
		}
	}
	return true
}

// Ref is the short reference people see: prefix, year of the id and the first
// characters of its random part ("REV-26-7K3QX2"). It never changes and is
// derived from nothing but the id.
func Ref(prefix, id string) string {
	t, ok := ULIDTime(id)
	if !ok {
		return prefix + "-" + id
	}
	return fmt.Sprintf("%s-%02d-%s", prefix, t.Year()%100, id[10:10+RefLen])
}

// Query is what a person gave to name a record: a whole id, or a reference of
// any length from the short form up.
type Query struct {
	ID     string // a whole ULID, or ""
	Prefix string // "REV" …
	Year   int    // two digits
	Random string // at least RefLen characters of the random part
}

// ParseRef reads an id or a reference; letters may be lower case, and I, L and O
// are read as the digits they look like. ok is false when it is neither.
func ParseRef(s string) (q Query, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if id := readable(s); IsULID(id) {
		return Query{ID: id}, true
	}
	parts := strings.Split(s, "-")
	if len(parts) != 3 || len(parts[0]) == 0 || len(parts[1]) != 2 || len(parts[2]) < RefLen || len(parts[2]) > 16 {
		return Query{}, false
	}
	tens, units := parts[1][0]-'0', parts[1][1]-'0'
	if tens > 9 || units > 9 {
		return Query{}, false
	}
	year := int(tens)*10 + int(units)
	random := readable(parts[2])
	for i := 0; i < len(random); i++ {
		if strings.IndexByte(crockford, random[i]) < 0 {
			return Query{}, false
		}
	}
	return Query{Prefix: parts[0], Year: year, Random: random}, true
}

// Matches says whether the query names this id of the given prefix.
func (q Query) Matches(prefix, id string) bool {
	if q.ID != "" {
		return q.ID == id
	}
	t, ok := ULIDTime(id)
	return ok && q.Prefix == prefix && q.Year == t.Year()%100 && strings.HasPrefix(id[10:], q.Random)
}

func readable(s string) string {
	return strings.NewReplacer("I", "1", "L", "1", "O", "0").Replace(s)
}

// ULIDPrefix is the time part of the ids made at an instant: a bound for ranges
// of ids.
func ULIDPrefix(t time.Time) string {
	ms := t.UnixMilli()
	out := make([]byte, 10)
	for i := 9; i >= 0; i-- {
		out[i] = crockford[ms&31]
		ms >>= 5
	}
	return string(out)
}
