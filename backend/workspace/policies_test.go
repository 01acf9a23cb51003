package workspace_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/policy"
	"secondstory/backend/workspace"
)

func TestARuleTakesTheZoneOfTheMachineAndNoneWhereThatHasNoName(t *testing.T) {
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	for want, zone := range map[string]*time.Location{"Europe/Madrid": madrid, "": time.FixedZone("", 3600)} {
		ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Zone: func() *time.Location { return zone }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(ws.Close)
		made, err := ws.NewPolicy(ctx, policy.Terms{Kind: policy.Kind("escalation"), Title: "Who is called"}, "")
		if err != nil {
			t.Fatal(err)
		}
		if h, err := ws.Policies.Get(ctx, made.ID); err != nil || h.Draft.Zone != want {
			t.Errorf("%q, want %q: %v", h.Draft.Zone, want, err)
		}
	}
}
