package login

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/scrypt"

	"secondstory/backend/domain/fault"
)

// The form of the sealed file: what makes a key of the passphrase, and the secrets
// under that key. Everything but the secrets stands in the open.
type sealed struct {
	Version int    `json:"version"`
	Cost    int    `json:"scrypt_log_n"`
	Salt    []byte `json:"salt"`
	Nonce   []byte `json:"nonce"`
	Box     []byte `json:"box"`
}

const (
	sealedVersion = 1
	// usualCost makes one guess of the passphrase take 64 MB and some 0.2 s.
	usualCost = 16
	// mostCost is the most a file may ask of this machine.
	mostCost = 20
	// label keeps a box from being taken for something else.
	label = "second-story logins 1"
	// lockWait is how long another program may take to write.
	lockWait = 10 * time.Second
)

func boxKey(passphrase string, salt []byte, cost int) (cipher.AEAD, error) {
	key, err := scrypt.Key([]byte(passphrase), salt, 1<<cost, 8, 1, chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	return chacha20poly1305.NewX(key)
}

// read opens the file. No file holds nothing, whatever the passphrase.
func (k *Keeper) read(passphrase string) (map[string]string, error) {
	data, err := os.ReadFile(k.Sealed)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "share.logins_unreadable")
	}
	var s sealed
	if err := json.Unmarshal(data, &s); err != nil || s.Version != sealedVersion || s.Cost < 1 || s.Cost > mostCost ||
		len(s.Nonce) != chacha20poly1305.NonceSizeX {
		return nil, fault.Wrap(err, fault.Denied, "share.logins_unreadable")
	}
	box, err := boxKey(passphrase, s.Salt, s.Cost)
	if err != nil {
		return nil, fault.Wrap(err, fault.Denied, "share.logins_unreadable")
	}
	plain, err := box.Open(nil, s.Nonce, s.Box, []byte(label))
	if err != nil {
		return nil, fault.New(fault.Denied, "share.logins_passphrase")
	}
	all := map[string]string{}
	if err := json.Unmarshal(plain, &all); err != nil {
		return nil, fault.New(fault.Denied, "share.logins_unreadable") // nothing of what is in it
	}
	return all, nil
}

// open reads the file with the passphrase this process has, or asks for it: one at a time, so
// that the others find what was answered.
func (k *Keeper) open(ctx context.Context) (map[string]string, error) {
	passphrase, turn := k.known()
	if passphrase == "" && k.Ask != nil {
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
		case <-ctx.Done():
			return nil, fault.Wrap(ctx.Err(), fault.Cancelled, "share.cancelled")
		}
		passphrase, _ = k.known()
	}
	_, err := os.Stat(k.Sealed)
	first := errors.Is(err, fs.ErrNotExist)
	if passphrase == "" {
		if k.Ask == nil {
			return nil, locked(first)
		}
		if passphrase, err = k.Ask(ctx, first); err != nil {
			return nil, err
		}
		if passphrase == "" {
			return nil, locked(first)
		}
		if first && tooShort(passphrase) {
			return nil, fault.New(fault.Invalid, "share.logins_short")
		}
	}
	all, err := k.read(passphrase)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		// It may have been chosen for a file that another program made first: ask again.
		k.passphrase = ""
		return nil, err
	}
	k.passphrase = passphrase
	return all, nil
}

// known is the passphrase this process has, "" for none, and whose turn it is to ask for it.
func (k *Keeper) known() (passphrase string, turn chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.asking == nil {
		k.asking = make(chan struct{}, 1)
	}
	return k.passphrase, k.asking
}

// locked says that a passphrase is needed: one to choose, or the one that was chosen.
func locked(first bool) error {
	if first {
		return fault.New(fault.Denied, "share.logins_no_passphrase")
	}
	return fault.New(fault.Denied, "share.logins_locked")
}

// change reads the file, changes what it holds and replaces it as a whole.
func (k *Keeper) change(ctx context.Context, f func(map[string]string)) error {
	// A person is asked before the lock is taken: nobody waits for a person.
	if _, err := k.open(ctx); err != nil {
		return err
	}
	guard := flock.New(k.Sealed + ".lock")
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	if ok, err := guard.TryLockContext(waiting, 20*time.Millisecond); err != nil || !ok {
		return fault.Wrap(err, fault.Unavailable, "share.logins_not_kept")
	}
	defer func() { _ = guard.Unlock() }() //nolint:errcheck // it goes with the process anyway
	k.mu.Lock()
	passphrase := k.passphrase
	k.mu.Unlock()
	all, err := k.read(passphrase)
	if err != nil {
		return err
	}
	f(all)
	if err := k.write(passphrase, all); err != nil {
		return fault.Wrap(err, fault.Unavailable, "share.logins_not_kept")
	}
	return nil
}

func (k *Keeper) write(passphrase string, all map[string]string) error {
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	cost := k.cost
	if cost == 0 {
		cost = usualCost
	}
	s := sealed{Version: sealedVersion, Cost: cost, Salt: make([]byte, 16), Nonce: make([]byte, chacha20poly1305.NonceSizeX)}
	for _, random := range [][]byte{s.Salt, s.Nonce} {
		if _, err := rand.Read(random); err != nil {
			return err
		}
	}
	box, err := boxKey(passphrase, s.Salt, s.Cost)
	if err != nil {
		return err
	}
	s.Box = box.Seal(nil, s.Nonce, plain, []byte(label))
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(k.Sealed), ".logins-*") // nobody else may read it
	if err != nil {
		return err
	}
	defer os.Remove(next.Name()) //nolint:errcheck // gone when all went well
	_, err = next.Write(append(data, '\n'))
	if err = errors.Join(err, next.Sync(), next.Close()); err != nil {
		return err
	}
	return os.Rename(next.Name(), k.Sealed)
}
