package workspace

import (
	"context"
	"os"
	"slices"
	"strconv"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/obligating"
	"secondstory/backend/service/registering"
	"secondstory/backend/service/signing"
	"secondstory/backend/sqlite"
)

// newObligating makes what keeps the assessments of incidents.
func newObligating(w *Workspace) (*obligating.Service, error) {
	files, err := assets.Packs()
	if err != nil {
		return nil, err
	}
	library, err := obligation.ParseAll(files)
	if err != nil {
		return nil, err
	}
	return &obligating.Service{Rec: w.Records, Library: library, Keep: w.Keeping, Subjects: subjects{w}, Records: ofKind{w}, Signing: signedPacks{w}, Calendars: businessDays{w},
		Now: w.now, NewID: w.newID, Zone: w.Reviews.Zone}, nil
}

// ofKind lists records by their kind.
type ofKind struct{ w *Workspace }

func (o ofKind) OfKind(ctx context.Context, kind string) ([]string, error) {
	rows, err := o.w.List(ctx, sqlite.ListFilter{Kind: kind})
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// subjects are what assessments are about: reviews, and the incidents of the register.
type subjects struct{ w *Workspace }

func (s subjects) Get(ctx context.Context, id string) (review.Review, error) {
	r, missing := s.w.Reviews.Get(ctx, id)
	if !fault.Is(missing, fault.NotFound) {
		return r, missing
	}
	shown, err := s.w.Register.Get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return r, missing
	}
	if err != nil {
		return r, err
	}
	if own := shown.Incident.Review; own != "" {
		r, err := s.w.Reviews.Get(ctx, own)
		if err == nil && !r.Trashed || err != nil && !fault.Is(err, fault.NotFound) {
			return r, err
		}
	}
	r = registering.AsReview(shown, assets.English().Text)
	r.Kind, r.ID, r.Ref = incident.Kind, id, shown.Ref
	return r, nil
}

func (s subjects) Same(ctx context.Context, id string) ([]string, error) {
	return s.w.Register.Same(ctx, id)
}

// ResolveSubject finds what a person names for an assessment: a record, or an incident of
// the register by our reference or by the number of its source.
func (w *Workspace) ResolveSubject(ctx context.Context, name string) (id string, err error) {
	id, err = w.Records.Resolve(ctx, name)
	f, ok := fault.As(err)
	if !ok || f.Code != fault.NotFound && f.Key != "record.ref_bad" {
		return id, err
	}
	id, told := w.Register.Find(ctx, name)
	if q, _ := record.ParseRef(name); fault.Is(told, fault.NotFound) && q.Prefix != incident.RefPrefix {
		return "", err
	}
	return id, told
}

// businessDays are those of the calendars of the workspace.
type businessDays struct{ w *Workspace }

func (b businessDays) Calendar(ctx context.Context, id string) (obligating.Counted, error) {
	snap, err := b.w.Keeping.Get(ctx, calendar.Kind, id)
	if record.Unreadable(err) {
		return obligating.Counted{Fails: err}, nil
	}
	if err != nil {
		return obligating.Counted{}, err
	}
	held := calendar.FromSnapshot(snap)
	by := obligating.Counted{Calendar: held.Calendar}
	clock, err := held.Clock()
	if by.Fails = err; err == nil {
		by.Days = obligation.ByClock{Clock: clock}
	}
	return by, nil
}

// signedPacks are the packs that policies hold.
type signedPacks struct{ w *Workspace }

// Packs gives, by the hash of their content, the packs that a policy in force holds. A
// pack that is only proposed as a law is never among them.
func (s signedPacks) Packs(ctx context.Context, at time.Time) (map[string]obligating.Signed, error) {
	return packs(ctx, s.w, func(p policy.Held) []policy.Version {
		if v, holds := p.At(at).Holds(); holds {
			return []policy.Version{v}
		}
		return nil
	}, func(p policy.Held, name string) obligating.Signed {
		v, _ := p.At(at).Holds()
		return obligating.Signed{Rule: name, Alone: p.Alone(v)}
		// Of two policies that hold the same rules, one that others have signed is told.
	}, func(a, b obligating.Signed) bool { return !a.Alone && b.Alone })
}

// Once gives, by the hash of their content, the packs that people signed and that are in
// force no more.
func (s signedPacks) Once(ctx context.Context, at time.Time) (map[string]obligating.Past, error) {
	return packs(ctx, s.w, func(p policy.Held) (out []policy.Version) {
		for _, v := range p.Versions {
			if slices.Contains([]policy.State{policy.Superseded, policy.Overtaken, policy.Retired}, p.VersionState(v, at)) {
				out = append(out, v)
			}
		}
		return out
	}, func(p policy.Held, name string) obligating.Past {
		f := p.At(at)
		past := obligating.Past{Rule: name, Until: f.From}
		if f.State == policy.Retired {
			past.Ended = f.From
		}
		return past
		// Of several policies that held the same rules, the one that held them last is told.
	}, func(a, b obligating.Past) bool { return a.Until.After(b.Until) })
}

// packs gives what some versions of the policies say of those they hold, by the hash of their
// content; say gets the name of the version, and better tells which of two that hold the
// same is meant, the first one where it tells nothing.
func packs[T any](ctx context.Context, w *Workspace, which func(policy.Held) []policy.Version, say func(p policy.Held, name string) T, better func(a, b T) bool) (map[string]T, error) {
	list, err := w.Policies.List(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]T{}
	for _, p := range list {
		for _, v := range which(p) {
			if v.Terms.Kind != policy.Obligations {
				continue
			}
			body, err := record.Canonical(v.Terms.Data)
			if err != nil {
				continue // nothing a pack could be
			}
			pack, err := obligation.Parse(body)
			if err != nil || pack.Standing == obligation.Proposed {
				continue
			}
			hash, err := pack.Hash()
			if err != nil {
				return nil, err
			}
			said := say(p, p.Ref+" v"+strconv.Itoa(v.Number))
			if before, there := out[hash]; !there || better(said, before) {
				out[hash] = said
			}
		}
	}
	return out, nil
}

// ProposePack drafts the policy that puts a pack in force once people have signed it:
// the pack as data, and its rules and sources in words for those who sign. One that was
// drafted before is given again.
func (w *Workspace) ProposePack(ctx context.Context, id string, text *assets.Catalogue, editor string) (signing.Saved, error) {
	pack, err := w.Obligations.Pack(id)
	if err != nil {
		return signing.Saved{}, err
	}
	data, err := record.Plain(pack)
	if err != nil {
		return signing.Saved{}, err
	}
	before, err := w.Policies.List(ctx)
	if err != nil {
		return signing.Saved{}, err
	}
	for _, p := range before {
		if p.Draft.Kind == policy.Obligations && !p.Draft.Ends && record.Equal(p.Draft.Data, data) {
			return signing.Saved{ID: p.ID, Rev: p.Rev}, nil
		}
	}
	return w.NewPolicy(ctx, policy.Terms{Kind: policy.Obligations, Title: pack.Name, Text: obligating.InWords(pack, text), Data: data,
		Seats: []policy.Seat{{Role: text.Text("obligation.seat"), Count: 1}}}, editor)
}

// ReadSent reads what was sent, for its hash; nothing of no path. not_found: obligation.file.
func ReadSent(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "obligation.file", "name", path).WithField("file", "obligation.file", "name", path)
	}
	return data, nil
}
