package space

import (
	"context"
	"maps"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/remote"
)

// Reader reads the workspace in one consistent state.
type Reader interface {
	Vetter
	Mover
	Leaver
	// Record reads a record with its content; fault.NotFound when there is none.
	Record(id string) (record.Snapshot, error)
	// EditedRows lists the records of a space, trashed ones too, that were changed since
	// they last said the same as their base.
	EditedRows(space string) ([]record.Row, error)
	// PlacesOfSpace lists all of them, with no more than their id, kind and revision.
	PlacesOfSpace(space string) ([]record.Row, error)
	Link(space string) (sharing.Link, bool, error)
	Base(space, id string) (sharing.Base, bool, error)
	MirrorBase(space, id string) (sharing.MirrorBase, bool, error)
	BasesWithSnapshot(space string) ([]sharing.Base, error)
	BasesRefused(space string) ([]sharing.Base, error)
	CleanRevs(space string) (map[string]int64, error)
	People(space string) ([]sharing.Person, error)
	// OwnKeys are what this device seals with; none until it has sealed something.
	OwnKeys() ([]string, error)
	// PlaceEntries lists the entries of one entity of a record that name a field, newest
	// first, below n (0 for all).
	PlaceEntries(record, entity, field string, below int64, limit int) ([]journal.Entry, error)
	// RecordEntries lists the entries of a record, newest first, below n (0 for all).
	RecordEntries(record string, below int64, limit int) ([]journal.Entry, error)
	// ChainHead is the newest entry of a journal chain; seq is 0 where there is none.
	ChainHead(chain string) (seq int64, hash string, err error)
	// AudienceWish is what a person wants the space to say about who can read it; ok is
	// false where nothing waits.
	AudienceWish(space string) (w sharing.Wish, ok bool, err error)
}

// Writer writes in the transaction it belongs to.
type Writer interface {
	Reader
	MoveWriter
	PutLink(l sharing.Link) error
	PutBase(b sharing.Base) error
	PutMirrorBase(b sharing.MirrorBase) error
	PutPerson(p sharing.Person) error
	// ShownKeys takes over what a device says in a space that it seals with, and tells which
	// of the keys wait for a person now.
	ShownKeys(p sharing.Person, keys []string) (asked []proof.Key, err error)
	// AudienceSaid drops a wish that the space fulfils; a later one stays.
	AudienceSaid(space string, w sharing.Wish) error
	// AudienceAside keeps words that two people's changes at the same time put aside.
	AudienceAside(space string, a sharing.Aside) error
	// PutHeld notes the records of a space that were not shared, in place of earlier ones.
	PutHeld(space string, ids []string, at time.Time) error
	// Receive writes what an exchange brought, with its journal; changed is false when
	// the record was like that already. The revision is that of the record after it.
	Receive(a Arrival) (rev int64, changed bool, err error)
}

// Arrival is a record as it is to be here.
type Arrival struct {
	Row    record.Row
	State  *record.State
	Trash  bool
	Commit string
	// Way is how it came to that, commit by commit, for the history; empty where that
	// is not known. A record that is new here begins with Made.
	Way  []Passage
	Made *record.State
	// Turned is who took the whole record away or brought it back; of no commit where that
	// is not known.
	Turned sharing.Author
	// Hand says that it was written on this machine, in a file of a mirror folder.
	Hand bool
}

// Passage is what one commit did to a record that is here.
type Passage struct {
	By      sharing.Author
	Changes []record.Change
}

// Local is the workspace. Update is durable when it returns.
type Local interface {
	View(ctx context.Context, f func(Reader) error) error
	Update(ctx context.Context, f func(Writer) error) error
	// Received is told of a record that a write back changed, after it is durable.
	Received(id, kind string, rev int64)
}

// Kind is a kind of record that spaces hold.
type Kind struct {
	Schema     *record.Schema
	Validators []merge.Validator
}

// Syncer exchanges one workspace with its spaces. Its methods may be called from
// any process; a space has one owner at a time.
type Syncer struct {
	Local  Local
	Kinds  []Kind
	Device string // id of this device, the author of its commits
	Actor  string // pseudonym of whoever works on it
	// Pictures keeps the bytes that records name; nil where none are exchanged.
	Pictures Pictures
	// InCommit is how many bytes a commit may add before the next one begins; 0 for 64 MB.
	InCommit int
	// Dir is where the private repositories lie.
	Dir string
	// Network says how others are reached; nil for a plain network.
	Network func(ctx context.Context) (remote.Network, error)
	Now     func() time.Time
	// Pause waits before another try, the longer the more there were.
	Pause func(ctx context.Context, tries int) error
	// Step is told what was just done; tests stop there.
	Step func(name string)
	// Progress is told what is being done and how far that is, in records, and in objects
	// while they are sent or come; a total of 0 is not known. It is called by one goroutine
	// at a time, which need not be that of the exchange.
	Progress func(doing Phase, done, total int)
	// Turn is shared by exchanges that go on side by side; nil for one alone.
	Turn Turn
	// Waits keeps what waits to be sent between two looks; nil to look each time.
	Waits *Waits
	// Told is how many commits of one exchange are told one by one in the history of a
	// record, 0 for as many as is bearable.
	Told int
}

// peer makes a remote in the network of this machine.
func (s *Syncer) peer(ctx context.Context, address remote.Address, access remote.Access) (*remote.Remote, error) {
	var n remote.Network
	if s.Network != nil {
		var err error
		if n, err = s.Network(ctx); err != nil {
			return nil, err
		}
	}
	return n.Remote(address, access), nil
}

func (s *Syncer) reached(name string) {
	if s.Step != nil {
		s.Step(name)
	}
}

// State says how an exchange ended.
type State string

// The closed set of states.
const (
	Done    State = "done"
	Waiting State = "waiting" // the other side is busy; everything is kept for the next time
	// ReadOnly: what others wrote came in, and whoever works here may send nothing. What was
	// written here stays, and goes with the first exchange that may.
	ReadOnly State = "read_only"
)

// Report tells what an exchange did. Sent, Received and Merged count records.
type Report struct {
	State    State
	Sent     int
	Received int
	Merged   int
	// Came and Went name the records that were received and sent, each once; Joined are
	// those of Came that were edited here too.
	Came, Went, Joined []string
	// By tells by record who wrote what came, as the space names them.
	By map[string][]string
	// Trashed tells by record whom it was put into the trash by, of those that others put there
	// since the last exchange; "" where that is not known.
	Trashed map[string]string
	// Held names the records that were not sent, for something in them waits for a person.
	Held      []string
	Opened    int // conflicts this exchange opened
	Rounds    int
	Refused   []Refused
	Notices   []Notice
	Head      string
	Recovered bool // it finished what an earlier one had begun
	// Carried says that it went through files, where nobody has what was written yet. Wrote
	// is the file that was written there, "" for none.
	Carried bool
	Wrote   string
}

// Refused is a file or a record that was left as it is.
type Refused struct {
	Record string // "" for a file of no record
	sharing.Refusal
}

// Notice is a remark of a merge about a record.
type Notice struct {
	Record string
	merge.Notice
}

func (n Notice) same(o Notice) bool {
	return n.Record == o.Record && n.Key == o.Key && n.Path == o.Path && maps.Equal(n.Params, o.Params)
}
