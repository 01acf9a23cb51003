package space_test

import (
	"strings"
	"testing"
)

// What a field cannot have is a typing error: nothing of it goes to anybody.
func TestAValueThatAFieldCannotHaveIsToldWithItsLineAndNotTaken(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.set(id, "severity", "SEV2")
	d.mirror()
	md, timeline := fileOf(t, dir, id, "review.md"), fileOf(t, dir, id, "timeline.yaml")
	good := text(t, md)
	for _, c := range [][3]string{{"severity: SEV2", "severity: banana", "severity"}, {"state: draft", "state: finished", "state"}} {
		rewrite(t, md, c[0], c[1])
		bad := text(t, md)
		line := strings.Count(bad[:strings.Index(bad, c[1])], "\n") + 1
		for range 2 {
			m := d.mirror()
			if len(m.Taken) != 0 || len(m.Problems) != 1 {
				t.Fatalf("%s: %+v", c[1], m)
			}
			if p := m.Problems[0]; p.Key != "canon.not_one_of" || p.Line != line || p.Quote != c[1] || p.Params["field"] != c[2] || p.Record != id || string(p.Bytes) != bad {
				t.Errorf("%s: %+v", c[1], p)
			}
		}
		if got := d.get(id); got.Severity != "SEV2" || got.State != "draft" || text(t, md) != bad {
			t.Errorf("%s: %+v", c[1], got)
		}
		write(t, md, good)
		if m := d.mirror(); len(m.Problems) != 0 {
			t.Errorf("mended: %+v", m)
		}
	}
	// The other files of the review are taken meanwhile.
	rewrite(t, md, "severity: SEV2", "severity: SEV7")
	rewrite(t, timeline, "Alarm", "Alarm of the press")
	if m := d.mirror(); len(m.Taken) != 1 || len(m.Problems) != 1 || d.get(id).Timeline[0].Text != "Alarm of the press" {
		t.Errorf("%+v", m)
	}
	rewrite(t, md, "severity: SEV7", "severity: SEV1")
	if m := d.mirror(); len(m.Problems) != 0 || d.get(id).Severity != "SEV1" {
		t.Errorf("%+v", m)
	}
	d.whole()
}

// One that a newer version sent is here already, and says nothing about what is typed beside it.
func TestAValueOfANewerVersionStaysWhereTheFileIsEditedBesideIt(t *testing.T) {
	t.Parallel()
	shared := bare(t)
	d := newDevice(t, 1)
	d.joins(shared)
	id := d.makes("The linen line stood still")
	d.set(id, "sections/summary/text", "Nobody noticed.")
	dir := d.mirrors()
	d.sync()
	byHand(t, shared, func(root string) { rewrite(t, fileOf(t, root, id, "review.md"), "state: draft", "state: finished") })
	d.sync()
	if got := d.get(id).State; got != "finished" {
		t.Fatalf("what others sent was not taken: %q", got)
	}
	d.mirror()
	rewrite(t, fileOf(t, dir, id, "review.md"), "Nobody noticed.", "The laundry noticed.")
	m := d.mirror()
	if len(m.Problems) != 0 || len(m.Taken) != 1 || d.get(id).State != "finished" || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v %+v", m, d.get(id).State)
	}
}
