package cli_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/domain/policy"
)

// newPolicy begins a policy that two roles have to sign.
func newPolicy(d *desk, more ...string) (ref string) {
	d.t.Helper()
	text := d.file("rule.md", "Call the second line after 30 minutes.\r\nRéunion à midi (e\u0301).\n")
	args := append([]string{"policy", "new", "escalation", "Escalation of payments", "--text", text, "--role", "Head of service", "--role", "Operations", "--set", "Second line after=30 min", "--zone", "Europe/Madrid", "--json"}, more...)
	return parse[struct{ Ref string }](d.t, d.ok(args...)).Ref
}

func page(d *desk, ref string) policy.Page {
	d.t.Helper()
	return parse[policy.Page](d.t, d.ok("policy", "show", ref, "--json"))
}

func TestARuleIsSignedOnTwoMachinesAndHoldsOnBoth(t *testing.T) {
	a, b, folder := twoDesks(t)
	data := a.file("pack.json", `{"steps":[{"id":"early","hours":24,"from":"08"},{"id":"full","hours":72.5}],"empty":[],"note":"cafe\u0301","on":"2026-11-21","yes":"no"}`)
	ref := newPolicy(a, "--data", data)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	a.ok("policy", "propose", ref, "--note", "first")
	a.ok("policy", "sign", ref, "--as", "operations")
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	if p := page(b, ref); p.State != policy.InReview || p.Versions[0].Have != 1 || p.Versions[0].Damage != "" || p.Terms.Title != "Escalation of payments" {
		t.Fatalf("what came: %+v", p)
	}
	// The terminal tells what Home does: it waits for the one who has not signed.
	if c := b.do("home", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "sign/"+ref+"  to sign") {
		t.Errorf("%+v", c)
	}
	if c := a.do("home", "list"); strings.Contains(c.out, "sign/") {
		t.Errorf("%+v", c)
	}
	// Both sign at once, and the first of them for a second time.
	a.at, b.at = a.at.Add(time.Minute), b.at.Add(time.Minute)
	a.ok("policy", "sign", ref, "--as", "Operations", "--comment", "once more")
	b.ok("policy", "sign", ref, "--as", "Head of service")
	if p := page(b, ref); p.Force == nil {
		t.Fatalf("signed by all it is %q", p.State)
	}
	for range 2 {
		b.ok("sync")
		a.ok("sync")
	}
	pa, pb := page(a, ref), page(b, ref)
	if pa.Force == nil || pb.Force == nil || pa.Force.Hash != pb.Force.Hash || pa.Versions[0].Have != 2 || len(pa.Versions[0].Signoffs) != 3 {
		t.Fatalf("after the exchange\n%+v\n%+v", pa, pb)
	}
	standing := map[policy.Standing]int{}
	for _, s := range pa.Versions[0].Signoffs {
		standing[s.Standing]++
	}
	if standing[policy.Counts] != 2 || standing[policy.Replaced] != 1 {
		t.Errorf("the sign-offs are worth %v", standing)
	}
	if out := a.ok("conflicts", "list"); strings.Contains(out, ref) {
		t.Errorf("signing at once asked somebody something: %s", out)
	}

	// Two edits of one setting void what was signed for the next version, and the rule
	// that holds goes on holding.
	a.ok("policy", "edit", ref, "--set", "Second line after=20 min")
	a.ok("policy", "propose", ref)
	a.ok("policy", "sign", ref, "--as", "Operations")
	a.ok("sync")
	b.ok("sync")
	a.ok("policy", "edit", ref, "--set", "Second line after=25 min")
	b.ok("policy", "edit", ref, "--set", "Second line after=15 min")
	a.ok("sync")
	b.do("sync")
	a.do("sync")
	for _, d := range []*desk{a, b} {
		p := page(d, ref)
		if p.Force == nil || p.Force.Number != 1 || p.Draft != policy.Undecided || p.Versions[0].State != policy.Voided {
			t.Errorf("in force %+v, draft %q, version 2 %q", p.Force, p.Draft, p.Versions[0].State)
		}
		if c := d.do("home", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "conflict/"+ref+"/") {
			t.Errorf("%+v", c)
		}
		if c := d.do("policy", "propose", ref); c.status != cli.Failed || !strings.Contains(c.err, "Two versions") {
			t.Errorf("an undecided draft was proposed: %d %s%s", c.status, c.out, c.err)
		}
	}
}

func TestAnEarlierVersionIsPutIntoTheDraftAndTakenBack(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "propose", ref)
	d.ok("policy", "edit", ref, "--title", "Another name")
	for args, want := range map[string]string{"": "Which version", " 7": "7"} {
		if c := d.do(strings.Fields("policy restore " + ref + args)...); c.status == cli.Done || !strings.Contains(c.err, want) {
			t.Errorf("%q: %d %s", args, c.status, c.err)
		}
	}
	d.ok("policy", "restore", ref, "1")
	if p := page(d, ref); p.Terms.Title != "Escalation of payments" || p.Draft != policy.InReview {
		t.Errorf("%+v", p)
	}
	d.ok("record", "undo", ref)
	if p := page(d, ref); p.Terms.Title != "Another name" {
		t.Errorf("%+v", p.Terms)
	}
}

func TestWhatHoldsIsToldFirstAndADraftBelowIt(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "edit", ref, "--role", "Operations:0")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref, "--as", "Head of service")
	// The words of what is in force, its settings, days and seats, above who signed.
	inOrder := func(out string, parts ...string) {
		t.Helper()
		at := 0
		for _, part := range parts {
			i := strings.Index(out[at:], part)
			if i < 0 {
				t.Fatalf("%q is not there, or not below what comes before it:\n%s", part, out)
			}
			at += i + len(part)
		}
	}
	holds := []string{"version 1 in force", "What holds, version 1", "Call the second line after 30 minutes.", "Second line after: 30 min", "Time zone: Europe/Madrid", "Who signs: Head of service", "Version 1: in force"}
	inOrder(d.ok("policy", "show", ref), holds...)
	d.ok("policy", "edit", ref, "--set", "Second line after=20 min")
	inOrder(d.ok("policy", "show", ref), append(holds, "Draft of version 2", "Second line after: 20 min")...)
	inOrder(d.ok("policy", "show", ref, "--at", d.at.Format(time.RFC3339)), "version 1 in force", "Call the second line", "Second line after: 30 min")

	// Signed for a later day, and overtaken before it came.
	d.at = d.at.Add(time.Hour)
	d.ok("policy", "edit", ref, "--effective", d.at.AddDate(0, 1, 0).Format(time.DateOnly))
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref, "--as", "Head of service")
	d.ok("policy", "edit", ref, "--effective", "")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref, "--as", "Head of service")
	inOrder(d.ok("policy", "show", ref), "version 3 in force", "Version 2: signed, never in force", "It never held", "Version 1: superseded")
	for _, v := range page(d, ref).Versions {
		if v.Number == 2 && v.From != "" {
			t.Errorf("version 2 is said to hold from %s", v.From)
		}
	}
}

func TestARuleInForceIsNotPutIntoTheTrash(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "edit", ref, "--role", "Operations:0")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref)
	if c := d.do("record", "remove", ref); c.status != cli.Failed || !strings.Contains(c.err, "policy retire") {
		t.Errorf("%d %s%s", c.status, c.out, c.err)
	}
	if p := page(d, ref); p.Force == nil {
		t.Error("it is not in force any more")
	}
	draft := newPolicy(d)
	d.ok("record", "remove", draft)
	// A word of one's own is a kind, and is told apart from a slip.
	if c := d.do("policy", "new", "retension", "How long records are kept"); c.status != cli.Done || !strings.Contains(c.err, "retension") || !strings.Contains(c.err, "retention") {
		t.Errorf("%d %s%s", c.status, c.out, c.err)
	}
}

func TestADamagedRuleIsNamedBesideTheOthers(t *testing.T) {
	d := newDesk(t)
	good, bad := newPolicy(d), newPolicy(d)
	tamper(t, d.home, `UPDATE record SET head = '{' WHERE id = (SELECT max(id) FROM record)`)
	c := d.do("policy", "list")
	if !strings.Contains(c.out, good) {
		good, bad = bad, good
	}
	if c.status != cli.Done || !strings.Contains(c.out, good) || strings.Contains(c.out, bad) || !strings.Contains(c.err, bad) {
		t.Errorf("%d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("policy", "show", bad); c.status != cli.Failed || !strings.Contains(c.err, "damaged and cannot be read") {
		t.Errorf("%d %s%s", c.status, c.out, c.err)
	}
	if out := d.ok("audit", "list"); !strings.Contains(out, bad) {
		t.Error(out)
	}
	if c := d.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, bad) {
		t.Errorf("%d %s", c.status, c.out)
	}
}

func TestAVersionNobodyProposedIsShownAndNeverInForce(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := newPolicy(a)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	a.ok("policy", "edit", ref, "--role", "Operations:0")
	a.ok("policy", "propose", ref)
	a.ok("policy", "sign", ref)
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	if p := page(b, ref); p.Force == nil {
		t.Fatalf("%+v", p)
	}
	if c := b.do("record", "set", ref, "versions/"+page(b, ref).Versions[0].ID+"/text=another"); c.status != cli.Failed || !strings.Contains(c.err, "by hand") {
		t.Errorf("a version was written: %d %s", c.status, c.err)
	}
	for _, args := range [][]string{{"record", "add", ref, "signoffs", "actor=x", "hash=x", "role=Operations"}, {"record", "remove", ref + "/signoffs/" + page(b, ref).Versions[0].Signoffs[0].ID}} {
		if c := b.do(args...); c.status != cli.Failed {
			t.Errorf("%q: %d %s%s", args, c.status, c.out, c.err)
		}
	}
}

func TestNobodyAnswersTheirOwnRequestAndAnExceptionEnds(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := newPolicy(a)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	ask := []string{"policy", "exception", "add", ref, "--procedure", "Second line", "--justification", "The second line is abroad this week.", "--risk", "slower", "--control", "call the lead", "--from", "2026-11-21"}
	for what, args := range map[string][]string{
		"no end": ask, "short": append(append([]string{}, ask...), "--to", "2026-11-30", "--justification", "too short"),
	} {
		if c := a.do(args...); c.status != cli.Failed {
			t.Errorf("%s: %d %s", what, c.status, c.out)
		}
	}
	ask = append(ask, "--to", "2026-11-30", "--incident", ref, "--json")
	if c := a.do(append(append([]string{}, ask...), "--incident", "REV-26-XXXXXX")...); c.status == cli.Done || !strings.Contains(c.out+c.err, "REV-26-XXXXXX") {
		t.Errorf("an incident nobody knows: %d %s", c.status, c.err)
	}
	id := parse[struct{ ID string }](t, a.ok(ask...)).ID
	if c := a.do(ask...); c.status == cli.Done || !strings.Contains(c.out+c.err, id) {
		t.Errorf("asked for twice: %d %s", c.status, c.err)
	}
	if c := a.do("policy", "exception", "answer", ref, id, "--answer", "granted"); c.status != cli.Failed || !strings.Contains(c.err, "own request") {
		t.Errorf("%d %s", c.status, c.err)
	}
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	b.ok("policy", "exception", "answer", ref, id, "--answer", "granted", "--as", "Operations")
	b.ok("sync")
	a.ok("sync")
	a.at = time.Date(2026, 11, 30, 22, 59, 0, 0, time.UTC) // 23:59 in Madrid
	if e := page(a, ref).Exceptions[0]; e.State != policy.Active || e.Age != 9 {
		t.Errorf("in the last minute: %+v", e)
	}
	a.at = a.at.Add(time.Minute)
	if e := page(a, ref).Exceptions[0]; e.State != policy.Expired || !e.Wants {
		t.Errorf("a minute later: %+v", e)
	}
	if c := a.do("home", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "ended/"+id+"  exception run out") {
		t.Errorf("%+v", c)
	}
	a.ok("policy", "exception", "outcome", ref, id, "--outcome", "Nobody had to call.")
	if c := a.do("home", "list"); strings.Contains(c.out, "ended/") {
		t.Errorf("%+v", c)
	}
	if e := page(a, ref).Exceptions[0]; e.Wants || e.Outcome == "" {
		t.Errorf("with an outcome: %+v", e)
	}
	if out := a.ok("record", "set", ref, "exceptions/"+id+"/control=another"); out == "" {
		t.Error("nothing said")
	}
	if e := page(a, ref).Exceptions[0]; e.State != policy.Altered {
		t.Errorf("changed after the answer: %q", e.State)
	}
	// Who had it granted, and who granted it, hear of it everywhere, with what was agreed to.
	b.at = a.at
	a.ok("sync")
	b.ok("sync")
	for _, d := range []*desk{a, b} {
		if c := d.do("home", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "was changed since it was granted: In its place: call the lead, now another") {
			t.Errorf("home: %d %s", c.status, c.out)
		}
		if c := d.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "“Second line” ("+id+") was changed since it was granted") || !strings.Contains(c.out, "not what people agreed to") || strings.Contains(c.out, "Nothing contradicts itself") {
			t.Errorf("verify: %d %s", c.status, c.out)
		}
		if out := d.ok("policy", "exception", "list"); !strings.Contains(out, "changed since") || !strings.Contains(out, "- call the lead") || !strings.Contains(out, "+ another") {
			t.Error(out)
		}
	}
	// A machine that joins later reads it in what the space keeps.
	c := newDesk(t)
	c.at = a.at
	c.ok("space", "add", "Payments", folder)
	c.ok("sync")
	if e := page(c, ref).Exceptions[0]; !e.Moved || len(e.Since) != 1 {
		t.Errorf("%+v", e)
	}
	if out := c.ok("policy", "show", ref); !strings.Contains(out, "- call the lead") || !strings.Contains(out, "answered by Operations, ") {
		t.Error(out)
	}
	b.ok("policy", "exception", "answer", ref, id, "--answer", "granted")
	if out := b.ok("audit", "verify"); !strings.Contains(out, "Nothing contradicts itself") {
		t.Error(out)
	}
}

func TestNoKeyTakesASignatureBack(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "edit", ref, "--role", "Operations:0")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref)
	if out := d.ok("record", "undo", ref); !strings.Contains(out, "Version approved") {
		t.Errorf("undo does not say where it ends: %s", out)
	}
	p := page(d, ref)
	if len(p.Versions) != 1 || len(p.Versions[0].Signoffs) != 1 || p.Force == nil || p.Changed {
		t.Errorf("undo changed what was signed, or the draft before it: %+v", p)
	}
	if out := d.ok("record", "history", ref); !strings.Contains(out, "Version approved") || !strings.Contains(out, "Version proposed") {
		t.Errorf("the history says %s", out)
	}
}

func TestWhatWasInForceIsToldForAnyInstant(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "edit", ref, "--role", "Operations:0")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref)
	first := d.at
	d.at = d.at.AddDate(0, 0, 10)
	d.ok("policy", "edit", ref, "--set", "Second line after=20 min", "--effective", "2026-11-25")
	if c := d.do("policy", "propose", ref); c.status != cli.Failed || !strings.Contains(c.err, "2026-11-25") {
		t.Fatalf("proposed for a day that has passed: %d %s", c.status, c.err)
	}
	d.ok("policy", "edit", ref, "--backdated", "The contract set this day and nobody wrote it down.")
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref)
	type told struct {
		State       string
		Version     int
		Retroactive bool
	}
	at := func(args ...string) told {
		return parse[told](t, d.ok(append([]string{"policy", "show", ref, "--json"}, args...)...))
	}
	day := "2026-11-26T12:00:00Z"
	if got := at("--at", day); got != (told{"in_force", 2, true}) {
		t.Errorf("now said of then: %+v", got)
	}
	if got := at("--at", day, "--known", day); got != (told{"in_force", 1, false}) {
		t.Errorf("known then: %+v", got)
	}
	if got := at("--at", first.Add(-time.Second).Format(time.RFC3339)); got.State != "draft" {
		t.Errorf("before the first: %+v", got)
	}
	d.ok("policy", "retire", ref, "--effective", "2026-12-24", "--backdated", "")
	d.ok("policy", "sign", ref)
	if got := at("--at", "2026-12-23T22:59:59Z"); got.State != "in_force" {
		t.Errorf("the day before it ends: %+v", got)
	}
	if got := at("--at", "2026-12-23T23:00:00Z"); got.State != "retired" {
		t.Errorf("when it ends: %+v", got)
	}
	if out := d.ok("policy", "diff", ref, "1", "2"); !strings.Contains(out, "- 30 min") || !strings.Contains(out, "+ 20 min") {
		t.Errorf("diff: %s", out)
	}
}

func TestAPolicySaysWhoSignedTheirOwnProposalAndThatAContentChangedBackCountsAgain(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d, "--data", d.file("pack.json", `{"steps":[{"id":"early","hours":24}]}`))
	if out := d.ok("policy", "show", ref); !strings.Contains(out, "Who signs: Head of service, Operations") || !strings.Contains(out, "What programs follow") || !strings.Contains(out, "24") {
		t.Errorf("the draft: %s", out)
	}
	d.ok("policy", "propose", ref)
	d.ok("policy", "sign", ref, "--as", "Operations")
	if v := page(d, ref).Versions[0]; !v.Alone || v.Again || !v.Signoffs[0].Proposer || v.Have != 1 {
		t.Errorf("%+v", v)
	}
	d.ok("policy", "edit", ref, "--set", "Second line after=10 min")
	if v := page(d, ref).Versions[0]; v.State != policy.Voided || v.Again {
		t.Errorf("changed: %+v", v)
	}
	d.ok("policy", "edit", ref, "--set", "Second line after=30 min")
	if v := page(d, ref).Versions[0]; v.State != policy.InReview || !v.Again || v.Signoffs[0].Standing != policy.Counts {
		t.Errorf("changed back: %+v", v)
	}
	if out := d.ok("policy", "show", ref); !strings.Contains(out, "proposed it too") || !strings.Contains(out, "nobody else has agreed") || !strings.Contains(out, "counts again") {
		t.Errorf("in words: %s", out)
	}
}

func TestAnExceptionShowsItsAge(t *testing.T) {
	d := newDesk(t)
	ref := newPolicy(d)
	d.ok("policy", "exception", "add", ref, "--procedure", "Second line", "--justification", "The second line is on a plane today.", "--risk", "Later answer", "--control", "Call the head", "--from", "2026-10-31", "--to", "2026-12-31")
	d.at = d.at.AddDate(0, 0, 3)
	if out := d.ok("policy", "exception", "list"); !strings.Contains(out, "3 days old") {
		t.Errorf("three days after it was asked for: %s", out)
	}
}
