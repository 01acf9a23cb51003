package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
)

func TestAConflictIsShownUntilItIsDecidedAndEachWayOfDecidingKeepsItsPromise(t *testing.T) {
	for keep, want := range map[string]string{"1": "one zwei three", "2": "one 2 three", "both": "one zwei three\n\none 2 three"} {
		t.Run(keep, func(t *testing.T) {
			b := open(t)
			id := b.create("A")
			path := "sections/summary/text"
			save := func(base, text string) {
				t.Helper()
				if _, err := b.SaveText(ctx, id, path, base, text, ""); err != nil {
					t.Fatal(err)
				}
			}
			save("", "one two three")
			save("one two three", "one 2 three")
			save("one two three", "one zwei three")
			r := b.get(id)
			if len(r.Conflicts) != 1 || r.Conflicts[0].Path != path || r.Conflicts[0].Values[1] != "one 2 three" {
				t.Fatalf("%+v", r.Conflicts)
			}
			if _, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, "neither", ""); !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			if _, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, keep, ""); err != nil {
				t.Fatal(err)
			}
			after := b.get(id)
			if got := text(after, "summary"); got != want || len(after.Conflicts) != 0 {
				t.Fatalf("%q, %d open", got, len(after.Conflicts))
			}
			if _, err := b.Rec.Undo(ctx, id, ""); err != nil || len(b.get(id).Conflicts) != 1 {
				t.Fatal("undo opens it again", err)
			}
		})
	}
}

func text(r review.Review, key string) string {
	for _, s := range r.Sections {
		if s.Key == key {
			return s.Text
		}
	}
	return ""
}
