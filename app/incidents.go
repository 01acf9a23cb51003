package app

import (
	"context"
	"slices"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/stat"
	"secondstory/backend/service/registering"
	"secondstory/backend/workspace"
)

// Incidents is the bound service of the register of incidents.
type Incidents struct{ a *App }

// NewIncidents binds the service to the app.
func NewIncidents(a *App) *Incidents { return &Incidents{a} }

// Choose asks the person for files; empty when cancelled.
func (s *Incidents) Choose() ([]string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("incident.choose"))
	if err != nil {
		return []string{}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return orEmpty(paths), nil
}

// Import reads a file in the background and gives the job's id. Zone, day order and
// columns answer the questions of an earlier attempt.
func (s *Incidents) Import(path string, answers IncidentAnswers) (string, error) {
	return guard(s.a, "Incidents.Import", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			got, err := ws.Register.Import(ctx, path, registering.Options{Twins: answers.Twins, Options: incident.Options{Zone: answers.Zone, DayOrder: answers.DayOrder, Mapping: answers.Columns}},
				func(rows int) { progress(rows, 0, "") })
			ws.NudgeInboxes() // what was answered may answer files that wait there
			return got, err
		})
	})
}

// Resume goes on with an import that was stopped, in the background, and gives the job's id.
func (s *Incidents) Resume(importID string) (string, error) {
	return guard(s.a, "Incidents.Resume", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			return ws.Register.Resume(ctx, importID, func(rows int) { progress(rows, 0, "") })
		})
	})
}

// Preview shows how a file would be read: what its columns are taken for, its first rows as
// incidents, and what is asked. Nothing is taken.
func (s *Incidents) Preview(path string, answers IncidentAnswers) (IncidentPreview, error) {
	return with(s.a, "Incidents.Preview", func(ctx context.Context, ws *workspace.Workspace) (IncidentPreview, error) {
		got, err := ws.Register.Preview(ctx, path, registering.Options{Options: incident.Options{Zone: answers.Zone, DayOrder: answers.DayOrder, Mapping: answers.Columns}})
		out := IncidentPreview{Columns: make([]IncidentColumn, 0, len(got.Columns)), Rows: make([]IncidentSample, 0, len(got.Rows)), Questions: incidentQuestions(got.Questions)}
		for _, c := range got.Columns {
			out.Columns = append(out.Columns, IncidentColumn{Header: c.Header, Target: c.Target, Values: orEmpty(c.Values)})
		}
		for _, r := range got.Rows {
			row := IncidentSample{Line: r.Line, Row: incidentRow(ctx, ws, r.As), Params: map[string]string{}}
			if r.Problem != nil {
				row.Reason, row.Params = r.Problem.Reason, orEmptyMap(r.Problem.Params)
			}
			out.Rows = append(out.Rows, row)
		}
		return out, err
	})
}

func incidentQuestions(list []incident.Question) []IncidentQuestion {
	out := make([]IncidentQuestion, 0, len(list))
	for _, q := range list {
		out = append(out, IncidentQuestion{Key: q.Key, Field: q.Field, Params: orEmptyMap(q.Params), Samples: orEmpty(q.Samples)})
	}
	return out
}

// ImportResult gives what a finished import made. One that was stopped or failed
// half-way gives the account of what stands.
func (s *Incidents) ImportResult(jobID string) (IncidentImported, error) {
	return guard(s.a, "Incidents.ImportResult", func(context.Context) (IncidentImported, error) {
		result, err := s.a.jobs.result(jobID)
		got, ok := result.(registering.Outcome)
		if !ok || err != nil && got.Import.Account.Read == 0 {
			return IncidentImported{}, err
		}
		out := IncidentImported{Import: importRows([]incident.Import{got.Import}, s.a.cfg.Now().Location(), nil)[0], Questions: incidentQuestions(got.Questions), Headers: orEmpty(got.Headers), Fields: []IncidentUse{}, Same: got.Same,
			Remembered: IncidentAnswers{Zone: got.Remembered.Zone, DayOrder: got.Remembered.DayOrder, Columns: orEmptyMap(got.Remembered.Mapping)}, Alike: got.Alike}
		for _, u := range got.Import.Uses {
			out.Fields = append(out.Fields, IncidentUse{Field: u.Field, Target: u.Target, Why: u.Why})
		}
		return out, nil
	})
}

// Withdraw takes an import back in the background and gives the job's id.
func (s *Incidents) Withdraw(importID string) (string, error) {
	return guard(s.a, "Incidents.Withdraw", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			return ws.Register.Withdraw(ctx, importID, func(rows int) { progress(rows, 0, "") })
		})
	})
}

// WithdrawResult gives what a finished withdrawal did.
func (s *Incidents) WithdrawResult(jobID string) (IncidentWithdrawn, error) {
	return guard(s.a, "Incidents.WithdrawResult", func(context.Context) (IncidentWithdrawn, error) {
		result, err := s.a.jobs.result(jobID)
		imp, ok := result.(incident.Import)
		if !ok || err != nil {
			return IncidentWithdrawn{}, err
		}
		return IncidentWithdrawn{File: imp.File, Removed: imp.Removed, Restored: imp.Restored, Left: imp.Left}, nil
	})
}

// List gives a stretch of the list under a query, with how long it is and its facets.
func (s *Incidents) List(q IncidentQuery, from, count int) (IncidentList, error) {
	return with(s.a, "Incidents.List", func(ctx context.Context, ws *workspace.Workspace) (IncidentList, error) {
		lines, v, err := ws.Register.Lines(ctx, q.query(), from, min(count, mostLines))
		if err != nil {
			return IncidentList{}, err
		}
		out := IncidentList{Total: v.Total, All: v.All, Waiting: v.Waiting, Rows: make([]IncidentRow, 0, len(lines)), Facets: []IncidentFacet{}}
		for _, l := range lines {
			out.Rows = append(out.Rows, incidentRow(ctx, ws, l))
		}
		for _, f := range v.Facets {
			facet := IncidentFacet{Name: f.Name, More: f.More, Values: []IncidentValue{}}
			for _, x := range f.Values {
				facet.Values = append(facet.Values, IncidentValue{Value: x.Value, Count: x.Count, Chosen: x.Chosen})
			}
			out.Facets = append(out.Facets, facet)
		}
		return out, nil
	})
}

// mostLines bounds what one call gives of a list.
const mostLines = 500

// Get gives an incident by its reference, its id or the number of its source.
func (s *Incidents) Get(ref string) (IncidentDoc, error) {
	return with(s.a, "Incidents.Get", func(ctx context.Context, ws *workspace.Workspace) (IncidentDoc, error) {
		id, err := ws.Register.Find(ctx, ref)
		if err != nil {
			return IncidentDoc{}, err
		}
		shown, err := ws.Register.Get(ctx, id)
		if err != nil {
			return IncidentDoc{}, err
		}
		return s.doc(ctx, ws, shown), nil
	})
}

func (s *Incidents) doc(ctx context.Context, ws *workspace.Workspace, x registering.Shown) IncidentDoc {
	snap := x.Incident.Snapshot
	out := IncidentDoc{Row: incidentRow(ctx, ws, x.Line), Summary: snap.Summary, Link: snap.Link, Owners: orEmpty(snap.Owners), People: orEmpty(snap.People),
		Moments: []IncidentMoment{}, Lines: []IncidentLine{}, Raw: []IncidentField{}, File: x.Import.File}
	if !x.Import.At.IsZero() {
		out.ImportedAt = x.Import.At.In(s.a.cfg.Now().Location()).Format(time.RFC3339)
	}
	for _, name := range incident.Moments() {
		if m, ok := snap.Moments[name]; ok {
			out.Moments = append(out.Moments, IncidentMoment{Name: name, At: m.At, Zone: m.Zone, Precision: string(m.Precision), Raw: m.Raw})
		}
	}
	for _, u := range snap.Updates {
		out.Lines = append(out.Lines, IncidentLine{Key: u.Key, At: u.Time.At, Zone: u.Time.Zone, Precision: string(u.Time.Precision), Kind: u.Kind, State: u.State,
			Text: u.Text, Role: u.Role, Name: u.Name})
	}
	for _, f := range snap.Raw {
		out.Raw = append(out.Raw, IncidentField{Name: f.Name, Value: f.Value})
	}
	return out
}

// StartReview begins a review of an incident, or gives the one it has.
func (s *Incidents) StartReview(id string) (IncidentReviewed, error) {
	return with(s.a, "Incidents.StartReview", func(ctx context.Context, ws *workspace.Workspace) (IncidentReviewed, error) {
		ref, made, err := ws.Register.StartReview(ctx, id, assets.English().Text)
		return IncidentReviewed{Ref: ref, Made: made}, err
	})
}

// Imports lists the imports, newest first.
func (s *Incidents) Imports() ([]IncidentImportRow, error) {
	return with(s.a, "Incidents.Imports", func(ctx context.Context, ws *workspace.Workspace) ([]IncidentImportRow, error) {
		half, err := ws.Register.LeftHalf(ctx)
		if err != nil {
			return []IncidentImportRow{}, err
		}
		list, err := ws.Register.ImportsList(ctx, 100)
		return importRows(list, s.a.cfg.Now().Location(), half), err
	})
}

// LeaveHalf keeps what came in of an import that was killed and asks about it no more.
func (s *Incidents) LeaveHalf(importID string) error {
	_, err := with(s.a, "Incidents.LeaveHalf", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		return struct{}{}, ws.Register.LeaveHalf(ctx, importID)
	})
	return err
}

// importRows are imports with the times of a zone; half are those that ask what becomes of them.
func importRows(list []incident.Import, zone *time.Location, half []incident.Import) []IncidentImportRow {
	out := make([]IncidentImportRow, 0, len(list))
	for _, i := range list {
		a := i.Account
		out = append(out, IncidentImportRow{ID: i.ID, File: i.File, Path: i.Path, Format: formatWords(i), At: i.At.In(zone).Format(time.RFC3339), State: i.State,
			Read: a.Read, Created: a.Created, Updated: a.Updated, Unchanged: a.Unchanged, Quarantined: a.Quarantined,
			Half: slices.ContainsFunc(half, func(h incident.Import) bool { return h.ID == i.ID })})
	}
	return out
}

// formatWords is how a file was read: its format, and its encoding where that is not UTF-8.
func formatWords(i incident.Import) string {
	if i.Encoding == "" {
		return i.Format
	}
	return i.Format + ", " + i.Encoding
}

// Quarantine lists rows that could not be taken, behind the id of the last one seen.
func (s *Incidents) Quarantine(after, count int) (IncidentQuarantine, error) {
	return with(s.a, "Incidents.Quarantine", func(ctx context.Context, ws *workspace.Workspace) (IncidentQuarantine, error) {
		list, total, err := ws.Register.Refusals(ctx, "", int64(after), min(count, mostLines))
		out := IncidentQuarantine{Rows: make([]IncidentRefused, 0, len(list)), Total: total}
		if err != nil {
			return out, err
		}
		both, err := ws.Register.Both(ctx, list)
		for _, r := range list {
			row := IncidentRefused{N: int(r.ID), File: r.File, Line: r.Line, Column: r.Column, Field: r.Field, Reason: r.Reason, Params: orEmptyMap(r.Params), Text: r.Text, Retry: !r.Waits(),
				Mends: r.Mendable(), Told: r.Params["value"], Both: orEmpty(both[r.ID])}
			if r.Reason == incident.UnknownSeverity {
				row.Code = r.Params["value"]
			}
			out.Rows = append(out.Rows, row)
		}
		return out, err
	})
}

// Mean says what a code of a field means from now on, reads it again where it stands and
// tries what waits in quarantine.
func (s *Incidents) Mean(field, told, value string) (IncidentMeant, error) {
	return with(s.a, "Incidents.Mean", func(ctx context.Context, ws *workspace.Workspace) (IncidentMeant, error) {
		got, err := ws.Register.Mean(ctx, field, told, value, nil)
		return IncidentMeant{Version: got.Version, Reread: got.Reread, Taken: got.Retried.Read - got.Retried.Quarantined, Waiting: got.Retried.Quarantined}, err
	})
}

// Meanings are the codes that were given another meaning, the last changed one first. Mean with
// the value "before" gives one back what it meant before.
func (s *Incidents) Meanings() ([]IncidentMeaning, error) {
	return with(s.a, "Incidents.Meanings", func(ctx context.Context, ws *workspace.Workspace) ([]IncidentMeaning, error) {
		p, err := ws.Register.Profile(ctx)
		out, seen := []IncidentMeaning{}, map[[2]string]bool{}
		for _, c := range slices.Backward(p.Changes) {
			if of := [2]string{c.Field, c.Code}; !seen[of] {
				seen[of] = true
				out = append(out, IncidentMeaning{Field: c.Field, Code: c.Code, Is: c.Is, Was: c.Was, Count: c.Count, At: c.At.Format(time.RFC3339)})
			}
		}
		return out, err
	})
}

// Until is until when the register tells of what happened.
func (s *Incidents) Until() (IncidentKnown, error) {
	return with(s.a, "Incidents.Until", func(ctx context.Context, ws *workspace.Workspace) (IncidentKnown, error) {
		return knownOf(ws.Register.Until(ctx))
	})
}

// SayUntil keeps somebody's word that the register holds everything until a day, "" takes the
// word back.
func (s *Incidents) SayUntil(day string) (IncidentKnown, error) {
	return with(s.a, "Incidents.SayUntil", func(ctx context.Context, ws *workspace.Workspace) (IncidentKnown, error) {
		var d calendar.Date
		if day != "" {
			var err error
			if d, err = calendar.ParseDate(day); err != nil {
				return IncidentKnown{}, fault.New(fault.Invalid, "measures.period.noDay")
			}
		}
		return knownOf(ws.Register.SayUntil(ctx, d))
	})
}

func knownOf(k incident.Known, err error) (IncidentKnown, error) {
	out := IncidentKnown{By: k.By}
	if !k.Until.IsZero() {
		out.Until = k.Until.String()
	}
	return out, err
}

// Mend says the wrong field of a row in quarantine anew and takes the row, with alike also
// those of its import that have the same wrong; empty leaves the field out.
func (s *Incidents) Mend(row int, value string, alike bool) (IncidentMended, error) {
	return with(s.a, "Incidents.Mend", func(ctx context.Context, ws *workspace.Workspace) (IncidentMended, error) {
		got, err := ws.Register.Mend(ctx, int64(row), value, alike)
		return IncidentMended{Taken: got.Taken, Left: got.Left}, err
	})
}

// Retry tries the rows in quarantine again that the rules of the register refused, and
// gives how many came in.
func (s *Incidents) Retry() (int, error) {
	return with(s.a, "Incidents.Retry", func(ctx context.Context, ws *workspace.Workspace) (int, error) {
		got, err := ws.Register.Retry(ctx, nil)
		return got.Read - got.Quarantined, err
	})
}

// PutBack takes rows that were let go into quarantine again, and says how many.
func (s *Incidents) PutBack(rows []int) (int, error) {
	return with(s.a, "Incidents.PutBack", func(ctx context.Context, ws *workspace.Workspace) (int, error) {
		return ws.Register.PutBack(ctx, rowIDs(rows)...)
	})
}

// Discard takes rows out of quarantine.
func (s *Incidents) Discard(rows []int) error {
	_, err := with(s.a, "Incidents.Discard", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		return struct{}{}, ws.Register.Discard(ctx, rowIDs(rows)...)
	})
	return err
}

func rowIDs(list []int) []int64 {
	out := make([]int64, len(list))
	for i, n := range list {
		out[i] = int64(n)
	}
	return out
}

func incidentRow(ctx context.Context, ws *workspace.Workspace, l incident.Line) IncidentRow {
	out := IncidentRow{ID: l.ID, Ref: incident.RefOf(l.ID), Number: l.Number, Source: l.Source, Title: l.Title, State: l.State, Severity: l.Severity, Priority: l.Priority,
		ToldState: l.ToldState, ToldSeverity: l.ToldSeverity, ToldPriority: l.ToldPriority, Services: orEmpty(l.Services),
		At: l.Begins.At, Zone: l.Begins.Zone, Precision: string(l.Begins.Precision), Minutes: -1}
	if l.HasLength {
		out.Minutes = stat.Told(l.Minutes)
	}
	if l.Review != "" {
		out.Review = ws.RefOf(ctx, l.Review)
	}
	return out
}
