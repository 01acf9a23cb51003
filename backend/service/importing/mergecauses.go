package importing

import (
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// causes adds the causes that only the new version tells to the tree as it is
// here, below the cause they hang from in the source, or below the nearest one
// that is still there. Nothing of the tree is moved or reworded: a why in other words
// stands beside the old one until a person decides. Only the cause of a factor that
// goes, as the import made it, goes along (factorCauses).
func (m *merger) causes() {
	source := record.Str(m.theirs.Head, "analysis")
	analysis := m.analysisHere()
	m.next.Head["analysis"] = analysis
	m.next.Parts[review.Analyses] = map[string]record.Doc{}
	next := map[string]record.Doc{}
	m.next.Parts[review.Causes] = next
	nodes := review.CauseNodes(m.theirs, source)
	if len(nodes) == 0 {
		for id, doc := range m.base.Parts[review.Causes] {
			if !m.goesWithFactor(id) {
				next[id] = doc // the source has lost its chain; what was known stays known
			}
		}
		m.factorCauses(next)
		return
	}
	if analysis == "" {
		m.wholeTree(source, nodes, next)
		return
	}
	here := map[string]cause.Node{}
	last := map[string]string{} // rank of the last child, by parent
	effect := ""
	byWords := map[string]string{}
	for _, n := range review.CauseNodes(m.ours, analysis) {
		here[n.ID] = n
		last[n.Parent] = max(last[n.Parent], n.Rank)
		if n.Kind == "effect" && effect == "" {
			effect = n.ID
			continue
		}
		byWords[normal(n.Text)] = n.ID
	}
	known := m.knownCauses()
	for at, n := range nodes {
		doc := m.causeDoc(n)
		if n.Kind == "effect" {
			m.ids[n.ID] = effect
			next[orElse(effect, n.ID)] = doc
			continue
		}
		if ids := known[normal(n.Text)]; len(ids) > 0 {
			m.ids[n.ID], known[normal(n.Text)] = ids[0], ids[1:]
			if above := m.ids[n.Parent]; above != "" {
				doc["parent"] = above // by which a move here is known
			}
			next[ids[0]] = doc
			continue
		}
		if id := m.sameFactor(doc); id != "" {
			// An earlier reader ran what is nested in a factor together with its words.
			m.ids[n.ID] = id
			next[id] = doc
			continue
		}
		if id, said := byWords[normal(n.Text)]; said {
			m.ids[n.ID] = id
			next[id] = doc
			continue
		}
		m.ids[n.ID], next[n.ID] = n.ID, doc
		if m.fresh(pieceOf(review.Causes, n.ID, newKey(review.Causes, at), doc), n.ID) {
			continue // what hangs below it hangs from the one above
		}
		parent := m.liveParent(n.Parent, nodes, here, effect)
		last[parent] = cause.RankBetween(last[parent], "")
		doc["analysis"], doc["parent"], doc["rank"] = analysis, parent, last[parent]
		here[n.ID] = n
		m.ops = append(m.ops, record.AddOp(review.Causes, n.ID, doc))
	}
	m.factorCauses(next)
}

// factorCauses takes the causes along that the last import made of factors which the file
// has no longer, unless somebody worked on one or built on it: a factor in other words
// would else leave its old cause beside the new one.
func (m *merger) factorCauses(next map[string]record.Doc) {
	for _, id := range sortedIDs(m.base.Parts[review.Causes]) {
		if _, told := next[id]; told || !m.goesWithFactor(id) {
			continue
		}
		part, ok := m.ours.Part(review.Causes, id)
		if !ok || part.Removed {
			continue
		}
		p := pieceOf(review.Causes, id, review.Causes+"/"+id, part.Doc)
		if m.workedOn(id, part.Doc) {
			m.tell(p, PieceGoneKept)
		} else if !m.tell(p, PieceGone) {
			m.ops = append(m.ops, record.RemoveOp(record.Path{Collection: review.Causes, Part: id}))
		}
	}
}

// goesWithFactor says that a cause of the last import came of a factor that the file has no
// longer and that goes with this merge.
func (m *merger) goesWithFactor(id string) bool {
	factor := record.Str(m.base.Parts[review.Causes][id], "factor")
	return factor != "" && slices.ContainsFunc(m.pieces, func(p Piece) bool {
		return p.Collection == review.Factors && p.Key == review.Factors+"/"+factor && p.State == PieceGone && !m.left[p.Key]
	})
}

// placing fields say where a cause stands in the tree. A file moves its causes too.
var placing = map[string]bool{"analysis": true, "parent": true, "rank": true, "factor": true}

// workedOn says that a person changed a cause since the last import, moved it, or that
// something here hangs on it.
func (m *merger) workedOn(id string, here record.Doc) bool {
	was := m.base.Parts[review.Causes][id]
	if p, now := record.Str(was, "parent"), record.Str(here, "parent"); p != now {
		// Earlier versions kept the parent by the id it had in the file, where nobody can say
		// whether it is the one here. An import hangs the cause of a factor below the effect.
		_, known := m.base.Parts[review.Causes][p]
		above, _ := m.ours.Part(review.Causes, now)
		if known || now != "" && record.Str(above.Doc, "kind") != "effect" {
			return true
		}
	}
	if record.Str(here, "factor") != record.Str(was, "factor") || record.Str(here, "analysis") != m.analysisHere() {
		return true
	}
	for _, d := range []record.Doc{was, here} {
		for k := range d {
			f := record.Field{Name: k}
			if of, _ := review.FieldAt(record.Path{Collection: review.Causes, Part: id, Field: k}); of.Policy == record.Either {
				continue // a layout chose it when somebody edited another cause
			}
			if !placing[k] && asText(bare(f, was[k])) != asText(bare(f, here[k])) {
				return true
			}
		}
	}
	for _, at := range []struct{ collection, field string }{{review.Causes, "parent"}, {review.Evidences, "cause"}, {review.Actions, "cause"}} {
		for _, other := range m.ours.Live(at.collection) {
			if record.Str(m.ours.Parts[at.collection][other].Doc, at.field) == id {
				return true
			}
		}
	}
	for _, other := range m.ours.Live(review.Causes) {
		if slices.Contains(record.Strs(m.ours.Parts[review.Causes][other].Doc, "also"), id) {
			return true
		}
	}
	return false
}

// analysisHere is the tree the last import filled, else the one people work on.
func (m *merger) analysisHere() string {
	made := record.Str(m.base.Head, "analysis")
	if part, ok := m.ours.Part(review.Analyses, made); ok && !part.Removed {
		return made
	}
	return review.CurrentAnalysis(m.ours)
}

// knownCauses are the causes of the last import by their words.
func (m *merger) knownCauses() map[string][]string {
	out := map[string][]string{}
	for _, id := range sortedIDs(m.base.Parts[review.Causes]) {
		doc := m.base.Parts[review.Causes][id]
		if record.Str(doc, "kind") != "effect" {
			k := normal(record.Str(doc, "text"))
			out[k] = append(out[k], id)
		}
	}
	return out
}

// sameFactor is the cause the last import made of the same factor, when its
// words began with those of the new one.
func (m *merger) sameFactor(doc record.Doc) string {
	factor := record.Str(doc, "factor")
	if factor == "" {
		return ""
	}
	for _, id := range sortedIDs(m.base.Parts[review.Causes]) {
		old := m.base.Parts[review.Causes][id]
		if record.Str(old, "factor") == factor && strings.HasPrefix(normal(record.Str(old, "text")), normal(record.Str(doc, "text"))) {
			return id
		}
	}
	return ""
}

// causeDoc is a cause of the source with the factor it comes from as it is here.
func (m *merger) causeDoc(n cause.Node) record.Doc {
	doc, _ := record.Clone(m.theirs.Parts[review.Causes][n.ID].Doc).(record.Doc)
	if factor := record.Str(doc, "factor"); factor != "" {
		doc["factor"] = orElse(m.ids[factor], factor)
		if m.absent[record.Str(doc, "factor")] {
			delete(doc, "factor")
		}
	}
	return doc
}

// liveParent is the nearest cause above that is in the tree here.
func (m *merger) liveParent(parent string, nodes []cause.Node, here map[string]cause.Node, effect string) string {
	above := map[string]string{}
	for _, n := range nodes {
		above[n.ID] = n.Parent
	}
	for hops := 0; parent != "" && hops <= len(nodes); hops++ {
		if id := m.ids[parent]; id != "" {
			if _, live := here[id]; live {
				return id
			}
		}
		parent = above[parent]
	}
	return effect
}

// wholeTree takes the source's tree over where there is none here. A tree that the last
// import told already was left, or was taken away since: it stays away.
func (m *merger) wholeTree(analysis string, nodes []cause.Node, next map[string]record.Doc) {
	known := m.knownCauses()
	if len(m.base.Parts[review.Causes]) > 0 && !slices.ContainsFunc(nodes, func(n cause.Node) bool {
		return n.Kind != "effect" && len(known[normal(n.Text)]) == 0
	}) {
		maps.Copy(next, m.base.Parts[review.Causes])
		return
	}
	for _, n := range nodes {
		next[n.ID] = m.causeDoc(n)
	}
	whole := Piece{Key: newKey(review.Causes, 0), Collection: review.Causes, Words: record.Str(m.theirs.Parts[review.Causes][nodes[0].ID].Doc, "text"), Count: len(nodes)}
	if m.fresh(whole, analysis) {
		return
	}
	m.ops = append(m.ops,
		record.AddOp(review.Analyses, analysis, m.theirs.Parts[review.Analyses][analysis].Doc),
		record.SetOp(record.Path{Field: "analysis"}, analysis))
	m.next.Head["analysis"] = analysis
	for _, n := range nodes {
		m.ops = append(m.ops, record.AddOp(review.Causes, n.ID, next[n.ID]))
	}
}
