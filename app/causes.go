package app

import (
	"context"
	"encoding/base64"
	"encoding/json"

	"secondstory/assets"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// Causes is the bound service of the cause tree and its drawings.
type Causes struct {
	a        *App
	text     *assets.Catalogue
	pictures pictures
}

// NewCauses binds the service to the app.
func NewCauses(a *App) *Causes { return &Causes{a: a, text: assets.English()} }

// Scene gives the drawing of a review's causes as JSON text: the scene, and the
// nodes depth first with depth and number; or what became another in both since
// the drawing that the page has.
func (s *Causes) Scene(ref string, o SceneOptions) (string, error) {
	return on(s.a, "Causes.Scene", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return "", err
		}
		tree := workspace.Tree(r)
		layout, err := workspace.DrawTree(r, tree, o.figure(), s.text)
		if err != nil {
			return "", err
		}
		return s.drawn(r, tree, layout, o.Have)
	})
}

// Fit says up to which level, and how wide, a drawing is laid out to be read in a
// room of this size.
func (s *Causes) Fit(ref string, room DrawingRoom) (RoomFit, error) {
	return on(s.a, "Causes.Fit", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (RoomFit, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return RoomFit{}, err
		}
		wanted := workspace.Figure{View: workspace.View(room.View), MaxLevel: room.Level}
		window := draw.Window{W: room.Width, H: room.Height, Least: room.Least, Cut: room.Cut}
		f, err := workspace.FitDrawing(r, wanted, window, s.text)
		return RoomFit{Level: f.MaxLevel, MaxW: f.MaxW}, err
	})
}

func orEmpty[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// Add makes a cause; where is after, before, child or parent of the anchor, or
// category: a new one of that name, with the anchor in it.
func (s *Causes) Add(ref, anchorID, where, text, origin string) (Added, error) {
	return s.edit("Causes.Add", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		return ws.Reviews.AddCause(ctx, id, anchorID, where, text, origin)
	})
}

// AddCategory makes a category below the effect.
func (s *Causes) AddCategory(ref, text, origin string) (Added, error) {
	return s.edit("Causes.AddCategory", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		return ws.Reviews.AddCategory(ctx, id, text, origin)
	})
}

// Move shifts a cause among its neighbours: up, down, in or out.
func (s *Causes) Move(ref, nodeID, how, origin string) (Added, error) {
	return s.edit("Causes.Move", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		return ws.Reviews.ShiftCause(ctx, id, nodeID, how, origin)
	})
}

// MoveTo hangs a cause below another parent, behind a child of it.
func (s *Causes) MoveTo(ref, nodeID, parentID, afterID, origin string) (Added, error) {
	return s.edit("Causes.MoveTo", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		saved, err := ws.Reviews.MoveCause(ctx, id, nodeID, parentID, afterID, origin)
		return reviewing.CauseSaved{ID: saved.ID, Rev: saved.Rev}, err
	})
}

// Remove takes a cause away with everything below it.
func (s *Causes) Remove(ref, nodeID, origin string) (Added, error) {
	return s.edit("Causes.Remove", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		saved, err := ws.Reviews.RemoveCause(ctx, id, nodeID, origin)
		return reviewing.CauseSaved{ID: saved.ID, Rev: saved.Rev}, err
	})
}

// Discard takes an empty cause away again that nobody wrote anything into.
func (s *Causes) Discard(ref, nodeID, origin string) (Added, error) {
	return s.edit("Causes.Discard", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		saved, err := ws.Reviews.DiscardCause(ctx, id, nodeID, origin)
		return reviewing.CauseSaved{ID: saved.ID, Rev: saved.Rev}, err
	})
}

// FromFactors hangs a cause below the effect for each factor that has none.
func (s *Causes) FromFactors(ref, origin string) (Added, error) {
	return s.edit("Causes.FromFactors", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		return ws.Reviews.CausesFromFactors(ctx, id, origin)
	})
}

// PasteOutline hangs an indented list below an anchor.
func (s *Causes) PasteOutline(ref, anchorID, text, origin string) (Added, error) {
	return s.edit("Causes.PasteOutline", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (reviewing.CauseSaved, error) {
		return ws.Reviews.PasteCauses(ctx, id, anchorID, text, origin)
	})
}

func (s *Causes) edit(name, ref string, f func(context.Context, *workspace.Workspace, string) (reviewing.CauseSaved, error)) (Added, error) {
	return on(s.a, name, ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		saved, err := f(ctx, ws, id)
		return Added{saved.ID, saved.Rev}, err
	})
}

// Targets lists where a cause may be moved.
func (s *Causes) Targets(ref, nodeID string) ([]CauseTarget, error) {
	return on(s.a, "Causes.Targets", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]CauseTarget, error) {
		list, err := ws.Reviews.CauseTargets(ctx, id, nodeID, "")
		out := make([]CauseTarget, 0, len(list))
		for _, t := range list {
			out = append(out, CauseTarget{ID: t.ID, Label: t.Text, Number: t.Number, Path: t.Path})
		}
		return out, err
	})
}

// Set puts a JSON value into a field of a cause.
func (s *Causes) Set(ref, nodeID, field, valueJSON, origin string) (Written, error) {
	return on(s.a, "Causes.Set", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		p := record.Path{Collection: review.Causes, Part: nodeID, Field: field}
		saved, err := ws.Reviews.SetField(ctx, id, p.String(), json.RawMessage(valueJSON), origin)
		return Written{saved.Rev}, err
	})
}

// Sizes gives the pixels a drawing would have as a picture at each scale.
func (s *Causes) Sizes(ref, view string) ([]PictureSize, error) {
	return on(s.a, "Causes.Sizes", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]PictureSize, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return []PictureSize{}, err
		}
		sizes, err := workspace.PictureSizes(r, workspace.Figure{View: workspace.View(view)}, s.text)
		out := make([]PictureSize, 0, len(sizes))
		for _, p := range sizes {
			out = append(out, PictureSize{Scale: p.Scale, Width: p.Width, Height: p.Height})
		}
		return out, err
	})
}

// Picture gives a drawing as PNG in base64, for the clipboard.
func (s *Causes) Picture(ref, view string, scale float64) (string, error) {
	return on(s.a, "Causes.Picture", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return "", err
		}
		raw, err := workspace.ExportCauses(r, workspace.Figure{View: workspace.View(view)}, "png", scale, s.text)
		return base64.StdEncoding.EncodeToString(raw), err
	})
}

// Export saves the causes as a file the person chooses; view is fishbone, whys
// or outline. scale is for a PNG.
func (s *Causes) Export(ref, view, format string, scale float64) (SavedFile, error) {
	r, err := on(s.a, "Causes.Export", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewDoc, error) {
		return ws.Reviews.Get(ctx, id)
	})
	if err != nil {
		return SavedFile{}, err
	}
	return s.a.saveAs("causes.export", r.Ref+"-"+view, format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		if format == "pdf" {
			paper, err := ws.CausesPDF(r, workspace.Figure{View: workspace.View(view)}, s.text)
			return paper.PDF, err
		}
		return workspace.ExportCauses(r, workspace.Figure{View: workspace.View(view)}, format, scale, s.text)
	})
}
