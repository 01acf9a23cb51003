package canon_test

import (
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// The library counts the lines of some errors from 0, and names of others the beginning of
// what they stand in.
func TestAnErrorIsToldWithTheLineInWhichItStands(t *testing.T) {
	t.Parallel()
	c, _ := reviews(t)
	dir, _ := canon.Folder(review.Schema, theID)
	for name, x := range map[string]struct{ before, bad, after string }{
		"a list without an end":                   {"---\nschema: 1", "severity: [SEV1", "state: draft\n---\n"},
		"a list without an end in the first line": {"---", "severity: [SEV1", "state: draft\n---\n"},
		"a map without an end":                    {"---\nschema: 1\nstate: draft", "later: {a: 1", "severity: SEV1\n---\n"},
		"a field that is indented too little":     {"---\nschema: 1\nsections:\n  summary:\n    level: 2", "   rank: b", "---\n"},
		"a field that is indented too much":       {"---\nschema: 1\nstate: draft", "    severity: SEV1", "---\n"},
		"a point of a list in a map":              {"---\nschema: 1\nlater:\n  a: 1\n  b: 2", "  - c", "---\n"},
		"a text without an end":                   {"---\nschema: 1\nstate: draft", "zone: \"Europe", "---\n"},
		"a tabulator":                             {"---\nschema: 1\nstate: draft", "\tseverity: SEV1", "---\n"},
		"a name of nothing":                       {"---\nschema: 1\nstate: draft", "zone: *", "---\n"},
		"a line without a field":                  {"---\nschema: 1\nstate: draft", "half a sentence", "severity: SEV1\n---\n"},
	} {
		text := x.before + "\n" + x.bad + "\n" + x.after
		line := strings.Count(x.before, "\n") + 2
		r := c.Parse(theID, []canon.File{{Path: dir + "/review.md", Data: []byte(text)}})
		if len(r.Problems) != 1 {
			t.Errorf("%s: %+v", name, r.Problems)
			continue
		}
		p, key := r.Problems[0], "canon.yaml"
		if name == "a tabulator" {
			key = "canon.tab"
		}
		if p.Key != key || p.Line != line || p.Quote != x.bad || !strings.HasPrefix(p.Params["why"], "line "+strconv.Itoa(line)+": ") {
			t.Errorf("%s: line %d, %q, %v; it stands in %d", name, p.Line, p.Quote, p.Params, line)
		}
	}
}
