package space

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/bundle"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Load is what is carried in files, beside or in place of a server.
type Load struct {
	// In are files and folders to take in.
	In []string
	// Out is a folder to write to, "" for none. The device writes only its own outbox.
	Out string
	// Full writes a file that stands alone even where a smaller one would do.
	Full bool
	// Most is how many bytes a written file may have, 0 for bundle.Largest.
	Most int64
}

// Carry exchanges a space through files. Whatever order they come in, and however
// often, the workspaces that took in the same ones agree. What cannot be used is told
// among the refusals of the report, by file. Faults: as Sync, and share.stick_*.
func (s *Syncer) Carry(ctx context.Context, id string, access remote.Access, load Load) (Report, error) {
	return s.mending(ctx, id, func() (Report, error) { return s.sync(ctx, id, access, &load) })
}

// throughFiles takes in, brings together, writes back and writes out.
func (r *run) throughFiles() error {
	if err := r.takeIn(); err != nil {
		return err
	}
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	if head, err = r.gather(head); err != nil {
		return err
	}
	if head, err = r.takeBack(head); err != nil {
		return err
	}
	r.reached("written back")
	r.intake.settle()
	r.report.Head = head.String()
	if r.intake.load.Out != "" {
		if err := r.putOut(head); err != nil {
			return err
		}
		if err := r.movedOn(head); err != nil {
			return err
		}
	}
	return r.finish()
}

// gather brings the head and everything that was taken in together. A tip that cannot
// be merged with what is here is told and left out: what is wrong with one file never
// stops the others.
func (r *run) gather(head Hash) (Hash, error) {
	next, err := r.merged(head, r.intake.tips...)
	if fault.Is(err, fault.Denied) {
		var good []Hash
		for _, tip := range r.intake.tips {
			told := len(r.left)
			_, alone := r.merged(head, tip)
			r.left = r.left[:told]
			why, ours := fault.As(alone)
			switch {
			case alone == nil:
				good = append(good, tip)
				continue
			case !ours || why.Code != fault.Denied:
				return head, alone
			}
			for _, o := range r.intake.came[tip] {
				r.spurned(o, why)
				// A newer program may be able to.
				r.intake.spent = slices.DeleteFunc(r.intake.spent, func(path string) bool { return path == o.Path })
			}
		}
		if len(good) == len(r.intake.tips) {
			return head, err
		}
		next, err = r.merged(head, good...)
	}
	if err != nil || next == head {
		return head, err
	}
	if err := r.store.CAS(r.ctx, gitstore.Main, head, next); err != nil {
		return head, err
	}
	r.reached("met")
	return next, r.configure(next)
}

// merged is the head with commits that were taken in. They are merged in the order of
// their hashes and not in that in which they came, so that all who have the same ones
// make the same.
func (r *run) merged(head Hash, tips ...Hash) (Hash, error) {
	heads, err := r.foremost(append([]Hash{head}, tips...))
	if err != nil {
		return head, err
	}
	next := heads[0]
	for _, other := range heads[1:] {
		bases, err := r.store.MergeBases(next, other)
		if err != nil {
			return head, err
		}
		if next, err = r.mergeHeads(bases, next, other); err != nil {
			return head, err
		}
	}
	return next, nil
}

// foremost drops what another one holds already, and sorts the rest by hash.
func (r *run) foremost(heads []Hash) ([]Hash, error) {
	heads = slices.Clone(heads)
	slices.SortFunc(heads, func(a, b Hash) int { return bytes.Compare(a[:], b[:]) })
	heads = slices.Compact(heads)
	var out []Hash
	for i, h := range heads {
		behind := false
		for j, other := range heads {
			if i == j {
				continue
			}
			var err error
			if behind, err = r.store.IsAncestor(h, other); err != nil {
				return nil, err
			}
			if behind {
				break
			}
		}
		if !behind {
			out = append(out, h)
		}
	}
	return out, nil
}

// inHistory says whether one of the heads holds a commit, with all it stands for.
func (r *run) inHistory(h Hash, heads []Hash) (bool, error) {
	if has, err := r.store.Has(h); err != nil || !has {
		return false, err
	}
	if _, err := r.store.Commit(h); err != nil {
		return false, nil // a name of something else, which whoever wrote the file may have put there
	}
	for _, head := range heads {
		holds, err := r.store.IsAncestor(h, head)
		if errors.Is(err, gitstore.ErrMissing) {
			continue // a piece of something that was not taken in
		}
		if err != nil || holds {
			return holds, err
		}
	}
	return false, nil
}

// heldHeads are the commits that are here with everything they stand for.
func (r *run) heldHeads() ([]Hash, error) {
	var heads []Hash
	for _, name := range []string{gitstore.Main, gitstore.Tracking} {
		h, err := r.store.Ref(name)
		if gitstore.IsBroken(err) {
			continue // the doctor looks at it; it vouches for nothing
		}
		if err != nil {
			return nil, err
		}
		if h != gitstore.Zero {
			heads = append(heads, h)
		}
	}
	return append(heads, r.intake.tips...), nil
}

// ids are those by which the space is known; none before the first exchange.
func (r *run) ids() []string {
	config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(r.link.Config)})
	if problem != nil {
		return r.intake.ids
	}
	return idsOf(config)
}

func idsOf(config canon.Space) []string { return append([]string{config.ID}, config.Aliases...) }

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}

// lookInto is Look for a folder with bundles, which are taken into the store on the
// way. One without any is where a space would begin.
func (s *Syncer) lookInto(ctx context.Context, store *gitstore.Store, f Found, dir string) (Found, error) {
	r := &run{Syncer: s, ctx: ctx, store: store, told: map[string][]Refused{}, intake: &intake{load: Load{In: []string{dir}}}}
	if err := r.takeIn(); err != nil {
		return f, err
	}
	if len(r.intake.tips) == 0 {
		if len(r.left) > 0 { // to begin another space beside one that cannot be read would part people
			first := r.left[0]
			if first.Key == "share.bundle_waits" || first.Key == "share.bundle_early" {
				// No copy outlives this: there is no space it could wait for.
				return f, fault.New(fault.Denied, "share.bundle_join", "file", first.Path)
			}
			why := fault.New(fault.Denied, first.Key)
			why.Params = first.Params
			return f, why
		}
		return f, nil
	}
	c, err := store.Commit(r.intake.tips[0])
	if err != nil {
		return f, err
	}
	config, _, err := readSpace(store, c.Tree)
	if err != nil {
		return f, err
	}
	f.ID, f.Name = config.ID, config.Name
	f.Alias, err = r.calledBefore(c.Hash, c.Tree)
	return f, err
}

// seeBundles is Try for a folder with bundles.
func seeBundles(dir string) (remote.Sight, error) {
	var sight remote.Sight
	files, err := bundle.List(dir)
	if err != nil {
		return sight, err
	}
	for _, f := range files {
		if f.Err == nil {
			sight.Tip = f.Header.Tip()
		}
	}
	return sight, writable(dir)
}
