package ical

import (
	"cmp"
	"slices"
	"time"

	"secondstory/backend/domain/calendar"
)

// finish puts the hours of the week together, and what single dates have instead.
func (r *reading) finish() {
	var first, last calendar.Date
	open := false
	for _, w := range r.hours {
		r.out.Week = append(r.out.Week, w.Hours)
		if !w.from.IsZero() && (first.IsZero() || w.from.Before(first)) {
			first = w.from
		}
		if w.last.IsZero() {
			open = true
		} else if last.IsZero() || last.Before(w.last) {
			last = w.last
		}
	}
	slices.SortFunc(r.out.Week, func(a, b calendar.Hours) int {
		return cmp.Or(cmp.Compare((a.Day+6)%7, (b.Day+6)%7), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	r.out.Week = slices.Compact(r.out.Week)
	if r.out.ValidFrom.IsZero() && len(r.hours) > 0 && !first.IsZero() {
		r.out.ValidFrom = first
		r.found = append(r.found, calendar.ReadEntry{Line: 1, Message: calendar.Message{Key: "calendar.ics_valid_from", Params: map[string]string{"from": first.String()}}})
	}
	if r.out.ValidTo.IsZero() && !open && len(r.hours) > 0 {
		r.out.ValidTo = last
	}
	r.applyChanges()
	for _, x := range r.days {
		slices.SortFunc(x.Spans, func(a, b calendar.Span) int { return cmp.Or(a.From-b.From, a.To-b.To) })
		r.out.Exceptions = append(r.out.Exceptions, *x)
	}
	slices.SortFunc(r.out.Exceptions, func(a, b calendar.Exception) int { return compareDates(a.On, b.On) })
	slices.SortStableFunc(r.out.Holidays, func(a, b calendar.Holiday) int {
		return cmp.Or(compareDates(a.On, b.On), cmp.Compare(a.Name, b.Name))
	})
}

func compareDates(a, b calendar.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// applyChanges makes exceptions of the dates on which entries that return were moved, left
// out or added: the hours the week has there, without and with those.
func (r *reading) applyChanges() {
	touched := map[calendar.Date][]dayChange{}
	for _, c := range r.changes {
		touched[c.on] = append(touched[c.on], c)
	}
	for on, list := range touched {
		x := r.days[on]
		if x == nil {
			x = &calendar.Exception{On: on, Name: list[0].name, Spans: r.weekOn(on)}
			r.days[on] = x
		}
		for _, c := range list { // what goes, goes first
			if c.away {
				x.Spans = without(x.Spans, c.span)
			}
		}
		for _, c := range list {
			if !c.away {
				x.Spans = append(x.Spans, c.span)
			}
		}
	}
}

// weekOn are the hours that the week gives a date.
func (r *reading) weekOn(on calendar.Date) (out []calendar.Span) {
	const day = 24 * 60
	for _, h := range slices.Concat(r.as.Week, r.out.Week) {
		if h.Day == on.Weekday() {
			out = append(out, calendar.Span{From: h.From, To: min(h.To, day)})
		}
		if h.To > day && (h.Day+1)%7 == time.Weekday(on.Weekday()) {
			out = append(out, calendar.Span{From: 0, To: h.To - day})
		}
	}
	return out
}

// without takes a stretch out of spans.
func without(spans []calendar.Span, away calendar.Span) (out []calendar.Span) {
	for _, s := range spans {
		if s.From < away.From {
			out = append(out, calendar.Span{From: s.From, To: min(s.To, away.From)})
		}
		if s.To > away.To {
			out = append(out, calendar.Span{From: max(s.From, away.To), To: s.To})
		}
	}
	return out
}
