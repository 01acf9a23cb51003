package cli

import (
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/keeping"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// recordShow shows a record of any kind.
func (r *run) recordShow() (int, error) {
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	schema, err := r.ws.KindOf(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if schema.Kind == review.Kind {
		return r.reviewShown(id)
	}
	snap, err := r.ws.Records.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	r.sayRecord(schema, snap)
	return Done, nil
}

// kind takes the next argument as the name of a kind, as it stands or as the beginning of
// its references.
func (r *run) kind() (*record.Schema, error) {
	all := workspace.NewRegistry()
	kinds := strings.Join(all.Kinds(), ", ")
	if len(r.args) == 0 {
		return nil, usage("cli.kind_missing", "choices", kinds)
	}
	name := r.args[0]
	r.args = r.args[1:]
	for _, k := range all.Kinds() {
		if schema, _ := all.Schema(k); strings.EqualFold(name, k) || strings.EqualFold(name, schema.RefPrefix) {
			return schema, nil
		}
	}
	return nil, usage("cli.kind_unknown", "given", name, "choices", kinds)
}

// namesField says whether a kind has a field or collection, as far as the reference tells
// the kind: a wrong call is told before a workspace is opened.
func (r *run) namesField(ref string, p record.Path) bool {
	q, _ := record.ParseRef(ref)
	all := workspace.NewRegistry()
	for _, k := range all.Kinds() {
		if schema, _ := all.Schema(k); schema.RefPrefix == q.Prefix {
			return placeKnown(schema, p) || p.Field == "owner_name"
		}
	}
	return true
}

// noSuchPlace is the refusal of a list or a field that the kind of a reference does not have;
// it names those it has.
func (r *run) noSuchPlace(ref string, p record.Path) error {
	q, _ := record.ParseRef(ref)
	all := workspace.NewRegistry()
	var names []string
	for _, k := range all.Kinds() {
		schema, _ := all.Schema(k)
		if schema.RefPrefix != q.Prefix {
			continue
		}
		for _, c := range schema.Collections {
			if p.Field == "" {
				names = append(names, c.Name)
			}
			for _, f := range c.Fields {
				if p.Field != "" && c.Name == p.Collection && !f.Machine {
					names = append(names, f.Name)
				}
			}
		}
	}
	if p.Field == "" {
		return usage("cli.list_unknown", "list", p.Collection, "choices", strings.Join(names, ", "))
	}
	return usage("cli.list_field_unknown", "field", p.Field, "list", p.Collection, "choices", strings.Join(names, ", "))
}

// recordCreate makes an empty record of a kind with the fields given.
func (r *run) recordCreate() (int, error) {
	schema, err := r.kind()
	if err != nil {
		return 0, err
	}
	list, err := r.assignments()
	if err != nil {
		return 0, err
	}
	fields, title := record.Doc{}, ""
	for _, a := range list {
		v, err := valueOf(schema, record.Path{Field: a[0]}, a[1])
		if err != nil {
			return 0, err
		}
		if fields[a[0]] = v; a[0] == "title" {
			title = a[1]
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if schema.Kind != review.Kind {
		saved, err := r.ws.Keeping.Create(r.ctx, keeping.New{Kind: schema.Kind, Fields: fields})
		if err != nil {
			return 0, err
		}
		return r.saved(saved.ID, saved.ID, saved.Rev)
	}
	if len(fields) > 1 || title == "" {
		return 0, usage("cli.create_title_only")
	}
	id, rev, err := r.ws.Reviews.Create(r.ctx, title, "")
	if err != nil {
		return 0, err
	}
	return r.saved(id, id, rev)
}

// recordList lists the records of a kind.
func (r *run) recordList(trash bool) (int, error) {
	schema, err := r.kind()
	if err != nil {
		return 0, err
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	rows, err := r.ws.List(r.ctx, sqlite.ListFilter{Kind: schema.Kind, Trash: trash, Sort: "title"})
	if err != nil {
		return 0, err
	}
	if r.json {
		out := []jsonRow{}
		for _, x := range rows {
			out = append(out, jsonRow{x.Ref, x.ID, x.Kind, x.Title, x.State, x.Date})
		}
		r.print(map[string]any{"records": out})
		return Done, nil
	}
	if len(rows) == 0 {
		r.say("%s", r.t("cli.no_records"))
	}
	for _, x := range rows {
		r.say("%s  %s", x.Ref, x.Title)
	}
	return Done, nil
}

type jsonRow struct {
	Ref   string `json:"ref"`
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	State string `json:"state"`
	Date  string `json:"date"`
}

// sayRecord tells a record that is no review.
func (r *run) sayRecord(schema *record.Schema, snap record.Snapshot) {
	ref := record.Ref(schema.RefPrefix, snap.ID)
	if r.json {
		doc := record.Shared(schema, snap.State)
		doc["ref"], doc["id"], doc["kind"], doc["trashed"], doc["rev"] = ref, snap.ID, schema.Kind, snap.Trashed(), snap.Rev
		r.print(doc)
		return
	}
	r.say("%s  %s", ref, r.t("kind."+schema.Kind))
	if snap.Trashed() {
		r.say("%s", r.t("cli.in_trash", "ref", ref))
	}
	r.say("")
	r.say("%s", workspace.InWords(schema, snap.State, r.t))
}
