package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
)

// ReportKinds are the reports of a review.
var ReportKinds = []string{"internal", "executive"}

// ReportOptions say which report is wanted.
type ReportOptions struct {
	Kind     string    // ReportKinds
	Audience string    // "", "internal", "executive", "customer", "regulator"
	AsOf     time.Time // zero = the record's last change
}

// Report prints a review as PDF: the same review gives the same bytes on a
// machine, and on every other whose fonts it needs none of.
func (w *Workspace) Report(r review.Review, o ReportOptions, text *assets.Catalogue) (Paper, error) {
	shared := r.Shared()
	hash, err := w.DataHash(r.ID)
	if err != nil {
		return Paper{}, err
	}
	if err := o.refused(text); err != nil {
		return Paper{}, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	opts := report.Options{Measurer: ms, Text: text.Text, AsOf: o.AsOf, DataHash: hash, Audience: o.Audience, Figures: &w.figures}
	var model report.Model
	switch o.Kind {
	case "internal":
		model = report.Internal(shared, opts)
	case "executive":
		model = report.Executive(shared, opts)
	default:
		return Paper{}, fault.New(fault.Invalid, "cli.format_unknown", "given", o.Kind, "choices", "internal, executive")
	}
	return printed(model, ms)
}

// refused says why a report cannot be made as it is wanted. Marking the internal
// content for somebody outside would be worse than no report.
func (o ReportOptions) refused(text *assets.Catalogue) error {
	switch o.Audience {
	case "", "internal", "executive":
		return nil
	case "customer", "regulator":
		return fault.New(fault.Invalid, "report.audience_later", "audience", text.Text("report.audience."+o.Audience))
	}
	return fault.New(fault.Invalid, "cli.format_unknown", "given", o.Audience, "choices", strings.Join(report.Audiences, ", "))
}

// DataHash is the SHA-256 in hex of a record's canonical JSON: its fields and the
// parts that are not removed, without what stays on this machine. It depends on
// the record alone, not on the version of the program that prints it.
func (w *Workspace) DataHash(id string) (string, error) {
	snap, err := w.Records.Get(context.Background(), id)
	if err != nil {
		return "", err
	}
	parts := record.Doc{}
	for name := range snap.State.Parts {
		live := record.Doc{}
		for _, part := range snap.State.Live(name) {
			live[part] = snap.State.Parts[name][part].Doc
		}
		if len(live) > 0 {
			parts[name] = live
		}
	}
	raw, err := record.Canonical(record.Doc{"kind": snap.Kind, "id": snap.ID, "fields": snap.State.Head, "parts": parts})
	if err != nil {
		return "", fmt.Errorf("data hash: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// CausesPDF prints one drawing of a review's causes.
func (w *Workspace) CausesPDF(r review.Review, f Figure, text *assets.Catalogue) (Paper, error) {
	if f.View == Outline {
		return Paper{}, fault.New(fault.Invalid, "causes.outline_not_drawn")
	}
	shared := r.Shared()
	hash, err := w.DataHash(r.ID)
	if err != nil {
		return Paper{}, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	return printed(report.CauseSheet(shared, f.View == Whys, report.Options{Measurer: ms, Text: text.Text, DataHash: hash, Figures: &w.figures}), ms)
}
