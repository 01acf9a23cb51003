package registering_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/registering"
)

func TestARefusedFieldIsSaidAnewAndTheRowComesInWithItsImport(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	backwards, purple, purple2, late := one(1), one(2), one(3), one(5)
	backwards.Moments[incident.Resolved] = timeline.Statement{At: "2020-01-01T10:00:00Z", Zone: "UTC", Precision: timeline.Minute, Raw: "1/1/20 10:00"}
	purple.Severity, purple2.Severity = "purple", "purple"
	late.Severity, late.Title = "purple", ""
	d.files["a"] = lines(one(0), backwards, purple, purple2, "{ no row", late)
	imp := d.take("a").Import
	list, total, err := d.Refusals(ctx, "", 0, 10)
	d.Must(err)
	if total != 5 || list[0].Mendable() != "moments.resolved" || list[1].Mendable() != "severity" || list[3].Mendable() != "" || list[4].Mendable() != "title" {
		t.Fatalf("%d: %+v", total, list)
	}
	// What is still wrong leaves the row as it was.
	for value, reason := range map[string]string{"soon": incident.BadTime, "2020-01-01 10:00Z": incident.Backwards} {
		_, err := d.Mend(ctx, list[0].ID, value, false)
		if f, ok := fault.As(err); !ok || f.Code != fault.Invalid || f.Key != reason {
			t.Errorf("%s: %v", value, err)
		}
	}
	if _, err := d.Mend(ctx, list[3].ID, "x", false); !fault.Is(err, fault.Invalid) {
		t.Errorf("a broken row: %v", err)
	}
	if got, err := d.Mend(ctx, list[0].ID, "", true); err != nil || got.Taken != 1 {
		t.Errorf("left out: %+v, %v", got, err)
	}
	id, err := d.Find(ctx, "INC00001")
	d.Must(err)
	shown, err := d.Service.Get(ctx, id)
	d.Must(err)
	if _, has := shown.Incident.Snapshot.Moments[incident.Resolved]; has || len(shown.Incident.Snapshot.Raw) != 1 || shown.Incident.Snapshot.Raw[0].Value != "1/1/20 10:00" {
		t.Errorf("%+v", shown.Incident.Snapshot)
	}
	if got, err := d.Mend(ctx, list[1].ID, "SEV2", true); err != nil || got.Taken != 2 || got.Left != 0 {
		t.Errorf("two alike: %+v, %v", got, err)
	}
	if _, err := d.Mend(ctx, list[1].ID, "SEV2", true); !fault.Is(err, fault.NotFound) {
		t.Errorf("a row that is in already: %v", err)
	}
	imports, err := d.ImportsList(ctx, 1)
	d.Must(err)
	if want := (incident.Account{Read: 6, Created: 4, Quarantined: 2}); imports[0].Account != want || imports[0].ID != imp.ID {
		t.Errorf("the account is %+v", imports[0].Account)
	}
	gone, err := d.Withdraw(ctx, imp.ID, nil)
	d.Must(err)
	if gone.Removed != 4 || d.look(incident.Query{}).All != 0 {
		t.Errorf("withdrawn %+v", gone)
	}
}

func TestARowOfAnImportThatHasNotEndedIsLeftAlone(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	nameless := one(1)
	nameless.Title = ""
	d.files["a"] = lines(one(0), nameless)
	imp := d.take("a").Import
	list, _, err := d.Refusals(ctx, "", 0, 10)
	d.Must(err)
	state := func(s string) {
		imp.State = s
		d.Must(bulk{d.Bench}.Update(ctx, func(tx registering.Writer) error { return tx.PutImport(imp) }))
	}
	state(incident.Running)
	if _, err := d.Mend(ctx, list[0].ID, "Named now", false); !fault.Is(err, fault.Invalid) {
		t.Errorf("mended while its import counts: %v", err)
	}
	if got, err := d.Retry(ctx, nil); err != nil || got.Read != 0 {
		t.Errorf("tried again while its import counts: %+v, %v", got, err)
	}
	state(incident.Finished)
	if got, err := d.Mend(ctx, list[0].ID, "Named now", false); err != nil || got.Taken != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
