package workspace

import (
	"context"
	"slices"
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// askTwins opens the question whether two reviews of one file are one, for those that the
// same people have and those that nobody else has yet: between two spaces nothing is asked,
// for an answer would tell the people of one what those of the other wrote. Nobody is asked
// twice: the question is a record of one of them and has the same id everywhere. Of many
// reviews of one file each is asked about with one other, the oldest of which nobody has
// said yet that they are two.
func (w *Workspace) askTwins(ctx context.Context) error {
	if w.ReadOnly {
		return nil
	}
	var ask []twins
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		groups, err := tx.Alike()
		if err != nil {
			return err
		}
		ask, err = w.notAsked(tx, groups)
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range ask {
		if err := w.askTwin(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// twins are two reviews of one text, the older first; the question stands in the one
// named by at.
type twins struct {
	text     string
	of, also string
	at       string
}

// notAsked goes through the reviews of each text once.
func (w *Workspace) notAsked(tx *sqlite.Tx, groups []sqlite.Alike) (out []twins, err error) {
	state := map[[2]string]string{} // of the questions there are, by their two reviews
	read := map[string]bool{}
	for _, g := range groups {
		list := slices.DeleteFunc(slices.Clone(g.Records), func(r record.Row) bool { return r.Kind != review.Kind })
		for _, r := range list {
			if len(list) < 2 || read[r.ID] {
				continue
			}
			read[r.ID] = true
			snap, err := tx.RecordPart(r.ID, nil, []string{review.Conflicts})
			if err != nil {
				return nil, err
			}
			for id, p := range snap.State.Parts[review.Conflicts] {
				if c := merge.ConflictOf(id, p.Doc); c.Kind == merge.KindTwin && len(c.Values) == 2 {
					pair := [2]string{c.Values[0], c.Values[1]}
					if state[pair] != merge.Open {
						state[pair] = c.State
					}
				}
			}
		}
		for i, also := range list {
			for _, of := range list[:i] {
				at, may := w.askIn(of, also)
				if !may {
					continue
				}
				pair := [2]string{of.ID, also.ID}
				known := state[pair]
				if known == merge.Resolved {
					continue
				}
				if known == "" {
					state[pair] = merge.Open
					out = append(out, twins{g.Text, of.ID, also.ID, at})
				}
				break
			}
		}
	}
	return out, nil
}

// askIn is the review in which two of one text are asked about: the later one, or the one
// that nobody else has. may is false where the answer would tell of another space.
func (w *Workspace) askIn(of, also record.Row) (at string, may bool) {
	switch own := w.Who.Space; {
	case of.Space == also.Space || also.Space == own:
		return also.ID, true
	case of.Space == own: // what nobody else has asks nobody else
		return of.ID, true
	}
	return "", false
}

func twinQuestion(t twins) merge.Conflict {
	c := merge.Conflict{Kind: merge.KindTwin, Path: merge.RecordPath + t.also, Base: t.text, Values: []string{t.of, t.also}, State: merge.Open}
	c.ID = merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
	return c
}

func (w *Workspace) askTwin(ctx context.Context, t twins) error {
	c := twinQuestion(t)
	asked := false
	_, err := w.Records.Edit(ctx, t.at, recording.Edit{Action: "review.twin", Aside: true, Needs: []string{review.Conflicts},
		// Another process may have asked since it was looked for.
		Guard: func(tx recording.Reader) error {
			for _, id := range c.Values {
				snap, err := tx.RecordPart(id, nil, []string{review.Conflicts})
				if err != nil {
					return err
				}
				for other, p := range snap.State.Parts[review.Conflicts] {
					k := merge.ConflictOf(other, p.Doc)
					asked = asked || k.Kind == c.Kind && k.Path == c.Path && slices.Equal(k.Values, c.Values)
				}
			}
			return nil
		},
		Plan: func(*record.State) ([]record.Op, error) {
			if asked {
				return nil, nil
			}
			return []record.Op{record.AddOp(review.Conflicts, c.ID, c.Doc())}, nil
		}})
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Denied) {
		return nil // it went to the trash at this moment
	}
	return err
}

// exchanged asks what an exchange may have brought up. That it could not be asked is no
// failure of the exchange, which is done: the next one asks.
func (w *Workspace) exchanged(ctx context.Context, r *space.Report) {
	if err := w.askTwins(ctx); err != nil {
		r.Notices = append(r.Notices, space.Notice{Notice: merge.Notice{Key: "share.twins_later"}})
	}
}

// countTwins counts for a space the questions that stand in a review which nobody else has
// and ask whether it is one of that space.
func (w *Workspace) countTwins(tx *sqlite.Tx, in map[string]int) error {
	placed, err := tx.Conflicts()
	if err != nil {
		return err
	}
	for _, p := range placed {
		c := merge.ConflictOf(p.ID, p.Doc)
		if c.Kind != merge.KindTwin || c.State != merge.Open {
			continue
		}
		var spaces []string
		for _, id := range append([]string{p.Record}, c.Values...) {
			snap, err := tx.RecordPart(id, nil, nil)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			spaces = append(spaces, snap.Space)
		}
		if len(spaces) == 0 || spaces[0] != w.Who.Space {
			continue // it is counted where it stands
		}
		for _, other := range slices.Compact(slices.Sorted(slices.Values(spaces[1:]))) {
			if other != w.Who.Space {
				in[other]++
			}
		}
	}
	return nil
}

// makeOne answers the question of two reviews of one file: the chosen one stays and gets
// what the other has, and the other goes to the trash.
func (w *Workspace) makeOne(ctx context.Context, at string, c merge.Conflict, choice reviewing.Choice, editor string) (reviewing.Saved, error) {
	stay, err := w.mayStay(ctx, c.Values, func(id string) bool { return id == at })
	if err != nil {
		return reviewing.Saved{}, err
	}
	n, _ := strconv.Atoi(choice.Keep)
	if !slices.Contains(stay, choice.Keep) {
		return reviewing.Saved{}, fault.New(fault.Invalid, "record.field_not_one_of", "field", "keep", "value", choice.Keep, "values", "1, 2, both")
	}
	u := importing.Union{Keep: c.Values[n-1], Other: c.Values[2-n], Text: c.Base, Reason: choice.Why, Editor: editor}
	if u.Keep == at {
		u.Also = func(*record.State) []record.Op {
			decided := c.Resolve(merge.Resolution{Value: u.Keep, By: w.Who.Actor, At: w.now().UTC().Format(time.RFC3339), Why: choice.Why})
			set := func(field string, v any) record.Op {
				return record.SetOp(record.Path{Collection: review.Conflicts, Part: c.ID, Field: field}, v)
			}
			return []record.Op{set("state", merge.Resolved), set("resolution", choice.Keep), set("resolutions", decided.Doc()["resolutions"])}
		}
	}
	res, err := w.Imports.MakeOne(ctx, u)
	return reviewing.Saved{Rev: res.Rev}, err
}

// mayStay says which of two reviews can stay and take the other in, as "1" and "2"; none
// where it cannot be one question. It comes from the files of a space, where anybody may
// have written anything: both have to be here, in no trash and one of them that with the
// question. What is in another space stays there: a question between the two stands in the
// one that nobody else has, and only that can go.
func (w *Workspace) mayStay(ctx context.Context, ids []string, asks func(id string) bool) ([]string, error) {
	if len(ids) != 2 || ids[0] == ids[1] || asks(ids[0]) == asks(ids[1]) {
		return nil, nil
	}
	var in [2]string
	for i, id := range ids {
		snap, err := w.Records.Get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil, nil
		}
		if err != nil || snap.Trashed() || snap.Kind != review.Kind {
			return nil, err
		}
		in[i] = snap.Space
	}
	switch own := w.Who.Space; {
	case in[0] == in[1]:
		return []string{"1", "2"}, nil
	case asks(ids[0]) && in[0] == own:
		return []string{"2"}, nil
	case asks(ids[1]) && in[1] == own:
		return []string{"1"}, nil
	}
	return nil, nil
}

// madeBy is the device that made a record, or a name where no device is known, and when.
func (w *Workspace) madeBy(ctx context.Context, id string) (by, at string, err error) {
	made, author, err := w.Records.Made(ctx, id)
	if err != nil || made.IsZero() {
		return "", "", err
	}
	at = made.UTC().Format(time.RFC3339)
	switch {
	case author == nil:
		return w.Who.Device, at, nil
	case author.Joined:
		return "", at, nil
	case author.Device == "":
		return author.Name, at, nil
	}
	return author.Device, at, nil
}

// tellTwins shows both reviews of such questions, to be read side by side, and says which
// can stay alone.
func (w *Workspace) tellTwins(ctx context.Context, list []review.Undecided, text review.Text) error {
	for i, u := range list {
		if u.Form != review.FormTwin {
			continue
		}
		for k, id := range u.Values {
			if k >= len(u.Shown) {
				break
			}
			snap, err := w.Records.Get(ctx, id)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			ref := record.Ref(review.Schema.RefPrefix, id)
			u.Shown[k].Text, u.Shown[k].From = text("conflict.twin.gone", "ref", ref), "twin"
			if err != nil || snap.Trashed() {
				continue
			}
			r := review.FromSnapshot(snap)
			u.Shown[k].Text = ref + " " + r.Title
			u.Shown[k].Copy = review.Markdown(r, text)
			if u.Shown[k].By, u.Shown[k].At, err = w.madeBy(ctx, id); err != nil {
				return err
			}
		}
		stay, err := w.mayStay(ctx, u.Values, func(id string) bool { return record.Ref(review.Schema.RefPrefix, id) == u.Ref })
		if err != nil {
			return err
		}
		if u.State == merge.Open {
			list[i].Choices = []string{}
		}
		if u.State == merge.Open && len(u.Values) == 2 { // that they are not one can be said also where one went
			list[i].Choices = append(stay, "both")
		}
		if u.Decision == "both" {
			list[i].Decision = text("conflict.twin.both")
		}
	}
	return nil
}
