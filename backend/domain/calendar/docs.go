package calendar

import (
	"secondstory/backend/domain/record"
)

// HeadDoc is what a record keeps of a calendar itself.
func HeadDoc(c Calendar) record.Doc {
	doc := record.Doc{"title": c.Name, "zone": c.Zone}
	putDate(doc, "valid_from", c.ValidFrom)
	putDate(doc, "valid_to", c.ValidTo)
	return doc
}

// HoursDoc, HolidayDoc, ExceptionDoc and PeriodDoc are what a record keeps of an entry.
func HoursDoc(h Hours) record.Doc {
	return record.Doc{"day": Days[mondayFirst(h)], "from": ClockText(h.From), "to": ClockText(h.To)}
}

// HolidayDoc is a holiday as a part.
func HolidayDoc(h Holiday) record.Doc {
	doc := record.Doc{"on": h.On.String(), "name": h.Name}
	if h.Yearly {
		doc["yearly"] = true
	}
	putDate(doc, "until", h.Until)
	return doc
}

// ExceptionDoc is an exception as a part.
func ExceptionDoc(e Exception) record.Doc {
	doc := record.Doc{"on": e.On.String(), "name": e.Name}
	if len(e.Spans) > 0 {
		list := make([]any, len(e.Spans))
		for i, s := range e.Spans {
			list[i] = s.String()
		}
		doc["hours"] = list
	}
	return doc
}

// PeriodDoc is a period as a part.
func PeriodDoc(p Period) record.Doc {
	doc := record.Doc{"kind": string(p.Kind), "name": p.Name}
	if p.WeightPercent != 0 {
		doc["weight"] = float64(p.WeightPercent)
	}
	if p.UrgencyDelta != 0 {
		doc["urgency"] = float64(p.UrgencyDelta)
	}
	if p.byDays() {
		putDate(doc, "first_day", p.FirstDay)
		putDate(doc, "last_day", p.LastDay)
		if len(p.Hours) > 0 {
			list := make([]any, len(p.Hours))
			for i, h := range p.Hours {
				list[i] = h.String()
			}
			doc["hours"] = list
		}
		return doc
	}
	for _, m := range []struct {
		name string
		at   Moment
	}{{"begin", p.Begin}, {"end", p.End}} {
		doc[m.name] = m.at.Local.short()
		if m.at.Pick != Unpicked {
			doc[m.name+"_pick"] = string(m.at.Pick)
		}
	}
	return doc
}

func putDate(doc record.Doc, name string, d Date) {
	if !d.IsZero() {
		doc[name] = d.String()
	}
}

// IndexRow is what lists and search keep of a calendar.
func IndexRow(snap record.Snapshot) record.IndexRow {
	h := FromSnapshot(snap)
	row := record.IndexRow{ID: h.ID, Ref: h.Ref, Kind: Kind, Title: h.Name, Trashed: h.Trashed, ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{},
		Counts: map[string]int{WeekHours: len(h.Week), HolidayList: len(h.Holidays), Exceptional: len(h.Exceptions), PeriodList: len(h.Periods), "unread": len(h.Unread)}}
	if !h.ValidFrom.IsZero() {
		row.Date = h.ValidFrom.String()
	}
	return row
}
