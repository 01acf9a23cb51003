package space_test

import (
	"strings"
	"testing"
)

// Two insertions at one place are both kept. Where a pass ends between taking the one
// from the folder and saying so, the next must not keep it twice.
func TestWhatWasTakenIsNotTakenAgainAfterAKill(t *testing.T) {
	t.Parallel()
	for _, later := range []string{"", " By hand, later."} {
		for _, step := range []string{"mirror taken", "mirror noted", "mirror wrote", "mirror put"} {
			d, id, dir := alone(t)
			md := fileOf(t, dir, id, "review.md")
			both(t, d, id, md)
			d.at1(step, func() { panic(errKilled) })
			killed(t, d, step)
			if later != "" {
				rewrite(t, md, "In the folder.", "In the folder."+later)
			}
			d.mirror()
			once(t, d, id, md, "In the folder."+later)
		}
	}
}

// The same where somebody saves while what was merged is written.
func TestWhatWasTakenIsNotTakenAgainWhenTheFileIsSavedMeanwhile(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	both(t, d, id, md)
	d.at1("mirror compared", func() { rewrite(t, md, "In the folder.", "In the folder. And more.") })
	if m := d.mirror(); !m.Busy {
		t.Errorf("%+v", m)
	}
	d.mirror()
	once(t, d, id, md, "In the folder. And more.")
}

// both adds a paragraph at one place on both sides.
func both(t *testing.T, d *device, id, md string) {
	t.Helper()
	d.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\nIn the program.")
	rewrite(t, md, "Nobody noticed.", "Nobody noticed.\n\nIn the folder.")
}

func once(t *testing.T, d *device, id, md, folder string) {
	t.Helper()
	for name, s := range map[string]string{"record": d.section(id, "summary"), "file": text(t, md)} {
		if strings.Count(s, "In the folder.") != 1 || strings.Count(s, "In the program.") != 1 || !strings.Contains(s, folder) {
			t.Errorf("%s: %s", name, s)
		}
	}
	if open := d.open4(id); len(open) != 0 {
		t.Errorf("%+v", open)
	}
	if m := d.mirror(); m.Written+len(m.Taken) != 0 || m.Busy {
		t.Errorf("it does not come to rest: %+v", m)
	}
}

// A merge may take long: it is made before the workspace is locked, and once more where
// somebody typed meanwhile.
func TestTypingGoesOnWhileAMirrorMerges(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	both(t, d, id, md)
	d.at1("mirror merged", func() { d.set(id, "title", "Typed meanwhile") })
	d.mirror()
	if got := d.get(id).Title; got != "Typed meanwhile" || !strings.Contains(text(t, md), got) {
		t.Errorf("%s\n%s", got, text(t, md))
	}
	once(t, d, id, md, "In the folder.")
}
