package inboxing

import (
	"context"
	"path/filepath"
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

// settle moves a file that is in, where the person chose that.
func (s *Service) settle(ctx context.Context, folder inbox.Folder, f inbox.File) error {
	if !folder.Move || f.State != inbox.Taken && f.State != inbox.Same {
		return nil
	}
	if f.State == inbox.Same && f.Import == "" && f.Key != sameReview {
		return nil // of one that was left or taken back: nothing of it is in
	}
	if back, err := s.takenBack(ctx, f.Import); back || err != nil {
		return err
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
	if e.Size > mostReviewBytes && !archive(e.Name) { // a disk image is not read through to find out that it is one
		sure, err := s.Incidents.Knows(path)
		if err == nil && sure == 0 {
			f.State, f.Key = inbox.Refused, nothing
			return s.noted(ctx, f)
		}
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
			was.Stamp, was.At, was.There = e.Stamp, f.At, true
			back, err := s.takenBack(ctx, was.Import)
			if err != nil {
				return f, false, err
			}
			if f = was; back {
				f.State, f.Key, f.Params = inbox.Same, sameWithdrawn, nil
			}
			break
		}
		// A name that goes on telling says what holds now, also where it says again what it
		// said before.
		rolls := was.N != 0 && was.N != f.N && was.SHA256 != "" && e.Mod > was.Mod
		if err := s.read(ctx, path, &f, once, rolls); err != nil {
			return f, false, err
		}
		// What is written into it meanwhile gives it another stamp, and is read next time.
	}
	return s.noted(ctx, f)
}

// mostReviewBytes is more than a file of a review has, but for archives of many.
const mostReviewBytes = 64 << 20

func archive(name string) bool { return strings.EqualFold(filepath.Ext(name), ".zip") }

// nothing is the key of a file in which there is nothing to read.
const nothing = "inbox.nothing"

// noted writes down what became of a file.
func (s *Service) noted(ctx context.Context, f inbox.File) (_ inbox.File, done bool, err error) {
	err = s.Store.Update(ctx, func(tx Writer) error {
		f.N, err = tx.PutInboxFile(f)
		return err
	})
	return f, err == nil, err
}

// takenBack says whether an import of incidents was.
func (s *Service) takenBack(ctx context.Context, id string) (back bool, err error) {
	if id == "" {
		return false, nil
	}
	err = s.Store.View(ctx, func(tx Tx) error {
		list, err := tx.IncidentImports(id, 1)
		back = len(list) == 1 && list[0].State == incident.Withdrawn
		return err
	})
	return back, err
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
func (s *Service) read(ctx context.Context, path string, f *inbox.File, once, rolls bool) error {
	if !once {
		if same, err := s.same(ctx, f, rolls); same || err != nil {
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
		// Of what was read: another program may have saved over the file since it was looked at.
		f.SHA256 = got.Import.SHA256
	}
	return nil
}

// same says whether the content has come before, in an inbox or otherwise. Of a file that rolls,
// only what a person left or took back stays out.
func (s *Service) same(ctx context.Context, f *inbox.File, rolls bool) (same bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		other, ok, err := tx.InboxOf(f.SHA256)
		if err != nil {
			return err
		}
		if ok && other.N != f.N && (!rolls || other.State == inbox.Left) {
			f.State, f.Import, f.Format, f.Key, f.Params = inbox.Same, other.Import, other.Format, "inbox.same", fault.Pairs("name", other.Name)
			same = true
			return nil
		}
		imp, ok, err := tx.IncidentImportOf(f.SHA256)
		if !ok || err != nil || rolls && imp.State != incident.Withdrawn {
			return err
		}
		f.State, f.Import, f.Format, f.Key, f.Params = inbox.Same, imp.ID, imp.Format, "inbox.same_import", fault.Pairs("name", imp.File)
		if imp.State == incident.Withdrawn {
			f.Key = sameWithdrawn
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
	none := importing.Item{Status: importing.StatusQuarantined, Quarantined: &intake.Quarantined{Reason: nothing}}
	if f, is := fault.As(err); is && f.Code == fault.Invalid {
		none.Quarantined = &intake.Quarantined{Reason: f.Key, Params: f.Params}
		return none, false, nil
	}
	if err != nil || len(p.Items) == 0 {
		return none, false, err
	}
	item = p.Items[0]
	for _, it := range p.Items {
		if it.Status == importing.StatusNew || it.Status == importing.StatusProposal || it.Status == importing.StatusAsked {
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
	case importing.StatusProposal, importing.StatusAsked:
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
