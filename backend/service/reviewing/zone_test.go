package reviewing_test

import (
	"encoding/json"
	"testing"

	"secondstory/backend/domain/fault"
)

func TestAZoneNobodyKnowsIsRefusedByEveryWayToSetIt(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	zone := func() string {
		b.T.Helper()
		r, err := b.Get(ctx, id)
		b.Must(err)
		return r.Zone
	}
	_, err := b.SetField(ctx, id, "zone", json.RawMessage(`" cet "`), "")
	b.Must(err)
	if zone() != "CET" {
		t.Fatalf("the zone is %q", zone())
	}
	_, set := b.SetField(ctx, id, "zone", json.RawMessage(`"Mars/Phobos"`), "")
	_, typed := b.SaveText(ctx, id, "zone", "CET", "Mars/Phobos", "")
	for _, err := range []error{set, typed} {
		if f, ok := fault.As(err); !ok || f.Key != "time.zone_unknown" || f.Params["zone"] != "Mars/Phobos" || len(f.Fields) != 1 || f.Fields[0].Name != "zone" {
			t.Errorf("%v", err)
		}
	}
	if zone() != "CET" {
		t.Errorf("the zone became %q", zone())
	}
	_, err = b.SetField(ctx, id, "zone", json.RawMessage(`""`), "")
	b.Must(err)
	if zone() != "" {
		t.Errorf("the zone stays %q", zone())
	}
}
