package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

func TestADecisionIsToldAsWhatWasAskedAndWhatWasChosen(t *testing.T) {
	for keep, want := range map[string]recording.EventChange{
		"1": {Path: "severity", After: "SEV1"},                 // nothing was set: what stood was chosen
		"2": {Path: "severity", Before: "SEV1", After: "SEV3"}, // the field says it itself
	} {
		b := open(t)
		id, conflict := disagree(t, b, "severity", "SEV1", "SEV1", "SEV3")
		told := func() recording.Event {
			t.Helper()
			events, _, err := b.Rec.History(ctx, id, 0, 1)
			if err != nil {
				t.Fatal(err)
			}
			events, err = b.Told(ctx, id, events, words)
			if err != nil {
				t.Fatal(err)
			}
			return events[0]
		}
		if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: keep, Why: "the log says so"}, ""); err != nil {
			t.Fatal(err)
		}
		if got := told(); len(got.Changes) != 1 || got.Changes[0] != want {
			t.Errorf("keep %s: %+v", keep, got.Changes)
		}
		if _, err := b.Rec.Undo(ctx, id, ""); err != nil {
			t.Fatal(err)
		}
		if got := told(); len(got.Changes) != 1 || got.Changes[0] != (recording.EventChange{Path: "severity", Before: want.After, After: want.Before}) {
			t.Errorf("taken back, keep %s: %+v", keep, got.Changes)
		}
	}
}

func TestTheLineOfAFieldTellsWhyADecisionWasMade(t *testing.T) {
	b := open(t)
	id, conflict := disagree(t, b, "severity", "SEV1", "SEV1", "SEV3")
	if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: "2", Why: "the log says so"}, ""); err != nil {
		t.Fatal(err)
	}
	path, _ := record.ParsePath("severity")
	events, _, err := b.Rec.Line(ctx, id, path, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if events, err = b.Reasons(ctx, id, events); err != nil || len(events) < 2 {
		t.Fatalf("%+v %v", events, err)
	}
	for i, e := range events {
		if want := map[bool]string{true: "the log says so"}[i == 0]; e.Why != want {
			t.Errorf("step %d: %q", e.Step, e.Why)
		}
	}
}

func TestAQuestionThatAroseIsToldByItsVersions(t *testing.T) {
	b := open(t)
	id, _ := disagree(t, b, "services", []any{"Orders"}, `["Orders"]`, "")
	events, _, err := b.Rec.History(ctx, id, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	events, err = b.Told(ctx, id, events, words)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range events[0].Changes {
		if len(c.Path) > 9 && c.Path[:9] == "conflicts" {
			t.Errorf("%+v", c)
		}
	}
}
