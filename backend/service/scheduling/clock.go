package scheduling

import (
	"context"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Answer is what a clock says, and by which calendar.
type Answer struct {
	Calendar calendar.Held
	From, To time.Time // UTC; To is what was asked for, or the end of what was measured
	Business time.Duration
	Explain  calendar.Message
	// Periods are those From lies in, and Urgency by how many levels things are more urgent
	// there; told of what is due if something is opened then.
	Periods []calendar.Period
	Urgency int
	// Unknown says which holidays the calendar has no date for in these years; no key for none.
	Unknown calendar.Message
}

// At reads a time as a person writes it: with an offset, or as the clocks of the calendar
// show it, with a pick where they show it twice. An empty text is now.
func (s *Service) At(h calendar.Held, text string, pick calendar.Pick) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return s.Now().UTC().Truncate(time.Minute), nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC(), nil
	}
	zone, err := calendar.FindZone(h.Zone)
	if err != nil {
		return time.Time{}, err
	}
	l, err := calendar.ParseLocal(strings.Replace(text, " ", "T", 1))
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "calendar.local", "raw", text) // as it was typed
	}
	return calendar.Moment{Local: l, Pick: pick}.At(zone)
}

// ParseLength reads business time: 8h, 90m, 1h30m. Days are refused, for how long one is
// depends on the calendar.
func ParseLength(text string) (time.Duration, error) {
	d, err := time.ParseDuration(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
	if err != nil || d%time.Second != 0 {
		return 0, fault.New(fault.Invalid, "calendar.length", "raw", text)
	}
	return d, nil
}

// Add says when a length of business time has passed.
func (s *Service) Add(ctx context.Context, id string, from string, pick calendar.Pick, d time.Duration) (a Answer, err error) {
	k, a, err := s.clock(ctx, id)
	if err != nil {
		return a, err
	}
	if a.From, err = s.At(a.Calendar, from, pick); err != nil {
		return a, err
	}
	if a.To, err = k.Add(a.From, d); err != nil {
		return a, err
	}
	a.Business, a.Unknown = d, k.Unknown(a.From, a.To)
	a.Explain, err = explain(k, d)
	return a, err
}

// Between measures the business time between two times.
func (s *Service) Between(ctx context.Context, id, from, to string, pick calendar.Pick) (a Answer, err error) {
	k, a, err := s.clock(ctx, id)
	if err != nil {
		return a, err
	}
	if a.From, err = s.At(a.Calendar, from, pick); err != nil {
		return a, err
	}
	if a.To, err = s.At(a.Calendar, to, pick); err != nil {
		return a, err
	}
	if a.To.Before(a.From) {
		return a, fault.New(fault.Invalid, "calendar.backwards", "from", shown(a.From, k.Zone()), "to", shown(a.To, k.Zone()))
	}
	if a.Business, err = k.Between(a.From, a.To); err != nil {
		return a, err
	}
	a.Unknown = k.Unknown(a.From, a.To)
	a.Explain, err = explain(k, a.Business)
	return a, err
}

// shown is an instant on the clocks of a calendar, as a person types it and with its
// offset, for where the clocks go back two are written alike.
func shown(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2006-01-02 15:04 -07:00")
}

// Next says when the calendar opens next, from itself where it is open then.
func (s *Service) Next(ctx context.Context, id, from string, pick calendar.Pick) (a Answer, err error) {
	k, a, err := s.clock(ctx, id)
	if err != nil {
		return a, err
	}
	if a.From, err = s.At(a.Calendar, from, pick); err != nil {
		return a, err
	}
	if a.To, err = k.NextOpening(a.From); err == nil {
		a.Unknown = k.Unknown(a.From, a.To)
	}
	return a, err
}

func (s *Service) clock(ctx context.Context, id string) (*calendar.Clock, Answer, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return nil, Answer{}, err
	}
	k, err := h.Clock()
	return k, Answer{Calendar: h}, err
}

// explain says what a length is on the ordinary week; nothing where the week has no hours
// and only exceptions do.
func explain(k *calendar.Clock, d time.Duration) (calendar.Message, error) {
	m, err := k.Explain(d)
	if f, ok := fault.As(err); ok && f.Key == "calendar.never_open" {
		return calendar.Message{}, nil
	}
	return m, err
}

// Targets are the lengths for which a preview says when they are due.
var Targets = []time.Duration{time.Hour, 4 * time.Hour, 8 * time.Hour, 24 * time.Hour, 40 * time.Hour}

// Due is what is due when, if it began at a time. One that has no end is a fault of its
// own, in Problem.
type Due struct {
	Length  time.Duration
	At      time.Time
	Explain calendar.Message
	Problem *fault.Error
}

// DueIfOpened says when each of the usual targets is due if something was opened at a time,
// and in which periods that time lies.
func (s *Service) DueIfOpened(ctx context.Context, id, from string, pick calendar.Pick) (Answer, []Due, error) {
	k, a, err := s.clock(ctx, id)
	if err != nil {
		return a, nil, err
	}
	if a.From, err = s.At(a.Calendar, from, pick); err != nil {
		return a, nil, err
	}
	if a.Periods, err = k.PeriodsAt(a.From); err != nil {
		return a, nil, err
	}
	if a.Urgency, err = k.UrgencyDelta(a.From); err != nil {
		return a, nil, err
	}
	out := make([]Due, 0, len(Targets))
	a.To = a.From
	for _, d := range Targets {
		due := Due{Length: d}
		if due.At, err = k.Add(a.From, d); err == nil {
			a.To = due.At
			due.Explain, err = explain(k, d)
		}
		if f, ok := fault.As(err); ok {
			due.Problem = f
		} else if err != nil {
			return a, nil, err
		}
		out = append(out, due)
	}
	a.Unknown = k.Unknown(a.From, a.To)
	return a, out, nil
}

// Year gives the days of a year, 0 for this one.
func (s *Service) Year(ctx context.Context, id string, year int) (calendar.Held, int, []calendar.Day, error) {
	k, a, err := s.clock(ctx, id)
	if err != nil {
		return a.Calendar, year, nil, err
	}
	if year == 0 {
		year = s.thisYear(a.Calendar)
	}
	days, err := k.Year(a.Calendar.Calendar, year)
	return a.Calendar, year, days, err
}

// LengthText writes a length as ParseLength reads it: 8h, 1h30m.
func LengthText(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case m == 0:
		return strconv.Itoa(h) + "h"
	case h == 0:
		return strconv.Itoa(m) + "m"
	}
	return strconv.Itoa(h) + "h" + strconv.Itoa(m) + "m"
}
