package app

import (
	"context"
	"encoding/json"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// Reviews is the bound service of the reviews.
type Reviews struct {
	a     *App
	sent  lastSent[ReviewDoc]
	times lastSent[timesSent]
}

// NewReviews binds the service to the app.
func NewReviews(a *App) *Reviews { return &Reviews{a: a} }

// OtherState narrows a list to reviews in no state that this program knows: imported ones
// that have none, and those of a newer version.
const OtherState = "other"

// List gives the reviews that fit a filter, or one part of them.
func (s *Reviews) List(f ListFilter) (ReviewList, error) {
	return with(s.a, "Reviews.List", func(ctx context.Context, ws *workspace.Workspace) (ReviewList, error) {
		narrow := sqlite.ListFilter{Kind: review.Kind, Query: f.Query, State: f.State, Severity: f.Severity, Trash: f.Trash, Asking: f.Asking, Sort: f.Sort,
			Offset: f.Offset, Limit: f.Limit}
		if f.State == OtherState {
			narrow.State, narrow.Beyond = "", review.States
		}
		rows, err := ws.List(ctx, narrow)
		if err != nil {
			return ReviewList{}, err
		}
		fits := len(rows)
		if f.Limit > 0 {
			if fits, err = ws.CountFitting(ctx, narrow); err != nil {
				return ReviewList{}, err
			}
		}
		total, err := ws.Count(ctx, review.Kind, f.Trash)
		if err != nil {
			return ReviewList{}, err
		}
		out := ReviewList{Rows: make([]ReviewRow, 0, len(rows)), Fits: fits, Total: total}
		here := s.a.cfg.Now().Location()
		rule, err := ws.ReviewRuleNow(ctx)
		if err != nil {
			return ReviewList{}, err
		}
		for _, r := range rows {
			row := reviewRow(r, here)
			row.Promise = ws.PromiseOf(rule, r, assets.English())
			out.Rows = append(out.Rows, row)
		}
		return out, nil
	})
}

// reviewRow tells when a review was changed in the zone of this machine, so that
// it is the day on which somebody did it.
func reviewRow(r record.IndexRow, here *time.Location) ReviewRow {
	services := r.Services
	if services == nil {
		services = []string{}
	}
	return ReviewRow{Ref: r.Ref, ID: r.ID, Title: r.Title, Severity: r.Severity, State: r.State, Date: r.Date, Services: services,
		Entries: r.Counts["timeline"], Causes: r.Counts["causes"], Factors: r.Counts["factors"], Actions: r.Counts["actions"],
		ActionsOpen: r.Counts["actions_open"], Questions: r.Counts["questions"],
		ChangedAt: r.ChangedAt.In(here).Format(time.RFC3339), Trashed: r.Trashed}
}

// Get gives a whole review.
func (s *Reviews) Get(ref string) (ReviewDoc, error) {
	return on(s.a, "Reviews.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewDoc, error) {
		r, err := ws.Reviews.Get(ctx, id)
		return r.At(s.a.cfg.Now().Format(time.DateOnly)), err
	})
}

// Create makes an empty review.
func (s *Reviews) Create(title, origin string) (Created, error) {
	return with(s.a, "Reviews.Create", func(ctx context.Context, ws *workspace.Workspace) (Created, error) {
		id, rev, err := ws.Reviews.Create(ctx, title, origin)
		return Created{Ref: record.Ref(review.Schema.RefPrefix, id), ID: id, Rev: rev}, err
	})
}

// Remove puts a review into the trash.
func (s *Reviews) Remove(ref string) (Written, error) {
	return on(s.a, "Reviews.Remove", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Records.Remove(ctx, id, "review.remove", "")
		return Written{rev}, err
	})
}

// Restore takes a review out of the trash.
func (s *Reviews) Restore(ref string) (Written, error) {
	return on(s.a, "Reviews.Restore", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Records.Restore(ctx, id, "review.restore", "")
		return Written{rev}, err
	})
}

// SetField puts a JSON value at a path.
func (s *Reviews) SetField(ref, path, valueJSON, origin string) (Written, error) {
	return on(s.a, "Reviews.SetField", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.SetField(ctx, id, path, json.RawMessage(valueJSON), origin)
		return Written{saved.Rev}, err
	})
}

// SetTyped puts what was typed into a field that showed seen when its writer began.
func (s *Reviews) SetTyped(ref, path, seenJSON, valueJSON, origin string) (Written, error) {
	return on(s.a, "Reviews.SetTyped", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.SetTyped(ctx, id, path, json.RawMessage(seenJSON), json.RawMessage(valueJSON), origin)
		return Written{saved.Rev}, err
	})
}

// SaveText saves typed text, merged with what others wrote since base.
func (s *Reviews) SaveText(ref, path, base, text, origin string) (TextSaved, error) {
	return on(s.a, "Reviews.SaveText", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (TextSaved, error) {
		saved, err := ws.Reviews.SaveText(ctx, id, path, base, text, origin)
		return textSaved(saved), err
	})
}

func textSaved(saved recording.TextSaved) TextSaved {
	out := TextSaved{Rev: saved.Rev, Text: saved.Text}
	if c := saved.Conflict; c != nil {
		out.Conflict = &TextConflict{Base: c.Base, Yours: c.Yours, Theirs: c.Theirs}
	}
	return out
}

// AddPart adds a part after a sibling; "" means at the end.
func (s *Reviews) AddPart(ref, collection, fieldsJSON, after, origin string) (Added, error) {
	return on(s.a, "Reviews.AddPart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		fields := map[string]any{}
		if err := json.Unmarshal([]byte(fieldsJSON), &fields); err != nil {
			return Added{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", collection)
		}
		saved, err := ws.Reviews.AddPart(ctx, id, collection, fields, after, origin)
		return Added{saved.ID, saved.Rev}, err
	})
}

// RemovePart takes a part away; its fields stay.
func (s *Reviews) RemovePart(ref, path, origin string) (Written, error) {
	return on(s.a, "Reviews.RemovePart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.RemovePart(ctx, id, path, origin)
		return Written{saved.Rev}, err
	})
}

// RestorePart brings a part back.
func (s *Reviews) RestorePart(ref, path, origin string) (Written, error) {
	return on(s.a, "Reviews.RestorePart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.RestorePart(ctx, id, path, origin)
		return Written{saved.Rev}, err
	})
}

// MovePart puts a part behind a sibling; "" means first.
func (s *Reviews) MovePart(ref, path, after, origin string) (Written, error) {
	return on(s.a, "Reviews.MovePart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.MovePart(ctx, id, path, after, origin)
		return Written{saved.Rev}, err
	})
}

// CorrectTime states the time of an entry anew.
func (s *Reviews) CorrectTime(ref, entryID, stated, reason, origin string) (Written, error) {
	return on(s.a, "Reviews.CorrectTime", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.CorrectTime(ctx, id, entryID, stated, reason, origin)
		return Written{saved.Rev}, err
	})
}

// AnswerQuestion answers a question of the review, or puts it aside.
func (s *Reviews) AnswerQuestion(ref, findingID, answer, origin string) (Written, error) {
	return on(s.a, "Reviews.AnswerQuestion", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.AnswerQuestion(ctx, id, findingID, answer, origin)
		return Written{saved.Rev}, err
	})
}

// CheckTime says how a time typed for a field would be saved there; what is wrong
// with it is an answer, not an error.
func (s *Reviews) CheckTime(ref, path, stated string) (TimeCheck, error) {
	return on(s.a, "Reviews.CheckTime", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (TimeCheck, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return TimeCheck{}, err
		}
		st, err := ws.Reviews.ReadTime(r, path, stated)
		if f, ok := fault.As(err); ok {
			return TimeCheck{Key: f.Key, Params: f.Params}, nil
		}
		return TimeCheck{OK: err == nil, Statement: st}, err
	})
}

// Zones lists the names of time zones people may choose from.
func (s *Reviews) Zones() ([]string, error) {
	return guard(s.a, "Reviews.Zones", func(context.Context) ([]string, error) { return workspace.Zones(), nil })
}

// Strip gives the strip above the timeline as JSON text {"shown", "scene"}:
// shown is false when fewer than two entries have an instant. mode is that of Times.
func (s *Reviews) Strip(ref string, width float64, mode string) (string, error) {
	return on(s.a, "Reviews.Strip", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return "", err
		}
		z, _ := zoneOf(r, mode)
		scene, shown, err := workspace.StripScene(r, width, z.loc, assets.English())
		if err != nil {
			return "", err
		}
		raw, err := json.Marshal(map[string]any{"shown": shown, "scene": scene})
		return string(raw), err
	})
}

// Times gives the times of a review in one zone: mode is incident (that of the
// review), utc or local. Zone names it; it is "" when the review has none, and
// the times are then as they were stated.
func (s *Reviews) Times(ref, mode string) (ShownTimes, error) {
	return on(s.a, "Reviews.Times", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ShownTimes, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return ShownTimes{}, err
		}
		z, ok := zoneOf(r, mode)
		if !ok {
			return ShownTimes{Times: map[string]review.ShownTime{}, Phases: review.Phases(r), After: review.AfterResolution(r), Silences: review.Silences(r),
				Handling: review.Handling(r, nil, assets.English().Text)}, nil
		}
		silences := review.Silences(r)
		for i := range silences {
			silences[i].At = review.InZone(silences[i].At, z.loc)
		}
		return ShownTimes{Zone: z.name, Times: review.ShownIn(r, z.loc), Phases: review.Phases(r), After: review.AfterResolution(r), Silences: silences,
			Handling: review.Handling(r, z.loc, assets.English().Text)}, nil
	})
}

// CheckLine says how a line of the scribe would be read behind an entry ("" = at
// the end); what is wrong with it is an answer, not an error.
func (s *Reviews) CheckLine(ref, after, line string) (LineCheck, error) {
	return on(s.a, "Reviews.CheckLine", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (LineCheck, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return LineCheck{}, err
		}
		e, err := ws.Reviews.ReadLine(r, after, line)
		if f, ok := fault.As(err); ok {
			return LineCheck{Key: f.Key, Params: f.Params, Stated: e.Stated, Text: e.Text}, nil
		}
		return LineCheck{OK: err == nil, Stated: e.Stated, Statement: e.Time, Text: e.Text,
			DayFrom: e.DayFrom, DayShift: e.DayShift, ZoneFrom: e.ZoneFrom}, err
	})
}
