package review

import (
	"cmp"
	"math"
	"slices"
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

// Handling tells how the incident was led and how the work was shared. Clocks are in loc,
// nil for the zone of the incident; none where no entry says who was in command or names a
// workstream.
func Handling(r Review, loc *time.Location, text Text) []HandlingLine {
	h := handling{Review: r, loc: loc, text: text, out: []HandlingLine{}}
	h.loc = h.zone()
	h.command(CommandOf(r))
	h.twice(DoneTwice(r))
	h.workstreams(Workstreams(r))
	return h.out
}

// HandlingTold is Handling with the silences, which the window tells elsewhere.
func HandlingTold(r Review, loc *time.Location, text Text) []HandlingLine {
	h := handling{Review: r, loc: loc, text: text, out: Handling(r, loc, text)}
	silences := Silences(r)
	if len(silences) == 0 {
		return h.out
	}
	longest := slices.MaxFunc(silences, func(a, b Silence) int { return cmp.Compare(a.Minutes, b.Minutes) })
	h.say(true, about(Stretch{Entries: apartFrom("", longest.After, longest.Before)}), "handling.silent", "length", Length(text, longest.Minutes),
		"least", Length(text, longest.Least), "when", stretches([]Stretch{{From: longest.From, To: longest.To}}, longest.From, h.zone()))
	return h.out
}

type handling struct {
	Review
	loc  *time.Location
	text Text
	out  []HandlingLine
}

// zone is that of the screen, else that of the incident; nil for none.
func (h *handling) zone() *time.Location {
	if z, ok := timeline.ParseZone(h.Incident.Zone); h.loc == nil && ok && z.Known() {
		return z.Location()
	}
	return h.loc
}

func (h *handling) say(asks bool, about, key string, params ...string) {
	h.out = append(h.out, HandlingLine{h.text(key, params...), about, asks})
}

func (h *handling) length(d time.Duration) string { return Length(h.text, d.Minutes()) }

func (h *handling) command(c Command) {
	switch {
	case !c.Told:
		return
	case c.Why != "":
		h.say(true, entityOf(c.About), "handling.command.unknown", "why", whyTold(h.Review, c.Why, c.About, h.text))
		return
	}
	h.say(false, "", "handling.command.covered", "share", strconv.FormatFloat(100*c.Coverage(), 'f', 1, 64))
	if len(c.Vacuum) > 0 {
		h.say(true, about(c.Vacuum[0]), "handling.command.vacuum", "length", h.length(Total(c.Vacuum)), "when", stretches(c.Vacuum, c.From, h.loc))
	}
	if len(c.Double) > 0 {
		h.say(true, about(c.Double[0]), "handling.command.double", "length", h.length(Total(c.Double)), "when", stretches(c.Double, c.From, h.loc))
	}
	if c.DoubleWhy != "" {
		h.say(true, c.DoubleAbout, "handling.command.double_unknown", "why", whyTold(h.Review, c.DoubleWhy, c.DoubleAbout, h.text))
	}
}

// mostTold are told of each kind; how many more there are is said.
const mostTold = 12

func (h *handling) twice(list []Twice) {
	by := map[string]Entry{}
	for _, e := range h.Timeline {
		by[e.ID] = e
	}
	for i, t := range list {
		if i == mostTold {
			h.say(true, "", "handling.more", "count", strconv.Itoa(len(list)-i))
			return
		}
		a, b := by[t.First], by[t.Second]
		params := []string{"what", shortened(oneLine(a.Text)), "first", oneLine(a.Workstream), "second", oneLine(b.Workstream)}
		if t.Why != "" {
			h.say(true, t.About, "handling.twice.unknown", append(params, "why", whyTold(h.Review, t.Why, t.About, h.text))...)
			continue
		}
		h.say(true, Timeline+"/"+t.Second, "handling.twice", append(params, "length", h.length(t.Length()), "when", stretches([]Stretch{t.Stretch}, t.From, h.loc))...)
	}
}

func (h *handling) workstreams(list []Workstream) {
	for i, w := range list {
		if i == mostTold {
			h.say(false, "", "handling.more", "count", strconv.Itoa(len(list)-i))
			return
		}
		n := h.text("count.entries.other", "count", strconv.Itoa(w.Entries))
		if w.Entries == 1 {
			n = h.text("count.entries.one", "count", "1")
		}
		if w.Why != "" {
			h.say(false, w.About, "handling.work.unknown", "name", w.Name, "entries", n, "why", whyTold(h.Review, w.Why, w.About, h.text))
			continue
		}
		when := stretches([]Stretch{{From: w.From, To: w.To}}, w.From, h.loc)
		if w.Quiet.Length() == 0 {
			h.say(false, "", "handling.work", "name", w.Name, "entries", n, "when", when)
			continue
		}
		h.say(false, about(w.Quiet), "handling.work.quiet", "name", w.Name, "entries", n, "when", when,
			"length", h.length(w.Quiet.Length()), "quiet", stretches([]Stretch{w.Quiet}, w.From, h.loc))
	}
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
		span := clock(s.From)
		if s.To.After(s.From) {
			span += "–" + clock(s.To)
		}
		words = append(words, span)
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
