package app

import (
	"context"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// Records is the bound service of what all records share: history and undo.
type Records struct{ a *App }

// NewRecords binds the service to the app.
func NewRecords(a *App) *Records { return &Records{a} }

// History lists steps, newest first; before is the Before of the last row of the
// page above, or 0. times is the zone they are told in, as for Reviews.Times.
func (s *Records) History(ref string, limit int, before int64, times string) (HistoryPage, error) {
	return on(s.a, "Records.History", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (HistoryPage, error) {
		events, more, err := ws.Records.History(ctx, id, before, min(max(limit, 1), 500))
		if err == nil {
			events, err = ws.Reviews.Told(ctx, id, events, assets.English().Text)
		}
		page := HistoryPage{Rows: make([]HistoryRow, 0, len(events)), More: more}
		z := s.a.clockOf(times)
		for _, e := range events {
			page.Rows = append(page.Rows, historyRow(e, ws.Who, z, hunk))
		}
		return page, err
	})
}

// Line lists what happened to one field, or to a part, newest first; before is the
// Before of the last row of the page above, or 0.
func (s *Records) Line(ref, path string, limit int, before int64, times string) (HistoryPage, error) {
	return on(s.a, "Records.Line", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (HistoryPage, error) {
		page := HistoryPage{Rows: []HistoryRow{}}
		p, ok := record.ParsePath(path)
		if !ok {
			return page, fault.New(fault.Invalid, "record.field_unknown", "field", path)
		}
		events, more, err := ws.Line(ctx, id, p, before, min(max(limit, 1), 200), assets.English().Text)
		z := s.a.clockOf(times)
		for _, e := range events {
			page.Rows = append(page.Rows, historyRow(e, ws.Who, z, around))
		}
		page.More = more
		return page, err
	})
}

// Past gives the review as it was after a step, to read.
func (s *Records) Past(ref string, step int64, times string) (PastReview, error) {
	return on(s.a, "Records.Past", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (PastReview, error) {
		then, event, err := ws.Reviews.Past(ctx, id, step)
		if err == nil {
			var told []recording.Event
			if told, err = ws.Reviews.Reasons(ctx, id, []recording.Event{event}); err == nil {
				event = told[0]
			}
		}
		return PastReview{Review: then, Row: historyRow(event, ws.Who, s.a.clockOf(times), hunk)}, err
	})
}

// TakeBack puts a field or a part to what it was after a step, as a new edit.
func (s *Records) TakeBack(ref, path string, step int64, origin string) (Written, error) {
	return on(s.a, "Records.TakeBack", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		p, ok := record.ParsePath(path)
		if !ok {
			return Written{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
		}
		schema, err := ws.KindOf(ctx, id)
		if err != nil {
			return Written{}, err
		}
		if schema.Kind != review.Kind {
			saved, err := ws.Keeping.TakeBack(ctx, id, p, step, origin)
			return Written{Rev: saved.Rev}, err
		}
		saved, err := ws.Reviews.TakeBack(ctx, id, p, step, origin)
		return Written{Rev: saved.Rev}, err
	})
}

// hunk shows a change as the journal holds it, around one of whole values.
// Unreadable lists the references of records of some kinds that are damaged, so that lists
// of these kinds are without them.
func (s *Records) Unreadable(kinds []string) ([]string, error) {
	return with(s.a, "Records.Unreadable", func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		return ws.Unreadable(ctx, kinds...)
	})
}

func hunk(c recording.EventChange) HistoryChange {
	before, after := record.Shown(c.Before, c.After)
	return HistoryChange{Path: c.Path, Before: before, After: after}
}

func around(c recording.EventChange) HistoryChange {
	a := record.ShownAround(c.Before, c.After)
	return HistoryChange{Path: c.Path, Lead: a.Lead, Before: a.Was, After: a.Is, Tail: a.Tail}
}

// shownZone is a zone that times are told in, and its name.
type shownZone struct {
	loc  *time.Location
	name string
}

// zoneOf is the zone for a mode of the screens: incident (that of the review), utc
// or local. There is none for an incident whose zone nobody stated.
func zoneOf(r review.Review, mode string) (shownZone, bool) {
	switch mode {
	case "local":
		return shownZone{time.Local, assets.English().Text("time.here")}, true
	case "incident":
		z, ok := timeline.ParseZone(r.Incident.Zone)
		if !ok || !z.Known() {
			return shownZone{}, false
		}
		return shownZone{z.Location(), z.Name}, true
	}
	return shownZone{time.UTC, "UTC"}, true
}

func historyAuthor(a *sharing.Author, device string, z shownZone) *HistoryAuthor {
	if a == nil {
		return nil
	}
	out := HistoryAuthor{Name: a.Name, Commit: a.Commit, Joined: a.Joined, Own: a.Device != "" && a.Device == device}
	if !a.At.IsZero() {
		out.At, _ = z.tell(a.At)
	}
	return &out
}

func historyRow(e recording.Event, who recording.Identity, z shownZone, shown func(recording.EventChange) HistoryChange) HistoryRow {
	at, zone := z.tell(e.At)
	row := HistoryRow{Step: e.Step, Before: e.First, At: at, Zone: zone, Actor: e.Actor, Action: e.Action, Kind: string(e.Kind),
		Label: label(e.Action), Origin: e.Origin, Undone: e.Undone, Why: e.Why, By: historyAuthor(e.By, who.Device, z), Changes: make([]HistoryChange, 0, len(e.Changes)), Beside: make([]HistoryBeside, 0, len(e.Beside))}
	row.Own = e.By == nil && e.Actor == who.Actor || row.By != nil && row.By.Own
	for _, c := range e.Changes {
		change := shown(c)
		change.Asked = c.Asked
		row.Changes = append(row.Changes, change)
	}
	for _, b := range e.Beside {
		told := HistoryBeside{Value: b.Value, By: b.By, Own: b.Own, Why: b.Why, Decided: b.Decided, File: b.File}
		if !b.At.IsZero() {
			told.At, _ = z.tell(b.At)
		}
		row.Beside = append(row.Beside, told)
	}
	return row
}

func label(action string) Message {
	return Message{Key: "history." + action, Params: map[string]string{}}
}

// Undo takes the last step of work in a record back, and never its making: the
// import offers that itself, and the list moves to the trash.
func (s *Records) Undo(ref, origin string) (UndoResult, error) {
	return on(s.a, "Records.Undo", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (UndoResult, error) {
		schema, err := ws.KindOf(ctx, id)
		if err != nil {
			return UndoResult{}, err
		}
		nothing := "cli.nothing_to_undo"
		if schema.Kind == review.Kind {
			nothing = "undo.nothing"
		}
		return undone(schema.Kind, nothing)(ws.Records.UndoWork(ctx, id, origin))
	})
}

// Redo brings the last undone step back.
func (s *Records) Redo(ref, origin string) (UndoResult, error) {
	return on(s.a, "Records.Redo", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (UndoResult, error) {
		schema, err := ws.KindOf(ctx, id)
		if err != nil {
			return UndoResult{}, err
		}
		return undone(schema.Kind, "cli.nothing_to_redo")(ws.Records.Redo(ctx, id, origin))
	})
}

// undone tells what was done and to what; with nothing left to do, or behind a step that
// nobody takes back, the label says so.
func undone(kind, nothing string) func(recording.Undone, error) (UndoResult, error) {
	return func(u recording.Undone, err error) (UndoResult, error) {
		out := UndoResult{Done: u.Done, Label: label(u.Action), Rev: u.Rev, Path: u.Path}
		words := assets.English().Text
		switch {
		case u.Stop == "policy.sign":
			out.Label.Key = "undo.signature"
		case u.Stop != "":
			out.Label = Message{Key: "undo.final", Params: map[string]string{"what": words("history." + u.Stop)}}
		case !u.Done:
			out.Label.Key = nothing
		case kind != review.Kind && u.What != "": // a review shows what it was
			out.Label = Message{Key: "undo.named", Params: map[string]string{"what": words(out.Label.Key), "name": u.What}}
		case kind == policy.RecordKind && assets.English().Has("policyPart."+u.Field):
			out.Label = Message{Key: "undo.named", Params: map[string]string{"what": words(out.Label.Key), "name": words("policyPart." + u.Field)}}
		}
		return out, err
	}
}

// CanUndo names what undo and redo would do.
func (s *Records) CanUndo(ref string) (UndoState, error) {
	return on(s.a, "Records.CanUndo", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (UndoState, error) {
		undo, redo, err := ws.Records.NextWork(ctx, id)
		var out UndoState
		if undo != "" {
			m := label(undo)
			out.Undo = &m
		}
		if redo != "" {
			m := label(redo)
			out.Redo = &m
		}
		return out, err
	})
}
