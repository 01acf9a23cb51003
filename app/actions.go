package app

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// Actions is the bound service of what reviews led to: promises and their proof.
type Actions struct {
	a    *App
	text *assets.Catalogue
}

// NewActions binds the service to the app.
func NewActions(a *App) *Actions { return &Actions{a: a, text: assets.English()} }

// ActionList are the actions that were asked for, with what became of all promises in
// sentences and what there is to ask for.
type ActionList struct {
	Actions []ActionLine            `json:"actions"`
	Total   int                     `json:"total"` // of all reviews
	Mix     review.Mix              `json:"strength"`
	Told    []string                `json:"told"`
	Choices workspace.ActionChoices `json:"choices"`
}

// ActionLine is an action as a row shows it. It carries a role and no name.
type ActionLine struct {
	ID          string   `json:"id"`
	Ref         string   `json:"ref"`
	Review      string   `json:"review"` // reference
	ReviewTitle string   `json:"review_title"`
	Title       string   `json:"title"`
	Status      string   `json:"status"`
	Role        string   `json:"owner_role"`
	Due         string   `json:"due"`
	OverdueDays int      `json:"overdue_days"`
	LookOn      string   `json:"look_on"` // first day on which it can be verified
	Strength    string   `json:"strength"`
	Proof       string   `json:"proof"`   // what it is measured by, or how one sees that it is done
	Missing     []string `json:"missing"` // parts a promise needs
	Moves       int      `json:"replans"`
	Agreed      string   `json:"agreed"` // whether the owner agrees to what it says now
	Study       string   `json:"study"`  // reference
	Undecided   bool     `json:"undecided"`
}

// mostProof is how much of a measure a row carries: more than two lines of the widest.
const mostProof = 240

func lineOf(a workspace.ActionTold) ActionLine {
	proof := []rune(strings.TrimSpace(cmp.Or(strings.TrimSpace(a.Measure), a.Criterion)))
	if len(proof) > mostProof {
		proof = append(proof[:mostProof], '…')
	}
	return ActionLine{a.ID, a.Ref, a.Review, a.ReviewTitle, a.Title, cmp.Or(a.Status, review.ActionStates[0]), a.OwnerRole, a.Due, a.OverdueDays, a.LookFrom(), a.Strength,
		string(proof), a.Missing, a.Moves, a.Acceptance(), a.Study, a.Undecided}
}

// List reads the actions of all reviews that fit, in the order that is asked for.
func (s *Actions) List(n workspace.ActionNarrowing) (ActionList, error) {
	return with(s.a, "Actions.List", func(ctx context.Context, ws *workspace.Workspace) (ActionList, error) {
		found, err := ws.FindActions(ctx, n)
		lines := make([]ActionLine, len(found.Actions))
		for i, a := range found.Actions {
			lines[i] = lineOf(a)
		}
		return ActionList{lines, found.Total, found.Mix, orNone(workspace.ActionSentences(found.Promises, found.Mix, s.text)), found.Choices}, err
	})
}

// actionStep is one step as the window writes it.
type actionStep struct {
	To       string         `json:"to"`
	Fields   map[string]any `json:"fields"`
	Accepted bool           `json:"accepted"`
	Because  string         `json:"because"`
}

// Step takes an action of a review a step on, or moves its date where the step names no
// state. From is the state the person saw; another that stands there by now is not left.
func (s *Actions) Step(ref, action, from, stepJSON, origin string) (Written, error) {
	return on(s.a, "Actions.Step", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		var step actionStep
		if err := json.Unmarshal([]byte(stepJSON), &step); err != nil {
			return Written{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", "action")
		}
		saved, err := ws.Reviews.StepAction(ctx, id, action, from, reviewing.ActionStep(step), origin)
		return Written{saved.Rev}, err
	})
}

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
