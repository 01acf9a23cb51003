package cli

import (
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/service/signing"
)

// sayPolicy tells a policy: what holds, who has signed, what the draft says.
func (r *run) sayPolicy(p policy.Page) {
	r.say("%s  %s  %s", p.Ref, r.policyKind(p.Kind), p.Title)
	r.say("%s", r.policyStands(p))
	if p.Force != nil && p.Force.ReviewBy != "" {
		key := "cli.policy_review"
		if p.Force.Left < 0 {
			key = "cli.policy_review_late"
		}
		r.say("%s", r.t(key, "date", p.Force.ReviewBy))
	}
	r.sayHolds(p)
	for _, v := range p.Versions {
		r.say("")
		line := r.t("cli.policy_version", "number", strconv.Itoa(v.Number), "state", r.t("policyState."+string(v.State)), "have", strconv.Itoa(v.Have), "need", strconv.Itoa(v.Need))
		if v.Retroactive {
			line += " · " + r.t("policies.retroactive")
		}
		r.say("%s  %s", line, v.Hash[:min(12, len(v.Hash))])
		if v.Damage != "" {
			r.say("  %s", r.t(v.Damage))
		}
		if v.Alone {
			r.say("  %s", r.t("policies.alone"))
		}
		if v.State == policy.Overtaken {
			r.say("  %s", r.t("policies.overtaken"))
		}
		if v.Again {
			r.say("  %s", r.t("policies.again"))
		}
		for _, s := range v.Seats {
			if s.Because > 0 && (v.State == policy.InReview || v.State == policy.Requested) {
				r.say("  %s", r.t("policies.because", "role", s.Role, "n", strconv.Itoa(s.Because)))
			}
		}
		for _, s := range v.Signoffs {
			who := s.Actor
			if s.Recorder != "" {
				who = r.t("policies.recordedBy", "actor", s.Actor, "recorder", s.Recorder)
			}
			if s.Proposer {
				who = r.t("policies.proposerToo", "actor", who)
			}
			r.say("  %s  %s  %s  %s  %s", s.At, s.Role, who, r.t("policyDecision."+string(s.Decision)), r.standingWords(string(s.Standing), s.Proof))
			r.sayLines(" ", s.Comment)
		}
	}
	if p.Changed {
		r.say("\n%s\n", r.t("cli.policy_draft", "number", strconv.Itoa(p.Next)))
		r.sayTerms(p.Terms)
	}
	if len(p.Exceptions) > 0 {
		r.say("\n%s", r.t("policies.exceptions"))
		for _, e := range p.Exceptions {
			r.sayException(p.Ref, e)
		}
	}
	for _, q := range p.Proposals {
		r.say("%s", r.t("policies.improve", "count", strconv.Itoa(q.Count), "days", strconv.Itoa(q.Rule.Days), "procedure", q.Procedure))
	}
}

// sayHolds tells the words of what holds, or of what was signed and is to hold: a draft that
// says something else is told below the versions.
func (r *run) sayHolds(p policy.Page) {
	for _, v := range p.Versions {
		if p.Force != nil && v.Hash == p.Force.Hash || p.Force == nil && v.State == policy.Scheduled {
			head := "cli.policy_says"
			if p.Force == nil {
				head = "cli.policy_will_say"
			}
			r.say("\n%s\n", r.t(head, "number", strconv.Itoa(v.Number), "time", v.From))
			r.sayTerms(v.Terms)
			return
		}
	}
}

// sayTerms tells what people sign: the text, what programs follow, the days and the roles.
func (r *run) sayTerms(t policy.PageTerms) {
	if t.Text != "" {
		r.say("%s", strings.TrimRight(t.Text, "\n"))
	}
	if len(t.Settings)+len(t.Data) > 0 && t.Text != "" {
		r.say("\n%s", r.t("policies.programs"))
	}
	for _, s := range t.Settings {
		r.say("%s: %s", s.Name, s.Value)
	}
	for _, l := range t.Data {
		r.say("%s: %s", l.Name, l.Value)
	}
	days := []string{}
	for key, day := range map[string]string{"effective": t.Effective, "review_by": t.ReviewBy, "zone": t.Zone} {
		if day != "" {
			days = append(days, r.t("policyPart."+key)+": "+day)
		}
	}
	slices.Sort(days)
	roles := make([]string, len(t.Seats))
	for i, s := range t.Seats {
		if roles[i] = s.Role; s.Count > 1 {
			roles[i] += " " + r.t("policies.people", "n", strconv.Itoa(s.Count))
		}
	}
	if len(roles) > 0 {
		days = append(days, r.t("policyPart.seats")+": "+strings.Join(roles, ", "))
	}
	for _, line := range days {
		r.say("%s", line)
	}
}

func (r *run) sayException(ref string, e policy.PageException) {
	words := r.t("exceptionState."+string(e.State)) + r.proofWords(e.Proof)
	if e.Retroactive {
		words += " · " + r.t("policies.retroactive")
	}
	if e.Age >= 0 {
		words += " · " + r.text.Count("policies.age", e.Age)
	}
	if e.Soon {
		words += " · " + r.text.Count("policies.left", e.Left)
	}
	if e.Mine {
		words += " · " + r.t("policies.mine")
	}
	if e.OutcomeOpen {
		words += " · " + r.t("policies.outcomeOpen")
	}
	words += " · " + r.t("policies.askedBy", "name", roleAndName(e.Role, e.Requester))
	if e.Approver != "" {
		words += " · " + r.t("policies.answeredBy", "name", roleAndName(e.ApproverRole, e.Approver))
	}
	r.say("%s  %s  %s  %s – %s  %s", ref, e.ID, e.Procedure, e.From, e.To, words)
	if !e.Moved {
		return
	}
	r.say("  ! %s", r.t("exceptions.changed."+string(e.Answer)))
	if len(e.Since) == 0 {
		r.say("  %s", r.t("exceptions.changed.unknown"))
	}
	for _, d := range e.Since {
		r.sayDifference(d)
	}
}

// roleAndName says who it was: in what role, where one was said, and by what name.
func roleAndName(role, name string) string {
	if role == "" {
		return name
	}
	return role + ", " + name
}

// policyException lists exceptions, asks for one, answers one or says what came of it.
func (r *run) policyException(f *policyFlags) (int, error) {
	sub, err := r.sub("list", "add", "answer", "outcome")
	if err != nil {
		return 0, err
	}
	if sub == "list" {
		return r.exceptionList()
	}
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	exception := ""
	if sub != "add" {
		if len(r.args) == 0 {
			return 0, usage("cli.policy_exception_missing")
		}
		exception, r.args = r.args[0], r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	e := policy.Exception{Procedure: f.procedure, Incident: f.incident, Justification: f.justification, Risk: f.risk, Control: f.control, RequesterRole: f.as, Zone: f.zone}
	for _, d := range []struct {
		flag, text string
		to         *calendar.Date
	}{{"from", f.from, &e.From}, {"to", f.to, &e.To}} {
		if d.text != "" {
			if *d.to, err = calendar.ParseDate(d.text); err != nil {
				return 0, usage("record.field_not_date", "field", d.flag, "value", d.text)
			}
		}
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	var saved signing.Saved
	switch sub {
	case "add":
		saved, err = r.ws.Policies.Ask(r.ctx, id, e, "")
	case "answer":
		saved, err = r.ws.Policies.Answer(r.ctx, id, exception, signing.Reply{Answer: policy.Answer(f.answer), Role: f.as}, "")
	default:
		saved, err = r.ws.Policies.Outcome(r.ctx, id, exception, f.outcome, "")
	}
	if err != nil {
		return 0, err
	}
	p, err := r.ws.PolicyPage(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if saved.ID != "" {
		exception = saved.ID
	}
	for _, one := range p.Exceptions {
		if one.ID != exception {
			continue
		}
		if r.json {
			r.print(map[string]any{"ref": p.Ref, "id": one.ID, "rev": saved.Rev, "state": one.State})
		}
		r.sayException(p.Ref, one)
	}
	return Done, nil
}

func (r *run) exceptionList() (int, error) {
	var pages []policy.Page
	if len(r.args) > 0 {
		id, err := r.only()
		if err != nil {
			return 0, err
		}
		p, err := r.ws.PolicyPage(r.ctx, id)
		if err != nil {
			return 0, err
		}
		pages = []policy.Page{p}
	} else {
		if err := r.open(); err != nil {
			return 0, err
		}
		all, err := r.ws.PolicyPages(r.ctx)
		if err != nil {
			return 0, err
		}
		pages = all
	}
	list, improve := []map[string]any{}, []map[string]any{}
	for _, p := range pages {
		for _, e := range p.Exceptions {
			list = append(list, map[string]any{"policy": p.Ref, "id": e.ID, "procedure": e.Procedure, "state": e.State, "from": e.From, "to": e.To, "zone": e.Zone,
				"age": e.Age, "left": e.Left, "soon": e.Soon, "incident": e.Incident, "control": e.Control, "requester": e.Requester, "requester_role": e.Role,
				"approver": e.Approver, "approver_role": e.ApproverRole, "proof": e.Proof, "mine": e.Mine, "wants_outcome": e.Wants, "outcome_open": e.OutcomeOpen, "changed_since": e.Moved, "since": e.Since})
			r.sayException(p.Ref, e)
		}
		for _, q := range p.Proposals {
			improve = append(improve, map[string]any{"policy": p.Ref, "procedure": q.Procedure, "count": q.Count, "exceptions": q.Exceptions, "days": q.Rule.Days})
			r.say("%s  %s", p.Ref, r.t("policies.improve", "count", strconv.Itoa(q.Count), "days", strconv.Itoa(q.Rule.Days), "procedure", q.Procedure))
		}
	}
	switch {
	case r.json:
		r.print(map[string]any{"exceptions": list, "improve": improve})
	case len(list) == 0:
		r.say("%s", r.t("policies.noExceptions"))
	}
	return Done, nil
}
