package review

import (
	"strconv"
	"time"

	"secondstory/backend/domain/timeline"
)

// ShownTime is a statement in the zone of a screen: the forms of Statement.At.
type ShownTime struct {
	At  string `json:"at"`
	End string `json:"end"`
}

// EarlierID names the statement at an index of Times that a later one replaced.
func EarlierID(entry string, index int) string { return entry + "/" + strconv.Itoa(index) }

// ShownIn gives every entry and known moment of a review in one zone, by entry id
// or anchor name, earlier statements of a time by EarlierID. A time whose offset is not known stays as it was stated: there
// is nothing to convert it from.
func ShownIn(r Review, loc *time.Location) map[string]ShownTime {
	out := make(map[string]ShownTime, len(r.Timeline)+len(Anchors))
	put := func(id string, s timeline.Statement) {
		out[id] = ShownTime{At: InZone(s.At, loc), End: InZone(s.End, loc)}
	}
	for _, e := range r.Timeline {
		put(e.ID, e.Statement)
		for i := 0; i < len(e.Times)-1; i++ {
			put(EarlierID(e.ID, i), e.Times[i])
		}
	}
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			put(name, *s)
		}
	}
	return out
}

// InZone is a time in a zone; one whose offset is not known stays as it was stated.
func InZone(at string, loc *time.Location) string {
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return at
	}
	return t.In(loc).Format(time.RFC3339Nano)
}

// Phase is the time between two neighbouring known moments. Entry is the first
// entry of the timeline in it, "" when it has none.
type Phase struct {
	Entry   string  `json:"entry"`
	From    string  `json:"from"` // Anchors
	To      string  `json:"to"`
	Minutes float64 `json:"minutes"`
	Exact   bool    `json:"exact"`
}

// Phases are the steps between the known moments in their order; none when they
// cannot be put on one line of time.
func Phases(r Review) []Phase {
	out := []Phase{}
	last := ""
	for _, name := range Anchors {
		to := r.Anchor(name)
		if to == nil {
			continue
		}
		if last != "" {
			from := r.Anchor(last)
			length, exact, ok := timeline.Duration(*from, *to)
			if !ok || length < 0 {
				return []Phase{}
			}
			out = append(out, Phase{From: last, To: name, Minutes: length.Minutes(), Exact: exact, Entry: firstIn(r, *from, *to)})
		}
		last = name
	}
	return out
}

// firstIn is the first entry that did not happen before from and happened before
// to.
func firstIn(r Review, from, to timeline.Statement) string {
	for _, e := range r.Timeline {
		after, _, ok := timeline.Duration(from, e.Statement)
		if !ok || after < 0 || len(e.At) <= len(time.DateOnly) {
			continue
		}
		if before, _, ok := timeline.Duration(e.Statement, to); ok && before > 0 {
			return e.ID
		}
		return ""
	}
	return ""
}

// Open says whether an action still waits to be done.
func (a Action) Open() bool {
	return a.Status != "done" && a.Status != "verified" && a.Status != "declined"
}

// At says which open actions are over their date on a day (YYYY-MM-DD), and how far each
// is agreed to. Nothing else of a review depends on today.
func (r Review) At(day string) Review {
	today, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return r
	}
	r.Actions = append([]Action{}, r.Actions...)
	for i, a := range r.Actions {
		r.Actions[i].Agreed, r.Actions[i].LookOn = a.Acceptance(), a.LookFrom()
		due, err := time.Parse(time.DateOnly, a.Due)
		if err == nil && a.Open() && today.After(due) {
			r.Actions[i].OverdueDays = int(today.Sub(due).Hours() / 24)
		}
	}
	return r
}

// AfterResolution is the first entry that happened later than the moment the
// incident was over, "" when there is none.
func AfterResolution(r Review) string {
	if r.Resolved == nil {
		return ""
	}
	for _, e := range r.Timeline {
		if len(e.At) <= len(time.DateOnly) {
			continue
		}
		if after, _, ok := timeline.Duration(*r.Resolved, e.Statement); ok && after > 0 {
			return e.ID
		}
	}
	return ""
}
