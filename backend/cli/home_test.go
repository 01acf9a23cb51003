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
	want(cli.Done, "Nothing is due", "list")
	want(cli.Failed, "reason", "put-off", "action/REV-26-AAAAAA/x", "--until", "+7")
	want(cli.Done, "2026-11-28", "put-off", "action/REV-26-AAAAAA/x", "--until", "+7", "--reason", "the supplier answers next week")
	want(cli.Done, "1 thing is put off", "list")
	want(cli.Done, `"reason": "the supplier answers next week"`, "list", "--json")
	want(cli.Done, "Told again", "back", "action/REV-26-AAAAAA/x")
	want(cli.Failed, "is not put off", "back", "action/REV-26-AAAAAA/x")
}
