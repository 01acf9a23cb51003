package obligation_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

const made = "01KATA0000AAAAAAAAAAAAAAAA"

func plainOf(t *testing.T, v any) any {
	t.Helper()
	p, err := record.Plain(v)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// assessed is a record with one of everything.
func assessed(t *testing.T) *record.State {
	t.Helper()
	p := packNamed(t, "nydfs")
	p.Steps[0].Pausable = true
	body, err := p.Body()
	if err != nil {
		t.Fatal(err)
	}
	hash, _ := p.Hash()
	stated := func(at string) timeline.Statement {
		return timeline.Statement{At: at, Zone: "America/New_York", Precision: timeline.Minute}
	}
	st := record.NewState(obligation.RecordKind, made)
	ops := []record.Op{}
	for name, v := range map[string]any{"title": "NYDFS: one night", "subject": "01KATA0000BBBBBBBBBBBBBBBB", "subject_kind": "review",
		"pack": p.ID, "pack_hash": hash, "pack_body": string(body), "decision": "notifiable", "decided_by": "privacy officer"} {
		ops = append(ops, record.SetOp(record.Path{Field: name}, v))
	}
	ops = append(ops,
		record.AddOp(obligation.EventsOf, "determined", record.Doc{"times": plainOf(t, []timeline.Statement{stated("2026-05-04T08:00:00-04:00"), stated("2026-05-04T09:00:00-04:00")})}),
		record.AddOp(obligation.FactsOf, "payment", record.Doc{"value": "no"}),
		record.AddOp(obligation.PausesOf, "01KATA0000CCCCCCCCCCCCCCCC", record.Doc{"step": "notice", "reason": "asked by the police", "from": plainOf(t, stated("2026-05-05T09:00:00-04:00")), "to": plainOf(t, stated("2026-05-05T10:00:00-04:00"))}),
		record.AddOp(obligation.SubmissionsOf, "01KATA0000DDDDDDDDDDDDDDDD", record.Doc{"step": "notice", "at": plainOf(t, stated("2026-05-07T10:01:00-04:00")), "by_role": "privacy officer", "late_reason": "the form was down"}))
	if _, err := record.Apply(obligation.Schema, st, ops...); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestARecordSaysWhatItsClocksNeed(t *testing.T) {
	a := obligation.FromSnapshot(record.Snapshot{Row: record.Row{ID: made, Kind: obligation.RecordKind}, State: assessed(t)})
	if a.Unread != nil || a.Ref == "" || a.Decision != obligation.Notifiable || a.Role != "privacy officer" {
		t.Fatalf("%+v", a)
	}
	c, err := a.Case(obligation.Weekdays{}, time.Date(2026, 5, 8, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	k := a.Pack.Clocks(c)[0]
	if k.State != obligation.Late || told(k.Due, c.Zone) != "2026-05-07 10:00 EDT" {
		t.Errorf("%s %s", k.State, told(k.Due, c.Zone))
	}
	row := obligation.IndexRow(record.Snapshot{Row: record.Row{ID: made}, State: assessed(t)})
	if row.Counts[obligation.SubmissionsOf] != 1 || row.State != "notifiable" || row.Title == "" {
		t.Errorf("%+v", row)
	}
}

func TestRulesThatAreNotWhatTheirHashSaysCountNothing(t *testing.T) {
	for name, v := range map[string]string{"pack_hash": "0", "pack_body": "{}"} {
		st := assessed(t)
		st.Head[name] = v
		a := obligation.FromSnapshot(record.Snapshot{Row: record.Row{ID: made}, State: st})
		if _, err := a.Case(obligation.Weekdays{}, time.Now()); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOpenConflictIsCounted(t *testing.T) {
	st := assessed(t)
	st.Parts[merge.ConflictsName] = map[string]record.Part{"a": {Doc: record.Doc{"state": merge.Open}}, "b": {Doc: record.Doc{"state": merge.Resolved}}}
	if a := obligation.FromSnapshot(record.Snapshot{Row: record.Row{ID: made}, State: st}); a.Undecided != 1 {
		t.Error(a.Undecided)
	}
}

func TestTwoAnswersToOneQuestionAreAConflictAndTwoStepsAreNot(t *testing.T) {
	scheme, err := merge.NewScheme(obligation.Schema, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	base := assessed(t)
	change := func(ops ...record.Op) *merge.Doc {
		st := base.Clone()
		if _, err := record.Apply(obligation.Schema, st, ops...); err != nil {
			t.Fatal(err)
		}
		return scheme.FromState(st)
	}
	at := func(fact string) record.Path {
		return record.Path{Collection: obligation.FactsOf, Part: fact, Field: "value"}
	}
	both := merge.Merge(scheme, []*merge.Doc{scheme.FromState(base)},
		merge.Side{Doc: change(record.SetOp(at("payment"), "yes"))}, merge.Side{Doc: change(record.AddOp(obligation.FactsOf, "people", record.Doc{"value": "7"}))})
	if len(both.Opened) != 0 {
		t.Errorf("%+v", both.Opened)
	}
	one := merge.Merge(scheme, []*merge.Doc{scheme.FromState(base)},
		merge.Side{Doc: change(record.AddOp(obligation.FactsOf, "people", record.Doc{"value": "7"}))}, merge.Side{Doc: change(record.AddOp(obligation.FactsOf, "people", record.Doc{"value": "8"}))})
	if len(one.Opened) != 1 {
		t.Errorf("%+v", one.Opened)
	}
}

func TestATimeIsReadAsItIsGivenAndNeverMoved(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	for _, one := range []struct {
		given        obligation.Given
		at, want, by string
	}{
		{obligation.Given{Text: "2026-10-23 14:25"}, "2026-10-23T14:25:00+02:00", "2026-10-23T12:25:00Z", "minute"},
		{obligation.Given{Text: "2026-10-23T14:25:30"}, "2026-10-23T14:25:30+02:00", "2026-10-23T12:25:30Z", "second"},
		{obligation.Given{Text: "2026-10-23 14:25", Zone: "America/New_York"}, "2026-10-23T14:25:00-04:00", "2026-10-23T18:25:00Z", "minute"},
		{obligation.Given{Text: "2026-10-23T14:25:00Z"}, "2026-10-23T16:25:00+02:00", "2026-10-23T14:25:00Z", "minute"},
		{obligation.Given{Text: "2026-10-25 02:30+01:00"}, "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z", "minute"},
		{obligation.Given{Text: "2026-10-25 02:30:15 +02:00"}, "2026-10-25T02:30:15+02:00", "2026-10-25T00:30:15Z", "second"},
		{obligation.Given{Text: "2026-10-23 14:25 Z"}, "2026-10-23T16:25:00+02:00", "2026-10-23T14:25:00Z", "minute"},
		{obligation.Given{Text: " 2026-10-23 "}, "2026-10-23", "2026-10-22T22:00:00Z", "day"},
		{obligation.Given{Text: "2026-10-25 02:30", Pick: calendar.Later}, "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z", "minute"},
	} {
		s, at, err := one.given.In(berlin)
		if err != nil || s.At != one.at || at.Format(time.RFC3339) != one.want || string(s.Precision) != one.by {
			t.Errorf("%+v: %+v %s %v", one.given, s, at, err)
		}
		if again, ok := obligation.InstantOf(s, berlin); !ok || !again.Equal(at) {
			t.Errorf("%+v: read again %s", one.given, again)
		}
	}
	for text, key := range map[string]string{"2026-10-25 02:30": "calendar.local_twice", "2026-03-29 02:30": "calendar.local_never", "soon": "obligation.time", "": "obligation.time", "2026-02-30 10:00": "obligation.time"} {
		_, _, err := obligation.Given{Text: text}.In(berlin)
		if f, ok := fault.As(err); !ok || f.Key != key {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, _, err := (obligation.Given{Text: "2026-10-23 14:25", Zone: "Mars/Base"}).In(berlin); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestAJudgementIsCheckedWhereverTheRecordIsChanged(t *testing.T) {
	st := assessed(t)
	if err := obligation.CheckEntity("", st.Head); err != nil {
		t.Error(err)
	}
	st.Head["decision"] = "not_notifiable"
	if err := obligation.CheckEntity("", st.Head); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	st.Head["decision"], st.Head["zone"] = "", "Mars/Base"
	if err := obligation.CheckEntity("", st.Head); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
