package registering

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// untilSetting is what somebody said until when the register holds everything.
const untilSetting = "incident.until"

// untilAction names the entries about it in the journal.
const untilAction = "incident.until"

// Until is until when the register tells of what happened, and by what: measures and studies
// count days without incidents as quiet until then, and as unknown after it.
func (s *Service) Until(ctx context.Context) (k incident.Known, err error) {
	today := calendar.DateOf(s.now(), s.zone())
	err = s.Store.View(ctx, func(tx Tx) error {
		last, err := tx.LastIncidentDay(today)
		if err == nil {
			k, err = s.known(tx, last, today)
		}
		return err
	})
	return k, err
}

// SayUntil keeps somebody's word that the register holds everything until a day, with an entry
// in the journal; the zero date takes the word back. It stands in for what imports told until
// now, also where they tell of a later day, and imports after it go on from there.
// invalid: incident.until_ahead, incident.until_before, incident.until_empty.
func (s *Service) SayUntil(ctx context.Context, day calendar.Date) (incident.Known, error) {
	now := s.now()
	today := calendar.DateOf(now, s.zone())
	if today.Before(day) {
		return incident.Known{}, fault.New(fault.Invalid, "incident.until_ahead", "day", day.String())
	}
	err := s.Store.Update(ctx, func(tx Writer) error {
		last, err := tx.LastIncidentDay(today)
		switch {
		case err != nil:
			return err
		case !day.IsZero() && last.IsZero():
			return fault.New(fault.Invalid, "incident.until_empty")
		case !day.IsZero() && day.Before(last):
			return fault.New(fault.Invalid, "incident.until_before", "day", day.String(), "last", last.String())
		}
		was, err := word(tx)
		if err != nil {
			return err
		}
		text := ""
		if !day.IsZero() {
			raw, err := json.Marshal(incident.Word{Day: day, At: now})
			if err != nil {
				return err
			}
			text = string(raw)
		}
		if err := tx.SetSetting(untilSetting, text); err != nil {
			return err
		}
		if err := tx.NextIncidentStamp(); err != nil {
			return err
		}
		return s.noteUntil(tx, was.Day, day, now)
	})
	if err != nil {
		return incident.Known{}, err
	}
	s.changed(untilSetting)
	return s.Until(ctx)
}

func (s *Service) noteUntil(tx Writer, was, is calendar.Date, at time.Time) error {
	side := func(day calendar.Date) (json.RawMessage, error) {
		if day.IsZero() {
			return record.Canonical(record.Doc{"$absent": true})
		}
		return record.Canonical(record.Doc{"day": day.String()})
	}
	before, err := side(was)
	if err != nil {
		return err
	}
	after, err := side(is)
	if err != nil {
		return err
	}
	d, err := journal.NewDraft(journal.Entry{Chain: s.Rec.Who.LocalChain, At: at, Actor: s.Rec.Who.Actor, Action: untilAction, Entity: s.NewID(), Before: before, After: after})
	if err != nil {
		return err
	}
	return s.log(tx, untilAction, d)
}

// known is until when a register tells whose last incident was on a day.
func (s *Service) known(tx Tx, last, today calendar.Date) (incident.Known, error) {
	if last.IsZero() {
		return incident.Known{}, nil
	}
	w, err := word(tx)
	if err != nil {
		return incident.Known{}, err
	}
	sources, err := tx.IncidentSources()
	if err != nil {
		return incident.Known{}, err
	}
	// What was read before the day of the last incident tells of no day after it.
	readings, err := tx.RegisterReadings(calendar.StartOfDay(last, s.zone()))
	return incident.KnownUntil(last, sources, readings, w, today, s.zone()), err
}

func word(tx Tx) (w incident.Word, err error) {
	settings, err := tx.Settings()
	if err != nil || settings[untilSetting] == "" {
		return w, err
	}
	err = json.Unmarshal([]byte(settings[untilSetting]), &w)
	return w, err
}

func (s *Service) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone()
}

// written is when a file last changed; zero where that is not known.
func written(in File) time.Time {
	if f, ok := in.(interface{ Written() time.Time }); ok {
		return f.Written().UTC().Truncate(time.Millisecond)
	}
	return time.Time{}
}

// encodingOf is how the bytes of a file were written, "" for UTF-8.
func encodingOf(in File) string {
	if f, ok := in.(interface{ Encoding() string }); ok {
		return f.Encoding()
	}
	return ""
}

// tellings are what a file told of each source, now that all of it is in.
func (s *Service) tellings(ctx context.Context, of map[string]*telling) (out map[string]incident.Telling, err error) {
	if len(of) == 0 {
		return nil, nil
	}
	out = map[string]incident.Telling{}
	err = s.Store.View(ctx, func(tx Tx) error {
		for source, t := range of {
			have, err := tx.CountOfSource(source)
			if err != nil {
				return err
			}
			told := incident.Telling{Whole: len(t.ids) >= have}
			if t.retold != "" {
				list, err := tx.IncidentImports(t.retold, 1)
				if err != nil {
					return err
				}
				if len(list) > 0 {
					told.Retells = list[0].At
				}
			}
			out[source] = told
		}
		return nil
	})
	return out, err
}

// earlierOf is the earlier of two imports; their ids are in the order of their time.
func earlierOf(a, b string) string {
	if a == "" || b == "" {
		return cmp.Or(a, b)
	}
	return min(a, b)
}
