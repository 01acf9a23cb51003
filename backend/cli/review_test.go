package cli_test

import (
	"strings"
	"testing"
)

// What the window and the report tell of a review, a terminal tells too.
func TestAReviewShowsItsNotices(t *testing.T) {
	d := newDesk(t)
	// A season that does not fit the date is a notice.
	text := "# Dock down\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-01-02 10:00 PDT | Doors stand open |\n| 2026-01-02 10:05 PDT | Doors are shut |\n"
	out := d.do("import", d.file("dock.md", text)).out
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	type finding struct {
		Level, State string
		Line         int
	}
	rev := parse[struct{ Findings []finding }](t, d.ok("review", "show", ref, "--json"))
	if len(rev.Findings) == 0 || rev.Findings[0].Level != "notice" {
		t.Fatalf("this file has no notice: %+v", rev.Findings)
	}
	_, notices, found := strings.Cut(d.ok("review", "show", ref), "## Noticed\n\n")
	if n := strings.Count(notices, "\n- ") + 1; !found || n != len(rev.Findings) || !strings.Contains(notices, "PDT") || !strings.Contains(notices, "(line 7 of the source)") {
		t.Errorf("%d of %d: %s", n, len(rev.Findings), notices)
	}
	if out := d.ok("review", "export", ref, "--to", "md", "-o", "-"); strings.Contains(out, "Noticed") {
		t.Error("an export tells them too")
	}
}

func TestAListWithoutAHitIsNoEmptyWorkspace(t *testing.T) {
	a := newDesk(t)
	if out := a.ok("review", "list"); !strings.Contains(out, "No review yet") {
		t.Fatalf("%q", out)
	}
	if out := a.ok("review", "list", "--query", "molten"); strings.Contains(out, "yet") || !strings.Contains(out, "No review has") {
		t.Fatalf("%q", out)
	}
	if out := a.ok("review", "list", "--trash"); !strings.Contains(out, "The trash is empty") {
		t.Fatalf("%q", out)
	}
}
