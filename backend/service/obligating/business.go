package obligating

import (
	"cmp"
	"context"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
)

// business gives the calendar an assessment counts by. One that cannot be asked has days that
// nobody can name: the limits stay, and each that needs it says why it counts by weekdays.
func (s *Service) business(ctx context.Context, a obligation.Assessment) (Counted, error) {
	if a.Calendar == "" {
		return Counted{Days: obligation.Weekdays{}}, nil
	}
	by, err := s.Calendars.Calendar(ctx, a.Calendar)
	if err != nil {
		if !fault.Is(err, fault.NotFound) {
			return by, err
		}
		by.Fails = err
	}
	by.Name = cmp.Or(by.Name, record.Ref(calendar.Schema.RefPrefix, a.Calendar))
	if by.Fails != nil {
		by.Days = obligation.Unanswered{Why: by.Fails}
	}
	return by, nil
}

// chosen is what an assessment keeps of the calendar it is to count by; "" of none. A
// calendar that cannot be asked is refused.
func (s *Service) chosen(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	by, err := s.Calendars.Calendar(ctx, id)
	if err == nil {
		err = by.Fails
	}
	if err != nil {
		return "", err
	}
	return obligation.Keep(id, by.Calendar)
}

// unanswered says why a calendar gave no end, that weekdays did, and how to mend it. Every
// key is one of the catalogue.
func unanswered(why error, name string) *Message {
	m := &Message{Key: "obligation.calendar_unread", Params: map[string]string{"calendar": name}}
	f, ok := fault.As(why)
	if !ok {
		return m
	}
	switch f.Key {
	case "calendar.outside":
		m.Key, m.Params["date"] = "obligation.calendar_outside", f.Params["date"]
	case "calendar.never_open", "obligation.horizon":
		m.Key = "obligation.calendar_closed"
	case "record.missing":
		m.Key = "obligation.calendar_gone"
	}
	return m
}

// asKept are the clocks by the calendar as it was when it was chosen; nil where it says the
// same now, or was not kept.
func asKept(a obligation.Assessment, c obligation.Case, by Counted) []obligation.Clock {
	days := a.Kept.Days()
	if days == nil || a.Kept.Version == by.Version {
		return nil
	}
	c.Days = days
	return a.Pack.Clocks(c)
}

// otherwise is the end that a clock had by the kept calendar, where it is another one.
func otherwise(now, kept ClockView) *End {
	was, is := kept.ends(), now.ends()
	if was == nil || is != nil && is.UTC == was.UTC {
		return nil
	}
	return was
}
