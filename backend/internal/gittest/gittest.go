package gittest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Need skips a test where git is not installed, and gives the folder of its
// programs.
func Need(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Skip("the git command line is not installed")
	}
	return strings.TrimSpace(string(out))
}

// Run runs git in a folder, without anybody's configuration, and gives what it
// says.
func Run(t testing.TB, dir string, args ...string) string {
	t.Helper()
	out, err := Try(t, dir, args...)
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(out)
}

// Try is Run for what may fail.
func Try(t testing.TB, dir string, args ...string) (string, error) {
	t.Helper()
	path, err := exec.LookPath("git")
	if err != nil {
		t.Skip("the git command line is not installed")
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "HOME="+dir, "XDG_CONFIG_HOME="+dir,
		"GIT_AUTHOR_NAME=Grace", "GIT_AUTHOR_EMAIL=grace@device.invalid", "GIT_COMMITTER_NAME=Grace", "GIT_COMMITTER_EMAIL=grace@device.invalid")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Fsck lets git itself judge a repository.
func Fsck(t testing.TB, dir string) {
	t.Helper()
	for line := range strings.Lines(Run(t, dir, "fsck", "--full", "--strict", "--no-dangling")) {
		if !strings.HasPrefix(line, "notice: ") { // of a repository without refs
			t.Errorf("git fsck: %s", line)
		}
	}
}
