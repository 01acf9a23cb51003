package ingest

import (
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// Keys of the findings made here. The sentences stand in the catalogue.
const (
	KeyZoneMissing      = "ingest.zone_missing"       // {count}: one question per document
	KeyDateMissing      = "ingest.date_missing"       // {count}
	KeyTimeNotStated    = "ingest.time_not_stated"    // {count}
	KeyOutOfOrder       = "ingest.out_of_order"       // {time, before}
	KeyNewestFirst      = "ingest.newest_first"       // no params
	KeyRolledOver       = "ingest.rolled_over"        // {time, date}
	KeyDurationProse    = "ingest.duration_prose"     // {label, text}
	KeyDurationDiffers  = "ingest.duration_differs"   // {label, stated, computed}: minutes
	KeySeverityZero     = "ingest.severity_zero"      // {stated}
	KeyDueNoDate        = "ingest.due_no_date"        // {text}
	KeyKeyTimesReversed = "ingest.key_times_reversed" // {first, second}: anchors
)

// settler decides the dates of events in the order of the document.
type settler struct {
	p        *interp
	date     string        // of the entry before, or the heading above
	clock    time.Duration // of the entry before
	hasClock bool
	reversed bool
	noted    map[string]bool
	zoneless int
	dateless int
	timeless int
}

// settle makes entries and key times of what was read.
func (p *interp) settle() {
	s := &settler{p: p, date: p.date, noted: map[string]bool{}}
	s.reversed = newestFirst(p.events)
	if s.reversed {
		finding(p.d, timeline.Notice, KeyNewestFirst, firstLineOf(p.events), -1, nil)
	}
	for i := range p.events {
		s.event(i)
	}
	s.keyTimes()
	d := p.d
	if s.zoneless > 0 {
		finding(d, timeline.Question, KeyZoneMissing, firstZoneless(d), -1, map[string]string{"count": strconv.Itoa(s.zoneless)})
	}
	if s.dateless > 0 {
		finding(d, timeline.Question, KeyDateMissing, firstDateless(d), -1, map[string]string{"count": strconv.Itoa(s.dateless)})
	}
	if s.timeless > 0 {
		finding(d, timeline.Notice, KeyTimeNotStated, 0, -1, map[string]string{"count": strconv.Itoa(s.timeless)})
	}
}

func firstLineOf(events []event) int {
	for _, e := range events {
		if !e.header {
			return e.entry.Line
		}
	}
	return 0
}

func firstZoneless(d *intake.Document) int {
	for _, e := range d.Timeline {
		if zoneless(e.Time) {
			return e.Line
		}
	}
	for _, k := range d.KeyTimes {
		if zoneless(k.Time) {
			return k.Line
		}
	}
	return 0
}

func firstDateless(d *intake.Document) int {
	for _, e := range d.Timeline {
		if strings.HasPrefix(e.Time.At, "T") {
			return e.Line
		}
	}
	for _, k := range d.KeyTimes {
		if strings.HasPrefix(k.Time.At, "T") {
			return k.Line
		}
	}
	return 0
}

func zoneless(s timeline.Statement) bool {
	_, known := timeline.OffsetOf(s)
	return s.Zone == "" && !known && strings.Contains(s.At, "T")
}

// newestFirst says that most times go backwards.
func newestFirst(events []event) bool {
	up, down := 0, 0
	var last time.Duration
	lastDate, have := "", false
	for _, e := range events {
		if e.header || !e.read || !e.reading.HasClock {
			continue
		}
		c := sinceMidnight(e.reading.Clock)
		date := ""
		if e.reading.HasDate {
			date = e.reading.Date.String()
		}
		if have {
			switch {
			case date != lastDate && date != "" && lastDate != "" && date < lastDate, date == lastDate && c < last:
				down++
			case date != lastDate && date != "" && lastDate != "" || c > last:
				up++
			}
		}
		last, lastDate, have = c, date, true
	}
	return down > 2 && down > 3*up
}

func sinceMidnight(c timeline.Clock) time.Duration {
	return time.Duration(c.Hour)*time.Hour + time.Duration(c.Minute)*time.Minute + time.Duration(c.Second)*time.Second
}

// event resolves one event.
func (s *settler) event(i int) {
	p := s.p
	e := p.events[i]
	if e.header {
		s.header(e)
		return
	}
	index := len(p.d.Timeline)
	entry := e.entry
	if !e.read {
		if entry.Time.Raw != "" && !isPlaceholder(entry.Time.Raw) && strings.Trim(entry.Time.Raw, "?-–:[]*Xx ") != "" {
			finding(p.d, timeline.Finding, timeline.KeyUnreadable, entry.Line, index, map[string]string{"raw": entry.Time.Raw})
		} else {
			s.timeless++
		}
		p.d.Timeline = append(p.d.Timeline, entry)
		return
	}
	ctx := timeline.Context{Date: s.date, Year: e.year, Zone: e.zone}
	r := e.reading
	rolled := false
	if !r.HasDate && !r.WrongDate && r.HasClock && s.hasClock && s.date != "" && !s.reversed && s.rolls(i) {
		ctx.Date = timeline.AddDays(s.date, 1)
		rolled = true
	}
	if s.date != "" && r.HasDate && r.Date.Year == 0 {
		// The year of the entry before knows of a turn of the year.
		ctx.Year = 0
		if e.year != 0 && !strings.HasPrefix(s.date, strconv.Itoa(e.year)) && s.date == p.date {
			ctx.Year = e.year
		}
	}
	st, notes := r.Resolve(ctx)
	if e.approx && st.Precision != timeline.Unknown && st.Precision != timeline.Day {
		st.Precision = timeline.Approximate
	}
	entry.Time = st
	p.d.Timeline = append(p.d.Timeline, entry)
	s.note(notes, entry.Line, index)
	if rolled {
		finding(p.d, timeline.Notice, KeyRolledOver, entry.Line, index, map[string]string{"time": st.Raw, "date": ctx.Date})
	}
	if zoneless(st) {
		s.zoneless++
	}
	if strings.HasPrefix(st.At, "T") && !r.SlashOpen {
		s.dateless++
	}
	if d := timeline.DateOf(st); d != "" {
		s.date = d
	}
	if r.HasClock && st.Precision != timeline.Unknown {
		s.clock, s.hasClock = sinceMidnight(r.Clock), true
	} else if r.HasDate {
		s.hasClock = false
	}
}

// header takes over the date that stands above entries.
func (s *settler) header(e event) {
	switch {
	case e.weekday != "":
		s.date = onWeekday(s.date, e.weekday)
	case e.scope && e.date == "":
		s.date = s.p.date
	default:
		s.date = e.date
	}
	s.hasClock = false
}

// rolls says that a time of day without a date belongs to the day after the entry
// before it.
func (s *settler) rolls(i int) bool {
	return timeline.RollsOver(s.clock, sinceMidnight(s.p.events[i].reading.Clock), func(yield func(time.Duration) bool) {
		for _, e := range s.p.events[i+1:] {
			if e.header || e.read && e.reading.HasDate {
				return
			}
			if e.read && e.reading.HasClock && !yield(sinceMidnight(e.reading.Clock)) {
				return
			}
		}
	})
}

// note writes the notes of a time; those that hold for the whole document are
// written once.
func (s *settler) note(notes []timeline.Note, line, index int) {
	for _, n := range notes {
		switch n.Key {
		case timeline.KeyZoneSeason, timeline.KeyZoneOffset, timeline.KeyZoneAmbiguous:
			mark := n.Key + n.Params["zone"]
			if s.noted[mark] {
				continue
			}
			s.noted[mark] = true
			finding(s.p.d, n.Level, n.Key, line, -1, n.Params)
			continue
		case timeline.KeySlash:
			if s.noted[n.Key] {
				continue
			}
			s.noted[n.Key] = true
		}
		finding(s.p.d, n.Level, n.Key, line, index, n.Params)
	}
}

// keyTimes resolves the labelled times. A time without a date takes that of the
// document, and the day after when it lies twelve hours before the key time
// above it.
func (s *settler) keyTimes() {
	p := s.p
	date := p.date
	if date == "" && len(p.d.Timeline) > 0 {
		date = timeline.DateOf(p.d.Timeline[0].Time)
	}
	var last time.Duration
	have := false
	for _, k := range p.keys {
		zone := k.zone
		if !zone.Stated() {
			zone = p.zone
		}
		r := k.reading
		ctx := timeline.Context{Date: date, Year: p.year, Zone: zone}
		if !r.HasDate && r.HasClock && have && last-sinceMidnight(r.Clock) >= 12*time.Hour {
			ctx.Date = timeline.AddDays(date, 1)
		}
		st, notes := r.Resolve(ctx)
		if k.span {
			end := st
			end.At, end.End = st.End, ""
			st.End = ""
			s.keyTime(k, k.anchor, st)
			if end.At != "" {
				s.keyTime(k, "resolved", end)
			}
		} else {
			s.keyTime(k, k.anchor, st)
		}
		s.note(notes, k.line, -1)
		if d := timeline.DateOf(st); d != "" {
			date = d
		}
		if r.HasClock {
			last, have = sinceMidnight(r.Clock), true
		}
	}
}

// keyTime adds a key time; the first statement of an anchor counts.
func (s *settler) keyTime(from keyEvent, anchor string, st timeline.Statement) {
	for _, k := range s.p.d.KeyTimes {
		if k.Anchor == anchor {
			return
		}
	}
	if zoneless(st) {
		s.zoneless++
	}
	if strings.HasPrefix(st.At, "T") && !from.reading.SlashOpen {
		s.dateless++
	}
	k := intake.KeyTime{Anchor: anchor, Time: st, Line: from.line}
	if anchor == intake.Acknowledged {
		k.Label = strings.Trim(strings.TrimSpace(from.label), "*_: ")
	}
	s.p.d.KeyTimes = append(s.p.d.KeyTimes, k)
}
