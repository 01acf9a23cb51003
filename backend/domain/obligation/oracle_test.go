package obligation_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/internal/soak"
)

// The oracle counts minute by minute and day by day, on what the clocks of a zone show,
// and knows nothing of the arithmetic it checks: no sums of instants, no month lengths.

// wall is a date as the oracle steps through it.
type wall struct{ year, month, day int }

func wallOf(t time.Time, zone *time.Location) wall {
	y, m, d := t.In(zone).Date()
	return wall{y, int(m), d}
}

// next is the day after, by the calendar everybody learns.
func (w wall) next() wall {
	lengths := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	last := lengths[w.month-1]
	if w.month == 2 && (w.year%4 == 0 && w.year%100 != 0 || w.year%400 == 0) {
		last = 29
	}
	switch {
	case w.day < last:
		w.day++
	case w.month < 12:
		w.month, w.day = w.month+1, 1
	default:
		w = wall{w.year + 1, 1, 1}
	}
	return w
}

func (w wall) before(o wall) bool {
	return w.year != o.year && w.year < o.year || w.year == o.year && (w.month < o.month || w.month == o.month && w.day < o.day)
}

// begins steps up to the first quarter of an hour at which the clocks show the day;
// since 2020 they change on quarters only.
func (w wall) begins(zone *time.Location) time.Time {
	t := time.Date(w.year, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC).Add(-30 * time.Hour)
	for wallOf(t, zone).before(w) {
		t = t.Add(15 * time.Minute)
	}
	return t
}

// world is a random case of one step.
type world struct {
	zone     *time.Location
	limit    obligation.Limit
	from     time.Time
	pauses   []obligation.Pause
	holidays map[wall]bool
	free     map[time.Weekday]bool
}

func (w *world) Open(d calendar.Date) (bool, error) {
	return w.open(wall{d.Year, int(d.Month), d.Day}), nil
}

func (w *world) open(d wall) bool {
	weekday := time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC).Weekday()
	return !w.free[weekday] && !w.holidays[d]
}

func (w *world) pausedAt(t time.Time) bool {
	for _, p := range w.pauses {
		if !t.Before(p.From) && t.Before(p.To) {
			return true
		}
	}
	return false
}

// pausedDay says whether every minute of a day lies in a pause.
func (w *world) pausedDay(d wall) bool {
	near := false
	for _, p := range w.pauses {
		near = near || !d.before(wallOf(p.From, w.zone)) && !wallOf(p.To, w.zone).before(d)
	}
	if !near {
		return false
	}
	from, to := d.begins(w.zone), d.next().begins(w.zone)
	if !w.pausedAt(from) || !w.pausedAt(to.Add(-time.Minute)) {
		return false
	}
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		if !w.pausedAt(t) {
			return false
		}
	}
	return true
}

// end is the last instant in time, or for whole days the first one that is too late.
func (w *world) end() (at time.Time, whole bool) {
	if w.limit.Kind == obligation.Hours {
		t := w.from
		for left := w.limit.N * 60; left > 0; t = t.Add(time.Minute) {
			if !w.pausedAt(t) {
				left--
			}
		}
		return t, false
	}
	d, n := wallOf(w.from, w.zone), w.limit.N
	if w.limit.Kind == obligation.Months {
		return w.monthsOn(d, n), true
	}
	if w.limit.Kind == obligation.YearEnd {
		for year := d.year; d.next().year == year; d = d.next() {
		}
	}
	business := w.limit.Kind == obligation.BusinessDays
	if business && w.limit.Closed == obligation.AfterNext {
		for !w.open(d) {
			d = d.next()
		}
	}
	for n > 0 {
		d = d.next()
		if (!business || w.open(d)) && !w.pausedDay(d) {
			n--
		}
	}
	if minute := w.limit.Cutoff; minute != 0 {
		for t := d.begins(w.zone); ; t = t.Add(time.Minute) {
			if local := t.In(w.zone); local.Hour()*60+local.Minute() >= minute || wallOf(t, w.zone) != d {
				return t, false
			}
		}
	}
	return d.next().begins(w.zone), true
}

// monthsOn goes on day by day until the n-th month has the day, or ends before it, and
// then as many days more as pauses took.
func (w *world) monthsOn(start wall, n int) time.Time {
	month := start.month + n
	year := start.year
	for month > 12 {
		month, year = month-12, year+1
	}
	d, lost := start, 0
	for {
		d = d.next()
		if w.pausedDay(d) {
			lost++
		}
		if d.year == year && d.month == month && (d.day == start.day || d.next().month != month) {
			break
		}
	}
	for lost > 0 {
		if d = d.next(); !w.pausedDay(d) {
			lost--
		}
	}
	return d.next().begins(w.zone)
}

func randomWorld(r *rand.Rand, zone *time.Location, around time.Time) *world {
	w := &world{zone: zone, holidays: map[wall]bool{}, free: map[time.Weekday]bool{time.Saturday: true, time.Sunday: true}}
	w.from = around.Add(time.Duration(r.IntN(8*24*60)-5*24*60) * time.Minute).Truncate(time.Minute).UTC()
	if r.IntN(4) == 0 {
		w.free = map[time.Weekday]bool{time.Friday: true, time.Saturday: true}
	}
	for range r.IntN(4) {
		w.holidays[wallOf(w.from.AddDate(0, 0, r.IntN(14)), zone)] = true
	}
	switch r.IntN(6) {
	case 0, 1:
		w.limit = obligation.Limit{Kind: obligation.Hours, N: []int{1, 4, 6, 24, 36, 72, 96}[r.IntN(7)]}
	case 2:
		w.limit = obligation.Limit{Kind: obligation.Days, N: 1 + r.IntN(30)}
	case 3:
		w.limit = obligation.Limit{Kind: obligation.BusinessDays, N: 1 + r.IntN(8), Closed: []obligation.Closed{obligation.OnNext, obligation.AfterNext}[r.IntN(2)]}
		if r.IntN(2) == 0 {
			w.limit.Cutoff = 1 + r.IntN(24*60-1)
		}
	case 4:
		w.limit = obligation.Limit{Kind: obligation.Months, N: 1 + r.IntN(3)}
	default:
		w.limit = obligation.Limit{Kind: obligation.YearEnd, N: 1 + r.IntN(60)}
	}
	w.limit.From = obligation.Trigger{Event: "aware"}
	for range max(0, r.IntN(5)-2) {
		from := w.from.Add(time.Duration(r.IntN(6*24*60)-24*60) * time.Minute)
		w.pauses = append(w.pauses, obligation.Pause{From: from, To: from.Add(time.Duration(1+r.IntN(5*24*60)) * time.Minute)})
	}
	return w
}

func (w *world) try(t *testing.T) {
	t.Helper()
	p := obligation.Pack{Steps: []obligation.Step{{ID: "one", Pausable: true, Limits: []obligation.Variant{{Limit: w.limit}}}}}
	k := p.Clocks(obligation.Case{Zone: w.zone, Days: w, Pauses: w.pauses, Events: map[string]time.Time{"aware": w.from}, Now: w.from})[0]
	want, whole := w.end()
	if k.Problem != nil || k.Due == nil || !k.Due.At.Equal(want) || k.Due.Whole != whole {
		t.Fatalf("%s: %+v from %s with %v: got %+v %v, want %s", w.zone, w.limit, w.from, w.pauses, k.Due, k.Problem, want)
	}
}

func zones(t *testing.T) []*time.Location {
	t.Helper()
	text, err := os.ReadFile("../calendar/testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []*time.Location
	for name := range strings.FieldsSeq(string(text)) {
		out = append(out, zoneNamed(t, name))
	}
	return out
}

// changeIn is an instant near a change of the clocks of a zone in a random year from 2020
// to 2035, or any instant where there is none.
func changeIn(r *rand.Rand, zone *time.Location) time.Time {
	day := time.Date(2020+r.IntN(16), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), 0, 0, time.UTC)
	if r.IntN(4) == 0 {
		return day
	}
	_, before := day.In(zone).Zone()
	for range 200 {
		next := day.AddDate(0, 0, 1)
		if _, after := next.In(zone).Zone(); after != before {
			break
		}
		day = next
	}
	return day
}

func TestClocksAgreeWithAnOracleThatStepsThroughMinutesAndDays(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2026))
	all := zones(t)
	for n := 0; n < 100_000; {
		for _, zone := range all {
			around := changeIn(r, zone)
			for range 20 {
				randomWorld(r, zone, around).try(t)
				n++
			}
		}
	}
}

func TestSoakClocksAgreeWithTheOracleInEveryZone(t *testing.T) {
	soak.Need(t)
	all := zones(t)
	each := 1_000_000/len(all)/20 + 1
	soak.Each(t, 1, len(all), func(t *testing.T, seed int64) {
		r := rand.New(rand.NewPCG(uint64(seed), 6))
		for range each {
			around := changeIn(r, all[seed-1])
			for range 20 {
				randomWorld(r, all[seed-1], around).try(t)
			}
		}
	})
}
