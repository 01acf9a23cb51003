package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/domain/record"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote/sshtest"
)

// desk runs the command line inside the test: a clock and ids of its own make
// every answer repeatable.
type desk struct {
	t    *testing.T
	home string
	dir  string
	n    int
	at   time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_DATA_HOME", filepath.Join(dir, "default")) // no test may meet a home of a person
	return &desk{t: t, dir: dir, home: filepath.Join(dir, "home"), at: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
}

func (d *desk) env(args ...string) (cli.Env, *bytes.Buffer, *bytes.Buffer) {
	var out, errs bytes.Buffer
	return cli.Env{Args: args, Out: &out, Err: &errs, In: strings.NewReader(""), Version: "1.2.3",
		Now: func() time.Time { return d.at },
		NewID: func() string {
			d.n++
			return record.ULIDPrefix(d.at) + fmt.Sprintf("%06d%010d", d.n*7919%1_000_000, d.n)
		},
		Zone: func() *time.Location { return time.UTC }, Rest: time.Millisecond}, &out, &errs
}

// do runs one command in the desk's home.
func (d *desk) do(args ...string) call {
	d.t.Helper()
	env, out, errs := d.env(append([]string{"--home", d.home}, args...)...)
	status := cli.Run(env)
	return call{status, out.String(), errs.String()}
}

func (d *desk) ok(args ...string) string {
	d.t.Helper()
	c := d.do(args...)
	if c.status != 0 {
		d.t.Fatalf("%q: status %d\n%s%s", args, c.status, c.out, c.err)
	}
	return c.out
}

func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// review imports a small post-mortem and gives its reference.
func (d *desk) review() string {
	d.t.Helper()
	return parse[imported](d.t, d.ok("import", "--json", d.file("pm.md", postMortem(1, 3)))).Records[0].Ref
}

// golden compares with a file of testdata; UPDATE=1 writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v); look at the difference and run UPDATE=1 go test ./backend/cli\n%s", path, err, got)
	}
}

// keys lists the paths of a JSON document's fields; those of a list are the keys
// of its first element.
func keys(v any, path string, out map[string]bool) {
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			out[path+k] = true
			keys(e, path+k+".", out)
		}
	case []any:
		if len(x) > 0 {
			keys(x[0], strings.TrimSuffix(path, ".")+"[].", out)
		}
	}
}

func TestTheFieldsOfEveryJSONAnswerAreAsRecorded(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	entry := parse[entryList](t, d.ok("record", "show", ref, "--json")).Timeline[0].ID
	bad := d.file("bad.md", "\x00\x01\x02")
	alone(t)
	shared, key := filepath.Join(d.dir, "shared.git"), filepath.Join(d.dir, "id")
	if err := gitstore.CreateBare(shared); err != nil {
		t.Fatal(err)
	}
	sshtest.NewKey(t, key, "ed25519", "")
	var b strings.Builder
	for _, args := range [][]string{
		{"import", bad, filepath.Join(d.dir, "pm.md")}, {"import", "--dry-run", d.file("new.md", postMortem(2, 1))}, {"review", "list"}, {"review", "show", ref}, {"record", "show", ref},
		{"record", "set", ref, "severity=SEV2", "services=ledger, payout"}, {"record", "add", ref, "timeline", "line=2026-01-01 10:00 UTC x"}, {"record", "add", ref, "causes", "text=x"},
		{"record", "remove", ref + "/timeline/" + entry}, {"record", "restore", ref, "timeline/" + entry}, {"record", "undo"}, {"record", "redo"}, {"record", "undo", ref}, {"record", "redo", ref},
		{"record", "history", ref}, {"record", "history", ref, "severity"}, {"record", "history", ref, "timeline/" + entry, "--at", "1"}, {"record", "history", ref, "--at", "1"},
		{"record", "remove", ref}, {"review", "list", "--trash"}, {"record", "restore", ref},
		{"review", "export", ref, "--to", "json", "-o", d.dir}, {"causes", "export", ref, "-o", filepath.Join(d.dir, "x.svg")},
		{"report", "executive", ref, "-o", filepath.Join(d.dir, "x.pdf")}, {"measures", "--period", "all"}, {"measures", "detect", "--period", "all"}, {"doctor"}, {"version"}, {"conflicts", "list"},
		{"backup", filepath.Join(d.dir, "b.zip")}, {"backup", "verify", filepath.Join(d.dir, "b.zip")}, {"restore", filepath.Join(d.dir, "b.zip"), "--yes"},
		{"space", "test", shared}, {"space", "login", "git@git.example.com", "--key", key}, {"space", "logins"}, {"space", "logout", "git@git.example.com"}, {"space", "network"}, {"help"}, {"help", "json"}, {"record", "--help"}, {"help", "record"},
	} {
		c := d.do(append(args, "--json")...)
		name := strings.NewReplacer(d.dir, "DIR", ref, "REF", entry, "ID").Replace(fmt.Sprintf("%q", args))
		dec := json.NewDecoder(strings.NewReader(c.out))
		var v any
		if err := dec.Decode(&v); err != nil || dec.More() {
			t.Errorf("%s: not one JSON document (%v): %s", name, err, c.out)
			continue
		}
		if strings.Contains(c.out, "null") && !strings.Contains(c.out, `"started": null`) && !strings.Contains(c.out, `"before": null`) && !strings.Contains(c.out, `"after": null`) {
			t.Errorf("%s: a list or field is null: %s", name, c.out)
		}
		found := map[string]bool{}
		keys(v, "", found)
		var list []string
		for k := range found {
			list = append(list, k)
			if strings.ToLower(k) != k {
				t.Errorf("%s: %s is not snake_case", name, k)
			}
		}
		sort.Strings(list)
		fmt.Fprintf(&b, "%s → %d\n  %s\n", name, c.status, strings.Join(list, " "))
	}
	golden(t, "shapes.txt", b.String())
}

func TestTheGlobalFlagsMayStandAnywhere(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	want := d.ok("record", "show", ref, "--json")
	for _, args := range [][]string{
		{"--json", "--home", d.home, "record", "show", ref}, {"record", "--json", "show", "--home", d.home, ref},
		{"record", "show", ref, "--home=" + d.home, "--json"}, {"--home=" + d.home, "record", "show", "--json", ref},
	} {
		env, out, errs := d.env(args...)
		if status := cli.Run(env); status != 0 || out.String() != want || errs.Len() != 0 {
			t.Errorf("%q: status %d %s", args, status, errs)
		}
	}
	// Behind a double dash a word is a word.
	env, _, errs := d.env("--home", d.home, "record", "show", ref, "--", "--json")
	if status := cli.Run(env); status != cli.Usage || !strings.Contains(errs.String(), "--json") {
		t.Errorf("status %d %s", status, errs)
	}
	if c := d.do("record", "set", ref, "title=--json"); c.status != 0 || !strings.Contains(d.ok("review", "list"), "--json") {
		t.Errorf("a value that looks like a flag: %+v", c)
	}
}

func TestTheExitStatusSaysWhetherAPersonIsNeeded(t *testing.T) {
	d := newDesk(t)
	path := d.file("pm.md", postMortem(1, 3))
	step := func(want int, args ...string) {
		t.Helper()
		if c := d.do(args...); c.status != want {
			t.Errorf("%q: status %d, want %d\n%s%s", args, c.status, want, c.out, c.err)
		}
	}
	step(cli.Done, "import", path)
	step(cli.Done, "import", path)
	step(cli.Done, "doctor")
	if err := os.WriteFile(path, []byte(postMortem(1, 4)), 0o600); err != nil {
		t.Fatal(err)
	}
	step(cli.NeedsPerson, "import", path)
	step(cli.NeedsPerson, "import", "--dry-run", path)
	step(cli.Done, "import", "--update", path)
	step(cli.Done, "import", path)
	// Of a file without content there is nothing to keep; of one that is no review there is.
	step(cli.NeedsPerson, "import", d.file("empty.md", ""))
	step(cli.Done, "doctor")
	step(cli.NeedsPerson, "import", d.file("list.md", "# Shopping\n\n- milk\n- bread\n"))
	step(cli.NeedsPerson, "doctor")
	step(cli.Done, "--help")
	step(cli.Done, "record", "-h")
	step(cli.Done, "--version")
}

// fullDisk is an output that takes nothing.
type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

func TestAnAnswerThatCouldNotBeWrittenIsNoSuccess(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	for _, args := range [][]string{{"record", "show", ref}, {"record", "show", ref, "--json"}, {"review", "list"}, {"help"}} {
		env, _, errs := d.env(append([]string{"--home", d.home}, args...)...)
		env.Out = fullDisk{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}}
		if status := cli.Run(env); status != cli.Failed || errs.Len() == 0 {
			t.Errorf("%q: status %d, %q", args, status, errs)
		}
		// A reader that has seen enough is no failure of ours.
		env, _, errs = d.env(append([]string{"--home", d.home}, args...)...)
		env.Out = fullDisk{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}}
		if status := cli.Run(env); status != cli.Done || errs.Len() != 0 {
			t.Errorf("%q into a closed pipe: status %d, %q", args, status, errs)
		}
	}
}

func TestADatabaseThatCannotBeOpenedIsNamedWithoutAPath(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(home string) error
		key    string
	}{
		"damaged": {func(h string) error {
			return os.WriteFile(filepath.Join(h, "local.db"), []byte(strings.Repeat("x", 9000)), 0o600)
		}, "storage.corrupt"},
		// What a full disk or a broken copy leaves is no new workspace.
		"empty": {func(h string) error { return os.WriteFile(filepath.Join(h, "local.db"), nil, 0o600) }, "storage.corrupt"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.review()
			if err := c.damage(d.home); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"review", "list"}, {"doctor"}, {"import", filepath.Join(d.dir, "pm.md")}} {
				got := d.do(append(args, "--json")...)
				fault := parse[struct{ Error struct{ Key, Message string } }](t, got.out)
				if got.status != cli.Failed || fault.Error.Key != c.key || strings.Contains(got.out+got.err, d.dir) {
					t.Errorf("%q: status %d %s%s", args, got.status, got.out, got.err)
				}
			}
		})
	}
}

func TestAnExportHoldsNoName(t *testing.T) {
	d := newDesk(t)
	text := postMortem(1, 1) + "\n## Attendees\n\n- Wilhelmina Ostrander\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Watch it | Wilhelmina Ostrander |\n"
	ref := parse[imported](t, d.ok("import", "--json", d.file("pm.md", text))).Records[0].Ref
	if !strings.Contains(d.ok("record", "show", ref, "--json"), "Ostrander") {
		t.Fatal("the name is not known here, so the test shows nothing")
	}
	for _, to := range []string{"md", "json"} {
		path := strings.TrimSpace(d.ok("review", "export", ref, "--to", to, "-o", d.dir))
		raw, err := os.ReadFile(path)
		if err != nil || len(raw) < 100 || strings.Contains(string(raw), "Ostrander") {
			t.Errorf("%s: %v\n%s", to, err, raw)
		}
	}
}
