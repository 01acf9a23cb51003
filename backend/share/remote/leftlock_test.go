package remote

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

func TestALockThatNobodyCanHoldAnyMoreIsToldAndTakenAwayWhenAPersonSaysSo(t *testing.T) {
	p := folderPeer(t)
	address := must(ParseAddress(p.address))
	lock := filepath.Join(p.bare, "refs", "heads", "main.lock")
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	// A young one may be held, and is no matter for anybody.
	if _, left, err := LeftLock(address); left || err != nil {
		t.Errorf("%v %v", left, err)
	}
	if _, err := RemoveLock(address); wordsOf(err) != "share.lock_none" {
		t.Errorf("%v", err)
	}
	if _, err := connectTo(t, p.address).Try(t.Context()); err != nil {
		t.Errorf("%v", err)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(lock, old, old); err != nil {
		t.Fatal(err)
	}
	if l, left, err := LeftLock(address); !left || err != nil || l.Path != lock || l.Age < time.Hour {
		t.Errorf("%+v %v %v", l, left, err)
	}
	_, err := connectTo(t, p.address).Try(t.Context())
	if f, ok := FaultOf(err); !ok || f.Key != "share.lock_left" || f.Params["path"] != lock || f.Params["minutes"] == "" {
		t.Errorf("%v", err)
	}
	if l, err := RemoveLock(address); err != nil || l.Path != lock {
		t.Errorf("%+v %v", l, err)
	}
	if _, err := os.Stat(lock); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
	if _, err := connectTo(t, p.address).Try(t.Context()); err != nil {
		t.Errorf("%v", err)
	}
	if _, err := RemoveLock(address); wordsOf(err) != "share.lock_none" {
		t.Errorf("%v", err)
	}
	if entries, err := os.ReadDir(p.bare); err != nil || len(entries) > 8 {
		t.Errorf("%v %v", entries, err)
	}
}

func wordsOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Key
	}
	return ""
}
