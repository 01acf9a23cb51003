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
// that is still there. Nothing of the tree is moved, reworded or taken away: a why
// in other words stands beside the old one until a person decides.
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
			next[id] = doc // the source has lost its chain; what was known stays known
		}
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
