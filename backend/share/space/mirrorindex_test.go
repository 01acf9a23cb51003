package space_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reads counts the notes with their texts that a pass reads.
func (d *device) reads() int {
	n := 0
	d.step = func(name string) {
		if name == "mirror note read" {
			n++
		}
	}
	d.mirror()
	d.step = nil
	return n
}

func TestAPassReadsTheTextsOfNothingThatIsAsItWas(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	for i := range 20 {
		d.makes(fmt.Sprintf("Another, %d", i))
	}
	d.mirror()
	if n := d.reads(); n != 0 {
		t.Errorf("%d for no change", n)
	}
	d.set(id, "severity", "SEV1")
	if n := d.reads(); n != 1 {
		t.Errorf("%d for an edit here", n)
	}
	md := fileOf(t, dir, id, "review.md")
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	if n := d.reads(); n != 1 || !strings.HasSuffix(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%d for an edit there: %q", n, d.section(id, "summary"))
	}
	// What is the matter with a file is told each time.
	timeline := fileOf(t, dir, id, "timeline.yaml")
	rewrite(t, timeline, "timeline:\n", "timeline: [ & half written\n")
	for range 3 {
		if m := d.mirror(); len(m.Problems) != 1 || m.Problems[0].Bytes == nil {
			t.Errorf("%+v", m.Problems)
		}
	}
	// The small file may be missing or damaged.
	heads := filepath.Join(d.home, "spaces", d.id()+".mirror", "heads")
	write(t, heads, "{")
	if n := d.reads(); n != 21 {
		t.Errorf("%d with a damaged one", n)
	}
	d.must(os.Remove(heads))
	if m := d.mirror(); m.Written+len(m.Taken) != 0 || len(m.Problems) != 1 {
		t.Errorf("%+v", m)
	}
	if n := d.reads(); n != 1 {
		t.Errorf("%d, and the one with something the matter", n)
	}
}
