package cli

import (
	"encoding/json"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/signing"
)

func (r *run) policyNew(f *policyFlags, flags *pflag.FlagSet) (int, error) {
	if len(r.args) < 2 {
		return 0, usage("cli.policy_new_missing")
	}
	t := policy.Terms{Kind: policy.Kind(r.args[0]), Title: r.args[1]}
	r.args = r.args[2:]
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if !t.Kind.Valid() {
		return 0, usage("policy.kind_bad", "kind", string(t.Kind))
	}
	if !t.Kind.Known() {
		known := make([]string, len(policy.Kinds))
		for i, k := range policy.Kinds {
			known[i] = string(k)
		}
		r.note("%s", r.t("cli.policy_kind_own", "kind", string(t.Kind), "kinds", strings.Join(known, ", ")))
	}
	patch, err := r.policyPatch(f, flags)
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	t.Zone, _ = patch.Fields["zone"].(string)
	t.Text, _ = patch.Fields["text"].(string)
	t.Data, t.Settings, t.Seats = patch.Fields["data"], patch.Settings, patch.Seats
	for _, name := range []string{"zone", "text", "data", "title", "kind"} {
		delete(patch.Fields, name)
	}
	saved, err := r.ws.NewPolicy(r.ctx, t, "")
	if err != nil {
		return 0, err
	}
	if len(patch.Fields) > 0 {
		if _, err := r.ws.Policies.Edit(r.ctx, saved.ID, signing.Patch{Fields: patch.Fields}, ""); err != nil {
			return 0, err
		}
	}
	return r.policySaved(saved.ID, saved)
}

// policyPatch reads the flags that say what a draft is to be.
func (r *run) policyPatch(f *policyFlags, flags *pflag.FlagSet) (p signing.Patch, err error) {
	p.Fields = record.Doc{}
	for name, v := range map[string]string{"title": f.title, "zone": f.zone, "effective": f.effective, "backdated": f.backdated, "review_by": f.reviewBy, "kind": f.kind} {
		if flags.Changed(strings.ReplaceAll(name, "_", "-")) {
			p.Fields[name] = nil
			if v != "" {
				p.Fields[name] = v
			}
		}
	}
	if flags.Changed("recorded") {
		if f.recorded != "yes" && f.recorded != "no" {
			return p, usage("cli.flag_bad", "flag", "--recorded", "given", f.recorded)
		}
		p.Fields["recorded"] = f.recorded == "yes"
	}
	if flags.Changed("repeat") {
		count, days, ok := strings.Cut(f.repeat, "/")
		n, err1 := strconv.Atoi(count)
		d, err2 := strconv.Atoi(days)
		if !ok || err1 != nil || err2 != nil || n < 1 || d < 1 || d > 3650 {
			return p, usage("cli.flag_bad", "flag", "--repeat", "given", f.repeat)
		}
		p.Fields["repeat_count"], p.Fields["repeat_days"] = float64(n), float64(d)
	}
	if flags.Changed("text") {
		raw, err := r.policyFile(f.text)
		if err != nil {
			return p, err
		}
		p.Fields["text"] = string(raw)
	}
	if flags.Changed("data") {
		raw, err := r.policyFile(f.data)
		if err != nil {
			return p, err
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return p, fault.Wrap(err, fault.Invalid, "policy.data_bad")
		}
		p.Fields["data"] = v
	}
	for _, s := range f.set {
		name, value, ok := strings.Cut(s, "=")
		switch {
		case !ok || strings.TrimSpace(name) == "":
			return p, usage("cli.assignment_bad", "given", s)
		case value == "":
			p.Drop = append(p.Drop, name)
		default:
			p.Settings = append(p.Settings, policy.Setting{Name: strings.TrimSpace(name), Value: value})
		}
	}
	for _, s := range f.role {
		role, count, ok := strings.Cut(s, ":")
		n := 1
		if ok {
			if n, err = strconv.Atoi(count); err != nil || n < 0 || n > 20 {
				return p, usage("cli.flag_bad", "flag", "--role", "given", s)
			}
		}
		if strings.TrimSpace(role) == "" {
			return p, usage("cli.flag_bad", "flag", "--role", "given", s)
		}
		p.Seats = append(p.Seats, policy.Seat{Role: strings.TrimSpace(role), Count: n})
	}
	return p, nil
}

// policyFile reads a file, or standard input for "-".
func (r *run) policyFile(name string) ([]byte, error) {
	const most = 2_000_000
	if name == "-" {
		return io.ReadAll(io.LimitReader(r.In, most))
	}
	raw, err := os.ReadFile(name)
	if err != nil || len(raw) > most {
		return nil, fault.Wrap(err, fault.NotFound, "cli.policy_file", "name", name)
	}
	return raw, nil
}
