package reviewing_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func TestWhatIsDueIsListedAcrossReviewsByItsDateWhileItIsOpen(t *testing.T) {
	b := open(t)
	one, two, gone := b.create("Queue stopped"), b.create("Mail was late"), b.create("Thrown away")
	act := func(id, title, due, status string) {
		t.Helper()
		fields := map[string]any{"title": title, "due": due, "status": status, "owner_role": "Mail team"}
		_, err := b.AddPart(ctx, id, review.Actions, fields, "", "")
		b.Must(err)
	}
	act(one, "today", "2026-11-22", "committed")
	act(two, "long ago", "2026-10-01", "in_progress")
	act(one, "yesterday", "2026-11-21", "idea")
	act(two, "in two weeks", "2026-12-06", "candidate")
	act(two, "later", "2026-12-07", "committed")
	act(one, "no date", "", "committed")
	for _, closed := range []string{"done", "verified", "declined"} {
		act(one, closed, "2026-11-01", closed)
	}
	act(gone, "in the trash", "2026-11-01", "committed")
	if _, err := b.Rec.Remove(ctx, gone, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 22, 23, 30, 0, 0, time.FixedZone("", -5*3600)) // the day of the person
	list, more, err := b.Due(ctx, day, 14)
	b.Must(err)
	var got []string
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s %s %s %d", a.Review, a.Title, a.Role, a.OverdueDays))
	}
	want := []string{"Mail was late long ago Mail team 52", "Queue stopped yesterday Mail team 1", "Queue stopped today Mail team 0", "Mail was late in two weeks Mail team 0"}
	if !slices.Equal(got, want) || more {
		t.Fatalf("%q", got)
	}
	if list[0].Ref != record.Ref(review.Schema.RefPrefix, two) || list[0].Status != "in_progress" {
		t.Errorf("%+v", list[0])
	}
	// What is done is due no longer.
	p := record.Path{Collection: review.Actions, Part: list[0].ID, Field: "status"}
	_, err = b.SetValue(ctx, two, p, "done", "")
	b.Must(err)
	if list, _, err = b.Due(ctx, day, 14); err != nil || len(list) != 3 {
		t.Errorf("%v %+v", err, list)
	}
}

func TestALongListOfWhatIsDueSaysThatThereIsMore(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	for i := range reviewing.MostDue + 1 {
		_, err := b.AddPart(ctx, id, review.Actions, map[string]any{"title": fmt.Sprint(i), "due": "2026-11-01", "status": "committed"}, "", "")
		b.Must(err)
	}
	list, more, err := b.Due(ctx, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), 0)
	if err != nil || !more || len(list) != reviewing.MostDue {
		t.Fatal(err, more, len(list))
	}
	if list, more, err = b.DueUpTo(ctx, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), 0, reviewing.MostDue+1); err != nil || more || len(list) != reviewing.MostDue+1 {
		t.Fatal(err, more, len(list))
	}
}
