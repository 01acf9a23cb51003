package wailsapp

import (
	"testing"
	"time"
)

func TestADesktopThatHangsHoldsUpNoEnd(t *testing.T) {
	s := &shell{}
	s.notifying.Lock() // a notice the desktop does not answer
	ended := make(chan struct{})
	go func() {
		s.endNotices()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("the program waits for the desktop")
	}
}
