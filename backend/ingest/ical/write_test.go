package ical

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

// randomCalendar is a calendar such as people enter.
func randomCalendar(r *rand.Rand) calendar.Calendar {
	zones := []string{"Europe/Madrid", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"}
	c := calendar.Calendar{Name: "A, B; C \\ " + string(rune('a'+r.IntN(26))), Zone: zones[r.IntN(len(zones))], ValidFrom: calendar.On(2024, 1, 1).AddDays(r.IntN(700))}
	if r.IntN(2) == 0 {
		c.ValidTo = c.ValidFrom.AddDays(400 + r.IntN(700))
	}
	for range r.IntN(6) {
		from := r.IntN(24*4) * 15
		h := calendar.Hours{Day: time.Weekday(r.IntN(7)), From: from, To: from + 15*(1+r.IntN(24*4))}
		c.Week = append(c.Week, h)
	}
	for i := range r.IntN(5) {
		h := calendar.Holiday{On: c.ValidFrom.AddDays(7*i + r.IntN(300)), Name: "Day “" + string(rune('a'+i)) + "”"}
		if h.Yearly = r.IntN(3) == 0; h.Yearly && r.IntN(2) == 0 {
			h.Until = h.On.AddDays(366 * (1 + r.IntN(4)))
		}
		c.Holidays = append(c.Holidays, h)
	}
	for i := range r.IntN(4) {
		x := calendar.Exception{On: c.ValidFrom.AddDays(50*i + r.IntN(50)), Name: "Exception"}
		for k := range r.IntN(3) {
			x.Spans = append(x.Spans, calendar.Span{From: 400*k + r.IntN(100), To: 400*k + 200 + r.IntN(100)})
		}
		c.Exceptions = append(c.Exceptions, x)
	}
	zone, _ := calendar.FindZone(c.Zone)
	for range r.IntN(5) {
		p := calendar.Period{Kind: []calendar.PeriodKind{calendar.Peak, calendar.Freeze, calendar.Maintenance}[r.IntN(3)], Name: "Period " + string(rune('a'+r.IntN(26)))}
		if p.Kind == calendar.Peak {
			p.WeightPercent, p.UrgencyDelta = 100+r.IntN(300), r.IntN(3)
		}
		day := c.ValidFrom.AddDays(r.IntN(400))
		switch r.IntN(4) {
		case 0:
			p.FirstDay, p.LastDay = day, day.AddDays(r.IntN(20))
		case 1:
			p.FirstDay = day
		case 2:
			p.FirstDay, p.LastDay = day, day.AddDays(30+r.IntN(100))
			for range 1 + r.IntN(3) {
				from := r.IntN(23 * 60)
				p.Hours = append(p.Hours, calendar.Hours{Day: time.Weekday(r.IntN(7)), From: from, To: from + 1 + r.IntN(24*60)})
			}
		default:
			at := time.Date(day.Year, day.Month, day.Day, r.IntN(24), 5*r.IntN(12), 0, 0, time.UTC)
			if r.IntN(3) == 0 { // in the hour that the clocks show twice
				for _, x := range calendar.Changes(zone, at, at.AddDate(1, 0, 0)) {
					if x.After < x.Before {
						at = x.At.Add(-time.Duration(r.IntN(30)) * time.Minute)
					}
				}
			}
			p.Begin, p.End = momentAt(at, zone), momentAt(at.Add(time.Duration(1+r.IntN(5000))*time.Minute), zone)
		}
		c.Periods = append(c.Periods, p)
	}
	return c
}

func TestWhatIsWrittenIsReadBackAsTheSameCalendar(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 25))
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for i := range 1500 {
		c := randomCalendar(r)
		if c.Sound() != nil {
			continue
		}
		data, err := Write(c, at)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Write(c, at)
		if err != nil || string(again) != string(data) {
			t.Fatal("the same calendar gave two files")
		}
		got, err := Read(data, calendar.ReadAs{From: as.From, Until: as.Until})
		if err != nil {
			t.Fatal(err)
		}
		sums(t, got)
		if len(got.Entries) != 0 {
			t.Fatalf("calendar %d: %+v\n%s", i, got.Entries, data)
		}
		if want := ordered(c); ordered(got.Calendar) != want {
			t.Fatalf("calendar %d\n%s\n%s\n%s", i, want, ordered(got.Calendar), data)
		}
	}
}

// ordered is what a calendar says, in one order.
func ordered(c calendar.Calendar) string {
	docs := []string{fmt.Sprint(c.Name, c.Zone, c.ValidFrom, c.ValidTo)}
	for _, h := range c.Week {
		docs = append(docs, fmt.Sprint(h))
	}
	for _, h := range c.Holidays {
		docs = append(docs, fmt.Sprint(h))
	}
	for _, e := range c.Exceptions {
		docs = append(docs, fmt.Sprint(calendar.ExceptionDoc(e)))
	}
	for _, p := range c.Periods {
		docs = append(docs, fmt.Sprint(calendar.PeriodDoc(p)))
	}
	seen := map[string]bool{}
	var out []string
	for _, d := range docs {
		if !seen[d] {
			out = append(out, d)
		}
		seen[d] = true
	}
	slices.Sort(out[1:])
	return strings.Join(out, "\n")
}
