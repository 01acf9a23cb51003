package workspace

import (
	"context"
	"slices"

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
	return s.w.reading(ctx, func(x *sqlite.Index) error {
		return x.Search(ctx, func(r *sqlite.SearchReader) error { return f(r) })
	})
}

// reading reads the index after it has caught up. A damaged index costs the time of
// a rebuild and nothing else; where its file cannot be made anew, one in memory
// answers.
func (w *Workspace) reading(ctx context.Context, read func(*sqlite.Index) error) error {
	if err := w.catchUp(ctx); err != nil {
		return err
	}
	err := read(w.index.Load())
	if !isIndexDamage(err) {
		return err
	}
	w.mending.Lock()
	defer w.mending.Unlock()
	err = read(w.index.Load()) // who was first may have mended it for all
	for _, mend := range []func(context.Context) error{w.rebuilt, w.indexInMemory} {
		if !isIndexDamage(err) {
			return err
		}
		if err = mend(ctx); err == nil {
			err = read(w.index.Load())
		} else if isIndexDamage(err) || isIndexDisk(err) {
			err = fault.Wrap(err, fault.Unavailable, "index.damaged")
		}
	}
	return err
}

func (w *Workspace) rebuilt(ctx context.Context) error { return w.RebuildIndex(ctx, nil) }

func isIndexDamage(err error) bool { return hasKey(err, "index.damaged", "storage.corrupt") }

// isIndexDisk says whether the disk of the index, rather than what it holds, is at fault.
func isIndexDisk(err error) bool { return hasKey(err, "storage.full", "storage.io") }

func hasKey(err error, keys ...string) bool {
	f, ok := fault.As(err)
	return ok && slices.Contains(keys, f.Key)
}

// newSearching is the search of this workspace.
func newSearching(w *Workspace) *searching.Service {
	return &searching.Service{Index: searchIndex{w}, Severities: review.Severities, States: review.States, CauseClasses: cause.Classes}
}
