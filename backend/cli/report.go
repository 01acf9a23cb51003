package cli

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/redact"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
	"secondstory/backend/workspace"
)

func reportCommand() command {
	return command{name: "report", usage: "internal|executive|customer|regulator REF -o FILE.pdf|.html|.md|.json [--audience internal|executive|customer|regulator] [--as-of DATE] [--keep WORDS]… [--issue WHOM] | actions|incidents -o FILE.pdf|.html|.md|.json|.csv|.xlsx [--as-of DATE] [--words WORDS] [--severity S,…] [--state S,…] [--service NAME] [--since DATE] [--until DATE] | obligations -o FILE.pdf|.html|.md|.json|.csv|.xlsx | trend -o FILE.pdf|.html|.md|.json [--period P] [--severity S,…] [--service NAME] [--calendar CAL] [--as-of DATE] [--issue WHOM] | due [--every month|quarter|never] | issued [REF] | verify FILE", help: "cli.help.report",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			out := f.StringP("output", "o", "", "")
			audience := f.String("audience", "", "")
			asOf := f.String("as-of", "", "")
			keep := f.StringArray("keep", nil, "")
			to := f.String("issue", "", "")
			every := f.String("every", "", "")
			q := workspace.TrendQuery{}
			f.StringVar(&q.Period, "period", measure.DefaultPeriod, "")
			f.StringSliceVar(&q.Severities, "severity", nil, "")
			f.StringVar(&q.Service, "service", "", "")
			f.StringVar(&q.Calendar, "calendar", "", "")
			list := incident.Query{}
			f.StringVar(&list.Words, "words", "", "")
			f.StringSliceVar(&list.States, "state", nil, "")
			f.StringVar(&list.From, "since", "", "")
			f.StringVar(&list.To, "until", "", "")
			return func(r *run) (int, error) {
				kind, err := r.sub(slices.Concat(workspace.ReportKinds, workspace.RegisterKinds, []string{workspace.TrendKind, "due", "issued", "verify"})...)
				if err != nil {
					return 0, err
				}
				// A flag that narrows nothing here would be taken for one that did.
				if err := elsewhere(f, kind); err != nil {
					return 0, err
				}
				switch kind {
				case workspace.TrendKind:
					return r.reportTrend(q, *out, *asOf, *to)
				case "due":
					return r.reportDue(*every)
				case "issued":
					return r.reportIssued()
				case "verify":
					return r.reportVerify()
				}
				if slices.Contains(workspace.RegisterKinds, kind) {
					list.Severities = q.Severities
					if q.Service != "" {
						list.Services = []string{q.Service}
					}
					return r.reportRegister(kind, *out, *asOf, list)
				}
				return r.report(workspace.ReportOptions{Kind: kind, Audience: *audience, Keep: *keep}, *out, *asOf, *to)
			}
		}}
}

// reportFlags are the kinds of report to which a flag says something; "" stands for those of
// one review.
var reportFlags = map[string][]string{
	"audience": {""}, "keep": {""}, "issue": {"", workspace.TrendKind},
	"output": {"", "actions", "incidents", "obligations", workspace.TrendKind}, "as-of": {"", "actions", "incidents", workspace.TrendKind},
	"period": {workspace.TrendKind}, "calendar": {workspace.TrendKind}, "severity": {"incidents", workspace.TrendKind}, "service": {"incidents", workspace.TrendKind},
	"every": {"due"}, "words": {"incidents"}, "state": {"incidents"}, "since": {"incidents"}, "until": {"incidents"},
}

// elsewhere finds a flag that was given and says nothing to a kind of report.
func elsewhere(f *pflag.FlagSet, kind string) (err error) {
	if slices.Contains(workspace.ReportKinds, kind) {
		kind = ""
	}
	f.Visit(func(given *pflag.Flag) {
		kinds, known := reportFlags[given.Name]
		if err != nil || !known || slices.Contains(kinds, kind) {
			return
		}
		of := make([]string, len(kinds))
		for i, k := range kinds {
			if of[i] = "report " + k; k == "" {
				of[i] = "report internal|executive|customer|regulator"
			}
		}
		err = usage("cli.flag_elsewhere", "flag", "--"+given.Name, "command", strings.Join(of, ", "))
	})
	return err
}

// reportRegister writes a report across records.
func (r *run) reportRegister(kind, out, asOf string, q incident.Query) (int, error) {
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	day, err := dayOf(asOf)
	if err != nil {
		return 0, err
	}
	for _, bound := range []struct{ flag, day string }{{"--since", q.From}, {"--until", q.To}} {
		if _, err := time.Parse(time.DateOnly, bound.day); bound.day != "" && err != nil {
			return 0, usage("cli.flag_bad", "flag", bound.flag, "given", bound.day)
		}
	}
	for _, v := range q.States {
		if !slices.Contains(incident.States(), v) {
			return 0, usage("cli.flag_bad", "flag", "--state", "given", v)
		}
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	raw, paper, err := r.ws.RegisterAs(r.ctx, workspace.RegisterOrder{Kind: kind, Format: formatOf(out, workspace.RegisterFormats...), AsOf: day, Query: q}, r.text)
	if err != nil {
		return 0, err
	}
	r.unset(paper)
	return r.write(out, raw)
}

// dayOf is the day "overdue" is said for; zero is the last change, and
// of a report across records today.
func dayOf(asOf string) (time.Time, error) {
	if asOf == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return t, usage("cli.date_bad", "given", asOf)
	}
	return t, nil
}

func (r *run) report(o workspace.ReportOptions, out, asOf, to string) (int, error) {
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if o.Audience != "" && !has(report.Audiences, o.Audience) {
		return 0, usage("cli.format_unknown", "given", o.Audience, "choices", strings.Join(report.Audiences, ", "))
	}
	if (o.Audience == "customer" || o.Audience == "regulator") && o.Kind != o.Audience {
		// Marking the internal content for somebody outside would be worse than no report.
		return 0, usage("report.audience_other", "audience", r.t("report.audience."+o.Audience), "kind", o.Audience)
	}
	day, err := dayOf(asOf)
	if err != nil {
		return 0, err
	}
	o.AsOf = day
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	rev, err := r.review()
	if err != nil {
		return 0, err
	}
	if to != "" {
		return r.reportIssue(rev, o, out, to)
	}
	raw, paper, err := r.ws.ReportAs(r.ctx, rev, o, formatOf(out), r.text)
	if err != nil {
		return 0, err
	}
	r.unset(paper)
	r.removed(paper)
	if err := r.besides(out, paper.Beside); err != nil {
		return 0, err
	}
	return r.write(out, raw)
}

// formatOf is the format of a report by the ending of its file, of those it has
// (workspace.ReportFormats where none are named); any other is paper, as is what goes to
// the output.
func formatOf(path string, formats ...string) string {
	if len(formats) == 0 {
		formats = workspace.ReportFormats
	}
	for _, f := range formats {
		if strings.EqualFold(filepath.Ext(path), "."+f) {
			return f
		}
	}
	return "pdf"
}

// besides writes the pictures of a report into its folder. What goes to the output has no
// folder: they are named in it and saved with "picture save".
func (r *run) besides(out string, list []asfile.Beside) error {
	if out == toOutput {
		return nil
	}
	return workspace.WriteBeside(filepath.Dir(out), list)
}

// unset says, beside the output, what no font of this machine has.
func (r *run) unset(p workspace.Paper) {
	for _, u := range p.Unset {
		r.note("%s", u.Sentence(r.text))
	}
}

// removed says, beside the output, what readers outside do not get.
func (r *run) removed(p workspace.Paper) {
	pictures, gone := 0, 0
	for _, x := range p.Removed {
		key := "cli.report.removed"
		if x.Kept {
			key = "cli.report.kept"
		}
		r.note("%s", r.t(key, "kind", r.t("redact.kind."+string(x.Kind)), "words", strings.TrimSpace(x.Words+" "+x.Key)))
		if x.Kind == redact.Picture {
			pictures++
			if !x.Kept {
				gone++
			}
		}
	}
	if pictures > 0 {
		r.note("%s", r.text.Count("report.leftOut.ofPictures", pictures, "gone", strconv.Itoa(gone)))
		r.note("%s", r.t("cli.report.pictures"))
	}
	if len(p.Apart) > 0 {
		r.note("%s", r.t("report.leftOut.apart", "list", strings.Join(p.Apart, ", ")))
	}
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
