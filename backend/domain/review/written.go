package review

import (
	"strings"

	"secondstory/backend/domain/timeline"
)

// Written is a statement as people write it: the date and time as they stand,
// "~" for about, the end after a dash, the zone behind. A time that could not be
// read is the text it was read from.
func Written(s timeline.Statement) string {
	if s.At == "" {
		return s.Raw
	}
	out := local(s.At)
	if s.End != "" {
		end := local(s.End)
		if len(end) > 10 && len(out) > 10 && end[:10] == out[:10] {
			end = end[11:]
		}
		out += " – " + end
	}
	if s.Precision == timeline.Approximate {
		out = "~" + out
	}
	if s.Zone != "" && strings.Contains(s.At, "T") {
		out += " " + minus(s.Zone)
		if timeline.Twice(s) {
			out += " (" + s.At[len(s.At)-len("+02:00"):] + ")"
		}
	} else if _, stated := timeline.OffsetOf(s); stated {
		// Written into a file by hand, with an offset and no zone: the offset is all it says.
		out += " " + minus(offsetOf(s.At))
	}
	return out
}

// minus writes an offset west of UTC with the sign of that name: behind a time a hyphen is
// read as the dash before an end.
func minus(zone string) string {
	if west, is := strings.CutPrefix(zone, "-"); is {
		return "\u2212" + west
	}
	return zone
}

// offsetOf is the offset at the end of an instant, as a zone is written.
func offsetOf(at string) string {
	if strings.HasSuffix(at, "Z") {
		return "UTC"
	}
	return at[len(at)-len("+02:00"):]
}

// local is the date and time of an instant as it stands, without its offset.
func local(at string) string {
	if len(at) <= 10 && !strings.HasPrefix(at, "T") {
		return at
	}
	if strings.HasPrefix(at, "T") {
		return shortTime(at[1:])
	}
	return at[:10] + " " + shortTime(at[11:])
}

// shortTime drops the offset and seconds that are zero.
func shortTime(t string) string {
	for i := 5; i < len(t); i++ {
		if c := t[i]; c == 'Z' || c == '+' || c == '-' {
			t = t[:i]
			break
		}
	}
	if len(t) == len("22:09:00") {
		t = strings.TrimSuffix(t, ":00")
	}
	return t
}
