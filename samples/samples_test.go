package samples

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
		for _, want := range []string{"summary", "impact", "detection", "resolution", "lessons"} {
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
			in([]string{"finding", "notice"}, f.Level, f.ID)
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
			if n.Status == "supported" && n.For == 0 {
				t.Errorf("%s is supported by nothing", n.ID)
			}
			if n.Status == "ruled_out" && n.Against == 0 {
				t.Errorf("%s is ruled out by nothing", n.ID)
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

func placed(nodes []cause.Node) []cause.Placed {
	out := make([]cause.Placed, len(nodes))
	for i, n := range nodes {
		out[i] = cause.Placed{Node: n, Children: -1}
	}
	return out
}

func TestEveryTimeReadsAndItsOffsetIsThatOfItsZone(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for _, e := range r.Timeline {
			if len(e.Times) == 0 {
				t.Fatalf("%s says no time", e.ID)
			}
			for i, s := range e.Times {
				checkStatement(t, e.ID, s)
				if (i > 0) != (s.Reason != "") {
					t.Errorf("%s: a correction has a reason, a first statement none", e.ID)
				}
			}
			last := e.Times[len(e.Times)-1]
			last.RecordedAt = e.Times[0].RecordedAt
			if e.Statement != last {
				t.Errorf("%s shows %v, its last statement is %v", e.ID, e.Statement, last)
			}
		}
		for _, name := range review.Anchors {
			if s := r.Anchor(name); s != nil {
				checkStatement(t, name, *s)
			}
		}
		if _, err := time.Parse(time.DateOnly, r.Date); err != nil {
			t.Error(err)
		}
		for _, a := range r.Actions {
			if a.Due == "" {
				continue
			}
			if _, err := time.Parse(time.DateOnly, a.Due); err != nil {
				t.Errorf("%s: %v", a.ID, err)
			}
		}
	})
}

func checkStatement(t *testing.T, where string, s timeline.Statement) {
	t.Helper()
	if s.RecordedAt != "" {
		if at, err := time.Parse(time.RFC3339, s.RecordedAt); err != nil || at.Location() != time.UTC {
			t.Errorf("%s: recorded at %q, want RFC 3339 in UTC", where, s.RecordedAt)
		}
	}
	if s.Precision == timeline.Unknown {
		if s.At != "" || s.Raw == "" {
			t.Errorf("%s: an unknown time keeps what was written and nothing else", where)
		}
		return
	}
	if s.Precision == timeline.Day {
		if _, err := time.Parse(time.DateOnly, s.At); err != nil {
			t.Errorf("%s: %v", where, err)
		}
		return
	}
	loc, err := time.LoadLocation(s.Zone)
	if err != nil || !strings.HasPrefix(s.Zone, "Europe/") {
		t.Fatalf("%s: zone %q: %v", where, s.Zone, err)
	}
	for _, text := range []string{s.At, s.End} {
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		if got := at.In(loc).Format(time.RFC3339); got != text {
			t.Errorf("%s: %s is %s in %s", where, text, got, s.Zone)
		}
	}
	if s.End != "" && s.End <= s.At {
		t.Errorf("%s ends at %s, before %s", where, s.End, s.At)
	}
}

func TestTheEntriesStandInTheOrderOfTime(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		var all []timeline.Statement
		for _, e := range r.Timeline {
			all = append(all, e.Statement)
		}
		for i, at := range timeline.Order(all) {
			if i != at {
				t.Fatalf("entry %s stands at %d, in the order of time another does", r.Timeline[i].ID, i)
			}
		}
	})
}

func TestTheMomentsFollowEachOtherAndStandInTheTimeline(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		var before *timeline.Statement
		for _, name := range review.Anchors {
			s := r.Anchor(name)
			if s == nil {
				continue
			}
			if before != nil {
				if d, _, ok := timeline.Duration(*before, *s); !ok || d <= 0 {
					t.Errorf("%s at %s does not follow %s", name, s.At, before.At)
				}
			}
			before = s
			if !slices.ContainsFunc(r.Timeline, func(e review.Entry) bool { return e.At == s.At }) {
				t.Errorf("no entry tells of %s at %s", name, s.At)
			}
		}
		for _, d := range review.Durations(r) {
			if d.Problem != "" || !d.Exact {
				t.Errorf("%s to %s: %+v", d.From, d.To, d)
			}
		}
	})
}

// The texts count minutes; the record computes them. Both must say the same.
func TestTheLengthsInTheTextsAreThoseOfTheRecord(t *testing.T) {
	all := Reviews()
	for _, c := range []struct {
		sample         int
		from, to       string
		minutes        float64
		section, words string
	}{
		{0, "started", "detected", 17*60 + 26, "detection", "17 h 26 min"},
		{0, "detected", "mitigated", 5*60 + 37, "resolution", "5 h 37 min"},
		{1, "started", "detected", 2*60 + 1, "detection", "two hours and one minute"},
	} {
		r := load(t, all[c.sample])
		d, _, ok := timeline.Duration(*r.Anchor(c.from), *r.Anchor(c.to))
		if got := d.Round(time.Minute).Minutes(); !ok || got != c.minutes {
			t.Errorf("%s: %s to %s is %v min, want %v", all[c.sample].Name, c.from, c.to, got, c.minutes)
		}
		said := slices.ContainsFunc(r.Sections, func(s review.Section) bool {
			return s.Key == c.section && strings.Contains(s.Text, c.words)
		})
		if !said {
			t.Errorf("%s: section %s does not say %q", all[c.sample].Name, c.section, c.words)
		}
	}
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
