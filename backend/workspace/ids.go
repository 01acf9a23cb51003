package workspace

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// NewULID makes ids from a clock. The random part is fresh for every id, because
// references show its beginning.
func NewULID(now func() time.Time) func() string {
	return func() string {
		return ulid.MustNew(ulid.Timestamp(now()), rand.Reader).String()
	}
}

// shortID is a pseudonymous id of a device or an actor: a letter and ten
// characters of the random part of a ULID.
func shortID(prefix string, newID func() string) string {
	return prefix + "-" + strings.ToLower(newID()[10:20])
}
