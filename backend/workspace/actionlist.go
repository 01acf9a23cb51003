package workspace

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
)

// OpenActions stands among the states of a narrowing for all that still wait to be done.
const OpenActions = "open"

// ActionSorts are the orders of a list of actions. By the date is the first: what has none
// comes last.
var ActionSorts = []string{"due", "strength", "title", "review"}

// ActionNarrowing says which actions of all reviews are wanted, and in which order. An
// empty list asks for nothing; "" in a list is an action that says nothing there. Values of
// one list stand beside each other, lists narrow each other.
type ActionNarrowing struct {
	Words     string   `json:"words"`  // each of them stands in the action or in the name of its review
	States    []string `json:"states"` // ActionStates, or OpenActions
	Roles     []string `json:"roles"`  // of the owner, whatever the case
	Strengths []string `json:"strengths"`
	Services  []string `json:"services"` // of the review
	Reviews   []string `json:"reviews"`  // references
	Overdue   bool     `json:"overdue"`
	Sort      string   `json:"sort"` // ActionSorts, "" is the first
}

// Any says whether something is narrowed.
func (n ActionNarrowing) Any() bool {
	return n.Overdue || strings.TrimSpace(n.Words) != "" || len(n.States)+len(n.Roles)+len(n.Strengths)+len(n.Services)+len(n.Reviews) > 0
}

// Check refuses a state, a strength or an order that there is none of: it would find
// nothing, and look as if there were nothing.
func (n ActionNarrowing) Check() error {
	for _, c := range []struct {
		field         string
		asked, choice []string
	}{
		{"state", n.States, append(slices.Clone(review.ActionStates), OpenActions, "")},
		{"strength", n.Strengths, append(slices.Clone(review.Strengths), "")},
		{"sort", []string{n.Sort}, append(slices.Clone(ActionSorts), "")},
	} {
		for _, v := range c.asked {
			if !slices.Contains(c.choice, v) {
				choices := slices.DeleteFunc(c.choice, func(s string) bool { return s == "" })
				return fault.New(fault.Invalid, "action.narrow_unknown", "given", v, "choices", strings.Join(choices, ", ")).WithField(c.field, "action.narrow_unknown", "given", v, "choices", strings.Join(choices, ", "))
			}
		}
	}
	return nil
}

func (n ActionNarrowing) fits(a ActionTold, words []string) bool {
	state := cmp.Or(a.Status, review.ActionStates[0])
	switch {
	case n.Overdue && a.OverdueDays == 0,
		len(n.States) > 0 && !slices.Contains(n.States, state) && (!a.Open() || !slices.Contains(n.States, OpenActions)),
		len(n.Strengths) > 0 && !slices.Contains(n.Strengths, a.Strength),
		len(n.Roles) > 0 && !oneOf(n.Roles, a.OwnerRole),
		len(n.Reviews) > 0 && !oneOf(n.Reviews, a.Review),
		len(n.Services) > 0 && !(len(a.Services) == 0 && slices.Contains(n.Services, "")) &&
			!slices.ContainsFunc(a.Services, func(s string) bool { return oneOf(n.Services, s) }):
		return false
	}
	if len(words) == 0 {
		return true
	}
	all := strings.ToLower(strings.Join([]string{a.Title, a.Text, a.Criterion, a.Measure, a.OwnerRole, a.Ref, a.Tracker, a.Review, a.ReviewTitle}, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

func oneOf(list []string, s string) bool {
	return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(s)) })
}

// ActionsFound are actions that were asked for, with what there is to ask for.
type ActionsFound struct {
	ActionsTold
	// Total counts the actions of all reviews; Choices are of all of them too.
	Total   int           `json:"total"`
	Choices ActionChoices `json:"choices"`
}

// ActionChoices are the values of the actions of all reviews, each once and by its name.
type ActionChoices struct {
	Roles    []string       `json:"roles"`
	Services []string       `json:"services"`
	Reviews  []ActionReview `json:"reviews"` // with at least one action
}

// ActionReview is a review that has actions.
type ActionReview struct {
	Ref   string `json:"ref"`
	Title string `json:"title"`
}

// FindActions are the actions of all reviews that fit. What became of promises is counted
// over all of them, whatever is narrowed: a share of those that are late would say nothing.
func (w *Workspace) FindActions(ctx context.Context, n ActionNarrowing) (ActionsFound, error) {
	if err := n.Check(); err != nil {
		return ActionsFound{}, err
	}
	all, err := w.Actions(ctx)
	if err != nil {
		return ActionsFound{}, err
	}
	out := ActionsFound{ActionsTold: all, Total: len(all.Actions), Choices: choicesOf(all.Actions)}
	words := strings.Fields(strings.ToLower(n.Words))
	out.Actions = make([]ActionTold, 0, len(all.Actions))
	for _, a := range all.Actions {
		if n.fits(a, words) {
			out.Actions = append(out.Actions, a)
		}
	}
	switch n.Sort { // they stand by their date already
	case "strength":
		slices.SortStableFunc(out.Actions, func(a, b ActionTold) int { return cmp.Compare(strengthPlace(a.Strength), strengthPlace(b.Strength)) })
	case "title":
		slices.SortStableFunc(out.Actions, func(a, b ActionTold) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	case "review":
		slices.SortStableFunc(out.Actions, func(a, b ActionTold) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.ReviewTitle), strings.ToLower(b.ReviewTitle)), cmp.Compare(a.Review, b.Review))
		})
	}
	return out, nil
}

// strengthPlace puts the stronger first and what has none last.
func strengthPlace(s string) int {
	if i := slices.Index(review.Strengths, s); i >= 0 {
		return i
	}
	return len(review.Strengths)
}

func choicesOf(list []ActionTold) ActionChoices {
	roles, services, reviews := map[string]string{}, map[string]string{}, map[ActionReview]bool{}
	// Written in two cases it is one value, as it is found.
	put := func(set map[string]string, s string) {
		if s = strings.TrimSpace(s); s != "" {
			if low := strings.ToLower(s); set[low] == "" || s < set[low] {
				set[low] = s
			}
		}
	}
	for _, a := range list {
		put(roles, a.OwnerRole)
		for _, s := range a.Services {
			put(services, s)
		}
		reviews[ActionReview{a.Review, a.ReviewTitle}] = true
	}
	of := make([]ActionReview, 0, len(reviews))
	for r := range reviews {
		of = append(of, r)
	}
	slices.SortFunc(of, func(a, b ActionReview) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)), cmp.Compare(a.Ref, b.Ref))
	})
	return ActionChoices{byName(roles), byName(services), of}
}

func byName(set map[string]string) []string {
	out := make([]string, 0, len(set))
	for _, low := range slices.Sorted(maps.Keys(set)) {
		out = append(out, set[low])
	}
	return out
}
