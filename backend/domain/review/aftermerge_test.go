package review_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

func TestAMergeTellsWhatTwoPeopleBroughtInTogether(t *testing.T) {
	s, err := merge.NewScheme(review.Schema, merge.Version, review.AfterMerge)
	if err != nil {
		t.Fatal(err)
	}
	base := merge.NewDoc(review.Kind, reviewID, 1)
	base.Fields["title"] = "Payments stood still"
	base.PutPart(review.Actions, "01A", merge.Part{Fields: record.Doc{"title": "Alert on the queue", "status": "open", "criterion": "The alert has fired once."}})
	a, b := base.Clone(), base.Clone()
	at := func(hour string) record.Doc {
		return record.Doc{"at": "2026-11-16T" + hour + ":00:00+01:00", "zone": "Europe/Berlin", "precision": "minute"}
	}
	for side, d := range map[string]*merge.Doc{"1": a, "2": b} {
		d.PutPart(review.Participants, "01P"+side, merge.Part{Fields: record.Doc{"role": "Incident Commander", "actor": "p" + side}})
		d.PutPart(review.Causes, "01C"+side, merge.Part{Fields: record.Doc{"analysis": "01N", "kind": "effect", "text": "It stood still"}})
	}
	a.Fields["started"], b.Fields["resolved"] = at("12"), at("11")
	a.PutPart(review.Actions, "01A", merge.Part{Fields: record.Doc{"title": "Alert on the queue", "status": "done", "criterion": "The alert has fired once."}})
	b.PutPart(review.Actions, "01A", merge.Part{Fields: record.Doc{"title": "Alert on the queue", "status": "open"}})
	r := merge.Merge(s, []*merge.Doc{base}, merge.Side{Doc: a}, merge.Side{Doc: b})
	var got []string
	for _, n := range r.Notices {
		got = append(got, n.Key+" "+n.Path)
	}
	want := []string{"merge.done_without_evidence actions/01A", "merge.two_effects causes/01C2", "merge.two_commanders participants/01P2", "merge.end_before_start resolved"}
	if !slices.Equal(got, want) || len(r.Opened) > 0 {
		t.Errorf("%v, %d conflicts", got, len(r.Opened))
	}
	if n := review.AfterMerge(base); len(n) > 0 {
		t.Errorf("nothing is odd about %v", n)
	}
}

// Held is said of a time: whoever moves the meeting meanwhile is asked, and makes it no other.
func TestAMeetingThatWasHeldAndMovedIsOneQuestion(t *testing.T) {
	s, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	meeting := func(day, state, limit string) *merge.Doc {
		d := merge.NewDoc(review.Kind, reviewID, 1)
		at := record.Doc{"at": day + "T14:00:00Z", "zone": "UTC", "precision": "minute"}
		d.PutPart(review.Meetings, "01M", merge.Part{Fields: record.Doc{"at": at, "state": state, "limit": limit, "minutes": 60.0}})
		s.Normalise(d)
		return d
	}
	r := merge.Merge(s, []*merge.Doc{meeting("2026-11-24", "planned", "")}, merge.Side{Doc: meeting("2026-11-24", "held", "48 h")}, merge.Side{Doc: meeting("2026-12-01", "planned", "")})
	if len(r.Opened) != 1 {
		t.Fatalf("%d questions", len(r.Opened))
	}
	c := r.Doc.Conflicts[r.Opened[0]]
	if c.Path != "meetings/01M/at" || c.Kind != merge.KindGroup {
		t.Fatalf("%+v", c)
	}
	var shown []string
	for _, v := range c.Values {
		shown = append(shown, (review.Review{}).ShownValue(c, v, func(key string, _ ...string) string { return key + "!" }))
	}
	all := strings.Join(shown, "\n")
	for _, words := range []string{"meeting.held!", "meeting.planned!", "2026-11-24 14:00", "2026-12-01 14:00"} {
		if !strings.Contains(all, words) {
			t.Errorf("no %q in %s", words, all)
		}
	}
}
