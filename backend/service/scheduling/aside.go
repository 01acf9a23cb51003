package scheduling

import (
	"context"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// Bounds of what a calendar keeps of the entries of its file that were put aside: a record
// in a space has to stay small. The others stand in the file.
const (
	mostAside      = 1000
	mostAsideBytes = 1 << 20
)

// room is what of the bounds is taken already.
type room struct{ entries, bytes int }

// keptAside are the entries a calendar keeps for a person, and how many more there are.
func keptAside(list []calendar.ReadEntry, taken room) (docs []record.Doc, left int) {
	for _, e := range list {
		if e.Text == "" && !e.Aside {
			continue
		}
		if taken.bytes += len(e.Text); taken.entries >= mostAside || taken.bytes > mostAsideBytes {
			left++
			continue
		}
		taken.entries++
		docs = append(docs, calendar.AsideDoc(e))
	}
	return docs, left
}

// asideInto puts beside what waits in a calendar what else a file puts aside, once. Of a
// file that was brought in before, the entries that had no room then come now, and those
// that still have none are all that stand in the file alone.
func (s *Service) asideInto(ctx context.Context, id string, st *record.State, h calendar.Held, entries []calendar.ReadEntry) ([]record.Op, error) {
	known := map[string]bool{}
	for _, part := range st.Live(calendar.AsideList) {
		known[saidAside(st.Parts[calendar.AsideList][part].Doc)] = true
	}
	gone := map[string][]string{}
	for part, p := range st.Parts[calendar.AsideList] {
		if p.Removed {
			gone[saidAside(p.Doc)] = append(gone[saidAside(p.Doc)], part)
		}
	}
	again := false
	var fresh []calendar.ReadEntry
	for _, e := range entries {
		if e.Text == "" && !e.Aside {
			continue
		}
		said := saidAside(calendar.AsideDoc(e))
		for _, part := range gone[said] {
			if known[said] {
				break
			}
			var err error
			if known[said], err = s.tookAway(ctx, id, part); err != nil {
				return nil, err
			}
		}
		if known[said] {
			again = true
			continue
		}
		fresh = append(fresh, e)
	}
	taken := room{entries: len(h.Aside)}
	for _, p := range h.Aside {
		taken.bytes += len(p.Text)
	}
	kept, left := keptAside(fresh, taken)
	var ops []record.Op
	for _, doc := range kept {
		ops = append(ops, record.AddOp(calendar.AsideList, s.Keep.NewID(), doc))
	}
	if !again {
		left += h.AsideLeft
	}
	if left != h.AsideLeft {
		var value any
		if left > 0 {
			value = float64(left)
		}
		ops = append(ops, record.SetOp(record.Path{Field: "aside_left"}, value))
	}
	return ops, nil
}

// tookAway says whether a person settled or dropped an entry; one that is gone because its
// import was undone comes back with the next.
func (s *Service) tookAway(ctx context.Context, id, part string) (bool, error) {
	events, _, err := s.Keep.Rec.Line(ctx, id, record.Path{Collection: calendar.AsideList, Part: part}, 0, 1)
	return len(events) == 0 || events[0].Kind != journal.Undo, err
}

// sameAside says whether what waits in a calendar is what a file would have wait.
func sameAside(have []calendar.PutAside, docs []record.Doc) bool {
	said := map[string]int{}
	for _, doc := range docs {
		said[saidAside(doc)]++
	}
	for _, p := range have {
		said[saidAside(calendar.AsideDoc(p.ReadEntry))]--
	}
	for _, n := range said {
		if n > 0 {
			return false
		}
	}
	return true
}

// saidAside is what an entry that was put aside says, wherever it stands in its file.
func saidAside(doc record.Doc) string {
	fields := record.Doc{}
	for name, v := range doc {
		if name != "line" {
			fields[name] = v
		}
	}
	return said(calendar.Addition{Collection: calendar.AsideList, Fields: fields})
}

// Settling says what an entry that was put aside means.
type Settling struct {
	Form calendar.Form
	Zone string        // behind the name of one that nobody knows
	Pick calendar.Pick // of two local times, or of the two sides of a gap
	Text string        // in place of its own, where a person has corrected it
	// Alike answers all that ask the same with it: the other entries in a zone of that
	// name, or that were put aside for the same reason. One that still cannot be taken
	// goes on waiting.
	Alike bool
}

// Settle reads an entry that was put aside once more with what a person says of it, and
// takes it into the calendar in one step. Fault invalid with the reason where it still
// cannot be taken; nothing is changed then.
func (s *Service) Settle(ctx context.Context, id, part string, a Settling, editor string) (keeping.Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return keeping.Saved{}, err
	}
	p, err := h.FindAside(part)
	if err != nil {
		return keeping.Saved{}, err
	}
	if a.Zone != "" {
		if _, err := calendar.FindZone(a.Zone); err != nil {
			return keeping.Saved{}, err
		}
	}
	one := p
	if text := strings.TrimSpace(a.Text); text != "" {
		one.Text = text + "\n"
	}
	settled := settling{service: s, held: h, answer: a, have: map[string]bool{}}
	for _, there := range calendar.PartsOf(h.Calendar) {
		settled.have[said(there)] = true
	}
	if err := settled.take(one); err != nil {
		return keeping.Saved{}, err
	}
	if a.Alike {
		for _, other := range h.Aside {
			if other.ID != p.ID && other.Like(p) {
				_ = settled.take(other) //nolint:errcheck // it goes on waiting, with its reason
			}
		}
	}
	return s.Keep.Edit(ctx, id, "calendar.settle", settled.entities, settled.ops, editor)
}

// Drop takes away an entry that was put aside, and with it all that ask the same where
// alike is set, in one step.
func (s *Service) Drop(ctx context.Context, id, part string, alike bool, editor string) (keeping.Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return keeping.Saved{}, err
	}
	p, err := h.FindAside(part)
	if err != nil {
		return keeping.Saved{}, err
	}
	var ops []record.Op
	var entities []string
	for _, other := range h.Aside {
		if other.ID == p.ID || alike && other.Like(p) {
			entity := record.Path{Collection: calendar.AsideList, Part: other.ID}
			ops, entities = append(ops, record.RemoveOp(entity)), append(entities, entity.Entity())
		}
	}
	return s.Keep.Edit(ctx, id, "calendar.drop", entities, ops, editor)
}

// settling is one step that takes entries into a calendar.
type settling struct {
	service  *Service
	held     calendar.Held
	answer   Settling
	have     map[string]bool // what the calendar says by now
	ops      []record.Op
	entities []string
}

// take adds one entry; a refused one has added nothing.
func (t *settling) take(p calendar.PutAside) error {
	if p.Text == "" {
		return fault.New(fault.Invalid, "calendar.aside_no_text")
	}
	file := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:" + t.held.Zone + "\n" + p.Text + "END:VCALENDAR\n"
	in, err := t.service.read("", []byte(file), calendar.ReadAs{Zone: t.held.Zone, Form: t.answer.Form, Unknown: t.answer.Zone, Pick: t.answer.Pick, Week: t.held.Week})
	if err != nil {
		return err
	}
	if in.Accepted == 0 || in.Accepted < in.Read {
		return refused(in.Reading)
	}
	entity := record.Path{Collection: calendar.AsideList, Part: p.ID}
	t.ops, t.entities = append(t.ops, record.RemoveOp(entity)), append(t.entities, entity.Entity())
	for _, add := range calendar.PartsOf(in.Calendar) {
		if what := said(add); !t.have[what] {
			t.have[what] = true
			t.ops = append(t.ops, record.AddOp(add.Collection, t.service.Keep.NewID(), add.Fields))
		}
	}
	again, _ := keptAside(in.Entries, room{})
	for _, doc := range again { // nights on which the clocks change, of an entry that returns
		t.ops = append(t.ops, record.AddOp(calendar.AsideList, t.service.Keep.NewID(), doc))
	}
	return nil
}

// refused is why an entry could still not be taken.
func refused(r calendar.Reading) error {
	for _, e := range r.Entries {
		if e.Aside {
			return &fault.Error{Code: fault.Invalid, Key: e.Key, Params: e.Params}
		}
	}
	return fault.New(fault.Invalid, "calendar.aside_no_text")
}
