package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/stat"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/obligating"
	"secondstory/backend/service/registering"
)

// jsonIncident is a line of the register.
type jsonIncident struct {
	Ref      string             `json:"ref"`
	ID       string             `json:"id"`
	Number   string             `json:"number"`
	Source   string             `json:"source"`
	Title    string             `json:"title"`
	State    string             `json:"state"`
	Severity string             `json:"severity"`
	Priority string             `json:"priority"`
	Told     map[string]string  `json:"told"`
	Services []string           `json:"services"`
	Begins   timeline.Statement `json:"begins"`
	// Minutes from its beginning to its end; null where one of the two is not known.
	Minutes *float64 `json:"minutes"`
	Review  string   `json:"review"`
}

func (r *run) incidentOf(l incident.Line) jsonIncident {
	out := jsonIncident{Ref: incident.RefOf(l.ID), ID: l.ID, Number: l.Number, Source: l.Source, Title: l.Title, State: l.State, Severity: l.Severity,
		Priority: l.Priority, Told: map[string]string{"state": l.ToldState, "severity": l.ToldSeverity, "priority": l.ToldPriority}, Services: l.Services, Begins: l.Begins}
	if out.Services == nil {
		out.Services = []string{}
	}
	if l.HasLength {
		minutes := stat.Told(l.Minutes)
		out.Minutes = &minutes
	}
	if l.Review != "" {
		out.Review = r.ws.RefOf(r.ctx, l.Review)
	}
	return out
}

func (r *run) incidentQuery(c *incidentFlags) (incident.Query, error) {
	q := incident.Query{Words: strings.Join(r.args, " "), Severities: c.severity, States: c.state, Services: c.service, Sources: c.from,
		From: c.first, To: c.last, Import: c.of, Twice: c.twice, Order: c.order, Reverse: c.reverse}
	if c.reviewed != "" {
		q.Reviews = []string{c.reviewed}
	}
	for _, check := range []struct {
		flag  string
		given []string
		scale []string
	}{
		{"--severity", c.severity, incident.Severities()}, {"--state", c.state, incident.States()},
		{"--reviewed", q.Reviews, []string{incident.Reviewed, incident.NotReviewed}}, {"--sort", []string{c.order}, incident.Orders()},
	} {
		for _, v := range check.given {
			if v != "" && !slices.Contains(check.scale, v) {
				return q, usage("cli.flag_bad", "flag", check.flag, "given", v)
			}
		}
	}
	for flag, day := range map[string]string{"--since": c.first, "--until": c.last} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return q, usage("cli.flag_bad", "flag", flag, "given", day)
		}
	}
	if c.limit < 1 || c.offset < 0 {
		return q, usage("cli.flag_bad", "flag", "--limit", "given", strconv.Itoa(min(c.limit, c.offset)))
	}
	return q, nil
}

func (r *run) incidentList(c *incidentFlags) (int, error) {
	q, err := r.incidentQuery(c)
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	lines, v, err := r.ws.Register.Lines(r.ctx, q, c.offset, c.limit)
	if err != nil {
		return 0, err
	}
	if r.json {
		out := []jsonIncident{}
		for _, l := range lines {
			out = append(out, r.incidentOf(l))
		}
		facets := map[string]map[string]int{}
		for _, f := range v.Facets {
			facets[f.Name] = map[string]int{}
			for _, value := range f.Values {
				facets[f.Name][value.Value] = value.Count
			}
		}
		r.print(map[string]any{"incidents": out, "total": v.Total, "all": v.All, "quarantined": v.Waiting, "facets": facets})
		return Done, nil
	}
	for _, l := range lines {
		r.say("%s  %-16s  %-4s  %-9s  %-18s  %s", incident.RefOf(l.ID), orDash(strings.Replace(cut(l.Begins.At, 16), "T", " ", 1)), orDash(l.Severity), orDash(l.State), l.Number, l.Title)
	}
	r.say("%s", r.t("cli.incident_total", "shown", fmt.Sprint(len(lines)), "total", fmt.Sprint(v.Total), "all", fmt.Sprint(v.All)))
	return Done, nil
}

func cut(s string, most int) string {
	if len(s) > most {
		return s[:most]
	}
	return s
}

// incidentNamed finds the one incident the argument names.
func (r *run) incidentNamed() (registering.Shown, error) {
	name, err := r.arg("cli.ref_missing")
	if err != nil {
		return registering.Shown{}, err
	}
	id, err := r.ws.Register.Find(r.ctx, name)
	if err != nil {
		return registering.Shown{}, err
	}
	return r.ws.Register.Get(r.ctx, id)
}

func (r *run) incidentShow() (int, error) {
	s, err := r.incidentNamed()
	if err != nil {
		return 0, err
	}
	about, err := r.ws.Obligations.About(r.ctx, s.Incident.ID)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"incident": r.incidentOf(s.Line), "content": s.Incident.Snapshot, "import": importOf(s.Import), "assessments": append([]obligating.View{}, about...)})
		return Done, nil
	}
	snap := s.Incident.Snapshot
	r.say("%s  %s", s.Ref, snap.Title)
	pair := func(key, value string) {
		if value != "" {
			r.say("  %-14s %s", r.t(key), value)
		}
	}
	pair("incident.field.number", s.Line.Number)
	pair("incident.field.source", snap.Source)
	pair("incident.field.severity", besideTold(s.Line.Severity, snap.Severity))
	pair("incident.field.priority", besideTold(s.Line.Priority, snap.Priority))
	pair("incident.field.state", besideTold(s.Line.State, snap.State))
	pair("incident.field.services", strings.Join(snap.Services, ", "))
	pair("incident.field.owners", strings.Join(snap.Owners, ", "))
	for _, name := range incident.Moments() {
		if m, ok := snap.Moments[name]; ok {
			pair("incident.moment."+name, strings.TrimSpace(m.At+" "+m.Zone))
		}
	}
	if s.Line.Review != "" {
		pair("incident.field.review", r.ws.RefOf(r.ctx, s.Line.Review))
	}
	for _, v := range about {
		pair("kind.obligation", v.Ref+"  "+v.PackName)
	}
	if snap.Summary != "" {
		r.say("\n%s", snap.Summary)
	}
	if len(snap.Updates) > 0 {
		r.say("")
	}
	for _, u := range snap.Updates {
		r.say("%-25s  %s", orDash(u.Time.At), registering.LineText(u))
	}
	return Done, nil
}

// besideTold is a value with what the source calls it.
func besideTold(value, told string) string {
	switch {
	case value == "" || strings.EqualFold(value, told):
		return told
	case told == "":
		return value
	}
	return value + " (" + told + ")"
}

func (r *run) incidentReview() (int, error) {
	s, err := r.incidentNamed()
	if err != nil {
		return 0, err
	}
	ref, made, err := r.ws.Register.StartReview(r.ctx, s.Incident.ID, r.t)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"review": ref, "made": made})
		return Done, nil
	}
	key := "cli.incident_review_made"
	if !made {
		key = "cli.incident_review_there"
	}
	r.say("%s", r.t(key, "ref", ref, "incident", s.Ref))
	return Done, nil
}

// incidentQuarantine lists what waits, tries it again or lets it go. It ends with
// NeedsPerson while rows wait.
func (r *run) incidentQuarantine(c *incidentFlags) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	var ids []int64
	for _, text := range c.discard {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0, usage("cli.flag_bad", "flag", "--discard", "given", text)
		}
		ids = append(ids, n)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if err := r.ws.Register.Discard(r.ctx, ids...); err != nil {
		return 0, err
	}
	if err := r.incidentMend(c); err != nil {
		return 0, err
	}
	if c.retry {
		got, err := r.ws.Register.Retry(r.ctx, nil)
		if err != nil {
			return 0, err
		}
		r.say("%s", r.t("cli.incident_retried", "taken", fmt.Sprint(got.Read-got.Quarantined)))
	}
	list, total, err := r.ws.Register.Refusals(r.ctx, c.of, 0, c.limit)
	if err != nil {
		return 0, err
	}
	type jsonRefusal struct {
		N      int64  `json:"n"`
		Import string `json:"import"`
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Field  string `json:"field"`
		Reason string `json:"reason"`
		Key    string `json:"key"`
		Text   string `json:"text"`
		Retry  bool   `json:"can_be_retried"`
		Mends  string `json:"can_be_mended"`
	}
	out := []jsonRefusal{}
	for _, x := range list {
		reason := r.text.Fill(x.Reason, x.Params)
		out = append(out, jsonRefusal{x.ID, x.Import, x.File, x.Line, x.Column, x.Field, reason, x.Reason, x.Text, !x.Waits(), x.Mendable()})
		r.say("%d  %s  %s: %s", x.ID, lineOf(x.File, x.Line), x.Field, reason)
		if x.Text != "" {
			r.say("    %s", cut(strings.ReplaceAll(x.Text, "\n", " "), 160))
		}
	}
	if r.json {
		r.print(map[string]any{"rows": out, "total": total})
	} else {
		r.say("%s", r.text.Count("cli.incident_waiting", total))
	}
	if total > 0 {
		return NeedsPerson, nil
	}
	return Done, nil
}

func (r *run) incidentMean() (int, error) {
	if len(r.args) != 3 {
		return 0, usage("cli.incident_mean_args")
	}
	field, told, value := r.args[0], r.args[1], r.args[2]
	if err := r.open(); err != nil {
		return 0, err
	}
	got, err := r.ws.Register.Mean(r.ctx, field, told, value, nil)
	if err != nil {
		return 0, err
	}
	if r.json {
		counts := func(list []incident.Value) map[string]int {
			out := map[string]int{}
			for _, v := range list {
				out[v.Value] = v.Count
			}
			return out
		}
		r.print(map[string]any{"profile": got.Version, "reread": got.Reread, "before": counts(got.Before), "after": counts(got.After), "retried": got.Retried})
		return Done, nil
	}
	r.say("%s", r.t("cli.incident_meant", "told", told, "value", value, "version", fmt.Sprint(got.Version), "reread", fmt.Sprint(got.Reread),
		"taken", fmt.Sprint(got.Retried.Read-got.Retried.Quarantined)))
	return Done, nil
}
