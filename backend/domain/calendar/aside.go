package calendar

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// PutAside is an entry of a file, or one occurrence of it, that became nothing yet: a
// person says what it means, or drops it.
type PutAside struct {
	ID string
	ReadEntry
}

// Asks names what an answer to an entry that was put aside is: one of two local times, a
// zone, a form, or nothing that can be chosen.
type Asks string

// The closed set of answers.
const (
	AsksPick Asks = "pick"
	AsksZone Asks = "zone"
	AsksForm Asks = "form"
	AsksText Asks = "" // only its text can be corrected
)

// Asks is what would let the entry be taken.
func (p PutAside) Asks() Asks {
	switch p.Key {
	case "calendar.ics_twice", "calendar.ics_never":
		return AsksPick
	case "calendar.ics_zone", "calendar.ics_zone_some":
		return AsksZone
	case "calendar.ics_form":
		return AsksForm
	}
	return AsksText
}

// Picks are the two times that an answer chooses from, as the clocks of the zone show them
// with their offsets; "" for an entry that waits for something else.
func (p PutAside) Picks() (earlier, later string) {
	if p.Asks() != AsksPick {
		return "", ""
	}
	zone, err := FindZone(p.Params["zone"])
	if err != nil {
		return "", ""
	}
	local, err := ParseLocal(strings.Replace(p.Params["local"], " ", "T", 1))
	if err != nil {
		return "", ""
	}
	q := Ask(local, zone)
	return q.Earlier.In(zone).Format(pickLayout), q.Later.In(zone).Format(pickLayout)
}

// Question names what the entry waits for: entries with the same one take the same answer.
// "" for one whose text alone can be corrected.
func (p PutAside) Question() string {
	switch p.Asks() {
	case AsksText:
		return ""
	case AsksZone:
		return p.Key + " " + p.Params["zone"]
	}
	return p.Key
}

// Like says that an answer to another entry answers this one as well.
func (p PutAside) Like(other PutAside) bool {
	return p.Question() != "" && p.Question() == other.Question()
}

// AsideDoc is an entry that was put aside as a part. A text that no record can hold, with
// signs of control or of an endless length, stays in the file alone.
func AsideDoc(e ReadEntry) record.Doc {
	doc := record.Doc{"line": float64(e.Line), "title": e.Title, "reason": e.Key}
	if len(e.Params) > 0 {
		params := map[string]any{}
		for name, v := range e.Params {
			params[name] = v
		}
		doc["params"] = params
	}
	c, _ := Schema.Collection(AsideList)
	for _, f := range c.Fields {
		if f.Name == "text" && record.Check(f, e.Text) == nil {
			doc["text"] = e.Text
		}
	}
	return doc
}

func asideOf(id string, doc record.Doc) PutAside {
	p := PutAside{ID: id, ReadEntry: ReadEntry{Title: record.Str(doc, "title"), Aside: true, Text: record.Str(doc, "text"),
		Message: Message{Key: record.Str(doc, "reason"), Params: map[string]string{}}}}
	if n, ok := doc["line"].(float64); ok {
		p.Line = int(n)
	}
	params, _ := doc["params"].(map[string]any)
	for name, v := range params {
		if text, ok := v.(string); ok {
			p.Params[name] = text
		}
	}
	return p
}

// asides are the entries of a record that were put aside, in the order of the file. The
// occurrences of one entry stand in that of their moments, whatever their ids.
func asides(st *record.State) []PutAside {
	out := []PutAside{}
	for _, id := range st.Live(AsideList) {
		out = append(out, asideOf(id, st.Parts[AsideList][id].Doc))
	}
	slices.SortFunc(out, func(a, b PutAside) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.occurrence(), b.occurrence()), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// occurrence tells the entries of one line apart: their moment where the reason names it,
// and else their text.
func (p PutAside) occurrence() string {
	if at := p.Params["local"]; at != "" {
		return at
	}
	return p.Text
}

// FindAside is one of them by its id. Fault not_found where it is settled or dropped.
func (h Held) FindAside(id string) (PutAside, error) {
	for _, p := range h.Aside {
		if p.ID == id {
			return p, nil
		}
	}
	return PutAside{}, fault.New(fault.NotFound, "calendar.aside_gone")
}

// PartsOf are the entries of a calendar as parts of a record, list by list.
func PartsOf(c Calendar) []Addition {
	var out []Addition
	for _, h := range c.Week {
		out = append(out, Addition{WeekHours, HoursDoc(h)})
	}
	for _, h := range c.Holidays {
		out = append(out, Addition{HolidayList, HolidayDoc(h)})
	}
	for _, e := range c.Exceptions {
		out = append(out, Addition{Exceptional, ExceptionDoc(e)})
	}
	for _, p := range c.Periods {
		out = append(out, Addition{PeriodList, PeriodDoc(p)})
	}
	return out
}
