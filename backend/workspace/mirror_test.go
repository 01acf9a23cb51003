package workspace_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// A mirror that is kept takes what is saved in the folder, and shows what is typed in
// the program; what was edited while nobody looked is taken at the start.
func TestAKeptMirrorFollowsBothSides(t *testing.T) {
	home, dir := filepath.Join(t.TempDir(), "home"), t.TempDir()
	ws, err := workspace.Open(t.Context(), home, workspace.Options{Origin: "cli"})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if _, _, err := ws.AddSpace(t.Context(), "Team", remote.BundlesIn(t.TempDir()), remote.Access{}); err != nil {
		t.Fatal(err)
	}
	id, _, err := ws.Reviews.Create(t.Context(), "The line stood still", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := ws.Share(t.Context(), "Team", id); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.StartMirror(t.Context(), "Team", dir); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "reviews", "*", "*", id, "review.md"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	rewrite := func(old, with string) {
		t.Helper()
		data, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(found[0], []byte(strings.Replace(string(data), old, with, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rewrite("The line stood still", "Edited while nobody looked")
	ctx, stop := context.WithCancel(t.Context())
	tells := make(chan workspace.Mirrored, 1000)
	ended := make(chan struct{})
	go func() {
		ws.KeepMirrors(ctx, func(m workspace.Mirrored) { tells <- m })
		close(ended)
	}()
	defer func() {
		stop()
		<-ended
	}()
	until := func(what string, ok func() bool) {
		t.Helper()
		for !ok() {
			select {
			case m := <-tells:
				if m.Err != nil {
					t.Fatalf("%s: %v", what, m.Err)
				}
			case <-time.After(time.Minute):
				t.Fatalf("%s did not come", what)
			}
		}
	}
	title := func() string {
		r, err := ws.Reviews.Get(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return r.Title
	}
	until("what was edited before", func() bool { return title() == "Edited while nobody looked" })
	rewrite("Edited while nobody looked", "Edited in the folder")
	until("what is edited in the folder", func() bool { return title() == "Edited in the folder" })
	if _, err := ws.Reviews.SetField(t.Context(), id, "title", []byte(`"Typed in the program"`), ""); err != nil {
		t.Fatal(err)
	}
	ws.NudgeMirrors()
	until("what is typed in the program", func() bool {
		data, err := os.ReadFile(found[0])
		return err == nil && strings.Contains(string(data), "Typed in the program")
	})
	list, err := ws.Spaces(t.Context())
	if err != nil || list[0].Mirror != dir {
		t.Errorf("%+v %v", list, err)
	}
	if was, err := ws.StopMirror(t.Context(), "Team"); err != nil || was != dir {
		t.Errorf("%q %v", was, err)
	}
	if _, err := os.Stat(found[0]); err != nil {
		t.Error("the files go with the mirror")
	}
}
