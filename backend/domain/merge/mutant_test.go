package merge

import (
	"strings"
	"testing"
)

// Seven faults, each the absence of one rule. A simulation that does not notice them
// would say nothing about the program without them.
func TestEveryPlantedFaultIsFound(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault mutant
		found string // the property that must speak
	}{
		{"last writer wins", lastWriter, "P5"},
		{"a removal takes an edited part away", blindDelete, "P5"},
		{"one side always stands", asymmetric, "P1"},
		{"a conflict that comes back is swallowed", swallowRepeat, "P5"},
		{"an overlapping run is not recorded", dropHunk, "P5"},
		{"one of two insertions is kept", dropInsertion, "P5"},
		{"resolved conflicts are taken away", dropResolved, "P6"},
	} {
		_, merges, err := simulate(scheme(c.fault), 1, 60_000, 150)
		switch {
		case err == nil:
			t.Errorf("%s: not found in %d merges", c.name, merges)
		case !strings.Contains(err.Error(), c.found):
			t.Errorf("%s: found by another property: %v", c.name, err)
		default:
			t.Logf("%s: %v", c.name, err)
		}
	}
}

func TestAConflictThatComesBackIsOpenAgain(t *testing.T) {
	merge := func(s *Scheme, was *Doc) *Doc {
		base := was.Clone()
		base.Fields["state"] = "draft"
		a, b := base.Clone(), base.Clone()
		a.Fields["state"], b.Fields["state"] = "open", "done"
		return Merge(s, []*Doc{base}, side(a), side(b)).Doc
	}
	states := func(d *Doc) (open, resolved int) {
		for _, c := range d.Conflicts {
			if c.State == Open {
				open++
			} else {
				resolved++
			}
		}
		return open, resolved
	}
	decided := func(s *Scheme) *Doc {
		m := merge(s, NewDoc("thing", "T1", 1))
		for id, c := range m.Conflicts {
			m.Conflicts[id] = c.Resolve(Resolution{Value: "open", By: "ana"})
		}
		return merge(s, m)
	}
	if open, resolved := states(decided(scheme())); open != 1 || resolved != 1 {
		t.Errorf("%d open, %d resolved", open, resolved)
	}
	if open, _ := states(decided(scheme(swallowRepeat))); open != 0 {
		t.Error("the fault this test is for is not there")
	}
	// While it is open the same question is the same record.
	m := merge(scheme(), NewDoc("thing", "T1", 1))
	if open, resolved := states(merge(scheme(), m)); open != 1 || resolved != 0 {
		t.Errorf("%d open, %d resolved", open, resolved)
	}
}
