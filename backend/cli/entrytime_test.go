package cli_test

import (
	"strings"
	"testing"
)

func TestTheTimeOfAnEntryIsStatedAnewWithItsReasonAndTheEarlierStays(t *testing.T) {
	d := newDesk(t)
	path := d.file("t.md", "# T\n\nDate: 2024-03-10\n\n## Timeline\n\n- 2024-03-10 23:50 JST one\n- 2024-03-10 23:55 JST two\n")
	ref := parse[imported](t, d.do("import", "--json", path).out).Records[0].Ref
	type shown struct {
		Timeline []struct {
			ID, Text, At, Zone string
			Times              []struct{ At, Raw, Reason string }
		}
	}
	show := func() shown { return parse[shown](t, d.ok("review", "show", ref, "--json")) }
	first := show().Timeline[0]
	at := "timeline/" + first.ID + "/at="
	d.ok("record", "set", ref, at+"2024-03-10 23:40 +0900", "--why", "the wall clock was fast")
	got := show().Timeline[0]
	if len(got.Times) != len(first.Times)+1 || got.At != "2024-03-10T23:40:00+09:00" || got.Times[len(got.Times)-1].Reason != "the wall clock was fast" || got.Times[0].At != first.Times[0].At {
		t.Fatalf("%+v", got)
	}
	// Without a zone and a day it is in those of the review and the entry, as in the window.
	d.ok("record", "set", ref, "zone=Asia/Tokyo")
	d.ok("record", "set", ref, at+"23:45")
	if got = show().Timeline[0]; got.At != "2024-03-10T23:45:00+09:00" || len(got.Times) != len(first.Times)+2 {
		t.Fatalf("%+v", got)
	}
	for _, bad := range []string{"soon", ""} {
		if c := d.do("record", "set", ref, at+bad); c.status == 0 || show().Timeline[0].At != got.At {
			t.Errorf("%q: %d %s", bad, c.status, c.err)
		}
	}
	if c := d.do("record", "set", ref, "severity=SEV1", "--why", "x"); c.status == 0 || !strings.Contains(c.err, "goes with the time of one entry") {
		t.Errorf("%d %s", c.status, c.err)
	}
	d.ok("record", "undo", ref)
	if now := show().Timeline[0]; now.At != "2024-03-10T23:40:00+09:00" {
		t.Errorf("%+v", now)
	}
}
