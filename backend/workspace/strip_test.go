package workspace_test

import (
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

func TestTheStripShowsEveryEntryWhoseInstantIsKnownInsideTheIncident(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review", Severity: "SEV1"})
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	r := get(t, ws, rows[0].ID)
	scene, shown, err := workspace.StripScene(r, 900, assets.English())
	if err != nil || !shown {
		t.Fatal(shown, err)
	}
	nodes := map[string]bool{}
	phases := 0
	for _, it := range scene.Items {
		if it.Role == draw.RoleEntry || it.Role == draw.RoleHit {
			nodes[it.Node] = true
		}
		if it.Role == draw.RolePhase && it.Kind == draw.KindRect {
			phases++
		}
	}
	if len(nodes) < 30 || phases == 0 {
		t.Fatalf("%d entries, %d phases", len(nodes), phases)
	}
}

func TestATimelineWithoutInstantsHasNoStrip(t *testing.T) {
	r := review.Review{Timeline: []review.Entry{
		{ID: "a", Statement: timeline.Statement{At: "2026-01-01", Precision: timeline.Day}},
		{ID: "b", Statement: timeline.Statement{At: "", Precision: timeline.Unknown}},
	}}
	if _, shown, err := workspace.StripScene(r, 900, assets.English()); shown || err != nil {
		t.Fatal(shown, err)
	}
}
