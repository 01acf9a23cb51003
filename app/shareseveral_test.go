package app_test

import (
	"fmt"
	"slices"
	"testing"

	"secondstory/app"
)

func TestSeveralReviewsAreSharedAtOnceAndTheHeldOnesWait(t *testing.T) {
	b := ownDesk(t)
	payments := b.add(t, app.SpaceEntry{Name: "Payments", Address: t.TempDir()}).ID
	board := b.add(t, app.SpaceEntry{Name: "Board", Address: t.TempDir()}).ID
	must[[]app.RosterName](t)(b.spaces.ListName("Zoe Lindqvist", "Operator"))
	create := func(title string) string { return must[app.Created](t)(b.reviews.Create(title, "")).Ref }
	plain, held, received, unread, there := create("Payouts were sent twice"), create("Zoe Lindqvist restarted the pump"), create("Search was slow"),
		create("Pumps stood still"), create("Lifts stood still")
	if err := b.spaces.Share(received, payments); err != nil {
		t.Fatal(err)
	}
	job := must[string](t)(b.spaces.Sync(nil))
	b.wait(t, job)
	for ref, space := range map[string]string{unread: payments, there: board} {
		if err := b.spaces.Share(ref, space); err != nil {
			t.Fatal(err)
		}
	}
	all := []string{plain, held, received, unread, there}
	became := func(list []app.SharedReview) (out []string) {
		for _, r := range list {
			out = append(out, fmt.Sprintf("%s %s %d", r.Ref, r.Becomes, r.Holding))
		}
		return out
	}
	want := []string{plain + " shared 0", held + " held 1", received + " moved 0", unread + " unread 0", there + " there 0"}
	result := func(job string, err error) ([]app.SharedReview, error) {
		t.Helper()
		b.wait(t, must[string](t)(job, err))
		return b.spaces.SharingResult(job)
	}
	if got := became(must[[]app.SharedReview](t)(result(b.spaces.LookAtSharing(all, board)))); !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if !b.shell.has(`"done":5,"total":5`) {
		t.Error("nobody was told how many were looked through")
	}
	at := func(ref string) string { return must[app.ReviewDoc](t)(b.reviews.Get(ref)).Space }
	if at(plain) == board || len(must[[]app.KeptBack](t)(b.spaces.Held())) != 0 {
		t.Fatal("a look changed something")
	}
	// One that may not go for another reason lets none go, and notes nothing.
	trashed := create("Thrown away")
	if _, err := b.reviews.Remove(trashed); err != nil {
		t.Fatal(err)
	}
	if _, err := result(b.spaces.ShareSeveral(append([]string{trashed}, all...), board)); keyOf(err) != "record.in_trash" {
		t.Errorf("%v", err)
	}
	if at(plain) == board || len(must[[]app.KeptBack](t)(b.spaces.Held())) != 0 {
		t.Fatal("some went without the others")
	}
	if got := became(must[[]app.SharedReview](t)(result(b.spaces.ShareSeveral(all, board)))); !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if at(plain) != board || at(unread) != board || at(there) != board || at(held) == board {
		t.Errorf("%s %s %s %s", at(plain), at(unread), at(there), at(held))
	}
	waits := must[[]app.KeptBack](t)(b.spaces.Held())
	if !slices.ContainsFunc(waits, func(k app.KeptBack) bool { return k.Ref == held && k.State == "asked" && k.To == board }) {
		t.Errorf("%+v", waits)
	}
	if _, err := result(b.spaces.ShareSeveral([]string{plain}, "nowhere")); keyOf(err) != "share.space_missing" {
		t.Errorf("%v", err)
	}
}
