package app

import (
	"context"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// Records is the bound service of what all records share: history and undo.
type Records struct{ a *App }

// NewRecords binds the service to the app.
func NewRecords(a *App) *Records { return &Records{a} }

// History lists steps, newest first; before is the Before of the last row of the
// page above, or 0.
func (s *Records) History(ref string, limit int, before int64) (HistoryPage, error) {
	return on(s.a, "Records.History", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (HistoryPage, error) {
		events, more, err := ws.Records.History(ctx, id, before, min(max(limit, 1), 500))
		page := HistoryPage{Rows: make([]HistoryRow, 0, len(events)), More: more}
		for _, e := range events {
			page.Rows = append(page.Rows, historyRow(e))
		}
		return page, err
	})
}

func historyRow(e recording.Event) HistoryRow {
	row := HistoryRow{Step: e.Step, Before: e.First, At: e.At.UTC().Format(time.RFC3339), Actor: e.Actor, Action: e.Action, Kind: string(e.Kind),
		Label: label(e.Action), Origin: e.Origin, Undone: e.Undone, Changes: make([]HistoryChange, 0, len(e.Changes))}
	for _, c := range e.Changes {
		before, after := record.Shown(c.Before, c.After)
		row.Changes = append(row.Changes, HistoryChange{Path: c.Path, Before: before, After: after})
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
		return undone("undo.nothing")(ws.Records.UndoWork(ctx, id, origin))
	})
}

// Redo brings the last undone step back.
func (s *Records) Redo(ref, origin string) (UndoResult, error) {
	return on(s.a, "Records.Redo", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (UndoResult, error) {
		return undone("cli.nothing_to_redo")(ws.Records.Redo(ctx, id, origin))
	})
}

// undone tells what was done; with nothing left to do the label says so.
func undone(nothing string) func(recording.Undone, error) (UndoResult, error) {
	return func(u recording.Undone, err error) (UndoResult, error) {
		out := UndoResult{Done: u.Done, Label: label(u.Action), Rev: u.Rev, Path: u.Path}
		if !u.Done {
			out.Label.Key = nothing
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
