package ingest

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustDocument(t *testing.T, name, text string) *intake.Document {
	t.Helper()
	out := Read(name, []byte(text))
	if out.Document == nil {
		t.Fatalf("%s was quarantined: %+v", name, out.Quarantined)
	}
	if lost := Uncovered(text, out.Document); len(lost) > 0 {
		t.Errorf("%s: lines %v are in no piece", name, lost)
	}
	return out.Document
}

func TestFixturesReadAsTheirGoldenFilesSay(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".json") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d := mustDocument(t, filepath.Base(path), string(data))
			got, err := json.MarshalIndent(d, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := path + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("reading changed; look at the difference and run go test ./backend/ingest -update\n%s", firstDifference(string(want), string(got)))
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\n got %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines wanted, %d got", len(w), len(g))
}

func TestAByteOrderMarkAndCarriageReturnsChangeNothingButTheBytes(t *testing.T) {
	data, err := os.ReadFile("testdata/sre-style.md")
	if err != nil {
		t.Fatal(err)
	}
	plain := mustDocument(t, "a.md", string(data))
	dos := mustDocument(t, "a.md", "\ufeff"+strings.ReplaceAll(string(data), "\n", "\r\n"))
	if len(plain.Timeline) != len(dos.Timeline) || len(plain.Actions) != len(dos.Actions) || len(plain.Factors) != len(dos.Factors) || plain.Title != dos.Title {
		t.Fatalf("the same document reads differently with carriage returns: %d/%d entries", len(plain.Timeline), len(dos.Timeline))
	}
	for i := range plain.Timeline {
		a, b := plain.Timeline[i], dos.Timeline[i]
		if a.Time != b.Time || a.Text != b.Text || a.Line != b.Line {
			t.Errorf("entry %d: %+v and %+v", i, a, b)
		}
	}
}

func TestSectionsKeepTheirTextByteForByte(t *testing.T) {
	text := "# Pump stopped\n\n## Summary\n\nFirst  line with  spaces\\\nand a `tab\there`\n\n> quoted\n\n## Timeline\n\n- 10:00 UTC pump stops\n- 10:05 UTC pump runs\n"
	d := mustDocument(t, "pump.md", text)
	want := "First  line with  spaces\\\nand a `tab\there`\n\n> quoted"
	for _, s := range d.Sections {
		if s.Key == "summary" {
			if s.Text != want {
				t.Errorf("got %q", s.Text)
			}
			return
		}
	}
	t.Error("no summary")
}

func TestProseBetweenEntriesIsKeptInItsPlace(t *testing.T) {
	text := "# X outage\n\n## Timeline (UTC)\n\n- 10:00 alert\n\nWe had no dashboard here.\n\n- 10:20 fixed\n"
	d := mustDocument(t, "x.md", text)
	if len(d.Timeline) != 2 {
		t.Fatalf("%d entries", len(d.Timeline))
	}
	for _, s := range d.Sections {
		if s.Kept && s.Line == 7 && s.Text == "We had no dashboard here." && s.Why != "" {
			return
		}
	}
	t.Errorf("the sentence is not kept at line 7: %+v", d.Sections)
}

func TestWhatIsNoReportIsQuarantinedWithAReason(t *testing.T) {
	cases := []struct {
		name, file, text, reason string
		line                     int
	}{
		{"an empty file", "a.md", "", ReasonEmpty, 0},
		{"blank lines", "a.md", "\n \n\t\n", ReasonEmpty, 0},
		{"a page that a wiki does not have", "a.txt", "There is currently no text in this page. You can search for this page title in other pages.\n", ReasonNoPage, 0},
		{"a binary file", "a.md", "MZ\x03\x04\x00\x00\x00abc", ReasonBinary, 0},
		{"a picture", "wall.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ReasonPicture, 0},
		{"a picture without a zero byte", "wall.txt", "\xff\xd8\xff\xe0\xfe\xfd 10:00 outage\n", ReasonPicture, 0},
		{"a PDF", "report.md", "%PDF-1.7\n\xe2\xe3\xcf\xd3\n10:00 outage\n", ReasonOther, 0},
		{"a document of Word", "report.docx", "PK\x03\x04\x14\x00word/document.xml", ReasonOther, 0},
		{"an older character set that is not certain", "a.txt", "Outage at 10:00\nCaf\x8e closed by M\x9fller\n", ReasonLatin, 2},
		{"UTF-8 with a damaged byte", "a.txt", "Outage at 10:00\nCaf\xc3\xa9 clos\xe9\n", ReasonLatin, 2},
		{"UTF-16 with half a character", "a.txt", "\xff\xfeO\x00u\x00t\x00\n\x00\x00\xd8x\x00", ReasonNotUTF8, 2},
		{"broken UTF-8", "a.txt", "Outage\n\x81\xfe\xff\xfe\xff\x81\n", ReasonNotUTF8, 2},
		{"a template nobody filled in", "a.md", "# Incident title\n\n## Summary\n\nTBD\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | ... |\n\n## Root cause\n\n<!-- describe\nthe cause -->\n\n## Action items\n\n- [ ] \n", ReasonTemplate, 0},
		{"a template with a state", "a.md", "# Post-mortem: [Title]\n\nDate: YYYY-MM-DD\nAuthors:\nStatus: Draft\nSummary:\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| | |\n\n## Root causes\n", ReasonTemplate, 0},
		{"a template of questions", "a.md", "# Post-mortem\n\n## Impact\n\nWho was affected?\n\n## Root cause\n\nDescribe the root cause here.\n\n## Lessons learned\n\nWhat did you learn?\n", ReasonTemplate, 0},
		{"a read-me", "README.md", "# frob\n\nA tool that frobs. Fixes a bug and an error.\n\n## Installation\n\n```\nnpm install frob\n```\n\n## Usage\n\nRun `frob --at 10:30` when the server is down.\n", ReasonForeign, 0},
		{"program code", "main.go", "package main\n\nfunc main() {}\n", ReasonForeign, 0},
		{"an export of data", "export.json", "{\"a\": 1}\n", ReasonNotRead, 0},
		{"program code under a wrong name", "main.txt", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"error 10:00\") }\n", ReasonForeign, 0},
		{"a recipe", "soup.md", "# Soup\n\nCut the leeks. Boil for 20 minutes.\n", ReasonForeign, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out := Read(c.file, []byte(c.text))
			if out.Quarantined == nil {
				t.Fatalf("it was read: %s", dump(out))
			}
			if q := out.Quarantined; q.Reason != c.reason || q.Line != c.line || q.File != c.file {
				t.Errorf("got %+v", *q)
			}
		})
	}
}

func TestAFileOverTheLimitIsRefusedByItsSize(t *testing.T) {
	if out := TooLarge("a.md", MaxBytes+1); out.Quarantined == nil || out.Quarantined.Reason != ReasonTooLarge || out.Quarantined.Params["bytes"] != "16777217" {
		t.Errorf("got %+v", out)
	}
	if out := Read("a.md", make([]byte, MaxBytes+1)); out.Quarantined == nil || out.Quarantined.Reason != ReasonTooLarge {
		t.Errorf("got %+v", out)
	}
}

func TestHeadingsAreKnownWhateverTheirDress(t *testing.T) {
	cases := map[string]role{
		"Timeline": timelineRole, "TIMELINE:": timelineRole, "3. Timeline (all times UTC)": timelineRole, "⏱️ Timeline of events": timelineRole, "Incident timeline": timelineRole, "2.1) Chronology": timelineRole,
		"Root Cause(s)": rootRole, "Root cause analysis (RCA)": rootRole, "Contributing Factors (findings)": factorRole, "5 Whys": whysRole, "Five-Whys": whysRole, "The 5 whys analysis": whysRole,
		"What went well?": wellRole, "What didn’t go so well": wrongRole, "What could have gone better": wrongRole, "Where we got lucky": luckRole, "Lessons learnt": lessonRole,
		"Action Items / Follow-ups": actionRole, "✅ Corrective actions": actionRole, "Follow-up Items": actionRole, "Impact & Metrics": impactRole, "Detection & Response": detectRole, "TL;DR": summaryRole, "Executive summary": summaryRole,
		"Resolution and recovery": resolveRole, "Attendees": peopleRole, "Zeitleiste": timelineRole, "Maßnahmen": actionRole, "Stats": detailRole,
		"Testnet dust storm": noRole, "Q&A": noRole, "Netspace after": noRole,
	}
	for title, want := range cases {
		if got, _ := lookupHeading(title); got != want {
			t.Errorf("%q is %q, not %q", title, got, want)
		}
	}
}

func TestLengthsOfTimeAreReadAndProseIsNot(t *testing.T) {
	cases := []struct {
		text    string
		minutes float64
		ok      bool
	}{
		{"2h 15m", 135, true}, {"about 1h50m", 110, true}, {"148 minutes", 148, true}, {"1 hour and 20 minutes", 80, true}, {"2.5 hours", 150, true}, {"~20 min", 20, true}, {"2:15", 135, true},
		{"PT2H15M", 135, true}, {"three days", 4320, true}, {"an hour", 60, true}, {"1,435 minutes", 1435, true}, {"90s", 1.5, true}, {"2 hrs, 5 mins", 125, true}, {"20 minutes of downtime", 20, true},
		{"a while", 0, false}, {"?", 0, false}, {"N/A", 0, false}, {"long", 0, false}, {"10", 0, false}, {"several hours", 0, false}, {"a minor thing", 0, false},
	}
	for _, c := range cases {
		got, ok := parseLength(c.text)
		if ok != c.ok || ok && got != c.minutes {
			t.Errorf("%q: %v %v, want %v %v", c.text, got, ok, c.minutes, c.ok)
		}
	}
}

func TestAPersonIsToldFromARole(t *testing.T) {
	cases := []struct{ text, role, name string }{
		{"Jane Doe (Incident commander)", "Incident commander", "Jane Doe"}, {"SRE team", "SRE team", ""}, {"@jane", "", "@jane"}, {"Incident commander: Jane Doe", "Incident commander", "Jane Doe"},
		{"Jane Doe", "", "Jane Doe"}, {"on-call engineer", "on-call engineer", ""}, {"Payments support", "Payments support", ""}, {"Jane Doe - Scribe", "Scribe", "Jane Doe"}, {"@payments-oncall", "@payments-oncall", ""}, {"RF", "", "RF"}, {"Søren Iversen, shift manager", "shift manager", "Søren Iversen"},
	}
	for _, c := range cases {
		if role, name := personOf(c.text); role != c.role || name != c.name {
			t.Errorf("%q: role %q name %q", c.text, role, name)
		}
	}
}

func TestActionsGiveUpTheirOwnerDateStateAndReference(t *testing.T) {
	head := "# Y outage\n\n## Timeline\n\n- 10:00 UTC down\n- 10:10 UTC up\n\n## Action items\n\n"
	cases := []struct {
		line string
		want intake.Action
	}{
		{"- [x] Add an alert (@kim)", intake.Action{Title: "Add an alert", OwnerName: "@kim", Status: "done"}},
		{"- [ ] Write a runbook. Owner: Network team", intake.Action{Title: "Write a runbook", OwnerRole: "Network team", Status: "candidate"}},
		{"* **Split the queue**: by region", intake.Action{Title: "Split the queue", Text: "by region"}},
		{"1. Raise the limit [OPS-12](https://t.example/12)", intake.Action{Title: "Raise the limit", Tracker: "[OPS-12](https://t.example/12)"}},
		{"- Rotate keys (due 2026-08-01)", intake.Action{Title: "Rotate keys", Due: "2026-08-01", DueRaw: ""}},
		{"- Status: Done - Revert the change", intake.Action{Title: "Revert the change", Status: "done"}},
		{"- Assignee: Kim Lee – fix the probe", intake.Action{Title: "Assignee: Kim Lee – fix the probe"}},
		{"- Read the [guide](https://g.example) again before summer", intake.Action{Title: "Read the [guide](https://g.example) again before summer"}},
	}
	for _, c := range cases {
		d := mustDocument(t, "y.md", head+c.line+"\n")
		if len(d.Actions) != 1 {
			t.Errorf("%q: %d actions", c.line, len(d.Actions))
			continue
		}
		got := d.Actions[0]
		got.Line = 0
		if got != c.want {
			t.Errorf("%q\n got %+v\nwant %+v", c.line, got, c.want)
		}
	}
}

func TestSeverityIsReadFromALabelledPlaceOnly(t *testing.T) {
	body := "\n\n## Timeline\n\n- 10:00 UTC down, a sev1 they said\n- 10:10 UTC up\n"
	cases := map[string]string{
		"# Z\n\nSeverity: SEV1": "SEV1", "# Z\n\n**Severity**: Sev-2": "SEV2", "# Z\n\n- Priority: P1": "SEV1", "# Z\n\nSeverity: S3": "SEV3", "# Z\n\nSeverity: Critical": "SEV1", "# Z\n\n| Severity | Major |\n|---|---|\n| Status | Draft |": "SEV2",
		"# [SEV-2] Z": "SEV2", "# Z\n\n## Severity\n\nMinor": "SEV4", "# Z\n\nIt was a critical day.": "", "# Z P1": "", "# Z\n\nSeverity: TBD": "",
	}
	for text, want := range cases {
		if d := mustDocument(t, "z.md", text+body); d.Severity != want {
			t.Errorf("%q: %q, want %q", text, d.Severity, want)
		}
	}
}

func TestLabelledTimesBecomeKeyTimes(t *testing.T) {
	for _, text := range []string{
		"# K\n\n- **Start time**: 2026-05-01 22:09 UTC\n- **Detected**: 22:15 UTC\n- **Resolved**: 00:30 UTC\n",
		"# K\n\n| Start time | 2026-05-01 22:09 UTC |\n|---|---|\n| Detection time | 22:15 UTC |\n| End time | 00:30 UTC |\n",
		"# K\n\nStarted: 2026-05-01 22:09 UTC\nDetected: 22:15 UTC\nEnded: 00:30 UTC\n",
		"# K\n\n| Started | Detected | Resolved |\n|---|---|---|\n| 2026-05-01 22:09 UTC | 22:15 UTC | 00:30 UTC |\n",
	} {
		d := mustDocument(t, "k.md", text)
		var got []string
		for _, k := range d.KeyTimes {
			got = append(got, k.Anchor+" "+k.Time.At)
		}
		want := "started 2026-05-01T22:09:00Z, detected 2026-05-01T22:15:00Z, resolved 2026-05-02T00:30:00Z"
		if strings.Join(got, ", ") != want {
			t.Errorf("%q\n got %s", text, strings.Join(got, ", "))
		}
	}
}

func TestAnEndBeforeItsStartIsAFinding(t *testing.T) {
	d := mustDocument(t, "e.md", "# E\n\nStart: 2026-05-01 22:09 UTC\nEnd: 2026-05-01 21:00 UTC\nDuration: 10 minutes\n")
	if !hasFinding(d, KeyKeyTimesReversed) {
		t.Errorf("findings %+v", d.Findings)
	}
}

func hasFinding(d *intake.Document, key string) bool {
	for _, f := range d.Findings {
		if f.Key == key {
			return true
		}
	}
	return false
}

func TestMidnightIsCrossedOnlyWhenTheOrderSaysSo(t *testing.T) {
	cases := []struct{ times, want string }{
		{"23:50 00:10 00:20", "2026-05-01T23:50 2026-05-02T00:10 2026-05-02T00:20"},
		{"14:49 14:43 14:55", "2026-05-01T14:49 2026-05-01T14:43 2026-05-01T14:55"},
		{"18:00 09:30 10:00", "2026-05-01T18:00 2026-05-02T09:30 2026-05-02T10:00"},
		{"18:00 09:30 18:10", "2026-05-01T18:00 2026-05-01T09:30 2026-05-01T18:10"},
		{"22:00 01:00 23:00 02:00", "2026-05-01T22:00 2026-05-02T01:00 2026-05-02T23:00 2026-05-03T02:00"},
	}
	for _, c := range cases {
		var b strings.Builder
		b.WriteString("# 2026-05-01 M\n\n## Timeline (UTC)\n\n")
		for _, s := range strings.Fields(c.times) {
			fmt.Fprintf(&b, "- %s something\n", s)
		}
		d := mustDocument(t, "m.md", b.String())
		var got []string
		for _, e := range d.Timeline {
			got = append(got, strings.TrimSuffix(e.Time.At, ":00Z"))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.times, strings.Join(got, " "), c.want)
		}
	}
}

func TestNoZoneStatedIsOneQuestionAndNoZone(t *testing.T) {
	d := mustDocument(t, "q.md", "# 2026-05-01 Q\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n- 10:10 UTC c\n")
	n := 0
	for _, f := range d.Findings {
		if f.Key == KeyZoneMissing {
			n++
			if f.Level != timeline.Question || f.Params["count"] != "2" {
				t.Errorf("got %+v", f)
			}
		}
	}
	if n != 1 || d.Timeline[0].Time.Zone != "" || d.Timeline[0].Time.At != "2026-05-01T10:00:00" {
		t.Errorf("%d questions, %+v", n, d.Timeline[0].Time)
	}
}

func TestReadingTwiceGivesTheSameDocument(t *testing.T) {
	data, err := os.ReadFile("testdata/table-heavy.md")
	if err != nil {
		t.Fatal(err)
	}
	first, _ := json.Marshal(Read("a.md", data))
	for range 5 {
		if again, _ := json.Marshal(Read("a.md", data)); string(again) != string(first) {
			t.Fatal("two readings differ")
		}
	}
}

// FuzzRead holds the promises for any bytes: no panic, one outcome, nothing
// lost, lines inside the file.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.*")
	for _, p := range paths {
		if data, err := os.ReadFile(p); err == nil && !strings.HasSuffix(p, ".json") {
			f.Add("a.md", data)
			f.Add("a.txt", data)
		}
	}
	f.Add("a.md", []byte("# T outage\n## Timeline\n| Time | Event |\n|-|-|\n| 10:00 | a |\n1. - * x\n[a]: b\n> q\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		out := Read(name, data)
		if (out.Document == nil) == (out.Quarantined == nil) {
			t.Fatal("an outcome is a document or a reason")
		}
		if out.Document == nil {
			return
		}
		if lost := Uncovered(string(data), out.Document); len(lost) > 0 {
			t.Fatalf("lines %v are in no piece\n%s", lost, dump(out))
		}
		lines := strings.Count(string(data), "\n") + 1
		for _, e := range out.Document.Timeline {
			if e.Line < 1 || e.Line > lines {
				t.Fatalf("entry at line %d of %d", e.Line, lines)
			}
		}
		for _, s := range out.Document.Sections {
			if s.Line < 1 || s.Line > lines {
				t.Fatalf("section at line %d of %d", s.Line, lines)
			}
		}
	})
}

func BenchmarkReadTwoMegabytes(b *testing.B) {
	data, err := os.ReadFile("testdata/sre-style.md")
	if err != nil {
		b.Fatal(err)
	}
	big := []byte(strings.Repeat(string(data)+"\n", 2<<20/len(data)+1))
	b.SetBytes(int64(len(big)))
	for b.Loop() {
		if out := Read("a.md", big); out.Document == nil {
			b.Fatal(out.Quarantined.Reason)
		}
	}
}
