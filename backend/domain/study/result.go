package study

import (
	"crypto/sha256"
	"encoding/hex"

	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/stat"
)

// Keep is an outcome as a result keeps it.
func (o Outcome) Keep(rule *RuleBehind) Found {
	f := Found{
		BeforeCount: o.Before.Events, AfterCount: o.After.Events, BeforeExposure: o.Before.Exposure, AfterExposure: o.After.Exposure,
		Ratio: float(o.Ratio.Estimate), Lower: float(o.Ratio.Interval.Lower), Upper: float(o.Ratio.Interval.Upper), P: float(o.Ratio.P),
		Level: stat.Told(o.Ratio.Interval.Level), StatMethod: string(o.Ratio.Method),
		Before: cases(o.CountedBefore), After: cases(o.CountedAfter), Left: []LeftCase{}, Warnings: []string{}, Until: o.Until.String(), Rule: rule,
	}
	for _, u := range o.Uncounted {
		f.Left = append(f.Left, LeftCase{Case{u.Incident.Ref, u.Incident.Day}, string(u.Why), u.Words})
	}
	for _, w := range o.Warnings {
		f.Warnings = append(f.Warnings, string(w))
	}
	if !o.Earliest.IsZero() {
		f.Earliest = o.Earliest.String()
	}
	return f
}

func cases(list []measure.Incident) []Case {
	out := make([]Case, len(list))
	for i, in := range list {
		out[i] = Case{in.Ref, in.Day}
	}
	return out
}

func float(n stat.Number) *float64 {
	if v, ok := n.Told(); ok {
		return &v
	}
	return nil
}

// DataHash names what an outcome was made of: the incidents on both sides, those that
// were left out, and what they were counted over.
func (f Found) DataHash() (string, error) {
	plain, err := record.Plain(map[string]any{
		"before": f.Before, "after": f.After, "left": f.Left, "before_exposure": f.BeforeExposure, "after_exposure": f.AfterExposure,
	})
	if err != nil {
		return "", err
	}
	raw, err := record.Canonical(plain)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}
