package app_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/review"
)

func TestALongTimelineIsSentAsWhatChangedInIt(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("A long night", ""))
	add := func(text string) {
		t.Helper()
		raw, err := json.Marshal(map[string]string{"line": "2026-03-01 " + text})
		if err != nil {
			t.Fatal(err)
		}
		must[app.Added](t)(b.reviews.AddPart(made.Ref, "timeline", string(raw), "", ""))
	}
	for i := range 230 {
		add(fmt.Sprintf("%02d:%02d UTC step %d", i/60, i%60, i))
	}
	// What a page holds, told again and again.
	whole := must[app.ReviewSince](t)(b.reviews.Since(made.Ref, ""))
	times := must[app.TimesSince](t)(b.reviews.TimesSince(made.Ref, "utc", ""))
	if !whole.Whole || !times.Whole || len(whole.Review.Timeline) != 230 || len(times.Shown.Times) != 230 {
		t.Fatalf("the first answer: %d entries, %d times", len(whole.Review.Timeline), len(times.Shown.Times))
	}
	page, stamp := whole.Review, whole.Stamp
	clocks, timesStamp := times.Shown.Times, times.Stamp
	follow := func(what string, most int) {
		t.Helper()
		next := must[app.ReviewSince](t)(b.reviews.Since(made.Ref, stamp))
		if next.Whole || len(next.Review.Timeline) > most {
			t.Errorf("%s: %d entries are sent, whole %v", what, len(next.Review.Timeline), next.Whole)
		}
		timeline := slices.Concat(page.Timeline[:next.From], next.Review.Timeline, page.Timeline[next.From+next.Drop:])
		page, stamp = next.Review, next.Stamp
		page.Timeline = timeline
		if now := must[app.ReviewDoc](t)(b.reviews.Get(made.Ref)); !reflect.DeepEqual(page, now) {
			t.Fatalf("%s: the page has %d entries, the review %d", what, len(page.Timeline), len(now.Timeline))
		}
		moved := must[app.TimesSince](t)(b.reviews.TimesSince(made.Ref, "utc", timesStamp))
		if moved.Whole || len(moved.Shown.Times) > most {
			t.Errorf("%s: %d times are sent, whole %v", what, len(moved.Shown.Times), moved.Whole)
		}
		clocks = joined(clocks, moved)
		timesStamp = moved.Stamp
		if now := must[app.ShownTimes](t)(b.reviews.Times(made.Ref, "utc")); !reflect.DeepEqual(clocks, now.Times) {
			t.Fatalf("%s: the times differ", what)
		}
	}
	follow("nothing", 0)
	add("23:59 UTC the last")
	follow("an entry at the end", 1)
	add("01:30 UTC between")
	follow("an entry between", 1)
	must[app.Written](t)(b.reviews.SetField(made.Ref, "timeline/"+page.Timeline[40].ID+"/text", `"another"`, ""))
	follow("other words", 1)
	must[app.Written](t)(b.reviews.RemovePart(made.Ref, "timeline/"+page.Timeline[7].ID, ""))
	follow("one less", 0)
	must[app.Written](t)(b.reviews.SetField(made.Ref, "title", `"A longer night"`, ""))
	follow("the title", 0)
	// An answer that is not kept any more, or of another review, is no ground to stand on.
	other := must[app.Created](t)(b.reviews.Create("Another", ""))
	if r := must[app.ReviewSince](t)(b.reviews.Since(other.Ref, stamp)); !r.Whole || r.Review.ID != other.ID {
		t.Error("a part of another review")
	}
	if r := must[app.ReviewSince](t)(b.reviews.Since(made.Ref, "unknown")); !r.Whole {
		t.Error("a part of what nobody has")
	}
	if r := must[app.TimesSince](t)(b.reviews.TimesSince(made.Ref, "local", timesStamp)); !r.Whole {
		t.Error("a part of the times of another zone")
	}
}

func joined(had map[string]review.ShownTime, next app.TimesSince) map[string]review.ShownTime {
	out := map[string]review.ShownTime{}
	for id, at := range had {
		if !slices.Contains(next.Gone, id) {
			out[id] = at
		}
	}
	for id, at := range next.Shown.Times {
		out[id] = at
	}
	return out
}
