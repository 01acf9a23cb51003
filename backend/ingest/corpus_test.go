package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	_ "time/tzdata"

	"secondstory/backend/domain/intake"
)

// corpus reads the files of a folder of real documents; the test is skipped
// where the folder is absent.
func corpus(t *testing.T, folder string, limit int) map[string][]byte {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", folder)
	if _, err := os.Stat(root); err != nil {
		t.Skipf("the folder of real documents %s is not on this machine", folder)
	}
	files := map[string][]byte{}
	var names []string
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(names)
	for _, n := range names {
		if limit > 0 && len(files) == limit {
			break
		}
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(n)] = data
	}
	return files
}

func sortedNames(files map[string][]byte) []string {
	var names []string
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func TestEveryRealDocumentComesInWithNothingLost(t *testing.T) {
	for _, folder := range []string{"dfds-postmortems", "mybinder-univaf-postmortems", "chia-postmortems", "wikitech-incidents", "icco-postmortems", "gitlab-rca-5whys"} {
		t.Run(folder, func(t *testing.T) {
			files := corpus(t, folder, 0)
			n, timelines, actions, factors, quarantined := 0, 0, 0, 0, 0
			for _, name := range sortedNames(files) {
				out := Read(name, files[name])
				n++
				if out.Quarantined != nil {
					quarantined++
					t.Logf("quarantined %s: %s", name, out.Quarantined.Reason)
					continue
				}
				d := out.Document
				if len(d.Timeline) > 0 {
					timelines++
				}
				if len(d.Actions) > 0 {
					actions++
				}
				if len(d.Factors) > 0 {
					factors++
				}
				if lost := Uncovered(string(files[name]), d); len(lost) > 0 {
					t.Errorf("%s: lines %v are in no piece", name, lost)
				}
			}
			t.Logf("%d files, %d with a timeline, %d with actions, %d with factors, %d quarantined", n, timelines, actions, factors, quarantined)
		})
	}
}

// TestDump prints what was read of the files named in DUMP, for a look by eye.
func TestDump(t *testing.T) {
	pattern := os.Getenv("DUMP")
	if pattern == "" {
		t.Skip("DUMP names no file")
	}
	paths, _ := filepath.Glob(pattern)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("=====", filepath.Base(path))
		fmt.Println(dump(Read(filepath.Base(path), data)))
	}
}

func dump(o intake.Outcome) string {
	if o.Quarantined != nil {
		return fmt.Sprintf("QUARANTINED %+v", *o.Quarantined)
	}
	var b strings.Builder
	d := o.Document
	cut := func(s string) string {
		s = strings.ReplaceAll(s, "\n", "⏎")
		if len(s) > 110 {
			s = s[:110] + "…"
		}
		return s
	}
	fmt.Fprintf(&b, "title %q (%d) sev=%s state=%s zone=%s date=%s services=%v tags=%v\n", d.Title, d.TitleLine, d.Severity, d.State, d.Zone, d.Date, d.Services, d.Tags)
	for _, k := range d.KeyTimes {
		fmt.Fprintf(&b, "KEY %s %s (%d)\n", k.Anchor, k.Time.At, k.Line)
	}
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "SEC %d [%s] %q kept=%v %s cols=%v: %s\n", s.Line, s.Key, s.Title, s.Kept, s.Why, s.Columns, cut(s.Text))
	}
	for _, e := range d.Timeline {
		fmt.Fprintf(&b, "ENT %d %s..%s %s {%s} %s/%s: %s\n", e.Line, e.Time.At, e.Time.End, e.Time.Precision, e.Time.Raw, e.Role, e.Name, cut(e.Text))
	}
	for _, f := range d.Factors {
		fmt.Fprintf(&b, "FAC %d %s: %s\n", f.Line, f.Kind, cut(f.Text))
	}
	for i, c := range d.Causes {
		fmt.Fprintf(&b, "WHY %d #%d<-%d q=%s: %s\n", c.Line, i, c.Parent, cut(c.Question), cut(c.Text))
	}
	for _, a := range d.Actions {
		fmt.Fprintf(&b, "ACT %d [%s|%s|role=%s|name=%s|due=%s %s|trk=%s] %s // %s\n", a.Line, a.Status, a.Kind, a.OwnerRole, a.OwnerName, a.Due, a.DueRaw, cut(a.Tracker), cut(a.Title), cut(a.Text))
	}
	for _, p := range d.Participants {
		fmt.Fprintf(&b, "PPL %d role=%q name=%q\n", p.Line, p.Role, p.Name)
	}
	for _, s := range d.Stated {
		fmt.Fprintf(&b, "LEN %d %s = %s (%v %v) %s->%s\n", s.Line, s.Label, s.Text, s.Minutes, s.HasSize, s.From, s.To)
	}
	for _, f := range d.Findings {
		fmt.Fprintf(&b, "FND %d %s %s e=%d %v\n", f.Line, f.Level, f.Key, f.Entry, f.Params)
	}
	return b.String()
}
