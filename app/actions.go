package app

import (
	"context"
	"encoding/json"

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

// ActionList are the actions of all reviews, with what became of the promises in sentences.
type ActionList struct {
	Actions  []workspace.ActionTold `json:"actions"`
	Promises review.Promises        `json:"promises"`
	Mix      review.Mix             `json:"strength"`
	Reviews  int                    `json:"reviews"`
	Told     []string               `json:"told"`
}

// List reads the actions of all reviews, by their date.
func (s *Actions) List() (ActionList, error) {
	return with(s.a, "Actions.List", func(ctx context.Context, ws *workspace.Workspace) (ActionList, error) {
		all, err := ws.Actions(ctx)
		return ActionList{all.Actions, all.Promises, all.Mix, all.Reviews, orNone(workspace.ActionSentences(all.Promises, all.Mix, s.text))}, err
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
