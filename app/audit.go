package app

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/evidence"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// Audit is the bound service of the record of all changes.
type Audit struct{ a *App }

// NewAudit binds the service to the app.
func NewAudit(a *App) *Audit { return &Audit{a} }

// List gives a page. times is utc or local.
func (s *Audit) List(f AuditFilter, times string) (AuditPage, error) {
	return with(s.a, "Audit.List", func(ctx context.Context, ws *workspace.Workspace) (AuditPage, error) {
		z := auditZone(times)
		out := AuditPage{Rows: []AuditRow{}, Zone: z.name}
		q, err := auditQuery(ctx, ws, f)
		if err != nil {
			return out, err
		}
		page, err := ws.Audit.List(ctx, q)
		for _, e := range page.Entries {
			out.Rows = append(out.Rows, auditRow(e, ws.Who, z))
		}
		out.More, out.Total = page.More, page.Total
		return out, err
	})
}

// Entry opens an entry.
func (s *Audit) Entry(n int64, times string) (AuditEntry, error) {
	return with(s.a, "Audit.Entry", func(ctx context.Context, ws *workspace.Workspace) (AuditEntry, error) {
		z := auditZone(times)
		e, err := ws.Audit.Show(ctx, n)
		if err != nil {
			return AuditEntry{}, err
		}
		out := AuditEntry{Row: auditRow(e, ws.Who, z), Zone: z.name, Prev: e.Prev, Hash: e.Hash, Undoes: e.Undoes, Changes: []HistoryChange{}}
		for _, c := range e.Changes {
			h := hunk(recording.EventChange{Path: c.Path, Before: c.Before, After: c.After})
			h.Before, h.After = inWords(h.Before), inWords(h.After)
			out.Changes = append(out.Changes, h)
		}
		return out, nil
	})
}

// Choices lists what the journal can be filtered by.
func (s *Audit) Choices() (AuditChoices, error) {
	return with(s.a, "Audit.Choices", func(ctx context.Context, ws *workspace.Workspace) (AuditChoices, error) {
		out := AuditChoices{Actions: []AuditChoice{}}
		actions, rules, err := ws.Audit.Choices(ctx)
		for _, action := range actions {
			out.Actions = append(out.Actions, AuditChoice{action, label(action)})
		}
		out.Rules = rules
		return out, err
	})
}

// Verify checks all chains; it is a job whose progress counts entries. paper are the
// lines a person kept elsewhere, "" for none.
func (s *Audit) Verify(paper string) (string, error) {
	given, err := kept(paper)
	if err != nil {
		return "", err
	}
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(done, total int, label string)) (any, error) {
		f, err := ws.CheckAudit(ctx, given, func(done, total int64) { progress(int(done), int(total), "") })
		if err != nil {
			return nil, auditStopped(ctx, err, "audit.stopped")
		}
		return auditFindings(f, ws.Who.Device), nil
	})
}

// ChoosePack asks the person for an evidence pack; "" when cancelled.
func (s *Audit) ChoosePack() (string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("audit.choosePack"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return "", nil
	}
	return paths[0], nil
}

// VerifyPack checks an evidence pack, whoever made it; it is a job.
func (s *Audit) VerifyPack(path, paper string) (string, error) {
	given, err := kept(paper)
	if err != nil {
		return "", err
	}
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, _ func(done, total int, label string)) (any, error) {
		res, err := ws.CheckEvidence(ctx, path, given)
		if err != nil {
			return nil, auditStopped(ctx, err, "audit.stopped")
		}
		return packFindings(res, filepath.Base(path), ws.Who.Device), nil
	})
}

// kept reads the lines a person kept on paper. Words without any such line are told,
// for a check would be taken to have met them.
func kept(paper string) ([]evidence.Given, error) {
	if strings.TrimSpace(paper) == "" {
		return nil, nil
	}
	list := evidence.ParseGiven(paper)
	if len(list) == 0 {
		return nil, fault.New(fault.Invalid, "audit.no_line").WithField("paper", "audit.no_line")
	}
	for i := range list {
		list[i].Ref = assets.English().Text("audit.onPaper")
	}
	return list, nil
}

// auditStopped says that a person stopped a job, where that is why it ended.
func auditStopped(ctx context.Context, err error, key string) error {
	if ctx.Err() != nil {
		return fault.Wrap(err, fault.Cancelled, key)
	}
	return err
}

// VerifyResult tells what a finished check found.
func (s *Audit) VerifyResult(jobID string) (AuditFindings, error) {
	return resultOf[AuditFindings](s.a, "Audit.VerifyResult", jobID)
}

// Pack asks for a place and writes an evidence pack there: of everything, or with the
// content of one record alone. It is a job whose progress counts entries; "" when the
// person closed the dialog.
func (s *Audit) Pack(ref string) (string, error) {
	name := "evidence-" + s.a.cfg.Now().Format(time.DateOnly)
	if ref != "" {
		name += "-" + ref
	}
	path, err := s.a.shell.SaveFile(assets.English().Text("dialog.saveEvidence"), name+".zip")
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if path == "" {
		return "", nil
	}
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(done, total int, label string)) (any, error) {
		o := workspace.EvidenceOrder{Program: "Second Story " + s.a.cfg.Version, Text: assets.English(),
			Progress: func(done, total int64) { progress(int(done), int(total), "") }}
		if ref != "" {
			id, err := ws.Records.Resolve(ctx, ref)
			if err != nil {
				return nil, err
			}
			o.Only = []string{id}
		}
		var pack bytes.Buffer
		m, err := ws.Evidence(ctx, &pack, o)
		if err != nil {
			return nil, auditStopped(ctx, err, "audit.pack_stopped")
		}
		// What is written is whole or not at all: a stop before this line leaves no file.
		if err := ctx.Err(); err != nil {
			return nil, auditStopped(ctx, err, "audit.pack_stopped")
		}
		if err := workspace.WriteFile(path, pack.Bytes()); err != nil {
			return nil, err
		}
		s.a.savedMu.Lock()
		s.a.saved[path] = true
		s.a.savedMu.Unlock()
		return packSaved(path, m), nil
	})
}

// PackResult tells what a finished pack holds.
func (s *Audit) PackResult(jobID string) (AuditPackSaved, error) {
	return resultOf[AuditPackSaved](s.a, "Audit.PackResult", jobID)
}

// auditZone: entries of all records stand in one list, so it has no zone of an incident.
func auditZone(mode string) shownZone {
	if mode == "local" {
		return shownZone{time.Local, assets.English().Text("time.here")}
	}
	return shownZone{time.UTC, "UTC"}
}

func auditQuery(ctx context.Context, ws *workspace.Workspace, f AuditFilter) (q journal.Query, err error) {
	q = journal.Query{Who: f.Who, Rule: f.Rule, Action: f.Action, Below: f.Before, Limit: f.Limit}
	if f.Record != "" {
		if q.Record, err = ws.Records.Resolve(ctx, f.Record); err != nil {
			return q, err
		}
	}
	for _, x := range []struct {
		given string
		to    *time.Time
		days  int
	}{{f.From, &q.From, 0}, {f.To, &q.To, 1}} {
		if x.given == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, x.given)
		if err != nil {
			return q, fault.Wrap(err, fault.Invalid, "audit.day_bad", "given", x.given)
		}
		*x.to = day.AddDate(0, 0, x.days)
	}
	return q, nil
}

func auditRow(e auditing.Entry, who recording.Identity, z shownZone) AuditRow {
	r := AuditRow{N: e.N, Chain: e.Chain, Seq: e.Seq, At: e.At.In(z.loc).Format(time.RFC3339), Who: e.Who, Actor: e.Actor, Own: e.Actor == who.Actor,
		Rule: e.Rule, Version: e.Version, By: historyAuthor(e.By, who.Device, z), Action: e.Action, Label: label(e.Action), Kind: string(e.Kind),
		Ref: e.Ref, RecordKind: e.RecordKind, Title: e.Title, Trashed: e.Trashed, Path: strings.TrimPrefix(strings.TrimPrefix(e.Entity, e.Record), "/"),
		Undone: e.Undone, Erased: e.Erased}
	if e.Who != journal.ByExchange {
		r.Reason = e.Reason // of what an exchange brought it is the commit
	}
	return r
}
