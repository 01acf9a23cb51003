package workspace_test

import (
	"path/filepath"
	"testing"

	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// What others moved between two spaces arrives with one exchange, whichever of the two is
// looked at first.
func TestWhatOthersMovedArrivesWhicheverSpaceIsMetFirst(t *testing.T) {
	a, b := open(t, filepath.Join(t.TempDir(), "home")), open(t, filepath.Join(t.TempDir(), "home"))
	every := workspace.Exchanging{Access: func(workspace.SpaceInfo) remote.Access { return remote.Access{} }}
	exchange := func(ws *workspace.Workspace) []workspace.Exchanged {
		t.Helper()
		list, err := ws.Spaces(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		went, err := ws.Exchange(t.Context(), list, every)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range went {
			if x.Err != nil {
				t.Fatal(x.Err)
			}
		}
		return went
	}
	// The one that is looked at first, by name, is the one that it is moved to.
	to, from := t.TempDir(), t.TempDir()
	for _, ws := range []*workspace.Workspace{a, b} {
		for name, folder := range map[string]string{"A board": to, "Team": from} {
			if _, _, err := ws.AddSpace(t.Context(), name, folder, remote.Access{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	id, _, err := a.Reviews.Create(t.Context(), "The line stood still", "")
	if err != nil {
		t.Fatal(err)
	}
	share := func(name string) {
		t.Helper()
		if err := a.Share(t.Context(), name, id); err != nil {
			t.Fatal(err)
		}
		exchange(a)
	}
	share("Team")
	exchange(b)
	share("A board")
	exchange(a)
	went := exchange(b)
	for _, x := range went {
		if space.FoundElsewhere(x.Report) {
			t.Errorf("%s: %+v", x.Space.Name, x.Report)
		}
	}
	list, err := b.Spaces(t.Context())
	if err != nil || list[0].Name != "A board" || list[0].Records != 1 || list[1].Records != 0 {
		t.Errorf("%+v %v", list, err)
	}
}
