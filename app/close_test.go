package app_test

import (
	"sync"
	"testing"
	"time"

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
