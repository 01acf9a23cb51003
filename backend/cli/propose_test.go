package cli_test

import (
	"strings"
	"testing"
)

func TestANewerVersionOfAFileIsProposedPieceByPiece(t *testing.T) {
	d := newDesk(t)
	text := "# Dock down on 2026-03-01\n\nSeverity: SEV2\n\n## Summary\n\nThe doors stood open.\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-03-01 10:00 | Doors stand open |\n"
	path := d.file("dock.md", text)
	ref := d.ok("import", path)
	ref = ref[strings.Index(ref, "REV-"):][:len("REV-26-000000")]
	if out := d.ok("import", path, "--propose"); !strings.Contains(out, "None of these files is a newer version") {
		t.Errorf("%s", out)
	}
	d.file("dock.md", strings.Replace(text, "SEV2", "SEV1", 1)+"| 2026-03-01 10:30 | All is well |\n")
	type proposal struct {
		Proposals []struct {
			Ref    string
			Pieces []struct{ Key, State, Words string }
		}
	}
	for range 2 { // it changes nothing
		got := d.do("import", path, "--propose", "--json")
		list := parse[proposal](t, got.out).Proposals
		if got.status != 3 || len(list) != 1 || list[0].Ref != ref {
			t.Fatalf("status %d\n%s", got.status, got.out)
		}
		states := map[string]string{}
		for _, p := range list[0].Pieces {
			states[p.Words] = p.Key + " " + p.State
		}
		if states["Severity"] != "severity file" || states["All is well"] != "timeline/+2 new" || !strings.HasSuffix(states["Summary"], " same") {
			t.Errorf("%v", states)
		}
	}
	if out := d.do("import", path, "--propose").out; !strings.Contains(out, "severity: Changed in the file. Is taken over.") || !strings.Contains(out, "Severity here: SEV2") ||
		!strings.Contains(out, "  Entry ") {
		t.Errorf("%s", out)
	}
	if got := d.do("import", path, "--update", "--leave", "sections/summary"); got.status != 2 {
		t.Errorf("nothing would be done to that: %d %s", got.status, got.err)
	}
	d.ok("import", path, "--update", "--leave", "severity")
	if out := d.ok("review", "show", ref); !strings.Contains(out, "SEV2") || !strings.Contains(out, "All is well") {
		t.Errorf("%s", out)
	}
	d.ok("record", "undo", ref)
	if out := d.ok("review", "show", ref); strings.Contains(out, "All is well") {
		t.Errorf("the merge is one step: %s", out)
	}
}
