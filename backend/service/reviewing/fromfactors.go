package reviewing

import (
	"context"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// CausesFromFactors hangs a cause below the effect for each contributing factor
// that has none yet, as an import does: what is listed inside a factor is why it
// came to be. All of it is one step.
func (s *Service) CausesFromFactors(ctx context.Context, id, editor string) (CauseSaved, error) {
	first := ""
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "causes.from_factors", Editor: editor,
		Needs: append([]string{review.Factors}, causeCollections...),
		Plan: func(st *record.State) ([]record.Op, error) {
			tree, analysis, ops := s.treeOf(st)
			plan := s.factorPlan(st, tree)
			if plan.Empty() {
				return nil, nil
			}
			first = plan.New[0].ID
			ops = append(ops, planOps(plan, analysis)...)
			return append(ops, s.sideOps(plan.Apply(nodesOf(tree)))...), nil
		}})
	return CauseSaved{ID: first, Rev: res.Rev}, err
}

func (s *Service) factorPlan(st *record.State, tree *cause.Tree) cause.Plan {
	have := map[string]bool{}
	for _, n := range tree.DepthFirst() {
		have[n.Factor] = true
	}
	effect, rank := tree.Effect().ID, ""
	if kids := tree.Children(effect); len(kids) > 0 {
		rank = kids[len(kids)-1].Rank
	}
	var plan cause.Plan
	for _, fid := range st.Live(review.Factors) {
		doc := st.Parts[review.Factors][fid].Doc
		kind := record.Str(doc, "kind")
		if have[fid] || !review.Contributes(kind) {
			continue
		}
		rank = cause.RankBetween(rank, "")
		own, below := listedIn(record.Str(doc, "text"))
		n := cause.Node{ID: s.NewID(), Parent: effect, Kind: "cause", Text: own, Status: "hypothesis",
			Classes: record.Strs(doc, "classes"), Factor: fid, Rank: rank}
		plan.New = append(plan.New, n)
		plan.New = append(plan.New, s.nodesBelow(n.ID, "", below)...)
	}
	return plan
}

// listedIn parts the words of a factor from the list inside it. Text of another
// shape is the words of the factor as a whole.
func listedIn(text string) (own string, below []outlineLine) {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for _, line := range strings.Split(rest, "\n") {
		if line = strings.TrimSpace(line); line != "" && !bullet.MatchString(line) {
			return text, nil
		}
	}
	if below = outlineLines(rest); len(below) == 0 {
		return text, nil
	}
	return strings.TrimSpace(first), below
}

// nodesBelow makes causes of an indented list below an anchor, behind the child of
// it with this rank.
func (s *Service) nodesBelow(anchor, rank string, lines []outlineLine) []cause.Node {
	type open struct {
		indent int
		id     string
		rank   string
	}
	stack := []open{{-1, anchor, rank}}
	var nodes []cause.Node
	for _, l := range lines {
		for len(stack) > 1 && stack[len(stack)-1].indent >= l.indent {
			stack = stack[:len(stack)-1]
		}
		parent := &stack[len(stack)-1]
		parent.rank = cause.RankBetween(parent.rank, "")
		n := cause.Node{ID: s.NewID(), Parent: parent.id, Kind: "cause", Text: l.text, Status: "hypothesis", Rank: parent.rank}
		nodes = append(nodes, n)
		stack = append(stack, open{indent: l.indent, id: n.ID})
	}
	return nodes
}
