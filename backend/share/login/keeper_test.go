package login

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"secondstory/backend/domain/fault"
)

const marker = "tok-7f3a-marker"

// memory is a keyring that may fail or stay silent.
type memory struct {
	mu   sync.Mutex
	held map[string]string
	err  error
	wait chan struct{}
}

func (m *memory) Set(service, user, secret string) error {
	if m.wait != nil {
		<-m.wait
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.held[service+"|"+user] = secret
	}
	return m.err
}

func (m *memory) Get(service, user string) (string, error) {
	if m.wait != nil {
		<-m.wait
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return "", m.err
	}
	secret, ok := m.held[service+"|"+user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return secret, nil
}

func (m *memory) Delete(service, user string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.held[service+"|"+user]; !ok && m.err == nil {
		return keyring.ErrNotFound
	}
	delete(m.held, service+"|"+user)
	return m.err
}

func ring1() *memory { return &memory{held: map[string]string{}} }

func keeper(t *testing.T, r ring, passphrase string) *Keeper {
	t.Helper()
	return &Keeper{Sealed: filepath.Join(t.TempDir(), "logins.sealed"), NoKeyring: r == nil, ring: r, cost: 4,
		Ask: func(context.Context, bool) (string, error) { return passphrase, nil }}
}

func keyOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Key
	}
	return ""
}

func TestASecretGoesIntoTheKeyringWhereThereIsOne(t *testing.T) {
	r := ring1()
	k := keeper(t, r, "never asked")
	place, err := k.Put(t.Context(), "https://git.example.com", marker)
	if err != nil || place != Keyring || r.held["Second Story|https://git.example.com"] != marker {
		t.Fatalf("%s %v %v", place, err, r.held)
	}
	if _, err := os.Stat(k.Sealed); err == nil {
		t.Error("a file was written all the same")
	}
	if got, err := k.Get(t.Context(), "https://git.example.com", Keyring); got != marker || err != nil {
		t.Error(got, err)
	}
	if _, err := k.Get(t.Context(), "https://other.example.com", Keyring); keyOf(err) != "share.login_lost" {
		t.Error(err)
	}
	for range 2 { // the second time it is gone already
		if err := k.Remove(t.Context(), "https://git.example.com", Keyring); err != nil {
			t.Error(err)
		}
	}
	r.err = errors.New("the bus is gone")
	if _, err := k.Get(t.Context(), "https://git.example.com", Keyring); keyOf(err) != "share.keyring_silent" {
		t.Error(err)
	}
}

func TestWithoutAKeyringTheSealedFileIsUsedAndTellsNothing(t *testing.T) {
	broken := ring1()
	broken.err = errors.New("no such service")
	for name, r := range map[string]ring{"none": nil, "one that fails": broken} {
		k := keeper(t, r, "correct horse")
		if place, err := k.Put(t.Context(), "https://git.example.com", marker); err != nil || place != File {
			t.Fatalf("%s: %s %v", name, place, err)
		}
		if place, err := k.Put(t.Context(), "ssh://git.example.com", "second"); err != nil || place != File {
			t.Fatalf("%s: %s %v", name, place, err)
		}
		files, err := os.ReadDir(filepath.Dir(k.Sealed))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			raw, err := os.ReadFile(filepath.Join(filepath.Dir(k.Sealed), f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{marker, "correct horse", "git.example.com", base64.StdEncoding.EncodeToString([]byte(marker))} {
				if strings.Contains(string(raw), secret) {
					t.Errorf("%s: %s tells %s", name, f.Name(), secret)
				}
			}
		}
		if info, err := os.Stat(k.Sealed); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
		other := &Keeper{Sealed: k.Sealed, NoKeyring: true}
		if _, err := other.Get(t.Context(), "https://git.example.com", File); keyOf(err) != "share.logins_locked" {
			t.Errorf("%s: %v", name, err)
		}
		if err := other.Unlock("battery staple"); keyOf(err) != "share.logins_passphrase" {
			t.Errorf("%s: %v", name, err)
		}
		if err := other.Unlock("correct horse"); err != nil {
			t.Error(err)
		}
		if got, err := other.Get(t.Context(), "https://git.example.com", File); got != marker || err != nil {
			t.Error(got, err)
		}
		if err := other.Remove(t.Context(), "https://git.example.com", File); err != nil {
			t.Error(err)
		}
		if _, err := k.Get(t.Context(), "https://git.example.com", File); keyOf(err) != "share.login_lost" {
			t.Error(err)
		}
		if got, err := k.Get(t.Context(), "ssh://git.example.com", File); got != "second" || err != nil {
			t.Error(got, err)
		}
	}
}

func TestAPassphraseThatIsChosenHasEightCharacters(t *testing.T) {
	for _, short := range []string{"p", "1234567", "äöüäöüä"} {
		k := keeper(t, nil, short)
		if _, err := k.Put(t.Context(), "a", marker); keyOf(err) != "share.logins_short" {
			t.Errorf("%s: %v", short, err)
		}
		if err := k.Unlock(short); keyOf(err) != "share.logins_short" {
			t.Errorf("%s: %v", short, err)
		}
		if _, err := os.Stat(k.Sealed); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: a file was made", short)
		}
		// One that was sealed with it before goes on opening and taking.
		if err := k.write(short, map[string]string{"before": marker}); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Put(t.Context(), "a", marker); err != nil {
			t.Errorf("%s: %v", short, err)
		}
		other := &Keeper{Sealed: k.Sealed, NoKeyring: true}
		if err := other.Unlock(short); err != nil {
			t.Errorf("%s: %v", short, err)
		}
		for _, site := range []string{"before", "a"} {
			if got, err := other.Get(t.Context(), site, File); got != marker || err != nil {
				t.Errorf("%s: %s %s %v", short, site, got, err)
			}
		}
	}
}

func TestAFileThatCannotBeOpenedIsNeverWrittenOver(t *testing.T) {
	k := keeper(t, nil, "correct horse")
	if _, err := k.Put(t.Context(), "a", marker); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(k.Sealed)
	if err != nil {
		t.Fatal(err)
	}
	wrong := &Keeper{Sealed: k.Sealed, NoKeyring: true, cost: 4, Ask: func(context.Context, bool) (string, error) { return "battery", nil }}
	for name, c := range map[string]struct {
		data []byte
		k    *Keeper
		want string
	}{
		"another passphrase": {good, wrong, "share.logins_passphrase"},
		"nobody to ask":      {good, &Keeper{Sealed: k.Sealed, NoKeyring: true}, "share.logins_locked"},
		"cut short":          {good[:len(good)/2], wrong, "share.logins_unreadable"},
		"a newer form":       {[]byte(strings.Replace(string(good), `"version": 1`, `"version": 2`, 1)), wrong, "share.logins_unreadable"},
		"asks too much":      {[]byte(strings.Replace(string(good), `"scrypt_log_n": 4`, `"scrypt_log_n": 40`, 1)), wrong, "share.logins_unreadable"},
	} {
		if err := os.WriteFile(k.Sealed, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := c.k.Put(t.Context(), "b", "x"); keyOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if err := c.k.Remove(t.Context(), "a", File); keyOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if now, err := os.ReadFile(k.Sealed); err != nil || string(now) != string(c.data) {
			t.Errorf("%s: the file changed", name)
		}
	}
	none := &Keeper{Sealed: k.Sealed + "2", NoKeyring: true}
	if _, err := none.Put(t.Context(), "b", "x"); keyOf(err) != "share.logins_no_passphrase" {
		t.Error(err)
	}
}

func TestWhatTwoKeepAtOnceIsBothKept(t *testing.T) {
	k := keeper(t, nil, "correct horse")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			one := &Keeper{Sealed: k.Sealed, NoKeyring: true, cost: 4, Ask: k.Ask}
			if _, err := one.Put(context.Background(), string(rune('a'+i)), marker); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 8 {
		if got, err := k.Get(t.Context(), string(rune('a'+i)), File); got != marker || err != nil {
			t.Errorf("%d: %q %v", i, got, err)
		}
	}
}

func TestASilentKeyringEndsWithTheContext(t *testing.T) {
	r := ring1()
	r.wait = make(chan struct{})
	defer close(r.wait)
	k := keeper(t, r, "correct horse")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := k.Get(ctx, "a", Keyring); keyOf(err) != "share.keyring_silent" {
		t.Error(err)
	}
	if _, err := k.Put(ctx, "a", "x"); keyOf(err) != "share.cancelled" {
		t.Error(err)
	}
	// Without anybody's end of patience the limit decides, and the file is used.
	k.patience = 20 * time.Millisecond
	if place, err := k.Put(t.Context(), "a", "x"); err != nil || place != File {
		t.Error(place, err)
	}
}

func TestNoSessionBusIsNoKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
	k := &Keeper{Sealed: filepath.Join(t.TempDir(), "s"), cost: 4, Ask: func(context.Context, bool) (string, error) { return "correct horse", nil }}
	if place, err := k.Put(t.Context(), "a", "x"); err != nil || place != File {
		t.Skipf("this platform has a keyring that needs no bus: %s %v", place, err)
	}
	if _, err := k.Get(t.Context(), "a", Keyring); keyOf(err) != "share.keyring_silent" {
		t.Error(err)
	}
}

func TestOneQuestionServesAllWhoNeedThePassphrase(t *testing.T) {
	k := keeper(t, nil, "correct horse")
	if _, err := k.Put(t.Context(), "site", "s1"); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		many := &Keeper{Sealed: k.Sealed, NoKeyring: true, cost: 4}
		var mu sync.Mutex
		many.Ask = func(context.Context, bool) (string, error) {
			mu.Lock()
			asked++
			mu.Unlock()
			time.Sleep(time.Minute) // the person types
			return "correct horse", nil
		}
		hasty, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				if secret, err := many.Get(t.Context(), "site", File); err != nil || secret != "s1" {
					t.Error(secret, err)
				}
			})
		}
		synctest.Wait()
		if _, err := many.Get(hasty, "site", File); keyOf(err) != "share.cancelled" {
			t.Error(err)
		}
		all.Wait()
		if asked != 1 {
			t.Error("asked", asked, "times")
		}
	})
}
