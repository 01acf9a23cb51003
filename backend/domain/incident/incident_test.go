package incident_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

func at(s string) timeline.Statement {
	return timeline.Statement{At: s, Zone: "UTC", Precision: timeline.Minute}
}

func snapshot(takenAt int64, change func(*incident.Snapshot)) incident.Snapshot {
	s := incident.Snapshot{
		Source: "desk", Key: "INC-1", Title: "Checkout is slow", State: "New", Severity: "2 - High", TakenAt: takenAt,
		Moments: map[string]timeline.Statement{incident.Started: at("2026-03-01T10:00:00Z")},
		Updates: []incident.Update{{Key: "a", Time: at("2026-03-01T10:05:00Z"), Kind: "note", Text: "we look"}},
	}
	change(&s)
	return s
}

func TestTheOrderOfSnapshotsDoesNotMatter(t *testing.T) {
	all := []incident.Snapshot{
		snapshot(1, func(*incident.Snapshot) {}),
		snapshot(2, func(s *incident.Snapshot) {
			s.State, s.Severity = "Resolved", "1"
			s.Moments[incident.Resolved] = at("2026-03-01T11:00:00Z")
			s.Updates = []incident.Update{{Key: "a", Time: at("2026-03-01T10:05:00Z"), Kind: "note", Text: "we look at it"}}
		}),
		// Opened again: there is no end any more.
		snapshot(3, func(s *incident.Snapshot) {
			s.State, s.Severity = "Active", ""
			s.Updates = []incident.Update{{Key: "b", Time: at("2026-03-01T12:00:00Z"), Kind: "state", State: "Active"}}
		}),
		snapshot(3, func(s *incident.Snapshot) { s.State, s.Turn = "Awaiting vendor", 4 }),
		snapshot(3, func(s *incident.Snapshot) { s.State, s.Turn = "Awaiting problem", 4 }),
	}
	r := rand.New(rand.NewPCG(1, 2))
	var want incident.Snapshot
	for round := range 200 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := all[0]
		for _, s := range all[1:] {
			got, _ = incident.Join(got, s)
		}
		for _, s := range all {
			if _, changed := incident.Join(got, s); changed {
				t.Fatalf("a snapshot that was read changes the incident when it is read again: %+v", s)
			}
		}
		if round == 0 {
			want = got
			if _, resolved := got.Moments[incident.Resolved]; resolved || got.State != "Awaiting vendor" || len(got.Updates) != 2 || got.Updates[0].Text != "we look" {
				t.Fatalf("joined to %+v", got)
			}
			continue
		}
		if !got.Same(want) || got.TakenAt != want.TakenAt || got.Turn != want.Turn {
			t.Fatalf("in another order:\n%+v\n%+v", got, want)
		}
	}
}

func TestARowWithoutAMomentIsTheLaterOne(t *testing.T) {
	have := snapshot(0, func(*incident.Snapshot) {})
	more := snapshot(0, func(s *incident.Snapshot) { s.Title = "Checkout was slow" })
	got, changed := incident.Join(have, more)
	if !changed || got.Title != "Checkout was slow" {
		t.Errorf("got %q, changed %v", got.Title, changed)
	}
	if _, changed := incident.Join(got, more); changed {
		t.Error("the same row again is a change")
	}
}

func TestANoteOfAnIncidentLeavesTheRestAlone(t *testing.T) {
	have := snapshot(5, func(*incident.Snapshot) {})
	note := incident.Snapshot{Source: "desk", Key: "INC-1", Partial: true, Updates: []incident.Update{{Key: "n", Time: at("2026-03-01T10:01:00Z"), Kind: "note", Text: "first"}}}
	for _, pair := range [][2]incident.Snapshot{{have, note}, {note, have}} {
		got, changed := incident.Join(pair[0], pair[1])
		if !changed || got.Title != have.Title || got.TakenAt != 5 || got.Partial || len(got.Updates) != 2 || got.Updates[0].Key != "n" {
			t.Errorf("joined to %+v", got)
		}
	}
}

func TestToldCodesBecomeOneScale(t *testing.T) {
	p := incident.BuiltIn()
	for told, want := range map[string]string{
		"Blocker": "SEV1", "Sev A": "SEV1", "1": "SEV1", "SEV-1": "SEV1", "sev 2": "SEV2", "3 - Moderate": "SEV3",
		"minor": "SEV3", "SERVICE_OUTAGE": "SEV1", "P4 (low)": "SEV4", "": "",
	} {
		if got, ok := p.Severity(told); !ok || got != want {
			t.Errorf("%q became %q (%v), want %q", told, got, ok, want)
		}
	}
	if got, ok := p.Severity("purple"); ok {
		t.Errorf("an unknown code became %q", got)
	}
	mine := p.With(2, map[string]string{"Purple": "SEV2"}, nil, nil)
	if got, ok := mine.Severity("purple"); !ok || got != "SEV2" || mine.Version != 2 {
		t.Errorf("a code of one's own became %q", got)
	}
	if _, still := p.Severity("purple"); still {
		t.Error("the profile before was changed")
	}
}

func TestPlannedWorkIsNoIncidentOfASeverity(t *testing.T) {
	for name, s := range map[string]incident.Snapshot{
		"told as severity": {Severity: "maintenance", State: "completed"}, "in other words": {Severity: "Scheduled_Maintenance", State: "in_progress"},
		"known to the reader": {Severity: "minor", State: "scheduled", Planned: true},
	} {
		if l := (incident.Stored{Snapshot: s}).Listed(incident.BuiltIn()); l.State != incident.Planned || l.Severity != "" || l.ToldState != s.State || l.ToldSeverity != s.Severity {
			t.Errorf("%s: %+v", name, l)
		}
	}
	if l := (incident.Stored{Snapshot: incident.Snapshot{Severity: "minor", State: "scheduled"}}).Listed(incident.BuiltIn()); l.State != incident.Open || l.Severity != "SEV3" {
		t.Errorf("an incident: %+v", l)
	}
	have := incident.Snapshot{Source: "page", Key: "1", Title: "Storage moves", Planned: true}
	if got, changed := incident.Join(incident.Snapshot{Source: "page", Key: "1", Title: "Storage moves"}, have); !changed || !got.Planned {
		t.Errorf("joined: %+v", got)
	}
}

func TestTwoSourcesTellOfOneIncidentAtOneMoment(t *testing.T) {
	at := func(clock string) timeline.Statement {
		return timeline.Statement{At: "2026-03-04T" + clock + "Z", Zone: "UTC", Precision: timeline.Second}
	}
	told := func(source, title, begin, end, posted string) incident.Snapshot {
		s := incident.Snapshot{Source: source, Title: title}
		s.Put(incident.Started, at(begin))
		s.Put(incident.Resolved, at(end))
		s.Updates = []incident.Update{{Key: "2", Time: at(end)}, {Key: "1", Time: at(posted)}}
		return s
	}
	have := told("a", "Search is slow", "10:00:00", "11:00:00", "10:00:00")
	for name, c := range map[string]struct {
		o    incident.Snapshot
		twin bool
	}{
		"seconds cut off":              {told("b", "search is slow ", "10:00:59", "12:00:00", "10:30:00"), true},
		"an account of afterwards":     {told("b", "Search is slow", "07:00:00", "12:00:00", "10:00:30"), true},
		"the end alone":                {told("b", "Search is slow", "07:00:00", "11:01:00", "07:00:00"), true},
		"another time":                 {told("b", "Search is slow", "10:05:00", "11:05:00", "10:05:00"), false},
		"another title":                {told("b", "Search is slower", "10:00:00", "11:00:00", "10:00:00"), false},
		"the same source":              {told("a", "Search is slow", "10:00:00", "11:00:00", "10:00:00"), false},
		"nothing known of when it was": {incident.Snapshot{Source: "b", Title: "Search is slow"}, false},
	} {
		if have.Twin(c.o) != c.twin || c.o.Twin(have) != c.twin {
			t.Errorf("%s: %v", name, !c.twin)
		}
	}
}

func TestEveryMeaningOfTheProfileIsOneOfTheScale(t *testing.T) {
	p := incident.BuiltIn()
	for told, v := range p.Severities {
		if !slices.Contains(incident.Severities(), v) {
			t.Errorf("severity %q is %q", told, v)
		}
	}
	for told, v := range p.Priorities {
		if !slices.Contains(incident.Priorities(), v) {
			t.Errorf("priority %q is %q", told, v)
		}
	}
	for told, v := range p.States {
		if !slices.Contains(incident.States(), v) {
			t.Errorf("state %q is %q", told, v)
		}
	}
}

func TestARowThatCannotBeIsRefusedWithItsField(t *testing.T) {
	p := incident.BuiltIn()
	for want, change := range map[string]func(*incident.Snapshot){
		incident.NoKey:           func(s *incident.Snapshot) { s.Key = " " },
		incident.NoTitle:         func(s *incident.Snapshot) { s.Title = "" },
		incident.UnknownSeverity: func(s *incident.Snapshot) { s.Severity = "purple" },
		incident.Backwards:       func(s *incident.Snapshot) { s.Moments[incident.Resolved] = at("2026-03-01T09:00:00Z") },
	} {
		if got := snapshot(0, change).Check(p); got == nil || got.Reason != want {
			t.Errorf("%s: got %+v", want, got)
		}
	}
	fine := snapshot(0, func(s *incident.Snapshot) {
		// Without a zone nothing can be said about which was first.
		s.Moments[incident.Resolved] = timeline.Statement{At: "2026-03-01T09:00:00", Precision: timeline.Minute}
	})
	if got := fine.Check(p); got != nil {
		t.Errorf("refused: %+v", got)
	}
}

func TestAnAccountHoldsWhenEveryRowHasAFate(t *testing.T) {
	var a incident.Account
	for _, f := range []incident.Fate{incident.Created, incident.Created, incident.Updated, incident.Unchanged, incident.Quarantined} {
		a.Count(f)
	}
	if a != (incident.Account{Read: 5, Created: 2, Updated: 1, Unchanged: 1, Quarantined: 1}) || !a.Holds() {
		t.Errorf("counted %+v", a)
	}
	a.Read++
	if a.Holds() {
		t.Error("a row without a fate is not missed")
	}
}

func TestWhoTookAnIncidentFirstStaysKnownInEveryOrder(t *testing.T) {
	at := func(text string) timeline.Statement {
		return timeline.Statement{At: text, Zone: "UTC", Precision: timeline.Minute}
	}
	list := []incident.Snapshot{
		{Source: "s", Key: "1", Title: "a", TakenAt: 1, Moments: map[string]timeline.Statement{incident.Acknowledged: at("2026-03-01T10:05:00Z"), incident.Resolved: at("2026-03-01T11:00:00Z")}},
		{Source: "s", Key: "1", Title: "b", TakenAt: 2, Moments: map[string]timeline.Statement{incident.Acknowledged: at("2026-03-01T11:30:00+01:00")}},
		{Source: "s", Key: "1", Title: "c", TakenAt: 3, Moments: map[string]timeline.Statement{incident.Started: at("2026-03-01T10:00:00Z")}},
		{Source: "s", Key: "1", TakenAt: 4, Partial: true},
	}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 2, 0, 3}, {2, 1, 0, 3}} {
		s := list[order[0]]
		for _, n := range order[1:] {
			s, _ = incident.Join(s, list[n])
		}
		if got := s.Moments[incident.Acknowledged].At; got != "2026-03-01T10:05:00Z" {
			t.Errorf("%v: taken %q", order, got)
		}
		if _, ok := s.Moments[incident.Resolved]; ok || s.Title != "c" {
			t.Errorf("%v: what the last one no longer says came back: %+v", order, s)
		}
	}
}

func TestACorrectedListCorrectsWhoTookAnIncidentFirst(t *testing.T) {
	at := func(text string) timeline.Statement {
		return timeline.Statement{At: text, Zone: "UTC", Precision: timeline.Minute}
	}
	told := func(when int64, started, taken string) incident.Snapshot {
		s := incident.Snapshot{Source: "s", Key: "1", Title: "a", TakenAt: when, Moments: map[string]timeline.Statement{incident.Started: at(started)}}
		if taken != "" {
			s.Moments[incident.Acknowledged] = at(taken)
		}
		return s
	}
	for name, c := range map[string]struct {
		have, more incident.Snapshot
		want       string
	}{
		"read in the wrong zone": {told(1, "2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z"), told(2, "2026-03-01T14:00:00Z", "2026-03-01T14:05:00Z"), "2026-03-01T14:05:00Z"},
		"the wrong year":         {told(1, "2026-03-01T10:00:00Z", "2016-03-01T10:05:00Z"), told(2, "2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z"), "2026-03-01T10:05:00Z"},
		"handed on":              {told(1, "2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z"), told(2, "2026-03-01T10:00:00Z", "2026-03-01T11:05:00Z"), "2026-03-01T10:05:00Z"},
		"no column any more":     {told(1, "2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z"), told(2, "2026-03-01T10:01:00Z", ""), "2026-03-01T10:05:00Z"},
	} {
		for _, order := range [][2]incident.Snapshot{{c.have, c.more}, {c.more, c.have}} {
			if got, _ := incident.Join(order[0], order[1]); got.Moments[incident.Acknowledged].At != c.want {
				t.Errorf("%s: taken %s, want %s", name, got.Moments[incident.Acknowledged].At, c.want)
			}
		}
	}
}
