package reviewing_test

import (
	"slices"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

func TestWhatWaitsForADecisionStandsAsItsPlacesStandInTheReview(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	// The ids say nothing about the places, and neither do those of the parts.
	want := []string{"/", "title", "severity", "sections/summary/text", "timeline/01Z/text", "timeline/01A/text", "actions/01Y/due", "actions/01B/title", "actions/01B/due", "later/01C/words"}
	ops := []record.Op{
		record.AddOp(review.Timeline, "01A", record.Doc{"text": "second", "times": []any{record.Doc{"at": "2026-03-01T11:00:00Z", "zone": "UTC", "precision": "minute"}}, "rank": "a"}),
		record.AddOp(review.Timeline, "01Z", record.Doc{"text": "first", "times": []any{record.Doc{"at": "2026-03-01T10:00:00Z", "zone": "UTC", "precision": "minute"}}, "rank": "b"}),
		record.AddOp(review.Actions, "01B", record.Doc{"title": "second", "rank": "b"}),
		record.AddOp(review.Actions, "01Y", record.Doc{"title": "first", "rank": "a"}),
	}
	for i, path := range want {
		kind := "reimport"
		if path == "/" {
			kind = "delete"
		}
		ops = append(ops, record.AddOp(review.Conflicts, string(rune('Z'-i)), record.Doc{"path": path, "kind": kind, "base": "", "values": []any{"1", "2"}, "state": "open"}))
	}
	if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Timeline, review.Actions, review.Conflicts},
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }}); err != nil {
		t.Fatal(err)
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range list {
		got = append(got, u.Path)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
