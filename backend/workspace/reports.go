package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/pdf"
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

// Report prints a review as PDF: the same review gives the same bytes.
func (w *Workspace) Report(r review.Review, o ReportOptions, text *assets.Catalogue) ([]byte, error) {
	shared := r.Shared()
	hash, err := DataHash(shared)
	if err != nil {
		return nil, err
	}
	opts := report.Options{Text: text.Text, AsOf: o.AsOf, DataHash: hash, Audience: o.Audience, Figures: &w.figures}
	var model report.Model
	switch o.Kind {
	case "internal":
		model = report.Internal(shared, opts)
	case "executive":
		model = report.Executive(shared, opts)
	default:
		return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", o.Kind, "choices", "internal, executive")
	}
	return pdf.Render(model)
}

// DataHash is the SHA-256 in hex of a review's canonical JSON, without names.
func DataHash(r review.Review) (string, error) {
	raw, err := record.Canonical(r.Shared())
	if err != nil {
		return "", fmt.Errorf("data hash: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// CausesPDF prints one drawing of a review's causes.
func (w *Workspace) CausesPDF(r review.Review, f Figure, text *assets.Catalogue) ([]byte, error) {
	if f.View == Outline {
		return nil, fault.New(fault.Invalid, "causes.outline_not_drawn")
	}
	shared := r.Shared()
	hash, err := DataHash(shared)
	if err != nil {
		return nil, err
	}
	return pdf.Render(report.CauseSheet(shared, f.View == Whys, report.Options{Text: text.Text, DataHash: hash, Figures: &w.figures}))
}
