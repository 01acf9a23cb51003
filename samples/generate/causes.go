package generate

import (
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

func (m *maker) factors() {
	for i := range m.shape.Factors {
		f := review.Factor{ID: key("f", i+1), Classes: []string{}}
		f.Kind = review.FactorKinds[m.d.weighted([]float64{62, 16, 12, 10})]
		switch f.Kind {
		case "went_well":
			f.Text = m.say(pick(m.d, wentWell))
		case "luck":
			f.Text = m.say(pick(m.d, byLuck))
		default:
			class := m.class()
			f.Classes, f.Text = []string{class}, m.mechanism(class)
		}
		m.r.Factors = append(m.r.Factors, f)
	}
}

func (m *maker) class() string { return classOrder[m.d.weighted([]float64{42, 22, 8, 18, 10})] }

// mechanism says how something came about: of the service's own ways, or of
// those that every service has.
func (m *maker) mechanism(class string) string {
	own := vocabulary[m.service.Name].mechanisms
	if class == "technical" && m.d.chance(0.5) {
		return m.say(pick(m.d, own))
	}
	return m.say(pick(m.d, conditions[class]))
}

// limb is a node while the tree grows.
type limb struct {
	node     cause.Node
	parent   int
	level    int
	children []int
}

// causes grows a tree: with ribs or without, wide or deep, listed depth first.
func (m *maker) causes() {
	if m.shape.Causes == 0 {
		return
	}
	m.r.Analyses = []review.Analysis{{ID: "n01", Current: true}}
	limbs := m.grow()
	order := []int{}
	var walk func(i int)
	walk = func(i int) {
		order = append(order, i)
		for _, child := range limbs[i].children {
			walk(child)
		}
	}
	walk(0)
	ids := make([]string, len(limbs))
	for k, i := range order {
		ids[i] = key("c", k)
	}
	for _, i := range order {
		n := limbs[i].node
		n.ID = ids[i]
		if i > 0 {
			n.Parent = ids[limbs[i].parent]
			m.judge(&n, len(limbs[i].children) > 0)
			if also := m.d.below(len(limbs)); m.d.chance(0.04) && !related(limbs, i, also) && !related(limbs, also, i) {
				n.Also = []string{ids[also]}
			}
		}
		m.r.Causes = append(m.r.Causes, n)
	}
	m.evidence()
}

// deepest is the level below which only chains go on.
const deepest = 6

func (m *maker) grow() []limb {
	limbs := []limb{{node: cause.Node{Kind: "effect", Text: m.r.Title, Classes: []string{}}}}
	hang := func(parent int, n cause.Node) {
		limbs[parent].children = append(limbs[parent].children, len(limbs))
		limbs = append(limbs, limb{node: n, parent: parent, level: limbs[parent].level + 1})
	}
	first := 0
	if m.shape.Causes > 5 && !m.shape.Deep && (m.shape.Causes > 25 || m.d.chance(0.6)) {
		for _, name := range m.some(ribs, m.d.between(3, 6)) {
			hang(0, cause.Node{Kind: "category", Text: name, Classes: []string{}})
		}
		first = 1
	}
	depth := 0.2 + 0.6*m.d.float() // how readily a cause gets a cause of its own
	if m.shape.Deep {
		depth = 0.9
	}
	for i := range m.shape.Causes {
		parent := m.d.between(first, len(limbs)-1)
		if i > 0 && m.d.chance(depth) {
			parent = len(limbs) - 1
		}
		for !m.shape.Deep && limbs[parent].level >= deepest {
			parent = limbs[parent].parent
		}
		class := m.class()
		kind := "cause"
		if m.d.chance(0.15) {
			kind = "condition"
		}
		hang(parent, cause.Node{Kind: kind, Text: m.mechanism(class), Classes: []string{class}})
	}
	return limbs
}

// related says whether a lies at or above b.
func related(limbs []limb, a, b int) bool {
	for ; b > 0; b = limbs[b].parent {
		if a == b {
			return true
		}
	}
	return a == 0
}

// judge gives a cause its status; a human one needs the condition behind it.
func (m *maker) judge(n *cause.Node, parent bool) {
	if n.Kind == "category" {
		return
	}
	if n.Classes[0] == "human" && !parent {
		n.Classes = []string{"procedural"}
	}
	n.Status = cause.Statuses[m.d.weighted([]float64{38, 38, 8, 16})]
	n.Therefore = cause.Verdicts[m.d.weighted([]float64{45, 40, 4, 11})]
	if m.d.chance(0.08) {
		n.Note = m.say(pick(m.d, quotes))
	}
	if f := m.d.below(len(m.r.Factors) + 3); f < len(m.r.Factors) && m.r.Factors[f].Kind == "contributing" {
		n.Factor = m.r.Factors[f].ID
	}
}

// evidence: a supported cause has something that supports it, one that is ruled
// out something that contradicts it.
func (m *maker) evidence() {
	for _, n := range m.r.Causes {
		e := review.Evidence{Cause: n.ID, Stance: "supports"}
		switch {
		case n.Status == "ruled_out":
			e.Stance = "contradicts"
		case n.Status == "unknown" && m.d.chance(0.2):
			e.Stance = "context"
		case n.Status != "supported":
			continue
		}
		e.ID = key("e", len(m.r.Evidence)+1)
		if len(m.r.Timeline) > 0 && m.d.chance(0.6) {
			e.Kind, e.Entry = "timeline", pick(m.d, m.r.Timeline).ID
		} else {
			e.Kind = pick(m.d, []string{"quote", "metric", "document"})
			e.Text = m.say(pick(m.d, map[string][]string{"quote": quotes, "metric": measures, "document": detections}[e.Kind]))
		}
		m.r.Evidence = append(m.r.Evidence, e)
	}
}

func (m *maker) actions() {
	words := vocabulary[m.service.Name]
	for i := range m.shape.Actions {
		title := m.say(pick(m.d, kept))
		if m.d.chance(0.6) {
			title = m.say(pick(m.d, words.fixes))
		}
		a := review.Action{ID: key("a", i+1), Title: title}
		a.Kind = review.ActionKinds[m.d.weighted([]float64{34, 22, 16, 10, 8, 10})]
		a.Strength = review.Strengths[m.d.weighted([]float64{30, 40, 30})]
		a.Status = m.progress()
		if a.Status != "idea" {
			a.OwnerRole = pick(m.d, []string{m.service.Team, "Integration lead", "Floor systems lead", "Planning lead", "Service desk lead", "Quality officer"})
			a.Due = m.began.AddDate(0, 0, m.d.between(3, 120)).Format(time.DateOnly)
			a.Criterion, a.Measure = m.say(pick(m.d, criteria)), m.say(pick(m.d, measures))
		}
		if m.d.chance(0.1) {
			a.Text = m.sentences(changeTexts, 2)
		}
		if m.d.chance(0.2) {
			a.Tracker = m.say("{code}")
		}
		m.r.Actions = append(m.r.Actions, a)
	}
}

// progress of an action follows the state of its review.
func (m *maker) progress() string {
	switch m.r.State {
	case "draft", "in_review":
		return review.ActionStates[m.d.weighted([]float64{30, 45, 20, 5})]
	case "agreed":
		return review.ActionStates[m.d.weighted([]float64{2, 4, 24, 24, 22, 16, 8})]
	}
	return review.ActionStates[m.d.weighted([]float64{0, 0, 0, 3, 30, 60, 7})]
}
