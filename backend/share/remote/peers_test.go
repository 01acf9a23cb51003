package remote

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/internal/gittest"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote/sshtest"
)

// The git command line beside us.
var (
	needGit = gittest.Need
	gitAt   = gittest.Run
	fsck    = gittest.Fsck
)

// place is a shared repository that a test may also reach behind the back of
// whoever serves it.
type place struct {
	address string
	bare    string
}

// peers are the real programs of the tests, started by them on loopback.
var peers = map[string]func(t testing.TB) place{
	"folder":       folderPeer,
	"git":          hookedFolderPeer,
	"git daemon":   daemonPeer,
	"http-backend": func(t testing.TB) place { p, _ := httpPeer(t, nil); return p },
	"nginx":        nginxPeer,
	"sshd":         func(t testing.TB) place { return sshdPeer(t, sshtest.Options{}).place },
}

func eachPeer(t *testing.T, try func(t *testing.T, p place)) {
	for _, name := range []string{"folder", "git", "git daemon", "http-backend", "nginx", "sshd"} {
		t.Run(name, func(t *testing.T) { try(t, peers[name](t)) })
	}
}

func bare(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func folderPeer(t testing.TB) place {
	dir := bare(t)
	return place{"file://" + filepath.ToSlash(dir), dir}
}

// hookedFolderPeer has a hook, so the git of this machine is asked.
func hookedFolderPeer(t testing.TB) place {
	needGit(t)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	p := folderPeer(t)
	hook(t, p, "post-receive", "exit 0")
	return p
}

func hook(t testing.TB, p place, name, script string) {
	t.Helper()
	dir := filepath.Join(p.bare, "hooks")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func daemonPeer(t testing.TB) place {
	program := filepath.Join(needGit(t), "git-daemon")
	if _, err := os.Stat(program); err != nil {
		t.Skip("git daemon is not installed")
	}
	dir := bare(t)
	probe := must(net.Listen("tcp", "127.0.0.1:0"))
	port := probe.Addr().(*net.TCPAddr).Port
	_ = probe.Close()
	cmd := exec.Command(program, "--base-path="+filepath.Dir(dir), "--export-all", "--enable=receive-pack", "--reuseaddr",
		"--listen=127.0.0.1", fmt.Sprintf("--port=%d", port))
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for range 500 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return place{"git://" + address + "/shared.git", dir}
		}
		time.Sleep(10 * time.Millisecond) // until it listens
	}
	t.Fatal("git daemon does not listen")
	return place{}
}

// httpPeer serves a folder by git's own program, behind a name and a password.
// between may take the answering over; it gets the program to hand on to.
func httpPeer(t testing.TB, between func(w http.ResponseWriter, r *http.Request, backend http.Handler)) (place, *httptest.Server) {
	t.Helper()
	program := filepath.Join(needGit(t), "git-http-backend")
	if _, err := os.Stat(program); err != nil {
		t.Skip("git http-backend is not installed")
	}
	dir := bare(t)
	backend := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, secret, _ := r.BasicAuth()
		if user != "ada" || secret != "secret" {
			w.Header().Set("WWW-Authenticate", `Basic realm="shared"`)
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		(&cgi.Handler{Path: program, Dir: filepath.Dir(dir), Env: []string{
			"GIT_PROJECT_ROOT=" + filepath.Dir(dir), "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=" + user,
			"GIT_CONFIG_GLOBAL=" + os.DevNull, "HOME=" + filepath.Dir(dir),
		}, Stderr: discard{}, Logger: log.New(discard{}, "", 0)}).ServeHTTP(w, r)
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if between != nil {
			between(w, r, backend)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return place{server.URL + "/shared.git", dir}, server
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
