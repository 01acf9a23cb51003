package registering_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/incident"
)

func TestImportsAreTakenBackInAnyOrder(t *testing.T) {
	for _, oldestFirst := range []bool{true, false} {
		d := newDesk(t)
		early, late := one(1), one(1)
		late.Title, late.TakenAt = "Slow answer, now worse", 2000
		d.files["a"], d.files["b"] = lines(early), lines(late)
		ids := []string{d.take("a").Import.ID, d.take("b").Import.ID}
		if !oldestFirst {
			ids[0], ids[1] = ids[1], ids[0]
		}
		for _, id := range ids {
			_, err := d.Withdraw(context.Background(), id, nil)
			d.Must(err)
		}
		if v := d.look(incident.Query{}); v.All != 0 {
			t.Errorf("oldest first %v: %d incidents are left of two imports taken back", oldestFirst, v.All)
		}
	}
}

func TestARowThatWaitedDoesNotUndoWhatCameInSince(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	old, corrected := one(1), one(1)
	old.TakenAt, old.Severity, old.Title = 0, "weird", "As it was first told"
	old.Updates = []incident.Update{{Key: "u", Time: when(3), Kind: "note", Text: "first words"}}
	corrected.TakenAt, corrected.Title = 0, "As it was corrected"
	d.files["a"], d.files["b"] = lines(old), lines(corrected)
	d.take("a")
	b := d.take("b").Import
	_, err := d.Mean(ctx, "severity", "weird", "SEV3", nil)
	d.Must(err)
	id, err := d.Find(ctx, "INC00001")
	d.Must(err)
	got, err := d.Service.Get(ctx, id)
	d.Must(err)
	if got.Line.Title != "As it was corrected" || got.Line.Severity != "SEV2" || len(got.Incident.Snapshot.Updates) != 1 || got.Import.ID != b.ID {
		t.Errorf("the incident is %+v", got)
	}
}

func TestANewMeaningHoldsForEveryCodeThatGoesByIt(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	for i, code := range []string{"2 - High", "2", "1"} {
		s := one(i)
		s.Severity, s.State = code, []string{"in_progress", "In Progress", "New"}[i]
		d.files["a"] += lines(s)
	}
	d.take("a")
	sev, err := d.Mean(ctx, "severity", "2", "SEV4", nil)
	d.Must(err)
	state, err := d.Mean(ctx, "state", "in progress", "contained", nil)
	d.Must(err)
	if sev.Reread != 2 || state.Reread != 2 {
		t.Errorf("%d and %d were read again", sev.Reread, state.Reread)
	}
	list, _, err := d.Lines(ctx, incident.Query{}, 0, 10)
	d.Must(err)
	for _, l := range list {
		shown, err := d.Service.Get(ctx, l.ID)
		d.Must(err)
		if shown.Line.Severity != l.Severity || shown.Line.State != l.State {
			t.Errorf("%s is %s, %s in the list and %s, %s on its page", l.Number, l.Severity, l.State, shown.Line.Severity, shown.Line.State)
		}
	}
}

// A row that was let go by a wrong key comes back as it was, and can be mended then; not that of
// an import that was taken back since.
func TestARowThatWasLetGoIsPutBack(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	bad, other := one(1), one(2)
	bad.Severity, other.Severity = "weird", "odd"
	d.files["a"] = lines(bad, other)
	imp := d.take("a").Import
	waiting := func() []incident.Refusal {
		t.Helper()
		list, _, err := d.Refusals(ctx, "", 0, 10)
		d.Must(err)
		return list
	}
	before := waiting()
	d.Must(d.Discard(ctx, before[0].ID, before[0].ID+1000))
	if n, err := d.PutBack(ctx, before[0].ID); err != nil || n != 1 || len(waiting()) != 2 {
		t.Fatalf("%d back, %d wait, %v", n, len(waiting()), err)
	}
	if n, err := d.PutBack(ctx, before[0].ID); err != nil || n != 0 {
		t.Errorf("a second time %d, %v", n, err)
	}
	for _, r := range waiting() {
		if r.Sum == before[0].Sum {
			if got, err := d.Mend(ctx, r.ID, "SEV2", false); err != nil || got.Taken != 1 {
				t.Errorf("mended %+v, %v", got, err)
			}
		}
	}
	last := waiting()[0].ID
	d.Must(d.Discard(ctx, last))
	_, err := d.Withdraw(ctx, imp.ID, nil)
	d.Must(err)
	if n, err := d.PutBack(ctx, last); err != nil || n != 0 || len(waiting()) != 0 {
		t.Errorf("of an import that is gone: %d, %v", n, err)
	}
}

// A row that was let go and came again meanwhile is that of the newer import: it waits there, or
// has come in with it.
func TestARowThatCameAgainIsNotPutBack(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	bad, wrong := one(1), one(2)
	bad.Severity, wrong.Title = "weird", ""
	d.files["a"] = lines(bad, wrong)
	d.take("a")
	list, _, err := d.Refusals(ctx, "", 0, 10)
	d.Must(err)
	d.Must(d.Discard(ctx, list[0].ID, list[1].ID))
	d.files["a"] = lines(bad, one(2))
	newer := d.take("a").Import
	if n, err := d.PutBack(ctx, list[0].ID, list[1].ID); err != nil || n != 0 {
		t.Errorf("%d put back, %v", n, err)
	}
	list, _, err = d.Refusals(ctx, "", 0, 10)
	if err != nil || len(list) != 1 || list[0].Import != newer.ID {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestARefusedRowWaitsAsLongAsAnImportOfItsFileStands(t *testing.T) {
	d := newDesk(t)
	bad := one(1)
	bad.Severity = "weird"
	d.files["a"] = lines(bad)
	first, second := d.take("a").Import, d.take("a").Import
	for i, id := range []string{second.ID, first.ID} {
		_, err := d.Withdraw(context.Background(), id, nil)
		d.Must(err)
		if v := d.look(incident.Query{}); v.Waiting != 1-i {
			t.Errorf("after %d withdrawals %d rows wait", i+1, v.Waiting)
		}
	}
}
