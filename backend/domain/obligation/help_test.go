package obligation_test

import (
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/obligation"
)

// shipped are the packs the program brings.
func shipped() ([]obligation.Pack, error) {
	files, err := assets.Packs()
	if err != nil {
		return nil, err
	}
	return obligation.ParseAll(files)
}

func packNamed(t *testing.T, id string) obligation.Pack {
	t.Helper()
	list, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no pack %s", id)
	return obligation.Pack{}
}

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := calendar.FindZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at reads "2026-10-23 14:25" as the clocks of a zone show it.
func at(t *testing.T, zone *time.Location, text string) time.Time {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// told writes an end as the worked numbers do: a day, or a local time with its zone.
func told(d *obligation.Due, zone *time.Location) string {
	switch {
	case d == nil:
		return "none"
	case d.Whole:
		return d.Day.String()
	}
	return d.At.In(zone).Format("2006-01-02 15:04 MST")
}

// sketch is a case in words.
type sketch struct {
	pack, zone  string
	now         string // long after everything where it is ""
	events      map[string]string
	facts       obligation.Facts
	submissions map[string][]string
	holidays    []string // business days are weekdays without them
}

func (s sketch) clocks(t *testing.T) (map[string]obligation.Clock, *time.Location) {
	t.Helper()
	p := packNamed(t, s.pack)
	zone, err := p.ZoneOf(s.zone)
	if err != nil {
		t.Fatal(err)
	}
	c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Facts: s.facts,
		Events: map[string]time.Time{}, Submissions: map[string][]time.Time{}, Now: time.Date(2035, 1, 1, 0, 0, 0, 0, time.UTC)}
	if s.now != "" {
		c.Now = at(t, zone, s.now)
	}
	for id, text := range s.events {
		c.Events[id] = at(t, zone, text)
	}
	for id, list := range s.submissions {
		for _, text := range list {
			c.Submissions[id] = append(c.Submissions[id], at(t, zone, text))
		}
	}
	if len(s.holidays) > 0 {
		work := calendar.Calendar{Name: "Office", Zone: zone.String()}
		for day := time.Monday; day <= time.Friday; day++ {
			work.Week = append(work.Week, calendar.Hours{Day: day, From: 9 * 60, To: 17 * 60})
		}
		for _, text := range s.holidays {
			on, err := calendar.ParseDate(text)
			if err != nil {
				t.Fatal(err)
			}
			work.Holidays = append(work.Holidays, calendar.Holiday{On: on, Name: "Holiday"})
		}
		clock, err := work.Clock()
		if err != nil {
			t.Fatal(err)
		}
		c.Days = obligation.ByClock{Clock: clock}
	}
	out := map[string]obligation.Clock{}
	for _, k := range p.Clocks(c) {
		if k.Problem != nil {
			t.Fatalf("%s: %v", k.Step, k.Problem)
		}
		out[k.Step] = k
	}
	return out, zone
}

// dues checks the ends of some steps.
func (s sketch) dues(t *testing.T, want map[string]string) {
	t.Helper()
	got, zone := s.clocks(t)
	for step, due := range want {
		k := got[step]
		text := told(k.Due, zone)
		if k.State == obligation.NotRequired {
			text = "not required"
		}
		if text != due {
			t.Errorf("%s %s is due %s (%s), want %s", s.pack, step, text, k.State, due)
		}
	}
}
