package calendar

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Checked is a finding about a calendar that a record holds: where it is, and what puts it
// right where one thing does.
type Checked struct {
	Finding
	Path string // "holidays/<id>", a field, or "" for the calendar as a whole
	Fix  *Fix
}

// Fix is an edit that answers a finding.
type Fix struct {
	Message  // what it does, in one phrase
	Ops      []record.Op
	Entities []string // that the operations touch
	Adds     []Addition
}

// Addition is a part that a fix adds.
type Addition struct {
	Collection string
	Fields     record.Doc
}

// Keys of the fixes.
const (
	FixRemove = "calendar.fix_remove" // no gaps
	FixEnd    = "calendar.fix_end"    // {date}
	FixJoin   = "calendar.fix_join"   // no gaps
	FixOffice = "calendar.fix_office" // no gaps
)

// Check looks a calendar through as Lint does, and goes on where an entry is one no clock
// could be made of: that is a finding too.
func (h Held) Check(year int) ([]Checked, error) {
	out := []Checked{}
	for _, u := range h.Unread {
		c := Checked{Finding: Finding{Level: Problem, Message: u.Message}, Path: u.Path}
		if p, ok := record.ParsePath(u.Path); ok && p.Part != "" {
			c.Fix = removal(p)
		}
		out = append(out, c)
	}
	sound, ids := h.Calendar, h.IDs
	sound.Exceptions, ids.Exceptions = nil, nil
	for i, e := range h.Exceptions {
		if n := len(sound.Exceptions); n > 0 && sound.Exceptions[n-1].On == e.On {
			p := record.Path{Collection: Exceptional, Part: h.IDs.Exceptions[i]}
			out = append(out, Checked{Finding: Finding{Level: Problem, Message: Message{LintExceptions, fault.Pairs("name", e.Name, "date", e.On.String())}},
				Path: p.String(), Fix: removal(p)})
			continue
		}
		sound.Exceptions, ids.Exceptions = append(sound.Exceptions, e), append(ids.Exceptions, h.IDs.Exceptions[i])
	}
	found, err := sound.Lint(year)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		c := Checked{Finding: f}
		if p, ok := ids.path(f.At); ok {
			c.Path = p.String()
		}
		c.Fix = h.fix(f, sound, ids, year)
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Checked) int { return cmp.Compare(rank(a.Level), rank(b.Level)) })
	return out, nil
}

// LintExceptions is the key of a second exception for one date, {name, date}.
const LintExceptions = "calendar.lint_exceptions"

func rank(l Level) int {
	if l == Problem {
		return 0
	}
	return 1
}

func (ids PartIDs) list(name string) []string {
	return map[string][]string{WeekHours: ids.Week, HolidayList: ids.Holidays, Exceptional: ids.Exceptions, PeriodList: ids.Periods}[name]
}

// path is the part that an entry is.
func (ids PartIDs) path(e Entry) (record.Path, bool) {
	list := ids.list(e.List)
	if e.List == "" || e.Place < 0 || e.Place >= len(list) {
		return record.Path{}, false
	}
	return record.Path{Collection: e.List, Part: list[e.Place]}, true
}

func removal(p record.Path) *Fix {
	return &Fix{Message: Message{FixRemove, map[string]string{}}, Ops: []record.Op{record.RemoveOp(p)}, Entities: []string{p.Entity()}}
}

// fix is what answers a finding, nil where a person has to choose.
func (h Held) fix(f Finding, c Calendar, ids PartIDs, year int) *Fix {
	p, ok := ids.path(f.At)
	switch f.Key {
	case LintNeverOpen:
		fix := &Fix{Message: Message{FixOffice, map[string]string{}}}
		for _, day := range Days[:5] {
			fix.Adds = append(fix.Adds, Addition{WeekHours, record.Doc{"day": day, "from": "09:00", "to": "17:00"}})
		}
		return fix
	case LintTwice, LintClosedDay, LintOutside:
		if ok {
			return removal(p)
		}
	case LintEndless:
		field := "until"
		if f.At.List == PeriodList {
			field = "last_day"
		}
		last := On(year+5, time.December, 31)
		if f.At.List == PeriodList && last.Before(c.Periods[f.At.Place].FirstDay) || f.At.List == HolidayList && last.Before(c.Holidays[f.At.Place].On) {
			return nil
		}
		if ok {
			p.Field = field
			return &Fix{Message: Message{FixEnd, fault.Pairs("date", last.String())}, Ops: []record.Op{record.SetOp(p, last.String())}, Entities: []string{p.Entity()}}
		}
	case LintEndlessMany:
		return endAll(c, ids, On(year+5, time.December, 31))
	case LintHours:
		return joinHours(c, ids, f)
	}
	return nil
}

// endAll gives every holiday without an end one.
func endAll(c Calendar, ids PartIDs, last Date) *Fix {
	fix := &Fix{Message: Message{FixEnd, fault.Pairs("date", last.String())}}
	for i, h := range c.Holidays {
		p, ok := ids.path(Entry{HolidayList, i})
		if !h.Yearly || !h.Until.IsZero() || last.Before(h.On) || !ok {
			continue
		}
		p.Field = "until"
		fix.Ops, fix.Entities = append(fix.Ops, record.SetOp(p, last.String())), append(fix.Entities, p.Entity())
	}
	if len(fix.Ops) == 0 {
		return nil
	}
	return fix
}

// joinHours makes one entry of hours of a day that overlap.
func joinHours(c Calendar, ids PartIDs, f Finding) *Fix {
	day, err := strconv.Atoi(f.Params["day"])
	if err != nil {
		return nil
	}
	for i, a := range c.Week {
		for k := i + 1; k < len(c.Week); k++ {
			b := c.Week[k]
			if int(a.Day) != day || b.Day != a.Day || b.From > a.To {
				continue
			}
			keep, gone := record.Path{Collection: WeekHours, Part: ids.Week[i]}, record.Path{Collection: WeekHours, Part: ids.Week[k]}
			fix := &Fix{Message: Message{FixJoin, map[string]string{}}, Ops: []record.Op{record.RemoveOp(gone)}, Entities: []string{keep.Entity(), gone.Entity()}}
			if b.To > a.To {
				keep.Field = "to"
				fix.Ops = append(fix.Ops, record.SetOp(keep, ClockText(min(b.To, a.From+minutesOfDay))))
			}
			return fix
		}
	}
	return nil
}
