package generate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func fingerprint(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:8])
}

// The fingerprints are those of the texts as they stand: they change when a
// sentence is said better, and must not change otherwise.
func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	w, err := NewWorld(1, 2)
	if err != nil {
		t.Fatal(err)
	}
	incidents := func(b *bytes.Buffer) error { return WriteIncidents(b, w.Incidents()) }
	changes := func(b *bytes.Buffer) error { return WriteChanges(b, w.Changes()) }
	reviews := func(b *bytes.Buffer) error {
		for r := range Reviews(1, 100) {
			if err := json.NewEncoder(b).Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	for _, each := range []struct {
		what, want string
		write      func(*bytes.Buffer) error
	}{
		{"incidents", "a737b2999cae5c5c", incidents},
		{"changes", "1c008bb027f7e03e", changes},
		{"reviews", "54105afaaabe9f07", reviews},
	} {
		first, second := fingerprint(t, each.write), fingerprint(t, each.write)
		if first != second {
			t.Errorf("%s differ between two runs", each.what)
		}
		if first != each.want {
			t.Errorf("%s have the fingerprint %s, not %s", each.what, first, each.want)
		}
	}
	other, err := NewWorld(2, 2)
	if err != nil {
		t.Fatal(err)
	}
	if fingerprint(t, func(b *bytes.Buffer) error { return WriteIncidents(b, other.Incidents()) }) == fingerprint(t, incidents) {
		t.Error("another seed gives the same incidents")
	}
}

func TestMoreDoesNotChangeWhatCameBefore(t *testing.T) {
	small, large := slices.Collect(Reviews(5, 30)), slices.Collect(Reviews(5, 60))
	for i := range small {
		a, _ := json.Marshal(small[i])
		b, _ := json.Marshal(large[i])
		if !bytes.Equal(a, b) {
			t.Errorf("review %d differs", i)
		}
	}
	branch := func(scale int) []string {
		var out []string
		for _, in := range yearOf(t, 5, scale).incidents {
			if in.Branch == 1 {
				out = append(out, in.Opened.Format(time.RFC3339)+in.Title+in.Text)
			}
		}
		return out
	}
	if !slices.Equal(branch(1), branch(3)) {
		t.Error("the first branch differs when there are three")
	}
}

func TestEveryReferenceResolves(t *testing.T) {
	for _, seed := range seeds {
		y := yearOf(t, seed, many)
		changes, incidents := map[string]Change{}, map[string]Incident{}
		last := map[string]time.Time{}
		for _, c := range y.changes {
			if _, twice := changes[c.Ref]; twice {
				t.Fatalf("%s stands twice", c.Ref)
			}
			changes[c.Ref] = c
			where := fmt.Sprint(c.Branch, c.Service)
			if c.PlannedStart.Sub(last[where]) < ChangeWindow {
				t.Errorf("%s begins in the window of the one before", c.Ref)
			}
			last[where] = c.PlannedStart
		}
		for _, in := range y.incidents {
			if _, twice := incidents[in.Ref]; twice {
				t.Fatalf("%s stands twice", in.Ref)
			}
			incidents[in.Ref] = in
			for _, ref := range []string{in.Change, in.Truth.CausedBy} {
				c, known := changes[ref]
				if ref != "" && (!known || c.Service != in.Service || c.Branch != in.Branch || in.Opened.Before(c.Start) || !in.Opened.Before(c.Start.Add(ChangeWindow))) {
					t.Errorf("%s names %q: %+v", in.Ref, ref, c)
				}
			}
			if in.Problem != "" && in.Problem != WorkedProblem && in.Problem != UnchangedProblem {
				t.Errorf("%s names problem %s", in.Ref, in.Problem)
			}
		}
		caused := 0
		for _, c := range y.changes {
			caused += len(c.Caused)
			for _, ref := range c.Caused {
				if incidents[ref].Truth.CausedBy != c.Ref {
					t.Errorf("%s says it caused %s", c.Ref, ref)
				}
			}
			if c.Start.IsZero() != (c.Outcome == "cancelled") || len(c.Caused) > 0 && c.Start.IsZero() {
				t.Errorf("%s was %s and began %v", c.Ref, c.Outcome, c.Start)
			}
		}
		if want := int(y.count(func(in Incident) bool { return in.Truth.CausedBy != "" })); caused != want || caused == 0 {
			t.Errorf("changes name %d incidents, %d name a change", caused, want)
		}
	}
}

func TestEveryTimeIsInOrderAndEveryWordInItsSet(t *testing.T) {
	offsets := map[string]int{}
	var last time.Time
	for _, in := range yearOf(t, 1, many).incidents {
		if in.Opened.Before(last) {
			t.Errorf("%s is out of order", in.Ref)
		}
		last = in.Opened
		before := in.Opened
		for _, at := range []time.Time{in.Detected, in.Acknowledged, in.Mitigated, in.Resolved, in.Closed} {
			if !at.IsZero() && at.Before(before) {
				t.Errorf("%s: %s before %s", in.Ref, at, before)
			}
			if !at.IsZero() {
				before = at
			}
			if at.Nanosecond() != 0 {
				t.Errorf("%s: %s", in.Ref, at)
			}
			if read, err := time.Parse(time.RFC3339, cell(at)); !at.IsZero() && (err != nil || !read.Equal(at)) {
				t.Errorf("%s: %s is written as %s", in.Ref, at, cell(at))
			}
		}
		for _, at := range []time.Time{in.Detected, in.Acknowledged, in.Mitigated, in.Resolved, in.Closed} {
			if !at.Before(YearEnd()) {
				t.Errorf("%s knows the future", in.Ref)
			}
		}
		if in.Opened.Before(dayStart(0)) || !in.Opened.Before(YearEnd()) || in.Opened.Location() != zone {
			t.Errorf("%s began at %s", in.Ref, in.Opened)
		}
		offsets[in.Opened.Format("-07:00")]++
		if Priority(in.Impact, in.Urgency) != in.Priority || in.Priority != in.Severity || in.Severity < 1 || in.Severity > 5 {
			t.Errorf("%s: impact %d, urgency %d, priority %d, severity %d", in.Ref, in.Impact, in.Urgency, in.Priority, in.Severity)
		}
		if !slices.Contains(Categories, in.Category) || !slices.Contains(Statuses, in.Status) || !slices.Contains(Channels, in.Channel) ||
			in.Resolution != "" && !slices.Contains(Resolutions, in.Resolution) || in.Reporter != "" && !slices.Contains(Roles, in.Reporter) {
			t.Errorf("%+v", in)
		}
		if (in.Status == "resolved" || in.Status == "closed") == in.Resolved.IsZero() || (in.Status == "closed") == in.Closed.IsZero() {
			t.Errorf("%s is %s, resolved %v, closed %v", in.Ref, in.Status, in.Resolved, in.Closed)
		}
		if strings.ContainsAny(in.Title+in.Text+in.Notes, "{}\n") || in.Title == "" || in.Text == "" {
			t.Errorf("%s: %q, %q, %q", in.Ref, in.Title, in.Text, in.Notes)
		}
	}
	if offsets["+01:00"] == 0 || offsets["+02:00"] == 0 || len(offsets) != 2 {
		t.Errorf("offsets %v", offsets)
	}
	if short, long := len(hoursOf(DayOf("2026-03-29"))), len(hoursOf(DayOf("2026-10-25"))); short != 23 || long != 25 {
		t.Errorf("the days on which the clocks change have %d and %d hours", short, long)
	}
}

func TestTheHourThatComesTwiceHasIncidentsBothTimes(t *testing.T) {
	found := map[string]bool{}
	for _, seed := range []uint64{1, 2, 3, 4, 5, 6, 7, 8} {
		w, err := NewWorld(seed, 100)
		if err != nil {
			t.Fatal(err)
		}
		d := DayOf("2026-10-25")
		for _, in := range w.incidentsOn(d, w.changesOn(d-1), w.changesOn(d)) {
			if in.Opened.Hour() == 2 {
				found[in.Opened.Format("-07:00")] = true
			}
		}
	}
	if len(found) != 2 {
		t.Errorf("incidents between two and three have the offsets %v", found)
	}
}

func TestTheRhythmOfTheDayAndTheWeekIsInTheData(t *testing.T) {
	y := yearOf(t, 1, many)
	at := func(from, to int) float64 {
		return y.count(func(in Incident) bool { h := in.Opened.Hour(); return h >= from && h < to }) / float64(to-from)
	}
	if night, morning, evening := at(1, 4), at(5, 9), at(21, 23); night*3 > morning || night*3 > evening {
		t.Errorf("per hour: %.0f at night, %.0f in the morning, %.0f in the evening", night, morning, evening)
	}
	quiet := y.count(func(in Incident) bool { return Quiet(in.Opened) && plainly(in) })
	days := 0.0
	for d := range Days {
		if Quiet(dayStart(d)) {
			days++
		}
	}
	all := y.count(plainly)
	// Fridays and the season lean on the days a little: a tenth is allowed.
	if r := quiet / days / ((all - quiet) / (Days - days)); r < QuietFactor*0.9 || r > QuietFactor*1.1 {
		t.Errorf("a quiet day has %.2f of a working day, want %.2f", r, QuietFactor)
	}
}

// Effort and memory are counted, not timed: ten times the branches cost ten
// times the allocations, and a walk holds days and not the year.
func TestEffortGrowsWithTheScaleAndNotFaster(t *testing.T) {
	effort := func(scale int) float64 {
		w, err := NewWorld(9, scale)
		if err != nil {
			t.Fatal(err)
		}
		return testing.AllocsPerRun(1, func() {
			for range w.Incidents() {
				continue
			}
		})
	}
	if r := effort(10) / effort(1); r < 7 || r > 11 {
		t.Errorf("ten times the branches cost %.1f times as much", r)
	}
	reviews := func(n int) float64 {
		return testing.AllocsPerRun(1, func() {
			for range Reviews(9, n) {
				continue
			}
		})
	}
	if r := reviews(4_000) / reviews(400); r < 9 || r > 11 {
		t.Errorf("ten times the reviews cost %.1f times as much", r)
	}
}

func TestAScaleOutsideOfItsRangeIsRefused(t *testing.T) {
	for _, scale := range []int{-1, 0, MaxScale + 1} {
		if _, err := NewWorld(1, scale); err == nil {
			t.Errorf("scale %d is accepted", scale)
		}
	}
}
