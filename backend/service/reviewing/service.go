package reviewing

import (
	"context"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Service changes reviews. It is safe for use by several goroutines.
type Service struct {
	Rec   *recording.Service
	Now   func() time.Time
	NewID func() string
	// Zone is the zone of this machine, for a scribe line while the review has
	// none; "" = UTC.
	Zone func() *time.Location
	// Sides asks the layout which side of the fishbone each node is on; nil where
	// nothing is drawn.
	Sides func([]cause.Node) map[string]string
	// Room tells who should be in the room of a review, and whether a rule lets nobody lead it
	// who has a part in it; nil where nobody knows.
	Room func(ctx context.Context, r review.Review) (room consistency.Room, neutral bool, err error)

	shelf shelf
}

// Saved is the outcome of a write.
type Saved struct {
	ID  string // of the part made, "" otherwise
	Rev int64
}

// Get reads a review by id. What it gives is shared with other readers: a caller
// copies a list before changing it.
func (s *Service) Get(ctx context.Context, id string) (review.Review, error) {
	last, err := s.read(ctx, id)
	return last.view, err
}

// read gives a review with the state it was decoded from.
func (s *Service) read(ctx context.Context, id string) (reading, error) {
	// A screen asks for several things of a review at once: who comes second takes
	// what the first one decoded.
	defer s.shelf.turn(id)()
	last := s.shelf.find(id)
	snap, changed, err := s.Rec.GetAfter(ctx, last.snap)
	if err != nil {
		return reading{}, err
	}
	if snap.Kind != review.Kind {
		return reading{}, fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	if changed {
		view := review.FromSnapshot(snap)
		last = reading{snap, view, view.Subject()}
	}
	s.shelf.keep(last)
	return last, nil
}

// readAny reads a record of any kind as far as people are asked about it: of one that
// is no review the view is empty.
func (s *Service) readAny(ctx context.Context, id string) (reading, error) {
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return reading{}, err
	}
	if schema == review.Schema {
		return s.read(ctx, id)
	}
	snap, err := s.Rec.Get(ctx, id)
	return reading{snap: snap, subject: review.SubjectOf(schema, snap)}, err
}

// Subject is a record of any kind as far as people are asked about it.
func (s *Service) Subject(ctx context.Context, id string) (review.Subject, error) {
	r, err := s.readAny(ctx, id)
	return r.subject, err
}

// schemaOf is the schema of a record; fault.NotFound for one of a kind that this
// version does not know.
func (s *Service) schemaOf(ctx context.Context, id string) (*record.Schema, error) {
	kind, err := s.Rec.KindOf(ctx, id)
	if err != nil {
		return nil, err
	}
	schema, known := s.Rec.Registry.Schema(kind)
	if !known {
		return nil, fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	return schema, nil
}

// Create makes an empty review with the sections of the short template.
func (s *Service) Create(ctx context.Context, title, editor string) (id string, rev int64, err error) {
	title = strings.TrimSpace(title)
	if title == "" {
		return "", 0, fault.New(fault.Invalid, "review.title_missing").WithField("title", "review.title_missing")
	}
	st := record.NewState(review.Kind, s.NewID())
	ops := []record.Op{
		record.SetOp(record.Path{Field: "title"}, title),
		record.SetOp(record.Path{Field: "state"}, "draft"),
	}
	rank := ""
	for _, key := range review.ShortTemplate {
		rank = cause.RankBetween(rank, "")
		ops = append(ops, record.AddOp(review.Sections, key, record.Doc{"title": "", "text": "", "rank": rank}))
	}
	if _, err := record.Apply(review.Schema, st, ops...); err != nil {
		return "", 0, err
	}
	rev, err = s.Rec.Create(ctx, recording.New{State: st, Action: "review.create", Editor: editor})
	return st.ID, rev, err
}

func withField(err error, name string) error {
	if f, ok := fault.As(err); ok && len(f.Fields) == 0 {
		f.Fields = []fault.Field{{Name: name, Key: f.Key, Params: f.Params}}
	}
	return err
}

func fieldOf(p record.Path) (record.Field, bool) {
	if p.Collection == "" {
		return review.Schema.Field(p.Field)
	}
	c, ok := review.Schema.Collection(p.Collection)
	if !ok {
		return record.Field{}, false
	}
	return c.Field(p.Field)
}

func actionOf(p record.Path, verb string) string {
	if p.Collection == "" {
		return review.Kind + "." + verb
	}
	return p.Collection + "." + verb
}

func entityOf(p record.Path) []string {
	if p.Part == "" {
		return nil
	}
	return []string{p.Entity()}
}
