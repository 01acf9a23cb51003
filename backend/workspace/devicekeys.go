package workspace

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
	"secondstory/backend/sqlite"
)

// deviceKeyFile lies beside the database and in no backup: whoever restores one is another
// device, with a key of its own.
const deviceKeyFile = "device.key"

// deviceKeyHead heads it.
const deviceKeyHead = "second-story device key 1"

// keyPause is how long to wait between two looks whether another process has made it.
const keyPause = 20 * time.Millisecond

// proofs is what this machine knows of who signed what.
func (w *Workspace) proofs(ctx context.Context) (x policy.Proofs, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if x.Ring, err = w.ring(tx); err != nil {
			return err
		}
		x.Before, err = tx.SignoffsBefore()
		return err
	})
	return x, err
}

func (w *Workspace) ring(tx *sqlite.Tx) (proof.Ring, error) {
	keys, err := tx.DeviceKeys()
	return proof.Ring{Device: w.Who.Device, Keys: keys}, err
}

// DeviceKeys lists the keys that this machine knows, in the order in which it saw them.
func (w *Workspace) DeviceKeys(ctx context.Context) (out []proof.Key, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		out, err = tx.DeviceKeys()
		return err
	})
	return out, err
}

// sealer gives what this device seals its decisions with. The first use makes its key.
func (w *Workspace) sealer(ctx context.Context) (func([]byte) string, error) {
	if w.ReadOnly {
		return nil, fault.New(fault.Denied, "storage.read_only")
	}
	private, err := w.deviceKey(ctx)
	if err != nil {
		return nil, err
	}
	public := proof.Public(private)
	err = w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		known, err := tx.DeviceKeys()
		if err != nil || slices.ContainsFunc(known, func(k proof.Key) bool {
			return k.Device == w.Who.Device && k.Key == public && k.Trust == proof.Own
		}) {
			return err
		}
		return tx.PutDeviceKey(proof.Key{Device: w.Who.Device, Key: public, Actor: w.Who.Actor, Trust: proof.Own, Seen: w.now()})
	})
	return func(body []byte) string { return proof.Seal(private, body) }, err
}

// deviceKey reads the private key of this device, or makes it. One that cannot be read, or
// that is of another device, is kept aside: the new one is a change that others are asked
// about.
func (w *Workspace) deviceKey(ctx context.Context) (ed25519.PrivateKey, error) {
	path := filepath.Join(w.Home, deviceKeyFile)
	if key := w.readKey(path); key != nil {
		return key, nil
	}
	guard := flock.New(path + ".lock")
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	if ok, err := guard.TryLockContext(waiting, keyPause); err != nil || !ok {
		return nil, fault.Wrap(err, fault.Unavailable, "policy.key_not_made")
	}
	defer func() { _ = guard.Unlock() }() //nolint:errcheck // it goes with the process anyway
	if key := w.readKey(path); key != nil {
		return key, nil // another process was faster
	}
	if _, err := os.Lstat(path); err == nil {
		if err := os.Rename(path, path+"."+w.now().UTC().Format("20060102-150405")); err != nil {
			return nil, fault.Wrap(err, fault.Unavailable, "policy.key_not_made")
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.Unavailable, "policy.key_not_made")
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(w.random, seed); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "policy.key_not_made")
	}
	if err := writeSecret(path, deviceKeyHead+"\n"+w.Who.Device+"\n"+hex.EncodeToString(seed)+"\n"); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "policy.key_not_made")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// readKey reads the key of this device; nil where there is none.
func (w *Workspace) readKey(path string) ed25519.PrivateKey {
	data, err := os.ReadFile(path)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if err != nil || len(lines) != 3 || lines[0] != deviceKeyHead || lines[1] != w.Who.Device {
		return nil
	}
	seed, err := hex.DecodeString(lines[2])
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil
	}
	return ed25519.NewKeyFromSeed(seed)
}

// writeSecret writes a file that nobody else may read, whole or not at all.
func writeSecret(path, text string) error {
	next, err := os.CreateTemp(filepath.Dir(path), ".key-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(next.Name()) //nolint:errcheck // gone when all went well
	_, err = next.WriteString(text)
	if err = errors.Join(err, next.Sync(), next.Close()); err != nil {
		return err
	}
	return os.Rename(next.Name(), path)
}

// SettleKeys notes whether the keys of a device that wait are those of whoever uses it.
// not_found: policy.key_none.
func (w *Workspace) SettleKeys(ctx context.Context, device string, theirs bool) error {
	if w.ReadOnly {
		return fault.New(fault.Denied, "storage.read_only")
	}
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		keys, err := tx.DeviceKeys()
		if err != nil {
			return err
		}
		found := false
		for _, k := range keys {
			if k.Device != device || k.Trust != proof.Asked {
				continue
			}
			found, k.Why = true, ""
			if k.Trust = proof.Refused; theirs {
				k.Trust = proof.Trusted
			}
			if err := tx.PutDeviceKey(k); err != nil {
				return err
			}
		}
		if !found {
			return fault.New(fault.NotFound, "policy.key_none", "device", device)
		}
		return nil
	})
}

// ownKeys are the public keys that this device has, for others to know.
func ownKeys(keys []proof.Key, device string) []string {
	var out []string
	for _, k := range keys {
		if k.Device == device && k.Trust == proof.Own {
			out = append(out, k.Key)
		}
	}
	return out
}
