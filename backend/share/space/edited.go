package space

import (
	"encoding/json"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/share/gitstore"
)

// editedKey is the trailer by which a commit says when the edits in it were made:
//
//	Edited: <time> <id of a record> [<place>…]
//
// Without places it is said of all the record. A place is a part ("timeline/01H…") or what
// is merged as one value ("severity", "timeline/01H…/times"). What is not named was made at
// the time of the part, of the record or of the commit, which is that of its last edit. The
// times are those of the clock of who wrote; they are shown to people and decide nothing.
const editedKey = "Edited"

// mostMoments is of how many places one commit says when they were edited, before the next
// one begins.
const mostMoments = 4000

// mostEntries is how many entries of the journal of a new record are read for the times of
// its edits; of one that was edited more often, the time of the last edit is said.
const mostEntries = 2000

// moments are the times of the edits of one record in a commit, to the second, by place; ""
// is the record, and each place is at most as late as what it is part of.
type moments map[string]time.Time

// above is what a place is part of.
func above(place string) string {
	if strings.Count(place, "/") < 2 {
		return ""
	}
	return place[:strings.LastIndexByte(place, '/')]
}

func (m moments) note(place string, at time.Time) {
	if strings.ContainsAny(place, " \t\n") {
		place = "" // no place that a line could name
	}
	for at = at.UTC().Truncate(time.Second); ; place = above(place) {
		if at.After(m[place]) {
			m[place] = at
		}
		if place == "" {
			return
		}
	}
}

// at is when a place was edited in a commit of that time.
func (m moments) at(place string, commit time.Time) time.Time {
	for {
		if at, ok := m[place]; ok && at.Before(commit) {
			return at
		}
		if place == "" {
			return commit
		}
		place = above(place)
	}
}

// named are the places of which something else is said than of what they are part of.
func (m moments) named() (out []string) {
	for _, place := range sortedKeys(m) {
		if place != "" && m[place] != m[above(place)] {
			out = append(out, place)
		}
	}
	return out
}

// lines say what does not follow from the time of the commit.
func (m moments) lines(id string, commit time.Time) (out []gitstore.Trailer) {
	whole := m[""]
	places := map[time.Time][]string{}
	for _, place := range m.named() {
		places[m[place]] = append(places[m[place]], place)
	}
	say := func(at time.Time, places []string) {
		out = append(out, gitstore.Trailer{Key: editedKey, Value: strings.Join(append([]string{at.Format(time.RFC3339), id}, places...), " ")})
	}
	if !whole.Equal(commit) {
		say(whole, nil)
	}
	times := make([]time.Time, 0, len(places))
	for at := range places {
		times = append(times, at)
	}
	sort.Slice(times, func(i, j int) bool { return times[i].Before(times[j]) })
	for _, at := range times {
		say(at, places[at])
	}
	return out
}

// momentsIn are the times a commit says of one record. Anybody may have written them: what
// cannot be read, or is later than the commit, is not taken.
func momentsIn(c gitstore.Commit, id string) moments {
	var out moments
	for _, t := range c.Trailers {
		when, rest, _ := strings.Cut(t.Value, " ")
		of, places, _ := strings.Cut(rest, " ")
		if t.Key != editedKey || of != id {
			continue
		}
		at, err := time.Parse(time.RFC3339, when)
		if err != nil || at.After(c.AuthoredAt) {
			continue
		}
		if out == nil {
			out = moments{}
		}
		if places == "" {
			out[""] = at.UTC()
		}
		for _, place := range strings.Fields(places) {
			out[place] = at.UTC()
		}
	}
	return out
}

// momentsOf reads in the journal when what differs from the space was edited here. What
// came with an exchange was not.
func (f format) momentsOf(tx Reader, was *merge.Doc, now local) (moments, error) {
	out, id := moments{}, now.snap.ID
	if !now.doc.There() {
		out.note("", now.snap.ChangedAt)
		return out, nil
	}
	if !was.There() {
		return f.momentsOfNew(tx, now)
	}
	before, after := record.NewState(f.schema.Kind, id), record.NewState(f.schema.Kind, id)
	f.scheme.Into(was, before)
	f.scheme.Into(now.doc, after)
	for _, c := range record.Diff(f.schema, before, after) {
		if p, _ := record.ParsePath(c.Entity); p.Collection == merge.ConflictsName {
			continue // a decision says itself when it was made
		}
		fields := []string{""}
		if !c.Adds() && !c.Removes() {
			fields = sortedKeys(c.After)
		}
		for _, field := range fields {
			e, ok, err := lastEdit(tx, id, c.Entity, field)
			if err != nil {
				return nil, err
			}
			if place, known := f.placeIn(c.Entity, field); ok && known {
				out.note(place, e.At)
			} else if ok {
				out.note(c.Entity, e.At)
			}
		}
	}
	return out, nil
}

// momentsOfNew are those of a record that the space has not: what was edited since it was made.
func (f format) momentsOfNew(tx Reader, now local) (moments, error) {
	out, id := moments{}, now.snap.ID
	out.note("", now.snap.ChangedAt)
	entries, err := tx.RecordEntries(id, 0, mostEntries)
	if err != nil || len(entries) == mostEntries {
		return out, err
	}
	for _, e := range entries {
		entity := strings.TrimPrefix(strings.TrimPrefix(e.Entity, id), "/")
		if entity == "" && e.N == entries[len(entries)-1].N || e.Erased || e.Action == journal.Receive {
			continue
		}
		if p, _ := record.ParsePath(entity); p.Collection == merge.ConflictsName {
			continue
		}
		for _, field := range fieldsOf(e) {
			if place, ok := f.placeIn(entity, field); ok {
				out.note(place, e.At)
			}
		}
	}
	return out, nil
}

// placeIn is the place by which a field is merged, or that of its part for "". ok is false
// for what is not shared.
func (f format) placeIn(entity, field string) (place string, ok bool) {
	if field == "" {
		p, _ := record.ParsePath(entity)
		return entity, entity == "" || f.scheme.HasParts(p.Collection)
	}
	return f.scheme.AtomOf(entity, field)
}

// fieldsOf are the fields an entry changed; "" for one that made its entity come or go.
func fieldsOf(e journal.Entry) []string {
	if name := record.HunkField(e.Before, e.After); name != "" {
		return []string{name}
	}
	var before, after record.Doc
	if json.Unmarshal(e.Before, &before) != nil || json.Unmarshal(e.After, &after) != nil {
		return nil
	}
	if c := (record.Change{Before: before, After: after}); c.Adds() || c.Removes() {
		return []string{""}
	}
	return sortedKeys(after)
}

// lastEdit is the newest entry of a field of an entity, or of any for ""; ok is false where
// it came with an exchange, or there is none.
func lastEdit(tx Reader, id, entity, field string) (e journal.Entry, ok bool, err error) {
	at := id
	if entity != "" {
		at += "/" + entity
	}
	newest, err := tx.PlaceEntries(id, at, field, 0, 1)
	if err != nil || len(newest) == 0 {
		return e, false, err
	}
	return newest[0], newest[0].Action != journal.Receive, nil
}

// sideHere is a record as it is here, with when each place was edited on this device. where
// says more than that it was here: merge.InProgram, or "".
func (s *Syncer) sideHere(tx Reader, f format, here local, where string) merge.Side {
	own := merge.Origin{By: s.Device, At: shownTime(here.snap.ChangedAt), Commit: where}
	return merge.Side{Doc: here.doc, Origin: own, Said: func(path, _ string) merge.Origin {
		p, ok := record.ParsePath(path)
		if !ok {
			return own
		}
		fields := []string{""}
		if p.Field != "" {
			fields, _ = f.scheme.Atoms(path)
		}
		var last journal.Entry
		for _, field := range fields {
			if e, edited, err := lastEdit(tx, here.snap.ID, p.Entity(), field); err == nil && edited && e.N > last.N {
				last = e
			}
		}
		o := own
		if last.N > 0 {
			o.At = shownTime(last.At)
		}
		return o
	}}
}
