package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

func TestTheFilesAreWhatOtherToolsRead(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	if err := run([]string{"--seed", "7", "--out", folder, "--reviews", "20", "--entries", "500"}, io.Discard); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "reviews", "*"))
	if err != nil || len(files) != 42 {
		t.Fatalf("%d files for 21 reviews: %v", len(files), err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "reviews", "000021.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r review.Review
	if err := json.Unmarshal(raw, &r); err != nil || len(r.Timeline) != 500 {
		t.Errorf("the long one has %d entries: %v", len(r.Timeline), err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "reviews", "000021.md"))
	if err != nil || !strings.HasPrefix(string(text), "# "+r.Title) {
		t.Errorf("its document begins %.60q: %v", text, err)
	}
	for name, least := range map[string]int{"incidents.csv": 500, "events.csv": 2_000, "changes.csv": 250} {
		f, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil || len(rows) < least {
			t.Errorf("%s has %d rows: %v", name, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "@") {
					t.Errorf("%s: %q reads as a formula", name, cell)
				}
			}
		}
	}
	if err := run([]string{"--out", folder}, io.Discard); err == nil {
		t.Error("a folder that is not empty is written to")
	}
}

func TestAHomeIsFilledOnceAndTheSameWayEachTime(t *testing.T) {
	refs := func(home string) []string {
		if err := run([]string{"--seed", "7", "--home", home, "--reviews", "60"}, io.Discard); err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		w, err := workspace.Open(ctx, home, workspace.Options{Origin: "cli", MustExist: true})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind})
		if err != nil || len(rows) != 60 {
			t.Fatalf("%d reviews: %v", len(rows), err)
		}
		var out []string
		for _, row := range rows {
			out = append(out, row.Ref)
		}
		return out
	}
	home := filepath.Join(t.TempDir(), "home")
	first, second := refs(home), refs(filepath.Join(t.TempDir(), "home"))
	if strings.Join(first, " ") != strings.Join(second, " ") {
		t.Errorf("two homes of one seed differ:\n%v\n%v", first, second)
	}
	if err := run([]string{"--home", home}, io.Discard); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a workspace is filled again: %v", err)
	}
}

func TestAWrongCallSaysWhatIsWrong(t *testing.T) {
	for _, args := range [][]string{{}, {"--out", "x", "more"}, {"--out", t.TempDir(), "--scale", "0"}, {"--out", "x", "--entries", "-1"}, {"--scales", "2"}} {
		if err := run(args, io.Discard); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}
