package workspace

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// Place says that the place of a record is another space than the one it is looked at for:
// others moved it there, and the one it left only brings on what is still written in it.
type Place struct {
	// Away says so; all else is empty where it does not.
	Away bool
	// Name is what that space is called here, "" where it is not in this workspace.
	Name string
	// Left is what the space is called here which it was moved from, Inside whether the
	// record is in that one.
	Left   string
	Inside bool
}

// PlaceOf says where the place of a record is. It is looked at for the shared space it is
// in, and for the space it would go to where it is in none.
func (w *Workspace) PlaceOf(ctx context.Context, id, to string) (Place, error) {
	places, err := w.placesOf(ctx, to, []string{id})
	return places[id], err
}

// placesOf is PlaceOf of several; those whose place is no other are left out.
func (w *Workspace) placesOf(ctx context.Context, to string, ids []string) (map[string]Place, error) {
	var links []sharing.Link
	asked := map[string][]space.AskedOf{}
	in := map[string]string{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) (err error) {
		if links, err = tx.Links(); err != nil {
			return err
		}
		moves, err := tx.Moves()
		if err != nil {
			return err
		}
		for _, id := range ids {
			snap, err := tx.RecordPart(id, nil, nil)
			if err != nil {
				return err
			}
			of := to
			if slices.ContainsFunc(links, func(l sharing.Link) bool { return l.Space == snap.Space }) {
				of = snap.Space
			}
			if of == "" || slices.ContainsFunc(moves, func(m sharing.Move) bool { return m.Record == id && m.To == of }) {
				continue // it comes back, which takes away what says that it left
			}
			in[id] = snap.Space
			asked[of] = append(asked[of], space.AskedOf{Kind: snap.Kind, ID: id})
		}
		return nil
	})
	out := map[string]Place{}
	if err != nil {
		return out, err
	}
	syncer := w.Syncer()
	for _, l := range links {
		for id, spaces := range syncer.WentTo(ctx, l, asked[l.Space]) {
			p := Place{Away: true, Left: l.Name, Inside: in[id] == l.Space}
			at := slices.IndexFunc(links, func(k sharing.Link) bool {
				return slices.ContainsFunc(spaces, func(id string) bool { return space.Named(k, id) })
			})
			if at >= 0 {
				p.Name = links[at].Name
			}
			out[id] = p
		}
	}
	return out, ctx.Err()
}

// Sentence is the key of what a person is told about such a place.
func (p Place) Sentence() string {
	switch {
	case p.Inside && p.Name != "":
		return "share.away.inside"
	case p.Inside:
		return "share.away.insideUnknown"
	case p.Name != "":
		return "share.away.copy"
	}
	return "share.away.copyUnknown"
}

// nothingAway refuses to share what is in no shared space with one it was moved out of: its
// readers would not get it, and here it would end in the trash.
func (w *Workspace) nothingAway(ctx context.Context, to string, ids []string) error {
	places, err := w.placesOf(ctx, to, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, away := places[id]
		if !away || p.Inside {
			continue
		}
		schema, err := w.KindOf(ctx, id)
		if err != nil {
			return err
		}
		return fault.New(fault.Denied, p.Sentence(), "ref", record.Ref(schema.RefPrefix, id), "name", p.Left, "place", p.Name)
	}
	return nil
}
