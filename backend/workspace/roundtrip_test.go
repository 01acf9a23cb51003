package workspace_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// told is what a review tells in the words that must survive an export: one line
// each, so that a difference is read at once. Who did something may come back as
// a role or as a name: a reader cannot know a role by its words alone.
func told(t *testing.T, ws *workspace.Workspace, id string) []string {
	t.Helper()
	snap, err := ws.Records.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	r, names := review.FromSnapshot(snap), review.Names(snap.State)
	out := []string{"title: " + words(r.Title), "severity: " + r.Severity, "state: " + r.State, "services: " + strings.Join(r.Services, ", ")}
	for _, e := range r.Timeline {
		out = append(out, fmt.Sprintf("entry: %s %s – %s [%s] %s", e.At, e.Zone, e.End, words(e.Role, e.Name), words(e.Text)))
	}
	for _, f := range r.Factors {
		out = append(out, "factor "+f.Kind+": "+words(f.Text))
	}
	for _, a := range r.Actions {
		status := a.Status
		if status == "idea" {
			status = "candidate" // both are not decided yet: a document tells them apart by no word of its own
		}
		out = append(out, fmt.Sprintf("action: (%s) due %s, %s, done when %s: %s", words(a.OwnerRole, names[a.OwnerActor]), a.Due, status, words(a.Criterion), words(a.Title, a.Text)))
	}
	return out
}

// words are the words of a text without the signs that a document may add.
func words(parts ...string) string {
	all := strings.Join(parts, " ")
	for _, sign := range []string{"<br>", ",", "(", ")", "*"} {
		all = strings.ReplaceAll(all, sign, " ")
	}
	return strings.Join(strings.Fields(all), " ")
}

// readBack reads a Markdown export with the readers of foreign documents.
func readBack(t *testing.T, r review.Review) (*workspace.Workspace, string) {
	t.Helper()
	text := review.Markdown(r, assets.English().Text)
	ws := open(t, t.TempDir())
	made := importFiles(t, ws, importing.Options{}, write(t, "export.md", text))
	if made.Created != 1 {
		t.Fatalf("our own export is refused: %+v\n%s", made.Quarantined, text)
	}
	return ws, made.Records[0].ID
}

// compare wants every line again: an action may have gained text (a measure that
// was read as such), a moment that nobody could read and a factor of luck must
// stand somewhere, whatever they were read as.
func compare(t *testing.T, want, got []string, whole string) {
	t.Helper()
	used := make([]bool, len(got))
	whole = words(whole)
next:
	for _, line := range want {
		for i, g := range got {
			if !used[i] && (g == line || strings.HasPrefix(line, "action:") && strings.HasPrefix(g, line)) {
				used[i] = true
				continue next
			}
		}
		for _, open := range []string{"factor luck: ", "entry:   –  ["} {
			if rest, ok := strings.CutPrefix(line, open); ok {
				if _, text, cut := strings.Cut(rest, "] "); cut {
					rest = text
				}
				if strings.Contains(whole, rest) {
					continue next
				}
			}
		}
		t.Errorf("lost:  %s", line)
	}
}

func TestTheMarkdownExportOfTheSampleIsReadBackWithItsTimelineFactorsAndActions(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "sample"))
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		t.Run(row.Title, func(t *testing.T) {
			back, id := readBack(t, get(t, ws, row.ID))
			compare(t, told(t, ws, row.ID), told(t, back, id), review.Markdown(get(t, back, id), assets.English().Text))
		})
	}
}

func TestAMarkdownExportKeepsAwkwardTextsTimesAndOwners(t *testing.T) {
	ws := open(t, t.TempDir())
	entry := func(at, end, zone, role, text string, p timeline.Precision) intake.Entry {
		return intake.Entry{Text: text, Role: role, Time: timeline.Statement{At: at, End: end, Zone: zone, Precision: p}}
	}
	d := &intake.Document{
		Title: "Payout | queue *stopped* #3", Severity: "SEV2", State: "draft", Services: []string{"ledger", "pay out"}, Date: "2026-03-28", Zone: "Europe/Berlin",
		Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "One line.\n\n- a list\n- of two\n\n```\n# no heading\n```"}},
		Timeline: []intake.Entry{
			entry("2026-03-28T23:50:00+01:00", "", "Europe/Berlin", "on call", "Alarm: \"lag > 5\" | paged", timeline.Minute),
			entry("2026-03-29T03:10:00+02:00", "2026-03-29T03:30:00+02:00", "Europe/Berlin", "", "Failover\nand restart", timeline.Minute),
			entry("2026-03-29T04:00:05+02:00", "", "Europe/Berlin", "comms", "Status page", timeline.Second),
		},
		Factors: []intake.Factor{{Text: "One consumer"}, {Text: "Runbook was found at once", Kind: "went_well"}, {Text: "It was a Sunday", Kind: "luck"}},
		Actions: []intake.Action{
			{Title: "Add a second consumer", OwnerRole: "platform team", Due: "2026-05-01", Status: "committed", Criterion: "two consumers run for a week"},
			{Title: "Alert on lag | depth", Status: "done"},
		},
	}
	st := importing.Build(d, ws.Records.NewID(), ws.Records.NewID, ws.Records.Now())
	made := recording.New{State: st, Action: "review.create"}
	if _, err := ws.Records.Create(ctx, made); err != nil {
		t.Fatal(err)
	}
	back, id := readBack(t, get(t, ws, st.ID))
	compare(t, told(t, ws, st.ID), told(t, back, id), review.Markdown(get(t, back, id), assets.English().Text))
	for _, section := range get(t, back, id).Sections {
		if section.Key == "summary" && strings.Contains(section.Text, "# no heading") {
			return
		}
	}
	t.Errorf("the summary came back as %+v", get(t, back, id).Sections)
}
