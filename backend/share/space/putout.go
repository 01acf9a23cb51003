package space

import (
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/bundle"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// mostBundles is how many files of ours lie in a folder before one that stands alone
// takes their place.
const mostBundles = 40

// putOut writes what the folder does not hold yet into the outbox of this device. The
// folder must suffice by itself: who finds it needs nothing that is not in it. So a
// file may go on only from what other files there lead to.
func (r *run) putOut(head Hash) error {
	r.doing(Sending, 0, 0)
	folder := r.intake.load.Out
	files, err := bundle.List(folder)
	if err != nil {
		return err
	}
	box := bundle.OutboxOf(folder, r.Device)
	box.Step = r.Step
	if r.intake.load.Most > 0 {
		box.Most = r.intake.load.Most
	}
	ids := idsOf(r.config)
	var own []bundle.File
	for _, f := range files {
		if f.Err == nil && box.Owns(f) && overlap(ids, f.Header.Spaces()) {
			own = append(own, f)
		}
	}
	full := r.intake.load.Full || len(own) >= mostBundles
	tips, err := r.suffices(files)
	if err != nil {
		return err
	}
	all := false // somebody there has it all already
	for _, tip := range tips {
		has, err := r.store.IsAncestor(head, tip)
		if err != nil {
			return err
		}
		all = all || has
	}
	if all && !full {
		return nil
	}
	needs, err := r.write(box, head, ids, tips, full)
	if full && !r.intake.load.Full && isLargeOut(err) {
		// All of it has become too much for one file: it goes on in small ones.
		if full = false; all {
			return nil
		}
		needs, err = r.write(box, head, ids, tips, full)
	}
	if err != nil {
		return err
	}
	if full && !r.intake.load.Full {
		if err := box.Remove(own); err != nil {
			return err
		}
	}
	return r.countOut(head, needs)
}

func isLargeOut(err error) bool {
	f, ok := fault.As(err)
	return ok && f.Key == "share.bundle_large_out"
}

// write puts a bundle into the outbox, one that stands alone when it is to be full, and
// tells what it goes on from.
func (r *run) write(box *bundle.Outbox, head Hash, ids []string, tips []Hash, full bool) (needs []Hash, err error) {
	if !full {
		if needs, err = r.behind(tips, head); err != nil {
			return nil, err
		}
	}
	objects, err := r.store.Between(head, needs...)
	if err != nil {
		return nil, err
	}
	r.report.Wrote, err = box.Write(r.counting(r.ctx, Sending), r.store, head, ids, needs, objects)
	return needs, err
}

// suffices lists the commits to which the bundles of a folder lead by themselves, as
// far as they are known here.
func (r *run) suffices(files []bundle.File) ([]Hash, error) {
	held, err := r.heldHeads()
	if err != nil {
		return nil, err
	}
	var tips []Hash
	open := slices.Clone(files)
	for progress := true; progress; {
		progress = false
		for i, f := range open {
			if f.Path == "" {
				continue
			}
			if f.Err != nil {
				open[i].Path = ""
				continue
			}
			led, err := r.inHistory(f.Header.Tip(), held)
			if err != nil {
				return nil, err
			}
			for _, need := range f.Header.Needs {
				there, err := r.inHistory(need, tips)
				if err != nil {
					return nil, err
				}
				led = led && there
			}
			if !led {
				continue
			}
			open[i].Path, progress = "", true
			if r.isWhole(f.Path, f.Header) {
				tips = append(tips, f.Header.Tip())
			}
		}
	}
	return tips, r.keepWholes()
}

// behind are those of the commits that the head goes on from, without those that
// another one of them holds.
func (r *run) behind(tips []Hash, head Hash) ([]Hash, error) {
	var out []Hash
	for _, h := range tips {
		holds, err := r.store.IsAncestor(h, head)
		if err != nil {
			return nil, err
		}
		if holds {
			out = append(out, h)
		}
	}
	return r.foremost(out)
}

// countOut counts the records that none of the commits there has like this.
func (r *run) countOut(head Hash, needs []Hash) error {
	c, err := r.store.Commit(head)
	if err != nil {
		return err
	}
	from := []Hash{gitstore.Zero}
	if len(needs) > 0 {
		from = from[:0]
	}
	for _, h := range needs {
		n, err := r.store.Commit(h)
		if err != nil {
			return err
		}
		from = append(from, n.Tree)
	}
	times := map[string]int{}
	var last []canon.Place
	for _, tree := range from {
		changes, err := r.store.Diff(tree, c.Tree)
		if err != nil {
			return err
		}
		last = r.format.places(changes)
		for _, p := range last {
			times[p.ID]++
		}
	}
	for _, p := range last {
		if times[p.ID] == len(from) {
			r.once(&r.report.Went, &r.report.Sent, "went", p.ID)
		}
	}
	return nil
}
