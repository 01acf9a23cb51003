package gitstore

import (
	"context"
	"errors"
	"strings"
)

// State is what the doctor found out about a ref.
type State string

// The closed set of states a finding can have.
const (
	Torn     State = "torn"     // the file holds no hash
	Absent   State = "absent"   // it should be there
	Dangling State = "dangling" // it names a commit that cannot be read
	Behind   State = "behind"   // it is an ancestor of what it was known to be
	Diverged State = "diverged" // it and what it was known to be have parted
)

// Finding is one ref that is not as it should be. Healed says that it was
// brought to Now; where it is false nothing was changed.
type Finding struct {
	Ref    string
	State  State
	Was    Hash // what the ref said, Zero when nothing
	Known  Hash // what the caller remembered
	Now    Hash
	Healed bool
}

// Examine compares the refs with the heads a caller last knew, and heals what
// can be healed without deciding anything (T2): a torn, absent or dangling ref,
// and one that fell back, returns to the known head when that commit is whole;
// a broken remote-tracking ref is deleted, the next fetch brings it back, and so is a
// torn one below refs/app. A ref
// that is ahead of what is known is in order: its writer was killed between the
// ref and the note about it.
func (s *Store) Examine(ctx context.Context, known map[string]Hash) ([]Finding, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	refs, err := s.refs()
	if err != nil {
		return nil, err
	}
	for name := range known {
		if _, ok := refs[name]; !ok {
			refs[name] = Zero
		}
	}
	var findings []Finding
	for _, name := range sortedNames(refs) {
		finding, wrong, err := s.examine(name, known[name])
		if err != nil {
			return findings, err
		}
		if wrong {
			err = s.heal(ctx, &finding)
			findings = append(findings, finding)
		}
		if err != nil {
			return findings, err
		}
	}
	return findings, nil
}

func (s *Store) examine(name string, known Hash) (f Finding, wrong bool, err error) {
	f = Finding{Ref: name, Known: known}
	f.Was, err = s.ref(name)
	f.Now = f.Was
	switch {
	case IsBroken(err):
		f.State = Torn
		return f, true, nil
	case err != nil:
		return f, false, err
	case f.Was == Zero:
		f.State = Absent
		return f, known != Zero, nil
	}
	if whole, err := s.whole(f.Was); err != nil || !whole {
		f.State = Dangling
		return f, true, err
	}
	if known == Zero || known == f.Was {
		return f, false, nil
	}
	if whole, err := s.whole(known); err != nil || !whole {
		return f, false, err // nothing to compare with
	}
	bases, err := s.mergeBases(f.Was, known)
	if err != nil {
		return f, false, err
	}
	switch {
	case len(bases) == 1 && bases[0] == known:
		return f, false, nil // ahead
	case len(bases) == 1 && bases[0] == f.Was:
		f.State = Behind
	default:
		f.State = Diverged
	}
	return f, true, nil
}

// heal acts on what examine found. Whatever needs a choice is left alone.
func (s *Store) heal(ctx context.Context, f *Finding) error {
	if f.State == Diverged {
		return nil
	}
	// One of ours that nobody remembers and that names nothing says nothing any more.
	nothing := f.State == Torn && f.Known == Zero && strings.HasPrefix(f.Ref, "refs/app/")
	if nothing || strings.HasPrefix(f.Ref, "refs/remotes/") && f.State != Behind {
		if err := s.deleteRef(ctx, f.Ref); err != nil {
			return err
		}
		f.Now, f.Healed = Zero, true
		return nil
	}
	if f.Known == Zero || strings.HasPrefix(f.Ref, "refs/remotes/") {
		return nil
	}
	if whole, err := s.whole(f.Known); err != nil || !whole {
		return err
	}
	if err := s.writeRef(ctx, f.Ref, f.Known, func() error { return nil }); err != nil {
		return err
	}
	f.Now, f.Healed = f.Known, true
	return nil
}

// whole says whether a commit and every object of its tree are here. Content is
// read when it is needed; a head whose files are gone would be found too late.
func (s *Store) whole(h Hash) (bool, error) {
	c, err := s.commit(h)
	if err == nil {
		err = s.complete(c.Tree, nil, map[Hash]bool{})
	}
	if errors.Is(err, ErrMissing) || errors.Is(err, ErrDamaged) {
		return false, nil
	}
	return err == nil, err
}
