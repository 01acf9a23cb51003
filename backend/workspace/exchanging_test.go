package workspace_test

import (
	"context"
	"path/filepath"
	"testing"

	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// Each space has its account where it stands in the list, also one that was stopped before
// it began; the others go on.
func TestEachSpaceOfAnExchangeHasItsOwnEnd(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	for _, name := range []string{"First", "Second", "Third"} {
		if _, _, err := ws.AddSpace(t.Context(), name, t.TempDir(), remote.Access{}); err != nil {
			t.Fatal(err)
		}
		id, _, err := ws.Reviews.Create(t.Context(), "For the "+name, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := ws.Share(t.Context(), name, id); err != nil {
			t.Fatal(err)
		}
	}
	list, err := ws.Spaces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ends := make(chan string, 3)
	went, err := ws.Exchange(t.Context(), list, workspace.Exchanging{
		Access: func(workspace.SpaceInfo) remote.Access { return remote.Access{} },
		Begins: func(ctx context.Context, l workspace.SpaceInfo) (context.Context, func(workspace.Exchanged)) {
			one, stop := context.WithCancel(ctx)
			if l.Name == "Second" {
				stop()
			}
			return one, func(x workspace.Exchanged) {
				stop()
				ends <- x.Space.Name
			}
		},
	})
	if err != nil || len(went) != 3 || len(ends) != 3 {
		t.Fatalf("%+v %v, %d ends", went, err, len(ends))
	}
	for i, x := range went {
		stopped := x.Space.Name == "Second"
		if x.Space.Space != list[i].Space || x.Unasked != stopped || x.Stopped != stopped || x.Err != nil || !stopped && x.Report.Sent != 1 {
			t.Errorf("%d: %+v", i, x)
		}
	}
}
