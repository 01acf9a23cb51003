package timeline

import (
	"slices"
	"strings"
	"time"
)

// localLayout is a date and time without offset.
const localLayout = "2006-01-02T15:04:05.999"

// instant reads a value of the form of At; values without offset are taken at
// the given one (seconds east of UTC). ok is false without a date.
func instant(at string, offset int) (time.Time, bool) {
	if at == "" || at[0] == 'T' {
		return time.Time{}, false
	}
	layout := time.DateOnly
	if len(at) != len(time.DateOnly) {
		if t, ok := zoned(at); ok {
			return t, true
		}
		layout = localLayout
	}
	t, err := time.Parse(layout, at)
	if err != nil {
		return time.Time{}, false
	}
	return t.Add(-time.Duration(offset) * time.Second), true
}

// OffsetOf gives the offset that At carries, in seconds east of UTC. ok is false
// for a local time, a date only and no time.
func OffsetOf(s Statement) (seconds int, ok bool) {
	t, ok := zoned(s.At)
	if !ok {
		return 0, false
	}
	_, o := t.Zone()
	return o, true
}

// zoned reads a value with an offset.
func zoned(at string) (time.Time, bool) {
	if len(at) < len("2006-01-02T15:04:05Z") {
		return time.Time{}, false // asked of every entry: without the error of a parser
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	return t, err == nil
}

// DateOf is the local date of a statement, "" when it has none.
func DateOf(s Statement) string {
	if len(s.At) < len(time.DateOnly) || s.At[0] == 'T' {
		return ""
	}
	return s.At[:len(time.DateOnly)]
}

// commonOffset is the offset most statements carry; of equals the
// smaller, so that it does not hang on the order they come in.
func commonOffset(all []Statement) int {
	count := map[int]int{}
	for _, s := range all {
		if o, ok := OffsetOf(s); ok {
			count[o]++
		}
	}
	best, bestN := 0, 0
	for o, n := range count {
		if n > bestN || n == bestN && o < best {
			best, bestN = o, n
		}
	}
	return best
}

// columnZone is the zone most statements were made in; of equals the
// first by name. It is the zone in which a time without one is shown beside them.
func columnZone(all []Statement, common int) Zone {
	count := map[string]int{}
	best := Zone{Name: "UTC", Fixed: true, Offset: common}
	bestN := 0
	for _, s := range all {
		if _, ok := OffsetOf(s); ok && s.Zone != "" {
			count[s.Zone]++
		}
	}
	for name, n := range count {
		if n > bestN || n == bestN && name < best.Name {
			if z, ok := ParseZone(name); ok && z.Known() {
				best, bestN = z, n
			}
		}
	}
	return best
}

// dayStart is the instant at which the day of a date only begins: in the zone it
// was stated in, else in that of the column.
func dayStart(s Statement, column Zone) (time.Time, bool) {
	z, ok := ParseZone(s.Zone)
	if !ok || !z.Known() {
		z = column
	}
	t, err := time.ParseInLocation(time.DateOnly, s.At, z.Location())
	return t, err == nil
}

// Order gives the indices of the statements in the order of time. Instants are
// compared in UTC; a local time is compared as if it had the offset most others
// have (UTC when none has one); a date only comes before the times of that day,
// which begins at midnight in the zone it was stated in, else in the zone most
// others were; a statement without date or time stays behind the one it follows.
// Equal ones keep the order given.
func Order(all []Statement) []int {
	keys := sortKeys(all)
	out := make([]int, len(all))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int {
		x, y := keys[a], keys[b]
		switch c := x.at.Compare(y.at); {
		case c != 0:
			return c
		case x.day && !y.day:
			return -1
		case y.day && !x.day:
			return 1
		}
		return a - b
	})
	return out
}

// sortKey is the place of a statement in the order.
type sortKey struct {
	at  time.Time
	day bool
}

func sortKeys(all []Statement) []sortKey {
	common := commonOffset(all)
	keys := make([]sortKey, len(all))
	column := columnZone(all, common)
	last := sortKey{}
	for i, s := range all {
		t, ok := instant(s.At, common)
		switch {
		case !ok:
			// keeps the key of what stands before it
		case len(s.At) == len(time.DateOnly):
			if start, known := dayStart(s, column); known {
				t = start
			}
			last = sortKey{at: t, day: true}
		default:
			last = sortKey{at: t}
		}
		keys[i] = last
		if !ok {
			keys[i].day = false
		}
	}
	return keys
}

// Duration is the time from a to b. ok is false when there is nothing to
// subtract: no date and time in one of them, or a zone in only one. exact is
// false when a precision is coarser than a minute or a zone is not known.
func Duration(a, b Statement) (d time.Duration, exact, ok bool) {
	_, za := OffsetOf(a)
	_, zb := OffsetOf(b)
	if a.At == "" || b.At == "" {
		return 0, false, false
	}
	if strings.HasPrefix(a.At, "T") || strings.HasPrefix(b.At, "T") {
		if a.At[0] != 'T' || b.At[0] != 'T' || a.Zone != b.Zone {
			return 0, false, false
		}
		x, errX := time.Parse("T15:04:05.999", a.At)
		y, errY := time.Parse("T15:04:05.999", b.At)
		if errX != nil || errY != nil || y.Before(x) {
			return 0, false, false
		}
		return y.Sub(x), false, true
	}
	days := len(a.At) == len(time.DateOnly) || len(b.At) == len(time.DateOnly)
	if za != zb && !days {
		return 0, false, false
	}
	if days {
		// Whole days between two dates; nothing finer can be said.
		x, errX := time.Parse(time.DateOnly, DateOf(a))
		y, errY := time.Parse(time.DateOnly, DateOf(b))
		if errX != nil || errY != nil {
			return 0, false, false
		}
		return y.Sub(x), false, true
	}
	x, okA := instant(a.At, 0)
	y, okB := instant(b.At, 0)
	if !okA || !okB {
		return 0, false, false
	}
	return y.Sub(x), za && zb && fine(a.Precision) && fine(b.Precision), true
}

func fine(p Precision) bool { return p == Minute || p == Second || p == Millisecond }
