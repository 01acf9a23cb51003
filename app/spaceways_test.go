package app_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

func TestAReplacedHistoryIsAcceptedInTheWindow(t *testing.T) {
	b := ownDesk(t)
	folder := t.TempDir()
	b.add(t, app.SpaceEntry{Name: "Team", Address: folder})
	main := filepath.Join(folder, "refs", "heads", "main")
	before, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	ref := must[app.Created](t)(b.reviews.Create("Payouts were sent twice", "")).Ref
	id := b.space(t).ID
	if err := b.spaces.Share(ref, id); err != nil {
		t.Fatal(err)
	}
	b.sync(t)
	if err := os.WriteFile(main, before, 0o644); err != nil { // as of an older copy
		t.Fatal(err)
	}
	if a := b.sync(t); a.State != "failed" {
		t.Fatalf("%+v", a)
	}
	if _, err := b.spaces.Accept(id, "anything"); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	job := must[string](t)(b.spaces.Accept(id, "both"))
	b.wait(t, job)
	if list := must[[]app.SpaceAccount](t)(b.spaces.SyncResult(job)); len(list) != 1 || list[0].State != "done" || list[0].WentCount != 1 {
		t.Errorf("%+v", list)
	}
	if a := b.sync(t); a.State != "done" {
		t.Errorf("%+v", a)
	}
}

func TestThePlaceOfASpaceIsFreedInTheWindow(t *testing.T) {
	b := ownDesk(t)
	folder := t.TempDir()
	b.add(t, app.SpaceEntry{Name: "Team", Address: folder})
	id := b.space(t).ID
	if err := b.spaces.Unlock(id); keyOf(err) != "share.lock_none" {
		t.Errorf("%v", err)
	}
	lock := filepath.Join(folder, "refs", "heads", "main.lock")
	old := time.Now().Add(-3 * time.Hour)
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(lock, old, old); err != nil {
		t.Fatal(err)
	}
	if err := b.spaces.Unlock(id); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(lock); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
}
