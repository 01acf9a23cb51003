package objects

import (
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/ingest/plaintable"
)

// generic reads objects of which nothing is known but the names of their fields, one a
// line, in a list or in an envelope. They mean what columns of a table with such headers
// mean; a field of an object in an object has both names with a dot between.
var generic = &dialect{
	format: "json",
	lists:  []string{"incidents", "items", "results", "records", "issues", "data", "rows", "entries", "value", "values"},
}

func init() { // they know each other
	generic.knows = func(v *value) bool { return titledBy(v) || genericList(v) != nil }
	generic.read = readGeneric
}

// titledBy says whether an object has a field that can be the title.
func titledBy(v *value) bool {
	if v == nil || v.kind != isObject {
		return false
	}
	headers, kids := flat(v)
	for i, t := range plaintable.Targets(headers, nil) {
		if t == "title" && kids[i].kind == isText {
			return true
		}
	}
	return false
}

// genericList is the list of objects in an envelope that is no incident itself.
func genericList(v *value) *value {
	if v == nil || titledBy(v) {
		return nil
	}
	for i, name := range v.names {
		if kid := v.kids[i]; generic.listed(name) && kid.kind == isList && titledBy(kid.first()) {
			return kid
		}
	}
	return nil
}

// flat are the fields of an object and of the objects in it, by their names with dots.
func flat(v *value) (names []string, kids []*value) {
	var walk func(path string, v *value)
	walk = func(path string, v *value) {
		for i, kid := range v.kids {
			if len(names) == mostUses {
				return
			}
			name := join(path, v.names[i])
			if kid.kind == isObject {
				walk(name, kid)
				continue
			}
			names, kids = append(names, name), append(kids, kid)
		}
	}
	walk("", v)
	return names, kids
}

// table is what all objects of a file together say of their fields.
type table struct {
	o        incident.Options
	looking  bool // the first round, in which nothing is given out
	headers  []string
	place    map[string]int
	targets  map[string]string
	source   string
	zoneless []string
	open     []string // dates with two readings
	day      bool     // a date that only one order allows was seen
	month    bool
	moments  map[string]bool // by the name of the field
	places   []string        // fields with times without a zone
}

func newTable(o incident.Options) *table {
	return &table{o: o, looking: true, place: map[string]int{}, targets: map[string]string{}, moments: map[string]bool{}}
}

// mostSamples bounds the values a question shows.
const mostSamples = 3

func (t *table) look(v *value) {
	names, kids := flat(v)
	for i, name := range names {
		if _, there := t.place[name]; !there && len(t.headers) < mostUses {
			t.place[name] = len(t.headers)
			t.headers = append(t.headers, name)
			target := plaintable.Targets([]string{name}, t.o.Mapping)[0]
			t.moments[name] = strings.HasPrefix(target, "moments.") || target == "taken_at"
		}
		if t.moments[name] && kids[i].kind == isText && !missing(kids[i].text) {
			t.time(name, kids[i].text)
		}
	}
}

func (t *table) time(name, text string) {
	switch timeline.DecideSlash(text) {
	case timeline.DayFirst:
		t.day = true
	case timeline.MonthFirst:
		t.month = true
	}
	reading, ok := timeline.Scan(text, timeline.DayFirst)
	if !ok {
		return
	}
	if open, _ := timeline.Scan(text, timeline.SlashUnknown); open.SlashOpen && len(t.open) < mostSamples {
		t.open = append(t.open, text)
	}
	if reading.HasClock && !reading.Zone.Stated() {
		if len(t.zoneless) < mostSamples {
			t.zoneless = append(t.zoneless, text)
		}
		if !slices.Contains(t.places, name) {
			t.places = append(t.places, name)
		}
	}
}

// decide ends the first round: what fields mean, and what has to be asked.
func (t *table) decide() (ask []incident.Question) {
	t.looking = false
	if len(t.headers) == 0 {
		return nil // nothing could be read, and the second round says why
	}
	key, title := "", ""
	for i, target := range plaintable.Targets(t.headers, t.o.Mapping) {
		t.targets[t.headers[i]] = target
		switch target {
		case "key":
			key = t.headers[i]
		case "title":
			title = t.headers[i]
		}
	}
	if title == "" {
		return []incident.Question{{Key: incident.AskMapping}}
	}
	// The number 17 of one tool is not that of another; fields that are there in some
	// objects alone cannot tell tools apart.
	t.source = "json/" + key + "," + title
	if len(t.open) > 0 && t.day == t.month && t.o.DayOrder == "" {
		ask = append(ask, incident.Question{Key: incident.AskDayOrder, Samples: t.open})
	}
	if len(t.zoneless) > 0 && t.o.Zone == "" {
		ask = append(ask, incident.Question{Key: incident.AskZone, Field: strings.Join(t.places[:min(len(t.places), mostSamples)], ", "), Samples: t.zoneless})
	}
	return ask
}

// order is how dates are written: as they show themselves, else as a person says.
func (t *table) order() timeline.SlashOrder {
	switch {
	case t.day && !t.month:
		return timeline.DayFirst
	case t.month && !t.day:
		return timeline.MonthFirst
	}
	return timeline.SlashUnknown
}

func readGeneric(w *row) {
	t := w.r.table
	if t == nil || t.looking {
		if t != nil {
			t.look(w.v)
		}
		return
	}
	w.s.Source = t.source
	names, kids := flat(w.v)
	for i, name := range names {
		target := t.targets[name]
		kid := kids[i]
		if target == "" || target == "raw" || kid.kind == isNull {
			continue
		}
		o := obj{w, &value{kind: isObject, names: []string{name}, kids: []*value{kid}}, ""}
		if moment, is := strings.CutPrefix(target, "moments."); is {
			o.moment(name, moment)
			continue
		}
		if target == "taken_at" {
			o.taken(name)
			continue
		}
		all := o.texts(name, target, "name", "title", "summary", "id")
		if len(all) == 1 && strings.EqualFold(all[0], "none") {
			continue
		}
		text := strings.Join(all, "\n")
		switch target {
		case "key":
			w.s.Key = text
		case "title":
			w.titled(words(text))
		case "summary":
			w.s.Summary = words(text)
		case "state":
			w.s.State = text
		case "severity":
			w.s.Severity = text
		case "priority":
			w.s.Priority = text
		case "link":
			w.s.Link = text
		case "services":
			w.s.Services = append(w.s.Services, all...)
		case "owners":
			w.s.Owners = append(w.s.Owners, all...)
		case "people":
			w.s.People = append(w.s.People, all...)
		}
	}
	if w.s.Key == "" {
		// Without a field for it an incident is known by what it is called and when it was.
		w.s.Key = incident.MadeKey(*w.s)
	}
}
