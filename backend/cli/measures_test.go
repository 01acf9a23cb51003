package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const gateDown = `# Gate 4 counted nothing

Date: 2026-03-02
Severity: SEV2

## Timeline

- 2026-03-02 10:00 UTC The reader of gate 4 stops
- 2026-03-02 10:30 UTC The night shift sees an empty list
`

func TestMeasuresTellHowIncidentsWentAndNameTheReviews(t *testing.T) {
	d := newDesk(t)
	if out := d.ok("measures"); !strings.Contains(out, "No incident to measure yet") {
		t.Errorf("an empty workspace: %s", out)
	}
	d.ok("import", d.file("gate.md", gateDown))
	var list struct{ Reviews []struct{ Ref string } }
	if err := json.Unmarshal([]byte(d.ok("review", "list", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	ref := list.Reviews[0].Ref
	d.ok("record", "set", ref, "started=2026-03-02 10:00 UTC", "detected=2026-03-02 10:30 UTC")
	out := d.ok("measures", "--period", "2026")
	for _, want := range []string{"Time to detect, from the start to detection; elsewhere MTTD: Cannot tell", "30 min (no interval), n\u00a01", "P75 30 min", "mean 30 min", "Elsewhere MTTD, MTTA", "no trend within either period", "1 left out: it begins the record"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if out := d.ok("measures", "detect", "--period", "2026"); !strings.Contains(out, ref) || !strings.Contains(out, "30 min") {
		t.Errorf("the review behind it: %s", out)
	}
	var told struct {
		Total      int
		Indicators []struct {
			Key string
			Now struct {
				N       int
				Typical struct {
					Estimate, Lower, Upper *float64
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(d.ok("measures", "--period", "2026", "--json")), &told); err != nil {
		t.Fatal(err)
	}
	if told.Total != 1 || told.Indicators[0].Now.N != 1 || *told.Indicators[0].Now.Typical.Estimate != 30 || told.Indicators[0].Now.Typical.Upper != nil {
		t.Errorf("%+v", told)
	}
	dir := t.TempDir()
	for _, format := range []string{"csv", "svg", "png"} {
		d.ok("measures", "detect", "--period", "2026", "--to", format, "-o", dir)
		if raw, err := os.ReadFile(filepath.Join(dir, "measures-detect."+format)); err != nil || len(raw) == 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestMeasuresSayWhichIncidentsOfTheRegisterAreCountedNowhere(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("told.csv", "Number,Title,Opened\nINC1,Gate 4 counted nothing,2026-03-02T10:00:00Z\nINC2,Gate 5 counted twice,2026-03-03T10:00:00Z\n"))
	if out := d.ok("measures"); !strings.Contains(out, "2 incidents of the register are counted nowhere here") {
		t.Errorf("without a review: %s", out)
	}
	d.ok("incident", "review", "INC1")
	if out := d.ok("measures", "--period", "2026"); !strings.Contains(out, "1 incident of the register is counted nowhere here") {
		t.Errorf("with a review of one: %s", out)
	}
	d.ok("incident", "review", "INC2")
	if out := d.ok("measures", "--period", "2026"); strings.Contains(out, "of the register") {
		t.Errorf("with a review of each: %s", out)
	}
}
