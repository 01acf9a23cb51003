package cli

import (
	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// actionFlags are what the steps of an action may be told. Each names its field.
type actionFlags struct {
	texts    map[string]*string // by field of the action
	soak     *int
	on, to   *string
	because  *string
	by       *string
	accepted *bool
	// of a list
	state, strength, service, review, sort, find *string
	overdue                                      *bool
}

// flagOfField are the flags that say a field of an action.
var flagOfField = map[string]string{"owner_role": "owner", "due": "due", "criterion": "done-when", "measure": "measure", "baseline": "baseline", "target": "target", "proof": "proof"}

var actionSubs = []string{"list", "show", "propose", "commit", "start", "done", "verify", "decline", "replan"}

func actionCommand() command {
	return command{name: "action", usage: "list [--state STATE] [--owner ROLE] [--overdue] [--strength S] [--service S] [--review REV] [--find WORDS] [--sort ORDER] | show ACT | propose ACT | commit ACT --accepted | start ACT | done ACT [--on DAY] | verify ACT --by ROLE --proof TEXT | decline ACT --because TEXT [--by ROLE] | replan ACT --to DAY --because TEXT", help: "cli.help.action",
		setup: func(fs *pflag.FlagSet) func(*run) (int, error) {
			f := &actionFlags{texts: map[string]*string{}}
			for field, name := range flagOfField {
				f.texts[field] = fs.String(name, "", "")
			}
			f.soak = fs.Int("soak", 0, "")
			f.on, f.to, f.because, f.by = fs.String("on", "", ""), fs.String("to", "", ""), fs.String("because", "", ""), fs.String("by", "", "")
			f.state, f.accepted, f.overdue = fs.String("state", "", ""), fs.Bool("accepted", false, ""), fs.Bool("overdue", false, "")
			f.strength, f.service, f.review = fs.String("strength", "", ""), fs.String("service", "", ""), fs.String("review", "", "")
			f.find, f.sort = fs.String("find", "", ""), fs.String("sort", "", "")
			return func(r *run) (int, error) { return r.action(f, fs) }
		}}
}

func (r *run) action(f *actionFlags, flags *pflag.FlagSet) (int, error) {
	sub, err := r.sub(actionSubs...)
	if err != nil {
		return 0, err
	}
	if sub == "list" {
		return r.actionList(f.narrowing(flags))
	}
	ref, err := r.arg("cli.action_missing")
	if err != nil {
		return 0, err
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	a, err := r.ws.FindAction(r.ctx, ref)
	if err != nil {
		return 0, err
	}
	if sub != "show" {
		step := f.step(sub, flags)
		if sub == "replan" && step.Fields["due"] == nil {
			return 0, fault.New(fault.Invalid, "cli.action_replan_missing")
		}
		if _, err := r.ws.Reviews.StepAction(r.ctx, a.ReviewID, a.ID, "", step, ""); err != nil {
			return 0, err
		}
	}
	return r.actionShown(a.ReviewID, a.ID)
}

// step is what a subcommand and its flags say.
func (f *actionFlags) step(sub string, flags *pflag.FlagSet) reviewing.ActionStep {
	step := reviewing.ActionStep{Fields: map[string]any{}, Accepted: *f.accepted, Because: *f.because}
	for field, v := range f.texts {
		if flags.Changed(flagOfField[field]) {
			step.Fields[field] = *v
		}
	}
	if flags.Changed("soak") {
		step.Fields["soak_days"] = float64(*f.soak)
	}
	given := func(field, flag string, v *string) {
		if flags.Changed(flag) {
			step.Fields[field] = *v
		}
	}
	switch sub {
	case "propose":
		step.To = "candidate"
	case "commit":
		step.To = "committed"
	case "start":
		step.To = "in_progress"
	case "done":
		step.To = "done"
		given("done_on", "on", f.on)
	case "verify":
		step.To = "verified"
		given("verified_on", "on", f.on)
		given("verifier_role", "by", f.by)
	case "decline":
		step.To, step.Because = "declined", ""
		given("declined_because", "because", f.because)
		given("declined_by", "by", f.by)
	case "replan":
		given("due", "to", f.to)
	}
	return step
}

// narrowing is what a list is asked for. A value that is given and empty stands for
// actions that say nothing there.
func (f *actionFlags) narrowing(flags *pflag.FlagSet) workspace.ActionNarrowing {
	list := func(flag string, v *string) []string {
		if !flags.Changed(flag) {
			return nil
		}
		return []string{*v}
	}
	n := workspace.ActionNarrowing{Words: *f.find, Roles: list("owner", f.texts["owner_role"]), Strengths: list("strength", f.strength), Services: list("service", f.service),
		Reviews: list("review", f.review), Overdue: *f.overdue, Sort: *f.sort}
	if *f.state != "" {
		n.States = []string{*f.state}
	}
	return n
}

func (r *run) actionList(n workspace.ActionNarrowing) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if len(n.Reviews) > 0 { // as everywhere, a beginning that no other has will do
		id, err := r.ws.Records.Resolve(r.ctx, n.Reviews[0])
		if err != nil {
			return 0, err
		}
		n.Reviews[0] = record.Ref(review.Schema.RefPrefix, id)
	}
	all, err := r.ws.FindActions(r.ctx, n)
	if err != nil {
		return 0, err
	}
	if err := r.noteUnreadable(review.Kind); err != nil {
		return 0, err
	}
	if r.json {
		r.print(all.ActionsTold)
		return Done, nil
	}
	for _, a := range all.Actions {
		r.say("%s  %s  %s  %s  %s", a.Ref, orDash(a.Due), r.actionWord(a.Status), orDash(a.OwnerRole), firstLine(a.Title))
	}
	if len(all.Actions) == 0 {
		r.say("%s", r.t("cli.action_none"))
		return Done, nil
	}
	if !n.Any() {
		for _, s := range workspace.ActionSentences(all.Promises, all.Mix, r.text) {
			r.say("%s", s)
		}
	}
	return Done, nil
}

func (r *run) actionShown(id, part string) (int, error) {
	view, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	view = view.Shared()
	for _, a := range view.Actions {
		if a.ID != part {
			continue
		}
		told, err := r.ws.TellAction(r.ctx, view, a)
		if err != nil {
			return 0, err
		}
		if r.json {
			r.print(map[string]any{"action": told, "replans": view.MovesOf(a.ID)})
			return Done, nil
		}
		r.say("%s  %s  %s", a.Ref, r.actionWord(a.Status), firstLine(a.Title))
		for _, line := range workspace.ActionLines(told, view.MovesOf(a.ID), r.text) {
			r.say("  %s: %s", line[0], line[1])
		}
		r.say("  %s: %s %s", r.t("report.review"), view.Ref, view.Title)
		return Done, nil
	}
	return 0, fault.New(fault.NotFound, "record.missing", "ref", record.Ref(review.ActionPrefix, part))
}

// actionWord is the word of a state; one that only others know stands as it is written.
func (r *run) actionWord(state string) string {
	if key := "action." + state; r.text.Has(key) {
		return r.t(key)
	}
	return state
}
