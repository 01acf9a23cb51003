package obligating

import (
	"strconv"

	"secondstory/backend/domain/obligation"
)

// Keys of the sentences that say how long there is. Gaps: n, from (name of the event or
// step).
var limitKeys = map[obligation.Kind]string{
	obligation.Hours:        "obligation.limit_hours",
	obligation.Days:         "obligation.limit_days",
	obligation.BusinessDays: "obligation.limit_business_days",
	obligation.Months:       "obligation.limit_months",
	obligation.YearEnd:      "obligation.limit_year_end",
	obligation.Soft:         "obligation.limit_soft",
}

// Steps are the steps of a pack without a case.
func Steps(p obligation.Pack) []StepView {
	out := make([]StepView, len(p.Steps))
	for i := range p.Steps {
		out[i] = stepView(&p, &p.Steps[i])
	}
	return out
}

func stepView(p *obligation.Pack, step *obligation.Step) StepView {
	v := StepView{ID: step.ID, Name: step.Name, Recipient: step.Recipient, Note: step.Note, Limits: []Message{}}
	for _, one := range step.Limits {
		list := []obligation.Limit{one.Limit}
		if one.Limit.Kind == obligation.FirstOf {
			list = one.Limit.Of
		}
		for _, l := range list {
			v.Limits = append(v.Limits, limitView(p, l))
		}
	}
	return v
}

func limitView(p *obligation.Pack, l obligation.Limit) Message {
	m := Message{Key: limitKeys[l.Kind], Params: map[string]string{"count": strconv.Itoa(l.N)}}
	if e, ok := p.Event(l.From.Event); ok {
		m.Params["from"] = e.Name
	}
	if before, ok := p.Step(l.From.After); ok {
		m.Params["from"] = before.Name
	}
	return m
}
