package record

import (
	"slices"
	"time"

	"secondstory/backend/domain/fault"
)

// Row is what the store keeps about a record beside its content.
type Row struct {
	ID         string
	Space      string
	Kind       string
	Rev        int64  // workspace revision of the last change
	BaseCommit string // commit its state was last equal to; "" before the first
	CreatedAt  time.Time
	ChangedAt  time.Time
	RemovedAt  time.Time // zero unless it is in the trash
}

// UnreadableKey is the key of the fault of a record of which something stored is damaged.
const UnreadableKey = "record.unreadable"

// Unreadable says that an error is about such a record: lists leave it out and name it.
func Unreadable(err error) bool {
	f, ok := fault.As(err)
	return ok && f.Key == UnreadableKey
}

// Trashed says whether the record is in the trash.
func (r Row) Trashed() bool { return !r.RemovedAt.IsZero() }

// Snapshot is a record with its content as read in one transaction.
type Snapshot struct {
	Row
	State *State
}

// Source remembers what a record was imported from, so that the same file again
// changes nothing.
type Source struct {
	Record        string
	Path          string // name of the file, without its folder
	SHA256        string
	Text          string // SHA-256 of the text as it was read, whatever its bytes; "" where unknown
	Format        string
	ReaderVersion int
	At            time.Time
	Snapshot      []byte // canonical JSON of what the reader gave, for a later re-import
}

// SourcesField is the shared field of a record, of whatever kind, with the hashes of the
// texts it was made from (Source.Text), sorted: by them another machine knows a file again
// that it never saw. They tell nothing of a path, and of a text only to who has it already.
const SourcesField = "sources"

// WithSource is the value of that field with one more text.
func WithSource(head Doc, text string) []any {
	list := Strs(head, SourcesField)
	if text != "" && !slices.Contains(list, text) {
		list = append(list, text)
	}
	slices.Sort(list)
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// SourceBy says what sources are looked for by. A source is found when one of what
// is given fits.
type SourceBy struct {
	SHA256, Text, Path string
	Record             string
	// Title and Date are those of the record, as they stand. Each is asked for alone with
	// the other, and only sources that were read here and whose record is not in the trash
	// are found by them.
	Title, Date string
}

// Placed is one part with the record it belongs to.
type Placed struct {
	Record string
	ID     string
	Doc    Doc
}

// Titled is such a part with the title of its record.
type Titled struct {
	Placed
	Title string
}
