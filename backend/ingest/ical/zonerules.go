package ical

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// book finds zones by the names a file gives them.
type book struct {
	// unknown stands for names nobody knows, where a person said so; nil where nobody did.
	unknown *time.Location
	// ruled are zones of the zone data by names of the file nobody knows, whose rules in the
	// file are theirs; several are those that could be meant where more than one has the rules.
	ruled   map[string]*time.Location
	several map[string][]string
}

// of finds a zone. Fault invalid calendar.ics_zone, or calendar.ics_zone_some where several
// zones fit the rules of the file.
func (b book) of(id string) (*time.Location, error) {
	zone, err := zoneOf(id)
	switch {
	case err == nil:
		return zone, nil
	case b.unknown != nil:
		return b.unknown, nil
	case b.ruled[id] != nil:
		return b.ruled[id], nil
	case len(b.several[id]) > 0:
		return nil, fault.New(fault.Invalid, "calendar.ics_zone_some", "zone", shortened(id), "candidates", strings.Join(b.several[id], ", "))
	}
	return nil, err
}

// numbered is what programs add to a name of Windows that they have more than once.
var numbered = regexp.MustCompile(`^(.*\S) \d+$`)

// shown is how Windows shows a zone to people.
var shown = regexp.MustCompile(`^\((?:UTC|GMT)(?:([+-])(\d\d):(\d\d))?\) (.+)$`)

// shownAreas are the areas Windows shows that are no towns.
var shownAreas = map[string]string{
	"Eastern Time (US & Canada)": "America/New_York", "Central Time (US & Canada)": "America/Chicago", "Mountain Time (US & Canada)": "America/Denver",
	"Pacific Time (US & Canada)": "America/Los_Angeles", "Atlantic Time (Canada)": "America/Halifax", "Newfoundland": "America/St_Johns",
	"Arizona": "America/Phoenix", "Alaska": "America/Anchorage", "Hawaii": "Pacific/Honolulu", "Coordinated Universal Time": "UTC",
	"Greenwich Mean Time": "Europe/London", "New Delhi": "Asia/Calcutta", "Beijing": "Asia/Shanghai", "Osaka": "Asia/Tokyo", "St. Petersburg": "Europe/Moscow",
}

// areas are where the towns that Windows shows lie.
var areas = []string{"Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/", "America/Argentina/"}

// shownZone finds the zone of a name such as "(UTC+01:00) Amsterdam, Berlin": the first town
// in it that the zone data have under that offset.
func shownZone(id string) (*time.Location, bool) {
	m := shown.FindStringSubmatch(id)
	if m == nil {
		return nil, false
	}
	hours, _ := strconv.Atoi("0" + m[2])   //nolint:errcheck // digits or nothing
	minutes, _ := strconv.Atoi("0" + m[3]) //nolint:errcheck // as above
	offset := hours*3600 + minutes*60
	if m[1] == "-" {
		offset = -offset
	}
	fits := func(name string) (*time.Location, bool) {
		zone, err := calendar.FindZone(name)
		if err != nil {
			return nil, false
		}
		for _, month := range []time.Month{time.January, time.July} { // one of the two is standard time
			t := time.Date(2020, month, 1, 12, 0, 0, 0, time.UTC).In(zone)
			if _, have := t.Zone(); have == offset && !t.IsDST() {
				return zone, true
			}
		}
		return nil, false
	}
	if zone, ok := fits(shownAreas[m[4]]); ok {
		return zone, true
	}
	for _, town := range strings.Split(m[4], ", ") {
		if zone, ok := fits(shownAreas[town]); ok {
			return zone, true
		}
		for _, area := range areas {
			if zone, ok := fits(area + strings.ReplaceAll(town, " ", "_")); ok {
				return zone, true
			}
		}
	}
	return nil, false
}

// observance is one way the clocks of a zone of the file are set, from a time on.
type observance struct {
	before, after int // offsets in seconds
	begin         time.Time
	rule          string
	more          []time.Time // besides
}

// set is an instant at which the clocks of a zone of the file are set.
type set struct {
	at            time.Time
	before, after int
}

const (
	mostObservances = 200
	mostSets        = 2_000
	mostUnknown     = 100   // zones of a file with names nobody knows that are compared with those of the world
	mostRules       = 2_000 // of all of them together: one that gives little is looked through for centuries
)

// rules gives what a zone of the file says of a stretch of time, in order; false for what
// cannot be read or says too much. Each rule of it is taken from left.
func (b block) rules(from, to time.Time, left *int) (out []set, ok bool) {
	list := b.observances()
	if len(list) == 0 || len(list) > mostObservances {
		return nil, false
	}
	for _, o := range list {
		times := append([]time.Time{o.begin}, o.more...)
		if o.rule != "" && o.begin.Before(to) {
			if *left--; *left < 0 {
				return nil, false
			}
			r, err := ruleOf(o.rule)
			if err != nil || r.Freq != rrule.YEARLY {
				return nil, false
			}
			option, until := r.ROption, to
			if u, err := time.Parse("20060102T150405Z", r.until); err == nil && u.Before(to) {
				until = u.Add(time.Duration(o.before) * time.Second)
			}
			option.Dtstart, option.Until = o.begin.AddDate(far, 0, 0), until.AddDate(far, 0, 0)
			made, err := rrule.NewRRule(option)
			if err != nil {
				return nil, false
			}
			next := made.Iterator()
			for t, more := next(); more && len(times) < mostSets; t, more = next() {
				times = append(times, t.AddDate(-far, 0, 0))
			}
		}
		for _, t := range times {
			out = append(out, set{t.Add(-time.Duration(o.before) * time.Second), o.before, o.after})
		}
		if len(out) >= mostSets {
			return nil, false
		}
	}
	slices.SortFunc(out, func(a, b set) int { return a.at.Compare(b.at) })
	return slices.CompactFunc(out, func(a, b set) bool { return a.at.Equal(b.at) }), true
}

// observances reads the parts of a zone of the file.
func (b block) observances() (out []observance) {
	var now *observance
	for _, text := range strings.Split(string(b.text), "\n") {
		switch word, name := begins([]byte(text)); {
		case word == "BEGIN" && (name == "STANDARD" || name == "DAYLIGHT"):
			now = &observance{}
			continue
		case word == "END" && now != nil:
			if !now.begin.IsZero() {
				out = append(out, *now)
			}
			now = nil
			continue
		case now == nil || strings.TrimSpace(text) == "":
			continue
		}
		p, err := property(text)
		if err != nil {
			return nil
		}
		switch p.IANAToken {
		case "TZOFFSETFROM":
			now.before, err = offsetOf(p.Value)
		case "TZOFFSETTO":
			now.after, err = offsetOf(p.Value)
		case "DTSTART":
			now.begin, err = time.Parse("20060102T150405", p.Value)
		case "RDATE":
			for _, one := range strings.Split(p.Value, ",") {
				var t time.Time
				if t, err = time.Parse("20060102T150405", one); err == nil {
					now.more = append(now.more, t)
				}
			}
		case "RRULE":
			now.rule = strings.TrimSpace(p.Value)
		}
		if err != nil {
			return nil
		}
	}
	return out
}

// offsetOf reads +0100 or -033015 in seconds.
func offsetOf(text string) (int, error) {
	for _, form := range []string{"-0700", "-070000"} {
		if t, err := time.Parse(form, text); err == nil {
			_, offset := t.Zone()
			return offset, nil
		}
	}
	return 0, fault.New(fault.Invalid, "calendar.ics_line", "words", shortened(text))
}

// agrees says whether the clocks of a zone show the same as those of the file all the time
// from one instant to another.
func agrees(zone *time.Location, sets []set, from, to time.Time) bool {
	at := func(t time.Time) int {
		i, found := slices.BinarySearchFunc(sets, t, func(s set, t time.Time) int { return s.at.Compare(t) })
		switch {
		case found:
			return sets[i].after
		case i == 0:
			return sets[0].before
		}
		return sets[i-1].after
	}
	same := func(t time.Time) bool {
		_, offset := t.In(zone).Zone()
		return offset == at(t)
	}
	if !same(from) || !same(to) {
		return false
	}
	for _, c := range calendar.Changes(zone, from, to) {
		if !same(c.At.Add(-time.Second)) || !same(c.At) {
			return false
		}
	}
	return !slices.ContainsFunc(sets, func(s set) bool {
		return s.at.After(from) && s.at.Before(to) && (!same(s.at.Add(-time.Second)) || !same(s.at))
	})
}

// read fills the book with the zones of a file whose names nobody knows, by their rules in
// the time of the entries: the zone of the calendar where it has them, else the only one of
// those that Windows tells apart, else the question names all that have them. A name that
// stands there twice is what the first says whose rules can be read.
func (b *book) read(s scanned, own *time.Location, until calendar.Date) {
	b.ruled, b.several = map[string]*time.Location{}, map[string][]string{}
	tried, left := 0, mostRules
	for _, z := range s.zones {
		id := z.zoneID()
		if _, again := b.several[id]; id == "" || again || b.ruled[id] != nil {
			continue
		}
		if _, err := zoneOf(id); err == nil {
			continue
		}
		if tried++; tried > mostUnknown {
			return
		}
		from, to, used := spanOfZone(s.entries, id, until)
		if !used {
			continue
		}
		sets, ok := z.rules(from, to, &left)
		if !ok {
			continue
		}
		if own != nil && agrees(own, sets, from, to) {
			b.ruled[id] = own
			continue
		}
		fit := fitting(sets, from, to)
		if len(fit) == 1 {
			b.ruled[id], _ = calendar.FindZone(fit[0]) //nolint:errcheck // it was found before
			continue
		}
		b.several[id] = fit
	}
}

// fitting are the zones Windows tells apart that have the rules.
func fitting(sets []set, from, to time.Time) (out []string) {
	var seen []string
	for _, name := range windowsZones {
		seen = append(seen, name)
	}
	slices.Sort(seen)
	for _, name := range slices.Compact(seen) {
		if zone, err := calendar.FindZone(name); err == nil && agrees(zone, sets, from, to) {
			out = append(out, name)
		}
	}
	return out
}

// zoneID is the name that a zone of the file has.
func (b block) zoneID() string {
	list, err := b.properties()
	if err != nil {
		return ""
	}
	for _, p := range list {
		if p.IANAToken == "TZID" {
			return strings.Trim(p.Value, `" `)
		}
	}
	return ""
}

var yearOf = regexp.MustCompile(`:(\d{4})\d{4}T`)

// spanOfZone is the time in which entries use a zone, by whole years; to until where one of
// them returns.
func spanOfZone(entries []block, id string, until calendar.Date) (from, to time.Time, used bool) {
	first, last := 0, 0
	for _, e := range entries {
		if !strings.Contains(string(e.text), id) {
			continue
		}
		for _, m := range yearOf.FindAllStringSubmatch(string(e.text), -1) {
			year, _ := strconv.Atoi(m[1]) //nolint:errcheck // digits
			if year < 1900 || year > lastYear {
				continue
			}
			if first == 0 || year < first {
				first = year
			}
			last = max(last, year)
		}
		if strings.Contains(string(e.text), "RRULE") {
			last = max(last, until.Year)
		}
	}
	return time.Date(cmp.Or(first, 1970), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(cmp.Or(last, 1970)+1, 1, 1, 0, 0, 0, 0, time.UTC), first > 0
}
