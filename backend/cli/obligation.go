package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
)

// obligationFlags are what the subcommands of obligation take.
type obligationFlags struct {
	pack, zone, calendar, pick       string
	facts, events                    []string
	decision, reason, role, approved string
	at, file, late                   string
	step, from, to, out              string
	despite                          bool
}

func obligationCommand() command {
	return command{name: "obligation", usage: "packs | propose PACK | show REF|PACK | assess REF --pack PACK | clocks [REF] | submit REF STEP | pause REF | draft REF STEP | register", help: "cli.help.obligation",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			var o obligationFlags
			for name, to := range map[string]*string{"pack": &o.pack, "zone": &o.zone, "calendar": &o.calendar, "pick": &o.pick,
				"decision": &o.decision, "reason": &o.reason, "role": &o.role, "approved-by": &o.approved,
				"at": &o.at, "file": &o.file, "late-reason": &o.late, "step": &o.step, "from": &o.from, "to": &o.to} {
				f.StringVar(to, name, "", "")
			}
			f.StringArrayVar(&o.facts, "fact", nil, "")
			f.StringArrayVar(&o.events, "event", nil, "")
			f.StringVarP(&o.out, "output", "o", toOutput, "")
			f.BoolVar(&o.despite, "despite", false, "")
			return func(r *run) (int, error) { return r.obligation(o) }
		}}
}

func (r *run) obligation(o obligationFlags) (int, error) {
	sub, err := r.sub("packs", "propose", "show", "assess", "clocks", "submit", "pause", "draft", "register")
	if err != nil {
		return 0, err
	}
	if o.pick != "" && o.pick != string(calendar.Earlier) && o.pick != string(calendar.Later) {
		return 0, usage("cli.format_unknown", "given", o.pick, "choices", "earlier, later")
	}
	switch sub {
	case "packs":
		return r.obligationPacks()
	case "propose":
		return r.obligationPropose()
	case "show":
		return r.obligationShow(o)
	case "assess":
		return r.obligationAssess(o)
	case "clocks":
		return r.obligationClocks(o)
	case "submit":
		return r.obligationSubmit(o)
	case "pause":
		return r.obligationPause(o)
	case "draft":
		return r.obligationDraft(o)
	}
	return r.obligationRegister()
}

func (o obligationFlags) given(text string) obligation.Given {
	return obligation.Given{Text: text, Zone: o.zone, Pick: calendar.Pick(o.pick)}
}

// subject finds what a reference names: a record, or an incident of the register.
func (r *run) subject(name string) (id string, err error) {
	if err := r.open(); err != nil {
		return "", err
	}
	id, err = r.ws.ResolveSubject(r.ctx, name)
	if f, ok := fault.As(err); ok && f.Key == "record.ref_bad" {
		return "", usage("record.ref_bad", "ref", name)
	}
	return id, err
}

// subjectName takes the next argument: a reference, or the number of an incident, which
// may look like anything.
func (r *run) subjectName() (string, error) {
	if len(r.args) == 0 {
		return "", usage("cli.ref_missing")
	}
	name := r.args[0]
	r.args = r.args[1:]
	return name, nil
}

// assessment finds the one a reference names: an assessment, or a review or an incident
// with one, or with several and a pack.
func (r *run) assessment(o obligationFlags) (id string, err error) {
	name, err := r.subjectName()
	if err != nil {
		return "", err
	}
	if id, err = r.subject(name); err != nil {
		return "", err
	}
	kind, err := r.ws.Records.KindOf(r.ctx, id)
	if kind == obligation.RecordKind || err != nil && !fault.Is(err, fault.NotFound) {
		return id, err
	}
	list, err := r.ws.Obligations.About(r.ctx, id)
	if err != nil {
		return "", err
	}
	var found []string
	for _, v := range list {
		if o.pack == "" || v.Pack == o.pack {
			found = append(found, v.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fault.New(fault.NotFound, "obligation.not_begun", "ref", name)
	}
	return "", usage("cli.obligation_which", "ref", name)
}

func (r *run) obligationPacks() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Obligations.Packs(r.ctx, r.text)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"packs": list})
		return Done, nil
	}
	for _, p := range list {
		r.say("%-15s %-9s %s", p.ID, r.t("obligation.pack_state."+packState(p)), p.Name)
	}
	return Done, nil
}

// packState is the one word that says most about a pack.
func packState(p obligating.PackView) string {
	switch {
	case p.Applies != string(obligation.AppliesNow):
		return p.Applies
	case p.Signed && p.Alone:
		return "alone"
	case p.Signed:
		return "signed"
	}
	return "unsigned"
}

func (r *run) obligationShow(o obligationFlags) (int, error) {
	if len(r.args) == 1 {
		if err := r.open(); err != nil {
			return 0, err
		}
		list, err := r.ws.Obligations.Packs(r.ctx, r.text)
		if err != nil {
			return 0, err
		}
		for _, p := range list {
			if p.ID == r.args[0] {
				return r.packShown(p)
			}
		}
	}
	id, err := r.assessment(o)
	if err != nil {
		return 0, err
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	return r.assessmentShown(id)
}

func (r *run) packShown(p obligating.PackView) (int, error) {
	if r.json {
		r.print(p)
		return Done, nil
	}
	r.say("%s  %s\n%s\n%s\n", p.Name, r.t("obligation.pack_state."+packState(p)), p.Authority, strings.Join(p.Rules, " "))
	for _, s := range p.Steps {
		r.say("- %s (%s)", s.Name, s.ID)
		for _, rule := range s.Rules {
			r.say("    %s", rule)
		}
		if s.Note != "" {
			r.say("    %s", s.Note)
		}
	}
	r.asked("cli.obligation_events", p.Events)
	r.asked("cli.obligation_facts", p.Facts)
	for _, n := range p.Notes {
		r.say("\n%s", n)
	}
	r.say("")
	for _, s := range p.Sources {
		r.say("%s (%s)", s.Text, r.t("obligation.read."+s.Read))
	}
	return Done, nil
}

// asked lists what --event and --fact take, with the answers there are.
func (r *run) asked(key string, list []obligating.AskedView) {
	if len(list) == 0 {
		return
	}
	r.say("\n%s", r.t(key))
	for _, a := range list {
		choices := ""
		switch a.Type {
		case string(obligation.YesNo):
			choices = " (yes, no)"
		case string(obligation.Choice):
			choices = " (" + strings.Join(a.Choices, ", ") + ")"
		}
		r.say("  %-16s %s%s", a.ID, a.Name, choices)
	}
}

func (r *run) assessmentShown(id string) (int, error) {
	v, err := r.ws.Obligations.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(v)
		return Done, nil
	}
	r.say("%s  %s", v.Ref, v.Title)
	r.say("%s", r.t("cli.obligation_about", "ref", v.SubjectRef, "title", orDash(v.SubjectTitle)))
	for _, line := range r.standing(v) {
		r.say("%s", line)
	}
	ref := cmp.Or(v.CalendarRef, "–")
	if v.CalendarVersion != "" {
		ref = r.t("cli.obligation_version", "ref", ref, "version", v.CalendarVersion)
	}
	r.say("%s", r.t("cli.obligation_counted", "zone", v.Zone, "calendar", cmp.Or(v.CalendarName, r.t("obligations.weekdaysChoice")), "ref", ref))
	if v.Undecided > 0 {
		r.say("%s", r.text.Count("obligations.undecided", v.Undecided))
	}
	r.say("%s", r.t("obligation.decision."+decisionWord(v)))
	if v.Decision != "" {
		r.say("    %s", r.judgement(v))
	}
	r.against(v)
	for _, e := range v.Events {
		at := "–"
		if e.At != nil {
			if at = e.At.Case; e.Day != "" {
				at = e.Day
			}
		}
		r.say("%-14s %s  %s", e.ID, at, e.Name)
		if len(e.Before) > 0 {
			r.say("%-14s %s", "", r.t("cli.obligation_before", "times", strings.Join(e.Before, ", "), "reason", cmp.Or(e.Reason, "–")))
		}
	}
	for _, f := range v.Facts {
		r.say("%-14s %s  %s", f.ID, orDash(f.Value), f.Name)
	}
	for _, p := range v.Pauses {
		from, to := "…", "…"
		if p.From != nil {
			from = p.From.Case
		}
		if p.To != nil {
			to = p.To.Case
		}
		r.say("%s", r.t("cli.obligation_paused", "from", from, "to", to, "step", cmp.Or(p.Step, r.t("obligations.allSteps")), "reason", p.Reason))
	}
	r.say("")
	r.clockLines(v)
	return Done, nil
}

// standing says how the rules of an assessment stand.
func (r *run) standing(v obligating.View) []string { return workspace.DutyStanding(v, r.text) }

// judgement says who decided, and why.
func (r *run) judgement(v obligating.View) string { return workspace.DutyJudgement(v, r.text) }

// against says where the decision not to notify is contradicted.
func (r *run) against(v obligating.View) {
	for _, m := range v.Against {
		r.say("! %s", r.text.Fill(m.Key, m.Params))
	}
}

func decisionWord(v obligating.View) string {
	if v.Decision == "" {
		return "open"
	}
	return v.Decision
}

// pairOf takes NAME=VALUE apart.
func pairOf(flag, text string) (name, value string, err error) {
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return "", "", usage("cli.flag_bad", "flag", "--"+flag, "given", text)
	}
	return name, value, nil
}
