package scheduling

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// Format reads calendars of other programs and writes them.
type Format interface {
	Read(data []byte, as calendar.ReadAs) (calendar.Reading, error)
	Write(c calendar.Calendar, at time.Time) ([]byte, error)
}

// Service works with calendars. It is safe for use by several goroutines.
type Service struct {
	Keep   *keeping.Service
	Format Format
	Now    func() time.Time
	Zone   func() *time.Location // of this machine
	// IDs lists the calendars that are not in the trash.
	IDs func(ctx context.Context) ([]string, error)
}

// Get reads a calendar.
func (s *Service) Get(ctx context.Context, id string) (calendar.Held, error) {
	snap, err := s.Keep.Get(ctx, calendar.Kind, id)
	if err != nil {
		return calendar.Held{}, err
	}
	return calendar.FromSnapshot(snap), nil
}

// Create makes a calendar with the hours of an office. An empty zone is that of this
// machine; fault invalid calendar.zone_needed where the machine has no name for it, for a
// calendar on the wrong clocks counts wrongly without anybody seeing it.
func (s *Service) Create(ctx context.Context, title, zone, editor string) (keeping.Saved, error) {
	title = strings.TrimSpace(title)
	if title == "" {
		return keeping.Saved{}, fault.New(fault.Invalid, "calendar.title_missing").WithField("title", "calendar.title_missing")
	}
	if zone == "" {
		z, err := calendar.FindZone(s.Zone().String())
		if err != nil {
			return keeping.Saved{}, fault.New(fault.Invalid, "calendar.zone_needed").WithField("zone", "calendar.zone_needed")
		}
		zone = z.String()
	}
	n := keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": title, "zone": zone}, Editor: editor}
	for _, day := range calendar.Days[:5] {
		n.Parts = append(n.Parts, keeping.Part{Collection: calendar.WeekHours, Fields: record.Doc{"day": day, "from": "09:00", "to": "17:00"}})
	}
	return s.Keep.Create(ctx, n)
}

// Import is what reading a file gave: the calendar made of it, the one it went into, or
// none.
type Import struct {
	keeping.Saved
	calendar.Reading
	Title string
	// Known says that a calendar says the same already, so none was made: ID is that one.
	Known bool
	// Same counts entries that the calendar it went into had already.
	Same int
}

// Nights counts single times of entries that were taken which wait for a person.
func (in Import) Nights() int {
	n := 0
	for _, e := range in.Entries {
		if e.Text != "" && !e.Aside {
			n++
		}
	}
	return n
}

// writtenOut is how many years before and after this one an entry is written out that
// returns in a way a calendar has no words for.
const writtenOut = 5

// Preview reads a file without making anything. A zone that a person named also stands for
// names of zones that nobody knows.
func (s *Service) Preview(name string, data []byte, as calendar.ReadAs) (Import, error) {
	as.Unknown = cmp.Or(as.Unknown, as.Zone)
	return s.read(name, data, as)
}

func (s *Service) read(name string, data []byte, as calendar.ReadAs) (Import, error) {
	today := calendar.DateOf(s.Now(), time.UTC)
	if as.From.IsZero() {
		as.From = calendar.On(today.Year-1, time.January, 1)
	}
	if as.Until.IsZero() {
		as.Until = calendar.On(today.Year+writtenOut, time.December, 31)
	}
	r, err := s.Format.Read(data, as)
	if err != nil {
		return Import{}, err
	}
	if r.Calendar.Name == "" {
		r.Calendar.Name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	r.Calendar.Version = r.Calendar.Hash()
	return Import{Reading: r, Title: r.Calendar.Name}, nil
}

// Import makes a calendar of a file, also where all of its entries wait for a person. One of
// which nothing could be taken and nothing waits makes none: fault invalid
// calendar.ics_nothing_taken.
func (s *Service) Import(ctx context.Context, name string, data []byte, as calendar.ReadAs, editor string) (Import, error) {
	in, err := s.Preview(name, data, as)
	if err != nil {
		return in, err
	}
	kept, left := keptAside(in.Entries, room{})
	if in.Accepted == 0 && len(kept) == 0 {
		return in, fault.New(fault.Invalid, "calendar.ics_nothing_taken", "name", filepath.Base(name), "read", strconv.Itoa(in.Read))
	}
	if in.ID, err = s.alike(ctx, in.Calendar.Version, kept); err != nil || in.ID != "" {
		in.Known = in.ID != ""
		return in, err
	}
	c := in.Calendar
	n := keeping.New{Kind: calendar.Kind, Fields: calendar.HeadDoc(c), Editor: editor,
		Note: record.Doc{"file": filepath.Base(name), "sha256": sum(data), "read": float64(in.Read), "taken": float64(in.Accepted)}, Imported: true}
	for _, p := range calendar.PartsOf(c) {
		n.Parts = append(n.Parts, keeping.Part{Collection: p.Collection, Fields: p.Fields})
	}
	for _, doc := range kept {
		n.Parts = append(n.Parts, keeping.Part{Collection: calendar.AsideList, Fields: doc})
	}
	if left > 0 {
		n.Fields["aside_left"] = float64(left)
	}
	in.Saved, err = s.Keep.Create(ctx, n)
	return in, err
}

// alike finds a calendar by its version, of those without any entry by what waits in it as
// well, for empty calendars are all alike; "" where there is none.
func (s *Service) alike(ctx context.Context, version string, waiting []record.Doc) (string, error) {
	ids, err := s.IDs(ctx)
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		h, err := s.Get(ctx, id)
		switch {
		case fault.Is(err, fault.NotFound): // gone since the list was made
		case err != nil:
			return "", err
		case h.Version == version && (len(calendar.PartsOf(h.Calendar)) > 0 || sameAside(h.Aside, waiting)):
			return id, nil
		}
	}
	return "", nil
}

// ImportInto puts the entries of a file into a calendar, as one step: what it has already
// is counted and not doubled. What a person has settled or dropped is not put aside once
// more. Its name, zone and validity stay.
func (s *Service) ImportInto(ctx context.Context, id, name string, data []byte, as calendar.ReadAs, editor string) (Import, error) {
	snap, err := s.Keep.Get(ctx, calendar.Kind, id)
	if err != nil {
		return Import{}, err
	}
	h := calendar.FromSnapshot(snap)
	as.Unknown, as.Zone, as.Week = cmp.Or(as.Unknown, as.Zone), h.Zone, h.Week
	in, err := s.read(name, data, as)
	if err != nil {
		return in, err
	}
	if in.Accepted == 0 && len(in.Entries) == 0 {
		return in, fault.New(fault.Invalid, "calendar.ics_nothing_taken", "name", filepath.Base(name), "read", strconv.Itoa(in.Read))
	}
	if in.Calendar.Zone != h.Zone && timed(in.Calendar) {
		return in, fault.New(fault.Invalid, "calendar.into_zone", "zone", in.Calendar.Zone, "here", h.Zone)
	}
	have := map[string]bool{}
	for _, p := range calendar.PartsOf(h.Calendar) {
		have[said(p)] = true
	}
	var ops []record.Op
	for _, p := range calendar.PartsOf(in.Calendar) {
		if have[said(p)] {
			in.Same++
			continue
		}
		have[said(p)] = true
		ops = append(ops, record.AddOp(p.Collection, s.Keep.NewID(), p.Fields))
	}
	aside, err := s.asideInto(ctx, id, snap.State, h, in.Entries)
	if err != nil {
		return in, err
	}
	ops = append(ops, aside...)
	in.ID, in.Title = id, h.Name
	if len(ops) == 0 {
		in.Known = true
		return in, nil
	}
	saved, err := s.Keep.Edit(ctx, id, "calendar.import_into", nil, ops, editor)
	in.Rev = saved.Rev
	return in, err
}

// timed says whether something in a calendar is a time and no whole day, which means
// another instant in another zone.
func timed(c calendar.Calendar) bool {
	return len(c.Week) > 0 || slices.ContainsFunc(c.Exceptions, func(e calendar.Exception) bool { return len(e.Spans) > 0 }) ||
		slices.ContainsFunc(c.Periods, func(p calendar.Period) bool { return p.FirstDay.IsZero() || len(p.Hours) > 0 })
}

// said is what an entry says, to be compared.
func said(p calendar.Addition) string {
	raw, err := record.Canonical(map[string]any(p.Fields))
	if err != nil {
		return ""
	}
	return p.Collection + string(raw)
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// Export writes a calendar for other programs. What cannot be read is not in it, so one
// with such an entry is refused.
func (s *Service) Export(ctx context.Context, id string) (calendar.Held, []byte, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return h, nil, err
	}
	if _, err := h.Clock(); err != nil {
		return h, nil, err
	}
	data, err := s.Format.Write(h.Calendar, s.Now())
	return h, data, err
}

// Check looks a calendar through; year 0 is this one.
func (s *Service) Check(ctx context.Context, id string, year int) (calendar.Held, []calendar.Checked, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return h, nil, err
	}
	if year == 0 {
		year = s.thisYear(h)
	}
	list, err := h.Check(year)
	return h, list, err
}

func (s *Service) thisYear(h calendar.Held) int {
	zone, err := calendar.FindZone(h.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.Now().In(zone).Year()
}

// Fix does what answers a finding: the one at a place in the list of Check that says what
// it said when a person read it. fault.Conflict where it is another by now.
func (s *Service) Fix(ctx context.Context, id string, year, place int, key, path, editor string) (keeping.Saved, error) {
	_, list, err := s.Check(ctx, id, year)
	if err != nil {
		return keeping.Saved{}, err
	}
	if place < 0 || place >= len(list) || list[place].Key != key || list[place].Path != path || list[place].Fix == nil {
		return keeping.Saved{}, fault.New(fault.Conflict, "calendar.fix_moved_on")
	}
	fix := list[place].Fix
	ops := append([]record.Op{}, fix.Ops...)
	entities := append([]string{}, fix.Entities...)
	for _, a := range fix.Adds {
		ops = append(ops, record.AddOp(a.Collection, s.Keep.NewID(), a.Fields))
	}
	return s.Keep.Edit(ctx, id, "calendar.fix", entities, ops, editor)
}
