package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

// What is typed at any moment of a sync is there afterwards, and goes with the next.
func TestWhatIsTypedDuringASyncStaysAndGoesWithTheNext(t *testing.T) {
	t.Parallel()
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			a.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\nFrom the other.")
			a.sync()
			b.set(id, "severity", "SEV1")
			typed := false
			b.step = func(name string) {
				if name == step && !typed {
					typed = true
					b.set(id, "title", "Typed at "+step)
					b.set(id, "sections/impact/text", "Also "+step)
				}
			}
			b.sync()
			b.step = nil
			if !typed || b.get(id).Title != "Typed at "+step || b.section(id, "impact") != "Also "+step {
				t.Fatalf("typed %v: %+v", typed, b.get(id))
			}
			b.sync()
			a.sync()
			if got := a.get(id); got.Title != "Typed at "+step || got.Severity != "SEV1" || len(a.open4(id)) != 0 || !strings.Contains(b.section(id, "summary"), "From the other.") {
				t.Errorf("%+v", got)
			}
			settled(t, dir, a, b)
		})
	}
}

func TestUndoTakesBackOwnStepsOnlyAfterASync(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV1")
	b.set(id, "title", "Of the second")
	b.sync()
	a.sync()
	if _, err := a.ws.Records.Undo(t.Context(), id, ""); err != nil {
		t.Fatal(err)
	}
	if got := a.get(id); got.Severity != "" || got.Title != "Of the second" {
		t.Errorf("%+v", got)
	}
	// What somebody has written over since is not taken back.
	a.set(id, "title", "Of the first again")
	a.sync()
	b.sync()
	b.set(id, "title", "Of the second again")
	b.sync()
	a.sync()
	if _, err := a.ws.Records.Undo(t.Context(), id, ""); err == nil || a.get(id).Title != "Of the second again" {
		t.Errorf("%v %q", err, a.get(id).Title)
	}
	settled(t, dir, a, b)
}

func TestARemovedReviewIsRemovedForAllUnlessSomebodyEditedIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := a.makes("Edited by the second")
	a.sync()
	b.sync()
	for _, each := range []string{id, other} {
		_, err := a.ws.Records.Remove(t.Context(), each, "review.remove", "")
		a.must(err)
	}
	b.set(other, "severity", "SEV1")
	a.sync()
	b.sync()
	a.sync()
	for i, d := range []*device{a, b} {
		if !d.get(id).Trashed {
			t.Errorf("%d: it was not removed", i)
		}
		if got := d.get(other); got.Trashed || got.Severity != "SEV1" || len(d.open4(other)) != 1 {
			t.Errorf("%d: an edit was lost to a removal: %+v", i, got)
		}
	}
	_, err := b.ws.Records.Restore(t.Context(), id, "review.restore", "")
	b.must(err)
	b.sync()
	a.sync()
	if a.get(id).Trashed || !strings.Contains(a.section(id, "summary"), "Nobody noticed.") {
		t.Errorf("%+v", a.get(id))
	}
	settled(t, dir, a, b)
}

func TestDecidingAConflictIsSharedAndTakingItBackOpensItAgain(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "One")
	b.set(id, "title", "Two")
	for _, d := range []*device{a, b, a} {
		d.sync()
	}
	list := a.open4(id)
	_, err := a.ws.Reviews.SettleConflict(t.Context(), id, list[0].ID, choice("2"), "")
	a.must(err)
	a.sync()
	b.sync()
	if len(b.open4(id)) != 0 || b.get(id).Title != a.get(id).Title {
		t.Errorf("%+v", b.open4(id))
	}
	_, err = a.ws.Records.Undo(t.Context(), id, "")
	a.must(err)
	a.sync()
	b.sync()
	again := b.open4(id)
	if len(again) != 1 || !slices.Equal(sorted(again[0].Values), []string{"One", "Two"}) {
		t.Errorf("%+v", again)
	}
	settled(t, dir, a, b)
}

func choice(keep string) reviewing.Choice { return reviewing.ChoiceOf(keep, "because") }

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return out
}

func TestEveryKindOfPartComesAcross(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	for i, add := range []struct {
		collection string
		fields     map[string]any
	}{
		{review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "Alarm 🔔"}},
		{review.Factors, map[string]any{"text": "One press for all"}},
		{review.Actions, map[string]any{"title": "Buy another"}},
	} {
		_, err := a.ws.Reviews.AddPart(t.Context(), id, add.collection, add.fields, "", "")
		if err != nil {
			t.Fatal(i, err)
		}
	}
	a.set(id, "private_notes", "Only here")
	a.sync()
	b.sync()
	ga, gb := a.get(id), b.get(id)
	if len(gb.Timeline) != 1 || gb.Timeline[0].Text != "Alarm 🔔" || len(gb.Factors) != 1 || len(gb.Actions) != 1 || gb.PrivateNotes != "" || ga.PrivateNotes != "Only here" {
		t.Errorf("%+v", gb)
	}
	settled(t, dir, a, b)
}

// A statement others have seen stays; who takes it back says the earlier one again.
func TestUndoOfASharedTimeCorrectionTakesNoStatementFromOthers(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.noted(id, "Alarm")
	entry := a.get(id).Timeline[0].ID
	correct := func(text string) {
		t.Helper()
		_, err := a.ws.Reviews.CorrectTime(t.Context(), id, entry, text, "read from the log", "")
		a.must(err)
	}
	said := func(d *device) string {
		var out []string
		for _, s := range d.get(id).Timeline[0].Times {
			out = append(out, strings.TrimSuffix(s.At[11:16], "Z"))
		}
		return strings.Join(out, " ") + " now " + d.get(id).Timeline[0].At[11:16]
	}
	correct("10:05")
	a.sync()
	b.sync()
	if got := said(b); got != "10:00 10:05 now 10:05" {
		t.Fatal(got)
	}
	if _, err := a.ws.Records.Undo(t.Context(), id, ""); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	for _, d := range []*device{a, b} {
		if got := said(d); got != "10:00 10:05 10:00 now 10:00" {
			t.Errorf("%s", got)
		}
	}
	if _, err := a.ws.Records.Redo(t.Context(), id, ""); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	for _, d := range []*device{a, b} {
		if got := said(d); got != "10:00 10:05 10:00 10:05 now 10:05" || len(d.open4(id)) != 0 {
			t.Errorf("%s", got)
		}
	}
	settled(t, dir, a, b)
}
