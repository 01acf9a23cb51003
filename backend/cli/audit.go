package cli

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/evidence"
	"secondstory/backend/service/auditing"
	"secondstory/backend/workspace"
)

// auditFlags are what the journal is asked by.
type auditFlags struct {
	record, who, rule, action, chain, from, to string
	limit                                      int
	before                                     int64
}

func auditCommand() command {
	return command{name: "audit", usage: "list [--record REF] [--who person|system|exchange] … | show NUMBER | verify [PACK.zip] [--anchors FILE] [--strict] | export -o FILE.zip [--record REF]", help: "cli.help.audit",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			var q auditFlags
			f.StringVar(&q.record, "record", "", "")
			f.StringVar(&q.who, "who", "", "")
			f.StringVar(&q.rule, "rule", "", "")
			f.StringVar(&q.action, "action", "", "")
			f.StringVar(&q.chain, "chain", "", "")
			f.StringVar(&q.from, "from", "", "")
			f.StringVar(&q.to, "to", "", "")
			f.IntVar(&q.limit, "limit", 50, "")
			f.Int64Var(&q.before, "before", 0, "")
			anchors := f.String("anchors", "", "")
			strict := f.Bool("strict", false, "")
			out := f.StringP("output", "o", "", "")
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "show", "verify", "export")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "list":
					return r.auditList(q)
				case "show":
					return r.auditShow()
				case "verify":
					return r.auditVerify(*anchors, *strict)
				default:
					return r.auditExport(*out, q.record)
				}
			}
		}}
}

type jsonEntry struct {
	N       int64        `json:"n"`
	Chain   string       `json:"chain"`
	Seq     int64        `json:"seq"`
	At      string       `json:"at"`
	Who     string       `json:"who"`
	Actor   string       `json:"actor"`
	Rule    string       `json:"rule"`
	Version string       `json:"version"`
	By      string       `json:"by"`
	Action  string       `json:"action"`
	Label   string       `json:"label"`
	Record  string       `json:"record"`
	Ref     string       `json:"ref"`
	Title   string       `json:"title"`
	Entity  string       `json:"entity"`
	Kind    string       `json:"kind"`
	Undoes  int64        `json:"undoes"`
	Undone  bool         `json:"undone"`
	Erased  bool         `json:"erased"`
	Reason  string       `json:"reason"`
	Prev    string       `json:"prev"`
	Hash    string       `json:"hash"`
	Changes []jsonChange `json:"changes,omitempty"`
}

func (r *run) auditEntry(e auditing.Entry) jsonEntry {
	j := jsonEntry{N: e.N, Chain: e.Chain, Seq: e.Seq, At: journal.FormatAt(e.At), Who: e.Who, Actor: e.Actor, Rule: e.Rule, Version: e.Version, Action: e.Action,
		Label: r.t("history." + e.Action), Record: e.Record, Ref: e.Ref, Title: e.Title, Entity: e.Entity, Kind: string(e.Kind), Undoes: e.Undoes, Undone: e.Undone, Erased: e.Erased,
		Reason: e.Reason, Prev: e.Prev, Hash: e.Hash}
	if e.By != nil {
		j.By = e.By.Name
	}
	if e.Kind == journal.Undo || e.Kind == journal.Redo {
		j.Label = r.t("history."+string(e.Kind), "what", j.Label)
	}
	for _, c := range e.Changes {
		j.Changes = append(j.Changes, jsonChange(c))
	}
	return j
}

// auditList tells a page of the journal, newest first.
func (r *run) auditList(f auditFlags) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	q, err := r.auditQuery(f)
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if f.record != "" {
		if q.Record, err = r.ws.Records.Resolve(r.ctx, f.record); err != nil {
			return 0, err
		}
	}
	page, err := r.ws.Audit.List(r.ctx, q)
	if err != nil {
		return 0, err
	}
	out := []jsonEntry{}
	for _, e := range page.Entries {
		out = append(out, r.auditEntry(e))
		r.sayEntry(e)
	}
	if r.json {
		doc := map[string]any{"entries": out, "more": page.More}
		if q.Below == 0 {
			doc["total"] = page.Total
		}
		r.print(doc)
		return Done, nil
	}
	switch {
	case len(out) == 0:
		r.say("%s", r.t("audit.none"))
	case page.More:
		r.say("%s", r.t("cli.audit_more", "n", strconv.FormatInt(out[len(out)-1].N, 10)))
	}
	return Done, nil
}

func (r *run) auditQuery(f auditFlags) (q journal.Query, err error) {
	q = journal.Query{Who: f.who, Rule: f.rule, Action: f.action, Chain: f.chain, Limit: f.limit, Below: f.before}
	if f.who != "" && !has(auditWho, f.who) {
		return q, usage("cli.format_unknown", "given", f.who, "choices", strings.Join(auditWho, ", "))
	}
	if f.record != "" {
		if _, ok := record.ParseRef(f.record); !ok {
			return q, usage("record.ref_bad", "ref", f.record)
		}
	}
	for _, x := range []struct {
		flag, given string
		n           int64
	}{{"--limit", strconv.Itoa(f.limit), int64(f.limit) - 1}, {"--before", strconv.FormatInt(f.before, 10), f.before}} {
		if x.n < 0 {
			return q, usage("cli.flag_bad", "flag", x.flag, "given", x.given)
		}
	}
	if q.From, err = moment(f.from, false); err != nil {
		return q, err
	}
	q.To, err = moment(f.to, true)
	return q, err
}

var auditWho = []string{journal.ByPerson, journal.BySystem, journal.ByExchange}

// moment reads a day in UTC or an instant. A day that something goes on to is meant
// with its evening.
func moment(given string, end bool) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, given); err == nil {
		if end {
			t = t.AddDate(0, 0, 1)
		}
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, given)
	if err != nil {
		return t, usage("cli.audit_time_bad", "given", given)
	}
	return t.UTC(), nil
}

// sayEntry writes an entry on one line.
func (r *run) sayEntry(e auditing.Entry) {
	j := r.auditEntry(e)
	line := strconv.FormatInt(j.N, 10)
	line = strings.Repeat(" ", max(0, 8-len(line))) + line + "  " + stamp(e.At) + "  " + r.auditWho(e) + "  " + j.Label
	if e.Ref != "" {
		line += "  " + e.Ref
	}
	if where := strings.TrimPrefix(strings.TrimPrefix(e.Entity, e.Record), "/"); where != "" {
		line += "/" + where
	}
	if e.Undone {
		line += "  (" + r.t("history.undone") + ")"
	}
	if e.Erased {
		line += "  (" + r.t("audit.erased") + ")"
	}
	r.say("%s", line)
}

// auditWho is who did it, in words.
func (r *run) auditWho(e auditing.Entry) string {
	switch {
	case e.Rule != "":
		return r.t("audit.byRule", "rule", e.Rule, "version", e.Version)
	case e.Who == journal.ByExchange:
		return r.who(e.By)
	}
	return e.Actor
}

// auditShow opens one entry.
func (r *run) auditShow() (int, error) {
	if len(r.args) == 0 {
		return 0, usage("cli.audit_number_missing")
	}
	n, err := strconv.ParseInt(r.args[0], 10, 64)
	if err != nil || n < 1 {
		return 0, usage("cli.audit_number_bad", "given", r.args[0])
	}
	if r.args = r.args[1:]; len(r.args) > 0 {
		return 0, r.noMore()
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	e, err := r.ws.Audit.Show(r.ctx, n)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(r.auditEntry(e))
		return Done, nil
	}
	r.sayEntry(e)
	if e.Title != "" {
		r.say("        %s", e.Title)
	}
	if e.Reason != "" && e.Who != journal.ByExchange {
		r.say("        %s", e.Reason)
	}
	r.say("        %s", r.t("audit.place", "chain", e.Chain, "seq", strconv.FormatInt(e.Seq, 10), "hash", e.Hash))
	for _, c := range e.Changes {
		r.say("        %s", c.Path)
		a := record.ShownAround(c.Before, c.After)
		r.sayWords("-", c.Before, a.Lead+a.Was+a.Tail)
		r.sayWords("+", c.After, a.Lead+a.Is+a.Tail)
	}
	return Done, nil
}

// auditExport writes an evidence pack.
func (r *run) auditExport(out, ref string) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if ref != "" {
		if _, ok := record.ParseRef(ref); !ok {
			return 0, usage("record.ref_bad", "ref", ref)
		}
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	o := workspace.EvidenceOrder{Program: "Second Story " + r.Version, Text: r.text}
	if ref != "" {
		id, err := r.ws.Records.Resolve(r.ctx, ref)
		if err != nil {
			return 0, err
		}
		o.Only = []string{id}
	}
	var pack bytes.Buffer
	m, err := r.ws.Evidence(r.ctx, &pack, o)
	if err != nil {
		return 0, err
	}
	for _, l := range m.LeftOut {
		r.note("%s", r.t("audit.left."+l.Why, "chain", l.Chain, "count", strconv.FormatInt(l.Count, 10)))
	}
	return r.write(out, pack.Bytes())
}

// givenAnchors reads the file a person keeps anchors in.
func (r *run) givenAnchors(path string) ([]evidence.Given, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, workspace.AnchorsFault(err, path)
	}
	list := evidence.ParseGiven(string(raw))
	if len(list) == 0 {
		return nil, usage("audit.no_anchors", "name", path)
	}
	for i := range list {
		list[i].Ref = path
	}
	return list, nil
}
