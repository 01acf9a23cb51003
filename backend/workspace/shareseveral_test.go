package workspace_test

import (
	"context"
	"errors"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// Whoever stops knows that none of them went, also at the last moment.
func TestSharingThatIsStoppedSharesNothing(t *testing.T) {
	ws := open(t, t.TempDir())
	if _, _, err := ws.AddSpace(ctx, "Team", t.TempDir(), remote.Access{}); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, title := range []string{"Pumps stood still", "Lifts stood still", "Call zoe@harbour.se"} {
		id, _, err := ws.Reviews.Create(ctx, title, "")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for at := 1; at <= len(ids); at++ {
		for name, do := range map[string]func(context.Context, string, review.Text, workspace.Counted, ...string) ([]workspace.Shared, error){
			"look": ws.LookAtSharing, "share": ws.ShareSeveral} {
			going, stop := context.WithCancel(ctx)
			seen := 0
			_, err := do(going, "Team", asKey, func(done, total int) {
				if seen++; done != seen || total != len(ids) {
					t.Errorf("%d of %d after %d", done, total, seen)
				}
				if done == at {
					stop()
				}
			}, ids...)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s stopped at %d: %v", name, at, err)
			}
			stop()
		}
	}
	for _, id := range ids {
		if row, err := ws.Records.Get(ctx, id); err != nil || row.Space != ws.Who.Space {
			t.Errorf("%s is in %s, %v", id, row.Space, err)
		}
	}
	if held, err := ws.Vetting.Held(ctx); err != nil || len(held) > 0 {
		t.Errorf("%+v %v", held, err)
	}
	if out, err := ws.ShareSeveral(ctx, "Team", asKey, nil, ids...); err != nil || len(out) != 3 || !out[0].Goes() || out[2].Goes() {
		t.Errorf("%+v %v", out, err)
	}
}
