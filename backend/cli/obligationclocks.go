package cli

import (
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
)

func (r *run) obligationClocks(o obligationFlags) (int, error) {
	var list []obligating.View
	if len(r.args) > 0 {
		name, err := r.subjectName()
		if err != nil {
			return 0, err
		}
		if err := r.noMore(); err != nil {
			return 0, err
		}
		id, err := r.subject(name)
		if err != nil {
			return 0, err
		}
		kind, err := r.ws.Records.KindOf(r.ctx, id)
		switch {
		case err != nil && !fault.Is(err, fault.NotFound):
			return 0, err
		case kind == obligation.RecordKind:
			v, err := r.ws.Obligations.Get(r.ctx, id)
			if err != nil {
				return 0, err
			}
			list = []obligating.View{v}
		default:
			if list, err = r.ws.Obligations.About(r.ctx, id); err != nil {
				return 0, err
			}
		}
	} else {
		if err := r.open(); err != nil {
			return 0, err
		}
		var err error
		if list, err = r.ws.Obligations.Register(r.ctx); err != nil {
			return 0, err
		}
	}
	status := Done
	for _, v := range list {
		for _, k := range v.Clocks {
			if k.State == string(obligation.Overdue) && !k.Soft {
				status = NeedsPerson
			}
		}
	}
	if r.json {
		r.print(map[string]any{"assessments": list})
		return status, nil
	}
	if len(list) == 0 {
		r.say("%s", r.t("obligation.none"))
	}
	for i, v := range list {
		if i > 0 {
			r.say("")
		}
		r.say("%s  %s", v.Ref, v.Title)
		r.say("%s", r.signature(v))
		if v.Undecided > 0 {
			r.say("%s", r.text.Count("obligations.undecided", v.Undecided))
		}
		r.clockLines(v)
	}
	return status, nil
}

func (r *run) obligationRegister() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Obligations.Register(r.ctx)
	if err != nil {
		return 0, err
	}
	if err := r.noteUnreadable(obligation.RecordKind); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"assessments": list})
		return Done, nil
	}
	if len(list) == 0 {
		r.say("%s", r.t("obligation.none"))
	}
	for _, v := range list {
		next := "–"
		if k := v.Next(); k != nil {
			end := k.Due
			if end == nil {
				end = k.Projected
			}
			next = endText(end)
		}
		r.say("%s  %-14s  %-24s  %s", v.Ref, r.t("obligation.decision."+decisionWord(v)), next, v.Title)
	}
	return Done, nil
}
