package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestAnInboxIsAddedReadAskedAboutAndEnded(t *testing.T) {
	d := newDesk(t)
	dir := filepath.Join(d.dir, "drop")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := func(status int, out string, args ...string) {
		t.Helper()
		if c := d.do(append([]string{"inbox"}, args...)...); c.status != status || !strings.Contains(c.out+c.err, out) {
			t.Fatalf("%v: %d %s%s", args, c.status, c.out, c.err)
		}
	}
	want(cli.Failed, "There is no inbox", "once")
	want(cli.Done, "Watched from now on", "add", dir)
	want(cli.Failed, "is an inbox already", "add", dir)
	put("zoneless.csv", incidentTable)
	put("good.csv", "Number,Title,Opened\nI-1,A queue stood,2026-03-01T10:00:00Z\n")
	want(cli.NeedsPerson, "good.csv  came in  1 rows: 1 new", "once")
	want(cli.NeedsPerson, "1 file waits for you", "status")
	want(cli.NeedsPerson, `"key": "incident.ask.zone"`, "status", "--json")
	if c := d.do("incident", "import", filepath.Join(dir, "zoneless.csv"), "--zone", "Europe/Berlin"); c.status != cli.NeedsPerson {
		t.Fatalf("%d %s%s", c.status, c.out, c.err)
	}
	want(cli.Done, "zoneless.csv  came in  4 rows", "status")
	want(cli.Done, "Paused", "pause", dir)
	put("more.csv", "Number,Title,Opened\nI-2,Another stood,2026-03-02T10:00:00Z\n")
	want(cli.Done, "0 files read", "once")
	want(cli.Done, "Watched again", "resume", dir)
	want(cli.Done, "more.csv  came in", "once")
	want(cli.Done, "No longer watched", "remove", dir)
	want(cli.Failed, "There is no inbox", "pause", dir)
	want(cli.Usage, "Name its number", "leave", "x")
	if _, err := os.Stat(filepath.Join(dir, "good.csv")); err != nil {
		t.Error("the files are left alone:", err)
	}
}

// Whoever may drop files writes nothing of their own on the terminal.
func TestTheNameOfADroppedFileSteersNoTerminal(t *testing.T) {
	d := newDesk(t)
	dir := filepath.Join(d.dir, "drop")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := "x\x1b]0;mine\x07\n9  good.csv  came in.csv"
	if err := os.WriteFile(filepath.Join(dir, name), []byte("Number,Title,Opened\nI-1,A queue stood,2026-03-01T10:00:00Z\n"), 0o600); err != nil {
		t.Skip("this system has no such names")
	}
	d.ok("inbox", "add", dir)
	c := d.do("inbox", "once")
	if strings.ContainsAny(c.out+c.err, "\x1b\x07") || !strings.Contains(c.out, "x\ufffd]0;mine\ufffd\ufffd9  good.csv  came in.csv  came in") {
		t.Errorf("%q", c.out+c.err)
	}
}
