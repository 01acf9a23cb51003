package cli_test

import (
	"archive/zip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
	"secondstory/backend/evidence"
	"secondstory/backend/workspace"
)

// clone takes a copy of a shared folder to hand, and push sends back what was changed there.
func clone(t *testing.T, folder string) (at string, push func()) {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git to change a shared folder with")
	}
	at = t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(git, append([]string{"-c", "user.name=x", "-c", "user.email=x@y.invalid"}, args...)...)
		cmd.Dir, cmd.Env = at, append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v %s", args, err, out)
		}
	}
	run("clone", "-q", folder, ".")
	return at, func() { t.Helper(); run("commit", "-q", "-a", "-m", "x"); run("push", "-q") }
}

// who tells the device and the person of a desk.
func who(d *desk) (device, actor string) {
	d.t.Helper()
	ws, err := workspace.Open(d.t.Context(), d.home, workspace.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer ws.Close()
	return ws.Who.Device, ws.Who.Actor
}

// copySignoff puts the only sign-off of a clone there once more, under another id and role
// and in the name of somebody else.
func copySignoff(t *testing.T, at, role, id, device, actor string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(at, "rules", "*", "*", "*", "signoffs.yaml"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	block := regexp.MustCompile(`(?s)  "[0-9A-Z]{26}":\n.*?(?:\n  "|$)`).FindString(text)
	block = strings.TrimSuffix(block, "  \"")
	for pattern, with := range map[string]string{`"[0-9A-Z]{26}":`: `"` + id + `":`, `role: .*`: "role: " + role, `recorded_by: .*`: "recorded_by: " + actor,
		`actor: .*`: "actor: " + actor, `device: .*`: "device: " + device} {
		block = regexp.MustCompile(`(?m)`+strings.Replace(pattern, "actor", `\bactor`, 1)).ReplaceAllString(block, with)
	}
	if err := os.WriteFile(found[0], []byte(text+block), 0o644); err != nil {
		t.Fatal(err)
	}
}

// standings counts what the sign-offs of the newest version are worth.
func standings(p policy.Page) map[policy.Standing]int {
	out := map[policy.Standing]int{}
	for _, s := range p.Versions[0].Signoffs {
		out[s.Standing]++
	}
	return out
}

func TestASignatureInAnothersNameCountsNowhere(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := newPolicy(a)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	a.ok("policy", "propose", ref)
	a.ok("policy", "sign", ref, "--as", "Operations")
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	device, actor := who(b)
	at, push := clone(t, folder)
	copySignoff(t, at, "Head of service", "01K9ZFRGE0000000000000FRGE", device, actor)
	push()
	a.ok("sync")
	b.ok("sync")
	for d, want := range map[*desk]policy.Standing{a: policy.Unchecked, b: policy.Forged} {
		p := page(d, ref)
		made := standings(p)
		if p.Force != nil || p.Versions[0].Have != 1 || made[policy.Counts] != 1 || made[want] != 1 {
			t.Fatalf("in force %+v, %+v", p.Force, p.Versions[0])
		}
	}
	if c := b.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "names this machine, which did not make it") || !strings.Contains(c.out, ref) {
		t.Errorf("%d %s", c.status, c.out)
	}
	// Once her own machine has shown its key, everybody can tell.
	b.ok("policy", "sign", ref, "--as", "Head of service")
	b.ok("sync")
	a.ok("sync")
	p := page(a, ref)
	made := standings(p)
	if p.Force == nil || p.Force.Alone || made[policy.Counts] != 2 || made[policy.Forged] != 1 {
		t.Errorf("in force %+v, %v", p.Force, made)
	}
	if c := a.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "names the device "+device) {
		t.Errorf("%d %s", c.status, c.out)
	}
	if out := a.ok("policy", "show", ref); !strings.Contains(out, "not made by the device that it names") {
		t.Error(out)
	}
}

func TestAnotherKeyOfADeviceIsAskedAbout(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := newPolicy(a)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	a.ok("policy", "propose", ref)
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	b.ok("policy", "sign", ref, "--as", "Operations")
	b.ok("sync")
	a.ok("sync")
	if err := os.Remove(filepath.Join(b.home, "device.key")); err != nil {
		t.Fatal(err)
	}
	b.ok("policy", "sign", ref, "--as", "Operations", "--comment", "with another key")
	b.ok("sync")
	out := a.ok("sync")
	device, _ := who(b)
	if !strings.Contains(out, device) || !strings.Contains(out, "new key") {
		t.Errorf("the change was not told: %s", out)
	}
	verdicts := func() (list []proof.Verdict) {
		for _, s := range page(a, ref).Versions[0].Signoffs {
			list = append(list, s.Proof)
		}
		return list
	}
	if got := verdicts(); len(got) != 2 || got[0] != proof.Made || got[1] != proof.Waits {
		t.Fatalf("%q", got)
	}
	// A pack accuses nobody of it, and names no device that signed nothing in it.
	pack, other := filepath.Join(t.TempDir(), "pack.zip"), newPolicy(a)
	a.ok("policy", "propose", other)
	a.ok("policy", "sign", other, "--as", "Operations")
	a.ok("audit", "export", "-o", pack, "--record", ref)
	said := a.ok("audit", "verify", pack)
	if strings.Contains(said, "which did not make it") || !strings.Contains(said, "nobody can tell by the pack who made it") {
		t.Error(said)
	}
	files, err := zip.OpenReader(pack)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	own, _ := who(a)
	if seals, err := fs.ReadFile(files, evidence.SealsFile); err != nil || !strings.Contains(string(seals), `"waits": true`) || strings.Contains(string(seals), own) {
		t.Errorf("%s %v", seals, err)
	}
	if c := a.do("policy", "keys", device); c.status != cli.Usage {
		t.Errorf("%d %s", c.status, c.err)
	}
	if out := a.ok("policy", "keys", device, "--theirs", "yes"); strings.Contains(out, "waits") {
		t.Error(out)
	}
	if got := verdicts(); got[1] != proof.Made {
		t.Errorf("accepted: %q", got)
	}
	if c := a.do("policy", "keys", device, "--theirs", "no"); c.status != cli.Failed || !strings.Contains(c.err, "No key of "+device) {
		t.Errorf("%d %s", c.status, c.err)
	}
}

// An answer to somebody who asks for an exception is sealed like a signature.
func TestAnAnswerInAnothersNameLetsNobodyStepAside(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := newPolicy(a)
	a.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Payments", folder)
	a.ok("policy", "exception", "add", ref, "--procedure", "Call tree", "--justification", "The new system is not there before April.", "--risk", "Nobody answers",
		"--control", "The duty manager looks hourly", "--from", "2026-11-21", "--to", "2026-12-31", "--zone", "Europe/Madrid")
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("sync")
	device, actor := who(b)
	at, push := clone(t, folder)
	found, err := filepath.Glob(filepath.Join(at, "rules", "*", "*", "*", "exceptions.yaml"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	forged := regexp.MustCompile(`(?m)^( +)zone: .*$`).ReplaceAllString(string(data), "$0\n${1}answer: granted\n${1}approver: "+actor+"\n${1}device: "+device+
		"\n${1}answered_at: 2026-11-21T09:30:00.000Z\n${1}answered_hash: "+page(a, ref).Exceptions[0].Hash)
	if err := os.WriteFile(found[0], []byte(forged), 0o644); err != nil {
		t.Fatal(err)
	}
	push()
	a.ok("sync")
	b.ok("sync")
	for d, want := range map[*desk]policy.ExceptionState{a: policy.Doubted, b: policy.FalseAnswer} {
		if e := page(d, ref).Exceptions[0]; e.State != want {
			t.Fatalf("%+v, want %s", e, want)
		}
	}
	if c := b.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "names this machine, which did not give it") || !strings.Contains(c.out, "Call tree") {
		t.Errorf("%d %s", c.status, c.out)
	}
	if out := a.ok("policy", "exception", "list"); !strings.Contains(out, "carries no seal of its device") {
		t.Error(out)
	}
	// Her own answer stands in its place, and everybody can tell that it is hers.
	b.ok("policy", "exception", "answer", ref, page(b, ref).Exceptions[0].ID, "--answer", "refused")
	b.ok("sync")
	a.ok("sync")
	if e := page(a, ref).Exceptions[0]; e.State != policy.Declined || e.Proof != proof.Made {
		t.Errorf("%+v", e)
	}
	if c := b.do("audit", "verify"); c.status != cli.Done {
		t.Errorf("%d %s", c.status, c.out)
	}
}
