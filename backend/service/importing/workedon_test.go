package importing

import (
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// What an import knows of a cause is all it has to see that somebody worked on it. Snapshots
// of earlier versions hold the parent by the id it had in the file.
func TestACauseThatWasMovedOrKeptElsewhereWasWorkedOn(t *testing.T) {
	made := record.Doc{"analysis": "A", "parent": "of the file", "kind": "why", "text": "old runbook", "factor": "F", "rank": "V"}
	for name, c := range map[string]struct {
		change record.Doc
		want   bool
	}{
		"as the import made it":            {record.Doc{}, false},
		"a layout chose its side":          {record.Doc{"side": "up", "folded": true}, false},
		"below another branch":             {record.Doc{"parent": "branch"}, true},
		"below what is gone":               {record.Doc{"parent": "nothing"}, true},
		"at the top of a second analysis":  {record.Doc{"parent": "", "analysis": "B"}, true},
		"below the effect, in other words": {record.Doc{"text": "no runbook"}, true},
	} {
		here := record.Doc{}
		for _, d := range []record.Doc{made, {"parent": "effect"}, c.change} {
			for k, v := range d {
				here[k] = v
			}
		}
		ours := record.NewState(review.Kind, "R")
		ours.Parts[review.Analyses] = map[string]record.Part{"A": {Doc: record.Doc{}}, "B": {Doc: record.Doc{}}}
		ours.Parts[review.Causes] = map[string]record.Part{"C": {Doc: here}, "effect": {Doc: record.Doc{"kind": "effect", "analysis": "A"}},
			"branch": {Doc: record.Doc{"kind": "why", "analysis": "A", "parent": "effect"}}}
		m := &merger{ours: ours, base: snapshot{Head: record.Doc{"analysis": "A"}, Parts: map[string]map[string]record.Doc{review.Causes: {"C": made}}}}
		if got := m.workedOn("C", here); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
