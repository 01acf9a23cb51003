package incident

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/timeline"
)

// Join is the incident that an earlier and a further snapshot tell together. The later of
// the two says how it stands, also that a moment is no longer known (an incident that was
// opened again is not resolved); names and the lines of the history are those of both.
// changed is false when the further one brings nothing new.
func Join(have, more Snapshot) (joined Snapshot, changed bool) {
	have.Updates, more.Updates = dated(have.Updates, have.TakenAt), dated(more.Updates, more.TakenAt)
	older, newer := have, more
	switch {
	case more.Partial:
		joined = overlay(have, more)
	case have.Partial:
		joined = overlay(more, have)
	case more.before(have):
		joined, older, newer = have, more, have
	default:
		joined = more
	}
	joined.Source, joined.Key = have.Source, have.Key
	joined.Partial = have.Partial && more.Partial
	joined.People = union(have.People, more.People)
	if have.Partial || more.Partial || older.standsBeside(newer, Acknowledged) {
		joined.keepFirst(Acknowledged, have, more)
	}
	joined.Updates = joinUpdates(have.Updates, more.Updates)
	return joined, !joined.Same(have)
}

// keepFirst keeps the first of a moment that either of two tells: who took an incident has
// taken it, also when a later list has no column for that or it was handed on and taken again.
// The first of several is the same in whatever order they come.
func (s *Snapshot) keepFirst(name string, of ...Snapshot) {
	var first timeline.Statement
	found := false
	for _, o := range of {
		at, ok := o.Moments[name]
		if !ok || found && cmp.Or(cmp.Compare(millisOf(first), millisOf(at)), cmp.Compare(text(first), text(at))) <= 0 {
			continue
		}
		first, found = at, true
	}
	if !found {
		return
	}
	s.Moments = maps.Clone(s.Moments)
	s.Put(name, first)
}

// standsBeside says whether a moment that an older telling of the whole incident has is
// still to be believed where the newer one tells it too. One of another start, or from before
// the incident began, was corrected: a wrong zone, a wrong year.
func (s Snapshot) standsBeside(newer Snapshot, name string) bool {
	at, had := s.Moments[name]
	_, told := newer.Moments[name]
	begun, known := newer.Moments[Started]
	if !had || !told || !known {
		return true
	}
	was, had := s.Moments[Started]
	return millisOf(at) >= millisOf(begun) && (!had || millisOf(was) == millisOf(begun))
}

// text tells two statements of one instant apart.
func text(s timeline.Statement) string {
	raw, err := json.Marshal(s)
	if err != nil {
		return s.At
	}
	return string(raw)
}

// overlay is the whole of an incident with what a part of it says beside.
func overlay(whole, part Snapshot) Snapshot {
	for _, f := range []struct{ to, from *string }{
		{&whole.Number, &part.Number}, {&whole.Link, &part.Link}, {&whole.Title, &part.Title}, {&whole.Summary, &part.Summary},
		{&whole.State, &part.State}, {&whole.Severity, &part.Severity}, {&whole.Priority, &part.Priority},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	moments := maps.Clone(part.Moments)
	if moments == nil {
		moments = map[string]timeline.Statement{}
	}
	maps.Copy(moments, whole.Moments)
	whole.Moments = moments
	whole.Services = union(whole.Services, part.Services)
	whole.Owners = union(whole.Owners, part.Owners)
	whole.Raw = joinRaw(part.Raw, whole.Raw)
	whole.Planned = whole.Planned || part.Planned
	return whole
}

// before says whether s was taken before o. Of two of which one does not say when, the
// one that is there counts as the earlier; two of the same moment and turn are told apart
// by what they say, so that the order in which they are read does not matter.
func (s Snapshot) before(have Snapshot) bool {
	if s.TakenAt == 0 || have.TakenAt == 0 {
		return false
	}
	if c := cmp.Or(cmp.Compare(s.TakenAt, have.TakenAt), cmp.Compare(s.Turn, have.Turn)); c != 0 {
		return c < 0
	}
	return s.print() < have.print()
}

// print is the text that decides between two snapshots of the same moment.
func (s Snapshot) print() string {
	raw, err := json.Marshal([]any{s.Title, s.Summary, s.State, s.Severity, s.Priority, s.Services, s.Owners, s.Link, s.Number, s.Moments, s.Raw, s.Planned})
	if err != nil {
		return "" // texts and maps of texts always have a form
	}
	return string(raw)
}

func union(first, last []string) []string {
	if len(first) == 0 {
		return last
	}
	if len(last) == 0 {
		return first
	}
	out := slices.Concat(first, last)
	slices.Sort(out)
	return slices.Compact(out)
}

// joinRaw keeps the fields of last, and those of first that have other names.
func joinRaw(first, last []Field) []Field {
	if len(first) == 0 {
		return last
	}
	out := slices.Clone(last)
	for _, f := range first {
		if !slices.ContainsFunc(last, func(l Field) bool { return l.Name == f.Name }) {
			out = append(out, f)
		}
	}
	return out
}

// dated are lines that know when they were told.
func dated(lines []Update, at int64) []Update {
	if at == 0 || !slices.ContainsFunc(lines, func(u Update) bool { return u.ChangedAt == 0 }) {
		return lines
	}
	out := slices.Clone(lines)
	for i := range out {
		if out[i].ChangedAt == 0 {
			out[i].ChangedAt = at
		}
	}
	return out
}

// later says whether u takes the place of a line with the same key.
func (u Update) later(there Update) bool {
	switch {
	case u.ChangedAt == 0 || there.ChangedAt == 0:
		return true
	case u.ChangedAt != there.ChangedAt:
		return u.ChangedAt > there.ChangedAt
	}
	return u.State+"\x00"+u.Text > there.State+"\x00"+there.Text
}

// joinUpdates keeps each line once, with the later words, in the order of time; lines of
// the same moment stand in the order of their keys.
func joinUpdates(first, last []Update) []Update {
	if len(first)+len(last) < 2 {
		return slices.Concat(first, last)
	}
	place := make(map[string]int, len(first)+len(last))
	out := make([]Update, 0, len(first)+len(last))
	for _, u := range slices.Concat(first, last) {
		i, there := place[u.Key]
		switch {
		case !there:
			place[u.Key] = len(out)
			out = append(out, u)
		case u.later(out[i]):
			out[i] = u
		}
	}
	slices.SortFunc(out, func(a, b Update) int { return strings.Compare(a.Key, b.Key) })
	times := make([]timeline.Statement, len(out))
	for i, u := range out {
		times[i] = u.Time
	}
	sorted := make([]Update, len(out))
	for i, n := range timeline.Order(times) {
		sorted[i] = out[n]
	}
	return sorted
}
