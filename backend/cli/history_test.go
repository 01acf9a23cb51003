package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
)

func TestTheHistoryOfOneFieldAndTheReviewAsItWas(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	added := func(args ...string) string {
		d.at = d.at.Add(time.Minute)
		return parse[struct{ ID string }](t, d.ok(append([]string{"record", "add", ref}, append(args, "--json")...)...)).ID
	}
	summary := "sections/" + added("sections", "title=What happened", "text=The queue stopped.") + "/text"
	action := "actions/" + added("actions", "title=Print the load")
	long := strings.Repeat("The queue had one consumer. ", 6)
	var out strings.Builder
	for _, args := range [][]string{
		{"record", "set", ref, "severity=SEV2"},
		{"record", "set", ref, "severity=SEV1", "services=ledger, payout"},
		{"record", "set", ref, summary + "=" + long + "It stopped at noon. " + long},
		{"record", "set", ref, summary + "=" + long + "It stopped at midnight. " + long},
		{"record", "undo", ref},
	} {
		d.at = d.at.Add(time.Minute)
		d.ok(args...)
	}
	for _, args := range [][]string{
		{"record", "history", ref, "severity"}, {"record", "history", ref, summary}, {"record", "history", ref, "services", "--json"},
		{"record", "history", ref, "severity", "--at", "4"}, {"record", "history", ref, "severity", "--at", "4", "--json"}, {"record", "history", ref},
	} {
		out.WriteString(strings.ReplaceAll(strings.Join(args, " "), ref, "REF") + "\n")
		out.WriteString(strings.ReplaceAll(d.ok(args...), ref, "REF") + "\n")
	}
	golden(t, "history.txt", out.String())
	then := d.ok("record", "history", ref, "--at", "6")
	if !strings.Contains(then, "As it was after step 6, 2026-11-21T09:05:00Z") || !strings.Contains(then, "It stopped at noon.") || strings.Contains(then, "midnight") {
		t.Error(then)
	}
	if whole := d.ok("record", "history", ref, "--at", "6", "--json"); !strings.Contains(whole, `"severity": "SEV1"`) || strings.Contains(whole, "midnight") {
		t.Error(whole)
	}
	if none := d.ok("record", "history", ref, action, "--at", "1"); none != "It was not there then.\n" {
		t.Error(none)
	}
	if all := d.ok("record", "history", ref, action); !strings.Contains(all, "Action added") || !strings.Contains(all, "+ Print the load") {
		t.Error(all)
	}
}

func TestARefusalSpeaksOfTheTerminalAndNamesTheFolderThatIsMissing(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	missing := filepath.Join(t.TempDir(), "not", "there")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"record", "add", ref, "timeline", "at=soon", "text=x"}, "Nothing was changed. Write it as 22:09"},
		{[]string{"record", "set", ref, "title=" + strings.Repeat("x", 5000)}, "Nothing was changed; give it a shorter text."},
		{[]string{"report", "internal", ref, "-o", filepath.Join(missing, "x.pdf")}, "There is no folder \"" + filepath.Dir(missing) + "\". \"" + filepath.Join(missing, "x.pdf") + "\" could not be written"},
	} {
		got := d.do(c.args...)
		if got.status != cli.Failed || !strings.Contains(got.err, c.says) || strings.Contains(got.err, "typed") {
			t.Errorf("%s: %d %s", c.args[:2], got.status, got.err)
		}
	}
	if _, err := os.Stat(filepath.Dir(missing)); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
}
