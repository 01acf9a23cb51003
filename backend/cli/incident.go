package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

// incidentFlags are what the subcommands of incident may be told.
type incidentFlags struct {
	zone, dayOrder, format, twins  string
	columns                        map[string]string
	dry                            bool
	severity, state, service, from []string
	first, last, of, order         string
	reverse                        bool
	limit, offset                  int
	reviewed                       string
	retry                          bool
	discard                        []string
	mend                           []string
	alike, twice                   bool
}

func incidentCommand() command {
	return command{name: "incident", help: "cli.help.incident",
		usage: "import FILE... [--zone ZONE] [--day-order day|month] [--format FORMAT] [--column HEADER=FIELD] [--twins all|new] [--dry-run] | columns FILE [--column HEADER=FIELD] | list [WORDS] [--severity SEV] [--state STATE] [--service NAME] [--source NAME] [--since DAY] [--until DAY] [--reviewed yes|no] [--import ID] [--twice] [--sort ORDER] [--reverse] [--limit N] [--offset N] | show REF | review REF | imports | resume IMPORT | undo IMPORT | quarantine [--import ID] [--retry] [--discard N] [--mend N=VALUE [--alike]] | mean FIELD CODE VALUE | until [DAY|today|unsaid]",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			c := &incidentFlags{}
			f.StringVar(&c.zone, "zone", "", "")
			f.StringVar(&c.dayOrder, "day-order", "", "")
			f.StringVar(&c.twins, "twins", "", "")
			f.StringVar(&c.format, "format", "", "")
			f.StringToStringVar(&c.columns, "column", nil, "")
			f.BoolVar(&c.dry, "dry-run", false, "")
			f.StringArrayVar(&c.severity, "severity", nil, "")
			f.StringArrayVar(&c.state, "state", nil, "")
			f.StringArrayVar(&c.service, "service", nil, "")
			f.StringArrayVar(&c.from, "source", nil, "")
			f.StringVar(&c.first, "since", "", "")
			f.StringVar(&c.last, "until", "", "")
			f.StringVar(&c.of, "import", "", "")
			f.StringVar(&c.reviewed, "reviewed", "", "")
			f.StringVar(&c.order, "sort", incident.ByTime, "")
			f.BoolVar(&c.reverse, "reverse", false, "")
			f.IntVar(&c.limit, "limit", 50, "")
			f.IntVar(&c.offset, "offset", 0, "")
			f.BoolVar(&c.retry, "retry", false, "")
			f.StringArrayVar(&c.discard, "discard", nil, "")
			f.StringArrayVar(&c.mend, "mend", nil, "")
			f.BoolVar(&c.alike, "alike", false, "")
			f.BoolVar(&c.twice, "twice", false, "")
			return func(r *run) (int, error) { return r.incident(c) }
		}}
}

func (r *run) incident(c *incidentFlags) (int, error) {
	sub, err := r.sub("import", "columns", "list", "show", "review", "imports", "resume", "undo", "quarantine", "mean", "until")
	if err != nil {
		return 0, err
	}
	switch sub {
	case "import":
		return r.incidentImport(c)
	case "columns":
		return r.incidentColumns(c)
	case "list":
		return r.incidentList(c)
	case "show":
		return r.incidentShow()
	case "review":
		return r.incidentReview()
	case "imports":
		return r.incidentImports(c.limit)
	case "resume":
		return r.incidentResume()
	case "undo":
		return r.incidentUndo()
	case "quarantine":
		return r.incidentQuarantine(c)
	case "until":
		return r.incidentUntil()
	default:
		return r.incidentMean()
	}
}

// jsonImportOf is an import of incidents.
type jsonImportOf struct {
	ID      string           `json:"id"`
	File    string           `json:"file"`
	Format  string           `json:"format"`
	At      string           `json:"at"`
	State   string           `json:"state"`
	Account incident.Account `json:"account"`
	Fields  []incident.Use   `json:"fields"`
	Same    bool             `json:"same_file_before"`
	DryRun  bool             `json:"dry_run"`

	Questions []incident.Question `json:"questions,omitempty"`
	Headers   []string            `json:"headers,omitempty"`
}

func importOf(i incident.Import) jsonImportOf {
	fields := i.Uses
	if fields == nil {
		fields = []incident.Use{}
	}
	return jsonImportOf{ID: i.ID, File: i.File, Format: i.Format, At: i.At.UTC().Format("2006-01-02T15:04:05Z"), State: i.State, Account: i.Account, Fields: fields}
}

// incidentImport ends with NeedsPerson when rows were refused or a question is open.
func (r *run) incidentImport(c *incidentFlags) (int, error) {
	if len(r.args) == 0 {
		return 0, usage("cli.path_missing")
	}
	if err := c.check(); err != nil {
		return 0, err
	}
	for _, path := range r.args {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return 0, usage("file.missing", "name", path)
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	status, out := Done, []jsonImportOf{}
	for _, path := range r.args {
		got, err := r.ws.Register.Import(r.ctx, path, registering.Options{Format: c.format, DryRun: c.dry, Twins: c.twins,
			Options: c.answers()}, r.rowsRead())
		if err != nil {
			if read := got.Import.Account.Read; read > 0 && !c.dry {
				r.note("%s", r.t("cli.incident_until_then", "count", fmt.Sprint(read), "import", got.Import.ID))
			}
			return 0, err
		}
		one := importOf(got.Import)
		one.Questions, one.Headers, one.Same, one.DryRun = got.Questions, got.Headers, got.Same, c.dry
		out = append(out, one)
		r.sayIncidents(got, c.dry)
		if len(got.Questions) > 0 || got.Import.Account.Quarantined > 0 {
			status = NeedsPerson
		}
	}
	if r.json {
		r.print(map[string]any{"imports": out})
	}
	return status, nil
}

// rowsRead tells of a long import now and then.
func (r *run) rowsRead() registering.Progress {
	next := 20_000
	return func(rows int) {
		if rows >= next {
			r.note("%s", r.t("cli.incident_rows", "count", strconv.Itoa(rows)))
			next += 20_000
		}
	}
}

func (r *run) sayQuestions(file string, questions []incident.Question, headers []string) {
	for _, q := range questions {
		r.say("%s  %s", file, r.text.Fill(q.Key, q.Params))
		for _, s := range q.Samples {
			r.say("    %s", s)
		}
		if q.Key == incident.AskMapping && len(headers) > 0 {
			r.say("    %s", strings.Join(headers, ", "))
		}
		r.say("    %s", r.t("cli.incident.ask."+strings.TrimPrefix(q.Key, "incident.ask.")))
	}
}

func (r *run) sayIncidents(got registering.Outcome, dry bool) {
	r.sayQuestions(got.Import.File, got.Questions, got.Headers)
	if len(got.Questions) > 0 {
		return
	}
	key := "cli.incident_account"
	if dry {
		key = "cli.incident_would"
	}
	a := got.Import.Account
	r.say("%s (%s)  %s", got.Import.File, got.Import.Format, r.t(key, "read", fmt.Sprint(a.Read), "created", fmt.Sprint(a.Created), "updated", fmt.Sprint(a.Updated),
		"unchanged", fmt.Sprint(a.Unchanged), "quarantined", fmt.Sprint(a.Quarantined)))
	if what := r.asBefore(got.Remembered); what != "" {
		r.say("    %s", r.t("incident.asBefore", "what", what))
	}
	if got.Alike > 0 {
		r.say("    %s", r.text.Count("incident.alike", got.Alike))
	}
	r.saySkipped(got.Import.Uses)
	if !dry {
		r.say("    %s", r.t("cli.incident_undo_with", "import", got.Import.ID))
	}
}

// saySkipped says which fields were left out, in one line for each reason.
func (r *run) saySkipped(uses []incident.Use) {
	var reasons []string
	fields := map[string][]string{}
	for _, u := range uses {
		if u.Target != "" {
			continue
		}
		if fields[u.Why] == nil {
			reasons = append(reasons, u.Why)
		}
		fields[u.Why] = append(fields[u.Why], u.Field)
	}
	for _, why := range reasons {
		r.say("    %s", r.t("cli.incident_skipped", "field", strings.Join(fields[why], ", "), "why", r.text.Fill(why, nil)))
	}
}

// asBefore says what was not asked again because such a file has been asked about before.
func (r *run) asBefore(o incident.Options) string {
	var what []string
	switch o.Zone {
	case "":
	case "-":
		what = append(what, r.t("incident.asBefore.noZone"))
	default:
		what = append(what, r.t("incident.asBefore.zone", "zone", o.Zone))
	}
	if o.DayOrder != "" {
		what = append(what, r.t("incident.asBefore."+o.DayOrder))
	}
	if len(o.Mapping) > 0 {
		what = append(what, r.t("incident.asBefore.mapping"))
	}
	return strings.Join(what, ", ")
}

func (r *run) incidentImports(limit int) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Register.ImportsList(r.ctx, max(limit, 1))
	if err != nil {
		return 0, err
	}
	out := []jsonImportOf{}
	for _, i := range list {
		out = append(out, importOf(i))
		r.say("%s  %s  %s  %s  %s", i.ID, i.At.UTC().Format("2006-01-02 15:04"), r.t("incident.import."+i.State), i.File,
			r.t("cli.incident_counts", "created", fmt.Sprint(i.Account.Created), "updated", fmt.Sprint(i.Account.Updated), "quarantined", fmt.Sprint(i.Account.Quarantined)))
	}
	if r.json {
		r.print(map[string]any{"imports": out})
	} else if len(list) == 0 {
		r.say("%s", r.t("cli.incident_no_imports"))
	}
	return Done, nil
}

// arg takes the one argument left.
func (r *run) arg(missing string) (string, error) {
	if len(r.args) == 0 {
		return "", usage(missing)
	}
	one := r.args[0]
	r.args = r.args[1:]
	if err := r.noMore(); err != nil {
		return "", err
	}
	return one, r.open()
}

// incidentResume goes on with an import that was stopped, and ends as an import does.
func (r *run) incidentResume() (int, error) {
	name, err := r.arg("cli.incident_import_missing")
	if err != nil {
		return 0, err
	}
	got, err := r.ws.Register.Resume(r.ctx, name, r.rowsRead())
	if err != nil {
		return 0, err
	}
	one := importOf(got.Import)
	one.Questions, one.Headers, one.Same = got.Questions, got.Headers, got.Same
	if r.json {
		r.print(map[string]any{"imports": []jsonImportOf{one}})
	} else {
		r.sayIncidents(got, false)
	}
	if len(got.Questions) > 0 || got.Import.Account.Quarantined > 0 {
		return NeedsPerson, nil
	}
	return Done, nil
}

func (r *run) incidentUndo() (int, error) {
	name, err := r.arg("cli.incident_import_missing")
	if err != nil {
		return 0, err
	}
	imp, err := r.ws.Register.Withdraw(r.ctx, name, nil)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"import": importOf(imp), "removed": imp.Removed, "restored": imp.Restored, "left": imp.Left})
		return Done, nil
	}
	r.say("%s", r.t("cli.incident_undone", "file", imp.File, "removed", fmt.Sprint(imp.Removed), "restored", fmt.Sprint(imp.Restored), "left", fmt.Sprint(imp.Left)))
	return Done, nil
}
