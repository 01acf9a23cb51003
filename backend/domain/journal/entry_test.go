package journal_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestTheTwoPublishedVectorsHashToTheirValues(t *testing.T) {
	first := journal.Entry{Seq: 1, At: at("2026-03-01T09:00:00Z"), Actor: "u-ana", Action: "priority.override",
		Entity: "inc-0042", Prev: journal.Genesis, Reason: "payroll run tonight",
		Before: json.RawMessage(`{"priority":"P3"}`), After: json.RawMessage(`{"priority":"P1"}`)}
	sum, err := first.Sum()
	if err != nil || sum != "1672687d3746d43c641792e6c15c3860717c90f86928af328fb8372156c67f2a" {
		t.Fatalf("first vector: %s, %v", sum, err)
	}
	second := journal.Entry{Seq: 2, At: at("2026-03-01T09:05:00Z"), Actor: "u-luis", Action: "signoff.approve",
		Entity: "inc-0042", Prev: sum, Reason: "agreed",
		Before: json.RawMessage(`{}`), After: json.RawMessage(`{"approved":true}`)}
	sum, err = second.Sum()
	if err != nil || sum != "e210c146350980aa763d7006db0d1aa752e1f898907ace776563285da4430e25" {
		t.Fatalf("second vector: %s, %v", sum, err)
	}
}

// Sums of stored chains must come out the same in every version: contents that are
// canonical, that are not, and that hold what JSON has no place for.
func TestSumsAreFrozen(t *testing.T) {
	for _, v := range []struct{ before, after, reason, want string }{
		{`{"$absent":true}`, `{"head":{"severity":"SEV1","title":"Ünïcode \u2028 \"quoted\""},"parts":{"sections":{"summary":{"text":"one\ntwo\t\u0001","title":""}},"timeline":{}}}`,
			"", "5a85108133fd6d705c8e54e2c0cce59d42f2d69198065e1d87a98b2ceb8774d1"},
		{`{"title":null}`, `{"title":"a\\b","n":[1,0.5,1e+21,-3,9007199254740992]}`, "why \"so\"\n", "7ce56a1e03a6d58cf64f576c6034d73762c36015941921d4fa1584e3c1da6caa"},
		{`{ "b" : 1, "a" : [ 1.0, 1e2 ] }`, `{"z":"\u00e9","y":"\/"}`, "ü", "1df6bff9c665acb4d14cb0198c7d9c962768c8d2d4dc9a390e07a9fd99ee0e4b"},
		{`{"k":12345678901234567890}`, `{}`, "x\xffy", "f43c3fb7c2847b62878ce9a90d797d0eb8636412b385d72c8edc50c54d946a6e"},
	} {
		e := journal.Entry{N: 3, Seq: 77, At: at("2026-03-01T10:00:00.25+01:00"), Actor: "u-<ana>&", Action: "review.import", Entity: "01K/timeline/x",
			Prev: journal.Genesis[:63] + "7", Reason: v.reason, Before: json.RawMessage(v.before), After: json.RawMessage(v.after)}
		if sum, err := e.Sum(); err != nil || sum != v.want {
			t.Errorf("%s: %s, %v", v.after, sum, err)
		}
	}
}

func TestADraftTakesAnyPlaceInAChain(t *testing.T) {
	entries := chain(t, 3)
	d, err := journal.NewDraft(entries[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range entries {
		e, err := d.Seal(place.Seq, place.Prev)
		if err != nil {
			t.Fatal(err)
		}
		want := entries[1]
		want.Seq, want.Prev = place.Seq, place.Prev
		if sum, err := want.Sum(); err != nil || e.Hash != sum || e.Seq != place.Seq || e.Prev != place.Prev {
			t.Errorf("place %d: %+v, %v", place.Seq, e, err)
		}
	}
	if d.Chain() != "c" {
		t.Error(d.Chain())
	}
	for _, bad := range []journal.Entry{{Before: json.RawMessage(`{`), After: json.RawMessage(`{}`)}, {Before: json.RawMessage(`{}`)}} {
		if _, err := journal.NewDraft(bad); err == nil {
			t.Errorf("%s and %s became an entry", bad.Before, bad.After)
		}
	}
}

func TestMillisecondsAreWrittenOnlyWhenTheyAreNotZero(t *testing.T) {
	for in, want := range map[string]string{
		"2026-03-01T10:00:00+01:00": "2026-03-01T09:00:00Z",
		"2026-03-01T09:00:00.25Z":   "2026-03-01T09:00:00.250Z",
		"2026-03-01T09:00:00.0004Z": "2026-03-01T09:00:00Z",
	} {
		if got := journal.FormatAt(at(in)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func chain(t *testing.T, n int) []journal.Entry {
	t.Helper()
	entries := make([]journal.Entry, n)
	prev := journal.Genesis
	for i := range entries {
		e := journal.Entry{N: int64(i + 1), Chain: "c", Seq: int64(i + 1), At: at("2026-03-01T09:00:00Z").Add(time.Duration(i) * time.Second),
			Actor: "a", Action: "review.set", Entity: "r", Prev: prev,
			Before: json.RawMessage(fmt.Sprintf(`{"title":"t%d"}`, i)), After: json.RawMessage(fmt.Sprintf(`{"title":"t%d"}`, i+1))}
		sum, err := e.Sum()
		if err != nil {
			t.Fatal(err)
		}
		e.Hash, prev = sum, sum
		entries[i] = e
	}
	return entries
}

func verify(entries []journal.Entry, anchors ...journal.Anchor) journal.Verdict {
	v := journal.NewVerifier("c", anchors)
	for _, e := range entries {
		v.Add(e)
	}
	return v.Verdict()
}

func TestAChangedEntryIsNamedByItsSequence(t *testing.T) {
	entries := chain(t, 10_000)
	entries[4_999].After = json.RawMessage(`{"title":"x"}`)
	if got := verify(entries); got.FirstBad != 5_000 {
		t.Fatalf("first bad: %d", got.FirstBad)
	}
}

func TestAMissingTailIsSeenOnlyWhereAnAnchorIsNewer(t *testing.T) {
	entries := chain(t, 10_000)
	anchor := journal.Anchor{Chain: "c", Seq: 10_000, Hash: entries[9_999].Hash}
	if got := verify(entries, anchor); got.Truncated || got.Unanchored || got.FirstBad != 0 {
		t.Fatalf("whole chain: %+v", got)
	}
	if got := verify(entries[:9_997], anchor); !got.Truncated || got.AnchoredTo != 10_000 || got.Last != 9_997 {
		t.Fatalf("with anchor: %+v", got)
	}
	if got := verify(entries[:9_997]); got.Truncated || !got.Unanchored || got.Last != 9_997 {
		t.Fatalf("without anchor: %+v", got)
	}
}

func TestContentThatIsGoneBreaksNoLinkAndIsNamed(t *testing.T) {
	entries := chain(t, 5)
	entries[2].Before, entries[2].After, entries[2].Erased = nil, nil, true
	if got := verify(entries); got.FirstBad != 0 || got.Erased != 1 || got.Whole() || len(got.Gone) != 1 || got.Gone[0] != 3 {
		t.Fatalf("%+v", got)
	}
}

func TestAClockThatRunsBackwardsIsFlaggedAndKept(t *testing.T) {
	entries := chain(t, 3)
	last := &entries[2]
	last.At = entries[0].At.Add(-time.Hour)
	last.Hash, _ = last.Sum()
	if got := verify(entries); got.FirstBad != 0 || got.ClockSkews != 1 {
		t.Fatalf("%+v", got)
	}
}

func TestUndoAndRedoWalkTheStepsInOrder(t *testing.T) {
	edit := func(id int64) journal.Step { return journal.Step{ID: id, Kind: journal.Edit} }
	steps := []journal.Step{edit(2), edit(1)}
	s, ok := journal.NextUndo(steps)
	if !ok || s.ID != 2 {
		t.Fatalf("undo: %+v %v", s, ok)
	}
	steps[0].UndoneBy = 3
	steps = append([]journal.Step{{ID: 3, Kind: journal.Undo, Undoes: 2}}, steps...)
	if s, _ = journal.NextUndo(steps); s.ID != 1 {
		t.Fatalf("second undo: %+v", s)
	}
	if s, ok = journal.NextRedo(steps); !ok || s.ID != 3 {
		t.Fatalf("redo: %+v %v", s, ok)
	}
	steps = append([]journal.Step{edit(4)}, steps...)
	if _, ok = journal.NextRedo(steps); ok {
		t.Fatal("an edit ends redo")
	}
}
