package space

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/bundle"
	"secondstory/backend/share/gitstore"
)

// intake is what one exchange takes in from files.
type intake struct {
	load Load
	done bool
	tips []Hash   // of what was taken in, whole and connected
	ids  []string // of the space, as the first of them says
	// spent are files that waited here and need not any longer.
	spent []string
	// met and others count the bundles of other devices: of this space, and of others.
	met, others int
	waiting     map[Hash]bool // tips of what waits here
}

// settle takes away what waited and has arrived: it is in the history now.
func (i *intake) settle() {
	for _, path := range i.spent {
		_ = os.Remove(path) // one that stays is known the next time
	}
	i.spent = nil
}

// offered is a bundle that is looked at.
type offered struct {
	bundle.File
	asked  bool // somebody named this very file
	own    bool // this device wrote it
	waited bool // it is a copy of one that came too early
}

// waitingFor is the folder beside a private repository that holds copies of bundles
// which came before what they go on from: the stick they lay on is somewhere else by
// the time that comes.
func waitingFor(store string) string { return strings.TrimSuffix(store, ".git") + ".waiting" }

// Limits of what is kept waiting.
const (
	mostWaiting      = 200
	mostWaitingBytes = 2 << 30
)

// takeIn unpacks what the files bring, whatever order they are in: one that goes on
// from another waits for it. It does so once in an exchange.
func (r *run) takeIn() error {
	if r.intake.done {
		return nil
	}
	r.doing(Fetching, 0, 0)
	open, err := r.offers()
	if err != nil {
		return err
	}
	for progress := true; progress; {
		progress = false
		var still []offered
		for _, o := range open {
			if err := r.ctx.Err(); err != nil {
				return fault.Wrap(err, fault.Cancelled, "share.cancelled")
			}
			waits, err := r.takeOne(o)
			if err != nil {
				return err
			}
			if waits {
				still = append(still, o)
			} else {
				progress = true
			}
		}
		progress = progress && len(still) > 0
		open = still
	}
	for _, o := range open {
		if err := r.letWait(o); err != nil {
			return err
		}
	}
	if r.intake.met == 0 && r.intake.others > 0 {
		r.left = append(r.left, Refused{"", sharing.Refusal{Path: bundle.OutboxFolder, Key: "share.stick_other_space"}})
	}
	slices.SortFunc(r.intake.tips, func(a, b Hash) int { return slices.Compare(a[:], b[:]) })
	r.intake.done = true
	r.reached("taken in")
	return nil
}

// offers lists what there is to look at: what is named, what is in folders, and what
// waited.
func (r *run) offers() ([]offered, error) {
	var out []offered
	for _, path := range r.intake.load.In {
		info, err := os.Stat(path)
		if err == nil && !info.IsDir() {
			f := bundle.File{Path: path, Name: filepath.Base(path)}
			f.Header, f.Err = bundle.Read(path)
			out = append(out, offered{File: f, asked: true})
			continue
		}
		files, err := bundle.List(path)
		if err != nil {
			return nil, err
		}
		own := bundle.OutboxOf(path, r.Device)
		for _, f := range files {
			out = append(out, offered{File: f, own: own.Owns(f)})
		}
	}
	if len(r.ids()) == 0 {
		if err := oneSpace(out); err != nil {
			return nil, err
		}
	}
	waiting, err := bundle.List(waitingFor(r.store.Dir()))
	if err != nil {
		return out, nil // nothing ever waited
	}
	r.intake.waiting = map[Hash]bool{}
	for _, f := range waiting {
		r.intake.waiting[f.Header.Tip()] = true
		out = append(out, offered{File: f, waited: true})
	}
	return out, nil
}

// oneSpace refuses a folder with several spaces to whoever takes part in none of them
// yet: which one is meant cannot be told.
func oneSpace(list []offered) error {
	var groups [][]string
	for _, o := range list {
		ids := o.Header.Spaces()
		if o.Err != nil || len(ids) == 0 {
			continue
		}
		var rest [][]string
		for _, g := range groups {
			if overlap(g, ids) {
				ids = append(ids, g...)
			} else {
				rest = append(rest, g)
			}
		}
		groups = append(rest, ids)
	}
	if len(groups) > 1 {
		return fault.New(fault.Denied, "share.stick_several")
	}
	return nil
}

// takeOne looks at one bundle; waits says that what it goes on from is not here yet.
// What is wrong with a file is a refusal and never stops the others; an error is about
// this machine, or the stick as a whole.
func (r *run) takeOne(o offered) (waits bool, err error) {
	if o.Err != nil {
		return false, r.spurn(o, o.Err)
	}
	ours, theirs := r.ids(), o.Header.Spaces()
	if len(ours) > 0 && len(theirs) > 0 && !overlap(ours, theirs) {
		if o.asked || o.waited {
			return false, r.spurn(o, fault.New(fault.Denied, "share.bundle_other_space"))
		}
		r.intake.others++
		return false, nil // a stick may carry several spaces
	}
	if !o.own {
		r.intake.met++
	}
	held, err := r.heldHeads()
	if err != nil {
		return false, err
	}
	tip := o.Header.Tip()
	if known, err := r.inHistory(tip, held); err != nil || known {
		r.spend(o)
		return false, err
	}
	for _, need := range o.Header.Needs {
		if there, err := r.inHistory(need, held); err != nil || !there {
			return err == nil, err
		}
	}
	if err := bundle.Unpack(r.ctx, r.store, o.Path, o.Header); err != nil {
		if fault.Is(err, fault.Invalid) {
			return false, r.spurn(o, err)
		}
		return false, err
	}
	if err := r.vouch(tip, held); err != nil {
		f, ours := fault.As(err)
		if ours && (fault.Is(err, fault.Denied) || fault.Is(err, fault.Invalid) || errors.Is(err, gitstore.ErrMissing) || errors.Is(err, gitstore.ErrDamaged)) {
			if f.Key == "share.store_damaged" { // of what came, not of what is here
				err = fault.Wrap(err, fault.Invalid, "share.bundle_holes")
			}
			return false, r.spurn(o, err)
		}
		return false, err
	}
	r.intake.tips = append(r.intake.tips, tip)
	r.spend(o)
	return false, nil
}

// vouch makes sure that a commit is whole and of this space.
func (r *run) vouch(tip Hash, held []Hash) error {
	if has, err := r.store.Has(tip); err != nil {
		return err
	} else if !has {
		return fault.New(fault.Invalid, "share.bundle_holes")
	}
	c, err := r.store.Commit(tip)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "share.bundle_holes")
	}
	if err := r.store.Connected(tip, held...); err != nil {
		return err
	}
	config, readable, err := readSpace(r.store, c.Tree)
	ours := r.ids()
	switch {
	case err != nil:
		return err
	case readable && len(ours) == 0:
		r.intake.ids = idsOf(config)
		return nil
	case readable && overlap(ours, idsOf(config)):
		return nil
	case readable:
		return fault.New(fault.Denied, "share.bundle_other_space")
	}
	// Somebody damaged the file by hand: whoever goes on from what is here is of this space.
	main, err := r.store.Ref(gitstore.Main)
	if err != nil || main == gitstore.Zero {
		return errors.Join(err, fault.New(fault.Denied, "share.not_a_space"))
	}
	bases, err := r.store.MergeBases(main, tip)
	for _, h := range bases {
		c, cerr := r.store.Commit(h)
		if cerr != nil {
			return cerr
		}
		if config, ok, cerr := readSpace(r.store, c.Tree); cerr != nil || ok && overlap(ours, idsOf(config)) {
			return cerr
		}
	}
	if err == nil {
		err = fault.New(fault.Denied, "share.not_a_space")
	}
	return err
}

// spend notes that a copy need not wait any longer.
func (r *run) spend(o offered) {
	if o.waited {
		r.intake.spent = append(r.intake.spent, o.Path)
	}
}

// spurn tells of a file that is not used. A stick that is gone is no matter of a file.
func (r *run) spurn(o offered, why error) error {
	f, ok := fault.As(why)
	if !ok || f.Code == fault.Unavailable && !o.waited {
		return why
	}
	if f.Code != fault.Unavailable {
		r.spend(o)
	}
	r.left = append(r.left, Refused{"", sharing.Refusal{Path: o.Name, Key: f.Key, Params: f.Params}})
	return nil
}

// letWait keeps a copy of a bundle that came too early, and tells of it.
func (r *run) letWait(o offered) error {
	if !o.waited && !bundle.Whole(o.Path, o.Header) {
		return r.spurn(o, fault.New(fault.Invalid, "share.bundle_torn"))
	}
	key := "share.bundle_waits"
	if !o.waited && !r.intake.waiting[o.Header.Tip()] {
		kept, err := r.keepCopy(o)
		if err != nil {
			return err
		}
		if !kept {
			key = "share.bundle_early"
		}
	}
	told := Refused{"", sharing.Refusal{Path: o.Name, Key: key}}
	if o.waited {
		told.Path = ""
	}
	for _, x := range r.left {
		if x.Key == told.Key && (told.Path == "" || x.Path == told.Path) {
			return nil // of the copy is told with the file itself
		}
	}
	r.left = append(r.left, told)
	return nil
}

// keepCopy copies a bundle to where it can wait, under the sum of its bytes; kept is
// false where there is no room for it.
func (r *run) keepCopy(o offered) (kept bool, err error) {
	dir := waitingFor(r.store.Dir())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fault.Wrap(err, fault.Unavailable, "share.store_unusable")
	}
	entries, err := os.ReadDir(dir)
	var sum int64
	for _, e := range entries {
		if info, ierr := e.Info(); ierr == nil {
			sum += info.Size()
		}
	}
	info, serr := os.Stat(o.Path)
	if err = errors.Join(err, serr); err != nil || len(entries) >= mostWaiting || sum+info.Size() > mostWaitingBytes {
		return false, nil
	}
	from, err := os.Open(o.Path)
	if err != nil {
		return false, nil
	}
	defer from.Close()
	to, err := os.CreateTemp(dir, ".tmp-*")
	if err != nil {
		return false, nil
	}
	name := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, name), from)
	err = errors.Join(err, to.Sync(), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), filepath.Join(dir, hex.EncodeToString(name.Sum(nil))+".bundle"))
	}
	if err != nil {
		_ = os.Remove(to.Name()) // it can be taken in again
		return false, nil
	}
	return true, nil
}
