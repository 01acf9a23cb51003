package timeline

import (
	"slices"
	"strings"
	"time"
)

// Precisions in the order from fine to coarse; nothing else is one.
var Precisions = []Precision{Millisecond, Second, Minute, Hour, Day, Approximate, Unknown}

// PrecisionKnown says whether a word is one of the precisions.
func PrecisionKnown(word string) bool { return slices.Contains(Precisions, Precision(word)) }

// PrecisionOf is what a value of the form of Statement.At says by itself about how exactly
// it is known: a date stands for its day, no value for nothing, and a time for its minute.
func PrecisionOf(at string) Precision {
	switch {
	case at == "":
		return Unknown
	case len(at) == len(time.DateOnly):
		return Day
	}
	return Minute
}

// WellFormed says whether a text has the form of Statement.At and names a moment that
// there is: "" too, for a time nobody knows.
func WellFormed(at string) bool {
	if at == "" {
		return true
	}
	if clock, found := strings.CutPrefix(at, "T"); found {
		_, err := time.Parse("15:04:05.999", clock)
		return err == nil
	}
	_, ok := instant(at, 0)
	return ok
}
