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
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/sqlite"
)

// RegisterKinds are the reports across records.
var RegisterKinds = []string{"actions", "incidents"}

// mostListed is how many incidents a list on paper has.
const mostListed = 5000

// RegisterAs writes a report across records: all actions of the reviews, or the
// incidents a query finds. What is overdue is so as of asOf; zero is the last change
// of any of them.
func (w *Workspace) RegisterAs(ctx context.Context, kind, format string, asOf time.Time, q incident.Query, text *assets.Catalogue) ([]byte, Paper, error) {
	ms, err := paperMeasurer()
	if err != nil {
		return nil, Paper{}, fmt.Errorf("fonts: %w", err)
	}
	var model report.Model
	switch kind {
	case "actions":
		model, err = w.actionRegister(ctx, asOf, text, ms)
	case "incidents":
		model, err = w.incidentList(ctx, asOf, q, text, ms)
	default:
		return nil, Paper{}, fault.New(fault.Invalid, "cli.format_unknown", "given", kind, "choices", strings.Join(RegisterKinds, ", "))
	}
	if err != nil {
		return nil, Paper{}, err
	}
	if format != "pdf" {
		raw, err := writtenAs(model, format)
		return raw, Paper{}, err
	}
	paper, err := printed(model, ms)
	return paper.PDF, paper, err
}

func (w *Workspace) actionRegister(ctx context.Context, asOf time.Time, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil {
		return report.Model{}, err
	}
	last, sum := time.Time{}, sha256.New()
	var all []report.OwnedAction
	for _, row := range rows {
		if row.ChangedAt.After(last) {
			last = row.ChangedAt
		}
		if row.Counts[review.Actions] == 0 {
			continue
		}
		snap, err := w.Records.Get(ctx, row.ID) // once, so that actions and hash are of one moment
		if err != nil {
			return report.Model{}, err
		}
		r := review.FromSnapshot(snap)
		hash, err := dataHashOf(snap)
		if err != nil {
			return report.Model{}, err
		}
		_, _ = fmt.Fprintf(sum, "%s %s\n", row.ID, hash) //nolint:errcheck // a hash does not fail
		for _, a := range r.Shared().Actions {
			_, open := r.UndecidedAt(review.Actions + "/" + a.ID)
			all = append(all, report.OwnedAction{Action: a, RecordRef: r.Ref, RecordTitle: r.Title, Undecided: open})
		}
	}
	if asOf.IsZero() {
		asOf = last
	}
	return report.ActionRegister(all, len(rows), report.Options{Measurer: ms, Text: text.Text, AsOf: asOf, DataHash: hex.EncodeToString(sum.Sum(nil))}), nil
}

func (w *Workspace) incidentList(ctx context.Context, asOf time.Time, q incident.Query, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	lines, view, err := w.Register.Lines(ctx, q, 0, mostListed)
	if err != nil {
		return report.Model{}, err
	}
	if asOf.IsZero() {
		asOf = w.now() // the register has no last change of its own
	}
	sum := sha256.New()
	list := make([]report.ListedIncident, len(lines))
	for i, l := range lines {
		one := report.ListedIncident{When: l.Day, Number: l.Number, Title: l.Title, Severity: l.Severity, Services: strings.Join(l.Services, ", ")}
		if l.State != "" {
			one.State = text.Text("incident.state." + l.State)
		}
		if l.Review != "" {
			one.Review = w.RefOf(ctx, l.Review)
		}
		if l.HasLength {
			one.Length = report.Length(text.Text, l.Minutes)
		}
		list[i] = one
		_, _ = fmt.Fprintf(sum, "%s %+v\n", l.ID, one) //nolint:errcheck // a hash does not fail
	}
	return report.IncidentList(list, view.Total-len(list), "", report.Options{Measurer: ms, Text: text.Text, AsOf: asOf, DataHash: hex.EncodeToString(sum.Sum(nil))}), nil
}
