package space

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// run is one exchange with one space.
type run struct {
	*Syncer
	ctx     context.Context
	link    sharing.Link
	store   *gitstore.Store
	peer    *remote.Remote // nil where files are carried
	format  formats
	config  canon.Space
	report  Report
	told    map[string][]Refused          // refusals by record
	edited  []edited                      // what the next commit holds
	stays   []Refused                     // edits made here that wait for a file to be put right
	spoke   bool                          // it holds something under the pseudonym of whoever works here
	left    []Refused                     // paths that merges left out
	strange []Refused                     // files of devices that are not taken
	named   map[string]bool               // what the lists of the report hold
	had     map[string][]*merge.Doc       // what records were, by head and folder
	pasts   map[Hash]past                 // where folders changed, by head
	wrote   map[string]map[string]written // who wrote what, by head and base, by folder
	origin  map[said]merge.Origin         // who gave a record a value
	works   bool                          // it has the turn of the workspace
	merging sync.Mutex                    // one record is merged at a time; guards wrote and origin
	intake  *intake                       // what is carried in files; nil otherwise

	wholes, wholeNow wholes // bundles that were found whole earlier, and this time

	// agreed is the tree all had agreed on before a history was replaced, while that is
	// being followed.
	agreed *Hash
	// parted is the tree where the replaced history and the new one part, meanwhile; Zero where
	// they have nothing in common.
	parted Hash

	// For the history: commits by folder as of a head, and aliases by device.
	touched   map[string][]Hash
	early     *early // commits that are too many to be told one by one; nil for none
	trailOf   Hash
	trailFrom string // head up to which all was written back then
	aliases   map[string]string

	// anew says that the file of this device is to be written again as it stands; lookedAt
	// is how the folder of devices was found before this exchange.
	anew     bool
	lookedAt *string

	// mayNot is why nothing can be sent, once that was asked.
	mayNot   error
	askedMay bool
	// gaveBack says that a removal which did not hold gave back what was edited before it.
	gaveBack bool

	// beganAt is the head before this exchange, saying the words for who can read the
	// space that it sends.
	beganAt Hash
	saying  *string
}

// StoreDir is where the private repository of a space lies.
func (s *Syncer) StoreDir(id string) string { return filepath.Join(s.Dir, id+".git") }

// Sync exchanges one space. Faults: share.*; whatever fails, what was typed is in
// the workspace, and the next sync goes on from there. A private repository that is
// found damaged is put aside and made anew: nothing is in it that is not here too, or
// with the others.
func (s *Syncer) Sync(ctx context.Context, id string, access remote.Access) (Report, error) {
	return s.mending(ctx, id, func() (Report, error) { return s.sync(ctx, id, access, nil) })
}

// mending exchanges once more with a new private repository where the old one is
// found damaged.
func (s *Syncer) mending(ctx context.Context, id string, exchange func() (Report, error)) (Report, error) {
	report, err := exchange()
	if !errors.Is(err, gitstore.ErrMissing) && !errors.Is(err, gitstore.ErrDamaged) {
		return report, shown(err)
	}
	ours, checked := s.damaged(ctx, id)
	if checked != nil || !ours {
		return report, shown(errors.Join(err, checked))
	}
	aside := s.StoreDir(id) + ".damaged-" + strconv.FormatInt(s.Now().Unix(), 10)
	if moved := os.Rename(s.StoreDir(id), aside); moved != nil {
		return report, shown(errors.Join(err, moved))
	}
	report, err = exchange()
	report.Recovered = true
	return report, shown(err)
}

// damaged says whether the private repository has holes; those of the other side are
// not ours to mend.
func (s *Syncer) damaged(ctx context.Context, id string) (bool, error) {
	store, err := gitstore.Open(ctx, s.StoreDir(id))
	if err != nil {
		return false, err
	}
	defer store.Close()
	for _, name := range []string{gitstore.Main, gitstore.Tracking} {
		head, err := store.Ref(name)
		if err == nil && head != gitstore.Zero {
			err = store.Connected(head)
		}
		if err != nil {
			return true, nil
		}
	}
	return false, nil
}

// sync exchanges with the address of a space, or carries what is asked for.
func (s *Syncer) sync(ctx context.Context, id string, access remote.Access, load *Load) (Report, error) {
	return s.with(ctx, id, access, load, (*run).exchange)
}

// with carries something out as the one owner of a space's private repository.
func (s *Syncer) with(ctx context.Context, id string, access remote.Access, load *Load, do func(*run) error) (Report, error) {
	r := &run{Syncer: s, ctx: ctx, told: map[string][]Refused{}, named: map[string]bool{}, wrote: map[string]map[string]written{}, had: map[string][]*merge.Doc{}, pasts: map[Hash]past{}}
	r.report.By = map[string][]string{}
	if err := r.read(id); err != nil {
		return Report{}, err
	}
	address, err := remote.ParseAddress(r.link.Address)
	if err != nil {
		return Report{}, err
	}
	if r.store, err = gitstore.Open(ctx, s.StoreDir(id)); err != nil {
		return Report{}, err
	}
	defer r.store.Close()
	if err := r.work(); err != nil { // only now: another process may have had the repository for long
		return Report{}, err
	}
	defer r.rest()
	// Whoever owned the repository before may have come further, or left the space.
	if err := r.read(id); err != nil {
		return Report{}, err
	}
	dir, carried := address.Bundles()
	if carried && load == nil {
		load = &Load{In: []string{dir}, Out: dir}
	}
	if load != nil {
		r.intake, r.report.Carried = &intake{load: *load}, true
	}
	if !carried {
		if r.peer, err = s.peer(ctx, address, access); err != nil {
			return Report{}, err
		}
		defer r.peer.Close()
	}
	err = do(r)
	r.tellEachOnce()
	return r.report, err
}

// tellEachOnce puts into the report what is not taken, and each only once: what a merge met
// lies in a record mostly, which tells it with this and every later exchange, and on every
// device alike.
func (r *run) tellEachOnce() {
	for _, id := range sortedKeys(r.told) {
		r.report.Refused = append(r.report.Refused, r.told[id]...)
	}
	for _, x := range slices.Concat(r.left, r.strange) {
		if !slices.ContainsFunc(r.report.Refused, func(o Refused) bool {
			return o.Record == x.Record && (o.Path == x.Path && (o.Record != "" || o.Key == x.Key) || x.Record != "" && strings.HasPrefix(o.Path, x.Path+"/"))
		}) {
			r.report.Refused = append(r.report.Refused, x)
		}
	}
	r.report.Refused = append(r.report.Refused, r.stays...)
}

// read reads the link.
func (r *run) read(id string) error {
	return r.Local.View(r.ctx, func(tx Reader) (err error) {
		var ok bool
		if r.link, ok, err = tx.Link(id); err == nil && !ok {
			err = fault.New(fault.NotFound, "share.space_missing", "name", id)
		}
		return err
	})
}

// shown gives the failure of an exchange the words a person reads.
func shown(err error) error {
	var f *remote.Failure
	if errors.As(err, &f) {
		return f.Fault()
	}
	return err
}

func (r *run) exchange() error {
	if err := r.catchUp(); err != nil {
		return err
	}
	r.reached("caught up")
	return r.onwards()
}

// catchUp brings the repository into order, finishes what an earlier sync had begun
// and writes back what it had brought.
func (r *run) catchUp() error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil || head == gitstore.Zero || head.String() != r.link.Head {
		if head, err = r.examined(); err != nil {
			return err
		}
	}
	if head, err = r.begin(head); err != nil {
		return err
	}
	r.beganAt = head
	if err := r.recover(head); err != nil {
		return err
	}
	return r.writeBack(head)
}

// examined lets the doctor look at refs that are not as they were left.
func (r *run) examined() (Hash, error) {
	known := map[string]Hash{}
	if h, err := gitstore.ParseHash(r.link.Head); err == nil {
		known[gitstore.Main] = h
	}
	if _, err := r.store.Examine(r.ctx, known); err != nil {
		return gitstore.Zero, err
	}
	return r.store.Ref(gitstore.Main)
}

// note writes down how far the link has come.
func (r *run) note() error {
	return r.Local.Update(r.ctx, func(tx Writer) error { return tx.PutLink(r.link) })
}

// fetch asks what the other side has. A history that no longer holds what it held is
// not followed: what is here stays reachable under a ref of its own.
func (r *run) fetch() error {
	last, err := r.lastSeen()
	if err != nil {
		return err
	}
	r.doing(Fetching, 0, 0)
	if err := r.apart(func() error { _, err := r.peer.Fetch(r.counting(r.ctx, Bringing), r.store); return err }); err != nil {
		return err
	}
	r.reached("fetched")
	theirs, err := r.store.Ref(gitstore.Tracking)
	if err != nil {
		return err
	}
	if replaced, err := r.replaced(theirs); err != nil || !replaced {
		return err
	}
	if err := r.keepAside(last); err != nil {
		return err
	}
	if err := r.ofSpace(theirs); err != nil {
		return err // it is no other history of this space but something else
	}
	return fault.New(fault.Denied, "share.rewritten", "name", r.link.Name)
}

// send pushes the head; the count is of the records that differ there.
func (r *run) send(head, theirs Hash) error {
	r.doing(Sending, 0, 0)
	if err := r.apart(func() error { _, err := r.peer.Push(r.pushing(), r.store, head); return err }); err != nil {
		return err
	}
	r.reached("pushed")
	from := gitstore.Zero
	if theirs != gitstore.Zero {
		c, err := r.store.Commit(theirs)
		if err != nil {
			return err
		}
		from = c.Tree
	}
	c, err := r.store.Commit(head)
	if err != nil {
		return err
	}
	changes, err := r.store.Diff(from, c.Tree)
	for _, p := range r.format.places(changes) {
		r.once(&r.report.Went, &r.report.Sent, "went", p.ID)
	}
	return err
}

func (r *run) finish() error {
	if err := r.tellAudience(); err != nil {
		return err
	}
	if r.report.State == "" {
		r.report.State = Done
	}
	if r.intake == nil || r.peer == nil { // a stick beside a server is no exchange with the server
		r.link.SyncedAt = r.Now().UTC()
		if err := r.note(); err != nil {
			return err
		}
	}
	_, err := r.store.Tidy()
	return err
}

// Leave forgets a space while nobody exchanges it, and takes its private repository
// away: what is in it is in the workspace too, or was sent.
func (s *Syncer) Leave(ctx context.Context, id string, forget func() error) error {
	store, err := gitstore.Open(ctx, s.StoreDir(id))
	if err != nil {
		return err
	}
	err = forget()
	if cerr := store.Close(); err == nil {
		err = cerr
	}
	if err == nil { // the repository last: a start finds and removes one that belongs to no space
		err = errors.Join(os.RemoveAll(waitingFor(s.StoreDir(id))), s.StopMirror(context.WithoutCancel(ctx), id), os.RemoveAll(s.StoreDir(id)))
	}
	return err
}

// refusal is a problem as an error.
func refusal(p canon.Problem) error {
	f := fault.New(fault.Invalid, p.Key)
	f.Params = p.Params
	return f
}
