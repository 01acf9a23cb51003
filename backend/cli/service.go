package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/owning"
	"secondstory/backend/workspace"
)

// serviceFlags are what the subcommands of service may be told.
type serviceFlags struct {
	owner, tier, from, to, day, as, of, out string
	aliases                                 []string
	columns                                 map[string]string
	dry                                     bool
}

func serviceCommand() command {
	return command{name: "service", help: "cli.help.service",
		usage: "list | show NAME [--day DAY] | add NAME [--owner ROLE] [--tier N] [--alias NAME] | need NAME OTHER [--from DAY] [--to DAY] | own NAME CATEGORY [--owner ROLE] | gaps | names | decide NAME --as service|alias|none [--of NAME] | import FILE [--column HEADER=FIELD] [--dry-run] | draw NAME -o FILE.svg|FILE.png [--day DAY]",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			c := &serviceFlags{}
			f.StringVar(&c.owner, "owner", "", "")
			f.StringVar(&c.tier, "tier", "", "")
			f.StringArrayVar(&c.aliases, "alias", nil, "")
			f.StringVar(&c.from, "from", "", "")
			f.StringVar(&c.to, "to", "", "")
			f.StringVar(&c.day, "day", "", "")
			f.StringVar(&c.as, "as", "", "")
			f.StringVar(&c.of, "of", "", "")
			f.StringToStringVar(&c.columns, "column", nil, "")
			f.BoolVar(&c.dry, "dry-run", false, "")
			f.StringVarP(&c.out, "output", "o", "", "")
			return func(r *run) (int, error) { return r.service(c) }
		}}
}

func (r *run) service(c *serviceFlags) (int, error) {
	sub, err := r.sub("list", "show", "add", "need", "own", "gaps", "names", "decide", "import", "draw")
	if err != nil {
		return 0, err
	}
	for flag, day := range map[string]string{"--day": c.day, "--from": c.from, "--to": c.to} {
		if record.Check(record.Field{Name: "day", Type: record.Date}, day) != nil {
			return 0, usage("cli.flag_bad", "flag", flag, "given", day)
		}
	}
	switch sub {
	case "list", "gaps", "names":
		return r.serviceOverview(sub)
	case "show":
		return r.serviceShow(c)
	case "add":
		return r.serviceAdd(c)
	case "need", "own":
		return r.servicePart(c, sub)
	case "decide":
		return r.serviceDecide(c)
	case "import":
		return r.serviceImport(c)
	default:
		return r.serviceDraw(c)
	}
}

// serviceArgs takes as many arguments as there have to be, and opens the workspace.
func (r *run) serviceArgs(n int) ([]string, error) {
	if len(r.args) < n {
		return nil, usage("cli.service_argument_missing")
	}
	args := r.args[:n]
	r.args = r.args[n:]
	if err := r.noMore(); err != nil {
		return nil, err
	}
	return args, r.open()
}

// serviceOverview lists services, pairs without an owner, or names nobody answers to. The
// last two end with NeedsPerson while there are any.
func (r *run) serviceOverview(sub string) (int, error) {
	if _, err := r.serviceArgs(0); err != nil {
		return 0, err
	}
	o, err := r.ws.Services.Overview(r.ctx)
	if err != nil {
		return 0, err
	}
	told, status := workspace.TellServices(o, r.text), Done
	if sub == "gaps" && len(told.Coverage.Gaps)+len(told.Coverage.Unowned) > 0 || sub == "names" && len(told.Proposals) > 0 {
		status = NeedsPerson
	}
	if r.json {
		r.print(told)
		return status, nil
	}
	switch sub {
	case "list":
		for _, s := range told.Services {
			r.say("%s  %-28s  %-24s  %s", s.Ref, s.Name, orDash(s.Owner), r.t("services.box", "own", strconv.Itoa(s.Own), "all", strconv.Itoa(s.All)))
		}
		if len(told.Services) == 0 {
			r.say("%s", r.t("cli.no_services"))
		}
		for _, line := range append(append([]string{}, told.Circles...), told.Twice...) {
			r.say("%s", line)
		}
	case "gaps":
		r.sayCoverage(told.Coverage)
	default:
		for _, p := range told.Proposals {
			like := texts(p.Like, func(s workspace.ServiceNamed) string { return s.Name })
			r.say("%s  %s  %s", p.Name, r.text.Count("services.toldIn", p.Incidents), strings.Join(like, ", "))
		}
		if len(told.Proposals) == 0 {
			r.say("%s", r.t("services.noneUnknown"))
		}
	}
	return status, nil
}

func (r *run) sayCoverage(c workspace.ServiceCoverage) {
	if c.Pairs > 0 {
		r.say("%s", r.t("services.coverage", "percent", strconv.FormatFloat(c.Percent, 'f', 1, 64), "owned", strconv.Itoa(c.Owned), "pairs", strconv.Itoa(c.Pairs)))
	}
	for _, g := range c.Gaps {
		r.say("  %s  %s · %s", g.Ref, g.Service, g.Category)
	}
	for _, s := range c.Unowned {
		r.say("  %s  %s · %s", s.Ref, s.Name, r.t("services.unowned"))
	}
}

// servicePage reads the page of the service the argument names.
func (r *run) servicePage(c *serviceFlags) (owning.Page, error) {
	args, err := r.serviceArgs(1)
	if err != nil {
		return owning.Page{}, err
	}
	id, err := r.ws.Services.Find(r.ctx, args[0])
	if err != nil {
		return owning.Page{}, err
	}
	return r.ws.Services.Page(r.ctx, id, c.day)
}

func (r *run) serviceShow(c *serviceFlags) (int, error) {
	p, err := r.servicePage(c)
	if err != nil {
		return 0, err
	}
	return r.serviceShown(p), nil
}

func (r *run) serviceShown(p owning.Page) int {
	told := workspace.TellService(p, r.text)
	if r.json {
		r.print(told)
		return Done
	}
	r.say("%s  %s", told.Row.Ref, told.Row.Name)
	pair := func(key, value string) {
		if value != "" {
			r.say("  %-14s %s", r.t(key), value)
		}
	}
	pair("services.field.aliases", strings.Join(told.Aliases, ", "))
	pair("services.field.owner", told.Row.Owner)
	pair("services.field.tier", told.Row.Tier)
	pair("services.field.retired", told.Row.Retired)
	pair("services.field.incidents", r.t("services.box", "own", strconv.Itoa(told.Row.Own), "all", strconv.Itoa(told.Row.All)))
	for _, o := range told.Owners {
		role := o.Role
		if role == "" {
			role = r.t("services.nobody")
		}
		r.say("  %s: %s", o.Category, role)
	}
	r.saySteps("services.below", told.Below)
	r.saySteps("services.above", told.Above)
	for _, n := range told.Needs {
		if n.Ref == "" {
			r.say("  %s", r.t("services.needLost", "name", n.Service))
		}
	}
	for _, line := range told.Circles {
		r.say("  %s", line)
	}
	if len(told.Gaps) > 0 {
		r.say("  %s", r.t("services.gapsHere", "categories", strings.Join(told.Gaps, ", ")))
	}
	for _, x := range told.Cases {
		r.say("  %-10s  %-4s  %s  %s", orDash(x.Day), orDash(x.Severity), x.Ref, x.Title)
	}
	return Done
}

func (r *run) saySteps(key string, list []workspace.ServiceStep) {
	if len(list) == 0 {
		return
	}
	r.say("%s", r.t(key))
	for _, st := range list {
		days := ""
		if st.From != "" || st.To != "" {
			days = "  " + orDots(st.From) + " – " + orDots(st.To)
		}
		r.say("%s%s  %s%s", strings.Repeat("  ", st.Level), st.Ref, st.Name, days)
	}
}

func orDots(day string) string {
	if day == "" {
		return "…"
	}
	return day
}

func (r *run) serviceAdd(c *serviceFlags) (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.service_argument_missing")
	}
	fields := record.Doc{"title": r.args[0]}
	for name, v := range map[string]string{"owner": c.owner, "tier": c.tier} {
		if v != "" {
			fields[name] = v
		}
	}
	if len(c.aliases) > 0 {
		fields["aliases"] = plainStrings(c.aliases)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	saved, err := r.ws.Services.Create(r.ctx, fields, "")
	if err != nil {
		return 0, err
	}
	return r.saved(saved.ID, saved.ID, saved.Rev)
}

// servicePart adds a need or the owner of a category.
func (r *run) servicePart(c *serviceFlags, sub string) (int, error) {
	args, err := r.serviceArgs(2)
	if err != nil {
		return 0, err
	}
	id, err := r.ws.Services.Find(r.ctx, args[0])
	if err != nil {
		return 0, err
	}
	collection, doc := estate.NeedList, record.Doc{"service": args[1]}
	for name, v := range map[string]string{"from": c.from, "to": c.to} {
		if v != "" {
			doc[name] = v
		}
	}
	if sub == "own" {
		collection, doc = estate.OwnerList, record.Doc{"category": args[1], "role": c.owner}
	}
	if _, err := r.ws.Keeping.Add(r.ctx, id, collection, doc, "", ""); err != nil {
		return 0, err
	}
	p, err := r.ws.Services.Page(r.ctx, id, c.day)
	if err != nil {
		return 0, err
	}
	return r.serviceShown(p), nil
}

func (r *run) serviceDecide(c *serviceFlags) (int, error) {
	if !slices.Contains([]string{owning.AsService, owning.AsAlias, owning.AsNone, owning.AsOpen}, c.as) {
		return 0, usage("cli.flag_bad", "flag", "--as", "given", c.as)
	}
	if c.as == owning.AsAlias && c.of == "" {
		return 0, usage("cli.service_of_missing")
	}
	args, err := r.serviceArgs(1)
	if err != nil {
		return 0, err
	}
	of := ""
	if c.as == owning.AsAlias {
		if of, err = r.ws.Services.Find(r.ctx, c.of); err != nil {
			return 0, err
		}
	}
	if _, err := r.ws.Services.Decide(r.ctx, args[0], c.as, of, ""); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"name": args[0], "as": c.as})
		return Done, nil
	}
	r.say("%s", r.t("cli.service_decided."+c.as, "name", args[0], "of", c.of))
	return Done, nil
}

// serviceImport ends with NeedsPerson where rows were refused, or nothing says which column
// names the service.
func (r *run) serviceImport(c *serviceFlags) (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.path_missing")
	}
	path := r.args[0]
	for header, target := range c.columns {
		if !slices.Contains(estate.Targets(), target) {
			return 0, usage("cli.incident_column_bad", "header", header, "given", target, "fields", strings.Join(estate.Targets(), ", "))
		}
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, usage("file.missing", "name", path)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	table, err := workspace.ReadServiceTable(r.ctx, path)
	if err != nil {
		return 0, err
	}
	got, err := r.ws.Services.Import(r.ctx, table, c.columns, c.dry, "")
	if err != nil {
		return 0, err
	}
	status := Done
	if got.Asks || got.Refused > 0 {
		status = NeedsPerson
	}
	told := workspace.TellServiceImport(got, r.text)
	if r.json {
		r.print(told)
		return status, nil
	}
	for _, col := range told.Columns {
		r.say("%-32s  %-12s  %s", col.Header, col.Target, strings.Join(col.Values, " · "))
	}
	if got.Asks {
		r.say("%s", r.t("cli.service_columns", "fields", strings.Join(estate.Targets(), ", ")))
		return status, nil
	}
	for _, x := range told.Refusals {
		r.say("%s  %s  %s", r.t("cli.incident_line", "line", strconv.Itoa(x.Line)), x.Why, cut(x.Text, 120))
	}
	r.say("%s", r.t("services.taken", "file", got.File, "read", fmt.Sprint(got.Read), "created", fmt.Sprint(got.Created), "updated", fmt.Sprint(got.Updated),
		"unchanged", fmt.Sprint(got.Unchanged), "refused", fmt.Sprint(got.Refused)))
	return status, nil
}

func (r *run) serviceDraw(c *serviceFlags) (int, error) {
	if c.out == "" {
		return 0, usage("cli.output_missing")
	}
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.out)), ".")
	if format != "svg" && format != "png" {
		return 0, usage("cli.format_unknown", "given", format, "choices", "svg, png")
	}
	p, err := r.servicePage(c)
	if err != nil {
		return 0, err
	}
	data, err := workspace.ExportService(p, format, r.text)
	if err != nil {
		return 0, err
	}
	return r.write(c.out, data)
}
