package app_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

// torn overwrites the first pages of a closed workspace.
func torn(t *testing.T, home string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(home, "local.db"), os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, 64<<10), 0); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"local.db-wal", "local.db-shm"} {
		_ = os.Remove(filepath.Join(home, beside)) //nolint:errcheck // mostly there is none
	}
}

func TestADamagedWorkspaceLeavesWaysOnInTheWindow(t *testing.T) {
	first := start(t)
	must[app.Info](t)(first.workspace.StartOwn())
	must[app.Created](t)(first.reviews.Create("Then", ""))
	backups := app.NewBackups(first.App)
	id := must[string](t)(backups.Make())
	first.wait(t, id)
	kept := must[app.BackupSaved](t)(backups.MakeResult(id)).Path
	first.Close()
	own := filepath.Join(first.home, "own")
	torn(t, own)

	person := filepath.Join(first.home, "person.json")
	if err := os.WriteFile(person, []byte(`{"theme":"dark"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Config{Version: "test", Home: own, SampleHome: filepath.Join(first.home, "sample"), PersonFile: person})
	b := &bound{App: a, shell: newShell(), workspace: app.NewWorkspace(a), reviews: app.NewReviews(a)}
	a.Start(b.shell)
	t.Cleanup(a.Close)
	if info := must[app.Info](t)(b.workspace.Info()); info.Home != "" || info.Problem == nil || info.Problem.Key != "storage.corrupt" {
		t.Fatalf("%+v", info)
	}
	if set := must[[]app.Setting](t)(b.workspace.Settings()); len(set) != 1 || set[0] != (app.Setting{Name: "theme", Value: "dark"}) {
		t.Fatalf("how the window looks: %+v", set)
	}
	if _, err := b.workspace.StartOwn(); keyOf(err) != "storage.corrupt" {
		t.Fatalf("once more: %v", err)
	}

	// Another folder: not one with other files, and an empty one becomes a workspace.
	busy, empty := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(busy, "tax.ods"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := b.workspace.OpenFolder(busy); keyOf(err) != "storage.other_folder" {
		t.Fatalf("mixed with other files: %v", err)
	}
	if in, _ := os.ReadDir(busy); len(in) != 1 { //nolint:errcheck // it was made above
		t.Fatal("something was put beside other files")
	}
	if info := must[app.Info](t)(b.workspace.OpenFolder(empty)); info.Problem != nil || info.Home != empty || info.Sample {
		t.Fatalf("%+v", info)
	}
	must[app.Created](t)(b.reviews.Create("Meanwhile", ""))
	if info := must[app.Info](t)(b.workspace.OpenSample()); !info.Sample {
		t.Fatalf("%+v", info)
	}
	// Its own is now the folder that was chosen; the damaged one can still not be opened.
	if info := must[app.Info](t)(b.workspace.StartOwn()); info.Home != empty {
		t.Fatalf("%+v", info)
	}
	if _, err := b.workspace.OpenFolder(own); keyOf(err) != "storage.corrupt" {
		t.Fatal(err)
	}
	if list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})); list.Total != 1 {
		t.Fatalf("%d reviews", list.Total)
	}

	a.Close()
	again := app.New(app.Config{Version: "test", Home: own, SampleHome: filepath.Join(first.home, "sample")})
	c := &bound{App: again, shell: newShell(), workspace: app.NewWorkspace(again), reviews: app.NewReviews(again)}
	again.Start(c.shell)
	t.Cleanup(again.Close)
	backups = app.NewBackups(again)
	id = must[string](t)(backups.Restore(kept))
	c.wait(t, id)
	if out := must[app.BackupRestored](t)(backups.RestoreResult(id)); out.Aside == "" {
		t.Fatalf("what lay there is not kept: %+v", out)
	}
	if info := must[app.Info](t)(c.workspace.Info()); info.Problem != nil || info.Home != own {
		t.Fatalf("%+v", info)
	}
}

func TestDamageFoundWhileItIsOpenIsTold(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Then", ""))
	b.Close()
	own := filepath.Join(b.home, "own")
	db, err := sql.Open("sqlite3", filepath.Join(own, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	var page, size int64
	err = db.QueryRow(`SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'part'`).Scan(&page, &size)
	if cerr := db.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
	// One page that opening does not read.
	f, err := os.OpenFile(filepath.Join(own, "local.db"), os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(bytes.Repeat([]byte{0xFF}, int(size)), (page-1)*size)
	if cerr := f.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
	a := app.New(app.Config{Version: "test", Home: own, SampleHome: filepath.Join(b.home, "sample")})
	a.Start(newShell())
	t.Cleanup(a.Close)
	info := must[app.Info](t)(app.NewWorkspace(a).Info())
	if info.Home == "" || info.Problem != nil {
		t.Fatalf("%+v", info)
	}
	_, err = app.NewReviews(a).Get(made.Ref)
	if keyOf(err) != "storage.corrupt" {
		t.Fatal(err)
	}
	info = must[app.Info](t)(app.NewWorkspace(a).Info())
	if info.Home == "" || info.Problem == nil || info.Problem.Key != "storage.corrupt" {
		t.Fatalf("%+v", info)
	}
}
