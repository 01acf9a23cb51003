package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Twenty technical words in a document as somebody has it: none is in the text of
// the papers for executives and customers, which are the same in every zone.
func TestNoTechnicalWordIsInThePapersForReadersOutside(t *testing.T) {
	tokens := strings.Fields("db-prod-3.internal 10.42.7.19 https://grafana.corp.example/d/abc /var/log/postgres/main.log checkout_worker max_connections a3f9c1d OPS-4711 web-07 v2.14.3 " +
		"maxPoolSize haproxy.cfg flushCache() kafka.svc.cluster.local cache-eu-2 10.0.0.8 queue_depth OPS-4712 api-12 lock_timeout")
	line := func(from, to int) string { return "It met " + strings.Join(tokens[from:to], ", then ") + ".\n\n" }
	d := newDesk(t)
	d.ok("import", d.file("planted.md", "# Orders on "+tokens[0]+" stopped\n\n## Summary\n\n"+line(1, 6)+"## Impact\n\n- "+line(6, 9)+"## Root cause\n\n"+line(9, 13)+"## Lessons learned\n\n- "+line(13, 16)+
		"## Timeline\n\n- 2026-03-01 10:00 UTC "+line(16, 17)+"\n## Actions\n\n| Action | Owner | Status |\n|---|---|---|\n| Move "+tokens[17]+" to "+tokens[18]+" with "+tokens[19]+" | Operations lead | done |\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json")).Reviews[0].Ref
	for _, kind := range []string{"executive", "customer"} {
		var papers [2][]byte
		for i, zone := range []string{"UTC", "Pacific/Auckland"} {
			t.Setenv("TZ", zone)
			out := filepath.Join(t.TempDir(), kind+".pdf")
			d.ok("report", kind, ref, "-o", out)
			whole, raw := onPaper(t, out)
			if papers[i] = raw; !strings.Contains(whole, "stopped") {
				t.Fatal(whole)
			}
			for _, w := range tokens {
				if strings.Contains(whole, w) {
					t.Errorf("%s: %q is in it", kind, w)
				}
			}
		}
		if !bytes.Equal(papers[0], papers[1]) {
			t.Errorf("%s differs between two zones", kind)
		}
	}
}

// onPaper reads the words of a PDF without their spaces, as lines may break anywhere; it
// skips where no tool for that is installed.
func onPaper(t *testing.T, path string) (words string, raw []byte) {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	if raw, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(tool, "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return unspaced(string(text)), raw
}

func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }
