package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/service/vetting"
)

// vettingNames are the parts of the space command about what keeps a review back.
var vettingNames = []string{"check", "held", "keep", "roster", "replace", "allow", "ask"}

// deciding are the flags about what was found in a review.
type deciding struct{ with, why, role string }

func (d *deciding) declare(f *pflag.FlagSet) {
	f.StringVar(&d.with, "with", "", "")
	f.StringVar(&d.why, "why", "", "")
	f.StringVar(&d.role, "role", "", "")
}

func (r *run) vetting(sub string, d deciding) (int, error) {
	switch sub {
	case "check":
		return r.leakCheck()
	case "held":
		return r.leakHeld()
	case "keep":
		return r.leakKeep()
	case "roster":
		return r.leakRoster(d)
	default:
		return r.leakDecide(sub, d)
	}
}

type jsonLeak struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	Path   string `json:"path"`
	Where  string `json:"where"`
	Words  string `json:"words"`
	Before string `json:"before"`
	After  string `json:"after"`
	Role   string `json:"role"`
	Holds  bool   `json:"holds"`
	Fixed  bool   `json:"fixed"`
	Why    string `json:"why,omitempty"` // of an allowance
}

type jsonLooked struct {
	Ref     string     `json:"ref"`
	Title   string     `json:"title"`
	Holding int        `json:"holding"`
	Found   []jsonLeak `json:"found"`
	Allowed []jsonLeak `json:"allowed"`
	Shared  int        `json:"shared"`
}

// jsonKept is a review that is kept back, and why.
type jsonKept struct {
	jsonLooked
	State string `json:"state"`          // held, asked, ready, moving
	Space string `json:"space"`          // that is to get it
	From  string `json:"from,omitempty"` // it leaves
}

func lookedJSON(l vetting.Looked) jsonLooked {
	return jsonLooked{Ref: l.Ref, Title: l.Title, Holding: l.Holding, Found: leaksJSON(l.Found), Allowed: leaksJSON(l.Allowed), Shared: l.Shared}
}

func leaksJSON(list []vetting.Found) []jsonLeak {
	out := []jsonLeak{}
	for _, f := range list {
		out = append(out, jsonLeak{Key: f.Key, Kind: string(f.Kind), Path: f.Path, Where: f.Where, Words: f.Words, Before: f.Before, After: f.After,
			Role: f.Role, Holds: f.Holds, Fixed: f.Fixed, Why: f.Allowed.Reason})
	}
	return out
}

// leakCheck looks through reviews and ends with NeedsPerson where something keeps one
// back.
func (r *run) leakCheck() (int, error) {
	refs, ids, err := r.refs("cli.space_check_missing")
	if err != nil {
		return 0, err
	}
	out := []jsonLooked{}
	for i, id := range ids {
		l, err := r.ws.Vetting.Look(r.ctx, id, "", r.t)
		if err != nil {
			return 0, err
		}
		out = append(out, lookedJSON(l))
		if len(l.Found) == 0 {
			r.say("%s", r.t("cli.space_check_none", "ref", refs[i]))
			continue
		}
		r.sayLooked(l)
	}
	return r.looked(out)
}

func (r *run) leakHeld() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Vetting.Held(r.ctx)
	if err != nil {
		return 0, err
	}
	links, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return 0, err
	}
	names := map[string]string{}
	for _, l := range links {
		names[l.Space] = l.Name
	}
	out := []jsonKept{}
	status := Done
	for _, kept := range list {
		l, err := r.ws.Vetting.Look(r.ctx, kept.ID, kept.To, r.t)
		if err != nil {
			return 0, err
		}
		out = append(out, jsonKept{lookedJSON(l), string(kept.State), names[kept.To], names[kept.From]})
		r.say("%s  %s", l.Ref, l.Title)
		r.say("  %s", r.t("cli.space_held."+string(kept.State), "ref", l.Ref, "to", names[kept.To], "from", names[kept.From]))
		if kept.State == vetting.Held || kept.State == vetting.Asked {
			r.sayFound(l)
		}
		// One that is on its way waits for an exchange and not for a decision.
		if kept.State != vetting.Moving {
			status = NeedsPerson
		}
	}
	if len(out) == 0 {
		r.say("%s", r.t("cli.space_held_none"))
	}
	if r.json {
		r.print(map[string]any{"reviews": out})
	}
	return status, nil
}

// leakKeep forgets that reviews were to be shared.
func (r *run) leakKeep() (int, error) {
	refs, ids, err := r.refs("cli.space_keep_missing")
	if err != nil {
		return 0, err
	}
	if err := r.ws.Vetting.KeepHere(r.ctx, ids...); err != nil {
		return 0, err
	}
	r.say("%s", r.t("cli.space_kept", "refs", strings.Join(refs, ", ")))
	if r.json {
		r.print(map[string]any{"kept": refs})
	}
	return Done, nil
}

func (r *run) sayLooked(l vetting.Looked) {
	r.say("%s  %s", l.Ref, l.Title)
	r.sayFound(l)
}

func (r *run) sayFound(l vetting.Looked) {
	for _, f := range l.Found {
		sign := "!"
		if !f.Holds {
			sign = "·"
		}
		r.say("  %s %s  %s  %s", sign, f.Key, r.t("leak.kind."+string(f.Kind)), f.Where)
		r.say("      %s", strings.TrimSpace(f.Before+"["+firstLine(f.Words)+"]"+f.After))
		if f.Holds && f.Fixed {
			r.say("      %s", r.t("leaks.fixed"))
		}
	}
	if l.Holding > 0 {
		r.say("  %s", r.t("cli.space_check_how", "ref", l.Ref))
	}
}

func (r *run) looked(list []jsonLooked) (int, error) {
	status := Done
	for _, l := range list {
		if l.Holding > 0 {
			status = NeedsPerson
		}
	}
	if r.json {
		r.print(map[string]any{"reviews": list})
	}
	return status, nil
}

// refs takes all arguments left as references of reviews.
func (r *run) refs(missing string) (refs, ids []string, err error) {
	if len(r.args) == 0 {
		return nil, nil, usage(missing)
	}
	for len(r.args) > 0 {
		ref, err := r.name()
		if err != nil {
			return nil, nil, err
		}
		id, err := r.resolve(ref)
		if err != nil {
			return nil, nil, err
		}
		refs, ids = append(refs, ref), append(ids, id)
	}
	return refs, ids, nil
}

func (r *run) leakDecide(sub string, d deciding) (int, error) {
	if len(r.args) < 2 {
		return 0, usage("cli.space_" + sub + "_missing")
	}
	keys := r.args[1:]
	r.args = r.args[:1]
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	if len(keys) == 1 && keys[0] == "all" {
		if keys, err = r.leakKeys(id, sub); err != nil {
			return 0, err
		}
	}
	switch sub {
	case "replace":
		_, err = r.ws.Vetting.Replace(r.ctx, id, keys, d.with, "")
	case "allow":
		err = r.ws.Vetting.Allow(r.ctx, id, keys, d.why)
	default:
		err = r.ws.Vetting.Ask(r.ctx, id, keys)
	}
	if f, ok := fault.As(err); ok && f.Code == fault.Invalid {
		return 0, usageError{f}
	}
	if err != nil {
		return 0, err
	}
	l, err := r.ws.Vetting.Look(r.ctx, id, "", r.t)
	if err != nil {
		return 0, err
	}
	r.say("%s", r.t("cli.space_decided", "ref", l.Ref, "count", strconv.Itoa(l.Holding)))
	if r.json {
		r.print(lookedJSON(l))
	}
	return Done, nil
}

// leakKeys are those that hold a review back, or that were allowed.
func (r *run) leakKeys(id, sub string) ([]string, error) {
	l, err := r.ws.Vetting.Look(r.ctx, id, "", r.t)
	var keys []string
	list := l.Found
	if sub == "ask" {
		list = l.Allowed
	}
	for _, f := range list {
		if f.Holds && !(sub == "replace" && f.Fixed) {
			keys = append(keys, f.Key)
		}
	}
	return keys, err
}

func (r *run) leakRoster(d deciding) (int, error) {
	sub := "list"
	if len(r.args) > 0 {
		sub, r.args = r.args[0], r.args[1:]
	}
	wants := map[string]int{"list": 0, "add": 1, "remove": 1}
	if n, ok := wants[sub]; !ok || len(r.args) != n {
		return 0, usage("cli.space_roster_missing")
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	var err error
	switch sub {
	case "add":
		err = r.ws.Vetting.List(r.ctx, r.args[0], d.role)
	case "remove":
		err = r.ws.Vetting.Unlist(r.ctx, r.args[0])
	}
	if err != nil {
		return 0, err
	}
	list, err := r.ws.Vetting.Roster(r.ctx)
	if err != nil {
		return 0, err
	}
	type jsonListed struct {
		Name string `json:"name"`
		Role string `json:"role"`
	}
	out := []jsonListed{}
	for _, p := range list {
		out = append(out, jsonListed{p.Name, p.Role})
		r.say("%s  %s", p.Name, orDash(p.Role))
	}
	if r.json {
		r.print(map[string]any{"roster": out})
	} else if len(out) == 0 {
		r.say("%s", r.t("cli.space_roster_none"))
	}
	return Done, nil
}
