package calendar

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Held is a calendar as a record holds it. The lists of the calendar have the order of
// their dates, and IDs names the part that each entry is.
type Held struct {
	ID, Ref, Space string
	Calendar
	Note string
	IDs  PartIDs
	// Unread are entries that say nothing a clock could go by, as a merge or an edit of
	// the file by hand may leave them. No clock is made of a calendar with one.
	Unread []Unread
	// Aside are the entries of the file it was made of that wait for a person, AsideLeft
	// how many more stand in the file alone.
	Aside     []PutAside
	AsideLeft int
	Trashed   bool
	Rev       int64
}

// PartIDs are the ids of the parts, in the order of the entries.
type PartIDs struct {
	Week, Holidays, Exceptions, Periods []string
}

// Unread is an entry that cannot be read, or a field of the record (Path).
type Unread struct {
	Path string
	Message
}

// FromSnapshot reads a calendar out of its record.
func FromSnapshot(snap record.Snapshot) Held {
	h := FromState(snap.State)
	h.ID, h.Ref, h.Space = snap.ID, record.Ref(Schema.RefPrefix, snap.ID), snap.Space
	h.Trashed, h.Rev = snap.Trashed(), snap.Rev
	return h
}

// FromState reads the content of a record.
func FromState(st *record.State) Held {
	h := Held{Unread: []Unread{}, Note: record.Str(st.Head, "note")}
	h.Name, h.Zone = record.Str(st.Head, "title"), record.Str(st.Head, "zone")
	for _, f := range []struct {
		name string
		to   *Date
	}{{"valid_from", &h.ValidFrom}, {"valid_to", &h.ValidTo}} {
		d, err := dateIn(st.Head, f.name)
		if err != nil {
			h.unread(f.name, err)
		}
		*f.to = d
	}
	h.Week, h.IDs.Week = entries(&h, st, WeekHours, hoursOf, orderHours)
	h.Holidays, h.IDs.Holidays = entries(&h, st, HolidayList, holidayOf, orderHolidays)
	h.Exceptions, h.IDs.Exceptions = entries(&h, st, Exceptional, exceptionOf, orderExceptions)
	h.Periods, h.IDs.Periods = entries(&h, st, PeriodList, periodOf, orderPeriods)
	h.Aside = asides(st)
	if n, ok := st.Head["aside_left"].(float64); ok {
		h.AsideLeft = int(n)
	}
	h.Version = h.Calendar.Hash()
	return h
}

func mondayFirst(h Hours) int { return (int(h.Day) + 6) % 7 }

// start orders periods; it is no instant.
func (p Period) start() int {
	if p.byDays() {
		return p.FirstDay.number() * secondsOfDay
	}
	return p.Begin.Local.Date.number()*secondsOfDay + p.Begin.Local.Second
}

// entries reads the parts of a collection and puts them in the order of their dates.
func entries[T any](h *Held, st *record.State, collection string, read func(record.Doc) (T, error), order func(a, b T) int) ([]T, []string) {
	type held struct {
		id string
		of T
	}
	list := []held{}
	for _, id := range st.Live(collection) {
		one, err := read(st.Parts[collection][id].Doc)
		if err != nil {
			h.unread(collection+"/"+id, err)
			continue
		}
		list = append(list, held{id, one})
	}
	slices.SortFunc(list, func(a, b held) int { return cmp.Or(order(a.of, b.of), cmp.Compare(a.id, b.id)) })
	out, ids := make([]T, len(list)), make([]string, len(list))
	for i, e := range list {
		out[i], ids[i] = e.of, e.id
	}
	return out, ids
}

func (h *Held) unread(path string, err error) {
	f, ok := fault.As(err)
	if !ok {
		f = fault.New(fault.Invalid, "calendar.entry_unread")
	}
	h.Unread = append(h.Unread, Unread{path, Message{f.Key, f.Params}})
}

// Clock makes the clock of the calendar. Faults as of Calendar.Clock; the first entry that
// cannot be read is one.
func (h Held) Clock() (*Clock, error) {
	if len(h.Unread) > 0 {
		return nil, &fault.Error{Code: fault.Invalid, Key: h.Unread[0].Key, Params: h.Unread[0].Params}
	}
	return h.Calendar.Clock()
}

// Hash names the version of a calendar: the first digits of the SHA-256 of what it says.
// Two calendars that say the same have the same, whatever order it was entered in; the
// name belongs to it, for a result names its calendar.
func (c Calendar) Hash() string {
	c.Version = ""
	c.Week, c.Holidays, c.Exceptions, c.Periods = ordered(c.Week, orderHours), ordered(c.Holidays, orderHolidays), ordered(c.Exceptions, orderExceptions), ordered(c.Periods, orderPeriods)
	raw, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])[:hashDigits]
}

const hashDigits = 12

// ordered is a list in the order of its dates, and of what its entries say where those are
// alike; nil stays nil, for an empty list is written otherwise.
func ordered[T any](list []T, order func(a, b T) int) []T {
	if list == nil {
		return nil
	}
	text := func(x T) []byte {
		raw, _ := json.Marshal(x) //nolint:errcheck // plain values
		return raw
	}
	return slices.SortedStableFunc(slices.Values(list), func(a, b T) int {
		if n := order(a, b); n != 0 {
			return n
		}
		return bytes.Compare(text(a), text(b))
	})
}

func orderHours(a, b Hours) int {
	return cmp.Or(cmp.Compare(mondayFirst(a), mondayFirst(b)), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

func orderHolidays(a, b Holiday) int {
	return cmp.Or(cmp.Compare(a.On.number(), b.On.number()), cmp.Compare(a.Name, b.Name))
}

func orderExceptions(a, b Exception) int { return cmp.Compare(a.On.number(), b.On.number()) }

func orderPeriods(a, b Period) int {
	return cmp.Or(cmp.Compare(a.start(), b.start()), cmp.Compare(a.Name, b.Name))
}

// Rules of the fields: what Value and Entity of package keeping ask.

// CheckValue gives a typed value in the form it is kept in.
func CheckValue(p record.Path, v any) (any, error) {
	text, isText := v.(string)
	switch {
	case p.Field == "zone" && p.Collection == "" && isText && text != "":
		zone, err := FindZone(text)
		if err != nil {
			return nil, err
		}
		return zone.String(), nil
	case isText && p.Collection == WeekHours && (p.Field == "from" || p.Field == "to"):
		at, err := ParseClock(text)
		return ClockText(at), err
	case isText && text != "" && p.Collection == PeriodList && (p.Field == "begin" || p.Field == "end"):
		l, err := ParseLocal(text)
		if err != nil {
			return nil, err
		}
		return l.short(), nil
	case p.Field == "hours" && (p.Collection == Exceptional || p.Collection == PeriodList):
		return hourTexts(p.Collection, v)
	}
	return v, nil
}

func hourTexts(collection string, v any) (any, error) {
	list, _ := v.([]any)
	out := []any{}
	for _, e := range list {
		text, _ := e.(string)
		if collection == Exceptional {
			s, err := parseSpan(text)
			if err != nil {
				return nil, err
			}
			out = append(out, s.String())
			continue
		}
		h, err := parseHours(text)
		if err != nil {
			return nil, err
		}
		out = append(out, h.String())
	}
	return out, nil
}

// CheckEntity refuses fields that do not fit together: hours that end before they begin,
// a period without a beginning.
func CheckEntity(collection string, doc record.Doc) error {
	var err error
	switch collection {
	case "":
		var from, to Date
		if from, err = dateIn(doc, "valid_from"); err != nil {
			return err
		}
		if to, err = dateIn(doc, "valid_to"); err == nil && !from.IsZero() && !to.IsZero() && to.Before(from) {
			err = fault.New(fault.Invalid, "calendar.valid_backwards", "from", from.String(), "to", to.String())
		}
	case WeekHours:
		_, err = hoursOf(doc)
	case HolidayList:
		_, err = holidayOf(doc)
	case Exceptional:
		_, err = exceptionOf(doc)
	case PeriodList:
		_, err = periodOf(doc)
	}
	return err
}

// dateIn reads a date field; no date where it is empty.
func dateIn(doc record.Doc, name string) (Date, error) {
	text := record.Str(doc, name)
	if text == "" {
		return Date{}, nil
	}
	return ParseDate(text)
}

func hoursOf(doc record.Doc) (Hours, error) {
	day := slices.Index(Days, record.Str(doc, "day"))
	if day < 0 {
		return Hours{}, fault.New(fault.Invalid, "calendar.day_missing")
	}
	h := Hours{Day: weekdayAt(day)}
	var err error
	if h.From, err = ParseClock(record.Str(doc, "from")); err != nil {
		return h, err
	}
	if h.To, err = ParseClock(record.Str(doc, "to")); err != nil {
		return h, err
	}
	return h, h.check()
}

func (h Hours) check() error {
	if wrongHours([]Hours{h}) > 0 {
		return fault.New(fault.Invalid, "calendar.hours_order", "from", ClockText(h.From), "to", ClockText(h.To))
	}
	return nil
}

func holidayOf(doc record.Doc) (h Holiday, err error) {
	h.Name = record.Str(doc, "name")
	h.Yearly, _ = doc["yearly"].(bool)
	if h.On, err = dateIn(doc, "on"); err != nil {
		return h, err
	}
	if h.Until, err = dateIn(doc, "until"); err != nil {
		return h, err
	}
	switch {
	case h.On.IsZero():
		err = fault.New(fault.Invalid, "calendar.date_missing", "name", h.Name)
	case !h.Until.IsZero() && (!h.Yearly || h.Until.Before(h.On)):
		err = fault.New(fault.Invalid, "calendar.until_bad", "name", h.Name)
	}
	return h, err
}

func exceptionOf(doc record.Doc) (e Exception, err error) {
	e.Name = record.Str(doc, "name")
	if e.On, err = dateIn(doc, "on"); err != nil {
		return e, err
	}
	if e.On.IsZero() {
		return e, fault.New(fault.Invalid, "calendar.date_missing", "name", e.Name)
	}
	for _, text := range record.Strs(doc, "hours") {
		s, err := parseSpan(text)
		if err != nil {
			return e, err
		}
		e.Spans = append(e.Spans, s)
	}
	slices.SortFunc(e.Spans, func(a, b Span) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	return e, nil
}

func periodOf(doc record.Doc) (p Period, err error) {
	p = Period{Kind: PeriodKind(record.Str(doc, "kind")), Name: record.Str(doc, "name"),
		Begin: Moment{Pick: Pick(record.Str(doc, "begin_pick"))}, End: Moment{Pick: Pick(record.Str(doc, "end_pick"))}}
	for _, f := range []struct {
		name string
		to   *Date
	}{{"first_day", &p.FirstDay}, {"last_day", &p.LastDay}} {
		if *f.to, err = dateIn(doc, f.name); err != nil {
			return p, err
		}
	}
	for _, f := range []struct {
		name string
		to   *Moment
	}{{"begin", &p.Begin}, {"end", &p.End}} {
		if text := record.Str(doc, f.name); text != "" {
			if f.to.Local, err = ParseLocal(text); err != nil {
				return p, err
			}
		}
	}
	for _, text := range record.Strs(doc, "hours") {
		h, err := parseHours(text)
		if err != nil {
			return p, err
		}
		p.Hours = append(p.Hours, h)
	}
	if p.WeightPercent, err = whole(doc, "weight"); err != nil {
		return p, err
	}
	if p.UrgencyDelta, err = whole(doc, "urgency"); err != nil {
		return p, err
	}
	switch {
	case p.wrong() != "":
		err = fault.New(fault.Invalid, p.wrong(), "name", p.Name)
	case !p.byDays() && !p.Begin.Local.unzoned().Before(p.End.Local.unzoned()) && p.Begin.Pick == Unpicked && p.End.Pick == Unpicked:
		err = fault.New(fault.Invalid, "calendar.period_order", "name", p.Name)
	}
	return p, err
}

func whole(doc record.Doc, name string) (int, error) {
	n, ok := doc[name].(float64)
	switch {
	case !ok:
		return 0, nil
	case n != math.Trunc(n) || math.Abs(n) > mostWeight:
		return 0, fault.New(fault.Invalid, "calendar.number_bad", "given", strconv.FormatFloat(n, 'g', -1, 64))
	}
	return int(n), nil
}
