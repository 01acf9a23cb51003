package recording

import (
	"context"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// entriesAtOnce is how many entries one question to the store brings.
const entriesAtOnce = 500

// Line lists what happened to one place of a record, a field or a whole part, newest
// first and below an entry number (0 = from the newest). Unlike History it gives whole
// values, also of texts. more says that there may be earlier steps. fault.Invalid for
// a place no review has, fault.NotFound for a part that never was.
func (s *Service) Line(ctx context.Context, id string, path record.Path, below int64, limit int) (events []Event, more bool, err error) {
	events = []Event{}
	err = s.Store.View(ctx, func(tx Reader) error {
		l, err := s.newLine(tx, id, path)
		if err != nil {
			return err
		}
		l.below, l.limit = below, limit
		if err := l.read(); err != nil {
			return err
		}
		events, more = l.events, l.more
		if last := len(events) - 1; last >= 0 && len(events[last].Changes) == 0 {
			events = events[:last]
		}
		return s.fillSteps(tx, events)
	})
	return events, more, err
}

// line goes back in the history of one place.
type line struct {
	tx     Reader
	id     string
	schema *record.Schema
	path   record.Path
	state  *record.State
	first  int64 // entry that made the record
	below  int64
	limit  int
	events []Event
	more   bool
}

func (s *Service) newLine(tx Reader, id string, path record.Path) (*line, error) {
	var entities []string
	if path.Part != "" {
		entities = []string{path.Entity()}
	}
	snap, err := tx.RecordPart(id, entities, nil)
	if err != nil {
		return nil, err
	}
	schema, known := s.Registry.Schema(snap.Kind)
	if !known {
		return nil, fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
	}
	if !placeKnown(schema, path) {
		return nil, fault.New(fault.Invalid, "record.field_unknown", "field", path.String())
	}
	if path.Part != "" {
		if _, there := snap.State.Part(path.Collection, path.Part); !there {
			return nil, fault.New(fault.NotFound, "record.part_missing", "path", path.Entity())
		}
	}
	l := &line{tx: tx, id: id, schema: schema, path: path, state: snap.State}
	l.first, err = tx.FirstEntry(id)
	return l, err
}

// placeKnown says whether a schema has a field, or a collection, of that name.
func placeKnown(schema *record.Schema, p record.Path) bool {
	if p.Collection == "" {
		_, ok := schema.Field(p.Field)
		return ok
	}
	c, ok := schema.Collection(p.Collection)
	if !ok || p.Part == "" {
		return false
	}
	if p.Field != "" {
		_, ok = c.Field(p.Field)
	}
	return ok
}

func (l *line) read() error {
	for from := int64(0); ; {
		batch, err := l.tx.PlaceEntries(l.id, key(l.id, l.path.Entity()), l.path.Field, from, entriesAtOnce)
		if err != nil {
			return err
		}
		for _, e := range batch {
			if from = e.N; e.Erased {
				return nil // what was there before nobody can tell
			}
			if full, err := l.take(e); full || err != nil {
				return err
			}
		}
		if len(batch) < entriesAtOnce {
			return l.beginning()
		}
	}
}

// take goes back over one entry and notes what it did; full says that the page is.
func (l *line) take(e journal.Entry) (full bool, err error) {
	if name := record.HunkField(e.Before, e.After); name != "" {
		p := l.path
		p.Field = name
		c := EventChange{Path: p.String(), After: l.value(name)}
		if err := record.RewindStored(l.schema, l.state, l.path.Entity(), e.Before, e.After); err != nil {
			return false, fault.Wrap(err, fault.Unavailable, "history.broken")
		}
		c.Before = l.value(name)
		if l.path.Field != "" && l.path.Field != name {
			return false, nil
		}
		return l.note(e, []EventChange{c}), nil
	}
	before, after := docs(e)
	c := record.Change{Entity: l.path.Entity(), Before: before, After: after}
	if c.Entity == "" && (c.Adds() || c.Removes()) {
		if e.N != l.first {
			return false, nil // the record went to the trash or came back from it
		}
		return l.note(e, []EventChange{{Path: l.path.String(), After: l.value(l.path.Field)}}), nil
	}
	changes := l.changes(c)
	if err := record.Rewind(l.schema, l.state, c); err != nil {
		return false, fault.Wrap(err, fault.Unavailable, "history.broken")
	}
	l.putBefore(changes)
	return l.note(e, changes), nil
}

// changes begins the list of what an entry did with the values after it.
func (l *line) changes(c record.Change) []EventChange {
	if c.Adds() || c.Removes() {
		if l.path.Field != "" {
			return []EventChange{{Path: l.path.String(), After: l.value(l.path.Field)}}
		}
		return []EventChange{{Path: l.path.Entity(), After: l.words()}}
	}
	var out []EventChange
	for _, name := range fieldNames(c) {
		if l.path.Field != "" && name != l.path.Field {
			continue
		}
		p := l.path
		p.Field = name
		out = append(out, EventChange{Path: p.String(), After: l.value(name)})
	}
	return out
}

// putBefore completes the list once the entry was taken back.
func (l *line) putBefore(changes []EventChange) {
	for i := range changes {
		if p, _ := record.ParsePath(changes[i].Path); p.Field != "" {
			changes[i].Before = l.value(p.Field)
		} else {
			changes[i].Before = l.words()
		}
	}
}

// beginning notes the step that made the record where the place came with it.
func (l *line) beginning() error {
	if l.path.Part == "" || l.first == 0 || l.state.Parts[l.path.Collection][l.path.Part].Removed {
		return nil
	}
	e, err := l.tx.Entry(l.first)
	if err != nil {
		return err
	}
	c := EventChange{Path: l.path.String(), After: l.words()}
	if l.path.Field != "" {
		c.After = l.value(l.path.Field)
	}
	l.note(e, []EventChange{c})
	return nil
}

// value is what a field of the place holds at the moment the line has come to; nil for
// a part that is not there.
func (l *line) value(field string) any {
	if l.path.Part == "" {
		if f, _ := l.schema.Field(field); f.Local {
			return record.Clone(l.state.Local[field])
		}
		return record.Clone(l.state.Head[field])
	}
	part, ok := l.state.Part(l.path.Collection, l.path.Part)
	if !ok || part.Removed {
		return nil
	}
	return record.Clone(part.Doc[field])
}

// words are those by which people know the part; nil when it is not there.
func (l *line) words() any {
	part, ok := l.state.Part(l.path.Collection, l.path.Part)
	if !ok || part.Removed {
		return nil
	}
	return presenceText(part.Doc)
}

// note adds what an entry did to the event of its step.
func (l *line) note(e journal.Entry, changes []EventChange) (full bool) {
	if l.below != 0 && e.N >= l.below {
		return false
	}
	last := len(l.events) - 1
	if last < 0 || l.events[last].Step != e.Step {
		if last >= 0 && len(l.events[last].Changes) == 0 {
			l.events = l.events[:last]
		}
		if len(l.events) == l.limit {
			l.more = true
			return true
		}
		l.events = append(l.events, Event{Step: e.Step, At: e.At, Actor: e.Actor, Action: e.Action, commit: commitOf(e)})
		last = len(l.events) - 1
	}
	ev := &l.events[last]
	ev.First = e.N
	for _, c := range changes {
		ev.Changes = joined(ev.Changes, c)
	}
	return false
}

// joined adds an older change of a step; a value that came back to itself is none.
func joined(list []EventChange, c EventChange) []EventChange {
	for i := range list {
		if list[i].Path == c.Path {
			list[i].Before = c.Before
			if record.Equal(list[i].Before, list[i].After) {
				return append(list[:i], list[i+1:]...)
			}
			return list
		}
	}
	if record.Equal(c.Before, c.After) {
		return list
	}
	return append(list, c)
}

func fieldNames(c record.Change) []string {
	names := make([]string, 0, len(c.After))
	for name := range c.After {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// rewindTo goes back to what the place was after an entry, and lists nothing.
func (l *line) rewindTo(end int64) error {
	for from := int64(0); ; {
		batch, err := l.tx.PlaceEntries(l.id, key(l.id, l.path.Entity()), l.path.Field, from, entriesAtOnce)
		if err != nil {
			return err
		}
		for _, e := range batch {
			if from = e.N; e.N <= end {
				return nil
			}
			if e.Erased {
				return fault.New(fault.Unavailable, "history.erased")
			}
			if err := record.RewindStored(l.schema, l.state, l.path.Entity(), e.Before, e.After); err != nil {
				return fault.Wrap(err, fault.Unavailable, "history.broken")
			}
		}
		if len(batch) < entriesAtOnce {
			return nil
		}
	}
}

// fillSteps adds to events what is known of their steps and of who wrote what came
// with an exchange.
func (s *Service) fillSteps(tx Reader, events []Event) error {
	for i := range events {
		st, err := tx.Step(events[i].Step)
		if err != nil {
			return err
		}
		events[i].Origin, events[i].Kind, events[i].Undone = st.Origin, st.Kind, st.UndoneBy != 0
		if events[i].By, err = s.author(tx, events[i].commit); err != nil {
			return err
		}
	}
	return nil
}

// commitOf is the commit an entry came with; "" for an edit of this machine.
func commitOf(e journal.Entry) string {
	if e.Action == receiveAction {
		return e.Reason
	}
	return ""
}

// Made says when a record came to be, and who wrote it; nil for this machine. Of one that
// came with an exchange it is the writer of the change that brought it. The time is zero for
// a record of which nothing is known.
func (s *Service) Made(ctx context.Context, id string) (at time.Time, by *sharing.Author, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		n, err := tx.FirstEntry(id)
		if err != nil || n == 0 {
			return err
		}
		e, err := tx.Entry(n)
		if err != nil {
			return err
		}
		at = e.At
		if by, err = s.author(tx, commitOf(e)); err == nil && by != nil {
			at = by.At
		}
		return err
	})
	return at, by, err
}

// author is who wrote what came with a commit, and when; nil for an edit of this machine. A
// commit of which nothing was noted has no name.
func (s *Service) author(tx Reader, commit string) (*sharing.Author, error) {
	if commit == "" {
		return nil, nil
	}
	commit, edited := journal.Came(commit)
	a, ok, err := tx.Received(commit)
	if err != nil {
		return nil, err
	}
	if !ok {
		a = sharing.Author{Commit: strings.TrimLeft(commit, ofNobody+ofJoining), Joined: strings.HasPrefix(commit, ofJoining)}
	}
	if ok && !edited.IsZero() {
		a.At, a.Edited = edited, edited
	}
	return &a, nil
}
