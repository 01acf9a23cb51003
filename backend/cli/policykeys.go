package cli

import (
	"time"

	"secondstory/backend/domain/proof"
)

// policyKeys tells what devices seal their decisions with, or notes whether the keys of one
// that wait are theirs.
func (r *run) policyKeys(f *policyFlags) (int, error) {
	device := ""
	if len(r.args) > 0 {
		device, r.args = r.args[0], r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if device == "" != (f.theirs == "") || f.theirs != "" && f.theirs != "yes" && f.theirs != "no" {
		return 0, usage("cli.policy_theirs")
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if device != "" {
		if err := r.ws.SettleKeys(r.ctx, device, f.theirs == "yes"); err != nil {
			return 0, err
		}
	}
	keys, err := r.ws.DeviceKeys(r.ctx)
	if err != nil {
		return 0, err
	}
	if r.json {
		list := []map[string]any{}
		for _, k := range keys {
			list = append(list, map[string]any{"device": k.Device, "actor": k.Actor, "key": k.Key, "trust": k.Trust, "why": k.Why, "seen": k.Seen.UTC().Format(time.RFC3339)})
		}
		r.print(map[string]any{"keys": list})
		return Done, nil
	}
	if len(keys) == 0 {
		r.say("%s", r.t("cli.policy_keys_none"))
	}
	for _, k := range keys {
		words := r.t("policyKey." + string(k.Trust))
		if k.Trust == proof.Asked {
			words = r.t("policyKey." + k.Why)
		}
		r.say("%s  %s  %s", k.Device, proof.Short(k.Key), words)
	}
	return Done, nil
}

// standingWords tells what a sign-off is worth, and why where nobody can tell whose it is.
func (r *run) standingWords(standing string, p proof.Verdict) string {
	return r.t("policyStanding."+standing) + r.proofWords(p)
}

// proofWords tells why nobody can tell whose a decision is, or on what else it rests; "" for
// neither.
func (r *run) proofWords(p proof.Verdict) string {
	switch p {
	case proof.Before, proof.Unsealed, proof.NoKey, proof.Waits:
		return " (" + r.t("policyProof."+string(p)) + ")"
	}
	return ""
}
