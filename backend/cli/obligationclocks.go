package cli

import (
	"cmp"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
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
		for _, line := range r.standing(v) {
			r.say("%s", line)
		}
		r.against(v)
		if v.Undecided > 0 {
			r.say("%s", r.text.Count("obligations.undecided", v.Undecided))
		}
		r.clockLines(v)
	}
	return status, nil
}

// clockLines tells each clock of an assessment.
func (r *run) clockLines(v obligating.View) {
	if v.Problem != nil {
		r.say("%s", r.text.Fill(v.Problem.Key, v.Problem.Params))
		return
	}
	for _, k := range v.Clocks {
		r.say("%-12s %-16s %s", r.t("obligation.state."+k.State), k.Step, k.Name)
		for _, line := range r.clockLine(k) {
			r.say("    %s", line)
		}
	}
}

func (r *run) clockLine(k obligating.ClockView) []string {
	var out []string
	switch {
	case k.Due != nil && k.Soft:
		out = append(out, r.t("obligation.target", "end", workspace.DutyEnd(k.Due)))
	case k.Due != nil:
		out = append(out, r.t("obligation.due", "end", workspace.DutyEnd(k.Due), "here", k.Due.Here))
	case k.Projected != nil:
		out = append(out, r.t("obligation.projected", "end", workspace.DutyEnd(k.Projected)))
	}
	for _, l := range k.Lapsed {
		out = append(out, r.t("obligation.lapsed", "what", l.What, "end", workspace.DutyEnd(&l.End)))
	}
	if k.Soft {
		out = append(out, r.t("obligation.soft"))
	}
	if k.Kept != nil {
		out = append(out, r.t("obligation.kept_end", "end", workspace.DutyEnd(k.Kept)))
	}
	for _, l := range k.Later {
		line := r.t("obligation.reading."+l.Reading, "end", workspace.DutyEnd(&l.End))
		if len(l.If) > 0 {
			line = r.t("obligation.reading_if", "reading", line, "what", strings.Join(l.If, ", "))
		}
		out = append(out, line)
	}
	for _, name := range append(append([]string{}, k.WaitsFor...), k.WaitsSent...) {
		out = append(out, r.t("obligation.waits_for", "what", name))
	}
	for _, name := range k.Missing {
		out = append(out, r.t("obligation.asks", "what", name))
	}
	for _, s := range k.Sent {
		out = append(out, r.t("obligation.sent", "at", s.At.Case, "role", s.ByRole))
		if s.LateReason != "" {
			out = append(out, "    "+r.t("cli.obligation_late", "reason", s.LateReason))
		}
	}
	if k.Problem != nil {
		out = append(out, r.text.Fill(k.Problem.Key, k.Problem.Params))
	}
	return out
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
	entries := make([]registered, len(list))
	for i, v := range list {
		account, err := r.ws.Obligations.Account(r.ctx, v)
		if err != nil {
			return 0, err
		}
		entries[i] = registered{v, account}
	}
	if r.json {
		r.print(map[string]any{"assessments": entries})
		return Done, nil
	}
	if len(list) == 0 {
		r.say("%s", r.t("obligation.none"))
	}
	for _, v := range entries {
		next := "–"
		if k := v.Next(); k != nil {
			end := k.Due
			if end == nil {
				end = k.Projected
			}
			next = workspace.DutyEnd(end)
		}
		r.say("%s  %-14s  %-24s  %s", v.Ref, r.t("obligation.decision."+decisionWord(v.View)), next, v.Title)
		r.entry(v)
	}
	return Done, nil
}

// registered is an assessment as the register tells it.
type registered struct {
	obligating.View
	obligating.Account
}

// entry tells what a register has to hold: the incident, the facts, the effects, what was
// done, the decision with its reason, and each notification.
func (r *run) entry(v registered) {
	say := func(format string, args ...any) { r.say("    "+format, args...) }
	say("%s", r.t("cli.obligation_about", "ref", v.SubjectRef, "title", orDash(v.SubjectTitle)))
	for _, line := range r.standing(v.View) {
		say("%s", line)
	}
	for _, e := range v.Events {
		if e.At != nil {
			say("%s: %s", e.Name, cmp.Or(e.Day, e.At.Case))
		}
	}
	for _, f := range v.Facts {
		if f.Value != "" {
			say("%s: %s", f.Name, f.Value)
		}
	}
	if v.Effects != "" {
		say("%s", r.t("cli.obligation_effects", "text", indented(v.Effects)))
	}
	if v.Measures != "" {
		say("%s", r.t("cli.obligation_measures", "text", indented("\n"+v.Measures)))
	}
	if v.Decision != "" {
		say("%s", r.judgement(v.View))
	}
	for _, line := range workspace.DutyCalendar(v.View, r.text) {
		say("! %s", line)
	}
	for _, m := range v.Against {
		say("! %s", r.text.Fill(m.Key, m.Params))
	}
	for _, k := range v.Clocks {
		if k.State == string(obligation.NotRequired) {
			continue
		}
		end, sent := "", ""
		if at := cmp.Or(k.Due, k.Projected); at != nil {
			end = "  " + workspace.DutyEnd(at)
		}
		for _, s := range k.Sent {
			sent += "  " + r.t("obligation.sent", "at", cmp.Or(s.Day, s.At.Case), "role", s.ByRole)
		}
		say("%-12s %s%s%s", r.t("obligation.state."+k.State), k.Name, end, sent)
	}
}

// indented is a text of several lines below a line of an entry.
func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n        ") }
