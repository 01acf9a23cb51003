package review_test

import (
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// before is a review with a piece of everything that an export carried in 2026.
func before() review.Review {
	at := timeline.Statement{At: "2026-03-01T10:00:00Z", Zone: "UTC", Precision: timeline.Minute}
	return review.Review{
		ID: "01K00000000000000000000000", Title: "Queue stopped", Severity: "SEV2", State: "agreed", Services: []string{"queue"}, Zone: "UTC", Started: &at,
		Sections: []review.Section{{Key: "summary", Text: "It stopped."}, {Key: "timeline", Text: "In short."}},
		Timeline: []review.Entry{{ID: "e1", Statement: at, Text: "alarm", Role: "on call", Kind: "detection"}},
		Factors: []review.Factor{{ID: "f1", Text: "One key", Kind: "contributing", Classes: []string{"human", "technical"}}, {ID: "f2", Text: "A spare", Kind: "luck"},
			{ID: "f3", Text: "Called early", Kind: "went_well"}},
		Actions:      []review.Action{{ID: "a1", Title: "Mend it", OwnerRole: "plant lead", Due: "2026-04-01", Status: "committed", Criterion: "it runs", Measure: "stops a month"}},
		Participants: []review.Participant{{ID: "p1", Role: "on call"}},
		Findings:     []review.Finding{{ID: "n1", Level: "question", Key: "import.zone", State: "open", Params: map[string]string{"zone": "PT"}}},
		Conflicts:    []review.Conflict{{ID: "c1", Path: "title", State: "open", Values: []string{"a", "b"}}},
	}
}

// Exports are out there and come back: the fingerprint of what they carried does not change.
func TestAnExportOfBeforeKeepsItsFingerprint(t *testing.T) {
	if got := review.Fingerprint(before()); got != "59acca58810f6df57d66eb2b23fef8a9" {
		t.Errorf("it is %s", got)
	}
}

// What an export only tells, and nobody brings in by a file, moves no review on.
func TestWhatAnExportOnlyTellsIsNotInItsFingerprint(t *testing.T) {
	want := review.Fingerprint(before())
	for name, edit := range map[string]func(*review.Review){
		"a comment": func(r *review.Review) {
			r.Comments = []review.Comment{{ID: "k1", Text: "Is that so?", State: "open"}}
		},
		"how it was asked": func(r *review.Review) { r.Chosen = "five_whys" },
	} {
		r := before()
		text := review.Exported(r, keyed)
		edit(&r)
		if got := review.Fingerprint(r); got != want {
			t.Errorf("%s: %s", name, got)
		}
		if review.Exported(r, keyed) == text {
			t.Errorf("%s is not told", name)
		}
	}
	r := before()
	r.Factors[0].Subtypes = []string{"technical/code"}
	if review.Fingerprint(r) == want {
		t.Error("what an export carries is not in its fingerprint")
	}
}

func keyed(key string, _ ...string) string { return key }
