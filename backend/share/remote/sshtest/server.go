package sshtest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// Options say what a server is to be like.
type Options struct {
	Kinds []string // of its host keys, "rsa" and "ed25519"; both when empty
	Line  string   // for its configuration
}

// Server is a running one.
type Server struct {
	Address string // without a path
	Host    string // as files of known hosts name it
	Dir     string
	// HostKeys are its keys by kind; KnownHosts is a file that knows them, at any port.
	HostKeys   map[string]ssh.PublicKey
	KnownHosts string
	// Key is a private key it accepts; Allowed is the file with those.
	Key     string
	Allowed string
}

// NewKey makes a private key and writes it as a file.
func NewKey(t testing.TB, file, kind, passphrase string) ssh.Signer {
	t.Helper()
	var private any
	var err error
	if kind == "rsa" {
		private, err = rsa.GenerateKey(rand.Reader, 2048)
	} else {
		_, private, err = ed25519.GenerateKey(rand.Reader)
	}
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte(passphrase))
	}
	if err == nil {
		err = os.WriteFile(file, pem.EncodeToMemory(block), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// program finds the server and makes sure that it can let the tests in.
func program(t testing.TB) (path, name string) {
	t.Helper()
	path, err := exec.LookPath("sshd")
	for _, usual := range []string{"/usr/sbin/sshd", "/usr/local/sbin/sshd"} {
		if _, serr := os.Stat(usual); err != nil && serr == nil {
			path, err = usual, nil
		}
	}
	if err != nil {
		t.Skip("OpenSSH's sshd is not installed")
	}
	me, err := user.Current()
	if err != nil {
		t.Skipf("nobody to log in as: %v", err)
	}
	if me.Uid != "0" {
		return path, me.Username
	}
	shadow, err := os.ReadFile("/etc/shadow")
	if err == nil && bytes.Contains(append([]byte("\n"), shadow...), []byte("\n"+me.Username+":!")) {
		t.Skip("the account that runs the tests is locked")
	}
	// Where no system starts it nobody has made the folder in which it shuts itself.
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Skipf("sshd needs /run/sshd: %v", err)
	}
	return path, me.Username
}

// Start starts a server.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	path, name := program(t)
	if len(o.Kinds) == 0 {
		o.Kinds = []string{"rsa", "ed25519"}
	}
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := probe.Addr().String()
	port := probe.Addr().(*net.TCPAddr).Port
	_ = probe.Close()
	s := &Server{Address: "ssh://" + name + "@" + at, Host: fmt.Sprintf("[127.0.0.1]:%d", port), Dir: t.TempDir(), HostKeys: map[string]ssh.PublicKey{}}
	s.KnownHosts, s.Key, s.Allowed = filepath.Join(s.Dir, "known_hosts"), filepath.Join(s.Dir, "id_ed25519"), filepath.Join(s.Dir, "authorized_keys")
	config := fmt.Sprintf("Port %d\nListenAddress 127.0.0.1\nPidFile none\nStrictModes no\nUsePAM no\nUseDNS no\nPermitRootLogin yes\n"+
		"PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 100\nAuthorizedKeysFile %s\n%s\n", port, s.Allowed, o.Line)
	var known strings.Builder
	for _, kind := range o.Kinds {
		file := filepath.Join(s.Dir, "host_"+kind)
		s.HostKeys[kind] = NewKey(t, file, kind, "").PublicKey()
		config += "HostKey " + file + "\n"
		// Of any port: tests that cut connections stand in between.
		fmt.Fprintf(&known, "[127.0.0.1]:* %s", ssh.MarshalAuthorizedKey(s.HostKeys[kind]))
	}
	key := NewKey(t, s.Key, "ed25519", "")
	settings := filepath.Join(s.Dir, "sshd_config")
	for file, text := range map[string]string{settings: config, s.Allowed: string(ssh.MarshalAuthorizedKey(key.PublicKey())), s.KnownHosts: known.String()} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.run(t, exec.Command(path, "-D", "-e", "-f", settings), at)
	return s
}

func (s *Server) run(t testing.TB, cmd *exec.Cmd, at string) {
	t.Helper()
	log, err := os.Create(filepath.Join(s.Dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() { _ = cmd.Process.Kill(); <-ended; _ = log.Close() })
	for range 500 {
		if conn, err := net.Dial("tcp", at); err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-ended:
			said, _ := os.ReadFile(log.Name()) //nolint:errcheck // it failed anyway
			t.Fatalf("sshd does not start: %s", said)
		case <-time.After(10 * time.Millisecond): // until it listens
		}
	}
	t.Fatal("sshd does not listen")
}
