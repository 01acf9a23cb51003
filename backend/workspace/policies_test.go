package workspace_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/signing"
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

func TestARuleIsFoundAsItWasSignedAndAsItsDraftIsCalled(t *testing.T) {
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	made, err := ws.NewPolicy(ctx, policy.Terms{Kind: policy.Escalation, Title: "Who is called at night", Text: "The second line.", Seats: []policy.Seat{{Role: "Operations", Count: 1}}}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, do := range []func() error{
		func() error { _, err := ws.Policies.Propose(ctx, made.ID, "", ""); return err },
		func() error {
			_, err := ws.Policies.Sign(ctx, made.ID, signing.Mark{Decision: policy.Approve}, "")
			return err
		},
		func() error {
			_, err := ws.Keeping.Set(ctx, made.ID, []keeping.Assignment{{Path: record.Path{Field: "title"}, Value: "Rota"}}, "")
			return err
		},
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	for words, want := range map[string]int{"NIGHT called": 1, "rota": 1, "day": 0} {
		found, err := ws.Named(ctx, words, 5)
		if err != nil || len(found) != want || want == 1 && found[0].Title != "Who is called at night (Rota)" {
			t.Errorf("%q: %+v, %v", words, found, err)
		}
	}
}
