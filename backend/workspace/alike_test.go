package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

func TestQuestionsAreListedWhereTwoReviewsHaveOneShortReference(t *testing.T) {
	n := 0
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window",
		NewID: func() string { n++; return fmt.Sprintf("01KAGF0000AAAAAA%010d", n) }, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	refs := map[string]bool{}
	for _, title := range []string{"The gate stuck", "The gate stuck again"} {
		id, _, err := ws.Reviews.Create(ctx, title, "")
		if err != nil {
			t.Fatal(err)
		}
		refs[record.Ref(review.Schema.RefPrefix, id)] = true
		conflict := record.Doc{"path": "title", "kind": "text", "base": "", "values": []any{title, "Another title"}, "state": "open",
			"origins": []any{[]any{map[string]any{"by": ws.Who.Device, "at": "2026-11-20T09:00:00Z"}}, []any{map[string]any{"by": "elsewhere", "at": "2026-11-20T09:00:00Z"}}}}
		if _, err := ws.Records.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Conflicts},
			Plan: func(*record.State) ([]record.Op, error) {
				return []record.Op{record.AddOp(review.Conflicts, "01CONFLICT", conflict)}, nil
			}}); err != nil {
			t.Fatal(err)
		}
	}
	if len(refs) != 1 {
		t.Fatalf("the references differ: %v", refs)
	}
	list, err := ws.Conflicts(ctx, "", assets.English().Text)
	if err != nil || len(list) != 2 || list[0].Shown[0].From != "own" {
		t.Errorf("%+v %v", list, err)
	}
}
