package inboxing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
)

// Look is what one look into an inbox gave.
type Look struct {
	Folder inbox.Folder
	Read   []inbox.File // the oldest first, by the clock of the disk
	// Resting are files that have changed a moment ago: another look is due.
	Resting int
	// Busy says that another process looks now, and nothing was done.
	Busy bool
}

// LookInto looks into an inbox once and takes what is at rest; tell hears of each file as soon as it
// is dealt with. A paused inbox is not looked into. Faults: inbox.none, file.* where the folder
// cannot be read, storage.*. What was taken before a fault stands; a fault of one file is given
// once the others are dealt with.
func (s *Service) LookInto(ctx context.Context, id string, tell func(inbox.File)) (out Look, err error) {
	ran, err := s.Lock.Alone(func() error {
		out, err = s.look(ctx, id, tell)
		return err
	})
	out.Busy = !ran && err == nil
	return out, err
}

func (s *Service) look(ctx context.Context, id string, tell func(inbox.File)) (Look, error) {
	var latest []inbox.File
	var known string
	out := Look{}
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		if out.Folder, err = one(tx, id); err != nil {
			return err
		}
		if latest, err = tx.InboxLatest(id); err != nil {
			return err
		}
		known, err = knownSince(tx)
		return err
	})
	if err != nil || out.Folder.Paused {
		return out, err
	}
	entries, err := s.Disk.List(out.Folder.Path)
	if err != nil {
		return out, err // a folder that is away keeps what is known of its files
	}
	entries = slices.DeleteFunc(entries, func(e inbox.Entry) bool { return inbox.Passing(e.Name) })
	if err := s.missed(ctx, latest, entries); err != nil {
		return out, err
	}
	before := map[string]inbox.File{}
	for _, f := range latest {
		before[f.Name] = f
	}
	// Of two files that tell of the same incident the later one is right.
	slices.SortStableFunc(entries, func(a, b inbox.Entry) int {
		return cmp.Or(cmp.Compare(a.Mod, b.Mod), cmp.Compare(a.Name, b.Name))
	})
	resting := s.rest(id, entries)
	// What a person said of one file may answer others that asked the same.
	asked := s.askedWith(id)
	var first error // of one file: the others go on
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return out, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		if e.Size == 0 {
			continue // whoever made it has not begun to write
		}
		was, there := before[e.Name]
		if there && was.Stamp == e.Stamp && !askAgain(was, known != asked) {
			if err := s.settle(ctx, out.Folder, was); err != nil {
				first = cmp.Or(first, err)
			}
			continue
		}
		if resting[e.Name] {
			out.Resting++
			continue
		}
		if stop, err := s.paused(ctx, id); err != nil || stop {
			return out, err
		}
		f, done, err := s.take(ctx, out.Folder, e, was)
		if err != nil {
			if ofAll(ctx, err) {
				return out, err
			}
			first = cmp.Or(first, err)
			continue
		}
		if !done {
			out.Resting++ // it changed while it was read
			continue
		}
		out.Read = append(out.Read, f)
		if tell != nil {
			tell(f)
		}
		if err := s.settle(ctx, out.Folder, f); err != nil {
			first = cmp.Or(first, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked == nil {
		s.asked = map[string]string{}
	}
	s.asked[id] = known
	return out, first
}

// ofAll says whether what stands in the way of one file stands in the way of all.
func ofAll(ctx context.Context, err error) bool {
	f, ok := fault.As(err)
	return ctx.Err() != nil || ok && (f.Code == fault.Cancelled || strings.HasPrefix(f.Key, "storage."))
}

// sameReview is the key of a file that says what a review here says.
const sameReview = "inbox.same_review"

// sameWithdrawn is the key of a file whose incidents a person took back.
const sameWithdrawn = "inbox.same_withdrawn"

// askAgain says whether a file that has not changed is read once more.
func askAgain(f inbox.File, more bool) bool {
	switch f.State {
	case inbox.Later:
		return true
	case inbox.Asks:
		return more
	case inbox.Review: // channels of a chat are known one by one, not by their file
		return more && archive(f.Name)
	}
	return false
}

// knownSince changes when a person has said something that files ask.
func knownSince(tx Tx) (string, error) {
	all, err := tx.Settings()
	if err != nil {
		return "", err
	}
	var answers []string
	for name, value := range all {
		if strings.HasPrefix(name, "incident.answers.") {
			answers = append(answers, name+value)
		}
	}
	slices.Sort(answers)
	n, err := tx.SourceCount()
	return fmt.Sprint(n, answers), err
}

func (s *Service) askedWith(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[id]
}

// rest says which files have changed too short a while ago, and remembers how all are now.
func (s *Service) rest(id string, entries []inbox.Entry) map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]map[string]sighting{}
	}
	now, was := s.Now(), s.seen[id]
	is, resting := map[string]sighting{}, map[string]bool{}
	for _, e := range entries {
		see, ok := was[e.Name]
		if !ok || see.Stamp != e.Stamp {
			see = sighting{e.Stamp, now}
			resting[e.Name] = true
		}
		if now.Sub(see.since) < s.Rest {
			resting[e.Name] = true
		}
		is[e.Name] = see
	}
	s.seen[id] = is
	return resting
}

// missed notes which files are no longer in the folder, or are again.
func (s *Service) missed(ctx context.Context, latest []inbox.File, entries []inbox.Entry) error {
	now := map[string]inbox.Stamp{}
	for _, e := range entries {
		now[e.Name] = e.Stamp
	}
	var changed []inbox.File
	for _, f := range latest {
		if stamp, ok := now[f.Name]; (ok && stamp == f.Stamp) != f.There {
			f.There = !f.There
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return s.Store.Update(ctx, func(tx Writer) error {
		for _, f := range changed {
			if _, err := tx.PutInboxFile(f); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) paused(ctx context.Context, id string) (stop bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		f, err := one(tx, id)
		stop = f.Paused
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return true, nil // it was ended meanwhile
	}
	return stop, err
}
