package cli_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/domain/review"
)

func TestFactorsAreSaidInATerminal(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("incidents.csv", "number,short description,severity,state,opened,resolved,service\nINC0021,Desk was shut,1,Closed,2026-11-22 16:00,2026-11-22 18:00,desk\n"), "--zone", "UTC")
	ref := strings.Fields(d.ok("incident", "review", "INC0021"))[0]
	type told struct {
		Factors []review.Factor    `json:"factors"`
		Shares  review.ClassShares `json:"class_shares"`
	}
	one := parse[told](t, d.ok("factor", "add", ref, "The key was turned the other way", "--class", "human", "--kind", "trigger", "--json")).Factors[0]
	two := parse[told](t, d.ok("factor", "add", ref, "Both keys look alike", "--subtype", "technical/design", "--behind", one.ID, "--json"))
	if f := two.Factors[1]; f.Kind != review.Contributing || !slices.Equal(f.Classes, []string{"technical"}) || !slices.Equal(f.ConditionOf, []string{one.ID}) || two.Shares.Factors != 2 {
		t.Fatalf("%+v", two)
	}
	out := d.ok("factor", "list", ref)
	for _, want := range []string{"What set it off\n", "Both keys look alike  [technical (design), stands behind “The key was turned the other way”]", "technical 1, procedural 0, human 1"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	// A class that goes takes what it says more exactly with it.
	id := two.Factors[1].ID
	if f := parse[told](t, d.ok("factor", "set", ref, id, "--class", "procedural", "--json")).Factors[1]; len(f.Subtypes) != 0 || !slices.Equal(f.Classes, []string{"procedural"}) {
		t.Fatalf("%+v", f)
	}
	if f := parse[told](t, d.ok("factor", "set", ref, id, "--class", "human", "--subtype", "external/attack", "--json")).Factors[1]; !slices.Equal(f.Classes, []string{"external", "human"}) {
		t.Fatalf("%+v", f)
	}
	for _, wrong := range [][]string{{"--kind", "culprit"}, {"--class", "blame"}, {"--subtype", "human/carelessness"}, {"--behind", id}, {"--behind", "nobody"}, nil} {
		if c := d.do(append([]string{"factor", "set", ref, id}, wrong...)...); c.status == cli.Done {
			t.Errorf("%v was taken", wrong)
		}
	}
	d.ok("factor", "remove", ref, one.ID)
	if out := d.ok("factor", "list", ref); strings.Contains(out, "stands behind") {
		t.Errorf("it stands behind what is gone:\n%s", out)
	}
}

func TestA12_5A13_5AReviewIsAgreedOnceItsFactorsAreClassifiedAndNobodyIsBlamed(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("incidents.csv", "number,short description,severity,state,opened,resolved,service\nINC0021,Desk was shut,1,Closed,2026-11-22 16:00,2026-11-22 18:00,desk\n"), "--zone", "UTC")
	ref := strings.Fields(d.ok("incident", "review", "INC0021"))[0]
	d.ok("record", "set", ref, "sections/summary/text=The desk was shut for two hours.")
	type told struct{ Factors []review.Factor }
	id := parse[told](t, d.ok("factor", "add", ref, "The wrong alert was closed", "--json")).Factors[0].ID
	refused := func(want string) {
		t.Helper()
		for _, state := range []string{"agreed", "closed"} {
			c := d.do("record", "set", ref, "state="+state)
			if c.status != cli.Failed || !strings.Contains(c.err, want) || !strings.Contains(c.err, "review check "+ref) {
				t.Fatalf("%s: %+v", state, c)
			}
		}
		if got := parse[review.Review](t, d.ok("review", "show", ref, "--json")); got.State == "agreed" || got.State == "closed" {
			t.Fatalf("refused, and it is %s", got.State)
		}
	}
	refused("has no class")
	d.ok("factor", "set", ref, id, "--class", "human")
	refused("names people alone")
	// What names people alone stands behind nothing, and what is gone neither.
	other := parse[told](t, d.ok("factor", "add", ref, "Nobody looked twice", "--class", "human", "--behind", id, "--json")).Factors[1].ID
	refused("names people alone")
	d.ok("factor", "remove", ref, other)
	d.ok("factor", "add", ref, "The text of the alert is the same for three causes", "--class", "technical", "--behind", id)
	d.ok("record", "set", ref, "state=agreed")
	// Whoever goes back to work on it and undoes that is asked again.
	d.ok("record", "set", ref, "state=in_review")
	d.ok("factor", "set", ref, id, "--class", "")
	d.ok("record", "undo", ref)
	d.ok("record", "undo", ref)
	if got := parse[review.Review](t, d.ok("review", "show", ref, "--json")); got.State != "agreed" {
		t.Fatalf("undone to %s", got.State)
	}
}

func TestA13_1ATechniqueIsAdvisedAndWhatWasChosenIsKeptWithTheAdvice(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("incidents.csv", "number,short description,severity,state,opened,resolved,service\nINC0021,Desk was shut,1,Closed,2026-11-22 16:00,2026-11-22 18:00,desk\n"), "--zone", "UTC")
	ref := strings.Fields(d.ok("incident", "review", "INC0021"))[0]
	d.ok("record", "set", ref, "technique_teams=1", "technique_course=linear")
	if out := d.ok("factor", "list", ref); !strings.Contains(out, "Advised: 5 Whys") {
		t.Fatalf("%s", out)
	}
	d.ok("record", "set", ref, "technique=fishbone_timeline")
	d.ok("record", "set", ref, "technique_because=Two rooms were full of people.")
	d.ok("record", "set", ref, "technique_recurrences=3") // the advice of now is another than the one of then
	out := d.ok("factor", "list", ref)
	for _, want := range []string{"Advised: fishbone with a study of what came again", "rule 1 advised 5 Whys. Two rooms were full of people."} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if export := d.ok("review", "show", ref); !strings.Contains(export, "Technique: fishbone with the timeline; rule 1 advised 5 Whys.") {
		t.Errorf("%s", export)
	}
	for _, wrong := range []string{"technique_teams=-1", "technique_teams=1.5", "technique_teams=2000", "technique=guess", "technique_advised=five_whys"} {
		if c := d.do("record", "set", ref, wrong); c.status == cli.Done {
			t.Errorf("%s was taken", wrong)
		}
	}
}
