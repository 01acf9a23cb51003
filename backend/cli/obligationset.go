package cli

import (
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
)

// obligationAssess begins an assessment where there is none, and keeps what is given
// with it, answers, times and the decision: all of it, or nothing.
func (r *run) obligationAssess(o obligationFlags) (int, error) {
	decision, decided, err := decisionGiven(o.decision)
	if err != nil {
		return 0, err
	}
	said := obligating.Assessing{Reason: o.reason}
	judged := obligation.Judgement{Decision: decision, Reason: o.reason, Role: o.role, Approver: o.approved, Despite: o.despite}
	if err := judged.Accept(); err != nil {
		return 0, err
	}
	if decided {
		said.Judgement = &judged
	}
	for _, text := range o.facts {
		name, value, err := pairOf("fact", text)
		if err != nil {
			return 0, err
		}
		said.Facts = append(said.Facts, obligating.Answered{Fact: name, Value: value})
	}
	for _, text := range o.events {
		name, value, err := pairOf("event", text)
		if err != nil {
			return 0, err
		}
		said.Events = append(said.Events, obligating.Happened{Event: name, At: o.given(value)})
	}
	if err := r.meant(o, &said); err != nil {
		return 0, err
	}
	saved, err := r.ws.Obligations.Assess(r.ctx, said)
	if err != nil {
		return 0, err
	}
	return r.assessmentShown(saved.ID)
}

func decisionGiven(text string) (d obligation.Decision, given bool, err error) {
	switch text {
	case "":
		return "", false, nil
	case "open":
		return obligation.Undecided, true, nil
	case string(obligation.Notifiable), string(obligation.NotNotifiable):
		return obligation.Decision(text), true, nil
	}
	return "", false, usage("cli.format_unknown", "given", text, "choices", "notifiable, not_notifiable, open")
}

// meant says which assessment is meant: one there is, or the one of a review or an incident
// that is to begin.
func (r *run) meant(o obligationFlags, said *obligating.Assessing) error {
	if len(r.args) > 1 {
		return usage("cli.too_many", "given", r.args[1])
	}
	name := append([]string{}, r.args...)
	id, missing := r.assessment(o)
	business := ""
	if o.calendar != "" {
		var err error
		if business, err = r.resolve(o.calendar); err != nil {
			return err
		}
		said.CountBy = &business
	}
	if missing == nil {
		said.ID = id
		return nil
	}
	if f, ok := fault.As(missing); !ok || f.Key != "obligation.not_begun" {
		return missing
	}
	if o.pack == "" {
		return usage("cli.obligation_pack")
	}
	subject, err := r.subject(name[0])
	said.CountBy, said.Start = nil, obligating.Start{Subject: subject, Pack: o.pack, Zone: o.zone, Calendar: business}
	return err
}

// stepArgument takes the last argument as the id of a step.
func (r *run) stepArgument() (string, error) {
	if len(r.args) == 0 {
		return "", usage("cli.obligation_step")
	}
	step := r.args[0]
	r.args = r.args[1:]
	return step, r.noMore()
}

func (r *run) obligationSubmit(o obligationFlags) (int, error) {
	content, err := workspace.ReadSent(o.file)
	if err != nil {
		return 0, err
	}
	id, err := r.assessment(o)
	if err != nil {
		return 0, err
	}
	step, err := r.stepArgument()
	if err != nil {
		return 0, err
	}
	at := o.given(o.at)
	if o.at == "" {
		at.Text = r.Now().UTC().Format("2006-01-02T15:04:05Z")
	}
	sent := obligating.Sent{Step: step, At: at, Role: o.role, Content: content, LateReason: o.late}
	if _, err := r.ws.Obligations.Submit(r.ctx, id, sent, ""); err != nil {
		return 0, err
	}
	return r.assessmentShown(id)
}

// obligationPause keeps a pause, or, with --to alone, ends the one that runs.
func (r *run) obligationPause(o obligationFlags) (int, error) {
	id, err := r.assessment(o)
	if err != nil {
		return 0, err
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if o.from == "" {
		if o.to == "" {
			return 0, usage("cli.obligation_pause")
		}
		v, err := r.ws.Obligations.Get(r.ctx, id)
		if err != nil {
			return 0, err
		}
		for _, p := range v.Pauses {
			if p.To == nil {
				if _, err := r.ws.Obligations.Resume(r.ctx, id, p.ID, o.given(o.to), ""); err != nil {
					return 0, err
				}
				return r.assessmentShown(id)
			}
		}
		return 0, fault.New(fault.NotFound, "obligation.no_pause")
	}
	p := obligating.Stretch{Step: o.step, From: o.given(o.from), Reason: o.reason}
	if o.to != "" {
		p.To = o.given(o.to)
	}
	if _, err := r.ws.Obligations.Pause(r.ctx, id, p, ""); err != nil {
		return 0, err
	}
	return r.assessmentShown(id)
}

func (r *run) obligationDraft(o obligationFlags) (int, error) {
	id, err := r.assessment(o)
	if err != nil {
		return 0, err
	}
	step, err := r.stepArgument()
	if err != nil {
		return 0, err
	}
	d, err := r.ws.Obligations.Draft(r.ctx, id, step)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(d)
		return Done, nil
	}
	if n := d.Missing(); n > 0 {
		defer r.note("%s", r.text.Count("obligation.draft_missing", n))
	}
	return r.write(o.out, []byte(d.Markdown(r.t("obligation.draft_gap"))))
}

// obligationPropose drafts the policy by which people sign a pack.
func (r *run) obligationPropose() (int, error) {
	if len(r.args) == 0 {
		return 0, usage("cli.obligation_pack")
	}
	pack := r.args[0]
	r.args = r.args[1:]
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	saved, err := r.ws.ProposePack(r.ctx, pack, r.text, "")
	if err != nil {
		return 0, err
	}
	return r.policySaved(saved.ID, saved)
}
