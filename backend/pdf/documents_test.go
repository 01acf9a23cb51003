package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
	"secondstory/backend/service/importing"
)

// Real documents, read as an import reads them: each prints, its summary is one
// page, and the plain words of its sections and entries are found again.
func TestRealDocumentsArePrintedWhole(t *testing.T) {
	files, err := filepath.Glob("../../../shared/data/dfds-postmortems/*.md")
	if err != nil || len(files) == 0 {
		t.Skip("the collection of real documents is not beside the repository")
	}
	more, err := filepath.Glob("../../../shared/data/icco-postmortems/*.md")
	if err != nil {
		t.Fatal(err)
	}
	notes, err := filepath.Glob("../../../shared/data/wikitech-incidents/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	more = append(more[:min(len(more), 12):12], notes[:min(len(notes), 12)]...)
	for _, file := range append(files, more...) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out := ingest.Read(filepath.Base(file), raw)
		if out.Document == nil {
			continue
		}
		n := 0
		now := time.Date(2026, 3, 18, 12, 0, 0, 0, time.UTC)
		state := importing.Build(out.Document, reporttest.ID, func() string { n++; return fmt.Sprintf("01KA5Z8Q3M%016d", n) }, now)
		r := review.FromSnapshot(record.Snapshot{Row: record.Row{ID: reporttest.ID, ChangedAt: now}, State: state})
		name := filepath.Base(file)
		if list := paginated(t, report.Executive(r, options)); len(list) != 1 {
			t.Errorf("%s: the summary takes %d pages", name, len(list))
		}
		list := paginated(t, report.Internal(r, options))
		for _, p := range list {
			for _, a := range p.atoms {
				if a.y+a.h > room(p.landscape)+0.5 {
					t.Errorf("%s: something reaches below the page", name)
				}
			}
		}
		text := squeeze(extract(t, render(t, report.Internal(r, options)), "-raw"))
		var want []string
		for _, s := range r.Sections {
			want = append(want, letters(s.Text)...)
		}
		for _, e := range r.Timeline {
			want = append(want, letters(e.Text)...)
		}
		for _, w := range want {
			if len(w) < 15 && !strings.Contains(text, w) {
				t.Errorf("%s: %q is lost", name, w)
			}
		}
	}
}
