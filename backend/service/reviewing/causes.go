package reviewing

import (
	"context"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// causeCollections are read whole by every edit of the tree: its rules look at
// all of it.
var causeCollections = []string{review.Causes, review.Analyses, review.Evidences}

// CauseSaved is the outcome of an edit of the tree.
type CauseSaved struct {
	ID  string // the node that should hold the focus
	Rev int64
}

// editTree runs a kernel on the current analysis and carries out its plan.
func (s *Service) editTree(ctx context.Context, id, action, editor string, kernel func(*cause.Tree) (cause.Plan, error)) (CauseSaved, error) {
	return s.treeEdit(ctx, id, recording.Edit{Action: action, Editor: editor}, kernel)
}

func (s *Service) treeEdit(ctx context.Context, id string, e recording.Edit, kernel func(*cause.Tree) (cause.Plan, error)) (CauseSaved, error) {
	focus := ""
	e.Needs = causeCollections
	e.Plan = func(st *record.State) ([]record.Op, error) {
		tree, analysis, ops := s.treeOf(st)
		plan, err := kernel(tree)
		if err != nil {
			return nil, err
		}
		focus = plan.Select
		if plan.Empty() {
			return nil, nil
		}
		ops = append(ops, planOps(plan, analysis)...)
		return append(ops, s.sideOps(plan.Apply(nodesOf(tree)))...), nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return CauseSaved{ID: focus, Rev: res.Rev}, err
}

// sideOps stores the sides a layout chose for nodes that have none yet, in the
// step of the edit that made them, so that later edits flip nothing.
func (s *Service) sideOps(nodes []cause.Node) []record.Op {
	if s.Sides == nil {
		return nil
	}
	chosen := s.Sides(nodes)
	var ops []record.Op
	for _, n := range nodes {
		if side, ok := chosen[n.ID]; ok && n.Side != side && n.Kind != "effect" {
			ops = append(ops, record.SetOp(record.Path{Collection: review.Causes, Part: n.ID, Field: "side"}, side))
		}
	}
	return ops
}

func nodesOf(t *cause.Tree) []cause.Node {
	var nodes []cause.Node
	for _, n := range t.DepthFirst() {
		nodes = append(nodes, n.Node)
	}
	return append(nodes, t.Asides()...)
}

// treeOf builds the tree of the current analysis; a review without one gets an
// analysis whose effect is the title, through the operations returned.
func (s *Service) treeOf(st *record.State) (*cause.Tree, string, []record.Op) {
	return s.treeFrom(st, s.NewID)
}

// treeFrom is treeOf with the id that an effect gets.
func (s *Service) treeFrom(st *record.State, effectID func() string) (*cause.Tree, string, []record.Op) {
	analysis := review.CurrentAnalysis(st)
	var ops []record.Op
	if analysis == "" {
		analysis = s.NewID()
		ops = append(ops,
			record.AddOp(review.Analyses, analysis, record.Doc{"title": "", "rank": cause.RankBetween("", "")}),
			record.SetOp(record.Path{Field: "analysis"}, analysis))
	}
	nodes := review.CauseNodes(st, analysis)
	hasEffect := false
	for _, n := range nodes {
		hasEffect = hasEffect || n.Kind == "effect"
	}
	if !hasEffect {
		effect := cause.Node{ID: effectID(), Kind: "effect", Text: record.Str(st.Head, "title"), Rank: cause.RankBetween("", "")}
		ops = append(ops, record.AddOp(review.Causes, effect.ID, nodeDoc(effect, analysis)))
		nodes = append([]cause.Node{effect}, nodes...)
	}
	return cause.Build(nodes), analysis, ops
}

func planOps(plan cause.Plan, analysis string) []record.Op {
	var ops []record.Op
	for _, n := range plan.New {
		ops = append(ops, record.AddOp(review.Causes, n.ID, nodeDoc(n, analysis)))
	}
	for _, c := range plan.Changes {
		ops = append(ops, record.SetOp(record.Path{Collection: review.Causes, Part: c.ID, Field: c.Field}, c.Value))
	}
	for _, gone := range plan.Remove {
		ops = append(ops, record.RemoveOp(record.Path{Collection: review.Causes, Part: gone}))
	}
	return ops
}

// nodeDoc is a node as the document of a part.
func nodeDoc(n cause.Node, analysis string) record.Doc {
	doc := record.Doc{"analysis": analysis, "kind": n.Kind, "text": n.Text, "rank": n.Rank}
	set := func(name, v string) {
		if v != "" {
			doc[name] = v
		}
	}
	set("parent", n.Parent)
	set("status", n.Status)
	set("note", n.Note)
	set("side", n.Side)
	set("gate", n.Gate)
	set("factor", n.Factor)
	if len(n.Classes) > 0 {
		list := make([]any, len(n.Classes))
		for i, c := range n.Classes {
			list[i] = c
		}
		doc["classes"] = list
	}
	return doc
}

// AddCause makes a cause beside, below or above an anchor: where is "after",
// "before", "child" or "parent". An empty anchor means the effect. "category"
// makes a category of the text and moves the anchor into it; "effect" writes down
// what happened, where it is not yet, for somebody who is about to type it.
func (s *Service) AddCause(ctx context.Context, id, anchor, where, text, editor string) (CauseSaved, error) {
	switch where {
	case "effect":
		return s.beginEffect(ctx, id, editor)
	case "category":
		newID := s.NewID()
		return s.editTree(ctx, id, "causes.move", editor, func(t *cause.Tree) (cause.Plan, error) {
			return t.ToNewCategory(anchor, newID, text)
		})
	}
	return s.addNode(ctx, id, anchor, where, editor, cause.Node{Text: text})
}

// beginEffect makes the effect of a review that has none, as the title says it: its
// own words are typed next and join the step.
func (s *Service) beginEffect(ctx context.Context, id, editor string) (CauseSaved, error) {
	effect := s.NewID()
	focus := ""
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "causes.add", Editor: editor, Begins: textOf(effect), Needs: causeCollections,
		Plan: func(st *record.State) ([]record.Op, error) {
			tree, _, ops := s.treeFrom(st, func() string { return effect })
			focus = tree.Effect().ID
			return ops, nil
		}})
	return CauseSaved{ID: focus, Rev: res.Rev}, err
}

// AddCategory makes a category below the effect; one that has this name already
// is chosen instead.
func (s *Service) AddCategory(ctx context.Context, id, text, editor string) (CauseSaved, error) {
	return s.addNode(ctx, id, "", "child", editor, cause.Node{Kind: "category", Text: text})
}

func (s *Service) addNode(ctx context.Context, id, anchor, where, editor string, as cause.Node) (CauseSaved, error) {
	newID := s.NewID()
	e := recording.Edit{Action: "causes.add", Editor: editor}
	if as.Text == "" {
		e.Begins = textOf(newID) // its words are typed next
	}
	return s.treeEdit(ctx, id, e, func(t *cause.Tree) (cause.Plan, error) {
		effect := t.Effect().ID
		if anchor == "" {
			anchor = effect
		}
		if anchor == effect {
			where = "child"
		}
		var plan cause.Plan
		var err error
		switch {
		case as.Kind == "category":
			if there, ok := t.CategoryNamed(as.Text); ok {
				return cause.Plan{Select: there.ID}, nil
			}
			plan, err = t.AddCategory(newID)
		case where == "before":
			plan, err = t.InsertBefore(anchor, newID)
		case where == "child":
			plan, err = t.AddChild(anchor, newID)
		case where == "parent":
			plan, err = t.InsertParent(anchor, newID)
		default:
			plan, err = t.InsertAfter(anchor, newID)
		}
		for i := range plan.New {
			if plan.New[i].ID == newID {
				n := &plan.New[i]
				n.Text, n.Note, n.Factor, n.Classes = as.Text, as.Note, as.Factor, as.Classes
				if as.Kind != "" {
					n.Kind = as.Kind
				}
				if as.Status != "" {
					n.Status = as.Status
				}
			}
		}
		return plan, err
	})
}

// addCauseFields is AddPart for causes: the command line's way to add one.
func (s *Service) addCauseFields(ctx context.Context, id string, fields map[string]any, after, editor string) (Saved, error) {
	var n cause.Node
	parent, classes := "", []string(nil)
	for name, v := range fields {
		text, isText := v.(string)
		switch name {
		case "parent":
			parent = text
		case "classes":
			classes = record.Strs(record.Doc{"c": v}, "c")
			continue
		case "text":
			n.Text = text
		case "kind":
			n.Kind = text
		case "status":
			n.Status = text
		case "note":
			n.Note = text
		case "factor":
			n.Factor = text
		default:
			return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", review.Causes+"/…/"+name)
		}
		if !isText {
			return Saved{}, fault.New(fault.Invalid, "record.field_not_text", "field", name)
		}
	}
	n.Classes = classes
	where, anchor := "child", parent
	if after != "" {
		where, anchor = "after", after
	}
	saved, err := s.addNode(ctx, id, anchor, where, editor, n)
	return Saved{ID: saved.ID, Rev: saved.Rev}, err
}

// ShiftCause moves a cause among its neighbours: how is "up", "down", "in" or
// "out"; "category" and "cause" make it the one or the other in its place.
func (s *Service) ShiftCause(ctx context.Context, id, node, how, editor string) (CauseSaved, error) {
	action := "causes.move"
	if how == "category" || how == "cause" {
		action = "causes.category"
	}
	return s.editTree(ctx, id, action, editor, func(t *cause.Tree) (cause.Plan, error) {
		switch how {
		case "category":
			return t.MakeCategory(node)
		case "cause":
			return t.MakeCause(node)
		case "up":
			return t.MoveUp(node)
		case "down":
			return t.MoveDown(node)
		case "in":
			return t.Indent(node)
		case "out":
			return t.Outdent(node)
		}
		return cause.Plan{}, fault.New(fault.Invalid, "record.field_unknown", "field", how)
	})
}

// MoveCause hangs a cause below another parent, behind a child of it ("" = first).
func (s *Service) MoveCause(ctx context.Context, id, node, parent, after, editor string) (Saved, error) {
	saved, err := s.editTree(ctx, id, "causes.move", editor, func(t *cause.Tree) (cause.Plan, error) {
		if parent == "" {
			parent = t.Effect().ID
		}
		return t.MoveTo(node, parent, after)
	})
	return Saved{ID: saved.ID, Rev: saved.Rev}, err
}

// RemoveCause takes a cause away with everything below it, as one step.
func (s *Service) RemoveCause(ctx context.Context, id, node, editor string) (Saved, error) {
	saved, err := s.editTree(ctx, id, "causes.remove", editor, func(t *cause.Tree) (cause.Plan, error) { return t.Remove(node) })
	return Saved{ID: saved.ID, Rev: saved.Rev}, err
}

// DiscardCause takes an empty cause away again that nobody wrote anything into.
// Where it was only just made, it has never been. An effect older than that stays.
func (s *Service) DiscardCause(ctx context.Context, id, node, editor string) (Saved, error) {
	done, rev, err := s.Rec.Abandon(ctx, id, textOf(node), editor)
	if err != nil || done {
		return Saved{Rev: rev}, err
	}
	saved, err := s.editTree(ctx, id, "causes.remove", editor, func(t *cause.Tree) (cause.Plan, error) {
		// What is gone already, with the step that made it, is what was asked for.
		if _, there := t.Find(node); !there || t.Effect().ID == node {
			return cause.Plan{}, nil
		}
		return t.Remove(node)
	})
	return Saved{ID: saved.ID, Rev: saved.Rev}, err
}

func textOf(node string) string {
	return record.Path{Collection: review.Causes, Part: node, Field: "text"}.String()
}

// CauseTargets lists where a cause may be moved.
func (s *Service) CauseTargets(ctx context.Context, id, node, query string) ([]cause.Target, error) {
	r, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return cause.Build(r.Causes).Targets(node, query), nil
}
