package space

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	waiting     map[string]bool    // what waits here, by what it brings
	came        map[Hash][]offered // that brought a tip
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

// brings tells two bundles apart by where they lead and what they go on from.
func (o offered) brings() string { return fmt.Sprint(o.Header.Tip(), o.Header.Needs) }

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
		if named(path) {
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
	r.intake.waiting = map[string]bool{}
	for _, f := range waiting {
		o := offered{File: f, waited: true}
		r.intake.waiting[o.brings()] = true
		out = append(out, o)
	}
	return out, nil
}

// named says whether a file is meant and no folder; one that went meanwhile was one,
// while the folder it lay in is there.
func named(path string) bool {
	info, err := os.Stat(path)
	if err == nil {
		return !info.IsDir()
	}
	_, gone := os.Stat(filepath.Dir(path))
	return gone == nil && bundle.IsName(path)
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
	if err := bundle.Unpack(r.counting(r.ctx, Bringing), r.store, o.Path, o.Header); err != nil {
		if f, ours := fault.As(err); ours && (f.Code == fault.Invalid || f.Key == "share.stick_gone") {
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
	if r.intake.came == nil {
		r.intake.came = map[Hash][]offered{}
	}
	r.intake.came[tip] = append(r.intake.came[tip], o)
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

// spurn tells of a file that is not used. A stick that is gone is no matter of a file,
// one file that cannot be read or went meanwhile is.
func (r *run) spurn(o offered, why error) error {
	f, ok := fault.As(why)
	if ok && f.Key == "share.stick_gone" {
		if _, err := os.Stat(filepath.Dir(o.Path)); err == nil {
			f = fault.Wrap(why, fault.Unavailable, "share.bundle_unread")
		}
	}
	if !ok || f.Code == fault.Unavailable && f.Key != "share.bundle_unread" && !o.waited {
		return why
	}
	if f.Code != fault.Unavailable {
		r.spend(o)
	}
	r.spurned(o, f)
	return nil
}

// spurned adds a file to what is told. Whoever wrote the stick chose its name.
func (r *run) spurned(o offered, why *fault.Error) {
	r.left = append(r.left, Refused{"", sharing.Refusal{Path: shownName(o.Name), Key: why.Key, Params: why.Params}})
}
