package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

func (b *bound) carry(t *testing.T, folder string) app.SpaceAccount {
	t.Helper()
	job := must[string](t)(b.spaces.Carry(b.space(t).ID, folder))
	b.wait(t, job)
	list := must[[]app.SpaceAccount](t)(b.spaces.SyncResult(job))
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	return list[0]
}

func TestTwoPeopleShareThroughFilesOnAStickInTheWindow(t *testing.T) {
	a, b := ownDesk(t), ownDesk(t)
	stick := t.TempDir()
	entry := app.SpaceEntry{Name: "Payments", Address: stick, Carried: true}
	if seen, err := a.look(t, entry); err != nil || !seen.Empty {
		t.Fatalf("%+v %v", seen, err)
	}
	if first := a.add(t, entry); !first.Begun || first.State != "done" || first.Wrote == "" {
		t.Fatalf("%+v", first)
	}
	made := must[app.Created](t)(a.reviews.Create("Payouts were sent twice", ""))
	if err := a.spaces.Share(made.Ref, a.space(t).ID); err != nil {
		t.Fatal(err)
	}
	if sent := a.sync(t); sent.WentCount != 1 || sent.Wrote == "" {
		t.Fatalf("%+v", sent)
	}
	if seen, err := b.look(t, entry); err != nil || seen.Empty {
		t.Fatalf("%+v %v", seen, err)
	}
	if joined := b.add(t, entry); joined.Begun || joined.CameCount != 1 || !joined.Carried {
		t.Fatalf("%+v", joined)
	}
	// Another folder, once: what is not whole there is told and keeps nothing else.
	other := t.TempDir()
	if out := a.carry(t, other); out.State != "done" || out.WentCount != 1 || filepath.Dir(filepath.Dir(out.Wrote)) != filepath.Join(other, "outbox") {
		t.Fatalf("%+v", out)
	}
	if err := os.WriteFile(filepath.Join(other, "holiday.bundle"), []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if in := b.carry(t, other); in.State != "done" || !in.Carried || len(in.Aside) != 1 || in.Aside[0].Path != "holiday.bundle" || in.Aside[0].Message.Key != "share.bundle_foreign" {
		t.Fatalf("%+v", in)
	}
	if gone := b.carry(t, filepath.Join(other, "gone")); gone.State != "failed" || gone.Error == "" {
		t.Fatalf("%+v", gone)
	}
}
