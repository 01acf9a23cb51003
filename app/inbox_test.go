package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

func TestAWatchedFolderIsToldWithWhatWaitsAndIsEnded(t *testing.T) {
	b := start(t)
	s := app.NewInbox(b.App)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "page.md"), []byte("# A queue stood\n\n## Impact\n\nNobody could pay.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(dir, false); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(dir, false); err == nil {
		t.Fatal("one folder was added twice")
	}
	st, err := s.State(10)
	if err != nil || len(st.Folders) != 1 || st.Folders[0].Folder != dir || st.Folders[0].Problem != nil {
		t.Fatalf("%+v %v", st, err)
	}
	if err := s.Set(st.Folders[0].ID, true, true); err != nil {
		t.Fatal(err)
	}
	if st, err = s.State(10); err != nil || !st.Folders[0].Paused || !st.Folders[0].Move {
		t.Fatalf("%+v %v", st, err)
	}
	if err := s.Remove(st.Folders[0].ID); err != nil {
		t.Fatal(err)
	}
	if st, err = s.State(10); err != nil || len(st.Folders) != 0 {
		t.Fatalf("%+v %v", st, err)
	}
	if err := s.Leave(7); err == nil {
		t.Fatal("a file that is none was left")
	}
}
