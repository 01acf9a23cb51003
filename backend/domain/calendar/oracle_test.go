package calendar_test

import (
	"math/rand/v2"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/internal/soak"
)

// The oracle steps through the minutes of some days around a change of the clocks and
// asks of each what the clocks show then, so it knows nothing of intervals and offsets.

const oracleDays = 9

// world is a calendar and what the oracle knows of each minute of its days.
type world struct {
	zone  *time.Location
	clock *calendar.Clock
	start time.Time
	open  []bool
}

// zones are all names of the zone data.
func zones(t *testing.T) []*time.Location {
	t.Helper()
	text, err := os.ReadFile("testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []*time.Location
	for name := range strings.FieldsSeq(string(text)) {
		out = append(out, zoneOf(t, name))
	}
	return out
}

// changesOf are the instants from 2020 to 2035 at which the clocks of a zone change.
func changesOf(zone *time.Location) []time.Time {
	var out []time.Time
	end := time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC)
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	_, before := day.In(zone).Zone()
	for ; day.Before(end); day = day.AddDate(0, 0, 1) {
		_, after := day.AddDate(0, 0, 1).In(zone).Zone()
		if after == before {
			continue
		}
		minute := sort.Search(24*60, func(i int) bool {
			_, offset := day.Add(time.Duration(i) * time.Minute).In(zone).Zone()
			return offset != before
		})
		out = append(out, day.Add(time.Duration(minute)*time.Minute))
		before = after
	}
	return out
}

// randomCalendar has hours, holidays and exceptions on the days around an instant.
func randomCalendar(r *rand.Rand, zone *time.Location, around time.Time) calendar.Calendar {
	c := calendar.Calendar{Name: "Random", Version: "1", Zone: zone.String()}
	for day := range 7 {
		for range r.IntN(3) {
			from := r.IntN(48) * 30
			if r.IntN(4) == 0 {
				from = r.IntN(1440)
			}
			c.Week = append(c.Week, calendar.Hours{Day: time.Weekday(day), From: from, To: from + 1 + r.IntN(1440)})
		}
	}
	c.Week = append(c.Week, calendar.Hours{Day: time.Weekday(r.IntN(7)), From: 60, To: 60 + 90*(1+r.IntN(3))})
	middle := calendar.DateOf(around, zone)
	for range r.IntN(3) {
		on := middle.AddDays(r.IntN(7) - 3)
		c.Holidays = append(c.Holidays, calendar.Holiday{On: on, Yearly: r.IntN(4) == 0})
	}
	if r.IntN(3) == 0 {
		from := r.IntN(1440)
		c.Exceptions = append(c.Exceptions, calendar.Exception{On: middle.AddDays(r.IntN(5) - 2), Spans: []calendar.Span{{From: from, To: from + 1 + r.IntN(1440-from)}}})
	}
	return c
}

// says whether the calendar is open when the clocks show a time.
func says(c calendar.Calendar, shown time.Time) bool {
	minute := shown.Hour()*60 + shown.Minute()
	day := calendar.DateOf(shown, shown.Location())
	for _, e := range c.Exceptions {
		if e.On == day {
			for _, s := range e.Spans {
				if minute >= s.From && minute < s.To {
					return true
				}
			}
			return false
		}
	}
	for _, h := range c.Holidays {
		if h.On == day || h.Yearly && h.On.Month == day.Month && h.On.Day == day.Day && h.On.Year < day.Year {
			return false
		}
	}
	for _, h := range c.Week {
		if h.Day == shown.Weekday() && minute >= h.From && minute < h.To ||
			(h.Day+1)%7 == shown.Weekday() && minute+1440 >= h.From && minute+1440 < h.To {
			return true
		}
	}
	return false
}

func worldAt(t *testing.T, r *rand.Rand, zone *time.Location, around time.Time) world {
	t.Helper()
	c := randomCalendar(r, zone, around)
	w := world{zone: zone, clock: clockOf(t, c), start: around.UTC().Truncate(time.Minute).Add(-oracleDays * 12 * time.Hour)}
	w.open = make([]bool, oracleDays*24*60)
	for i := range w.open {
		w.open[i] = says(c, w.start.Add(time.Duration(i)*time.Minute).In(zone))
	}
	return w
}

// openIn steps through the minutes from a to b, given in milliseconds since the start.
func (w world) openIn(a, b int64) time.Duration {
	const minute = 60_000
	var sum int64
	for i := a / minute; i*minute < b; i++ {
		if w.open[i] {
			sum += min(b, (i+1)*minute) - max(a, i*minute)
		}
	}
	return time.Duration(sum) * time.Millisecond
}

// edge is the first instant from a on at which the minutes are open or closed.
func (w world) edge(a int64, open bool) (time.Time, bool) {
	for i := a / 60_000; i < int64(len(w.open)); i++ {
		if w.open[i] == open {
			return w.start.Add(max(time.Duration(a)*time.Millisecond, time.Duration(i)*time.Minute)), true
		}
	}
	return time.Time{}, false
}

// try compares the clock with the oracle on random pairs of instants.
func (w world) try(t *testing.T, r *rand.Rand, cases int) {
	t.Helper()
	for range cases {
		a := r.Int64N(int64(len(w.open)) * 60_000)
		b := a + r.Int64N(int64(len(w.open))*60_000-a+1)
		if r.IntN(2) == 0 { // whole minutes meet the edges of hours
			a, b = a/60_000*60_000, b/60_000*60_000
		}
		from, to := w.start.Add(time.Duration(a)*time.Millisecond), w.start.Add(time.Duration(b)*time.Millisecond)
		want := w.openIn(a, b)
		got, err := w.clock.Between(from, to)
		if err != nil || got != want {
			t.Fatalf("%s, %s to %s: %s %v, want %s", w.zone, from, to, got, err, want)
		}
		due, err := w.clock.Add(from, want)
		if err != nil || due.After(to) {
			t.Fatalf("%s, %s and %s: %s %v", w.zone, from, want, due, err)
		}
		// It is the first instant by which so much has passed: the same length is
		// measured up to it, and any instant before it has less.
		if back := w.openIn(a, due.Sub(w.start).Milliseconds()); back != want {
			t.Fatalf("%s, %s to %s: %s, want %s", w.zone, from, due, back, want)
		}
		if want > 0 && !w.open[(due.Sub(w.start).Milliseconds()-1)/60_000] {
			t.Fatalf("%s: %s and %s is %s, which is too late", w.zone, from, want, due)
		}
		opens, known := w.edge(a, true)
		if got, err := w.clock.NextOpening(from); known && (err != nil || !got.Equal(opens)) {
			t.Fatalf("%s: opens %s %v, want %s", w.zone, got, err, opens)
		}
		if !known {
			continue
		}
		closes, known := w.edge(opens.Sub(w.start).Milliseconds(), false)
		if got, err := w.clock.NextClosing(from); known && (err != nil || !got.Equal(closes)) {
			t.Fatalf("%s: closes %s %v, want %s", w.zone, got, err, closes)
		}
	}
}

func TestTheClockAgreesWithAMinuteByMinuteOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 5))
	all := zones(t)
	cases := 0
	for cases < 100_000 {
		for _, zone := range all {
			around := time.Date(2020+r.IntN(16), 1, 1+r.IntN(365), r.IntN(24), 0, 0, 0, time.UTC)
			if changes := changesOf(zone); len(changes) > 0 {
				around = changes[r.IntN(len(changes))]
			}
			worldAt(t, r, zone, around).try(t, r, 170)
			cases += 170
		}
	}
}

func TestSoakTheClockAgreesWithTheOracleAroundEveryChange(t *testing.T) {
	soak.Need(t)
	all := zones(t)
	soak.Each(t, 1, len(all), func(t *testing.T, seed int64) {
		zone := all[seed-1]
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		changes := changesOf(zone)
		if len(changes) == 0 {
			changes = []time.Time{time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)}
		}
		each := 2000/len(changes) + 1
		for _, change := range changes {
			worldAt(t, r, zone, change).try(t, r, each)
		}
	})
}

func TestTimeThatWasAddedIsMeasuredAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 6))
	all := zones(t)
	for range 5000 {
		zone := all[r.IntN(len(all))]
		start := time.Date(2020+r.IntN(16), 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(int64(365 * 24 * time.Hour))))
		k := clockOf(t, randomCalendar(r, zone, start))
		length := time.Duration(r.Int64N(int64(60 * time.Hour)))
		due, err := k.Add(start, length)
		if err != nil {
			t.Fatalf("%s: %s and %s: %v", zone, start, length, err)
		}
		if got, err := k.Between(start, due); err != nil || got != length {
			t.Fatalf("%s: %s and %s is %s, measured %s %v", zone, start, length, due, got, err)
		}
	}
}
