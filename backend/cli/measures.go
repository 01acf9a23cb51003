package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

func measuresCommand() command {
	return command{name: "measures", usage: "[KEY] [--period P] [--severity S,…] [--service NAME] [--interval I] [--calendar CAL] [--to csv|svg|png|pdf -o DIR]", help: "cli.help.measures",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			q := measure.Query{}
			f.StringVar(&q.Period, "period", measure.DefaultPeriod, "")
			f.StringSliceVar(&q.Severities, "severity", nil, "")
			f.StringVar(&q.Service, "service", "", "")
			f.StringVar(&q.Interval, "interval", "", "")
			hours := f.String("calendar", "", "")
			cycle := f.String("cycle", string(measure.Quarterly), "")
			to := f.String("to", "", "")
			picture := f.String("picture", workspace.SpreadPicture, "")
			out := f.StringP("output", "o", ".", "")
			return func(r *run) (int, error) {
				q.Cycle = measure.Interval(*cycle)
				return r.measures(q, *hours, *to, *picture, *out)
			}
		}}
}

func (r *run) measures(q measure.Query, hours, to, picture, out string) (int, error) {
	key := ""
	if len(r.args) > 0 {
		key, r.args = r.args[0], r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	for _, s := range q.Severities {
		if !slices.Contains(review.Severities, s) {
			return 0, usage("cli.format_unknown", "given", s, "choices", strings.Join(review.Severities, ", "))
		}
	}
	if to != "" && to != "pdf" && key == "" {
		return 0, usage("cli.measures_key")
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	var err error
	if q.Hours, err = r.ws.MeasureHours(r.ctx, hours); err != nil {
		return 0, err
	}
	m, err := r.ws.Measures().Measure(r.ctx, q)
	if err != nil {
		return 0, err
	}
	if q.Service != "" && !slices.Contains(m.Services, q.Service) {
		return 0, usage("cli.measures_service", "given", q.Service)
	}
	switch {
	case to != "":
		return r.measureFile(m, key, picture, to, out)
	case key != "":
		return r.measureCases(m, key)
	}
	told := workspace.TellMeasures(m, r.text)
	if r.json {
		r.print(told)
		return Done, nil
	}
	if told.Total == 0 {
		r.say("%s", r.t("cli.measures_none"))
		for _, line := range told.Apart {
			r.say("%s", line)
		}
		return Done, nil
	}
	r.say("%s", told.Now.Text)
	if told.Before != nil {
		r.say("%s", r.t("cli.measures_before", "before", told.Before.Text))
	}
	for _, line := range told.Apart {
		r.say("%s", line)
	}
	if told.Register != "" {
		r.say("%s", told.Register)
	}
	for _, in := range told.Indicators {
		r.say("\n%s, %s: %s. %s", in.Title, in.Moments, in.Verdict.Word, in.Verdict.Why)
		r.measureSide("measures.side.now", in.Now)
		if told.Before != nil {
			r.measureSide("measures.side.before", in.Before)
		}
		for _, n := range in.Notes {
			r.say("    %s", n)
		}
	}
	r.say("\n%s\n%s\n%s", told.Suppose.Means, told.Suppose.Lengths, told.Suppose.Changes)
	c := told.Counts
	r.say("\n%s: %s. %s", r.t("measures.counts"), c.Verdict.Word, c.Verdict.Why)
	r.say("  %-12s %s, %s", r.t("measures.side.now"), r.t("measures.rate", "value", c.Now.Text, "unit", c.Unit), r.t("measures.n", "n", strconv.FormatInt(c.Now.N, 10)))
	if told.Before != nil && c.Before.Estimate != nil {
		r.say("  %-12s %s, %s", r.t("measures.side.before"), r.t("measures.rate", "value", c.Before.Text, "unit", c.Unit), r.t("measures.n", "n", strconv.FormatInt(c.Before.N, 10)))
	}
	r.say("  %s: %s", c.Chart, c.Course)
	r.say("  %s", told.Suppose.Counts)
	for _, n := range c.Notes {
		r.say("    %s", n)
	}
	for _, way := range told.Classes {
		r.say("\n%s, %s", way.Title, c.Unit)
		for _, row := range way.Rows {
			line := "  " + row.Name + ": " + row.Now.Text + ", " + r.t("measures.n", "n", strconv.FormatInt(row.Now.N, 10))
			if told.Before != nil && row.Before.Estimate != nil {
				line += "; " + r.t("measures.wasBefore", "value", row.Before.Text+", "+r.t("measures.n", "n", strconv.FormatInt(row.Before.N, 10)))
			}
			r.say("%s", line)
		}
		for _, n := range way.Notes {
			r.say("    %s", n)
		}
	}
	r.say("")
	for _, rule := range told.Rules {
		r.say("%s", rule.Text)
	}
	return Done, nil
}

func (r *run) measureSide(name string, s workspace.SideTold) {
	r.say("  %-12s %s", r.t(name), r.t("measures.typical", "value", s.Typical.Text, "n", strconv.Itoa(s.N)))
	if s.Spread != "" {
		r.say("    %s", s.Spread)
	}
	for _, l := range s.LeftOut {
		r.say("    %s", l.Text)
	}
}

// measureCases lists what stands behind one measure.
func (r *run) measureCases(m measure.Measures, key string) (int, error) {
	cases, err := workspace.TellCases(m, key, r.text)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(cases)
		return Done, nil
	}
	for _, c := range cases.Cases {
		r.say("%s  %-10s  %-4s  %-14s  %s", c.Ref, orDash(c.Day), orDash(c.Severity), orDash(c.Text), c.Title)
	}
	return Done, nil
}

func (r *run) measureFile(m measure.Measures, key, picture, format, dir string) (int, error) {
	raw, err := workspace.ExportMeasure(m, key, picture, format, r.text)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, fault.Wrap(err, fault.Denied, "file.not_written", "name", dir)
	}
	path := filepath.Join(dir, measureName(key)+"."+format)
	if err := workspace.WriteFile(path, raw); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"path": path})
		return Done, nil
	}
	r.say("%s", r.t("cli.measures_written", "path", path))
	return Done, nil
}

// measureName names the file of a measure; that of all of them has no key.
func measureName(key string) string {
	if key == "" {
		return "measures"
	}
	return "measures-" + key
}
