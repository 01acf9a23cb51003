package cli_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

type leakDoc struct {
	Key, Kind, Words, Role, Where, Why string
	Holds, Fixed                       bool
}

type lookedDoc struct {
	Ref            string
	Holding        int
	Found, Allowed []leakDoc
}

const namedReview = "# Payouts were sent twice\n\n## Participants\n\n- Operator: Zoë Lindqvist\n\n## Summary\n\nZoë ran the batch twice, from 10.0.0.7.\n\n" +
	"## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"

func TestAReviewThatNamesSomebodyIsNotSharedUntilAPersonHasDecided(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", namedReview), a.file("other.md", "# Nobody is named\n\n## Summary\n\nThe batch ran.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	var named, other string
	for _, r := range parse[struct{ Reviews []struct{ Ref, Title string } }](t, a.ok("review", "list", "--json")).Reviews {
		if strings.HasPrefix(r.Title, "Nobody") {
			other = r.Ref
		} else {
			named = r.Ref
		}
	}
	a.ok("space", "add", "Team", folder)
	c := a.do("space", "share", "Team", named, other)
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "Shared in \"Team\": "+other) || !strings.Contains(c.out, "[Zoë] ran the batch") {
		t.Fatalf("%+v", c)
	}
	if c := a.do("record", "set", named, "space=Team"); c.status != cli.Failed || !strings.Contains(c.err, "was not shared") {
		t.Errorf("%+v", c)
	}
	c = a.do("space", "check", named, "--json")
	got := parse[struct{ Reviews []lookedDoc }](t, c.out).Reviews
	if c.status != cli.NeedsPerson || len(got) != 1 || got[0].Holding != 1 || len(got[0].Found) != 2 || got[0].Found[0].Role != "Operator" || got[0].Found[0].Where != "Section Summary" {
		t.Fatalf("%+v", c)
	}
	if out := a.ok("space", "check", other); !strings.Contains(out, "Nothing in "+other) {
		t.Error(out)
	}
	a.ok("space", "replace", named, got[0].Found[0].Key, "--with", "the operator")
	if out := a.ok("record", "show", named); !strings.Contains(out, "the operator ran the batch twice") {
		t.Error(out)
	}
	a.ok("record", "undo", named)
	if out := a.ok("space", "allow", named, "all", "--why", "She tells it herself"); !strings.Contains(out, "0 left") {
		t.Error(out)
	}
	a.ok("space", "share", "Team", named)
	a.ok("sync")
	if out := b.ok("space", "add", "Team", folder); !strings.Contains(out, "2 received") {
		t.Error(out)
	}
	// Learnt later: what everybody has stays, what is new is held back and told.
	a.ok("space", "roster", "add", "Ada Okafor", "--role", "Electrician")
	if out := a.ok("space", "roster"); !strings.Contains(out, "Ada Okafor  Electrician") {
		t.Error(out)
	}
	a.ok("record", "set", other, "sections/summary/text=Okafor ran the batch.")
	if c := a.do("sync"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "held back: "+other+" Nobody is named") {
		t.Errorf("%+v", c)
	}
	if c := a.do("space", "held"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "[Okafor] ran the batch") || strings.Contains(c.out, named) {
		t.Errorf("%+v", c)
	}
	if h := parse[struct {
		Spaces []struct{ Held []struct{ Ref, Title string } }
	}](t, a.do("sync", "--json").out); len(h.Spaces) != 1 || len(h.Spaces[0].Held) != 1 || h.Spaces[0].Held[0].Ref != other {
		t.Errorf("%+v", h)
	}
	a.ok("space", "replace", other, "all", "--with", "The electrician")
	if out := a.ok("space", "held"); !strings.Contains(out, "No review is kept back") {
		t.Error(out)
	}
	a.ok("sync")
	b.ok("sync")
	if out := b.ok("record", "show", other); !strings.Contains(out, "The electrician ran the batch.") {
		t.Error(out)
	}
	a.ok("space", "roster", "remove", "ada okafor")
	a.ok("space", "ask", named, "all")
}

func TestWrongCallsAboutWhatIsHeldBackChangeNothing(t *testing.T) {
	a := newDesk(t)
	a.ok("import", a.file("payout.md", namedReview))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	for _, args := range [][]string{{"space", "check"}, {"space", "held", "x"}, {"space", "keep"}, {"space", "replace", ref}, {"space", "replace", ref, "all"}, {"space", "allow", ref, "all"},
		{"space", "allow", ref, "all", "--with", "x"}, {"space", "ask", ref}, {"space", "roster", "add"}, {"space", "roster", "burn", "x"}} {
		if c := a.do(args...); c.status != cli.Usage || c.out != "" {
			t.Errorf("%v: %+v", args, c)
		}
	}
	for _, args := range [][]string{{"space", "replace", ref, "nothing", "--with", "x"}, {"space", "allow", ref, "nothing", "--why", "x"}, {"space", "roster", "remove", "Nobody"}, {"space", "roster", "add", "x"}} {
		if c := a.do(args...); c.status != cli.Failed || c.out != "" {
			t.Errorf("%v: %+v", args, c)
		}
	}
}

type keptDoc struct {
	lookedDoc
	State, Space, From string
}

// kept is what "space held" lists, as "REF state space".
func (d *desk) kept(status int) (list []string) {
	d.t.Helper()
	c := d.do("space", "held", "--json")
	if c.status != status {
		d.t.Fatalf("%+v", c)
	}
	for _, k := range parse[struct{ Reviews []keptDoc }](d.t, c.out).Reviews {
		list = append(list, strings.TrimSpace(k.Ref+" "+k.State+" "+k.Space+" "+k.From))
	}
	return list
}

func TestAReviewThatWasToBeSharedIsListedUntilItGoesOrStays(t *testing.T) {
	a, _, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", namedReview))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Team", folder)
	if list := a.kept(cli.Done); list != nil {
		t.Fatal(list)
	}
	if c := a.do("space", "share", "Team", ref); c.status != cli.NeedsPerson || !strings.Contains(c.out, "\"space held\" lists it") {
		t.Fatalf("%+v", c)
	}
	a.ok("sync") // an exchange forgets nothing of it
	if list := a.kept(cli.NeedsPerson); !slices.Equal(list, []string{ref + " asked Team"}) {
		t.Fatal(list)
	}
	if c := a.do("space", "held"); !strings.Contains(c.out, "Nobody there has it yet") || !strings.Contains(c.out, "[Zoë] ran the batch") || !strings.Contains(c.out, "space keep "+ref) {
		t.Error(c.out)
	}
	if out := a.ok("space", "keep", ref); !strings.Contains(out, "Stays where it is: "+ref) {
		t.Error(out)
	}
	if list := a.kept(cli.Done); list != nil {
		t.Error(list)
	}
	// The window and "record set" refuse in the same way.
	if c := a.do("record", "set", ref, "space=Team"); c.status != cli.Failed || !strings.Contains(c.err, "listed as kept back") {
		t.Errorf("%+v", c)
	}
	a.ok("space", "replace", ref, "all", "--with", "the operator")
	if list := a.kept(cli.NeedsPerson); !slices.Equal(list, []string{ref + " ready Team"}) {
		t.Error(list)
	}
	if c := a.do("space", "held"); !strings.Contains(c.out, "space share \"Team\" "+ref) || strings.Contains(c.out, "10.0.0.7") {
		t.Error(c.out)
	}
	a.ok("space", "share", "Team", ref)
	if list := a.kept(cli.Done); list != nil {
		t.Error(list)
	}
}
