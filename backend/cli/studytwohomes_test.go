package cli_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/workspace"
)

// sharedStudy is a draft that two homes have.
func sharedStudy(t *testing.T) (a, b *desk, ref string) {
	t.Helper()
	a, b, folder := twoDesks(t)
	a.ok("space", "add", "Gates", folder)
	b.ok("space", "add", "Gates", folder)
	ref = parse[workspace.StudyTold](t, a.ok("study", "new", "--title", "Second link", "--problem", "Gates lose their link.", "--change", "2026-03-01",
		"--before-from", "2025-03-01", "--check", "2026-05-31", "--json")).Ref
	a.ok("space", "share", "Gates", ref)
	a.ok("sync")
	b.ok("sync")
	return a, b, ref
}

func meet(a, b *desk) {
	for range 2 {
		a.do("sync")
		b.do("sync")
	}
}

func studyOf(d *desk, ref string) workspace.StudyTold {
	d.t.Helper()
	return parse[workspace.StudyTold](d.t, d.ok("study", "show", ref, "--json"))
}

func TestOfAPlanThatTwoHomesFrozeTheFirstHoldsAndNothingIsAsked(t *testing.T) {
	// Each of the two is once the first, so neither side of a merge is: the moment decides.
	for at, name := range []string{"the one who began it", "the other"} {
		t.Run(name, func(t *testing.T) {
			a, b, ref := sharedStudy(t)
			first, late := a, b
			if at == 1 {
				first, late = b, a
			}
			first.at, late.at = first.at.Add(time.Hour), late.at.Add(time.Hour+time.Second)
			a.ok("study", "set", ref, "--severity", "SEV1")
			b.ok("study", "set", ref, "--severity", "SEV2")
			a.ok("study", "freeze", ref)
			b.ok("study", "freeze", ref)
			late.ok("study", "check", ref) // by a plan that does not hold
			meet(a, b)
			want := studyOf(first, ref)
			held, said := want.Plan.Severities[0], "SEV2"
			if held == "SEV2" {
				said = "SEV1"
			}
			for _, d := range []*desk{a, b} {
				s := studyOf(d, ref)
				if !s.FrozenTwice || s.Frozen.Hash != want.Frozen.Hash || s.Plan.Severities[0] != held || s.Undecided != 0 || len(s.Others) != 1 {
					t.Fatalf("%+v", s)
				}
				if o := s.Others[0]; len(o.Differs) != 1 || o.Differs[0].Said != said || o.Differs[0].Held != held || o.Results == "" || o.Hash == want.Frozen.Hash {
					t.Errorf("%+v", o)
				}
				if s.Verdict != "" || s.State != "due" {
					t.Errorf("a check of the other plan counts: %+v", s)
				}
				c := d.do("conflicts", "list")
				if c.status != cli.Done || strings.Contains(c.out, "SEV") {
					t.Errorf("asked: %+v", c)
				}
				if c := d.do("home", "list"); strings.Contains(c.out, "conflict/") {
					t.Errorf("%+v", c)
				}
				if c := d.do("sync"); strings.Contains(c.out, "to decide") {
					t.Errorf("%+v", c)
				}
				for _, sub := range []string{"show", "check"} {
					if out := d.do("study", sub, ref).out; !strings.Contains(out, "frozen first holds") || !strings.Contains(out, "Severities: "+said+"; the plan that holds says: "+held) {
						t.Errorf("study %s:\n%s", sub, out)
					}
				}
				if out := d.ok("study", "list"); !strings.Contains(out, "frozen first holds") {
					t.Error(out)
				}
			}
		})
	}
}

func TestWordsInTheDraftOfAPlanThatWasFrozenElsewhereAreKeptAndToldAndAskNothing(t *testing.T) {
	a, b, ref := sharedStudy(t)
	a.ok("study", "set", ref, "--severity", "SEV1")
	b.ok("study", "set", ref, "--severity", "SEV2", "--burn-in", "0")
	meet(a, b)
	// While nothing is frozen the two are a question, in words people have for it.
	c := b.do("conflicts", "list")
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "Which incidents count") || !strings.Contains(c.out, "Severities: SEV2") {
		t.Fatalf("%+v", c)
	}
	if c := a.do("study", "freeze", ref); c.status != cli.Failed {
		t.Errorf("frozen beside a question: %+v", c)
	}
	id := strings.Fields(c.out)[0]
	a.ok("conflicts", "resolve", id, "--keep", "1")
	meet(a, b)
	// One freezes, the other changes his mind without knowing of it.
	held := studyOf(a, ref).Plan.Severities[0]
	a.ok("study", "freeze", ref)
	b.ok("study", "set", ref, "--severity", "SEV3", "--burn-in", "9")
	meet(a, b)
	for _, d := range []*desk{a, b} {
		s := studyOf(d, ref)
		if s.FrozenTwice || s.Plan.Severities[0] != held || s.Plan.BurnIn != 0 || s.Undecided != 0 || len(s.Others) != 1 || s.Others[0].Hash != "" {
			t.Fatalf("%+v", s)
		}
		said := map[string]string{}
		for _, x := range s.Others[0].Differs {
			said[x.Field] = x.Said
		}
		if len(said) != 2 || said["Severities"] != "SEV3" || said["Burn-in (days)"] != "9" {
			t.Errorf("%+v", said)
		}
		if c := d.do("conflicts", "list"); c.status != cli.Done {
			t.Errorf("%+v", c)
		}
	}
}
