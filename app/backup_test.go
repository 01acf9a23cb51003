package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

func TestAWindowBacksUpAndRestores(t *testing.T) {
	b := start(t)
	backups := app.NewBackups(b.App)
	if _, err := backups.Make(); err == nil {
		t.Fatal("the sample was backed up")
	}
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Then", ""))
	if s := must[app.BackupState](t)(backups.State()); s.At != "" || s.Due || s.Sample {
		t.Fatalf("%+v", s)
	}
	id := must[string](t)(backups.Make())
	b.wait(t, id)
	saved := must[app.BackupSaved](t)(backups.MakeResult(id))
	if saved.Records != 1 || filepath.Dir(saved.Path) != b.save {
		t.Fatalf("%+v", saved)
	}
	if s := must[app.BackupState](t)(backups.State()); s.At == "" || s.Days != 0 {
		t.Fatalf("%+v", s)
	}
	must[app.Created](t)(b.reviews.Create("Now", ""))
	b.shell.open = []string{saved.Path}
	look := must[app.BackupLook](t)(backups.Choose())
	if !look.Over || look.Records != 1 || look.Path != saved.Path {
		t.Fatalf("%+v", look)
	}
	// From the sample too the person's own workspace is what is restored.
	must[string](t)(b.workspace.Diagnosis())
	must[app.Info](t)(b.workspace.OpenSample())
	if _, err := b.workspace.SaveDiagnosis(); keyOf(err) != "diagnosis.none" {
		t.Errorf("what was shown of another workspace is saved: %v", err)
	}
	id = must[string](t)(backups.Restore(look.Path))
	b.wait(t, id)
	out := must[app.BackupRestored](t)(backups.RestoreResult(id))
	if out.Before == "" || out.Aside != "" || out.Records != 1 {
		t.Fatalf("%+v", out)
	}
	info := must[app.Info](t)(b.workspace.Info())
	if info.Sample || info.Problem != nil {
		t.Fatalf("%+v", info)
	}
	list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{}))
	if list.Total != 1 || list.Rows[0].Ref != made.Ref {
		t.Fatalf("%+v", list)
	}
	must[app.Created](t)(b.reviews.Create("Later", ""))
	// The window still has its place: no second one may open beside it.
	second := app.New(app.Config{Home: filepath.Join(b.home, "own"), SampleHome: filepath.Join(b.home, "sample")})
	second.Start(newShell())
	defer second.Close()
	if info := must[app.Info](t)(app.NewWorkspace(second).Info()); info.Problem == nil || info.Problem.Key != "storage.window_open" {
		t.Fatalf("%+v", info)
	}
}

func TestADamagedBackupLeavesTheWindowAsItWas(t *testing.T) {
	b := start(t)
	backups := app.NewBackups(b.App)
	must[app.Info](t)(b.workspace.StartOwn())
	must[app.Created](t)(b.reviews.Create("Then", ""))
	id := must[string](t)(backups.Make())
	b.wait(t, id)
	path := must[app.BackupSaved](t)(backups.MakeResult(id)).Path
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/3] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	id = must[string](t)(backups.Restore(path))
	b.wait(t, id)
	_, err = backups.RestoreResult(id)
	var f *fault.Error
	if !errors.As(err, &f) || !strings.HasPrefix(f.Key, "backup.damaged") {
		t.Fatal(err)
	}
	if list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})); list.Total != 1 {
		t.Fatalf("%+v", list)
	}
	if err := os.WriteFile(path, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Restore(path); !errors.As(err, &f) || f.Key != "backup.not_one" {
		t.Fatal(err)
	}
}
