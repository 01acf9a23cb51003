package remote

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"secondstory/backend/domain/fault"
)

// AcceptedKeys are the fingerprints of the keys by which a person here accepted the host
// of an address. What the files of ssh say is not among them.
func (n Network) AcceptedKeys(where Address) (fingerprints []string, err error) {
	err = n.accepted(where, func(l hostLine) {
		if shown := ssh.FingerprintSHA256(l.key); !slices.Contains(fingerprints, shown) {
			fingerprints = append(fingerprints, shown)
		}
	})
	return fingerprints, err
}

// ForgetHost takes back that a key of a host was accepted, so that the next exchange asks
// about the key the server shows then. The files of ssh are left alone. not_found:
// share.host_not_accepted.
func (n Network) ForgetHost(where Address, fingerprint string) error {
	gone := map[int]bool{}
	err := n.accepted(where, func(l hostLine) { gone[l.line] = gone[l.line] || ssh.FingerprintSHA256(l.key) == fingerprint })
	if err != nil {
		return err
	}
	data, err := os.ReadFile(n.OwnHosts)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return (&Failure{Kind: BadSetting, Cause: err}).Fault()
	}
	var left []byte
	some := false
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		if gone[i+1] {
			some = true
			continue
		}
		left = append(left, line...)
	}
	if !some {
		return fault.New(fault.NotFound, "share.host_not_accepted", "host", where.Host())
	}
	// Beside it and over it, so that a cut leaves the one or the other.
	f, err := os.CreateTemp(filepath.Dir(n.OwnHosts), ".known_hosts-*")
	if err == nil {
		_, err = f.Write(left)
		if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
			err = os.Rename(f.Name(), n.OwnHosts)
		}
		if err != nil {
			_ = os.Remove(f.Name()) // nothing half-written stays
		}
	}
	if err != nil {
		return (&Failure{Kind: BadSetting, Cause: err}).Fault()
	}
	return nil
}

// accepted goes through the lines of our own file about the host of an address.
func (n Network) accepted(where Address, each func(hostLine)) error {
	if !where.IsSSH() || n.OwnHosts == "" {
		return nil
	}
	lines, err := readHosts(n.OwnHosts)
	if err != nil {
		return (&Failure{Kind: BadSetting, Cause: err}).Fault()
	}
	host := knownhosts.Normalize(where.hostPort())
	for _, l := range lines {
		if l.marker == "" && l.of(host) {
			each(l)
		}
	}
	return nil
}
