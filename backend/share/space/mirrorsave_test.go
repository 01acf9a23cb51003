package space_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

// editors save in the two ways there are: into the file, and beside it and renamed.
var editors = map[string]func(t *testing.T, path, text string){
	"into the file": write,
	"renamed over it": func(t *testing.T, path, text string) {
		write(t, path+".new", text)
		if err := os.Rename(path+".new", path); err != nil {
			t.Fatal(err)
		}
	},
}

// at1 does something once, when a step is reached.
func (d *device) at1(step string, do func()) {
	done := false
	d.step = func(name string) {
		if name == step && !done {
			done = true
			do()
		}
	}
}

func TestASaveInTheMomentOfWritingIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"mirror written aside", "mirror compared"} {
		for how, save := range editors {
			t.Run(step+", "+how, func(t *testing.T) {
				t.Parallel()
				d, id, dir := alone(t)
				md := fileOf(t, dir, id, "review.md")
				d.set(id, "severity", "SEV1")
				d.at1(step, func() {
					save(t, md, strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1))
				})
				if m := d.mirror(); !m.Busy || m.Written != 0 {
					t.Errorf("%+v", m)
				}
				if !strings.Contains(text(t, md), "The laundry noticed.") {
					t.Fatalf("it was written over: %s", text(t, md))
				}
				d.mirror()
				rests(t, d, id, dir)
			})
		}
	}
}

// rests looks whether both edits are on both sides, and nothing of ours lies about.
func rests(t *testing.T, d *device, id, dir string) {
	t.Helper()
	md := fileOf(t, dir, id, "review.md")
	if got := d.get(id); got.Severity != "SEV1" || !strings.HasSuffix(d.section(id, "summary"), "The laundry noticed.") || len(d.open4(id)) != 0 {
		t.Errorf("%+v %+v", got, d.open4(id))
	}
	if s := text(t, md); !strings.Contains(s, "SEV1") || strings.Count(s, "The laundry noticed.") != 1 {
		t.Error(s)
	}
	if m := d.mirror(); m.Written+len(m.Taken) != 0 || m.Busy {
		t.Errorf("it does not come to rest: %+v", m)
	}
	for _, pattern := range []string{".second-story-*", ".tmp-*", "*.orig"} {
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(md), pattern)); len(left) != 0 {
			t.Errorf("%v", left)
		}
	}
}

// A pass that is killed while an editor saves leaves what was saved beside the file; the
// next one puts it back before it reads.
func TestASaveInTheMomentOfAKillIsFoundByTheNextPass(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("two names cannot be exchanged in one step here")
	}
	for _, saved := range []bool{true, false} {
		for _, at := range []string{"mirror written aside", "mirror compared", "mirror swapped"} {
			d, id, dir := alone(t)
			md := fileOf(t, dir, id, "review.md")
			edited := strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1)
			d.set(id, "severity", "SEV1")
			if !saved {
				write(t, md, edited)
			}
			d.step = func(name string) {
				if name == "mirror compared" && saved {
					write(t, md, edited)
				}
				if name == at {
					panic(errKilled)
				}
			}
			killed(t, d, at)
			if saved && at == "mirror written aside" {
				write(t, md, edited)
			}
			d.mirror()
			d.mirror()
			rests(t, d, id, dir)
		}
	}
}

// killed runs a pass that panics at its step, and starts anew.
func killed(t *testing.T, d *device, step string) {
	t.Helper()
	func() {
		defer func() {
			if r := recover(); r != errKilled {
				t.Errorf("it was not killed at %q: %v", step, r)
			}
		}()
		_, _ = d.syncer().Mirror(t.Context(), d.id(), nil)
	}()
	d.step = nil
	d.ws.Close()
	d.open()
}

// What is saved into a file that is about to be taken away stays.
func TestASaveIntoAFileThatIsTakenAwayStays(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	edited := strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1)
	_, err := d.ws.Records.Remove(t.Context(), id, "review.remove", "")
	d.must(err)
	d.step = func(name string) {
		if name == "mirror compared" {
			if _, err := os.Stat(md); err == nil {
				write(t, md, edited)
			}
		}
	}
	var m space.Mirroring
	if m = d.mirror(); !m.Busy {
		t.Errorf("%+v", m)
	}
	if text(t, md) != edited {
		t.Error("it is gone")
	}
}

// A file that is saved while another of its record is written is noticed by the next
// pass, though the record has not changed since.
func TestASaveBesideAFileThatIsWrittenIsNoticed(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md, timeline := fileOf(t, dir, id, "review.md"), fileOf(t, dir, id, "timeline.yaml")
	d.set(id, "severity", "SEV1") // of review.md alone
	d.at1("mirror wrote", func() { rewrite(t, timeline, "Alarm", "Alarm of the press") })
	d.mirror()
	if m := d.mirror(); len(m.Taken) != 1 || d.get(id).Timeline[0].Text != "Alarm of the press" {
		t.Errorf("%+v %s", m, text(t, md))
	}
}

// An editor may have the file open while ours takes its place, and write into it after.
func TestASaveIntoAFileThatWasOpenBeforeIsFound(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("two names cannot be exchanged in one step here")
	}
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	edited := strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1)
	d.set(id, "severity", "SEV1")
	editor, err := os.OpenFile(md, os.O_WRONLY, 0)
	d.must(err)
	defer editor.Close()
	d.at1("mirror wrote", func() {
		d.must(editor.Truncate(0))
		_, err := editor.WriteString(edited)
		d.must(err)
	})
	if m := d.mirror(); !m.Busy || text(t, md) != edited {
		t.Errorf("%+v %s", m, text(t, md))
	}
	d.mirror()
	rests(t, d, id, dir)
}

// Two saves in one exchange of names, the second over what we wrote: the second stands and
// was said over ours, killed in between or not. The first is kept beside it.
func TestASaveOverOursIsReadOverOurs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("two names cannot be exchanged in one step here")
	}
	for _, dies := range []bool{true, false} {
		d, id, dir := alone(t)
		md := fileOf(t, dir, id, "review.md")
		first := strings.Replace(text(t, md), "Nobody noticed.", "Nobody noticed it.", 1)
		typed := func(s string) {
			d.set(id, "sections/impact/text", strings.TrimSpace(d.section(id, "impact")+"\n\n"+s))
		}
		again := func() { rewrite(t, md, "Nobody noticed.", "Nobody noticed at first.") }
		typed("One press stood.")
		d.step = func(name string) {
			switch {
			case name == "mirror compared":
				write(t, md, first)
			case name == "mirror swapped" && dies:
				panic(errKilled)
			case name == "mirror swapped":
				again()
			}
		}
		if dies {
			killed(t, d, "mirror swapped")
			again()
		} else if m := d.mirror(); !m.Busy {
			t.Errorf("%+v", m)
		}
		d.step = nil
		typed("Then all of them.")
		d.mirror()
		d.mirror()
		if m := d.mirror(); m.Busy || m.Written+len(m.Taken) != 0 || len(d.open4(id)) != 0 {
			t.Errorf("it does not come to rest: %+v %+v", m, d.open4(id))
		}
		for where, s := range map[string]string{"the file": text(t, md), "here": d.section(id, "impact") + d.section(id, "summary")} {
			for _, once := range []string{"One press stood.", "Then all of them.", "Nobody noticed at first."} {
				if n := strings.Count(s, once); n != 1 {
					t.Errorf("killed %v: %q stands %d times in %s", dies, once, n, where)
				}
			}
		}
		if text(t, md+".orig") != first {
			t.Error("what was saved first is gone")
		}
	}
}
