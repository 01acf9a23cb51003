package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples/generate"
)

func TestGeneratedReviewsAreStoredAsIfAPersonHadMadeThem(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	const n = 120 // more than two transactions, and every edge
	stored, err := w.AddReviews(ctx, generate.Reviews(1, n))
	if err != nil || stored != n {
		t.Fatalf("%d stored: %v", stored, err)
	}
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil || len(rows) != n {
		t.Fatalf("%d in the list: %v", len(rows), err)
	}
	titles := map[string]int{}
	for r := range generate.Reviews(1, n) {
		titles[r.Title]++
	}
	for _, row := range rows {
		r, err := w.Reviews.Get(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		titles[r.Title]--
	}
	for title, missing := range titles {
		if missing != 0 {
			t.Errorf("%q: %d missing", title, missing)
		}
	}
	// Each has one step of its own in its history, which takes it back.
	if _, err := w.Records.Undo(ctx, rows[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := w.Follow(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if there, err := w.Count(ctx, review.Kind, true); err != nil || there != 1 {
		t.Errorf("%d in the trash after undo: %v", there, err)
	}
}

func TestAFillThatIsBrokenOffSaysHowManyAreStored(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	until := func(list iter.Seq[review.Review]) iter.Seq[review.Review] {
		return func(yield func(review.Review) bool) {
			n := 0
			for r := range list {
				if n++; n == 70 {
					cancel()
				}
				if !yield(r) {
					return
				}
			}
		}
	}
	stored, err := w.AddReviews(ctx, until(generate.Reviews(1, 200)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	rows, err := w.List(context.Background(), sqlite.ListFilter{Kind: review.Kind})
	if err != nil || len(rows) != stored || stored == 0 {
		t.Errorf("%d in the list, %d said: %v", len(rows), stored, err)
	}
	// What is there is whole.
	refs := []string{}
	for _, row := range rows {
		refs = append(refs, row.Ref)
	}
	if slices.Contains(refs, "") {
		t.Error("a review without a reference")
	}
}

func BenchmarkFill(b *testing.B) {
	ctx := context.Background()
	for _, n := range []int{100, 1_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				w, err := workspace.Open(ctx, b.TempDir(), workspace.Options{Origin: "cli"})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.AddReviews(ctx, generate.Reviews(1, n)); err != nil {
					b.Fatal(err)
				}
				w.Close()
			}
		})
	}
}
