package cli

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/service/signing"
)

// policyFlags are what the subcommands of policy may be told.
type policyFlags struct {
	kind, title, text, data, zone, effective, backdated, reviewBy, recorded, repeat string
	set, role                                                                       []string
	at, known, note, as, decision, comment, onBehalf                                string
	procedure, justification, risk, control, from, to, incident, answer, outcome    string
	theirs                                                                          string
}

var policySubs = []string{"list", "show", "new", "edit", "diff", "propose", "sign", "withdraw", "retire", "restore", "exception", "keys"}

func policyCommand() command {
	return command{name: "policy", usage: strings.Join(policySubs, "|") + " …", help: "cli.help.policy",
		setup: func(flags *pflag.FlagSet) func(*run) (int, error) {
			f := &policyFlags{}
			for name, v := range map[string]*string{
				"kind": &f.kind, "title": &f.title, "text": &f.text, "data": &f.data, "zone": &f.zone, "effective": &f.effective,
				"backdated": &f.backdated, "review-by": &f.reviewBy, "recorded": &f.recorded, "repeat": &f.repeat, "at": &f.at, "known": &f.known,
				"note": &f.note, "as": &f.as, "decision": &f.decision, "comment": &f.comment, "for": &f.onBehalf, "procedure": &f.procedure,
				"justification": &f.justification, "risk": &f.risk, "control": &f.control, "from": &f.from, "to": &f.to, "incident": &f.incident,
				"answer": &f.answer, "outcome": &f.outcome, "theirs": &f.theirs,
			} {
				flags.StringVar(v, name, "", "")
			}
			flags.StringArrayVar(&f.set, "set", nil, "")
			flags.StringArrayVar(&f.role, "role", nil, "")
			return func(r *run) (int, error) { return r.policy(f, flags) }
		}}
}

func (r *run) policy(f *policyFlags, flags *pflag.FlagSet) (int, error) {
	sub, err := r.sub(policySubs...)
	if err != nil {
		return 0, err
	}
	switch sub {
	case "list":
		return r.policyList(f)
	case "new":
		return r.policyNew(f, flags)
	case "diff":
		return r.policyDiff()
	case "exception":
		return r.policyException(f)
	case "show":
		return r.policyShow(f)
	case "keys":
		return r.policyKeys(f)
	case "restore":
		return r.policyRestore()
	}
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	var saved signing.Saved
	switch sub {
	case "edit":
		patch, err := r.policyPatch(f, flags)
		if err != nil {
			return 0, err
		}
		saved, err = r.ws.Policies.Edit(r.ctx, id, patch, "")
		if err != nil {
			return 0, err
		}
	case "propose":
		saved, err = r.ws.Policies.Propose(r.ctx, id, f.note, "")
	case "sign":
		decision := policy.Decision(f.decision)
		if decision == "" {
			decision = policy.Approve
		}
		saved, err = r.ws.Policies.Sign(r.ctx, id, signing.Mark{Decision: decision, Role: f.as, Comment: f.comment, For: f.onBehalf}, "")
	case "withdraw":
		saved, err = r.ws.Policies.Sign(r.ctx, id, signing.Mark{Decision: policy.Withdrawn, Role: f.as, Comment: f.comment, For: f.onBehalf}, "")
	case "retire":
		ending := signing.Ending{Zone: f.zone, Backdated: f.backdated, Note: f.note}
		if f.effective != "" {
			if ending.From, err = calendar.ParseDate(f.effective); err != nil {
				return 0, usage("record.field_not_date", "field", "effective", "value", f.effective)
			}
		}
		saved, err = r.ws.Policies.Retire(r.ctx, id, ending, "")
	}
	if err != nil {
		return 0, err
	}
	return r.policySaved(id, saved)
}

// policyRestore puts an earlier version into the draft, named as "policy diff" names one.
func (r *run) policyRestore() (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	if len(r.args) == 0 {
		return 0, usage("cli.policy_version_missing")
	}
	version := r.args[0]
	if r.args = r.args[1:]; len(r.args) > 0 {
		return 0, r.noMore()
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	saved, err := r.ws.Policies.Restore(r.ctx, id, version, "")
	if err != nil {
		return 0, err
	}
	return r.policySaved(id, saved)
}

// policySaved tells where the policy stands after a change.
func (r *run) policySaved(id string, saved signing.Saved) (int, error) {
	p, err := r.ws.PolicyPage(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		out := map[string]any{"ref": p.Ref, "id": saved.ID, "rev": saved.Rev, "state": p.State, "draft": p.Draft, "next": p.Next}
		if p.Force != nil {
			out["force"] = p.Force
		}
		r.print(out)
		return Done, nil
	}
	r.say("%s  %s", p.Ref, r.policyStands(p))
	if saved.Replaced != "" {
		r.say("  %s", r.t("policy.replaced", "role", saved.Replaced))
	}
	return Done, nil
}

// policyStands says in a line where a policy stands.
func (r *run) policyStands(p policy.Page) string {
	words := r.t("policyState." + string(p.State))
	if p.Force != nil {
		words = r.t("cli.policy_in_force", "number", strconv.Itoa(p.Force.Number))
		if p.Force.Alone {
			words += ", " + r.t("policies.aloneShort")
		}
	}
	if p.Why != "" {
		words += ": " + r.t(p.Why)
	}
	if p.Changed && p.Draft != policy.Drafted && (p.Force != nil || p.State == policy.Retired) {
		words += " · " + r.t("cli.policy_next", "number", strconv.Itoa(p.Next), "state", r.t("policyState."+string(p.Draft)))
	}
	return words
}

func (r *run) policyList(f *policyFlags) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if f.kind != "" && !policy.Kind(f.kind).Valid() {
		return 0, usage("policy.kind_bad", "kind", f.kind)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	all, err := r.ws.PolicyPages(r.ctx)
	if err != nil {
		return 0, err
	}
	if err := r.noteUnreadable(policy.RecordKind); err != nil {
		return 0, err
	}
	list := []map[string]any{}
	shown := 0
	for _, p := range all {
		if f.kind != "" && p.Kind != f.kind {
			continue
		}
		shown++
		e := map[string]any{"ref": p.Ref, "id": p.ID, "kind": p.Kind, "title": p.Title, "state": p.State, "draft": p.Draft, "next": p.Next,
			"version": 0, "hash": "", "review_by": "", "alone": false, "proposals": len(p.Proposals)}
		if p.Force != nil {
			e["version"], e["hash"], e["review_by"], e["alone"] = p.Force.Number, p.Force.Hash, p.Force.ReviewBy, p.Force.Alone
		}
		list = append(list, e)
		r.say("%s  %-18s %s  (%s)", p.Ref, r.policyKind(p.Kind), p.Title, r.policyStands(p))
	}
	if r.json {
		r.print(map[string]any{"policies": list})
		return Done, nil
	}
	if shown == 0 {
		r.say("%s", r.t("cli.policy_none"))
	}
	return Done, nil
}

// policyKind is what a kind is called; one this program does not know by its own word.
func (r *run) policyKind(kind string) string {
	if policy.Kind(kind).Known() {
		return r.t("policyKind." + kind)
	}
	return kind
}

func (r *run) policyShow(f *policyFlags) (int, error) {
	when, known, err := r.policyTimes(f)
	if err != nil {
		return 0, err
	}
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	if !when.IsZero() {
		return r.policyAt(id, when, known)
	}
	p, err := r.ws.PolicyPage(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(p)
		return Done, nil
	}
	r.sayPolicy(p)
	return Done, nil
}

func (r *run) policyTimes(f *policyFlags) (when, known time.Time, err error) {
	for _, t := range []struct {
		name, text string
		to         *time.Time
	}{{"at", f.at, &when}, {"known", f.known, &known}} {
		if t.text == "" {
			continue
		}
		if *t.to, err = time.Parse(time.RFC3339, t.text); err != nil {
			return when, known, usage("cli.policy_instant", "flag", "--"+t.name, "given", t.text)
		}
	}
	if !known.IsZero() && when.IsZero() {
		return when, known, usage("cli.policy_known_alone")
	}
	return when, known, nil
}

// policyAt tells which version was in force at an instant, also as it was known then.
func (r *run) policyAt(id string, when, known time.Time) (int, error) {
	h, err := r.ws.Policies.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	force := h.At(when)
	if !known.IsZero() {
		force = h.AsKnown(when, known)
	}
	v, holds := force.Holds()
	// A version that somebody damaged since may have been the one that held.
	damaged := []int{}
	for _, d := range h.Versions {
		if d.Damage != "" && d.Number > force.Version.Number && (d.At.IsZero() || !d.At.After(when)) {
			damaged = append(damaged, d.Number)
		}
	}
	if r.json {
		out := map[string]any{"ref": h.Ref, "at": stamp(when), "state": force.State, "version": 0, "hash": "", "retroactive": false, "damaged": damaged}
		if holds {
			out["version"], out["hash"], out["retroactive"] = v.Number, v.Hash, v.Retroactive()
		}
		r.print(out)
		return Done, nil
	}
	words := r.t("policyState." + string(force.State))
	if holds {
		words = r.t("cli.policy_in_force", "number", strconv.Itoa(v.Number)) + "  " + v.Hash
		if v.Retroactive() {
			words += "  " + r.t("policies.retroactive")
		}
	}
	r.say("%s  %s  %s", h.Ref, stamp(when), words)
	if holds {
		r.say("")
		r.sayTerms(policy.TermsPage(v.Terms))
	}
	for _, n := range damaged {
		r.say("  %s", r.t("policies.damagedAt", "n", strconv.Itoa(n)))
	}
	return Done, nil
}

func (r *run) policyDiff() (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	if len(r.args) > 2 {
		return 0, usage("cli.too_many", "given", strings.Join(r.args[2:], " "))
	}
	from, to := "force", "draft"
	if len(r.args) > 0 {
		from = r.args[0]
	}
	if len(r.args) > 1 {
		to = r.args[1]
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	list, err := r.ws.Policies.Diff(r.ctx, id, from, to)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"ref": r.ws.RefOf(r.ctx, id), "from": from, "to": to, "differences": list})
		return Done, nil
	}
	for _, d := range list {
		r.sayDifference(d)
	}
	if len(list) == 0 {
		r.say("%s", r.t("policies.sameTerms"))
	}
	return Done, nil
}

func (r *run) sayDifference(d policy.Difference) {
	where := r.t("policyPart." + d.Part)
	if d.Name != "" {
		where += " · " + d.Name
	}
	r.say("%s", where)
	r.sayLines("-", d.Before)
	r.sayLines("+", d.After)
}

func (r *run) sayLines(sign, text string) {
	if text == "" {
		return
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		r.say("  %s %s", sign, line)
	}
}
