package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
)

// Bounds of what a person keeps in the reports of one review.
const (
	mostKept    = 200
	longestKept = 500
)

func keptName(id string) string { return "report.keep." + id }

// KeptWords are the words of a review that a person has said may stay in its
// reports for readers outside. They are of this machine: others look for themselves.
func (w *Workspace) KeptWords(ctx context.Context, id string) ([]string, error) {
	all, err := w.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	if raw := all[keptName(id)]; raw != "" {
		if err := json.Unmarshal([]byte(raw), &out); err != nil {
			return nil, nil //nolint:nilerr // what cannot be read keeps nothing: more is left out, not less
		}
	}
	return out, nil
}

// KeepWords says that words may stay, or takes that back.
func (w *Workspace) KeepWords(ctx context.Context, id, words string, stays bool) error {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" || len(words) > longestKept {
		return fault.New(fault.Invalid, "report.keep_bad")
	}
	list, err := w.KeptWords(ctx, id)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(s string) bool { return strings.EqualFold(s, words) })
	if stays {
		if list = append(list, words); len(list) > mostKept {
			return fault.New(fault.Invalid, "report.keep_many", "max", fmt.Sprint(mostKept))
		}
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("kept words: %w", err)
	}
	return w.SetSetting(ctx, keptName(id), string(raw))
}
