package importing

import (
	"slices"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// actorFields are the fields that hold the pseudonym of a person.
var actorFields = []struct{ collection, field string }{{review.Timeline, "actor"}, {review.Actions, "owner_actor"}, {review.Participants, "actor"}}

// people gives everybody named in the new version the pseudonym they have here, or had in
// a piece of the version before that was left, and returns the names of those who have
// none here by the one they bring along.
func (m *merger) people() map[string]string {
	known, named := record.Doc{}, map[string]string{}
	for id, name := range review.Names(m.ours) {
		known[id] = name
	}
	names := review.Names(m.theirs)
	for _, at := range actorFields {
		for _, id := range m.theirs.Live(at.collection) {
			doc := m.theirs.Parts[at.collection][id].Doc
			actor := record.Str(doc, at.field)
			name, is := names[actor]
			if !is {
				continue
			}
			if here := review.ActorNamed(known, name); here != "" {
				doc[at.field] = here
				continue
			}
			if before := review.ActorNamed(m.base.People, name); before != "" {
				doc[at.field], actor = before, before
			}
			known[actor], named[actor] = name, name
		}
	}
	return named
}

// name puts the names of those whom the merge brings into the local map. Who is only in
// pieces that were left is nobody here.
func (m *merger) name(named map[string]string) {
	known := record.Doc{}
	for id, name := range review.Names(m.ours) {
		known[id] = name
	}
	before := len(known)
	for actor, name := range named {
		if slices.ContainsFunc(m.ops, func(op record.Op) bool { return op.Holds(actor) }) {
			known[actor] = name
			continue
		}
		if m.next.People == nil {
			m.next.People = record.Doc{}
		}
		m.next.People[actor] = name
	}
	if len(known) > before {
		m.ops = append(m.ops, record.SetOp(record.Path{Field: review.People}, known))
	}
}
