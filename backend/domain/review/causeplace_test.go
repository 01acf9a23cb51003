package review_test

import (
	"fmt"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// A cause written by hand may name no analysis, or one that is not there.
func TestACauseThatNamesNoAnalysisIsShownWithWhatItHangsOn(t *testing.T) {
	s := record.NewState(review.Schema.Kind, "r")
	put := func(collection, id string, doc record.Doc) {
		if s.Parts[collection] == nil {
			s.Parts[collection] = map[string]record.Part{}
		}
		s.Parts[collection][id] = record.Part{Doc: doc}
	}
	put(review.Analyses, "A1", record.Doc{"rank": "F"})
	put(review.Analyses, "A2", record.Doc{"rank": "V"})
	put(review.Causes, "top1", record.Doc{"analysis": "A1", "kind": "effect", "text": "One", "rank": "F"})
	put(review.Causes, "top2", record.Doc{"analysis": "A2", "kind": "effect", "text": "Two", "rank": "F"})
	put(review.Causes, "child", record.Doc{"parent": "top2", "text": "Without one"})
	put(review.Causes, "deeper", record.Doc{"parent": "child", "analysis": "gone", "text": "Below it"})
	put(review.Causes, "loose", record.Doc{"text": "Nowhere"})
	put(review.Causes, "ring1", record.Doc{"parent": "ring2", "text": "Ring"})
	put(review.Causes, "ring2", record.Doc{"parent": "ring1", "text": "Ring"})
	s.Parts[review.Analyses]["A3"] = record.Part{Doc: record.Doc{"rank": "Z"}, Removed: true}
	put(review.Causes, "hidden", record.Doc{"analysis": "A3", "kind": "effect", "text": "Went with its analysis", "rank": "G"})
	put(review.Causes, "below hidden", record.Doc{"parent": "hidden", "text": "As it did"})
	for analysis, want := range map[string][]string{"A1": {"top1", "loose", "ring1", "ring2"}, "A2": {"top2", "child", "deeper"}} {
		got := map[string]bool{}
		for _, n := range review.CauseNodes(s, analysis) {
			got[n.ID] = true
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v", analysis, got)
		}
		for _, id := range want {
			if !got[id] {
				t.Errorf("%s: %s is not shown", analysis, id)
			}
		}
	}
}

// A list that a script made is read as quickly as one of ours: each cause is looked at once.
func TestALongChainWithoutAnAnalysisBelongsToTheFirst(t *testing.T) {
	s := record.NewState(review.Schema.Kind, "r")
	s.Parts[review.Analyses] = map[string]record.Part{"A1": {Doc: record.Doc{"rank": "F"}}}
	s.Parts[review.Causes] = map[string]record.Part{}
	const n = 20000
	for i := range n {
		s.Parts[review.Causes][fmt.Sprintf("c%05d", i)] = record.Part{Doc: record.Doc{"text": "x", "parent": fmt.Sprintf("c%05d", i+1)}}
	}
	if got := len(review.CauseNodes(s, "A1")); got < n {
		t.Errorf("%d of %d", got, n)
	}
}
