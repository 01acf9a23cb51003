package inboxing

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/registering"
)

// surely is how sure a reader of incidents is of a file whose tool it knows. Below that a file
// is one of a review where it can be read as that.
const surely = 80

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

// askAgain says whether a file that has not changed is read once more.
func askAgain(f inbox.File, more bool) bool {
	switch f.State {
	case inbox.Later:
		return true
	case inbox.Asks:
		return more
	case inbox.Review: // channels of a chat are known one by one, not by their file
		return more && strings.EqualFold(filepath.Ext(f.Name), ".zip")
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

// settle moves a file that is in, where the person chose that.
func (s *Service) settle(ctx context.Context, folder inbox.Folder, f inbox.File) error {
	if !folder.Move || f.State != inbox.Taken && f.State != inbox.Same {
		return nil
	}
	if f.State == inbox.Same && f.Import == "" && f.Key != sameReview {
		return nil // of one that was left: nothing of it came in
	}
	moved, err := s.Disk.Move(folder.Path, f.Name, inbox.DoneFolder, f.Stamp)
	if err != nil || !moved {
		return err
	}
	f.There = false
	return s.Store.Update(ctx, func(tx Writer) error {
		_, err := tx.PutInboxFile(f)
		return err
	})
}

// take reads a file at rest, and says what became of it once that is written down. done is
// false where the file changed meanwhile. What fails for a reason of the file is in f.
func (s *Service) take(ctx context.Context, folder inbox.Folder, e inbox.Entry, was inbox.File) (f inbox.File, done bool, err error) {
	path := filepath.Join(folder.Path, e.Name)
	f = inbox.File{Folder: folder.ID, Name: e.Name, Stamp: e.Stamp, At: s.Now().UTC().Truncate(time.Millisecond), There: true}
	once := was.N != 0 && was.State == inbox.Later && was.Key == again
	if was.N != 0 && (was.State == inbox.Later || was.Stamp == e.Stamp) {
		f.N = was.N // the same reading, tried again
	}
	sum, stamp, err := s.Disk.Sum(ctx, path)
	switch {
	case fault.Is(err, fault.NotFound):
		return f, false, nil // it has gone again
	case err != nil:
		if err = later(&f, err); err != nil {
			return f, false, err
		}
	case stamp != e.Stamp:
		return f, false, nil
	default:
		f.SHA256 = sum
		if was.SHA256 == sum && was.State != inbox.Later && was.State != inbox.Asks && was.State != inbox.Review {
			// Touched, or put back: what was said of it holds.
			was.Stamp, was.There = e.Stamp, true
			f = was
			break
		}
		if err := s.read(ctx, path, &f, once); err != nil {
			return f, false, err
		}
		// What is written into it meanwhile gives it another stamp, and is read next time.
	}
	err = s.Store.Update(ctx, func(tx Writer) error {
		f.N, err = tx.PutInboxFile(f)
		return err
	})
	if err != nil {
		return f, false, err
	}
	return f, true, nil
}

// later notes what stands in the way of a file for now; what is no matter of the file is given
// back.
func later(f *inbox.File, err error) error {
	x, ok := fault.As(err)
	if !ok || x.Code == fault.Cancelled || strings.HasPrefix(x.Key, "storage.") {
		return err
	}
	f.State, f.Key, f.Params = inbox.Later, x.Key, x.Params
	if x.Code == fault.Invalid {
		f.State = inbox.Refused
	}
	return nil
}

// read finds out what a file is and takes it where that needs nobody.
func (s *Service) read(ctx context.Context, path string, f *inbox.File, once bool) error {
	if !once {
		if same, err := s.same(ctx, f); same || err != nil {
			return err
		}
	}
	sure, err := s.Incidents.Knows(path)
	if err != nil {
		return later(f, err)
	}
	if sure < surely {
		item, ok, err := s.review(ctx, path)
		if err != nil {
			return later(f, err)
		}
		if ok || sure == 0 {
			asReview(f, item)
			return nil
		}
	}
	got, err := s.Incidents.Import(ctx, path, registering.Options{}, nil)
	f.Format = got.Import.Format
	switch {
	case err != nil:
		return later(f, err)
	case len(got.Questions) > 0:
		q := got.Questions[0]
		f.State, f.Key, f.Params = inbox.Asks, q.Key, q.Params
	default:
		f.State, f.Import, f.Key, f.Params = inbox.Taken, got.Import.ID, "", nil
	}
	return nil
}

// same says whether the content has come before, in an inbox or otherwise.
func (s *Service) same(ctx context.Context, f *inbox.File) (same bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		other, ok, err := tx.InboxOf(f.SHA256)
		if err != nil {
			return err
		}
		if ok && other.N != f.N {
			f.State, f.Import, f.Format, f.Key, f.Params = inbox.Same, other.Import, other.Format, "inbox.same", fault.Pairs("name", other.Name)
			same = true
			return nil
		}
		imp, ok, err := tx.IncidentImportOf(f.SHA256)
		if !ok || err != nil {
			return err
		}
		f.State, f.Import, f.Format, f.Key, f.Params = inbox.Same, imp.ID, imp.Format, "inbox.same_import", fault.Pairs("name", imp.File)
		if imp.State == incident.Withdrawn {
			f.Key = "inbox.same_withdrawn"
		}
		same = true
		return nil
	})
	return same, err
}

// review says what would become of a file of a review; ok is false where it is none. Of the
// channels of a chat one that is new or changed speaks for all.
func (s *Service) review(ctx context.Context, path string) (item importing.Item, ok bool, err error) {
	p, err := s.Reviews.Preview(ctx, []string{path}, importing.Options{}, nil)
	none := importing.Item{Status: importing.StatusQuarantined, Quarantined: &intake.Quarantined{Reason: "inbox.nothing"}}
	if f, is := fault.As(err); is && f.Code == fault.Invalid {
		none.Quarantined = &intake.Quarantined{Reason: f.Key, Params: f.Params}
		return none, false, nil
	}
	if err != nil || len(p.Items) == 0 {
		return none, false, err
	}
	item = p.Items[0]
	for _, it := range p.Items {
		if it.Status == importing.StatusNew || it.Status == importing.StatusProposal {
			item = it
			break
		}
	}
	return item, item.Status != importing.StatusQuarantined, nil
}

func asReview(f *inbox.File, item importing.Item) {
	f.Key, f.Params = "", nil
	switch item.Status {
	case importing.StatusNew:
		f.State, f.Key = inbox.Review, "inbox.review"
	case importing.StatusProposal:
		f.State, f.Key = inbox.Review, "inbox.review_changed"
	case importing.StatusUnchanged, importing.StatusSameText:
		f.State, f.Key = inbox.Same, sameReview
	default:
		f.State, f.Key, f.Params = inbox.Refused, item.Quarantined.Reason, item.Quarantined.Params
	}
	if item.Document != nil {
		f.Format = item.Document.Format
	}
}
