package workspace

import (
	"context"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

// A list of all actions reads again only the review that has changed, and says what stands now.
func TestActionsAreReadAgainOnlyWhereTheirReviewChanged(t *testing.T) {
	ctx := context.Background()
	ws, err := Open(ctx, t.TempDir(), Options{Origin: "window"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	ids, actions := [2]string{}, [2]string{}
	for i, title := range []string{"Count the lists", "Bound the queue"} {
		id, _, err := ws.Reviews.Create(ctx, "Review", "")
		if err != nil {
			t.Fatal(err)
		}
		saved, err := ws.Reviews.AddPart(ctx, id, "actions", record.Doc{"title": title}, "", "")
		if err != nil {
			t.Fatal(err)
		}
		ids[i], actions[i] = id, saved.ID
	}
	titles := func() string {
		t.Helper()
		found, err := ws.FindActions(ctx, ActionNarrowing{Sort: "title"})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, a := range found.Actions {
			out = append(out, a.Title)
		}
		return strings.Join(out, ", ")
	}
	want := func(want string) {
		t.Helper()
		if got := titles(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	want("Bound the queue, Count the lists")
	first, second := &ws.actions.of[ids[0]].list[0], &ws.actions.of[ids[1]].list[0]
	if _, err := ws.Reviews.SetField(ctx, ids[1], "actions/"+actions[1]+"/title", []byte(`"Bound all queues"`), ""); err != nil {
		t.Fatal(err)
	}
	want("Bound all queues, Count the lists")
	if &ws.actions.of[ids[0]].list[0] != first {
		t.Error("what has not changed was read again")
	}
	if &ws.actions.of[ids[1]].list[0] == second {
		t.Error("what has changed was not read again")
	}
	if _, err := ws.Reviews.AddPart(ctx, ids[0], "actions", record.Doc{"title": "Ask twice"}, "", ""); err != nil {
		t.Fatal(err)
	}
	want("Ask twice, Bound all queues, Count the lists")
	if _, err := ws.Reviews.RemovePart(ctx, ids[0], "actions/"+actions[0], ""); err != nil {
		t.Fatal(err)
	}
	want("Ask twice, Bound all queues")
}
