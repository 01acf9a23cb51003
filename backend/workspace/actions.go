package workspace

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/service/studying"
)

// ActionTold is an action of any review with what is known of its promise. Roles alone
// stand in it.
type ActionTold struct {
	review.Action
	Review      string   `json:"review"` // reference
	ReviewTitle string   `json:"review_title"`
	Severity    string   `json:"severity"`
	Missing     []string `json:"missing"` // parts a promise needs
	Moves       int      `json:"replans"`
	Study       string   `json:"study"` // reference of the study about it
	Undecided   bool     `json:"undecided"`
	Services    []string `json:"services"` // of the review
}

// ActionsTold are the actions of all reviews, with what became of the promises.
type ActionsTold struct {
	Actions  []ActionTold    `json:"actions"`
	Promises review.Promises `json:"promises"`
	Mix      review.Mix      `json:"strength"`
	Reviews  int             `json:"reviews"`
}

// Actions are the actions of all reviews that are not in the trash, by their date, those
// without one last.
func (w *Workspace) Actions(ctx context.Context) (ActionsTold, error) {
	all, err := w.ownedActions(ctx, func(string) bool { return true })
	if err != nil {
		return ActionsTold{}, err
	}
	studies, err := w.Studies.List(ctx)
	if err != nil {
		return ActionsTold{}, err
	}
	today := w.today().Format(time.DateOnly)
	out := ActionsTold{Actions: make([]ActionTold, 0, len(all.list)), Reviews: all.reviews}
	plain, moves := make([]review.Action, 0, len(all.list)), map[string]int{}
	for _, a := range all.list {
		plain = append(plain, a.Action)
		moves[a.ID] = a.Moves
		out.Actions = append(out.Actions, tellAction(a, studies, today))
	}
	slices.SortStableFunc(out.Actions, func(a, b ActionTold) int {
		if (a.Due == "") != (b.Due == "") {
			return len(b.Due) - len(a.Due)
		}
		return strings.Compare(a.Due, b.Due)
	})
	out.Promises, out.Mix = review.PromisesOf(plain, moves, today), review.MixOf(plain)
	return out, nil
}

func tellAction(a report.OwnedAction, studies []studying.View, today string) ActionTold {
	at := review.Review{Actions: []review.Action{a.Action}}.At(today).Actions[0]
	told := ActionTold{Action: at, Review: a.RecordRef, ReviewTitle: a.RecordTitle, Severity: a.Severity, Missing: a.Missing(),
		Moves: a.Moves, Undecided: a.Undecided, Services: a.Services}
	for _, list := range []*[]string{&told.Missing, &told.Services} {
		if *list == nil {
			*list = []string{}
		}
	}
	for _, v := range studies {
		if v.Part == a.ID {
			told.Study = v.Ref
		}
	}
	return told
}

// FindAction finds an action by its reference or a part of it that no other begins with,
// in whichever review it is. Faults record.missing and record.ref_ambiguous.
func (w *Workspace) FindAction(ctx context.Context, ref string) (report.OwnedAction, error) {
	all, err := w.ownedActions(ctx, func(string) bool { return true })
	if err != nil {
		return report.OwnedAction{}, err
	}
	var found []report.OwnedAction
	for _, a := range all.list {
		if strings.EqualFold(a.Ref, ref) || a.ID == ref {
			found = append(found, a)
		}
	}
	switch len(found) {
	case 0:
		return report.OwnedAction{}, fault.New(fault.NotFound, "record.missing", "ref", ref)
	case 1:
		return found[0], nil
	}
	names := make([]string, len(found))
	for i, a := range found {
		names[i] = record.Ref(review.ActionPrefix, a.ID) + " (" + a.RecordRef + ")"
	}
	return report.OwnedAction{}, fault.New(fault.Invalid, "record.ref_ambiguous", "ref", ref, "candidates", strings.Join(names, ", "))
}
