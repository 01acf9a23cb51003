package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

// A person may change the workspace while lists load and an import runs: what is
// going on ends in the workspace it began in, and nothing tells of an inner error.
func TestChangingTheWorkspaceBreaksNothingThatIsGoingOn(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	dir := t.TempDir()
	var paths []string
	for i := range 60 {
		path := filepath.Join(dir, fmt.Sprintf("pm-%02d.md", i))
		text := fmt.Sprintf("# Outage %d\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-05-01 10:%02d | Alert |\n\n## Root cause\n\n- Pool %d too small\n", i, i, i)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	preview := must[string](t)(b.imports.Preview(paths, "", nil, nil, nil))
	b.wait(t, preview)
	job := must[string](t)(b.imports.Apply(preview, app.ImportChoice{}))
	var all sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := b.reviews.List(app.ListFilter{}); err != nil {
					t.Errorf("a list under the change: %v", err)
					return
				}
			}
		})
	}
	for range 10 {
		if _, err := b.workspace.OpenSample(); err != nil {
			t.Errorf("to the sample: %v", err)
		}
		if _, err := b.workspace.StartOwn(); err != nil {
			t.Errorf("to the own: %v", err)
		}
	}
	b.wait(t, job)
	close(stop)
	all.Wait()
	result, err := b.imports.ApplyResult(job)
	if err != nil || result.Created != 60 {
		t.Fatalf("the import that was going on: %+v %v", result, err)
	}
	if list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})); list.Total != 60 {
		t.Fatalf("%d reviews", list.Total)
	}
}

func TestTheSameChangeAskedForTwiceAtOnceIsOneChange(t *testing.T) {
	b := start(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if info, err := b.workspace.StartOwn(); err != nil || info.Sample {
				t.Errorf("%+v %v", info, err)
			}
		})
	}
	all.Wait()
	if _, err := b.reviews.Create("Mine", ""); err != nil {
		t.Fatal(err)
	}
}

func TestACallAfterTheEndIsToldSo(t *testing.T) {
	b := start(t)
	b.Close()
	b.Close()
	if _, err := b.reviews.List(app.ListFilter{}); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v", err)
	}
}

func TestAPreviewOfOneWorkspaceIsNotImportedIntoAnother(t *testing.T) {
	b := start(t)
	path := filepath.Join(t.TempDir(), "pm.md")
	if err := os.WriteFile(path, []byte("# Outage\n\n## Timeline\n\n- 2026-05-01 10:00 UTC Alert\n- 2026-05-01 10:05 UTC Calm\n\n## Root cause\n\n- Pool too small\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	preview := must[string](t)(b.imports.Preview([]string{path}, "", nil, nil, nil)) // of the sample
	b.wait(t, preview)
	must[app.Info](t)(b.workspace.StartOwn())
	job := must[string](t)(b.imports.Apply(preview, app.ImportChoice{}))
	b.wait(t, job)
	if _, err := b.imports.ApplyResult(job); !fault.Is(err, fault.NotFound) {
		t.Fatalf("%v", err)
	}
	if list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})); list.Total != 0 {
		t.Fatalf("%+v", list)
	}
}

// What an import touched is known by its revisions, which mean something else elsewhere.
func TestAnImportOfServicesIsTakenBackInItsOwnWorkspaceAlone(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	services := app.NewServices(b.App)
	table := filepath.Join(t.TempDir(), "services.csv")
	if err := os.WriteFile(table, []byte("service,tier\nWeb,1\nApi,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must[app.ServiceImported](t)(services.Import(table, nil, false, ""))
	must[app.Info](t)(b.workspace.OpenSample())
	if got := must[app.ServiceBack](t)(services.TakeBack("")); got != (app.ServiceBack{}) {
		t.Errorf("elsewhere it took back %+v", got)
	}
	must[app.Info](t)(b.workspace.StartOwn())
	must[app.ServiceImported](t)(services.Import(table, nil, false, ""))
	if got := must[app.ServiceBack](t)(services.TakeBack("")); got != (app.ServiceBack{}) {
		t.Errorf("an import that changed nothing took back %+v", got)
	}
}
