package workspace

import (
	"crypto/rand"
	"io"
	mathrand "math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// NewULID makes ids from a clock. The random part is fresh for every id, because
// references show its beginning.
func NewULID(now func() time.Time) func() string { return ulids(now, rand.Reader) }

// SeededULID makes ids from a clock and a seed: the same ones in the same order.
// It is for the sample, which is the same everywhere, and for programs whose output
// is compared, never for a person's own records, whose ids must differ from those
// of every other machine.
func SeededULID(now func() time.Time, seed uint64) func() string {
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	next := ulids(now, mathrand.NewChaCha8(key))
	var mu sync.Mutex // the generator is not made for several callers at once
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return next()
	}
}

func ulids(now func() time.Time, entropy io.Reader) func() string {
	return func() string { return ulid.MustNew(ulid.Timestamp(now()), entropy).String() }
}

// shortID is a pseudonymous id of a device or an actor: a letter and ten
// characters of the random part of a ULID.
func shortID(prefix string, newID func() string) string {
	return prefix + "-" + strings.ToLower(newID()[10:20])
}
