package auditing_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// A02.3: a day with three automatic classifications and two edits of a person, as the
// journal tells it and with one of the three taken back.
func TestA023WhatTheSystemDidIsListedWithItsRuleAndUndoTakesNoEntryAway(t *testing.T) {
	s, b, id := worked(t)
	b.Clock = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	rec := b.Recorder(b)
	edit := func(rule, field string, value any) {
		t.Helper()
		b.Clock = b.Clock.Add(time.Minute)
		_, err := rec.Edit(ctx, id, recording.Edit{Action: "review.set", Rule: rule, Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.SetOp(record.Path{Field: field}, value)}, nil
		}})
		b.Must(err)
	}
	edit(journal.RuleActor("triage", "1"), "severity", "SEV2")
	edit("", "title", "Payouts ran twice")
	edit(journal.RuleActor("triage", "1"), "severity", "SEV1")
	edit("", "services", []any{"ledger"})
	edit(journal.RuleActor("triage", "2"), "severity", "SEV4")
	day := journal.Query{From: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Limit: 100}
	system := day
	system.Who = journal.BySystem
	listed := func() (rules []string) {
		t.Helper()
		page, err := s.List(ctx, system)
		b.Must(err)
		if int(page.Total) != len(page.Entries) {
			t.Errorf("%d counted, %d listed", page.Total, len(page.Entries))
		}
		for _, e := range page.Entries {
			name, version, ok := journal.ByRule(e.Actor)
			if !ok {
				t.Errorf("%+v", e)
			}
			rules = append(rules, name+"@"+version)
		}
		return rules
	}
	want := []string{"triage@2", "triage@1", "triage@1"}
	same := func(got []string) bool {
		return len(got) == 3 && got[0] == want[0] && got[1] == want[1] && got[2] == want[2]
	}
	if got := listed(); !same(got) {
		t.Fatalf("%v", got)
	}
	before, err := s.List(ctx, day)
	b.Must(err)
	u, err := rec.Undo(ctx, id, "")
	b.Must(err)
	after, err := s.List(ctx, day)
	b.Must(err)
	if !u.Done || before.Total != 5 || after.Total != 6 || after.Entries[0].Kind != journal.Undo {
		t.Errorf("%d entries became %d", before.Total, after.Total)
	}
	if got := listed(); !same(got) {
		t.Errorf("after the undo: %v", got)
	}
	b.VerifyChains()
}
