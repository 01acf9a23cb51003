package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
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
// incidents a query finds. What is overdue is so as of asOf; zero is today.
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

// ofActions are the parts of a review that the register of actions is made of.
var ofActions = []string{review.Actions, review.Conflicts}

func (w *Workspace) actionRegister(ctx context.Context, asOf time.Time, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	if asOf.IsZero() {
		asOf = w.today()
	}
	all, err := w.ownedActions(ctx, func(string) bool { return true })
	if err != nil {
		return report.Model{}, err
	}
	return report.ActionRegister(all.list, all.reviews, report.Options{Measurer: ms, Text: text.Text, AsOf: asOf, DataHash: all.hash}), nil
}

// ownedActions are the actions of reviews, all of one moment.
type ownedActions struct {
	list    []report.OwnedAction
	reviews int    // that were looked at
	hash    string // of what the actions say
}

func (w *Workspace) ownedActions(ctx context.Context, of func(review string) bool) (out ownedActions, err error) {
	sum := sha256.New()
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.Rows()
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Kind != review.Kind || row.Trashed() || !of(row.ID) {
				continue
			}
			snap, err := tx.RecordPart(row.ID, nil, ofActions)
			if record.Unreadable(err) {
				continue // as in every list, which names it
			}
			if err != nil {
				return err
			}
			out.reviews++
			if len(snap.State.Live(review.Actions)) == 0 {
				continue
			}
			r := review.FromSnapshot(snap)
			for _, a := range r.Shared().Actions {
				_, open := r.UndecidedAt(review.Actions + "/" + a.ID)
				one := report.OwnedAction{Action: a, RecordRef: r.Ref, RecordTitle: r.Title, Undecided: open}
				raw, err := json.Marshal(one)
				if err != nil {
					return err
				}
				_, _ = sum.Write(append(raw, '\n')) //nolint:errcheck // a hash does not fail
				out.list = append(out.list, one)
			}
		}
		return nil
	})
	out.hash = hex.EncodeToString(sum.Sum(nil))
	return out, err
}

// today is the day it is here. Home counts what is overdue by the same.
func (w *Workspace) today() time.Time {
	y, m, d := w.now().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
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
