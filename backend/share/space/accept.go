package space

import (
	"context"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Refs that outlive a replaced history: what was here when it was found replaced, and
// what all had agreed on before.
const (
	rescueRefs = "refs/app/rescue/"
	agreedRef  = "refs/app/agreed"
)

// After is what a person chose after the history of the other side was replaced.
type After string

// The two ways on. Either way what was here stays reachable under rescueRefs.
const (
	// TakeTheirs follows the new history and makes the edits again that were never sent.
	TakeTheirs After = "theirs"
	// BringBack joins both, so that what is missing there is sent again.
	BringBack After = "both"
)

// Accept goes on with a space whose history was replaced, as a person chose, and
// exchanges it. One that was not replaced is exchanged as always.
func (s *Syncer) Accept(ctx context.Context, id string, access remote.Access, after After) (Report, error) {
	report, err := s.with(ctx, id, access, nil, func(r *run) error {
		if err := r.catchUp(); err != nil {
			return err
		}
		if err := r.accept(after); err != nil {
			return err
		}
		return r.onwards()
	})
	return report, shown(err)
}

// replaced says whether the other side no longer holds what it held. Where the private
// repository is new there is nothing to compare with: the bases are looked at one by
// one then, and what the other side has must be of this space.
func (r *run) replaced(theirs Hash) (bool, error) {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return false, err
	}
	pushed, err := gitstore.ParseHash(r.link.Pushed)
	if err != nil {
		return false, r.anySpace(theirs, head) // nothing was ever sent
	}
	has, err := r.store.Has(pushed)
	if err != nil {
		return false, err
	}
	if has && theirs != gitstore.Zero {
		if holds, err := r.store.IsAncestor(pushed, theirs); err != nil {
			return false, err
		} else if holds {
			return false, r.forgetAgreed(pushed, head)
		}
	}
	if has && head != gitstore.Zero {
		return true, nil
	}
	return false, r.ofSpace(theirs)
}

// ofSpace refuses a history of something else, or of another space: joined with this
// one, each side would get what is meant for the other.
func (r *run) ofSpace(theirs Hash) error {
	if theirs == gitstore.Zero {
		return nil
	}
	c, err := r.store.Commit(theirs)
	if err != nil {
		return err
	}
	there, ok, err := readSpace(r.store, c.Tree)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Denied, "share.not_a_space")
	}
	if here, ok := r.lastConfig(); ok && !overlap(idsOf(here), idsOf(there)) {
		return fault.New(fault.Denied, "share.other_space", "name", r.link.Name)
	}
	return nil
}

// anySpace refuses a history of something else to whoever has sent nothing yet. Another
// space may have begun at the same moment; what goes on from ours is one, whoever
// damaged the file that says so.
func (r *run) anySpace(theirs, head Hash) error {
	if theirs == gitstore.Zero {
		return nil
	}
	c, err := r.store.Commit(theirs)
	if err != nil {
		return err
	}
	if _, ok, err := readSpace(r.store, c.Tree); err != nil || ok {
		return err
	}
	if head != gitstore.Zero {
		if common, err := r.store.MergeBases(theirs, head); err != nil || len(common) > 0 {
			return err
		}
	}
	return fault.New(fault.Denied, "share.not_a_space")
}

// keepAside makes what is here outlive whatever comes, once for each history that was
// found replaced. last is what the other side held when it was asked before.
func (r *run) keepAside(last Hash) error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	refs, err := r.store.Refs()
	if err != nil {
		return err
	}
	kept := head == gitstore.Zero
	for name, h := range refs {
		kept = kept || h == head && strings.HasPrefix(name, rescueRefs)
	}
	if rescue := rescueRefs + strconv.FormatInt(r.Now().Unix(), 10); !kept && refs[rescue] == gitstore.Zero {
		if err := r.store.CAS(r.ctx, rescue, gitstore.Zero, head); err != nil {
			return err
		}
	}
	agreed, err := r.agreedOn(last, head)
	if err != nil || agreed == gitstore.Zero || agreed == refs[agreedRef] {
		return err
	}
	return r.store.CAS(r.ctx, agreedRef, refs[agreedRef], agreed)
}

// agreedOn is the furthest commit that the other side is known to have held and that is
// merged here: what was only fetched would count as taken back here. A ref of an earlier
// replacement counts no more than what came after it.
func (r *run) agreedOn(last, head Hash) (agreed Hash, err error) {
	if head == gitstore.Zero {
		return agreed, nil
	}
	was, err := r.agreement()
	if err != nil {
		return agreed, err
	}
	known := []Hash{was}
	if pushed, err := gitstore.ParseHash(r.link.Pushed); err == nil {
		known = append(known, pushed)
	}
	if last != gitstore.Zero {
		common, err := r.store.MergeBases(last, head)
		if err != nil {
			return agreed, err
		}
		if len(common) == 1 {
			known = append(known, common[0])
		}
	}
	for _, h := range known {
		if h == gitstore.Zero {
			continue
		}
		if here, err := r.reachable(h.String(), head); err != nil {
			return agreed, err
		} else if !here {
			continue
		}
		behind := false
		if agreed != gitstore.Zero {
			if behind, err = r.store.IsAncestor(h, agreed); err != nil {
				return agreed, err
			}
		}
		if !behind {
			agreed = h
		}
	}
	return agreed, nil
}

// agreement is what was noted as agreed on, Zero for nothing. A ref that a crash left torn
// is taken away: what it said is found anew (T2).
func (r *run) agreement() (Hash, error) {
	was, err := r.store.Ref(agreedRef)
	if gitstore.IsBroken(err) {
		return gitstore.Zero, r.store.Delete(r.ctx, agreedRef)
	}
	return was, err
}

// forgetAgreed drops the ref of a replacement that is behind us: what the other side
// holds goes on from what is merged here.
func (r *run) forgetAgreed(pushed, head Hash) error {
	was, err := r.agreement()
	if err != nil || was == gitstore.Zero || head == gitstore.Zero {
		return err
	}
	if here, err := r.store.IsAncestor(pushed, head); err != nil || !here {
		return err
	}
	return r.store.Delete(r.ctx, agreedRef)
}

// lastSeen is what the other side held when it was asked before; a ref that cannot be
// read only remembers what can be asked again.
func (r *run) lastSeen() (Hash, error) {
	last, err := r.store.Ref(gitstore.Tracking)
	if gitstore.IsBroken(err) {
		return gitstore.Zero, nil
	}
	return last, err
}

// accept brings this device onto the history the other side has now.
func (r *run) accept(after After) error {
	if r.intake != nil {
		return nil // what is carried in files replaces nothing
	}
	last, err := r.lastSeen()
	if err != nil {
		return err
	}
	r.doing(Fetching, 0, 0)
	if err := r.apart(func() error { _, err := r.peer.Fetch(r.counting(r.ctx, Bringing), r.store); return err }); err != nil {
		return err
	}
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
	r.reached("kept aside")
	if err := r.ofSpace(theirs); err != nil {
		return err
	}
	switch {
	case theirs == gitstore.Zero:
		r.link.Pushed = "" // nothing to take: what is here is the space
	case after == TakeTheirs:
		if err := r.follow(theirs); err != nil {
			return err
		}
	default:
		r.link.Pushed = theirs.String()
	}
	if err := r.note(); err != nil {
		return err
	}
	r.reached("accepted")
	return nil // what was agreed on stays noted until the next round finds the two together
}
