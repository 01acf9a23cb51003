package cli

import (
	"slices"
	"strings"

	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// reportTrend writes the report of a period, and enters it in the register of issued
// reports where it is for somebody.
func (r *run) reportTrend(q workspace.TrendQuery, out, asOf, to string) (int, error) {
	if out == "" || to != "" && out == toOutput {
		return 0, usage("cli.output_missing")
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	for _, s := range q.Severities {
		if !slices.Contains(review.Severities, s) {
			return 0, usage("cli.format_unknown", "given", s, "choices", strings.Join(review.Severities, ", "))
		}
	}
	day, err := dayOf(asOf)
	if err != nil {
		return 0, err
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if to != "" {
		raw, issued, err := r.ws.PrepareTrend(r.ctx, q, day, formatOf(out), to, r.text)
		if err != nil {
			return 0, err
		}
		return r.giveOut(out, raw, issued)
	}
	raw, paper, err := r.ws.TrendAs(r.ctx, q, day, formatOf(out), r.text)
	if err != nil {
		return 0, err
	}
	r.unset(paper)
	return r.write(out, raw)
}
