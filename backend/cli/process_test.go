package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"secondstory/backend/internal/soak"
)

// binary builds the command line once for all tests of this file: they try what
// only a process of its own can show.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "secondstory-cli-")
	if err != nil {
		return "", err
	}
	out := filepath.Join(dir, "secondstory-cli")
	cmd := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", out, "secondstory/backend/cmd/secondstory-cli")
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, text)
	}
	return out, nil
})

type call struct {
	status int
	out    string
	err    string
}

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(bin, args...)
}

func run(t *testing.T, args ...string) call {
	t.Helper()
	cmd := command(t, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return call{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

func ok(t *testing.T, args ...string) string {
	t.Helper()
	c := run(t, args...)
	if c.status != 0 {
		t.Fatalf("%v: status %d\n%s%s", args, c.status, c.out, c.err)
	}
	return c.out
}

func parse[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

type imported struct {
	Read, Created, Updated, Unchanged int
	Quarantined                       []any
	Records                           []struct{ Kind, Ref, Title string }
}

type entryList struct {
	Timeline []struct{ ID, Text, At, Zone string }
}

func postMortem(i, entries int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Outage %d\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n", i)
	for e := range entries {
		fmt.Fprintf(&b, "| 2026-01-%02d %02d:%02d | Event %d of outage %d |\n", 1+i%28, e/60%24, e%60, e, i)
	}
	b.WriteString("\n## Root cause\n\n- The queue had one consumer\n")
	return b.String()
}

func folder(t *testing.T, files, entries int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range files {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("pm-%03d.md", i)), []byte(postMortem(i, entries)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// kills is how often a process is killed; the long run has more.
func kills() int {
	if os.Getenv(soak.Asked) != "" {
		return 100
	}
	return 25
}

func TestAKilledCommandLosesNoEditThatWasShownAsSaved(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 3))).Records[0].Ref
	rng := rand.New(rand.NewSource(7))
	saved := map[string]string{}
	cut := 0
	// A command takes ten times as long on one disk as on another. The moments of
	// the kills follow: later after one that was cut, earlier after one that had saved.
	reach := 30 * time.Millisecond
	for i := range kills() {
		text := fmt.Sprintf("entry %d ☂", i)
		cmd := command(t, "--home", home, "--json", "record", "add", ref, "timeline", "line=2026-01-01 04:"+fmt.Sprintf("%02d", i%60)+" "+text)
		var out bytes.Buffer
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int63n(int64(reach)))) //nolint // the moment of the kill is the point of the test
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		var ack struct{ ID string }
		if json.Unmarshal(out.Bytes(), &ack) == nil && ack.ID != "" {
			saved[ack.ID] = text
			reach -= reach / 4
		} else {
			cut++
			reach += reach / 3
		}
		shown := parse[entryList](t, ok(t, "--home", home, "record", "show", ref, "--json"))
		have := map[string]string{}
		for _, e := range shown.Timeline {
			have[e.ID] = e.Text
		}
		for id, want := range saved {
			if have[id] != want {
				t.Fatalf("after kill %d: %s is %q, was shown as saved with %q", i, id, have[id], want)
			}
		}
	}
	if os.Getenv(soak.Asked) != "" {
		soak.Say(t, "seed 7, %d kills: %d edits had been shown as saved and are there, %d had not", kills(), len(saved), cut)
	}
	if cut == 0 || len(saved) == 0 {
		t.Fatalf("the kills came all too late or all too early: %d saved, %d cut", len(saved), cut)
	}
	if c := run(t, "--home", home, "doctor"); c.status != 0 {
		t.Fatalf("doctor: %s", c.out)
	}
}

func TestAKilledImportLeavesWholeReviewsOnly(t *testing.T) {
	const files, entries = 16, 40
	dir := folder(t, files, entries)
	rng := rand.New(rand.NewSource(11))
	whole, began := filepath.Join(t.TempDir(), "home"), time.Now()
	ok(t, "--home", whole, "import", dir)
	reach := time.Since(began)
	// Writing is short beside reading: kills go on until one has hit it.
	halfway := 0
	for i := 0; i < 8 || halfway == 0 && i < 40; i++ {
		home := filepath.Join(t.TempDir(), "home")
		cmd := command(t, "--home", home, "import", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int63n(int64(reach)))) //nolint // as above
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		list := parse[struct{ Reviews []struct{ Ref string } }](t, ok(t, "--home", home, "review", "list", "--json"))
		for _, r := range list.Reviews {
			if got := len(parse[entryList](t, ok(t, "--home", home, "record", "show", r.Ref, "--json")).Timeline); got != entries {
				t.Fatalf("run %d: half a review: %d of %d entries", i, got, entries)
			}
		}
		switch len(list.Reviews) {
		case 0:
			reach += reach / 3
		case files:
			reach -= reach / 3
		default:
			halfway++
		}
		again := parse[imported](t, ok(t, "--home", home, "import", dir, "--json"))
		if again.Created+again.Unchanged != files || again.Unchanged != len(list.Reviews) {
			t.Fatalf("run %d: going on: %+v with %d there", i, again, len(list.Reviews))
		}
		if c := run(t, "--home", home, "doctor"); c.status != 0 {
			t.Fatalf("doctor: %s", c.out)
		}
	}
	if halfway == 0 {
		t.Fatal("no kill hit the import while it was writing")
	}
}

// tmpfs mounts a small disk, or skips where that is not allowed.
func tmpfs(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if runtime.GOOS != "linux" {
		t.Skip("a small disk is made with tmpfs, which is Linux only")
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no right to mount a small disk here: %s", bytes.TrimSpace(out))
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	return dir
}

func TestAFullDiskIsSaidAndWhatWasSavedIsSafe(t *testing.T) {
	disk := tmpfs(t, "size=3m")
	home := filepath.Join(disk, "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 5))).Records[0].Ref
	if err := os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	saved := 0
	var last call
	for range 400 {
		last = run(t, "--home", home, "--json", "record", "add", ref, "timeline", "line=2026-01-01 05:00 "+strings.Repeat("more words ", 2000))
		if last.status != 0 {
			break
		}
		saved++
	}
	fault := parse[struct {
		Error struct{ Code, Key, Message string }
	}](t, last.out)
	if last.status != 1 || fault.Error.Key != "storage.full" || strings.Contains(fault.Error.Message, disk) {
		t.Fatalf("status %d: %s", last.status, last.out)
	}
	if err := os.Remove(filepath.Join(disk, "ballast")); err != nil {
		t.Fatal(err)
	}
	if got := len(parse[entryList](t, ok(t, "--home", home, "record", "show", ref, "--json")).Timeline); got != 5+saved {
		t.Fatalf("%d entries, %d were saved", got, 5+saved)
	}
	ok(t, "--home", home, "record", "add", ref, "timeline", "line=2026-01-01 06:00 space again")
	if c := run(t, "--home", home, "doctor"); c.status != 0 {
		t.Fatalf("doctor: %s", c.out)
	}
}

func TestAnExportToAFullDiskLeavesTheFileThatWasThere(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 5))).Records[0].Ref
	disk := tmpfs(t, "size=64k")
	out := filepath.Join(disk, "causes.png")
	if err := os.WriteFile(out, []byte("the picture of yesterday"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, 56<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	c := run(t, "--home", home, "causes", "export", ref, "--view", "fishbone", "--format", "png", "--scale", "3", "-o", out)
	if c.status != 1 || !strings.Contains(c.err, "disk is full") {
		t.Fatalf("status %d: %s", c.status, c.err)
	}
	if raw, err := os.ReadFile(out); err != nil || string(raw) != "the picture of yesterday" {
		t.Fatalf("%q %v", raw, err)
	}
}

func TestAReadOnlyDiskIsReadAndEveryWriteIsRefused(t *testing.T) {
	disk := tmpfs(t, "size=8m")
	home := filepath.Join(disk, "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 5))).Records[0].Ref
	if out, err := exec.Command("mount", "-o", "remount,ro", disk).CombinedOutput(); err != nil {
		t.Skipf("no right to make the disk read-only: %s", bytes.TrimSpace(out))
	}
	if got := len(parse[entryList](t, ok(t, "--home", home, "record", "show", ref, "--json")).Timeline); got != 5 {
		t.Fatalf("%d entries", got)
	}
	ok(t, "--home", home, "review", "list")
	c := run(t, "--home", home, "record", "set", ref, "severity=SEV1", "--json")
	if fault := parse[struct{ Error struct{ Key string } }](t, c.out); c.status != 1 || fault.Error.Key != "storage.read_only" {
		t.Fatalf("status %d: %s", c.status, c.out)
	}
	if c := run(t, "--home", filepath.Join(disk, "other"), "review", "list"); c.status != 1 || !strings.Contains(c.err, "may not write") {
		t.Fatalf("status %d: %s", c.status, c.err)
	}
}

func TestAFullDiskIsReadWithAWordAboutIt(t *testing.T) {
	disk := tmpfs(t, "size=4m")
	home := filepath.Join(disk, "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 5))).Records[0].Ref
	filler, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = filler.Write(make([]byte, 512))
	}
	filler.Close()
	for _, args := range [][]string{{"review", "list"}, {"review", "show", ref}, {"search", "outage"}} {
		c := run(t, append([]string{"--home", home}, args...)...)
		if c.status != 0 || c.out == "" || !strings.Contains(c.err, "nothing can be saved") {
			t.Errorf("%v: status %d: %s%s", args, c.status, c.out, c.err)
		}
	}
	c := run(t, "--home", home, "record", "set", ref, "severity=SEV1", "--json")
	if fault := parse[struct{ Error struct{ Key string } }](t, c.out); c.status != 1 || fault.Error.Key != "storage.full_reading" {
		t.Fatalf("status %d: %s", c.status, c.out)
	}
	if err := os.Remove(filler.Name()); err != nil {
		t.Fatal(err)
	}
	ok(t, "--home", home, "record", "set", ref, "severity=SEV1")
}

func TestABuildWithoutFullTextSearchSaysSoAndWorksOn(t *testing.T) {
	dir := t.TempDir()
	bin := filepath.Join(dir, "plain")
	if out, err := exec.Command("go", "build", "-o", bin, "secondstory/backend/cmd/secondstory-cli").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	home := filepath.Join(dir, "home")
	if out, err := exec.Command(bin, "--home", home, "import", folder(t, 2, 3)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command(bin, "--home", home, "review", "list", "--query", "Outage").CombinedOutput()
	if err != nil || strings.Count(string(out), "Outage") != 2 {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err = exec.Command(bin, "--home", home, "doctor").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(string(out), "no full-text search") {
		t.Fatalf("%v\n%s", err, out)
	}
	// The full build takes the same home over and has search again.
	if c := run(t, "--home", home, "doctor", "--rebuild-index"); c.status != 0 {
		t.Fatalf("%s", c.out)
	}
}

func TestTheCommandLineLinksNoWindowLibrary(t *testing.T) {
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "linux" {
		t.Skip("ldd is Linux only")
	}
	out, err := exec.Command("ldd", bin).CombinedOutput()
	if err != nil {
		t.Skipf("no ldd here: %s", out)
	}
	for _, lib := range []string{"gtk", "webkit", "X11", "wayland"} {
		if strings.Contains(strings.ToLower(string(out)), strings.ToLower(lib)) {
			t.Errorf("links %s:\n%s", lib, out)
		}
	}
}
