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
	if text := strings.TrimSpace(a.Text); text != "" {
		p.Text = text + "\n"
	}
	if p.Text == "" {
		return keeping.Saved{}, fault.New(fault.Invalid, "calendar.aside_no_text")
	}
	if a.Zone != "" {
		if _, err := calendar.FindZone(a.Zone); err != nil {
			return keeping.Saved{}, err
		}
	}
	file := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:" + h.Zone + "\n" + p.Text + "END:VCALENDAR\n"
	in, err := s.Preview("", []byte(file), calendar.ReadAs{Zone: h.Zone, Form: a.Form, Unknown: a.Zone, Pick: a.Pick, Week: h.Week})
	if err != nil {
		return keeping.Saved{}, err
	}
	if in.Accepted == 0 || in.Accepted < in.Read {
		return keeping.Saved{}, refused(in.Reading)
	}
	entity := record.Path{Collection: calendar.AsideList, Part: part}
	ops := []record.Op{record.RemoveOp(entity)}
	have := map[string]bool{}
	for _, there := range calendar.PartsOf(h.Calendar) {
		have[said(there)] = true
	}
	for _, add := range calendar.PartsOf(in.Calendar) {
		if have[said(add)] {
			continue
		}
		ops = append(ops, record.AddOp(add.Collection, s.Keep.NewID(), add.Fields))
	}
	again, _ := keptAside(in.Entries, room{})
	for _, doc := range again { // nights on which the clocks change, of an entry that returns
		ops = append(ops, record.AddOp(calendar.AsideList, s.Keep.NewID(), doc))
	}
	return s.Keep.Edit(ctx, id, "calendar.settle", []string{entity.Entity()}, ops, editor)
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
