package cli

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

// check refuses answers no reader knows.
func (c *incidentFlags) check() error {
	if !slices.Contains([]string{"", "day", "month"}, c.dayOrder) {
		return usage("cli.flag_bad", "flag", "--day-order", "given", c.dayOrder)
	}
	if !slices.Contains([]string{"", incident.TakeAll, incident.TakeNew}, c.twins) {
		return usage("cli.flag_bad", "flag", "--twins", "given", c.twins)
	}
	for header, target := range c.columns {
		if !slices.Contains(incident.Targets(), target) {
			return usage("cli.incident_column_bad", "header", header, "given", target, "fields", strings.Join(incident.Targets(), ", "))
		}
	}
	return nil
}

func (c *incidentFlags) answers() incident.Options {
	return incident.Options{Zone: c.zone, DayOrder: c.dayOrder, Mapping: c.columns}
}

// incidentColumns shows how a file would be read. It ends with NeedsPerson where a question
// is open.
func (r *run) incidentColumns(c *incidentFlags) (int, error) {
	if err := c.check(); err != nil {
		return 0, err
	}
	path, err := r.arg("cli.path_missing")
	if err != nil {
		return 0, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, usage("file.missing", "name", path)
	}
	got, err := r.ws.Register.Preview(r.ctx, path, registering.Options{Format: c.format, Options: c.answers()})
	if err != nil {
		return 0, err
	}
	status := Done
	if len(got.Questions) > 0 {
		status = NeedsPerson
	}
	if r.json {
		r.print(r.previewOf(got))
		return status, nil
	}
	for _, col := range got.Columns {
		r.say("%-32s  %-20s  %s", col.Header, orDash(col.Target), strings.Join(col.Values, " · "))
	}
	for _, x := range got.Rows {
		if x.Problem != nil {
			r.say("%s  %s: %s", r.t("cli.incident_line", "line", strconv.Itoa(x.Line)), x.Problem.Field, r.text.Fill(x.Problem.Reason, x.Problem.Params))
			continue
		}
		r.say("%s  %-16s  %-4s  %-9s  %-18s  %s", r.t("cli.incident_line", "line", strconv.Itoa(x.Line)), orDash(strings.Replace(cut(x.As.Begins.At, 16), "T", " ", 1)),
			orDash(x.As.Severity), orDash(x.As.State), x.As.Number, x.As.Title)
	}
	r.sayQuestions(path, got.Questions, nil)
	return status, nil
}

// previewOf is what a program is told of a preview.
func (r *run) previewOf(got registering.Preview) map[string]any {
	type column struct {
		Header string   `json:"header"`
		Field  string   `json:"field"`
		Values []string `json:"values"`
	}
	type row struct {
		Line     int           `json:"line"`
		Incident *jsonIncident `json:"incident"`
		Reason   string        `json:"reason,omitempty"`
	}
	columns, rows := []column{}, []row{}
	for _, c := range got.Columns {
		columns = append(columns, column{c.Header, c.Target, append([]string{}, c.Values...)})
	}
	for _, x := range got.Rows {
		one := row{Line: x.Line}
		if x.Problem != nil {
			one.Reason = r.text.Fill(x.Problem.Reason, x.Problem.Params)
		} else {
			as := r.incidentOf(x.As)
			as.Ref = ""
			one.Incident = &as
		}
		rows = append(rows, one)
	}
	return map[string]any{"format": got.Format, "columns": columns, "rows": rows, "questions": append([]incident.Question{}, got.Questions...)}
}

// incidentMend says fields of refused rows anew, each as N=VALUE.
func (r *run) incidentMend(c *incidentFlags) error {
	for _, one := range c.mend {
		row, value, ok := strings.Cut(one, "=")
		n, err := strconv.ParseInt(row, 10, 64)
		if !ok || err != nil {
			return usage("cli.flag_bad", "flag", "--mend", "given", one)
		}
		got, err := r.ws.Register.Mend(r.ctx, n, value, c.alike)
		if err != nil {
			return err
		}
		if !r.json {
			r.say("%s", r.t("cli.incident_retried", "taken", strconv.Itoa(got.Taken)))
		}
	}
	return nil
}
