package review

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// HandlingLine is one sentence about how the incident was handled, computed from its
// entries: the same in the window, in a terminal and on paper.
type HandlingLine struct {
	Text string `json:"text"`
	// About is a path of what it is about, "timeline/<id>" or a key moment.
	About string `json:"about"`
	// Asks says that it is worth a question; else it is a plain number.
	Asks bool `json:"asks"`
}

// Handling tells how the incident was led. Clocks are in loc, nil for the zone of the
// incident; none where nobody wrote who was in command.
func Handling(r Review, loc *time.Location, text Text) []HandlingLine {
	c, out := CommandOf(r), []HandlingLine{}
	if z, ok := timeline.ParseZone(r.Incident.Zone); loc == nil && ok && z.Known() {
		loc = z.Location()
	}
	if !c.Told {
		return out
	}
	say := func(asks bool, about, key string, params ...string) {
		out = append(out, HandlingLine{text(key, params...), about, asks})
	}
	if c.Why != "" {
		say(true, entityOf(c.About), "handling.command.unknown", "why", whyTold(r, c.Why, c.About, text))
		return out
	}
	say(false, "", "handling.command.covered", "share", strconv.FormatFloat(100*c.Coverage(), 'f', 1, 64))
	if len(c.Vacuum) > 0 {
		say(true, about(c.Vacuum[0]), "handling.command.vacuum", "length", Length(text, Total(c.Vacuum).Minutes()), "when", stretches(c.Vacuum, c.From, loc))
	}
	if len(c.Double) > 0 {
		say(true, about(c.Double[0]), "handling.command.double", "length", Length(text, Total(c.Double).Minutes()), "when", stretches(c.Double, c.From, loc))
	}
	if c.DoubleWhy != "" {
		say(true, c.DoubleAbout, "handling.command.double_unknown", "why", whyTold(r, c.DoubleWhy, c.DoubleAbout, text))
	}
	return out
}

func about(s Stretch) string {
	if len(s.Entries) == 0 {
		return ""
	}
	return Timeline + "/" + s.Entries[0]
}

// entityOf is the entry a path lies in, or the field of the review.
func entityOf(path string) string {
	if p, ok := record.ParsePath(path); ok && p.Collection != "" {
		return p.Entity()
	}
	return path
}

// whyTold says why nobody can tell, and of what.
func whyTold(r Review, why, path string, text Text) string {
	p, _ := record.ParsePath(path)
	what := ""
	if p.Collection == "" {
		what = text("anchor." + p.Field)
	} else {
		what = cmp.Or(r.wordsOf(p, text), text("handling.entry"))
	}
	return text("handling.why."+why, "what", what)
}

// mostStretches are named; further ones are in the number only.
const mostStretches = 6

// stretches are their clocks: "09:55–10:00, 12:00–12:10", with the day where it is not
// that of the start.
func stretches(list []Stretch, start time.Time, loc *time.Location) string {
	if loc == nil {
		loc = start.Location()
	}
	day := start.In(loc).Format(time.DateOnly)
	clock := func(t time.Time) string {
		t = t.In(loc)
		layout := "15:04"
		if t.Second() != 0 {
			layout = "15:04:05"
		}
		if d := t.Format(time.DateOnly); d != day {
			day = d
			layout = "2006-01-02 " + layout
		}
		return t.Format(layout)
	}
	var words []string
	for i, s := range list {
		if i == mostStretches {
			words = append(words, "…")
			break
		}
		words = append(words, clock(s.From)+"–"+clock(s.To))
	}
	return strings.Join(words, ", ")
}

// Length says a number of minutes: the two largest of days, hours and minutes that are
// not zero, and seconds below a minute.
func Length(text Text, minutes float64) string {
	m := int(math.Round(math.Abs(minutes)))
	if minutes != 0 && math.Abs(minutes) < 1 {
		return text("report.length.seconds", "s", strconv.Itoa(int(math.Round(math.Abs(minutes)*60))))
	}
	d, h := m/(24*60), m/60%24
	days, hours, rest := strconv.Itoa(d), strconv.Itoa(h), strconv.Itoa(m%60)
	switch {
	case d > 0 && h > 0:
		return text("report.length.days_hours", "d", days, "h", hours)
	case d > 0 && m%60 > 0:
		return text("report.length.days_minutes", "d", days, "m", rest)
	case d > 0:
		return text("report.length.days", "d", days)
	case h > 0 && m%60 > 0:
		return text("report.length.hours_minutes", "h", hours, "m", rest)
	case h > 0:
		return text("report.length.hours", "h", hours)
	}
	return text("report.length.minutes", "m", rest)
}
