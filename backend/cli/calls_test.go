package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/cli"
)

// wrongCalls are calls that cannot be carried out as they stand.
func wrongCalls(dir, ref string) [][]string {
	out := filepath.Join(dir, "out.pdf")
	return [][]string{
		{}, {"frobnicate"}, {"--frobnicate"}, {"--home"}, {"--home", "", "review", "list"}, {"--home=", "review", "list"}, {"--home", "--json", "review", "list"},
		{"review"}, {"review", "frobnicate"}, {"review", "list", "more"}, {"review", "list", "--frobnicate"}, {"review", "show"}, {"review", "show", ref, "more"},
		{"review", "show", "no reference"}, {"review", "show", "REV-26-00000"}, {"review", "export", ref, "--to", "docx"}, {"review", "export"},
		{"record"}, {"record", "frobnicate"}, {"record", "show"}, {"record", "set"}, {"record", "set", ref}, {"record", "set", ref, "severity"}, {"record", "set", ref, "=SEV1"},
		{"record", "set", ref, "colour=red"}, {"record", "set", ref, "timeline/=x"}, {"record", "set", ref, "things/1/text=x"},
		{"record", "add", ref}, {"record", "add", ref, "timeline"}, {"record", "add", ref, "things", "text=x"}, {"record", "add", ref, "timeline", "colour=red"},
		{"record", "remove"}, {"record", "remove", ref, "timeline/x", "more"}, {"record", "remove", ref + "/x"}, {"record", "remove", ref + "/timeline/x/text"}, {"record", "restore", ref, "things/x"}, {"record", "restore"}, {"record", "history"}, {"record", "history", ref, "more"},
		{"record", "undo", ref, "more"}, {"record", "redo", "no reference"}, {"record", "history", ref, "--limit", "many"},
		{"record", "history", ref, "severity", "more"}, {"record", "history", ref, "timeline"}, {"record", "history", ref, "things/x"}, {"record", "history", ref, "--at", "0"}, {"record", "history", ref, "--at", "then"},
		{"record", "create", "calendar"}, {"record", "create", "calendar", "colour=red"},
		{"calendar"}, {"calendar", "frobnicate"}, {"calendar", "show"}, {"calendar", "import"}, {"calendar", "export", ref}, {"calendar", "add", ref}, {"calendar", "add", ref, "two"},
		{"calendar", "add", ref, "8h", "--pick", "both"}, {"calendar", "between", ref, "now"}, {"calendar", "next", "London"}, {"calendar", "list", "more"},
		{"causes"}, {"causes", "frobnicate"}, {"causes", "export"}, {"causes", "export", ref}, {"causes", "export", ref, "-o"}, {"causes", "export", ref, "-o", "x.docx"},
		{"causes", "export", ref, "-o", "x.svg", "--view", "tree"}, {"causes", "export", ref, "-o", "x.png", "--scale", "9"}, {"causes", "export", ref, "-o", "x.svg", "more"},
		{"picture"}, {"picture", "add"}, {"picture", "add", ref}, {"picture", "list", ref, "more"}, {"picture", "save", ref}, {"picture", "remove", ref, "the first"}, {"picture", "add", ref, "x.png", "--about", "title"},
		{"report"}, {"report", "frobnicate"}, {"report", "internal"}, {"report", "internal", ref}, {"report", "internal", "-o", out}, {"report", "internal", ref, "-o", out, "--audience", "friends"},
		{"report", "internal", ref, "-o", out, "--as-of", "tomorrow"}, {"report", "internal", ref, "-o", out, "--audience", "customer"}, {"causes", "export", ref, "-o", "-"},
		{"import"}, {"import", filepath.Join(dir, "nowhere.md")}, {"import", dir, "--as", "docx"}, {"import", "--zone"},
		{"space", "test"}, {"space", "test", "nonsense"}, {"space", "test", "ssh://git:secret@git.example.com/r"}, {"space", "test", "/srv/r.git", "--user", "ada"},
		{"space", "login"}, {"space", "login", "https://git.example.com"}, {"space", "login", "git@git.example.com"}, {"space", "login", "http://git.example.com", "--user", "ada"},
		{"space", "logout"}, {"space", "logout", "nonsense"}, {"space", "logins", "more"}, {"space", "network", "more"}, {"space", "list", "--key", "id"},
		{"audit"}, {"audit", "frobnicate"}, {"audit", "list", "more"}, {"audit", "list", "--who", "nobody"}, {"audit", "list", "--record", "no reference"}, {"audit", "list", "--from", "tomorrow"}, {"audit", "list", "--limit", "0"},
		{"audit", "show"}, {"audit", "show", "one"}, {"audit", "show", "1", "more"}, {"audit", "verify", "a", "more"}, {"audit", "export"}, {"audit", "export", "-o", "x.zip", "more"},
		{"policy"}, {"policy", "frobnicate"}, {"policy", "new"}, {"policy", "new", "Not A Kind", "Title"}, {"policy", "list", "more"}, {"policy", "list", "--kind", "NO"}, {"policy", "show"},
		{"policy", "show", "POL-26-7K3QX2", "--at", "tomorrow"}, {"policy", "show", "POL-26-7K3QX2", "--known", "2026-01-01T00:00:00Z"}, {"policy", "diff", "POL-26-7K3QX2", "1", "2", "3"},
		{"policy", "exception"}, {"policy", "exception", "answer", "POL-26-7K3QX2"}, {"policy", "exception", "add", "POL-26-7K3QX2", "--to", "31.12."},
		{"study"}, {"study", "frobnicate"}, {"study", "show"}, {"study", "list", "more"}, {"study", "freeze", "nonsense"}, {"study", "set", "STU-26-7K3QX2", "--burn-in", "soon"},
		{"backup"}, {"backup", "verify"}, {"backup", "a.zip", "more"}, {"restore"}, {"restore", "a.zip", "--over"},
		{"service"}, {"service", "frobnicate"}, {"service", "show"}, {"service", "list", "more"}, {"service", "need", "web"}, {"service", "decide", "web", "--as", "alias"}, {"service", "decide", "web", "--as", "that"}, {"service", "show", "web", "--day", "today"}, {"service", "import", filepath.Join(dir, "nowhere.csv")}, {"service", "draw", "web"},
		{"doctor", "more"}, {"doctor", "--bundle", ""}, {"version", "more"}, {"help", "frobnicate"},
	}
}

func TestEveryWrongCallSaysWhatIsWrongWithItInBothForms(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	var b strings.Builder
	for _, args := range wrongCalls(d.dir, ref) {
		c := d.do(args...)
		name := strings.NewReplacer(d.dir, "DIR", ref, "REF").Replace(fmt.Sprintf("%q", args))
		fmt.Fprintf(&b, "%s → %d\n%s", name, c.status, strings.ReplaceAll(c.err, d.dir, "DIR"))
		if c.status != cli.Usage || c.out != "" {
			t.Errorf("%s: status %d, on standard output %q", name, c.status, c.out)
		}
		if strings.Contains(notGiven(c.err, args), d.dir) {
			t.Errorf("%s tells a path of this machine: %s", name, c.err)
		}
		// The same with --json: one document, the same sentence.
		if strings.Contains(name, "--home") {
			continue
		}
		j := d.do(append(append([]string{}, args...), "--json")...)
		fault := parse[struct {
			Error struct{ Code, Key, Message string }
		}](t, j.out)
		if len(args) > 0 && args[len(args)-1] != "-o" && args[len(args)-1] != "--zone" && "secondstory: "+fault.Error.Message+"\n" != c.err || j.status != c.status || fault.Error.Code == "" || fault.Error.Key == "" || j.err != "" {
			t.Errorf("%s with --json: status %d, %s %s", name, j.status, j.out, j.err)
		}
	}
	golden(t, "usage.txt", b.String())
	if _, err := os.Stat(filepath.Join(d.dir, "default")); err == nil {
		t.Error("a wrong call opened the default home")
	}
}

func TestAWrongCallMakesNoHome(t *testing.T) {
	d := newDesk(t)
	for _, args := range wrongCalls(d.dir, "REV-26-7K3QX2") {
		if c := d.do(args...); c.status != cli.Usage {
			t.Errorf("%q: status %d", args, c.status)
		}
		if _, err := os.Stat(d.home); err == nil {
			t.Fatalf("%q made a home", args)
		}
	}
	d.ok("review", "list")
	if _, err := os.Stat(d.home); err != nil {
		t.Error("a call in order made none")
	}
}

func TestAHomeThatIsAFileIsNamedAndLeftAlone(t *testing.T) {
	d := newDesk(t)
	path := d.file("notes.txt", "mine")
	for _, home := range []string{path, filepath.Join(path, "below")} {
		env, out, errs := d.env("--home", home, "review", "list")
		if status := cli.Run(env); status != cli.Usage || out.Len() > 0 || !strings.Contains(errs.String(), "is a file") || strings.Contains(errs.String(), d.dir) {
			t.Errorf("status %d: %s%s", status, out, errs)
		}
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "mine" {
		t.Errorf("%q %v", raw, err)
	}
}

func TestADashAsTheFileWritesToStandardOutput(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	t.Chdir(d.dir)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"review", "export", ref, "-o", "-"}, "# Outage 1"},
		{[]string{"review", "export", ref, "--to", "json", "-o", "-"}, "{\n"},
		{[]string{"causes", "export", ref, "--format", "svg", "-o", "-"}, "<svg"},
		{[]string{"report", "internal", ref, "-o", "-"}, "%PDF"},
	} {
		if out := d.ok(c.args...); !strings.HasPrefix(out, c.want) {
			t.Errorf("%q begins %.40q", c.args, out)
		}
		if c := d.do(append(c.args, "--json")...); c.status != cli.Usage {
			t.Errorf("two documents on standard output: %d", c.status)
		}
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("a file of that name was made")
	}
}

func TestAReviewInTheTrashIsShownAsSuch(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	type shown struct{ Trashed bool }
	if strings.Contains(d.ok("review", "show", ref), "trash") || parse[shown](t, d.ok("record", "show", ref, "--json")).Trashed {
		t.Error("it is not there yet")
	}
	d.ok("record", "remove", ref)
	if out := d.ok("review", "show", ref); !strings.Contains(out, "lies in the trash") {
		t.Errorf("%s", out)
	}
	if !parse[shown](t, d.ok("review", "show", ref, "--json")).Trashed {
		t.Error("not told in JSON")
	}
}

func TestEveryFlagIsExplained(t *testing.T) {
	d := newDesk(t)
	for _, name := range cli.Names() {
		out := d.ok(name, "--help")
		if strings.Contains(out, "cli.") || !strings.Contains(out, "--help") {
			t.Errorf("%s", out)
		}
	}
	if got := d.ok("causes", "--help"); !strings.Contains(got, "--scale SIZE           SIZE of a PNG, 1 to 3 (2 when not given)") {
		t.Errorf("%s", got)
	}
}

func TestAFailureIsNoWrongCall(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	var b strings.Builder
	for _, args := range [][]string{
		{"review", "show", "REV-26-ZZZZZZ"}, {"record", "set", ref, "severity=SEV9"}, {"record", "set", ref, "title="}, {"record", "set", ref, "date=2026-02-30"},
		{"record", "set", ref, "started=after lunch"}, {"record", "add", ref, "timeline", "line=2026-01-01 10:00"}, {"record", "remove", ref + "/timeline/01KZZZZZZZZZZZZZZZZZZZZZZZ"},
		{"record", "add", ref, "stated_durations", "minutes=12abc"}, {"record", "add", ref, "stated_durations", "minutes=NaN"}, {"record", "add", ref, "sections", "title=x", "kept=perhaps"},
		{"record", "add", ref, "timeline", "line=10:00 x", "role=a\nb"}, {"record", "add", ref, "timeline", "text=\xff"},
		{"record", "history", ref, "--at", "99999"}, {"record", "history", ref, "severity", "--at", "99999"}, {"record", "history", ref, "timeline/01KZZZZZZZZZZZZZZZZZZZZZZZ"},
		{"causes", "export", ref, "-o", filepath.Join(d.dir, "nowhere", "x.svg")}, {"causes", "export", ref, "--view", "outline", "-o", filepath.Join(d.dir, "x.pdf")},
		{"space", "test", "http://127.0.0.1:1/r.git"}, {"space", "test", "ssh://git@127.0.0.1:1/r.git", "--key", filepath.Join(d.dir, "nothing")}, {"space", "test", d.dir},
		{"space", "login", "git@git.example.com", "--key", filepath.Join(d.dir, "pm.md")}, {"space", "logout", "https://git.example.com"},
		{"space", "network", "--proxy", "proxy.example.com:3128"}, {"space", "network", "--ca-file", filepath.Join(d.dir, "pm.md")},
	} {
		c := d.do(args...)
		name := strings.NewReplacer(d.dir, "DIR", ref, "REF").Replace(fmt.Sprintf("%q", args))
		fmt.Fprintf(&b, "%s → %d\n%s", name, c.status, strings.ReplaceAll(c.err, d.dir, "DIR"))
		if c.status != cli.Failed || c.out != "" || strings.Contains(notGiven(c.err, args), d.dir) || strings.Contains(c.err, "inside the app") {
			t.Errorf("%s: status %d\n%s%s", name, c.status, c.out, c.err)
		}
	}
	golden(t, "failures.txt", b.String())
	if got := d.ok("record", "history", ref); strings.Count(got, "\n") != 1 {
		t.Errorf("a refused call left a step behind:\n%s", got)
	}
}

// notGiven is a message without the paths that the person gave, and without the
// folders they lie in: those may be said.
func notGiven(message string, args []string) string {
	for _, arg := range args {
		if filepath.IsAbs(arg) {
			message = strings.ReplaceAll(strings.ReplaceAll(message, arg, ""), `"`+filepath.Dir(arg)+`"`, "")
		}
	}
	return message
}

func TestTheHelpPageNamesEveryCommandSubcommandAndFlag(t *testing.T) {
	d := newDesk(t)
	page := d.ok("help", "json")
	for _, name := range cli.Names() {
		if !strings.Contains(page, "secondstory "+name) && name != "help" {
			t.Errorf("the page has no %s", name)
		}
		out := d.ok(name, "--help")
		for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(out, -1) {
			if flag != "--help" && flag != "--output" && !strings.Contains(page, flag) {
				t.Errorf("the page has no %s of %s", flag, name)
			}
		}
		usage, _, _ := strings.Cut(out, "\n")
		for _, word := range regexp.MustCompile(`\| ([a-z]+) `).FindAllStringSubmatch(usage, -1) {
			if !strings.Contains(page, name+" "+word[1]) {
				t.Errorf("the page has no %s %s", name, word[1])
			}
		}
	}
}

func TestHelpInATerminalLeavesPicturesOut(t *testing.T) {
	d := newDesk(t)
	for _, topic := range assets.Topics() {
		page := d.ok("help", topic.ID)
		if strings.Contains(page, "![") || strings.Contains(page, "\n\n\n") {
			t.Errorf("%s:\n%s", topic.ID, page)
		}
	}
	if got := d.ok("help", "causes"); !strings.Contains(got, "| Fishbone |") || !strings.Contains(got, "5 Whys or fishbone?") {
		t.Error("more than the pictures is left out")
	}
}
