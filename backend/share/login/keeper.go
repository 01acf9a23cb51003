package login

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"secondstory/backend/domain/fault"
)

// Place is where the secret of a site lies.
type Place string

// The closed set of places.
const (
	Keyring Place = "keyring"
	File    Place = "file"
)

// usualPatience is how long a person may take to unlock a keyring.
const usualPatience = 90 * time.Second

// shortest is how many characters a passphrase has that is chosen, wherever that is done. One
// that was chosen before goes on opening its file.
const shortest = 8

func tooShort(passphrase string) bool { return utf8.RuneCountInString(passphrase) < shortest }

// Service is the name under which a keyring shows our entries.
const Service = "Second Story"

// ring is a keyring.
type ring interface {
	Set(service, user, secret string) error
	Get(service, user string) (string, error)
	Delete(service, user string) error
}

// system is the keyring of the platform.
type system struct{}

func (system) Set(service, user, secret string) error   { return keyring.Set(service, user, secret) }
func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Delete(service, user string) error        { return keyring.Delete(service, user) }

// Keeper keeps secrets by site. Its methods may be called from any goroutine.
type Keeper struct {
	// Sealed is the path of the file for machines without a keyring.
	Sealed string
	// NoKeyring leaves the keyring of the system alone.
	NoKeyring bool
	// Ask asks a person for the passphrase of the file; first says that it is made now.
	// nil when nobody can be asked.
	Ask func(ctx context.Context, first bool) (string, error)

	ring     ring          // nil for that of the system
	cost     int           // of the passphrase, as a power of two; 0 for the usual one
	patience time.Duration // with a keyring, which may be asking a person; 0 for the usual one

	mu         sync.Mutex
	passphrase string
	asking     chan struct{} // holds one while a person is asked
}

// Put keeps a secret and says where.
func (k *Keeper) Put(ctx context.Context, site, secret string) (Place, error) {
	if k.hasRing() {
		_, err := k.answered(ctx, func() (string, error) { return "", k.theRing().Set(Service, site, secret) })
		if err == nil {
			return Keyring, nil
		}
		if ctx.Err() != nil {
			return "", fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		// No keyring answers, or it takes nothing: the file does.
	}
	return File, k.change(ctx, func(all map[string]string) { all[site] = secret })
}

// Get reads a secret from its place. not_found: share.login_lost.
func (k *Keeper) Get(ctx context.Context, site string, place Place) (string, error) {
	if place != Keyring {
		all, err := k.open(ctx)
		if err != nil {
			return "", err
		}
		secret, ok := all[site]
		if !ok {
			return "", fault.New(fault.NotFound, "share.login_lost", "site", site)
		}
		return secret, nil
	}
	if !k.hasRing() {
		return "", fault.New(fault.Unavailable, "share.keyring_silent")
	}
	secret, err := k.answered(ctx, func() (string, error) { return k.theRing().Get(Service, site) })
	switch {
	case err == nil:
		return secret, nil
	case errors.Is(err, keyring.ErrNotFound):
		return "", fault.New(fault.NotFound, "share.login_lost", "site", site)
	}
	return "", fault.Wrap(err, fault.Unavailable, "share.keyring_silent")
}

// Remove forgets a secret. That it is gone already is no error.
func (k *Keeper) Remove(ctx context.Context, site string, place Place) error {
	if place != Keyring {
		if _, err := os.Stat(k.Sealed); errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return k.change(ctx, func(all map[string]string) { delete(all, site) })
	}
	if !k.hasRing() {
		return fault.New(fault.Unavailable, "share.keyring_silent")
	}
	_, err := k.answered(ctx, func() (string, error) { return "", k.theRing().Delete(Service, site) })
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fault.Wrap(err, fault.Unavailable, "share.keyring_silent")
	}
	return nil
}

// Unlock takes the passphrase of the sealed file for as long as this process runs.
// Where there is no file yet it is chosen by that. denied: share.logins_passphrase when it
// does not open the file; invalid: share.logins_short when it is chosen and anybody would
// guess it.
func (k *Keeper) Unlock(passphrase string) error {
	if _, err := os.Stat(k.Sealed); errors.Is(err, os.ErrNotExist) && tooShort(passphrase) {
		return fault.New(fault.Invalid, "share.logins_short")
	}
	if _, err := k.read(passphrase); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.passphrase = passphrase
	return nil
}

func (k *Keeper) theRing() ring {
	if k.ring != nil {
		return k.ring
	}
	return system{}
}

// hasRing says whether a keyring may be asked at all. Where nobody has a session bus
// the library would start one of its own and leave it running.
func (k *Keeper) hasRing() bool {
	if k.NoKeyring {
		return false
	}
	if k.ring != nil || runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if bus := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); bus != "" {
		return bus != "autolaunch:" && bus != "disabled:"
	}
	_, err := os.Stat("/run/user/" + strconv.Itoa(os.Getuid()) + "/bus")
	return err == nil
}

// answered waits for a keyring, which may be asking a person, no longer than the
// context does, nor longer than anybody would wait.
func (k *Keeper) answered(ctx context.Context, ask func() (string, error)) (string, error) {
	limit := k.patience
	if limit == 0 {
		limit = usualPatience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type answer struct {
		secret string
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		secret, err := ask()
		done <- answer{secret, err}
	}()
	select {
	case a := <-done:
		return a.secret, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
