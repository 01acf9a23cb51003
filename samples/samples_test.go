package samples

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// load decodes a sample; a field that a review does not have is a mistake.
func load(t *testing.T, s Sample) review.Review {
	t.Helper()
	var r review.Review
	dec := json.NewDecoder(bytes.NewReader(s.JSON))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	return r
}

func each(t *testing.T, check func(t *testing.T, r review.Review)) {
	t.Helper()
	all := Reviews()
	if len(all) < 2 {
		t.Fatalf("%d sample reviews, want at least 2", len(all))
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) { check(t, load(t, s)) })
	}
}

func TestNothingMintedOrComputedIsWrittenDown(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		if r.Kind+r.ID+r.Ref+r.Space+r.CreatedAt+r.ChangedAt != "" || r.Rev != 0 || r.Durations != nil {
			t.Error("kind, id, ref, space, rev, stamps and durations belong to the store")
		}
	})
}

func TestEveryPartHasAKeyOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		seen := map[string]bool{}
		for _, id := range keys(r) {
			if id == "" || seen[id] {
				t.Errorf("key %q is empty or stands twice", id)
			}
			seen[id] = true
		}
		sections := map[string]bool{}
		for _, s := range r.Sections {
			if s.Key == "" || s.Title == "" || s.Text == "" || sections[s.Key] {
				t.Errorf("section %q is empty or stands twice", s.Key)
			}
			sections[s.Key] = true
		}
		// Lessons are for those who have some: a short review may end with its actions.
		for _, want := range []string{"summary", "impact", "detection", "resolution"} {
			if !sections[want] {
				t.Errorf("no section %s", want)
			}
		}
	})
}

func keys(r review.Review) []string {
	var out []string
	for _, x := range r.Timeline {
		out = append(out, x.ID)
	}
	for _, x := range r.Factors {
		out = append(out, x.ID)
	}
	for _, x := range r.Analyses {
		out = append(out, x.ID)
	}
	for _, x := range r.Causes {
		out = append(out, x.ID)
	}
	for _, x := range r.Evidence {
		out = append(out, x.ID)
	}
	for _, x := range r.Actions {
		out = append(out, x.ID)
	}
	for _, x := range r.Participants {
		out = append(out, x.ID)
	}
	for _, x := range r.Stated {
		out = append(out, x.ID)
	}
	for _, x := range r.Findings {
		out = append(out, x.ID)
	}
	return out
}

func TestEveryWordOfAClosedSetIsInIt(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		in := func(set []string, value, where string) {
			if !slices.Contains(set, value) {
				t.Errorf("%s: %q is not one of %v", where, value, set)
			}
		}
		in(review.States, r.State, "state")
		in(review.Severities, r.Severity, "severity")
		for _, e := range r.Timeline {
			in(review.EntryKinds, e.Kind, e.ID)
			if e.Role == "" || e.Text == "" {
				t.Errorf("%s: who did what?", e.ID)
			}
		}
		for _, f := range r.Factors {
			in(review.FactorKinds, f.Kind, f.ID)
			for _, c := range f.Classes {
				in(cause.Classes, c, f.ID)
			}
		}
		for _, n := range r.Causes {
			in(cause.Kinds, n.Kind, n.ID)
			in(cause.Verdicts, n.Therefore, n.ID)
			for _, c := range n.Classes {
				in(cause.Classes, c, n.ID)
			}
			if n.Kind == "cause" || n.Kind == "condition" {
				in(cause.Statuses, n.Status, n.ID)
			} else if n.Status != "" {
				t.Errorf("%s: a %s has no status", n.ID, n.Kind)
			}
		}
		for _, e := range r.Evidence {
			in(review.EvidenceKinds, e.Kind, e.ID)
			in(review.Stances, e.Stance, e.ID)
		}
		for _, a := range r.Actions {
			in(review.ActionStates, a.Status, a.ID)
			in(review.ActionKinds, a.Kind, a.ID)
			in(review.Strengths, a.Strength, a.ID)
		}
		for _, d := range r.Stated {
			in(review.Anchors, d.From, d.ID)
			in(review.Anchors, d.To, d.ID)
		}
		for _, f := range r.Findings {
			in([]string{"question", "finding", "notice"}, f.Level, f.ID)
			in([]string{"open", "answered", "dismissed"}, f.State, f.ID)
		}
	})
}

func TestTheCausesAreOneTreeWithoutRepairs(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		nodes := slices.Clone(r.Causes)
		factors, known := map[string]bool{}, map[string]bool{}
		for _, f := range r.Factors {
			factors[f.ID] = true
		}
		for i := range nodes {
			nodes[i].Rank = fmt.Sprintf("%04d", i)
			known[nodes[i].ID] = true
		}
		stances := map[string]map[string]int{}
		for _, e := range r.Evidence {
			if stances[e.Cause] == nil {
				stances[e.Cause] = map[string]int{}
			}
			stances[e.Cause][e.Stance]++
		}
		tree := cause.Build(nodes)
		if len(tree.Findings) > 0 {
			t.Fatalf("the tree needs repairs: %v", tree.Findings)
		}
		for i, n := range append(tree.DepthFirst(), placed(tree.Asides())...) {
			if n.ID != r.Causes[i].ID {
				t.Fatalf("node %d is %s, in depth-first order it is %s", i, r.Causes[i].ID, n.ID)
			}
			if n.Factor != "" && !factors[n.Factor] {
				t.Errorf("%s: no factor %s", n.ID, n.Factor)
			}
			for _, also := range n.Also {
				if !known[also] {
					t.Errorf("%s: no cause %s to contribute to", n.ID, also)
				}
			}
			if n.Status == "supported" && stances[n.ID]["supports"] == 0 {
				t.Errorf("%s is supported by nothing", n.ID)
			}
			if n.Status == "ruled_out" && stances[n.ID]["contradicts"] == 0 {
				t.Errorf("%s is ruled out by nothing", n.ID)
			}
			if n.For+n.Against > 0 {
				t.Errorf("%s: evidence is counted, never written down", n.ID)
			}
			if slices.Contains(n.Classes, "human") && n.Children == 0 {
				t.Errorf("%s: a human cause needs the condition behind it", n.ID)
			}
		}
		current := 0
		for _, a := range r.Analyses {
			if a.Current {
				current++
			}
		}
		if current != 1 {
			t.Errorf("%d current analyses, want 1", current)
		}
	})
}

func TestEvidenceNamesACauseAndAnEntryOrSaysWhatItIs(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for _, e := range r.Evidence {
			if !slices.ContainsFunc(r.Causes, func(n cause.Node) bool { return n.ID == e.Cause }) {
				t.Errorf("%s: no cause %s", e.ID, e.Cause)
			}
			told := slices.ContainsFunc(r.Timeline, func(x review.Entry) bool { return x.ID == e.Entry })
			if (e.Kind == "timeline") != told || (e.Entry != "") != told || !told && e.Text == "" {
				t.Errorf("%s of kind %s: entry %q, text %q", e.ID, e.Kind, e.Entry, e.Text)
			}
		}
		for _, f := range r.Findings {
			if f.Key == review.ZoneQuestion && r.Zone == "" && f.About == "" {
				continue
			}
			id, ok := strings.CutPrefix(f.About, "timeline/")
			if !ok || !slices.ContainsFunc(r.Timeline, func(x review.Entry) bool { return x.ID == id }) {
				t.Errorf("%s is about %q, which is no entry", f.ID, f.About)
			}
		}
	})
}

func placed(nodes []cause.Node) []cause.Placed {
	out := make([]cause.Placed, len(nodes))
	for i, n := range nodes {
		out[i] = cause.Placed{Node: n, Children: -1}
	}
	return out
}

func TestTheSamplesShowWhatARecordCanHold(t *testing.T) {
	all := Reviews()
	first, second := load(t, all[0]), load(t, all[1])
	if n := len(first.Timeline); n < 35 || n > 45 {
		t.Errorf("the first timeline has %d entries", n)
	}
	if n := len(second.Timeline); n < 14 || n > 18 {
		t.Errorf("the second timeline has %d entries", n)
	}
	has := func(what string, is func(e review.Entry) bool) {
		if !slices.ContainsFunc(first.Timeline, is) {
			t.Errorf("no entry with %s", what)
		}
	}
	has("a corrected time", func(e review.Entry) bool { return len(e.Times) == 2 })
	has("an end", func(e review.Entry) bool { return e.End != "" })
	has("an approximate time", func(e review.Entry) bool { return e.Precision == timeline.Approximate })
	has("a date only", func(e review.Entry) bool { return e.Precision == timeline.Day })
	count := func(r review.Review, kind string) int {
		n := 0
		for _, c := range r.Causes {
			if c.Kind == kind {
				n++
			}
		}
		return n
	}
	if c, k := count(first, "category"), count(first, "cause"); c < 4 || c > 5 || k < 15 || k > 18 {
		t.Errorf("the first tree has %d categories and %d causes", c, k)
	}
	if c, k := count(second, "category"), count(second, "cause"); c != 0 || k < 9 || k > 11 {
		t.Errorf("the second tree has %d categories and %d causes", c, k)
	}
	for _, s := range cause.Statuses {
		if !slices.ContainsFunc(first.Causes, func(n cause.Node) bool { return n.Status == s }) {
			t.Errorf("no cause is %s", s)
		}
	}
}

func TestServicesOfTheReviewsAreThoseOfTheOrganisation(t *testing.T) {
	about := Organisation()
	each(t, func(t *testing.T, r review.Review) {
		if len(r.Services) == 0 {
			t.Error("no service")
		}
		for _, s := range r.Services {
			if !strings.Contains(about, "| "+s+" |") {
				t.Errorf("the organisation has no service %q", s)
			}
		}
	})
}

func TestThereAreTwoPostMortemsToImport(t *testing.T) {
	in := Incoming()
	if len(in) < 2 {
		t.Fatalf("%d documents, want at least 2", len(in))
	}
	for _, d := range in {
		if !strings.HasPrefix(string(d.Text), "# ") || !strings.HasSuffix(d.Name, ".md") {
			t.Errorf("%s is no Markdown with a title", d.Name)
		}
	}
}
