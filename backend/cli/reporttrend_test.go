package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
)

// A year of incidents at regular distances, half of them before the period.
func trendDesk(t *testing.T) *desk {
	t.Helper()
	a := newDesk(t)
	a.at = time.Date(2026, 7, 10, 9, 0, 0, 0, time.UTC)
	day := time.Date(2025, 12, 3, 8, 0, 0, 0, time.UTC)
	for i := range 14 {
		at := day.AddDate(0, 0, 15*i)
		// Detected after 5 to 18 minutes, resolved after an hour and more.
		text := "# Outage " + at.Format("060102") + "\n\n- Severity: SEV2\n- Services: checkout\n\n## Timeline\n\n- " + at.Format("2006-01-02 15:04") + " UTC impact starts\n- " +
			at.Add(time.Duration(5+i)*time.Minute).Format("2006-01-02 15:04") + " UTC alert fires, detected\n- " + at.Add(time.Duration(70+7*i)*time.Minute).Format("2006-01-02 15:04") + " UTC incident resolved\n"
		if i >= 10 {
			text += "\n## Actions\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Alarm " + at.Format("060102") + " | Operations lead | 2026-06-30 | " + []string{"committed", "done", "verified", "proposed"}[i-10] + " |\n"
		}
		a.ok("import", a.file("o"+at.Format("060102")+".md", text))
	}
	return a
}

func TestATrendReportSaysWhatTheMeasuresSay(t *testing.T) {
	a := trendDesk(t)
	dir := t.TempDir()
	said := parse[struct {
		Suppose    struct{ Lengths, Means, Counts, Changes string }
		Now        struct{ Text string }
		Indicators []struct {
			Title       string
			Verdict     struct{ Word, Why string }
			Change      struct{ Text string }
			Now, Before struct {
				N       int
				Typical struct{ Text string }
				Spread  string
			}
			LeftOut []struct{ Text string } `json:"left_out"`
		}
		Counts struct {
			Now struct {
				N    int
				Text string
			}
			Verdict struct{ Word, Why string }
		}
	}](t, a.ok("measures", "--period", "2026-Q2", "--json"))
	var first []byte
	for _, zone := range []string{"UTC", "Pacific/Auckland"} {
		t.Setenv("TZ", zone)
		for _, ending := range []string{"pdf", "html", "md", "json"} {
			out := filepath.Join(dir, zone[:3]+"."+ending)
			a.ok("report", "trend", "-o", out, "--period", "2026-Q2")
			raw, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if ending == "pdf" {
				if first == nil {
					first = raw
				} else if !bytes.Equal(first, raw) {
					t.Error("the paper differs between two zones")
				}
			}
			text := string(raw)
			if ending == "json" {
				var doc struct {
					Data struct {
						Measures struct{ Counts struct{ Now struct{ N int } } }
						Actions  []map[string]any
					}
				}
				if err := json.Unmarshal(raw, &doc); err != nil || doc.Data.Measures.Counts.Now.N != said.Counts.Now.N || len(doc.Data.Actions) != 4 {
					t.Errorf("%v: %+v", err, doc)
				}
				// Whoever has the file counts nobody: what is not printed is not in it.
				for _, a := range doc.Data.Actions {
					for name := range a {
						if !slices.Contains([]string{"ref", "title", "owner", "due", "state", "review"}, name) {
							t.Errorf("%s of an action is in the file", name)
						}
					}
				}
			}
			want := []string{said.Now.Text, said.Counts.Verdict.Word, "Agreed, and overdue", "What these numbers cannot say", "Alarm 260502", "No study had a check",
				// How it was counted stands below.
				said.Suppose.Lengths, said.Suppose.Means, said.Suppose.Counts, said.Suppose.Changes}
			for _, in := range said.Indicators {
				want = append(want, in.Title, in.Verdict.Word)
				// Each figure with its interval and its n, why not more may be said, and what
				// was left out.
				if in.Now.N > 0 {
					want = append(want, in.Now.Typical.Text+", n = "+strconv.Itoa(in.Now.N), in.Now.Spread, in.Verdict.Why)
				}
				if in.Before.N > 0 {
					want = append(want, in.Before.Typical.Text, in.Change.Text)
				}
				for _, l := range in.LeftOut {
					want = append(want, l.Text)
				}
			}
			if ending == "pdf" {
				text, _ = onPaper(t, out)
				for i, w := range want {
					want[i] = unspaced(w)
				}
			}
			for _, w := range want {
				if !strings.Contains(strings.NewReplacer("\\", "", "&quot;", "\"").Replace(text), w) {
					t.Errorf("%s: no %q", ending, w)
				}
			}
		}
	}
	if c := a.do("report", "trend", "-o", filepath.Join(dir, "x.pdf"), "--service", "nobody's"); c.status == 0 {
		t.Error("a service nobody has")
	}
	if c := a.do("report", "trend"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
}

func TestAnEmptyPeriodSaysSo(t *testing.T) {
	a := newDesk(t)
	out := filepath.Join(t.TempDir(), "t.md")
	a.ok("report", "trend", "-o", out, "--period", "2026-Q1")
	if raw, err := os.ReadFile(out); err != nil || !strings.Contains(string(raw), "There was no incident in this period") || strings.Contains(string(raw), "How long it took") {
		t.Errorf("%v\n%s", err, raw)
	}
}

func TestAnIssuedTrendReportIsKnownAgain(t *testing.T) {
	a := trendDesk(t)
	out := filepath.Join(t.TempDir(), "t.html")
	a.ok("report", "trend", "-o", out, "--issue", "The board")
	// Days go by; the same question, asked on its day, has the same answer.
	a.at = a.at.AddDate(0, 0, 40)
	if said := a.ok("report", "verify", out); !strings.Contains(said, "still say the same") || !strings.Contains(said, "The board") {
		t.Error(said)
	}
	ref := parse[struct {
		Reviews []struct{ Ref, Title string }
	}](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("record", "set", ref, "severity=SEV1")
	if said := a.ok("report", "verify", out); !strings.Contains(said, "have changed since") {
		t.Error(said)
	}
	if said := a.ok("report", "issued"); !strings.Contains(said, "Trend") {
		t.Error(said)
	}
}

func TestATrendReportIsDueUntilItIsIssued(t *testing.T) {
	a := trendDesk(t)
	want := func(status int, out string, args ...string) {
		t.Helper()
		if c := a.do(append([]string{"report", "due"}, args...)...); c.status != status || !strings.Contains(c.out+c.err, out) {
			t.Errorf("%v: %d %s%s", args, c.status, c.out, c.err)
		}
	}
	want(cli.Done, "No report is due")
	want(cli.Usage, "cannot be", "--every", "fortnight")
	want(cli.NeedsPerson, "Due since 2026-07-01", "--every", "quarter")
	want(cli.NeedsPerson, `"period": "2026-Q2"`, "--json")
	if c := a.do("home", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "report/2026-04-01..2026-06-30") {
		t.Errorf("%+v", c)
	}
	a.ok("report", "trend", "--period", "2026-Q2", "-o", filepath.Join(a.dir, "t.md"), "--issue", "The board")
	want(cli.Done, "Due on 2026-10-01")
	want(cli.Done, "No report is due", "--every", "never")
}
