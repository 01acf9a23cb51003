package recording

import (
	"context"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Reader reads records in one consistent state.
type Reader interface {
	// Record reads a record with its content; fault.NotFound when there is none.
	Record(id string) (record.Snapshot, error)
	// RecordAfter reads a record for a holder of an earlier reading, which it leaves
	// alone; changed is false when that is still good. The zero snapshot with an id
	// stands for none.
	RecordAfter(earlier record.Snapshot) (snap record.Snapshot, changed bool, err error)
	// RecordPart reads a record with the named parts and collections only; inline
	// parts are always there.
	RecordPart(id string, entities []string, collections []string) (record.Snapshot, error)
	// LastPart is the id of the live part with the highest rank of a collection
	// stored by parts; "" when there is none.
	LastPart(id, collection string) (string, error)
	// Conflicts lists the conflicts of all records that are not in the trash, open and
	// decided, by record and id.
	Conflicts() ([]record.Placed, error)
	// DueActions lists the actions in one of the states whose date is not after until
	// (YYYY-MM-DD), of all records that are not in the trash, by date; limit is how many
	// at most.
	DueActions(states []string, until string, limit int) ([]record.Titled, error)
	// OddDates lists those whose date is in no calendar, of all records that are not in the
	// trash; limit is how many at most.
	OddDates(states []string, limit int) ([]record.Titled, error)
	// RowsBetween lists the rows with low <= id < high.
	RowsBetween(low, high string) ([]record.Row, error)
	// RowsByRandom lists the rows whose id has this beginning of its random part.
	RowsByRandom(prefix string) ([]record.Row, error)
	Steps(recordID, device, origin string, limit int) ([]journal.Step, error)
	Step(id int64) (journal.Step, error)
	StepEntries(step int64) ([]journal.Entry, error)
	EntityEntriesAfter(recordID, entity string, n int64) ([]journal.Entry, error)
	RecordEntries(recordID string, below int64, limit int) ([]journal.Entry, error)
	// PlaceEntries lists the entries of one entity, newest first, below n (0 = all);
	// with a field only those that name it or make the entity come or go.
	PlaceEntries(recordID, entity, field string, below int64, limit int) ([]journal.Entry, error)
	// FirstEntry is the entry that made a record, and Entry reads one without what it
	// changed.
	FirstEntry(recordID string) (n int64, err error)
	Entry(n int64) (journal.Entry, error)
	// StepEnd is the last entry of a step in a record; ok is false when there is none.
	StepEnd(recordID string, step int64) (n int64, ok bool, err error)
	// ChangesAfter calls f for each entry of a record after n, newest first, with its
	// two sides as they are stored; they are nil where they were erased, and good until
	// f returns.
	ChangesAfter(recordID string, n int64, f func(entity string, before, after []byte) error) error
	// Received tells who wrote a commit that came with an exchange.
	Received(commit string) (a sharing.Author, ok bool, err error)
	Rev() (int64, error)
	// Sources finds imports by content, text or path, oldest first.
	Sources(by record.SourceBy) ([]record.Source, error)
}

// Writer writes in the transaction it belongs to.
type Writer interface {
	Reader
	InsertRecord(r record.Stored) (rev int64, err error)
	SaveChanged(schema *record.Schema, s *record.State, changes []record.Change, at time.Time) (rev int64, err error)
	SetRemoved(id string, removed bool, at time.Time) (rev int64, err error)
	OpenStep(s journal.Step) (id int64, err error)
	TouchStep(id int64, at time.Time) error
	SetUndoneBy(step, by int64) error
	Append(d journal.Draft, step int64) (journal.Entry, error)
	// ChainOf is the chain of a device for the space that a record is in; it is begun
	// where there is none.
	ChainOf(recordID, device string, at time.Time) (string, error)
	AddSource(s record.Source) error
	PutReceived(a sharing.Author) error
}

// Store runs transactions. Update is durable when it returns.
type Store interface {
	View(ctx context.Context, f func(Reader) error) error
	Update(ctx context.Context, f func(Writer) error) error
}
