package recording

import (
	"context"
	"slices"
	"sort"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Event is one step in the history of a record.
type Event struct {
	Step   int64
	First  int64 // n of its first entry: the place to go on from
	At     time.Time
	Actor  string
	Action string
	Origin string
	Kind   journal.StepKind
	Undone bool
	// By is who wrote what came with an exchange; nil for what was done here.
	By *sharing.Author
	// Why is the reason given with a decision; whoever tells it in words fills it in.
	Why     string
	Changes []EventChange
	// Beside is what others wrote or decided that did not stand; filled in as Why is.
	Beside []Beside

	commit string
}

// When is when it was done: here, or by whoever wrote what came.
func (e Event) When() time.Time {
	if e.By != nil && !e.By.At.IsZero() {
		return e.By.At
	}
	return e.At
}

// Beside is a version of a place, or a decision about it, that a step told of: as words,
// with who and when. By is the name that whoever tells it found, "" for nobody known.
type Beside struct {
	Value   string
	By      string
	Own     bool
	At      time.Time // zero where that is not known
	Why     string
	Decided bool // a decision; else a version
	File    bool // a file said it that was imported again, and no person
}

// EventChange is what a step did to one field; Before and After are plain
// values, or the differing runs of a text.
type EventChange struct {
	Path   string
	Before any
	After  any
	// Asked says that it is a question about the place that came or went (reviewing.Told).
	Asked bool
}

// History lists the steps of a record, newest first, below an entry number
// (0 = from the newest). more says that there are earlier ones.
func (s *Service) History(ctx context.Context, id string, below int64, limit int) (events []Event, more bool, err error) {
	events = []Event{}
	err = s.Store.View(ctx, func(tx Reader) error {
		// Typing makes many entries of one step: read on until enough steps are whole.
		hidden := int64(0)
		for {
			batch, err := tx.RecordEntries(id, below, 500)
			if err != nil {
				return err
			}
			for _, e := range batch {
				n := len(events)
				if e.Step == hidden {
					below = e.N
					continue
				}
				if n == 0 || events[n-1].Step != e.Step {
					if n == limit {
						more = true
						return nil
					}
					st, err := tx.Step(e.Step)
					if err != nil {
						return err
					}
					shown, err := listed(tx, st)
					if err != nil {
						return err
					}
					if !shown {
						hidden, below = e.Step, e.N
						continue
					}
					by, err := s.author(tx, commitOf(e))
					if err != nil {
						return err
					}
					events = append(events, Event{Step: e.Step, At: e.At, Actor: e.Actor, Action: actionOf(st, e), Origin: st.Origin, Kind: st.Kind, Undone: st.UndoneBy != 0, By: by})
					n++
				}
				events[n-1].First = e.N
				events[n-1].Changes = mergeChanges(events[n-1].Changes, e, id)
				below = e.N
			}
			if len(batch) < 500 {
				return nil
			}
		}
	})
	return events, more, err
}

// ChangesOf are all changes that steps made to a record, by step: what the line of one
// place leaves out.
func (s *Service) ChangesOf(ctx context.Context, id string, steps []int64) (map[int64][]EventChange, error) {
	out := map[int64][]EventChange{}
	err := s.Store.View(ctx, func(tx Reader) error {
		for _, step := range steps {
			entries, err := tx.StepEntries(step)
			if err != nil {
				return err
			}
			for _, e := range slices.Backward(entries) {
				if e.Record == id {
					out[step] = mergeChanges(out[step], e, id)
				}
			}
		}
		return nil
	})
	return out, err
}

// actionOf is what an edit was to begin with: words typed into a new piece are part
// of making it.
func actionOf(st journal.Step, e journal.Entry) string {
	if st.Kind == journal.Edit {
		return st.Action
	}
	return e.Action
}

// mergeChanges adds an older entry to the changes of its step: a field that was
// changed several times shows where it came from and where it went.
func mergeChanges(list []EventChange, e journal.Entry, id string) []EventChange {
	if e.Erased {
		return list
	}
	before, after := docs(e)
	entity := entityOf(e, id)
	if before["$absent"] == true || after["$absent"] == true {
		return append(list, EventChange{Path: entity, Before: presenceText(before), After: presenceText(after)})
	}
	names := make([]string, 0, len(after))
	for name := range after {
		names = append(names, name)
	}
	sort.Strings(names)
next:
	for _, name := range names {
		path := name
		if entity != "" {
			path = entity + "/" + name
		}
		for i := range list {
			if list[i].Path == path {
				list[i].Before = before[name]
				continue next
			}
		}
		list = append(list, EventChange{Path: path, Before: before[name], After: after[name]})
	}
	return list
}

func presenceText(d record.Doc) any {
	if d["$absent"] == true {
		return nil
	}
	for _, name := range []string{"text", "title", "role"} {
		if v := record.Str(d, name); v != "" {
			return v
		}
	}
	return ""
}

// Remove puts a record into the trash; it keeps everything, its local fields too.
func (s *Service) Remove(ctx context.Context, id, action, editor string) (int64, error) {
	return s.presence(ctx, id, true, action, editor)
}

// Restore takes a record out of the trash.
func (s *Service) Restore(ctx context.Context, id, action, editor string) (int64, error) {
	return s.presence(ctx, id, false, action, editor)
}

func (s *Service) presence(ctx context.Context, id string, trash bool, action, editor string) (rev int64, err error) {
	kind := ""
	err = s.Store.Update(ctx, func(tx Writer) error {
		snap, err := tx.RecordPart(id, nil, nil)
		if err != nil {
			return err
		}
		kind, rev = snap.Kind, snap.Rev
		if snap.Trashed() == trash {
			return nil
		}
		if _, ok := s.Registry.Schema(snap.Kind); !ok {
			return fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
		}
		step, err := tx.OpenStep(s.step(id, journal.Edit, action, "", s.now()))
		if err != nil {
			return err
		}
		rev, err = s.setPresence(tx, id, step, 0, trash, action)
		return err
	})
	if err == nil {
		s.announce(id, kind, rev, editor)
	}
	return rev, err
}

// InTrash says whether a record waits in the trash.
func (s *Service) InTrash(ctx context.Context, id string) (trashed bool, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, err := tx.RecordPart(id, nil, nil)
		trashed = snap.Trashed()
		return err
	})
	return trashed, err
}
