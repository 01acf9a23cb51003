package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestWhatIsDueIsListedPutOffAndTakenUp(t *testing.T) {
	d := newDesk(t)
	want := func(status int, out string, args ...string) {
		t.Helper()
		if c := d.do(append([]string{"home"}, args...)...); c.status != status || !strings.Contains(c.out+c.err, out) {
			t.Fatalf("%v: %d %s%s", args, c.status, c.out, c.err)
		}
	}
	want(cli.Done, "nothing is due", "list")
	d.ok("import", d.file("dock.md", "# Dock down\n\n## Actions\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Oil the rope | Operations lead | 2026-11-20 | committed |\n"))
	list := d.do("home", "list")
	key, _, _ := strings.Cut(list.out, " ")
	if list.status != cli.NeedsPerson || !strings.HasPrefix(key, "action/REV-26-") {
		t.Fatalf("%+v", list)
	}
	want(cli.Failed, "reason", "put-off", key, "--until", "+7")
	// A slip of the pen puts nothing off, and leaves no line without words.
	want(cli.Failed, "shows what is", "put-off", strings.Replace(key, "action", "actoin", 1), "--until", "+7", "--reason", "later")
	want(cli.Done, "2026-11-28", "put-off", key, "--until", "+7", "--reason", "the supplier answers next week")
	want(cli.Done, "1 thing is put off", "list")
	want(cli.Done, `"reason": "the supplier answers next week"`, "list", "--json")
	want(cli.Done, "Told again", "back", key)
	want(cli.Failed, "is not put off", "back", key)
}
