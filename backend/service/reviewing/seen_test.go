package reviewing_test

import (
	"encoding/json"
	"slices"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func raw(t testing.TB, v any) json.RawMessage {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (b *bench) typed(id, path string, seen, value any) {
	b.T.Helper()
	_, err := b.SetTyped(ctx, id, path, raw(b.T, seen), raw(b.T, value), "")
	b.Must(err)
}

// arrives puts a value by another door than the one people type at here.
func (b *bench) arrives(id, path string, value any) {
	b.T.Helper()
	b.Rec.Origin = "cli"
	_, err := b.SetField(ctx, id, path, raw(b.T, value), "")
	b.Rec.Origin = "window"
	b.Must(err)
}

func TestWhatArrivedWhileSomebodyTypedStandsBesideWhatTheyTyped(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	b.typed(id, "date", "", "2026-03-01")
	b.typed(id, "date", "2026-03-01", "2026-03-05")
	if n := len(b.get(id).Conflicts); n != 0 {
		t.Fatalf("a value that was seen is no question: %d", n)
	}
	b.typed(id, "date", "2026-03-05", "2026-03-01")
	// Somebody opened the field at the first of March; the second arrived; they type the third.
	b.arrives(id, "date", "2026-03-02")
	b.typed(id, "date", "2026-03-01", "2026-03-03")
	r := b.get(id)
	if r.Date != "2026-03-03" || len(r.Conflicts) != 1 || !slices.Equal(r.Conflicts[0].Values, []string{"2026-03-03", "2026-03-02"}) || r.Conflicts[0].Base != "2026-03-01" {
		t.Fatalf("%s %+v", r.Date, r.Conflicts)
	}
	_, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, reviewing.Choice{Keep: "2"}, "")
	b.Must(err)
	if r = b.get(id); r.Date != "2026-03-02" || len(r.Conflicts) != 0 {
		t.Fatalf("%s %+v", r.Date, r.Conflicts)
	}
	// Both said the same: there is nothing to ask.
	b.typed(id, "date", "2026-03-01", "2026-03-02")
	if n := len(b.get(id).Conflicts); n != 0 {
		t.Fatal(n)
	}
}

func TestATimeThatArrivedWhileAnotherWasTypedCanBeTaken(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	b.typed(id, "started", nil, "2026-03-01 10:00 UTC")
	seen := b.get(id).Started
	b.arrives(id, "started", "2026-03-01 10:05 UTC")
	b.typed(id, "started", seen, "2026-03-01 10:09 UTC")
	r := b.get(id)
	if r.Started.At != "2026-03-01T10:09:00Z" || len(r.Conflicts) != 1 {
		t.Fatalf("%+v %+v", r.Started, r.Conflicts)
	}
	_, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, reviewing.Choice{Keep: "2"}, "")
	b.Must(err)
	if r = b.get(id); r.Started.At != "2026-03-01T10:05:00Z" {
		t.Fatalf("%+v", r.Started)
	}
	b.undo(id)
	b.undo(id)
	if r = b.get(id); r.Started.At != "2026-03-01T10:05:00Z" || len(r.Conflicts) != 0 {
		t.Fatalf("one step takes both the value and the question back: %+v %+v", r.Started, r.Conflicts)
	}
}

func TestAnOwnerThatArrivedIsKeptBesideTheOneThatWasTyped(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	made, err := b.AddPart(ctx, id, review.Actions, map[string]any{"title": "Buy another"}, "", "")
	b.Must(err)
	path := "actions/" + made.ID + "/owner_name"
	b.arrives(id, path, "Ines")
	b.typed(id, path, "", "Olaf")
	r := b.get(id)
	if r.Actions[0].OwnerName != "Olaf" || len(r.Conflicts) != 1 || r.Conflicts[0].Path != "actions/"+made.ID+"/owner_actor" {
		t.Fatalf("%+v %+v", r.Actions[0], r.Conflicts)
	}
	_, err = b.SettleConflict(ctx, id, r.Conflicts[0].ID, reviewing.Choice{Keep: "2"}, "")
	b.Must(err)
	if r = b.get(id); r.Actions[0].OwnerName != "Ines" {
		t.Fatalf("%+v", r.Actions[0])
	}
}

func TestBothChangesOfAListAreMade(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	b.typed(id, "services", []string{}, []string{"lift", "press"})
	b.typed(id, "services", []string{"lift", "press"}, []string{"lift", "press", "dryer"})
	b.typed(id, "services", []string{"lift", "press"}, []string{"press", "washer"})
	if got := b.get(id).Services; !slices.Equal(got, []string{"dryer", "press", "washer"}) {
		t.Fatal(got)
	}
}

func TestNobodyIsAskedAboutTwoValuesOfTheirOwn(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	made, err := b.AddPart(ctx, id, review.Actions, map[string]any{"title": "Buy another"}, "", "")
	b.Must(err)
	owner := "actions/" + made.ID + "/owner_name"
	// Each field is left twice before the first value has come back to it.
	b.typed(id, "date", "", "2026-03-01")
	b.typed(id, "date", "", "2026-03-02")
	b.typed(id, owner, "", "Ines")
	b.typed(id, owner, "", "Ines B.")
	b.typed(id, "started", nil, "2026-03-01 10:00 UTC")
	b.typed(id, "started", nil, "2026-03-01 10:05 UTC")
	r := b.get(id)
	if r.Date != "2026-03-02" || r.Actions[0].OwnerName != "Ines B." || r.Started.At != "2026-03-01T10:05:00Z" {
		t.Fatalf("what was typed last stands: %s %+v %+v", r.Date, r.Actions[0], r.Started)
	}
	if len(r.Conflicts) != 0 {
		t.Fatalf("%+v", r.Conflicts)
	}
	// Somebody else's in between is not one's own.
	b.arrives(id, "date", "2026-03-04")
	b.typed(id, "date", "", "2026-03-03")
	if r = b.get(id); r.Date != "2026-03-03" || len(r.Conflicts) != 1 || !slices.Equal(r.Conflicts[0].Values, []string{"2026-03-03", "2026-03-04"}) {
		t.Fatalf("%s %+v", r.Date, r.Conflicts)
	}
}

func TestWhatUndoLeftIsNotWhatWasTyped(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	b.arrives(id, "date", "2026-03-01")
	b.typed(id, "date", "2026-03-01", "2026-03-02")
	b.undo(id)
	b.typed(id, "date", "", "2026-03-03")
	if r := b.get(id); len(r.Conflicts) != 1 || !slices.Equal(r.Conflicts[0].Values, []string{"2026-03-03", "2026-03-01"}) {
		t.Fatalf("%+v", r.Conflicts)
	}
}
