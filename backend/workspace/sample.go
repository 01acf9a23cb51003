package workspace

import (
	"context"
	"os"
	"path/filepath"
	"sort"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
	"secondstory/samples"
)

// Exists says whether a home holds a workspace.
func Exists(home string) bool {
	_, err := os.Stat(filepath.Join(home, "local.db"))
	return err == nil || restoring(home)
}

// MayOpen says whether a folder that a person chose can be a home: it is one, or it is
// empty. A folder with other files in it would be mixed with ours.
func MayOpen(folder string) bool {
	if Exists(folder) {
		return true
	}
	in, err := os.ReadDir(folder)
	return err == nil && len(in) == 0
}

// SampleHome is where the copy of the sample lies: beside the home, never in it.
func SampleHome(home string) string { return home + "-sample" }

// FillSample puts the sample organisation into an empty workspace, once. What a
// person does to the copy afterwards stays.
func (w *Workspace) FillSample(ctx context.Context) error {
	done, err := w.Meta(ctx, "sample")
	if err != nil || done != "" {
		return err
	}
	// A copy that an earlier version filled may lack the note: the reviews themselves,
	// made in one transaction, say so.
	there, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind, Limit: 1})
	if err != nil {
		return err
	}
	trashed, err := w.Count(ctx, review.Kind, true)
	if err != nil {
		return err
	}
	if len(there) > 0 || trashed > 0 {
		return w.SetMeta(ctx, "sample", "1")
	}
	return w.retell(ctx, samples.Reviews())
}

// Count is how many records of a kind there are, in the list or in the trash.
func (w *Workspace) Count(ctx context.Context, kind string, trash bool) (int, error) {
	return w.index.Load().Count(ctx, kind, trash)
}

// CountFitting is how many records fit a filter, whatever its limit.
func (w *Workspace) CountFitting(ctx context.Context, f sqlite.ListFilter) (int, error) {
	return w.index.Load().CountFitting(ctx, f)
}

// Zones lists the names of time zones people may choose from, in alphabetical
// order.
func Zones() []string {
	out := append([]string{}, zoneNames...)
	sort.Strings(out)
	return out
}
