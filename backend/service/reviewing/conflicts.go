package reviewing

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Choice is the answer to a question. Keep "1" leaves what stands, "2" and further take
// another of its values, "both" puts one below the other, and "text" takes Text, written
// as a person writes the field: a time as stated, a list with commas.
type Choice struct {
	Keep string
	Text string
	Why  string
	// Seen is the value that a person saw under a number, or first where they wrote their own,
	// where that is known: when another one has its place by now, nothing is decided.
	Seen *string
}

// ChoiceOf reads an answer given as one word or as a text of its own.
func ChoiceOf(keep, why string) Choice {
	if _, numbered := sideOf(keep); numbered || keep == "both" {
		return Choice{Keep: keep, Why: why}
	}
	return Choice{Keep: "text", Text: keep, Why: why}
}

// SettleConflict decides a question: the conflict named and all others about the same
// place. They stay in the record as resolved, with the value, who decided it and why;
// undo opens them again. "1" is what the place holds by now. fault.Conflict where what a
// person saw has changed, or a value has no place any more; a value that cannot be set
// from here is refused with fault.Invalid, and a question that decides nothing any more
// (record.Schema.Settled) with denied conflict.settled.
func (s *Service) SettleConflict(ctx context.Context, id, conflict string, choice Choice, editor string) (Saved, error) {
	goes := false
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "conflicts.set", Reason: choice.Why, Editor: editor, Trash: func() bool { return goes }, Needs: conflictCollections(schema),
		Plan: func(st *record.State) ([]record.Op, error) {
			part, ok := st.Part(review.Conflicts, conflict)
			if !ok || part.Removed {
				return nil, fault.New(fault.NotFound, "conflict.missing", "id", conflict)
			}
			if merge.ConflictOf(conflict, part.Doc).State != merge.Open {
				return nil, fault.New(fault.Conflict, "conflict.decided_already", "id", conflict)
			}
			if schema.Settled != nil && schema.Settled(st, record.Str(part.Doc, "path")) {
				return nil, fault.New(fault.Denied, "conflict.settled")
			}
			members := questionOf(schema, st, conflict)
			if len(members) == 0 { // of before, about what only a program chooses
				return nil, fault.New(fault.NotFound, "conflict.missing", "id", conflict)
			}
			q := s.ask(schema, st, members)
			ops, value, err := s.answer(schema, st, q, choice)
			if err != nil {
				return nil, err
			}
			goes = q.Form == review.FormRecord && value == ""
			at := s.stamp()
			for _, c := range members {
				set := func(field string, v any) {
					ops = append(ops, record.SetOp(record.Path{Collection: review.Conflicts, Part: c.ID, Field: field}, v))
				}
				decided := c.Resolve(merge.Resolution{Value: asWritten(q, c, value), By: s.Rec.Who.Actor, At: at, Why: choice.Why})
				set("state", merge.Resolved)
				set("resolution", choice.Keep)
				set("resolutions", decided.Doc()["resolutions"])
			}
			return ops, nil
		}})
	return Saved{Rev: res.Rev}, err
}

// asWritten is the version of a conflict that a value is, in the words it was written in:
// a decision says which one, also where it was laid into what others changed since.
func asWritten(q review.Asked, c merge.Conflict, value string) string {
	for _, v := range c.Values {
		if q.Reads(v) == value {
			return v
		}
	}
	return value
}

// questionOf are the open conflicts that are one question with the one named.
func questionOf(schema *record.Schema, st *record.State, conflict string) []merge.Conflict {
	for _, group := range review.TogetherIn(schema, openIn(st)) {
		if slices.ContainsFunc(group, func(c merge.Conflict) bool { return c.ID == conflict }) {
			return group
		}
	}
	return nil
}

// openIn lists the open conflicts of a record by id.
func openIn(st *record.State) (out []merge.Conflict) {
	for id, p := range st.Parts[review.Conflicts] {
		if c := merge.ConflictOf(id, p.Doc); !p.Removed && c.State == merge.Open {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b merge.Conflict) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// conflictCollections are those a conflict can be about, and its own.
func conflictCollections(schema *record.Schema) []string {
	var names []string
	for _, c := range schema.Collections {
		if !c.Inline {
			names = append(names, c.Name)
		}
	}
	return names
}

// Conflicts tells the conflicts of one record, or of all when id is "": those that
// wait for an answer first, by record and as their places stand there, then the decided
// ones, the last decision first.
func (s *Service) Conflicts(ctx context.Context, id string, text review.Text) ([]review.Undecided, error) {
	placed, err := s.placed(ctx, id)
	if err != nil {
		return nil, err
	}
	open, decided := []review.Undecided{}, []review.Undecided{}
	for _, one := range byRecord(placed) {
		r, err := s.readAny(ctx, one.id)
		if fault.Is(err, fault.NotFound) {
			continue // of a kind that this version does not know, or gone since
		}
		if err != nil {
			return nil, err
		}
		r.subject = r.named(one.list)
		for _, members := range r.inOrder(review.TogetherIn(r.subject.Schema, one.list)) {
			if members[0].Withdrawn() {
				continue
			}
			u := s.undecided(r, members, one.list, text)
			u.Record = one.id
			if u.State == merge.Open {
				open = append(open, u)
			} else {
				decided = append(decided, u)
			}
		}
	}
	// The last decision first.
	slices.SortStableFunc(decided, func(a, b review.Undecided) int {
		switch {
		case a.DecidedAt > b.DecidedAt:
			return -1
		case a.DecidedAt < b.DecidedAt:
			return 1
		}
		return 0
	})
	return append(open, decided...), nil
}

// ofRecord are the conflicts of one record.
type ofRecord struct {
	id   string
	list []merge.Conflict
}

// byRecord sorts conflicts, which come by record, by that.
func byRecord(placed []record.Placed) (out []ofRecord) {
	for _, p := range placed {
		if len(out) == 0 || out[len(out)-1].id != p.Record {
			out = append(out, ofRecord{id: p.Record})
		}
		last := &out[len(out)-1]
		last.list = append(last.list, merge.ConflictOf(p.ID, p.Doc))
	}
	return out
}

// FindConflict gives the record and the id of a conflict by its id or a beginning of it
// that no other has. The same question in two reviews has one id; of those the open one is
// meant, and where both are the reference stands before it: REF/ID.
func (s *Service) FindConflict(ctx context.Context, name string) (recordID, id string, err error) {
	in := ""
	if ref, rest, named := strings.Cut(name, "/"); named {
		if in, err = s.Rec.Resolve(ctx, ref); err != nil {
			return "", "", err
		}
		name = rest
	}
	placed, err := s.placed(ctx, in)
	if err != nil {
		return "", "", err
	}
	var exact, begin []record.Placed
	for _, p := range placed {
		switch {
		case p.ID == name:
			exact = append(exact, p)
		case len(name) >= shortestName && strings.HasPrefix(p.ID, name):
			begin = append(begin, p)
		}
	}
	if exact, err = s.askable(ctx, exact); err != nil {
		return "", "", err
	}
	if begin, err = s.askable(ctx, begin); err != nil {
		return "", "", err
	}
	found := exact
	if len(found) == 0 {
		found = begin
	}
	if open := slices.DeleteFunc(slices.Clone(found), func(p record.Placed) bool { return record.Str(p.Doc, "state") == merge.Resolved }); len(open) > 0 && oneID(found) {
		found = open
	}
	switch {
	case len(found) == 0:
		return "", "", fault.New(fault.NotFound, "conflict.missing", "id", name)
	case !oneID(found):
		return "", "", fault.New(fault.Invalid, "conflict.ambiguous", "id", name)
	case len(found) > 1:
		refs := make([]string, len(found))
		for i, p := range found {
			refs[i] = s.Rec.RefOf(ctx, p.Record)
		}
		return "", "", fault.New(fault.Invalid, "conflict.in_several", "id", name, "refs", strings.Join(refs, ", "))
	}
	return found[0].Record, found[0].ID, nil
}

// askable leaves out what asks no person, as lists do.
func (s *Service) askable(ctx context.Context, list []record.Placed) (out []record.Placed, err error) {
	for _, p := range list {
		schema, err := s.schemaOf(ctx, p.Record)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if err != nil || review.AsksPeople(schema, record.Str(p.Doc, "path")) { // of a kind not known here it is told when it is opened
			out = append(out, p)
		}
	}
	return out, nil
}

// oneID says whether all of them have the same id.
func oneID(list []record.Placed) bool {
	return !slices.ContainsFunc(list, func(p record.Placed) bool { return p.ID != list[0].ID })
}

// shortestName is the shortest beginning of an id that may stand for it.
const shortestName = 4

// CountConflicts is how many questions wait for an answer.
func (s *Service) CountConflicts(ctx context.Context) (n int, err error) {
	placed, err := s.placed(ctx, "")
	if err != nil {
		return 0, err
	}
	for _, one := range byRecord(placed) {
		schema, err := s.schemaOf(ctx, one.id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return 0, err
		}
		for _, members := range review.TogetherIn(schema, one.list) {
			if members[0].State == merge.Open {
				n++
			}
		}
	}
	return n, nil
}

func (s *Service) placed(ctx context.Context, id string) (out []record.Placed, err error) {
	err = s.Rec.Store.View(ctx, func(tx recording.Reader) error {
		all, err := tx.Conflicts()
		for _, p := range all {
			if id == "" || p.Record == id {
				out = append(out, p)
			}
		}
		return err
	})
	return out, err
}

// undecided adds to the words of a question what may be answered now.
func (s *Service) undecided(r reading, members, all []merge.Conflict, text review.Text) review.Undecided {
	schema := r.subject.Schema
	if members[0].State != merge.Open {
		return r.subject.Undecided(review.AskIn(schema, members, "", false), text)
	}
	st := r.snap.State
	q := s.ask(schema, st, members).Decided(all)
	u := r.subject.Undecided(q, text)
	if u.Form == review.FormSpace {
		return u // which can be taken depends on the spaces of this workspace
	}
	if u.Form == review.FormTwin {
		u.Choices = []string{"both"} // which can stay alone depends on what is here
		return u
	}
	if u.Form == review.FormRecord {
		for i, v := range u.Values {
			if v != "" {
				u.Shown[i].Edited = r.subject.EditedIn(q.Edited, st, text)
			}
		}
	}
	u.Moved = q.Since()
	u.Choices = append(u.Choices, "1")
	able := false
	for i := 1; i < len(q.Values); i++ {
		keep := strconv.Itoa(i + 1)
		if _, _, err := s.answer(schema, st, q, Choice{Keep: keep}); err == nil {
			u.Choices, able = append(u.Choices, keep), true
			if !q.Gone {
				u.Shown[i].Text += s.along(r, q, q.Values[i], text)
			}
		}
	}
	if ops, _, err := s.answer(schema, st, q, Choice{Keep: "both"}); err == nil && !(q.Joined && (len(ops) == 0 || q.Gone)) {
		u.Choices = append(u.Choices, "both")
	}
	if typed[u.Form] && (able || u.Form == review.FormText && partThere(st, q.Path)) {
		u.Choices = append(u.Choices, "text")
	}
	return u
}

// along says what a move takes along, as people read it; "" for nothing.
func (s *Service) along(r reading, q review.Asked, to string, text review.Text) string {
	path, _ := record.ParsePath(q.Path)
	if q.Form != review.FormPlace {
		return ""
	}
	branch := branchOf(r.snap.State, path, to)
	if branch == "" {
		return ""
	}
	return " " + text("conflict.place.along", "what", r.view.CauseWords(branch))
}
