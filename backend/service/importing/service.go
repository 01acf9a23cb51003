package importing

import (
	"context"
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// Sources finds what was imported before.
type Sources interface {
	// Sources finds imports by content, text or place, oldest first.
	Sources(ctx context.Context, by record.SourceBy) ([]record.Source, error)
}

// Quarantine keeps input that could not become a record.
type Quarantine interface {
	// Keep stores a row with the input itself; the same input again changes nothing.
	Keep(ctx context.Context, id, sha256 string, q intake.Quarantined, body []byte, at time.Time) error
}

// File is one file to read. Path is where it lies, for knowing it again; people
// see its name only. A channel of a chat export is a file of its own: Load gives it,
// and no file may have its path.
type File struct {
	Path string
	Size int64

	Channel string                 // of a chat export; ""
	Load    func() ([]byte, error) // instead of Files.Read; nil for a file
}

// Files reads the files of this machine.
type Files interface {
	// Expand turns paths of files and folders into files, in a fixed order; seen, which may be
	// nil, hears how many were looked at.
	Expand(ctx context.Context, paths []string, seen func(n int)) ([]File, error)
	Read(path string) ([]byte, error)
}

// Reader understands foreign formats.
type Reader interface {
	// Read reads a document; as is "", "markdown" or "text".
	Read(name string, data []byte, as string) intake.Outcome
	TooLarge(name string, size int64) (intake.Outcome, bool)
	Version() int
}

// Service imports files. It is safe for use by several goroutines.
type Service struct {
	Rec        *recording.Service
	Sources    Sources
	Quarantine Quarantine
	Files      Files
	Reader     Reader
	Pictures   Pictures // nil brings none along
	Now        func() time.Time
	NewID      func() string
}

// Progress is told how many files of how many are done.
type Progress func(done, total int, name string)
