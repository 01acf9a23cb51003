package review

import (
	"slices"
	"time"

	"secondstory/backend/domain/timeline"
)

const (
	// leastSilence is the shortest silence worth a word.
	leastSilence = 10 * time.Minute
	// silentShare is the part of an incident (one in so many) a silence must fill.
	silentShare = 7
)

// Silence is a stretch of the incident of which no entry tells. After and Before are
// the entries beside it, "" where a known moment stands there.
type Silence struct {
	After   string    `json:"after"`
	Before  string    `json:"before"`
	From    time.Time `json:"-"`
	To      time.Time `json:"-"`
	Minutes float64   `json:"minutes"`
	At      string    `json:"at"` // its beginning, as what was told last states it
	// Least is how many minutes one must last here to be told.
	Least float64 `json:"least"`
}

// Silences are the stretches of an incident that nobody told anything of, from its
// first known moment to its last, or between its entries where no two moments are
// known. None are told of times that cannot be put on one line.
func Silences(r Review) []Silence {
	type point struct {
		entry string
		at    string
		from  time.Time
		to    time.Time
	}
	var told []point
	stated, bare := 0, 0
	add := func(entry string, s timeline.Statement) (time.Time, bool) {
		from, offset, ok := clocked(s.At)
		if !ok {
			return from, false
		}
		if offset {
			stated++
		} else {
			bare++
		}
		to := from
		if end, _, ok := clocked(s.End); ok && end.After(from) {
			to = end
		}
		at := s.At
		if to.After(from) {
			at = s.End
		}
		told = append(told, point{entry, at, from, to})
		return from, true
	}
	var first, last time.Time
	moments := 0
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			if at, ok := add("", *s); ok {
				if moments == 0 || at.Before(first) {
					first = at
				}
				if moments == 0 || at.After(last) {
					last = at
				}
				moments++
			}
		}
	}
	for _, e := range r.Timeline {
		s := e.Statement
		if e.Kind == KindCommand {
			s.End = "" // who was in command for an hour tells nothing of that hour
		}
		add(e.ID, s)
	}
	if len(told) < 2 || stated > 0 && bare > 0 {
		return []Silence{}
	}
	// An entry and a moment of the same minute are one: the entry is the one to name.
	slices.SortStableFunc(told, func(a, b point) int {
		if c := a.from.Compare(b.from); c != 0 {
			return c
		}
		return len(a.entry) - len(b.entry)
	})
	if moments < 2 {
		first, last = told[0].from, told[0].to
		for _, p := range told {
			if p.to.After(last) {
				last = p.to
			}
		}
	}
	out := []Silence{}
	least := max(leastSilence, last.Sub(first)/silentShare)
	before := told[0]
	for _, p := range told[1:] {
		length := p.from.Sub(before.to)
		if length >= least && !before.to.Before(first) && !p.from.After(last) {
			out = append(out, Silence{After: before.entry, Before: p.entry, From: before.to, To: p.from, Minutes: length.Minutes(), At: before.at, Least: least.Minutes()})
		}
		if !p.to.Before(before.to) {
			before = p
		}
	}
	return out
}

// clocked is the instant of a time that has a clock; one without an offset counts as
// if it were UTC, which keeps its distances to others of its kind.
func clocked(at string) (t time.Time, offset, ok bool) {
	if t, err := time.Parse(time.RFC3339Nano, at); err == nil {
		return t, true, true
	}
	t, err := time.Parse("2006-01-02T15:04:05.999", at)
	return t, false, err == nil
}
