package workspace

import (
	"cmp"
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

// SetAlias keeps what the person wants to be called in a space, "" for the pseudonym.
// The next exchange tells the others. invalid: share.alias_bad.
func (w *Workspace) SetAlias(ctx context.Context, space, alias string) (string, error) {
	alias, ok := sharing.CheckAlias(alias)
	if !ok {
		return "", fault.New(fault.Invalid, "share.alias_bad")
	}
	l, err := w.space(ctx, space)
	if err != nil {
		return "", err
	}
	if w.ReadOnly {
		return "", fault.New(fault.Denied, "storage.read_only")
	}
	err = w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error { return tx.SetAlias(l.Space, alias) })
	return alias, err
}

// People lists who writes to the spaces of this workspace, by space and device.
func (w *Workspace) People(ctx context.Context) (out []sharing.Person, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		out, err = tx.People("")
		return err
	})
	sharing.TellApart(out)
	return out, err
}

// SharesAlias says whether another device of a space goes by an alias that this one has there.
func (w *Workspace) SharesAlias(ctx context.Context, space, alias string) (bool, error) {
	l, err := w.space(ctx, space)
	if err != nil {
		return false, err
	}
	people, err := w.People(ctx)
	return slices.ContainsFunc(people, func(p sharing.Person) bool {
		return p.Space == l.Space && p.Device != w.Who.Device && sharing.SameAlias(p.Alias, alias)
	}), err
}

// Conflicts tells the conflicts of one review, or of all when id is "", each version
// under the alias that its writer has by now.
func (w *Workspace) Conflicts(ctx context.Context, id string, text review.Text) ([]review.Undecided, error) {
	list, err := w.Reviews.Conflicts(ctx, id, text)
	if err != nil || len(list) == 0 {
		return list, err
	}
	if err := w.tellTwins(ctx, list, text); err != nil {
		return nil, err
	}
	if err := w.tellSpaces(ctx, list, text); err != nil {
		return nil, err
	}
	people, err := w.People(ctx)
	if err != nil {
		return nil, err
	}
	alias := aliases(people)
	for i, u := range list {
		named := func(by string) (string, bool) {
			if by == w.Who.Device || by == w.Who.Actor {
				return "", true
			}
			return alias.of(u.Space, by), false
		}
		for k, v := range u.Shown {
			own := false
			if u.Shown[k].By, own = named(v.By); own && v.By != "" && !slices.Contains(ofFiles, v.From) {
				u.Shown[k].From = "own"
			}
			if v.By != "" && !own && (v.From == "upper" || v.From == "lower") {
				u.Shown[k].From = "fileof" // of somebody else's file: above and below say nothing here
			}
			if v.By == "" && v.Commit != "" {
				u.Shown[k].By = cmp.Or(w.outsider(ctx, u.Space, v.Commit), text("conflict.outsider"))
			}
		}
		for k, d := range u.Decisions {
			u.Decisions[k].By, u.Decisions[k].Own = named(d.By)
		}
		list[i].DecidedBy, _ = named(u.DecidedBy)
	}
	return list, err
}

// Line is the history of one place of a record, a field or a whole part, newest first, with
// what others wrote and decided that did not stand here, under the alias they have by now.
// below and limit are as for recording.Service.Line.
func (w *Workspace) Line(ctx context.Context, id string, path record.Path, below int64, limit int, text review.Text) ([]recording.Event, bool, error) {
	people, err := w.People(ctx)
	if err != nil {
		return nil, false, err
	}
	space, alias := "", aliases(people)
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.RowsBetween(id, id+"~")
		if len(rows) > 0 {
			space = rows[0].Space
		}
		return err
	})
	if err != nil {
		return nil, false, err
	}
	return w.Reviews.Line(ctx, id, path, below, limit, func(o merge.Origin) (string, bool) {
		switch {
		case o.By == "" && o.Commit != "":
			return cmp.Or(w.outsider(ctx, space, o.Commit), text("conflict.outsider")), false
		case o.By == "":
			return "", false
		case o.By == w.Who.Device || o.By == w.Who.Actor:
			return "", true
		}
		return alias.of(space, o.By), false
	}, text)
}

// outsider is by which name somebody without this program made a commit: of the space a
// review is in, or of one that it came from.
func (w *Workspace) outsider(ctx context.Context, space, commit string) string {
	if name := w.Syncer().Outsider(space, commit); name != "" {
		return name
	}
	links, err := w.Spaces(ctx)
	if err != nil {
		return ""
	}
	for _, l := range links {
		if l.Space == space {
			continue
		}
		if name := w.Syncer().Outsider(l.Space, commit); name != "" {
			return name
		}
	}
	return ""
}

// called is what the people of all spaces go by, by space and device or actor.
type called map[[2]string]string

func aliases(people []sharing.Person) called {
	out := called{}
	note := func(space, id string, p sharing.Person) {
		if id != "" {
			out[[2]string{space, id}] = p.Called()
		}
	}
	for _, p := range people {
		note(p.Space, p.Device, p)
		note(p.Space, p.Actor, p) // decisions are made by a person, not by a device
		if p.Alias != "" && out[[2]string{"", p.Device}] == "" {
			note("", p.Device, p)
			note("", p.Actor, p)
		}
	}
	return out
}

// of is what somebody goes by in a space. Whoever chose no alias there goes by the one that
// they have in another space of this workspace: a review may have moved from it to one in
// which they take no part.
func (c called) of(space, by string) string {
	here := c[[2]string{space, by}]
	if here != "" && here != by && !sharing.IsPseudonym(here) {
		return here
	}
	return cmp.Or(c[[2]string{"", by}], here, by)
}

// ofFiles are places of versions that say more than whose they are.
var ofFiles = []string{"infile", "inprogram", "upper", "lower"}
