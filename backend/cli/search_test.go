package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

const searched = `# Payouts were sent twice

Severity: SEV2
Services: Payout Runner, Ledger

## Summary

The refund check read a stale value from the replica. Nobody saw the lag, because the alarm watched the primary.

## Timeline

- 2026-03-02 09:10 UTC First customer writes about a second payout
- 2026-03-02 09:42 UTC The runner is stopped by hand

## Actions

- [ ] Read refund state from the primary
`

const another = `# Clocks ran ahead in the depot

## Summary

The time source of the depot was restarted, and every gate refused tickets for an hour.

## Timeline

- 2026-04-11 06:00 UTC Gates refuse tickets
`

func searchDesk(t *testing.T) *desk {
	d := newDesk(t)
	d.ok("import", d.file("payouts.md", searched), d.file("clocks.md", another))
	return d
}

func TestASearchShowsWhereAndWhy(t *testing.T) {
	d := searchDesk(t)
	var shown strings.Builder
	for _, args := range [][]string{
		{"search", "stale replica"}, {"search", `"refund state"`, "service:payout"}, {"search", "repilca", "lag"}, {"search", "nothingofthekind"},
		{"search", "clocks", "severity:high"}, {"search", "the of and"}, {"search", "gate", "service:payout"}, {"search", "--limit", "1", "the"},
		{"search", "(\"", "*"}, {"search", "--", "the", "alarm", "-tickets"},
		{"search", "colour:red lag"}, {"search", "9:42 payout"}, {"search", "11 April 2026"}, {"search", "why did the alarm not ring"},
	} {
		c := d.do(args...)
		if c.status != 0 {
			t.Errorf("%q: status %d", args, c.status)
		}
		shown.WriteString("$ " + strings.Join(args, " ") + "\n" + c.out + c.err + "\n")
	}
	golden(t, "search.txt", shown.String())
}

func TestASearchAnswersWithOneDocument(t *testing.T) {
	d := searchDesk(t)
	var out struct {
		Hits []struct {
			Kind, Ref, Title, Snippet string
			Score                     float64
		}
	}
	if err := json.Unmarshal([]byte(d.ok("search", "--json", "stale", "replica", "--limit", "1")), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Hits) != 1 || out.Hits[0].Kind != "review" || out.Hits[0].Title != "Payouts were sent twice" || out.Hits[0].Score <= 0 ||
		!strings.Contains(out.Hits[0].Snippet, "stale value from the replica") || !strings.HasPrefix(out.Hits[0].Ref, "REV-") {
		t.Fatalf("%+v", out)
	}
	if got := d.ok("search", "--json", "nothingofthekind"); strings.Join(strings.Fields(got), "") != `{"hits":[],"total":0}` {
		t.Fatal(got)
	}
	for _, args := range [][]string{{"search"}, {"search", ""}, {"search", "x", "--limit", "0"}} {
		if c := d.do(args...); c.status != 2 {
			t.Errorf("%q: status %d", args, c.status)
		}
	}
}

func TestAQueryMayBeginWithAWordToLeaveOut(t *testing.T) {
	d := searchDesk(t)
	for _, args := range [][]string{
		{"search", "-gates alarm"}, {"search", "--limit", "1", "-gates alarm"}, {"search", "-gates alarm", "--limit=1"},
		{"search", `-"refused tickets" the alarm`}, {"search", "alarm", "-gates -tickets"}, {"search", "--", "-gates", "alarm"},
		{"search", "-hour alarm"}, {"search", "-json alarm"},
	} {
		if got := d.ok(args...); !strings.Contains(got, "Payouts were sent twice") || strings.Contains(got, "Clocks ran ahead") {
			t.Errorf("%q: %s", args, got)
		}
	}
	for _, args := range [][]string{{"search", "-gates"}, {"search", "alarm", "-gates"}, {"search", "-tickets", "gates"}} {
		if c := d.do(args...); c.status != 2 || !strings.Contains(c.err, "“-") || !strings.Contains(c.err, "search -- ") {
			t.Errorf("%q: %d %s", args, c.status, c.err)
		}
	}
	// What only looks like a flag with a blank is no query.
	for _, args := range [][]string{{"search", "gates", "--limit 1"}, {"search", "gates", "--limit", "-1 x"}} {
		if c := d.do(args...); c.status != 2 {
			t.Errorf("%q: %d %s", args, c.status, c.out)
		}
	}
}

func TestARemovedReviewIsFoundInTheTrashOnly(t *testing.T) {
	d := searchDesk(t)
	ref := parse[struct{ Hits []struct{ Ref string } }](t, d.ok("search", "--json", "stale replica")).Hits[0].Ref
	d.ok("record", "remove", ref)
	if got := d.ok("search", "stale replica"); strings.Contains(got, ref) {
		t.Fatal(got)
	}
	if got := d.ok("search", "--trash", "stale replica"); !strings.Contains(got, ref) {
		t.Fatal(got)
	}
}
