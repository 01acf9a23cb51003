package cli

import (
	"os"
	"path/filepath"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// reportIssue writes a report and enters it in the register of issued ones.
func (r *run) reportIssue(rev review.Review, o workspace.ReportOptions, out, to string) (int, error) {
	if out == toOutput {
		return 0, usage("cli.output_missing") // what is issued is a file
	}
	raw, issued, err := r.ws.PrepareIssue(r.ctx, rev, o, formatOf(out), to, r.text)
	if err != nil {
		return 0, err
	}
	if err := r.besides(out, issued.Beside); err != nil {
		return 0, err
	}
	return r.giveOut(out, raw, issued)
}

// giveOut writes what is issued and enters it in the register.
func (r *run) giveOut(out string, raw []byte, issued workspace.Issued) (int, error) {
	if err := workspace.WriteFile(out, raw); err != nil {
		return 0, err
	}
	// A file nobody entered is found not to be issued; an entry without a file would
	// say that something went out.
	issued, err := r.ws.EnterIssue(r.ctx, issued, filepath.Base(out))
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"path": out, "issued": issued})
		return Done, nil
	}
	r.say("%s", r.t("cli.report.issued", "path", out, "to", issued.To, "hash", issued.FileHash))
	return Done, nil
}

// reportDue tells which trend reports are due, and says with every how often one is.
func (r *run) reportDue(every string) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if every != "" && every != "never" && !slices.Contains(measure.ReportCycles, measure.Interval(every)) {
		return 0, usage("cli.flag_bad", "flag", "--every", "given", every)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if every != "" {
		cycle := measure.Interval(every)
		if every == "never" {
			cycle = ""
		}
		if err := r.ws.SetReportCycle(r.ctx, cycle); err != nil {
			return 0, err
		}
	}
	cycle, err := r.ws.ReportCycle(r.ctx)
	if err != nil {
		return 0, err
	}
	list, err := r.ws.DueReports(r.ctx, r.text)
	if err != nil {
		return 0, err
	}
	status := Done
	for _, d := range list {
		if d.Now {
			status = NeedsPerson
		}
	}
	if r.json {
		r.print(map[string]any{"every": cycle, "reports": list})
		return status, nil
	}
	if cycle == "" {
		r.say("%s", r.t("cli.report.due_never"))
	}
	for _, d := range list {
		key := "cli.report.due_later"
		if d.Now {
			key = "cli.report.due_now"
		}
		r.say("%s", r.t(key, "title", d.Title, "day", d.Day, "period", d.Period))
	}
	return status, nil
}

// reportIssued lists what went out.
func (r *run) reportIssued() (int, error) {
	id := ""
	if len(r.args) > 0 {
		rev, err := r.review()
		if err != nil {
			return 0, err
		}
		id = rev.ID
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.IssuedReports(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"issued": list})
		return Done, nil
	}
	if len(list) == 0 {
		r.say("%s", r.t("report.issued.none"))
	}
	for _, i := range list {
		r.say("%s", r.t("cli.report.issued.line", "at", i.At.UTC().Format("2006-01-02 15:04")+" UTC", "ref", i.Ref, "kind", r.t("report.kind."+i.Kind), "to", i.To, "name", i.Name, "hash", i.FileHash))
	}
	return Done, nil
}

// reportVerify says whether a file is one that went out from here.
func (r *run) reportVerify() (int, error) {
	if len(r.args) == 0 {
		return 0, usage("cli.report.verify_missing")
	}
	path := r.args[0]
	r.args = r.args[1:]
	if err := r.noMore(); err != nil {
		return 0, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, fault.Wrap(err, fault.NotFound, "cli.report.verify_unreadable", "name", filepath.Base(path))
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	state, issued, err := r.ws.VerifyIssued(r.ctx, raw)
	if err != nil {
		return 0, err
	}
	if r.json {
		out := map[string]any{"state": state}
		if workspace.AsIssued(state) || state == workspace.FileChanged {
			out["issued"] = issued
		}
		r.print(out)
	} else {
		r.say("%s", issued.Sentence(state, r.text))
	}
	if !workspace.AsIssued(state) {
		return Failed, nil
	}
	return Done, nil
}
