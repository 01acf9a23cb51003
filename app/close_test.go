package app_test

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

func TestAClosingWindowWaitsForThePageToSaveWhatIsTyped(t *testing.T) {
	b := start(t)
	var wg sync.WaitGroup
	wg.Add(1)
	held := make(chan struct{})
	go func() {
		defer wg.Done()
		b.HoldClose()
		close(held)
	}()
	deadline := time.After(2 * time.Second)
	for !b.shell.has("window.closing") {
		select {
		case <-deadline:
			t.Fatal("the page was not told")
		case <-time.After(time.Millisecond):
		}
	}
	select {
	case <-held:
		t.Fatal("the window did not wait")
	default:
	}
	if err := b.workspace.Flushed(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
}

func TestOnlyFilesThisWindowWroteAreOpened(t *testing.T) {
	b := start(t)
	if err := b.reports.Open("/etc/hostname"); !fault.Is(err, fault.Denied) {
		t.Fatalf("%v", err)
	}
}

func TestACallThatComesBeforeTheWorkspaceIsOpenWaitsForIt(t *testing.T) {
	dir := t.TempDir()
	a := app.New(app.Config{Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample")})
	t.Cleanup(a.Close)
	asked := make(chan app.Info)
	go func() {
		info, err := app.NewWorkspace(a).Info()
		if err != nil {
			t.Error(err)
		}
		asked <- info
	}()
	select {
	case info := <-asked:
		t.Fatalf("answered before there was anything to tell: %+v", info)
	case <-time.After(20 * time.Millisecond):
	}
	a.Start(newShell())
	if info := <-asked; !info.Sample || info.Home == "" {
		t.Fatalf("%+v", info)
	}
}
