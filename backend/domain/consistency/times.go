package consistency

import (
	"math"
	"regexp"
	"strconv"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

var timeChecks = []Check{
	{"T01", Asks, (*look).weekdays},
	{"T02", Stops, (*look).reversed},
	{"T03", Asks, (*look).lengths},
	{"T04", Asks, (*look).before},
	{"T05", Asks, (*look).after},
	{"T06", Asks, (*look).far},
	{"T07", Asks, (*look).ahead},
	{"T08", Asks, (*look).dayDiffers},
	{"T09", Asks, (*look).noTime},
	{"T10", Asks, (*look).doubled},
	{"T11", Asks, (*look).kinds},
	{"T12", Stops, (*look).rangeReversed},
	{"T13", Asks, (*look).noEnd},
	{"T14", Asks, (*look).unled},
	{"T15", Asks, (*look).ledTwice},
	{"T16", Asks, (*look).workedTwice},
}

const (
	// fewMinutes is how far apart two tellings of one moment may be.
	fewMinutes = 5 * time.Minute
	// farOff is a month and a bit: a wrong month or year, not a cause long before.
	farOff = 45 * 24 * time.Hour
)

// dayNames are the English days of the week as they are written before a date.
var dayNames = regexp.MustCompile(`(?i)\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s+(?:the\s+)?`)

var daysByName = map[string]time.Weekday{"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday}

// weekdays looks for a day of the week before a full date that was another day.
func (l *look) weekdays() {
	year := 0
	if d, err := time.Parse(time.DateOnly, l.Incident.Date); err == nil {
		year = d.Year()
	}
	for _, p := range l.texts() {
		for _, line := range spoken(p.text) {
			for _, m := range dayNames.FindAllStringSubmatchIndex(line, -1) {
				said, ok := daysByName[lower3(line[m[2]:m[3]])]
				date, err := time.Parse(time.DateOnly, timeline.FindDate(line[m[1]:], timeline.SlashUnknown, year))
				if ok && err == nil && date.Weekday() != said {
					l.tell(p.about, map[string]string{"date": date.Format(time.DateOnly), "day": said.String(), "is": date.Weekday().String()})
				}
			}
		}
	}
}

func lower3(s string) string {
	b := []byte(s[:3])
	for i := range b {
		b[i] |= 0x20
	}
	return string(b)
}

// reversed looks for key moments that lie before one they follow.
func (l *look) reversed() {
	for i, first := range review.Anchors {
		a := l.Anchor(first)
		for _, second := range review.Anchors[i+1:] {
			b := l.Anchor(second)
			if a == nil || b == nil {
				continue
			}
			if gap, _, ok := timeline.Duration(*a, *b); ok && gap < 0 {
				l.tell(second, map[string]string{"first": first, "second": second}, a.At, b.At)
			}
		}
	}
}

// lengths looks for a stated length that is more than a tenth and more than five minutes
// off what the key moments give, the measure of an import.
func (l *look) lengths() {
	for _, s := range l.Stated {
		from, to := l.Anchor(s.From), l.Anchor(s.To)
		if !s.HasSize || from == nil || to == nil {
			continue
		}
		gap, _, ok := timeline.Duration(*from, *to)
		if !ok || gap < 0 || from.Precision == timeline.Day || to.Precision == timeline.Day {
			continue
		}
		if off := math.Abs(gap.Minutes() - s.Minutes); off > fewMinutes.Minutes() && off > 0.1*gap.Minutes() {
			l.tell(review.StatedLong+"/"+s.ID, map[string]string{"stated": s.Text, "from": s.From, "to": s.To, "computed": minutes(gap)})
		}
	}
}

func minutes(d time.Duration) string {
	return strconv.FormatFloat(math.Round(d.Minutes()), 'f', -1, 64)
}

// of is the key moment that an entry of a kind tells.
var of = map[string]string{"detection": "detected", "declare": "declared", "mitigation": "mitigated", "resolve": "resolved"}

// inside says whether an entry of a kind can only lie within the incident.
func inside(kind string) bool { return of[kind] != "" || kind == "ack" || kind == "restore" }

// before looks for what can only happen during an incident and lies before its start.
func (l *look) before() {
	for _, e := range l.Timeline {
		if l.Started == nil || !inside(e.Kind) {
			continue
		}
		if gap, exact, ok := timeline.Duration(*l.Started, e.Statement); ok && exact && gap < 0 && gap > -farOff {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text), "minutes": minutes(-gap)}, l.Started.At, e.At)
		}
	}
}

// after looks for a detection or declaration that lies after the end.
func (l *look) after() {
	for _, e := range l.Timeline {
		if l.Resolved == nil || e.Kind != "detection" && e.Kind != "declare" && e.Kind != "mitigation" {
			continue
		}
		if gap, exact, ok := timeline.Duration(*l.Resolved, e.Statement); ok && exact && gap > 0 && gap < farOff {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text), "minutes": minutes(gap)}, l.Resolved.At, e.At)
		}
	}
}

// far looks for entries so long before or after everything that a month or a year may be
// wrong.
func (l *look) far() {
	for _, e := range l.Timeline {
		early, late := false, false
		if l.Started != nil {
			gap, _, ok := timeline.Duration(*l.Started, e.Statement)
			early = ok && gap < -farOff
		}
		if end := l.last(); end != nil {
			gap, _, ok := timeline.Duration(*end, e.Statement)
			late = ok && gap > farOff
		}
		if early || late {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text), "day": timeline.DateOf(e.Statement)})
		}
	}
}

// last is the last key moment that is known.
func (l *look) last() *timeline.Statement {
	for i := len(review.Anchors) - 1; i >= 0; i-- {
		if s := l.Anchor(review.Anchors[i]); s != nil {
			return s
		}
	}
	return nil
}

// ahead looks for what is told of a moment that has not been yet.
func (l *look) ahead() {
	for _, name := range review.Anchors {
		if s := l.Anchor(name); s != nil && timeline.Ahead(*s, l.Now) {
			l.tell(name, map[string]string{"text": name, "at": s.At})
		}
	}
	for _, e := range l.Timeline {
		if timeline.Ahead(e.Statement, l.Now) {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text), "at": e.At})
		}
	}
}

// dayDiffers looks for a day of the incident that is not that of its start.
func (l *look) dayDiffers() {
	if l.Started == nil || l.Date == "" {
		return
	}
	if day := timeline.DateOf(*l.Started); day != "" && day != l.Date {
		l.tell("date", map[string]string{"date": l.Date, "started": day})
	}
}

// noTime looks for entries whose time nobody could read.
func (l *look) noTime() {
	for _, e := range l.Timeline {
		if e.At == "" {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text), "raw": e.Raw})
		}
	}
}

// doubled looks for one thing told twice at one moment.
func (l *look) doubled() {
	seen := map[[2]string]bool{}
	for _, e := range l.Timeline {
		key := [2]string{e.At, alike(e.Text)}
		if key[1] == "" || e.At == "" {
			continue
		}
		if seen[key] {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text)}, e.At)
		}
		seen[key] = true
	}
}

// kinds looks for a key moment of which the entries that tell it say another time.
func (l *look) kinds() {
	for _, kind := range review.EntryKinds {
		anchor := l.Anchor(of[kind])
		if anchor == nil {
			continue
		}
		nearest, at := time.Duration(math.MaxInt64), review.Entry{}
		for _, e := range l.Timeline {
			if e.Kind != kind {
				continue
			}
			if gap, exact, ok := timeline.Duration(*anchor, e.Statement); ok && exact && gap.Abs() < nearest {
				nearest, at = gap.Abs(), e
			}
		}
		if at.ID != "" && nearest > fewMinutes && nearest < farOff {
			l.tell(review.Timeline+"/"+at.ID, map[string]string{"text": quoted(at.Text), "moment": of[kind], "minutes": minutes(nearest)}, anchor.At, at.At)
		}
	}
}

// rangeReversed looks for a stretch of time that ends before it begins.
func (l *look) rangeReversed() {
	for _, e := range l.Timeline {
		if e.End == "" {
			continue
		}
		end := e.Statement
		end.At, end.End = e.End, ""
		if gap, _, ok := timeline.Duration(e.Statement, end); ok && gap < 0 {
			l.tell(review.Timeline+"/"+e.ID, map[string]string{"text": quoted(e.Text)}, e.At, e.End)
		}
	}
}

// noEnd looks for an incident that nobody says is over although it is agreed what
// happened.
func (l *look) noEnd() {
	if l.Resolved == nil && l.settled() {
		l.tell("resolved", nil)
	}
}

// settled says whether the people of the review say that its words stand.
func (l *look) settled() bool { return l.State == "agreed" || l.State == "closed" }
