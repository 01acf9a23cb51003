package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

// RegisterKinds are the reports across records.
var RegisterKinds = []string{"actions", "incidents", "obligations"}

// RegisterFormats are what they are written as: paper and files to read, and tables that
// hold every row.
var RegisterFormats = append(slices.Clone(ReportFormats), "csv", "xlsx")

// mostListed is how many incidents a list to be read has; tables have all. So many are
// read at once.
const mostListed = 5000

// RegisterOrder is what is asked of a report across records. Query narrows the incidents;
// overdue is said as of AsOf, zero is today (limits of obligations always run
// to now). Progress may be nil.
type RegisterOrder struct {
	Kind, Format string
	AsOf         time.Time
	Query        incident.Query
	Progress     func(done, total int, label string)
}

func (o RegisterOrder) told(done, total int) {
	if o.Progress != nil {
		o.Progress(done, total, "")
	}
}

// RegisterAs writes a report across records: all actions of the reviews, the incidents a
// query finds, or all assessments of whom to tell of incidents.
func (w *Workspace) RegisterAs(ctx context.Context, o RegisterOrder, text *assets.Catalogue) ([]byte, Paper, error) {
	if !slices.Contains(RegisterKinds, o.Kind) {
		return nil, Paper{}, fault.New(fault.Invalid, "cli.format_unknown", "given", o.Kind, "choices", strings.Join(RegisterKinds, ", "))
	}
	if !slices.Contains(RegisterFormats, o.Format) {
		return nil, Paper{}, fault.New(fault.Invalid, "cli.format_unknown", "given", o.Format, "choices", strings.Join(RegisterFormats, ", "))
	}
	if o.AsOf.IsZero() {
		o.AsOf = w.today()
		if o.Kind != "actions" {
			o.AsOf = w.now() // these registers have no last change of their own
		}
	}
	switch o.Format {
	case "csv", "xlsx":
		sheet, err := w.registerSheet(ctx, o, text)
		if err != nil {
			return nil, Paper{}, err
		}
		if o.Format == "csv" {
			return asfile.CSV(sheet), Paper{}, nil
		}
		raw, err := asfile.Workbook(sheet)
		return raw, Paper{}, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return nil, Paper{}, fmt.Errorf("fonts: %w", err)
	}
	var model report.Model
	switch o.Kind {
	case "actions":
		model, err = w.actionRegister(ctx, o, text, ms)
	case "incidents":
		model, err = w.incidentList(ctx, o, text, ms)
	default:
		model, err = w.dutyRegister(ctx, o, text, ms)
	}
	if err != nil {
		return nil, Paper{}, err
	}
	if o.Format != "pdf" {
		raw, err := writtenAs(model, o.Format)
		return raw, Paper{}, err
	}
	paper, err := printed(model, ms)
	return paper.PDF, paper, err
}

// ofActions are the parts of a review that the register of actions is made of.
var ofActions = []string{review.Actions, review.Replans, review.Conflicts}

func (w *Workspace) actionRegister(ctx context.Context, o RegisterOrder, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	all, err := w.eachAction(ctx, func(string) bool { return true }, o.told)
	if err != nil {
		return report.Model{}, err
	}
	hash, err := all.hash()
	return report.ActionRegister(all.list, all.reviews, report.Options{Measurer: ms, Text: text.Text, AsOf: o.AsOf, DataHash: hash}), err
}

// ownedActions are the actions of reviews, all of one moment.
type ownedActions struct {
	list    []report.OwnedAction
	reviews int // that were looked at
}

// hash is that of what the actions say.
func (o ownedActions) hash() (string, error) {
	sum := sha256.New()
	for _, one := range o.list {
		raw, err := json.Marshal(one)
		if err != nil {
			return "", err
		}
		_, _ = sum.Write(append(raw, '\n')) //nolint:errcheck // a hash does not fail
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// today is the day it is here. Home counts what is overdue by the same.
func (w *Workspace) today() time.Time {
	y, m, d := w.now().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (w *Workspace) incidentList(ctx context.Context, o RegisterOrder, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	sum := sha256.New()
	var list []report.ListedIncident
	total, err := w.eachIncident(ctx, o, mostListed, func(l incident.Line, reviewRef string) {
		one := report.ListedIncident{When: l.Day, Number: l.Number, Title: l.Title, Severity: l.Severity, Services: strings.Join(l.Services, ", "), Review: reviewRef}
		if l.State != "" {
			one.State = text.Text("incident.state." + l.State)
		}
		if l.HasLength {
			one.Length = report.Length(text.Text, l.Minutes)
		}
		list = append(list, one)
		_, _ = fmt.Fprintf(sum, "%s %+v\n", l.ID, one) //nolint:errcheck // a hash does not fail
	})
	if err != nil {
		return report.Model{}, err
	}
	return report.IncidentList(list, total-len(list), narrowedTo(o.Query, text), report.Options{Measurer: ms, Text: text.Text, AsOf: o.AsOf, DataHash: hex.EncodeToString(sum.Sum(nil))}), nil
}

// eachIncident goes through what a query finds, each once and most of them at most; total
// is how many there are.
func (w *Workspace) eachIncident(ctx context.Context, o RegisterOrder, most int, f func(l incident.Line, reviewRef string)) (total int, err error) {
	refs := map[string]string{}
	return w.Register.Each(ctx, o.Query, most, mostListed, func(done, total int, lines []incident.Line) error {
		for _, l := range lines {
			if _, known := refs[l.Review]; !known && l.Review != "" {
				refs[l.Review] = w.RefOf(ctx, l.Review)
			}
			f(l, refs[l.Review])
		}
		o.told(done, total)
		return nil
	})
}

// narrowedTo says in words what a list was narrowed to, "" for nothing.
func narrowedTo(q incident.Query, text *assets.Catalogue) string {
	var said []string
	add := func(values []string, word func(string) string) {
		words := make([]string, len(values))
		for i, v := range values {
			if words[i] = word(v); v == "" {
				words[i] = text.Text("report.register.no_value")
			}
		}
		if len(words) > 0 {
			said = append(said, strings.Join(words, ", "))
		}
	}
	same := func(s string) string { return s }
	if q.Words != "" {
		said = append(said, "“"+q.Words+"”")
	}
	add(q.Severities, same)
	add(q.Priorities, same)
	add(q.States, func(s string) string { return text.Text("incident.state." + s) })
	add(q.Sources, same)
	add(q.Services, same)
	add(q.Reviews, func(s string) string {
		if s == incident.Reviewed {
			return text.Text("report.register.reviewed")
		}
		return text.Text("report.register.not_reviewed")
	})
	if q.From != "" || q.To != "" {
		said = append(said, strings.TrimSpace(q.From+" … "+q.To))
	}
	if q.Twice {
		said = append(said, text.Text("incident.twice"))
	}
	if q.Import != "" {
		said = append(said, text.Text("report.register.import"))
	}
	if len(said) == 0 {
		return ""
	}
	return text.Text("measures.only", "what", strings.Join(said, "; "))
}
