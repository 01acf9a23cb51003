package space_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/space"
)

// program finds one of git's own.
func program(t testing.TB, name string) string {
	t.Helper()
	needGit(t)
	path := filepath.Join(git(t, t.TempDir(), "--exec-path"), name)
	if _, err := os.Stat(path); err != nil {
		t.Skip(name + " is not installed")
	}
	return path
}

// daemon serves a shared repository on loopback: its address, and its folder.
func daemon(t testing.TB) (address, dir string) {
	path := program(t, "git-daemon")
	dir = bare(t)
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	where := probe.Addr().(*net.TCPAddr)
	_ = probe.Close()
	cmd := exec.Command(path, "--base-path="+filepath.Dir(dir), "--export-all", "--enable=receive-pack", "--reuseaddr", "--listen=127.0.0.1", fmt.Sprintf("--port=%d", where.Port))
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 500 {
		if conn, err := net.Dial("tcp", where.String()); err == nil {
			_ = conn.Close()
			return "git://" + where.String() + "/shared.git", dir
		}
		time.Sleep(10 * time.Millisecond) // until it listens
	}
	t.Fatal("git daemon does not listen")
	return "", ""
}

func backend(t testing.TB) (address, dir string) {
	path := program(t, "git-http-backend")
	dir = bare(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, secret, _ := r.BasicAuth()
		if user != access.User || secret != access.Secret {
			w.Header().Set("WWW-Authenticate", `Basic realm="shared"`)
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		// Git's program spins without end when a request stops in the middle, so it gets
		// whole ones only, as behind a server that buffers.
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		(&cgi.Handler{Path: path, Dir: filepath.Dir(dir), Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(dir), "GIT_HTTP_EXPORT_ALL=1",
			"REMOTE_USER=" + user, "GIT_CONFIG_GLOBAL=" + os.DevNull, "HOME=" + filepath.Dir(dir)}, Stderr: io.Discard, Logger: log.New(io.Discard, "", 0)}).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/shared.git", dir
}

func gitFolder(t testing.TB) (address, dir string) {
	needGit(t)
	dir = filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	return dir, dir
}

var peers = map[string]func(testing.TB) (string, string){
	"a folder made by git": gitFolder, "git daemon": daemon, "git http-backend": backend,
}

func TestThreeDevicesComeTogetherThroughEachPeer(t *testing.T) {
	t.Parallel()
	for name, serve := range peers {
		t.Run(name, func(t *testing.T) {
			address, dir := serve(t)
			a, b, id := pair(t, address)
			c := newDevice(t, 3)
			c.joins(address)
			a.set(id, "title", "By the first")
			b.set(id, "severity", "SEV1")
			c.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\nUntil noon.")
			for _, d := range []*device{a, b, c, a, b} {
				d.sync()
			}
			for _, d := range []*device{a, b, c} {
				if got := d.get(id); got.Title != "By the first" || got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "Until noon.") {
					t.Errorf("%+v", got)
				}
			}
			settled(t, dir, a, b, c)
		})
	}
}

// Four devices sync at the same moment, again and again: those who come too late
// merge and try again.
func TestDevicesThatSyncAtOnceAllLand(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	devices := []*device{a, b}
	for i := range 2 {
		d := newDevice(t, uint64(10+i))
		d.joins(dir)
		devices = append(devices, d)
	}
	for round := range 2 {
		var all sync.WaitGroup
		for i, d := range devices {
			d.makes(fmt.Sprintf("Of device %d in round %d", i, round))
			all.Go(func() {
				s := d.ws.Syncer()
				if r, err := s.Sync(t.Context(), d.id(), access); err != nil || r.State != space.Done {
					t.Errorf("device %d: %+v %v", i, r, err)
				}
			})
		}
		all.Wait()
	}
	settled(t, dir, devices...)
	for i, d := range devices {
		list, err := d.ws.Spaces(t.Context())
		d.must(err)
		if list[0].Records != 1+2*len(devices) {
			t.Errorf("device %d has %d records", i, list[0].Records)
		}
		_ = d.get(id)
	}
}

func TestWhatCannotBeReachedKeepsEverythingForTheNextTime(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	away := dir + ".away"
	if err := os.Rename(dir, away); err != nil {
		t.Fatal(err)
	}
	a.set(id, "title", "Typed on the train")
	for range 2 {
		_, err := a.syncer().Sync(t.Context(), a.id(), access)
		if f, ok := fault.As(err); !ok || f.Key != "share.folder_gone" {
			t.Fatalf("%v", err)
		}
	}
	if err := os.Rename(away, dir); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	if b.get(id).Title != "Typed on the train" {
		t.Error("it did not arrive")
	}
	settled(t, dir, a, b)
}

func TestAServerThatSaysNoIsToldInItsWords(t *testing.T) {
	dir := bare(t)
	needGit(t)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	a, b, id := pair(t, dir)
	hook := filepath.Join(dir, "hooks", "pre-receive")
	write(t, hook, "#!/bin/sh\necho not on a Friday >&2\nexit 1\n")
	if err := os.Chmod(hook, 0o755); err != nil {
		t.Fatal(err)
	}
	a.set(id, "title", "On a Friday")
	_, err := a.syncer().Sync(t.Context(), a.id(), access)
	if f, ok := fault.As(err); !ok || f.Key != "share.remote_rejected" || !strings.Contains(f.Params["words"], "not on a Friday") {
		t.Fatalf("%v", err)
	}
	if err := os.Remove(hook); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	if b.get(id).Title != "On a Friday" {
		t.Error("it did not arrive")
	}
	settled(t, dir, a, b)
}
