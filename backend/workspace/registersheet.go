package workspace

import (
	"context"
	"math"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/stat"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

// registerSheet is a report across records as a table with a row for each of them, and
// nothing left out.
func (w *Workspace) registerSheet(ctx context.Context, o RegisterOrder, text *assets.Catalogue) (asfile.Sheet, error) {
	s := asfile.Sheet{Name: text.Text("report.register." + o.Kind)}
	heads := func(keys ...string) {
		row := make([]any, len(keys))
		for i, k := range keys {
			row[i] = text.Text(k)
		}
		s.Rows = append(s.Rows, row)
	}
	if o.Kind == "incidents" {
		heads("report.when", "report.reference", "report.event", "report.severity", "report.state", "report.services", "measures.head.minutes", "report.review", "report.register.source")
		_, err := w.eachIncident(ctx, o, math.MaxInt, func(l incident.Line, reviewRef string) {
			row := []any{l.Day, l.Number, l.Title, l.Severity, "", strings.Join(l.Services, ", "), nil, reviewRef, l.Source}
			if l.State != "" {
				row[4] = text.Text("incident.state." + l.State)
			}
			if l.HasLength {
				row[6] = stat.Told(l.Minutes)
			}
			s.Rows = append(s.Rows, row)
		})
		return s, err
	}
	if o.Kind == "obligations" {
		heads(dutyHeads...)
		err := w.dutySheet(ctx, o, text, &s)
		return s, err
	}
	all, err := w.eachAction(ctx, func(string) bool { return true }, o.told)
	if err != nil {
		return s, err
	}
	heads("report.reference", "report.action", "report.register.criterion", "report.owner", "report.due", "report.register.days_late", "report.state", "report.review", "report.register.of")
	for _, a := range all.list {
		row := []any{a.Ref, a.Title, a.Criterion, roleOf(a.Action, text), a.Due, nil, actionWord(a, text), a.RecordRef, a.RecordTitle}
		if n := report.DaysLate(a.Action, o.AsOf); n > 0 {
			row[5] = n
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

// roleOf is the role that answers for an action; a person is never named.
func roleOf(a review.Action, text *assets.Catalogue) string {
	return report.OwnerRole(a, func(key string, params ...string) string { return text.Text(key, params...) })
}

func actionWord(a report.OwnedAction, text *assets.Catalogue) string {
	word := a.Status
	if key := "report.action." + a.Status; text.Has(key) {
		word = text.Text(key)
	}
	if a.Undecided {
		word = strings.Join([]string{word, text.Text("report.undecided")}, "; ")
	}
	return word
}
