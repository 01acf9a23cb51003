package workspace

import (
	"context"
	"math"
	"strconv"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
)

// TellAction is one action of a review with what is known of its promise.
func (w *Workspace) TellAction(ctx context.Context, r review.Review, a review.Action) (ActionTold, error) {
	studies, err := w.Studies.List(ctx)
	if err != nil {
		return ActionTold{}, err
	}
	_, open := r.UndecidedAt(review.Actions + "/" + a.ID)
	return tellAction(report.OwnedAction{Action: a, RecordRef: r.Ref, RecordTitle: r.Title, ReviewID: r.ID, Severity: r.Severity, Moves: r.Moves()[a.ID], Undecided: open, Services: r.Services},
		studies, w.today().Format("2006-01-02")), nil
}

// ActionSentences say what became of promises and how strong actions are; each number with
// its n, and a share with its interval.
func ActionSentences(p review.Promises, m review.Mix, text *assets.Catalogue) []string {
	var out []string
	if s := p.OnTime; s != nil {
		out = append(out, text.Text("action.promises.time", "share", hundredths(s.Share), "low", hundredths(s.Low), "high", hundredths(s.High),
			"hits", strconv.Itoa(p.InTime), "n", strconv.Itoa(s.N)))
	}
	if p.MedianLate != nil {
		out = append(out, text.Count("action.promises.late", p.Late, "days", strconv.FormatFloat(*p.MedianLate, 'f', -1, 64)))
	}
	if p.Over > 0 {
		out = append(out, text.Count("action.promises.over", p.Over))
	}
	if p.Moved > 0 {
		out = append(out, text.Count("action.promises.moved", p.Moved, "times", strconv.Itoa(p.Moves)))
	}
	if p.Unknown > 0 {
		out = append(out, text.Count("action.promises.unknown", p.Unknown))
	}
	if n := m.Stronger + m.Intermediate + m.Weaker; n > 0 {
		of := func(k int) string { return strconv.Itoa(int(math.Round(100 * float64(k) / float64(n)))) }
		out = append(out, text.Text("action.mix", "stronger", strconv.Itoa(m.Stronger), "intermediate", strconv.Itoa(m.Intermediate), "weaker", strconv.Itoa(m.Weaker),
			"strong", of(m.Stronger), "weak", of(m.Weaker), "n", strconv.Itoa(n)))
		if m.Hint {
			out = append(out, text.Text("action.mix.hint"))
		}
	}
	return out
}

func hundredths(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) }

// ActionLines are the facts about an action with their names, for a terminal.
func ActionLines(a ActionTold, moves []review.Replan, text *assets.Catalogue) [][2]string {
	say := func(key string, params ...string) string { return text.Text(key, params...) }
	var out [][2]string
	add := func(name, words string) {
		if words != "" {
			out = append(out, [2]string{name, words})
		}
	}
	add(say("report.owner"), report.OwnerRole(a.Action, say))
	add(say("report.due"), a.Due)
	add(say("report.strength"), a.Strength)
	add(say("report.register.criterion"), a.Criterion)
	add(say("report.know"), a.Measure)
	for _, f := range review.ActionFacts(a.Action, moves, say) {
		add(f.Name, f.Words)
	}
	add(say("action.fact.study"), a.Study)
	if a.Status != "idea" && a.Status != "declined" && len(a.Missing) > 0 {
		for _, m := range a.Missing {
			add(say("action.fact.missing"), say("action.lacks."+m))
		}
	}
	return out
}
