package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
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
	for _, want := range []string{"Time to detect, from the start to detection; elsewhere MTTD: Cannot tell", "30 min (no interval), n\u00a01", "P75 30 min", "mean 30 min", "Elsewhere MTTD, MTTA", "no trend within either period", "1 left out: it is of the day on which the record begins"} {
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

func TestMeasuresCountAnIncidentOfTheRegisterOnce(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("told.csv", "Number,Title,State,Severity,Service,Started,Detected,Resolved\n"+
		"INC0,Gate 3 counted nothing,Closed,1,Gates,2026-03-01T10:00:00Z,2026-03-01T10:30:00Z,2026-03-01T11:00:00Z\n"+
		"INC1,Gate 4 counted nothing,Closed,2,Gates,2026-03-02T10:00:00Z,2026-03-02T10:30:00Z,2026-03-02T11:00:00Z\n"+
		"INC2,Gate 5 counted twice,Closed,2,Belts,2026-03-03T10:00:00Z,2026-03-03T11:00:00Z,2026-03-03T12:00:00Z\n"+
		"INC3,Gate 6 tried out,Cancelled,2,Belts,2026-03-04T10:00:00Z,,\n"+
		"INC4,Gate 7 in another year,Closed,2,Belts,2028-03-04T10:00:00Z,,\n"))
	type side struct {
		N       int
		Typical struct{ Estimate *float64 }
	}
	var told struct {
		Total, Taken, Unreviewed int
		Apart, Services          []string
		Indicators               []struct {
			Key string
			Now side
		}
		Counts struct{ Now struct{ N int } }
	}
	look := func(args ...string) {
		t.Helper()
		told.Apart, told.Services = nil, nil
		if err := json.Unmarshal([]byte(d.ok(append([]string{"measures", "--period", "2026", "--json"}, args...)...)), &told); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if told.Total != 4 || told.Taken != 4 || told.Unreviewed != 4 || told.Indicators[0].Now.N != 3 || told.Counts.Now.N != 2 ||
		!slices.Equal(told.Services, []string{"Belts", "Gates"}) || len(told.Apart) != 2 || !strings.Contains(told.Apart[1], "1 incident of the register was cancelled") {
		t.Errorf("without a review: %+v", told)
	}
	if look("--severity", "SEV2", "--service", "Gates"); told.Taken != 1 || told.Indicators[0].Now.N != 1 || *told.Indicators[0].Now.Typical.Estimate != 30 {
		t.Errorf("filtered: %+v", told)
	}
	list := d.ok("measures", "detect", "--period", "2026")
	if strings.Count(list, "INC-26-") != 3 || !strings.Contains(list, "Gate 5 counted twice") {
		t.Errorf("the incidents behind it: %s", list)
	}
	d.ok("measures", "detect", "--period", "2026", "--to", "csv", "-o", d.dir)
	file, err := os.ReadFile(filepath.Join(d.dir, "measures-detect.csv"))
	if err != nil || strings.Count(string(file), "INC-26-") != 3 || !strings.Contains(string(file), "60") {
		t.Errorf("as a table: %s, %v", file, err)
	}
	ref := strings.Fields(d.ok("incident", "review", "INC1"))
	look()
	if told.Total != 4 || told.Unreviewed != 3 || told.Indicators[0].Now.N != 3 || told.Counts.Now.N != 2 {
		t.Errorf("with a review of one: %+v", told)
	}
	i := slices.IndexFunc(ref, func(w string) bool { return strings.HasPrefix(w, "REV-26-") })
	if i < 0 {
		t.Fatalf("no review: %s", ref)
	}
	d.ok("record", "remove", strings.TrimRight(ref[i], ".,:"))
	if look(); told.Total != 4 || told.Unreviewed != 4 {
		t.Errorf("with its review in the trash: %+v", told)
	}
}
