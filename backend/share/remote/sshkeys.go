package remote

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	sshagent "github.com/xanzy/ssh-agent"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// keyRing are the keys that are offered to a server, and how offering went.
type keyRing struct {
	fixed   []ssh.Signer
	agent   agent.Agent
	line    io.Closer // to the agent
	stop    func() bool
	only    []byte // the one key of the agent that may be used, nil for all
	locked  string // a key that was passed over because it wants a passphrase
	offered int
	passed  bool
}

// keys gathers them: the one that was named, or else those of the agent and then the
// usual files, as ssh does it. An agent may be asking a person; it is asked no longer
// than the context lasts.
func (p *sshPeer) keys(ctx context.Context) (*keyRing, error) {
	k := &keyRing{}
	if sshagent.Available() {
		if a, conn, err := sshagent.New(); err == nil {
			k.agent = a
			if conn != nil { // on Windows there may be none
				k.line, k.stop = conn, context.AfterFunc(ctx, func() { _ = conn.Close() })
			}
		}
	}
	if p.access.Key != "" {
		return k, k.named(p.access.Key, p.access.Passphrase)
	}
	for _, file := range p.net.Keys {
		signer, public, err := readKey(file, p.access.Passphrase)
		switch {
		case err == nil:
			k.fixed = append(k.fixed, signer)
		case public != nil || IsLocked(err):
			k.locked = file
		}
	}
	return k, nil
}

// named takes one key file. The agent may hold what the file keeps locked.
func (k *keyRing) named(file, passphrase string) error {
	signer, public, err := readKey(file, passphrase)
	if err == nil {
		k.fixed, k.agent = []ssh.Signer{signer}, nil
		return nil
	}
	if passphrase == "" && public != nil && k.agent != nil && k.holds(public) {
		k.only = public.Marshal()
		return nil
	}
	k.close()
	return err
}

func (k *keyRing) holds(key ssh.PublicKey) bool {
	list, err := k.agent.List()
	if err != nil {
		return false
	}
	for _, each := range list {
		if bytes.Equal(each.Marshal(), key.Marshal()) {
			return true
		}
	}
	return false
}

// all is the question of the library for keys.
func (k *keyRing) all() ([]ssh.Signer, error) {
	var out []ssh.Signer
	if k.agent != nil {
		// An agent that does not answer has no keys: a file may still do.
		held, _ := k.agent.Signers() //nolint:errcheck // as said
		for _, s := range held {
			if k.only == nil || bytes.Equal(s.PublicKey().Marshal(), k.only) {
				out = append(out, s)
			}
		}
	}
	out = append(out, k.fixed...)
	k.offered = len(out)
	return out, nil
}

func (k *keyRing) close() {
	if k.line != nil {
		k.stop()
		_ = k.line.Close()
	}
}

// why says what a person can do when the server let nobody in.
func (k *keyRing) why(host string, err error) error {
	kind, details := KeyRefused, []string{"host", host}
	switch {
	case k.offered == 0 && k.locked != "":
		kind, details = KeyLocked, []string{"file", filepath.Base(k.locked)}
	case k.offered == 0:
		kind = KeyNone
	}
	return &Failure{Kind: kind, Details: details, Cause: err}
}

// IsLocked says whether an error is that of a key which its passphrase would open.
func IsLocked(err error) bool { return KindOf(err) == KeyLocked }

// CheckKey says why a file cannot be used as a private key, nil when it can.
func CheckKey(file, passphrase string) error {
	_, _, err := readKey(file, passphrase)
	return err
}

// readKey reads a private key. Of one that stays locked the public half is given where
// it is known. Failures: KeyMissing, KeyLocked, KeyBad.
func readKey(file, passphrase string) (ssh.Signer, ssh.PublicKey, error) {
	name := []string{"file", filepath.Base(file)}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, &Failure{Kind: KeyMissing, Details: name, Cause: err}
	}
	if err != nil {
		return nil, nil, &Failure{Kind: KeyBad, Details: name, Cause: err}
	}
	signer, err := ssh.ParsePrivateKey(data)
	var locked *ssh.PassphraseMissingError
	if !errors.As(err, &locked) {
		if err != nil {
			return nil, nil, &Failure{Kind: KeyBad, Details: name} // its bytes are nobody's business
		}
		return signer, nil, nil
	}
	public := locked.PublicKey
	if beside, err := os.ReadFile(file + ".pub"); public == nil && err == nil {
		public, _, _, _, _ = ssh.ParseAuthorizedKey(beside) //nolint:errcheck,dogsled // it only helps to find the key in the agent
	}
	if passphrase == "" {
		return nil, public, &Failure{Kind: KeyLocked, Details: name}
	}
	if signer, err = ssh.ParsePrivateKeyWithPassphrase(data, []byte(passphrase)); err != nil {
		return nil, public, &Failure{Kind: KeyLocked, Details: append(name, "tried", "yes")}
	}
	return signer, nil, nil
}
