package workspace

import (
	"context"
	"slices"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// SettleConflict decides a conflict. Where it asks in which of several spaces a review
// belongs, the review goes to that one, and the two copies are merged there with the
// next exchange. Faults: as reviewing.Service.SettleConflict, as Share, and
// conflict.space_missing where this workspace does not take part in the chosen space.
func (w *Workspace) SettleConflict(ctx context.Context, id, conflict string, choice reviewing.Choice, editor string) (reviewing.Saved, error) {
	var c merge.Conflict
	var now string
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		snap, err := tx.RecordPart(id, []string{review.Conflicts + "/" + conflict}, nil)
		if err != nil {
			return err
		}
		part, _ := snap.State.Part(review.Conflicts, conflict)
		c, now = merge.ConflictOf(conflict, part.Doc), snap.Space
		return nil
	})
	if err != nil {
		return reviewing.Saved{}, err
	}
	if review.FormOf(c) == review.FormTwin && c.State == merge.Open && choice.Keep != "both" {
		return w.makeOne(ctx, id, c, choice, editor)
	}
	if review.FormOf(c) == review.FormSpace && c.State == merge.Open {
		to, err := w.chosenSpace(ctx, c, &choice)
		if err != nil {
			return reviewing.Saved{}, err
		}
		if to != now {
			if err := w.Share(ctx, to, id); err != nil {
				return reviewing.Saved{}, err
			}
		}
	}
	return w.Reviews.SettleConflict(ctx, id, conflict, choice, editor)
}

// chosenSpace is the space of this workspace that an answer names: by its place among
// the values, or by its name.
func (w *Workspace) chosenSpace(ctx context.Context, c merge.Conflict, choice *reviewing.Choice) (string, error) {
	list, err := w.Spaces(ctx)
	if err != nil {
		return "", err
	}
	if at, err := strconv.Atoi(choice.Keep); err == nil && at >= 1 && at <= len(c.Values) {
		choice.Keep, choice.Text = "text", c.Values[at-1]
	}
	if choice.Keep != "text" {
		return "", fault.New(fault.Invalid, "conflict.not_both")
	}
	for _, l := range list {
		if at := slices.IndexFunc(c.Values, func(id string) bool { return space.Named(l.Link, id) }); at >= 0 && (l.Name == choice.Text || c.Values[at] == choice.Text) {
			choice.Text = c.Values[at]
			return l.Space, nil
		}
	}
	if slices.Contains(c.Values, choice.Text) {
		return "", fault.New(fault.Denied, "conflict.space_missing")
	}
	return "", fault.New(fault.Invalid, "conflict.space_other").WithField("text", "conflict.space_other")
}

// tellSpaces names the spaces of such questions, and says which can be chosen here.
func (w *Workspace) tellSpaces(ctx context.Context, list []review.Undecided, text review.Text) error {
	if !slices.ContainsFunc(list, func(u review.Undecided) bool { return u.Form == review.FormSpace }) {
		return nil
	}
	spaces, err := w.Spaces(ctx)
	if err != nil {
		return err
	}
	link := func(id string) (SpaceInfo, bool) {
		at := slices.IndexFunc(spaces, func(l SpaceInfo) bool { return space.Named(l.Link, id) })
		if at < 0 {
			return SpaceInfo{}, false
		}
		return spaces[at], true
	}
	for i, u := range list {
		if u.Form != review.FormSpace {
			continue
		}
		list[i].Options = []review.Option{}
		name := func(id string) string {
			if l, ok := link(id); ok {
				return l.Name
			}
			return text("conflict.space_unknown")
		}
		list[i].BaseShown = name(u.Base)
		for k, id := range u.Values {
			l, here := link(id)
			u.Shown[k].Text, u.Shown[k].From = name(id), "elsewhere"
			switch {
			case here && l.Space == u.Space:
				u.Shown[k].From = "here"
			case here && u.State == merge.Open:
				if u.Shown[k].Copy, err = w.copyIn(ctx, l, u.Ref, text); err != nil {
					return err
				}
			}
			if here && u.State == merge.Open {
				list[i].Options = append(list[i].Options, review.Option{Value: id, Label: l.Name})
				if k < 2 {
					list[i].Choices = append(list[i].Choices, strconv.Itoa(k+1))
				}
			}
		}
		if len(u.Values) > 2 && len(list[i].Options) > 0 {
			list[i].Choices = append(list[i].Choices, "text")
		}
		if u.Decision != "" {
			list[i].Decision = name(u.Decision)
		}
	}
	return nil
}

// copyIn is a record as another space has it, to be read; "" where that cannot be told.
func (w *Workspace) copyIn(ctx context.Context, l SpaceInfo, ref string, text review.Text) (string, error) {
	id, err := w.Records.Resolve(ctx, ref)
	if err != nil {
		return "", err
	}
	schema, err := w.KindOf(ctx, id)
	if err != nil {
		return "", err
	}
	st, err := w.Syncer().Copy(ctx, l.Link, schema.Kind, id)
	if err != nil || st == nil {
		return "", err
	}
	if schema.Kind != review.Kind {
		return InWords(schema, st, text), nil
	}
	return review.Markdown(review.FromSnapshot(record.Snapshot{Row: record.Row{ID: id, Kind: review.Kind, Space: l.Space}, State: st}), text), nil
}
