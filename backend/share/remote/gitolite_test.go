package remote

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/remote/sshtest"
)

// gitoliteRules give ada one repository to write, one to read, one whose branch is
// protected, and one whose hook wants a ticket.
const gitoliteRules = `repo reviews
    RW  = ada
repo readable
    R   = ada
repo protected
    -   refs/heads/main$ = ada
    RW  = ada
repo ticketed
    RW  = ada
`

// gitolite is the real one, for one person, behind a real server of ssh.
func gitolite(t *testing.T) (address func(repo string) string, home string, p sshdPlace) {
	t.Helper()
	needGit(t)
	program, shell := installed(t, "gitolite", "/usr/bin/gitolite"), "/usr/share/gitolite3/gitolite-shell"
	if _, err := os.Stat(shell); err != nil {
		t.Skip("gitolite3 is not installed as Debian has it")
	}
	home = t.TempDir()
	run := func(args ...string) {
		cmd := exec.Command(program, args...)
		cmd.Env = append(os.Environ(), "HOME="+home, "GIT_CONFIG_GLOBAL="+os.DevNull, "USER=git", "LOGNAME=git")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("gitolite %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	run("setup", "-a", "keeper")
	if err := os.WriteFile(filepath.Join(home, ".gitolite", "conf", "gitolite.conf"), []byte(gitoliteRules), 0o600); err != nil {
		t.Fatal(err)
	}
	run("compile")
	run("trigger", "POST_COMPILE")
	s := sshtest.Start(t, sshtest.Options{Kinds: []string{"ed25519"}, Line: "ForceCommand env HOME=" + home + " GIT_CONFIG_GLOBAL=/dev/null " + shell + " ada"})
	p = sshdPlace{Server: s, net: Network{OwnHosts: s.KnownHosts}, access: Access{Key: s.Key}}
	return func(repo string) string { return s.Address + "/" + repo }, home, p
}

func TestGitoliteLetsWriteWhatItsRulesAllowAndDeniesTheRestInItsWords(t *testing.T) {
	address, home, p := gitolite(t)
	to := func(repo string) *Remote {
		r := p.net.Remote(must(ParseAddress(address(repo))), p.access)
		t.Cleanup(r.Close)
		return r
	}
	s := openStore(t)
	head := must(change(s, "ada", 0))
	if _, err := to("reviews").Try(t.Context()); err != nil {
		t.Fatalf("%v", err)
	}
	if pushed, err := to("reviews.git").Push(t.Context(), s, head); err != nil || pushed.To != head {
		t.Fatalf("%+v %v", pushed, err)
	}
	other := openStore(t)
	if f, err := to("reviews").Fetch(t.Context(), other); err != nil || f.After != head {
		t.Errorf("%+v %v", f, err)
	}
	fsck(t, filepath.Join(home, "repositories", "reviews.git"))

	if _, err := to("readable").Tip(t.Context()); err != nil {
		t.Errorf("reading is allowed: %v", err)
	}
	if _, err := to("readable").Try(t.Context()); KindOf(err) != ReadOnly {
		t.Errorf("try: %v", err)
	}
	hook(t, place{bare: filepath.Join(home, "repositories", "ticketed.git")}, "pre-receive", "echo 'Reviews need a ticket.' >&2; exit 1")
	if _, err := to("readable").Push(t.Context(), s, head); KindOf(err) != ReadOnly { // sync says what the test said
		t.Errorf("push: %v", err)
	}
	for repo, words := range map[string]string{"nothing": "DENIED", "protected": "DENIED", "ticketed": "Reviews need a ticket."} {
		_, err := to(repo).Push(t.Context(), s, head)
		f, ok := FaultOf(err)
		if kind := KindOf(err); !ok || kind != Refused && kind != Rejected || !strings.Contains(f.Params["words"], words) {
			t.Errorf("%s: %v %v", repo, err, f)
		}
	}
	if tip := must(to("protected").Tip(t.Context())); !tip.IsZero() {
		t.Errorf("it took %s", tip)
	}
}
