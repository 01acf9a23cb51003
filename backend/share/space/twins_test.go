package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/reviewing"
)

const pumps = "# Pumps ran dry\n\n## Timeline\n\n- 2026-03-01 10:00 UTC the alarm rang\n- 2026-03-01 10:05 UTC the pump was stopped\n\n## Contributing factors\n\n- The sensor was old\n"

// imports imports a file with a text and gives its review.
func (d *device) imports(text string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "pumps.md")
	d.must(os.WriteFile(path, []byte(text), 0o600))
	p, err := d.ws.Imports.Preview(d.t.Context(), []string{path}, importing.Options{}, nil)
	d.must(err)
	made, err := d.ws.Imports.Apply(d.t.Context(), p, importing.Options{}, nil)
	d.must(err)
	if len(made.Records) == 0 {
		return ""
	}
	return made.Records[0].ID
}

// asked are the questions about two reviews of one file, open and decided.
func (d *device) asked() (out []review.Undecided) {
	d.t.Helper()
	list, err := d.ws.Conflicts(d.t.Context(), "", english)
	d.must(err)
	for _, u := range list {
		if u.Form == review.FormTwin {
			out = append(out, u)
		}
	}
	return out
}

func (d *device) exchanges() {
	d.t.Helper()
	_, err := d.ws.Sync(d.t.Context(), team, access)
	d.must(err)
}

func (d *device) decides(u review.Undecided, keep string) {
	d.t.Helper()
	id, err := d.ws.Records.Resolve(d.t.Context(), u.Ref)
	d.must(err)
	_, err = d.ws.SettleConflict(d.t.Context(), id, u.ID, reviewing.Choice{Keep: keep}, "")
	d.must(err)
}

// twoImports are two machines of one space that imported the same file, of which the
// second has edited its review.
func twoImports(t *testing.T) (a, b *device, first, second string) {
	t.Helper()
	dir := bare(t)
	a, b = newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	b.joins(dir)
	b.at = b.at.AddDate(0, 0, 1)
	first, second = a.imports(pumps), b.imports(strings.ReplaceAll(pumps, "\n", "\r\n"))
	a.must(a.ws.Share(t.Context(), team, first))
	b.must(b.ws.Share(t.Context(), team, second))
	return a, b, first, second
}

func (d *device) look(id string) review.Review {
	d.t.Helper()
	snap, err := d.ws.Records.Get(d.t.Context(), id)
	d.must(err)
	return review.FromSnapshot(snap)
}

func TestTwoReviewsOfOneFileAreAskedAboutOnceAndKeepingBothIsRememberedEverywhere(t *testing.T) {
	a, b, first, second := twoImports(t)
	a.exchanges()
	if list := a.asked(); len(list) != 0 {
		t.Fatalf("%+v", list)
	}
	b.exchanges()
	a.exchanges()
	b.exchanges()
	for _, d := range []*device{a, b} {
		list := d.asked()
		if len(list) != 1 || list[0].State != merge.Open || strings.Join(list[0].Choices, " ") != "1 2 both" || list[0].Shown[1].Copy == "" {
			t.Fatalf("%+v", list)
		}
		if list[0].Values[0] != first || list[0].Values[1] != second {
			t.Fatalf("%v", list[0].Values)
		}
		// Each side with who made it, and when: one here, the other elsewhere.
		here, there := list[0].Shown[0], list[0].Shown[1]
		if d == b {
			here, there = there, here
		}
		if here.From != "own" || here.By != "" || here.At == "" || there.From != "twin" || there.By == "" || there.At == "" {
			t.Errorf("%+v %+v", here, there)
		}
	}
	a.decides(a.asked()[0], "both")
	a.exchanges()
	b.exchanges()
	b.exchanges()
	a.exchanges()
	for _, d := range []*device{a, b} {
		if list := d.asked(); len(list) != 1 || list[0].State != merge.Resolved || list[0].Decision != "Both stay" {
			t.Fatalf("%+v", list)
		}
		if d.look(first).Title == "" || d.look(second).Title == "" {
			t.Fatal("one of them is gone")
		}
	}
}

func TestTwoReviewsOfOneFileBecomeOneAndUndoTakesEachStepBack(t *testing.T) {
	for keep, name := range map[string]string{"1": "the one imported here", "2": "the one that came"} {
		t.Run(name, func(t *testing.T) {
			a, b, first, second := twoImports(t)
			// Each has edits of its own: a section in both, an entry and a cause in one.
			a.set(first, "severity", "SEV2")
			entry := b.look(second).Timeline[0].ID
			b.set(second, review.Timeline+"/"+entry+"/text", "the alarm rang twice")
			_, err := b.ws.Reviews.AddPart(t.Context(), second, review.Timeline, map[string]any{"line": "2026-03-01 10:20 UTC the level was back"}, "", "")
			b.must(err)
			a.exchanges()
			b.exchanges()
			a.exchanges()
			kept, gone := first, second
			if keep == "2" {
				kept, gone = second, first
			}
			before := a.look(kept)
			a.decides(a.asked()[0], keep)
			now := a.look(kept)
			var entries []string
			for _, e := range now.Timeline {
				entries = append(entries, e.Text)
			}
			if got := strings.Join(entries, ", "); got != "the alarm rang twice, the pump was stopped, the level was back" || now.Severity != "SEV2" || len(now.Factors) != 1 || len(now.Causes) != len(before.Causes) {
				t.Fatalf("%s; %s; %d factors, %d causes", got, now.Severity, len(now.Factors), len(now.Causes))
			}
			if open := now.Conflicts; len(open) != 0 && kept == second {
				t.Errorf("%+v", open)
			}
			if trashed, err := a.ws.Records.InTrash(t.Context(), gone); err != nil || !trashed {
				t.Fatal("the other one is still there", err)
			}
			a.exchanges()
			b.exchanges()
			if trashed, err := b.ws.Records.InTrash(t.Context(), gone); err != nil || !trashed {
				t.Fatal("the other one is still there for others", err)
			}
			if list := b.asked(); len(list) > 0 && list[0].State == merge.Open {
				t.Errorf("asked again: %+v", list)
			}
			if again := a.imports(pumps); again != "" {
				t.Errorf("the file became %s", again)
			}
			// One step each.
			_, err = a.ws.Records.Undo(t.Context(), kept, "")
			a.must(err)
			if got := a.look(kept); len(got.Timeline) != len(before.Timeline) || got.Severity != before.Severity {
				t.Errorf("%+v", got.Timeline)
			}
			_, err = a.ws.Records.Restore(t.Context(), gone, "review.restore", "")
			a.must(err)
		})
	}
}

func TestSomebodyWhoNeverSawTheFileIsAskedWhereTwoReviewsOfOneFileDiffer(t *testing.T) {
	a, b, first, second := twoImports(t)
	b.set(second, review.Timeline+"/"+b.look(second).Timeline[0].ID+"/text", "the alarm rang twice")
	a.exchanges()
	b.exchanges()
	c := newDevice(t, 3)
	list, err := a.ws.Spaces(t.Context())
	a.must(err)
	c.joins(list[0].Address)
	c.decides(c.asked()[0], "1")
	r := c.look(first)
	if len(r.Timeline) != 2 || len(r.Factors) != 1 || len(r.Conflicts) != 1 || r.Timeline[0].Text != "the alarm rang" {
		t.Fatalf("%d entries, %d factors, %+v", len(r.Timeline), len(r.Factors), r.Conflicts)
	}
	// Whoever made the second knows what the first began with, and is asked nothing.
	b.decides(b.asked()[0], "1")
	if r := b.look(first); len(r.Conflicts) != 0 || r.Timeline[0].Text != "the alarm rang twice" {
		t.Fatalf("%+v", r.Conflicts)
	}
}

func TestReviewsOfOneFileInTwoSpacesAreNotAskedAbout(t *testing.T) {
	a, b, first, _ := twoImports(t)
	_ = first
	b.exchanges()
	other := bare(t)
	_, _, err := a.ws.AddSpace(t.Context(), "Other", other, access)
	a.must(err)
	a.must(a.ws.Share(t.Context(), "Other", first))
	a.exchanges()
	_, err = a.ws.Sync(t.Context(), "Other", access)
	a.must(err)
	if list := a.asked(); len(list) != 0 {
		t.Fatalf("%+v", list)
	}
}
