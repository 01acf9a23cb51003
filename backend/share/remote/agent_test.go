package remote

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"secondstory/backend/share/remote/sshtest"
)

// agentHolding starts an agent with the key of a file.
func agentHolding(t *testing.T, file, passphrase string) {
	t.Helper()
	raw := must(os.ReadFile(file))
	key, err := ssh.ParseRawPrivateKey(raw)
	if passphrase != "" {
		key, err = ssh.ParseRawPrivateKeyWithPassphrase(raw, []byte(passphrase))
	}
	if err != nil {
		t.Fatal(err)
	}
	ring := agent.NewKeyring()
	if err := ring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "agent") // the path of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Skipf("no sockets for an agent: %v", err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _ = agent.ServeAgent(ring, conn); _ = conn.Close() }()
		}
	}()
	t.Setenv("SSH_AUTH_SOCK", filepath.Join(dir, "s"))
}

// T14: with an agent, and (below) without one or with a key that is locked.
func TestTheAgentOpensTheDoor(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	line := plainLine(p.Host, p.HostKeys["ed25519"])
	agentHolding(t, p.access.Key, "")
	if _, err := p.at(t, Access{}, "", line).Tip(t.Context()); err != nil {
		t.Error(err)
	}
	// A key that is named and is another one is the only one that is shown.
	other := filepath.Join(t.TempDir(), "other")
	sshtest.NewKey(t, other, "ed25519", "")
	if _, err := p.at(t, Access{Key: other}, "", line).Tip(t.Context()); KindOf(err) != KeyRefused {
		t.Error(err)
	}
}

func TestTheAgentHoldsWhatAFileKeepsLocked(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	locked := filepath.Join(t.TempDir(), "locked")
	key := sshtest.NewKey(t, locked, "ed25519", "correct horse")
	if err := os.WriteFile(p.Allowed, ssh.MarshalAuthorizedKey(key.PublicKey()), 0o600); err != nil {
		t.Fatal(err)
	}
	line := plainLine(p.Host, p.HostKeys["ed25519"])
	t.Setenv("SSH_AUTH_SOCK", filepath.Join(t.TempDir(), "gone"))
	if _, err := p.at(t, Access{Key: locked}, "", line).Tip(t.Context()); KindOf(err) != KeyLocked {
		t.Errorf("an agent that is gone: %v", err)
	}
	agentHolding(t, locked, "correct horse")
	if _, err := p.at(t, Access{Key: locked}, "", line).Tip(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAnAgentThatStaysSilentEndsWithTheContext(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	dir, err := os.MkdirTemp("", "agent")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Skipf("no sockets for an agent: %v", err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	t.Setenv("SSH_AUTH_SOCK", filepath.Join(dir, "s"))
	locked := filepath.Join(t.TempDir(), "locked")
	sshtest.NewKey(t, locked, "ed25519", "correct horse")
	for _, access := range []Access{{}, {Key: locked}} {
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		if _, err := p.at(t, access, "", plainLine(p.Host, p.HostKeys["ed25519"])).Tip(ctx); KindOf(err) != Timeout {
			t.Errorf("%+v: %v", access, err)
		}
		cancel()
	}
}
