package leak_test

import (
	"runtime"
	"strings"
	"testing"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
)

// slowed says why long texts are left to another run; "" where they are not.
var slowed = ""

func TestAnElementOfAListKeepsItsKeyWhenOthersComeAndGo(t *testing.T) {
	zoe := leak.Person{Name: "Zoë"}
	with := func(values ...any) []leak.Finding {
		d := said("nothing")
		d.Fields["services"] = values
		d.Conflicts["01JD0000000000000000000002"] = merge.Conflict{ID: "01JD0000000000000000000002", Path: "title", Kind: "text", State: merge.Open}
		return check(d, zoe)
	}
	was, now := with("pumps of Zoë", "Zoë’s own"), with("alpha", "pumps of Zoë", "Zoë’s own")
	if len(was) != 2 || was[0].Key == was[1].Key || len(now) != 2 || now[0].Below[0] != "1" {
		t.Fatalf("%+v %+v", was, now)
	}
	if left := leak.New(now, was); len(left) != 0 {
		t.Errorf("what everybody has is asked again: %+v", left)
	}
	if left := leak.New(with("alpha", "valves of Zoë"), was); len(left) != 1 {
		t.Errorf("%+v", left)
	}
	// What stands there twice was read by nobody the second time.
	if left := leak.New(with("pumps of Zoë", "pumps of Zoë"), was); len(left) != 1 {
		t.Errorf("%+v", left)
	}
}

// pasted is a log in one line, as a copied answer of a machine is.
func pasted(n int) string {
	return strings.Repeat("10.20.30.40 GET /health?from=`api` by @zoe in 3 ms on May, then the next one; ", n)
}

// The figures are counted, for a clock would say something else on a busy machine.
func TestTheWorkForAPastedLineGrowsWithItsLength(t *testing.T) {
	if slowed != "" {
		t.Skip(slowed)
	}
	work := func(n int) uint64 {
		d := said(pasted(n))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if got := len(check(d, leak.Person{Name: "May Zoë"})); got != 2*n {
			t.Fatalf("%d found", got)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	work(10) // makes the tables
	if one, four := work(500), work(2000); four > 6*one {
		t.Errorf("%d bytes for a line, %d for one four times as long", one, four)
	}
}

// Each place of this one was compared with all others, and each @ counted all marks of
// code before it: that did not end within an hour.
func TestALogOfMegabytesInOneLineIsLookedThrough(t *testing.T) {
	if slowed != "" {
		t.Skip(slowed)
	}
	const n = 60_000
	list := check(said(pasted(n)), leak.Person{Name: "May Zoë"})
	kinds := map[leak.Kind]int{}
	keys := map[string]bool{}
	for _, f := range list {
		kinds[f.Kind]++
		keys[f.Key] = true
	}
	if kinds[leak.Address] != n || kinds[leak.User] != n || len(keys) != len(list) {
		t.Errorf("%v, %d keys of %d", kinds, len(keys), len(list))
	}
}

// What begins like a key and never ends was read to the end of the text each time.
func TestTextsThatOnlyBeginLikeSecretsAreLookedThroughWhateverTheirLength(t *testing.T) {
	if slowed != "" {
		t.Skip(slowed)
	}
	const size, many = 10 << 20, 40_000
	begun := "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE"
	if n := len(check(said(strings.Repeat(begun, many)))); n != many {
		t.Errorf("%d heads of keys", n)
	}
	if list := check(said(begun + strings.Repeat("A", size))); len(list) != 1 || len(list[0].Words) > len(begun) {
		t.Errorf("%d found", len(list))
	}
	whole := begun + strings.Repeat("abcd/+\n", 200) + "-----END RSA " + "PRIVATE KEY-----"
	if list := check(said("x " + whole + " y")); len(list) != 1 || list[0].Words != whole {
		t.Errorf("%d found", len(list))
	}
	for _, piece := range []string{"pass-", "password:", "a-b_", "0", "06 ", "NL91 ABNA ", "@a.", "://", "sk-a-"} {
		if n := len(check(said(strings.Repeat(piece, (1<<18)/len(piece))))); n > size {
			t.Errorf("%q: %d", piece, n)
		}
	}
}
