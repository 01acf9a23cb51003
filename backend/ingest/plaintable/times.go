package plaintable

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// times is what the columns of times of a file have in common.
type times struct {
	heads    heads
	lines    func(header, cell string) []line
	zone     timeline.Zone
	answered bool // about the zone
	order    timeline.SlashOrder
	columns  map[int]*column
}

// column is what one column of times tells when it has been read as a whole.
type column struct {
	lines      bool     // its cells hold lines of a history
	day, month bool     // a date that only one order allows was seen
	open       []string // values that have two readings
	zoneless   []string // values without a zone
}

func newTimes(h heads, targets []string, lines func(header, cell string) []line, o incident.Options) *times {
	t := &times{heads: h, lines: lines, columns: map[int]*column{}, answered: o.Zone != ""}
	if o.Zone != "-" {
		t.zone, _ = timeline.ParseZone(o.Zone)
	}
	t.order = map[string]timeline.SlashOrder{"day": timeline.DayFirst, "month": timeline.MonthFirst}[o.DayOrder]
	for i, target := range targets {
		if strings.HasPrefix(target, toMoment) || target == toTaken {
			t.columns[i] = &column{}
		}
		if target == toLines {
			t.columns[i] = &column{lines: true}
		}
	}
	return t
}

// numeric is a date of numbers that begins with day or month, worded one with the name of
// its month between two of the signs that tools put there.
var (
	numeric = regexp.MustCompile(`^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})\b`)
	worded  = regexp.MustCompile(`^(\d{1,2})[-/. ]{1,2}(\p{L}{3,5})\.?[-/ ]{1,2}(\d{4}|\d{2})\b`)
)

// months are the short names that tools write for people who read other languages.
var months = map[string]int{
	"jan": 1, "jän": 1, "janv": 1, "ene": 1, "gen": 1, "sty": 1, "feb": 2, "févr": 2, "fev": 2, "lut": 2, "mar": 3, "mär": 3, "mrz": 3, "mars": 3, "mrt": 3,
	"apr": 4, "avr": 4, "abr": 4, "kwi": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "jun": 6, "juin": 6, "juni": 6, "giu": 6, "cze": 6,
	"jul": 7, "juil": 7, "juli": 7, "lug": 7, "lip": 7, "aug": 8, "août": 8, "ago": 8, "sie": 8, "sep": 9, "sept": 9, "set": 9, "wrz": 9,
	"oct": 10, "okt": 10, "ott": 10, "out": 10, "paź": 10, "nov": 11, "lis": 11, "dec": 12, "dez": 12, "déc": 12, "dic": 12, "des": 12, "gru": 12,
}

// slashed is a value with its date in a form the reader of times knows: with slashes where
// it may ask for the order, else with the year first.
func slashed(cell string) string {
	cell = strings.TrimSpace(cell)
	// Of what has the year first, or no number before it, there is nothing to write anew.
	if !startsWithDay(cell) {
		return cell
	}
	if m := worded.FindStringSubmatch(cell); m != nil {
		if month := months[strings.ToLower(m[2])]; month > 0 {
			day, year := m[1], m[3]
			if len(day) == 1 {
				day = "0" + day
			}
			if len(year) == 2 {
				year = "20" + year
			}
			return fmt.Sprintf("%s-%02d-%s%s", year, month, day, cell[len(m[0]):])
		}
	}
	return numeric.ReplaceAllString(cell, "$1/$2/$3")
}

// startsWithDay says whether a text begins with one or two digits and no more, as each of
// the two forms does: the forms themselves take longer than the rest of reading a time.
func startsWithDay(cell string) bool {
	n := 0
	for n < len(cell) && n < 3 && '0' <= cell[n] && cell[n] <= '9' {
		n++
	}
	return n == 1 || n == 2
}

// mostSamples bounds the values a question shows.
const mostSamples = 3

func (t *times) look(cells []string) {
	for i, c := range t.columns {
		if i >= len(cells) || missing(cells[i]) {
			continue
		}
		if !c.lines {
			c.look(cells[i])
			continue
		}
		for _, l := range t.lines(t.heads.told[i], cells[i]) {
			c.look(l.when)
		}
	}
}

func (c *column) look(told string) {
	cell := slashed(told)
	switch timeline.DecideSlash(cell) {
	case timeline.DayFirst:
		c.day = true
	case timeline.MonthFirst:
		c.month = true
	}
	reading, ok := timeline.Scan(cell, timeline.DayFirst)
	if !ok {
		return
	}
	if len(c.open) < mostSamples {
		if open, _ := timeline.Scan(cell, timeline.SlashUnknown); open.SlashOpen {
			c.open = append(c.open, told)
		}
	}
	if reading.HasClock && !reading.Zone.Stated() && len(c.zoneless) < mostSamples {
		c.zoneless = append(c.zoneless, told)
	}
}

// orderOf is how a column writes its dates: as it shows itself, else as a person says, else
// as the other columns do.
func (t *times) orderOf(i int) timeline.SlashOrder {
	if o := t.columns[i].order(); o != timeline.SlashUnknown {
		return o
	}
	if t.order != timeline.SlashUnknown {
		return t.order
	}
	day, month := false, false
	for _, c := range t.columns {
		day = day || c.order() == timeline.DayFirst
		month = month || c.order() == timeline.MonthFirst
	}
	switch {
	case day && !month:
		return timeline.DayFirst
	case month && !day:
		return timeline.MonthFirst
	}
	return timeline.SlashUnknown
}

func (c *column) order() timeline.SlashOrder {
	switch {
	case c.day && !c.month:
		return timeline.DayFirst
	case c.month && !c.day:
		return timeline.MonthFirst
	}
	return timeline.SlashUnknown
}

func (t *times) questions(headers []string) []incident.Question {
	var out []incident.Question
	var zoneless, places []string
	for i := range headers {
		c := t.columns[i]
		if c == nil {
			continue
		}
		if len(c.open) > 0 && t.orderOf(i) == timeline.SlashUnknown && len(out) == 0 {
			out = append(out, incident.Question{Key: incident.AskDayOrder, Field: headers[i], Samples: c.open})
		}
		if len(c.zoneless) > 0 {
			zoneless, places = append(zoneless, c.zoneless...), append(places, headers[i])
		}
	}
	if len(zoneless) > 0 && !t.answered {
		out = append(out, incident.Question{Key: incident.AskZone, Field: strings.Join(places, ", "), Samples: zoneless[:min(len(zoneless), mostSamples)]})
	}
	return out
}

// read reads a cell of a column of times; reason is the message key of what is wrong with
// it.
func (t *times) read(i int, cell string) (s timeline.Statement, reason string) {
	s, reason = incident.ReadTime(slashed(cell), t.orderOf(i), t.zone)
	s.Raw = cell
	return s, reason
}

func instant(s timeline.Statement) int64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999", time.DateOnly} {
		if t, err := time.Parse(layout, s.At); err == nil {
			return t.UnixMilli()
		}
	}
	return 0
}
