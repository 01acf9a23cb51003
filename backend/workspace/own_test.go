package workspace_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/assets"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/ingest"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

var revision = regexp.MustCompile(`(review 1 [0-9A-Z]{26}) [0-9a-f]{32} -->`)

func exported(r review.Review) string {
	return revision.ReplaceAllString(review.Exported(r, assets.English().Text), "$1 0 -->")
}

// ids gives ids of the form of a ULID, one after the other.
func ids() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("01K%023d", n)
	}
}

// again reads an export as any file is read and exports what became of it.
func again(t rapid.TB, text string) review.Review {
	out := ingest.Read("export.md", []byte(text))
	if out.Document == nil || out.Document.ID == "" {
		t.Fatalf("our own export is not known: %+v\n%s", out.Quarantined, text)
	}
	st := importing.Build(out.Document, out.Document.ID, ids(), time.Unix(0, 0))
	return viewOf(st)
}

func viewOf(st *record.State) review.Review {
	return review.FromSnapshot(record.Snapshot{Row: record.Row{ID: st.ID, Kind: review.Kind}, State: st})
}

var (
	somewords = rapid.SampledFrom([]string{"Alarm", "disk | full", `C:\temp\|x`, "a <br> b", "*bold* _it_", "5 > 3", "# no heading", "- dash", "1. one", "Zürich 🚨", "see (x)", "role, Plant Coast", "owner: me", "due 2024", "`code`", "10:00 at noon", "<!-- hidden -->", "by Friday", "unknown (supported)", "|", "Status: done"})
	line      = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(somewords, 1, 4).Draw(t, "words"), " ")
	})
	lines  = rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(line, 1, 4).Draw(t, "lines"), "\n") })
	moment = rapid.Custom(func(t *rapid.T) timeline.Statement {
		return rapid.SampledFrom([]timeline.Statement{
			{At: "2026-03-28T23:50:00+01:00", Zone: "Europe/Berlin", Precision: timeline.Minute}, {At: "2026-03-29", Precision: timeline.Day}, {At: "2026-03-29T03:10:00Z", End: "2026-03-29T03:30:00Z", Zone: "UTC", Precision: timeline.Minute},
			{At: "2026-03-29T03:10:05Z", Zone: "UTC", Precision: timeline.Second}, {At: "2026-03-29T03:00:00Z", Zone: "UTC", Precision: timeline.Approximate}, {At: "2026-03-29T03:00:00Z", Zone: "UTC", Precision: timeline.Hour},
			{At: "2026-03-29T03:10:00", Precision: timeline.Minute}, {At: "T10:00:00", Precision: timeline.Minute}, {Raw: "1?:05", Precision: timeline.Unknown}, {Precision: timeline.Unknown},
			{At: "2026-10-25T02:30:00", Zone: "Europe/Berlin", Precision: timeline.Minute}, {At: "2026-03-28T23:50:00+01:00", End: "2026-03-29T00:10:00+01:00", Zone: "CET", Precision: timeline.Approximate},
		}).Draw(t, "moment")
	})
	document = rapid.Custom(func(t *rapid.T) intake.Document {
		of := func(n string, m int) int { return rapid.IntRange(0, m).Draw(t, n) }
		d := intake.Document{Title: line.Draw(t, "title"), Severity: rapid.SampledFrom(append([]string{""}, review.Severities...)).Draw(t, "severity"), State: rapid.SampledFrom(review.States).Draw(t, "state"),
			Services: []string{"ledger", "pay out"}, Tags: []string{"a b"}, Date: "2026-03-28", Zone: "Europe/Berlin"}
		for i := range of("sections", 3) {
			d.Sections = append(d.Sections, intake.Section{Key: []string{"summary", "timeline", "actions"}[i], Title: line.Draw(t, "heading"), Text: lines.Draw(t, "section")})
		}
		for range of("entries", 5) {
			d.Timeline = append(d.Timeline, intake.Entry{Time: moment.Draw(t, "time"), Role: line.Draw(t, "role"), Text: lines.Draw(t, "text"), Kind: rapid.SampledFrom(append([]string{""}, review.EntryKinds...)).Draw(t, "kind")})
		}
		for range of("factors", 4) {
			d.Factors = append(d.Factors, intake.Factor{Text: lines.Draw(t, "text"), Kind: rapid.SampledFrom(review.FactorKinds).Draw(t, "kind"), Classes: rapid.SampledFrom([][]string{nil, {"human"}, {"technical", "external"}}).Draw(t, "classes"),
				Subtypes: rapid.SampledFrom([][]string{nil, {"technical/capacity"}, {"external/network", "human/workload"}}).Draw(t, "subtypes")})
		}
		for i := range of("causes", 4) {
			d.Causes = append(d.Causes, intake.Cause{Parent: rapid.IntRange(-1, i-1).Draw(t, "parent"), Text: lines.Draw(t, "text")})
		}
		for range of("actions", 4) {
			d.Actions = append(d.Actions, intake.Action{Title: line.Draw(t, "title"), Text: lines.Draw(t, "text"), OwnerRole: line.Draw(t, "owner"), Due: rapid.SampledFrom([]string{"", "2026-05-01"}).Draw(t, "due"),
				Status: rapid.SampledFrom(review.ActionStates).Draw(t, "status"), Criterion: lines.Draw(t, "criterion"), Measure: line.Draw(t, "measure")})
		}
		for range of("people", 3) {
			d.Participants = append(d.Participants, intake.Participant{Role: line.Draw(t, "role")})
		}
		return d
	})
)

func TestOurOwnExportReadBackGivesTheSameExport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := document.Draw(t, "document")
		st := importing.Build(&d, "01K00000000000000000000000", ids(), time.Unix(0, 0))
		if all := st.Live(review.Factors); len(all) > 1 {
			st.Parts[review.Factors][all[1]].Doc["condition_of"] = []any{all[0]}
		}
		first := viewOf(st)
		text := exported(first)
		r := again(t, text)
		if got := exported(r); got != text {
			t.Fatalf("first:\n%s\nagain:\n%s", text, got)
		}
		if len(r.Timeline) != len(first.Timeline) || len(r.Actions) != len(first.Actions) || len(r.Causes) != len(first.Causes) || len(r.Factors) != len(first.Factors) || len(r.Participants) != len(first.Participants) {
			t.Fatalf("pieces are lost:\n%s", text)
		}
		came := map[string]review.Factor{} // an export tells them by kind
		for _, f := range r.Factors {
			came[f.ID] = f
		}
		for _, f := range first.Factors {
			if g := came[f.ID]; !slices.Equal(g.Classes, f.Classes) || !slices.Equal(g.Subtypes, f.Subtypes) || !slices.Equal(g.ConditionOf, f.ConditionOf) {
				t.Fatalf("factor %+v came back as %+v", f, g)
			}
		}
		for i, e := range first.Timeline {
			if g := r.Timeline[i]; g.ID != e.ID || g.At != e.At || g.End != e.End || g.Role != record.Str(st.Parts[review.Timeline][e.ID].Doc, "role") {
				t.Fatalf("entry %+v came back as %+v", e, g)
			}
		}
	})
}

func TestBothSamplesAreExportedAgainAsTheyWere(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "sample"))
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		text := exported(get(t, ws, row.ID).Shared())
		if got := exported(again(t, text)); got != text {
			t.Errorf("%s:\n%s", row.Title, firstDifference(text, got))
		}
		if strings.Count(text, "## Timeline") != 1 {
			t.Errorf("%s has %d headings of the timeline", row.Title, strings.Count(text, "## Timeline"))
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, x[i], strings.Join(y[min(i, len(y)):min(i+1, len(y))], ""))
		}
	}
	return "it is longer"
}

// An export that came back with changes is the same review, and only --update
// changes it.
func TestAnExportThatComesBackUpdatesItsReviewAndMakesNoCopy(t *testing.T) {
	ws := open(t, t.TempDir())
	d := &intake.Document{Title: "Dock down", State: "draft", Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "It was down."}},
		Timeline: []intake.Entry{{Text: "alarm", Role: "role, Plant Coast", Time: timeline.Statement{At: "2026-03-01T10:00:00Z", Zone: "UTC", Precision: timeline.Hour}}, {Text: "over", Time: timeline.Statement{At: "2026-03-01T11:00:00Z", Zone: "UTC", Precision: timeline.Minute}}},
		Actions:  []intake.Action{{Title: "Fix it", Kind: "prevent", Tracker: "OPS-1"}, {Title: "Drop it"}}}
	st := importing.Build(d, ws.Records.NewID(), ws.Records.NewID, ws.Records.Now())
	if _, err := ws.Records.Create(ctx, recording.New{State: st, Action: "review.create"}); err != nil {
		t.Fatal(err)
	}
	before := get(t, ws, st.ID)
	text := review.Exported(before, assets.English().Text)
	if a := importFiles(t, ws, importing.Options{Update: true}, write(t, "same.md", text)); a.Created != 0 {
		t.Fatalf("a copy was made: %+v", a)
	}
	if after := get(t, ws, st.ID); exported(after) != exported(before) {
		t.Fatalf("an unchanged export changed something:\n%s", firstDifference(exported(before), exported(after)))
	}
	if after := get(t, ws, st.ID); after.Rev != before.Rev {
		t.Errorf("an unchanged export made a step of the history")
	}
	var kept []string
	for _, l := range strings.Split(strings.Replace(text, "It was down.", "It was down for an hour.", 1), "\n") {
		if !strings.Contains(l, "Drop it") {
			kept = append(kept, l)
		}
	}
	changed := strings.Replace(strings.Join(kept, "\n"), "| over ", "| all over ", 1)
	if a := importFiles(t, ws, importing.Options{}, write(t, "changed.md", changed)); len(a.Proposals) != 1 || a.Created != 0 || get(t, ws, st.ID).Rev != before.Rev {
		t.Fatalf("it must be offered only: %+v", a)
	}
	if a := importFiles(t, ws, importing.Options{Update: true}, write(t, "changed.md", changed)); a.Updated != 1 {
		t.Fatalf("got %+v", a)
	}
	r := get(t, ws, st.ID)
	if r.Sections[0].Text != "It was down for an hour." || r.Timeline[1].Text != "all over" || len(r.Actions) != 1 || r.Actions[0].Kind != "prevent" || r.Actions[0].Tracker != "OPS-1" ||
		r.Timeline[0].Role != "role, Plant Coast" || r.Timeline[0].Precision != timeline.Hour || len(r.Timeline[0].Times) != 1 || len(r.Conflicts) != 0 {
		t.Errorf("got %+v", r)
	}
	// The same file once more is older than the review now: what differs is nobody's
	// to decide.
	stale := strings.Replace(changed, "| all over ", "| quite over ", 1)
	importFiles(t, ws, importing.Options{Update: true}, write(t, "stale.md", stale))
	if r := get(t, ws, st.ID); r.Timeline[1].Text != "all over" || len(r.Conflicts) != 1 {
		t.Errorf("got %+v with conflicts %+v", r.Timeline[1], r.Conflicts)
	}
}
