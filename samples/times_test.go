package samples

import (
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

func TestEveryTimeReadsAndItsOffsetIsThatOfItsZone(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for _, e := range r.Timeline {
			if len(e.Times) == 0 {
				t.Fatalf("%s says no time", e.ID)
			}
			for i, s := range e.Times {
				checkStatement(t, e.ID, s)
				if (i > 0) != (s.Reason != "") {
					t.Errorf("%s: a correction has a reason, a first statement none", e.ID)
				}
			}
			last := e.Times[len(e.Times)-1]
			last.RecordedAt = e.Times[0].RecordedAt
			if e.Statement != last {
				t.Errorf("%s shows %v, its last statement is %v", e.ID, e.Statement, last)
			}
		}
		for _, name := range review.Anchors {
			if s := r.Anchor(name); s != nil {
				checkStatement(t, name, *s)
			}
		}
		if _, err := time.Parse(time.DateOnly, r.Date); err != nil {
			t.Error(err)
		}
		for _, a := range r.Actions {
			if a.Due == "" {
				continue
			}
			if _, err := time.Parse(time.DateOnly, a.Due); err != nil {
				t.Errorf("%s: %v", a.ID, err)
			}
		}
	})
}

func checkStatement(t *testing.T, where string, s timeline.Statement) {
	t.Helper()
	if s.RecordedAt != "" {
		if at, err := time.Parse(time.RFC3339, s.RecordedAt); err != nil || at.Location() != time.UTC {
			t.Errorf("%s: recorded at %q, want RFC 3339 in UTC", where, s.RecordedAt)
		}
	}
	if s.Precision == timeline.Unknown {
		if s.At != "" || s.Raw == "" {
			t.Errorf("%s: an unknown time keeps what was written and nothing else", where)
		}
		return
	}
	if s.Precision == timeline.Day {
		if _, err := time.Parse(time.DateOnly, s.At); err != nil {
			t.Errorf("%s: %v", where, err)
		}
		return
	}
	if s.Zone == "" {
		checkLocal(t, where, s)
		return
	}
	loc, err := time.LoadLocation(s.Zone)
	if err != nil || !strings.HasPrefix(s.Zone, "Europe/") {
		t.Fatalf("%s: zone %q: %v", where, s.Zone, err)
	}
	for _, text := range []string{s.At, s.End} {
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		if got := at.In(loc).Format(time.RFC3339); got != text {
			t.Errorf("%s: %s is %s in %s", where, text, got, s.Zone)
		}
	}
	if s.End != "" && s.End <= s.At {
		t.Errorf("%s ends at %s, before %s", where, s.End, s.At)
	}
}

// checkLocal holds a time that was written down without its zone: date and clock,
// no offset.
func checkLocal(t *testing.T, where string, s timeline.Statement) {
	t.Helper()
	const layout = "2006-01-02T15:04:05"
	for _, text := range []string{s.At, s.End} {
		if text == "" {
			continue
		}
		if _, err := time.Parse(layout, text); err != nil {
			t.Errorf("%s: %q has no zone, want the form %s: %v", where, text, layout, err)
		}
	}
	if s.End != "" && s.End <= s.At {
		t.Errorf("%s ends at %s, before %s", where, s.End, s.At)
	}
}

func TestTheEntriesStandInTheOrderOfTime(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		var all []timeline.Statement
		for _, e := range r.Timeline {
			all = append(all, e.Statement)
		}
		for i, at := range timeline.Order(all) {
			if i != at {
				t.Fatalf("entry %s stands at %d, in the order of time another does", r.Timeline[i].ID, i)
			}
		}
	})
}

func TestTheMomentsFollowEachOtherAndStandInTheTimeline(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		var before *timeline.Statement
		for _, name := range review.Anchors {
			s := r.Anchor(name)
			if s == nil {
				continue
			}
			if before != nil {
				if d, _, ok := timeline.Duration(*before, *s); !ok || d <= 0 {
					t.Errorf("%s at %s does not follow %s", name, s.At, before.At)
				}
			}
			before = s
			if !slices.ContainsFunc(r.Timeline, func(e review.Entry) bool { return e.At == s.At }) {
				t.Errorf("no entry tells of %s at %s", name, s.At)
			}
		}
		for _, d := range review.Durations(r) {
			if d.Problem != "" || d.Exact != (r.Zone != "") {
				t.Errorf("%s to %s: %+v", d.From, d.To, d)
			}
		}
	})
}

// The texts count minutes; the record computes them. Both must say the same.
func TestTheLengthsInTheTextsAreThoseOfTheRecord(t *testing.T) {
	all := Reviews()
	for _, c := range []struct {
		sample         int
		from, to       string
		minutes        float64
		section, words string
	}{
		{0, "started", "detected", 17*60 + 26, "detection", "17 h 26 min"},
		{0, "detected", "mitigated", 5*60 + 37, "resolution", "5 h 37 min"},
		{1, "started", "detected", 2*60 + 1, "detection", "two hours and one minute"},
	} {
		r := load(t, all[c.sample])
		d, _, ok := timeline.Duration(*r.Anchor(c.from), *r.Anchor(c.to))
		if got := d.Round(time.Minute).Minutes(); !ok || got != c.minutes {
			t.Errorf("%s: %s to %s is %v min, want %v", all[c.sample].Name, c.from, c.to, got, c.minutes)
		}
		said := slices.ContainsFunc(r.Sections, func(s review.Section) bool {
			return s.Key == c.section && strings.Contains(s.Text, c.words)
		})
		if !said {
			t.Errorf("%s: section %s does not say %q", all[c.sample].Name, c.section, c.words)
		}
	}
}
