package workspace

import (
	"context"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/searching"
	"secondstory/backend/sqlite"
)

// searchIndex fits the index to what a search asks for. It catches up with what
// was written first, so that a search finds what was saved before it.
type searchIndex struct{ w *Workspace }

var _ searching.Reader = (*sqlite.SearchReader)(nil)

func (s searchIndex) Search(ctx context.Context, f func(searching.Reader) error) error {
	if err := s.w.catchUp(ctx); err != nil {
		return err
	}
	read := func() error {
		return s.w.index.Load().Search(ctx, func(r *sqlite.SearchReader) error { return f(r) })
	}
	err := read()
	if is, ok := fault.As(err); ok && is.Key == "storage.corrupt" {
		// A damaged index costs the time of a rebuild and nothing else.
		if err := s.w.RebuildIndex(ctx, nil); err != nil {
			return err
		}
		return read()
	}
	return err
}

// newSearching is the search of this workspace.
func newSearching(w *Workspace) *searching.Service {
	return &searching.Service{Index: searchIndex{w}, Severities: review.Severities, States: review.States, CauseClasses: cause.Classes}
}
