package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func recordCommand() command {
	return command{name: "record", usage: "show REF | set REF FIELD=VALUE… | add REF COLLECTION FIELD=VALUE… | remove REF[/COLLECTION/ID] | restore REF[/COLLECTION/ID] | history REF [FIELD] [--at STEP] | undo [REF] | redo [REF]", help: "cli.help.record",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			limit := f.Int("limit", 50, "")
			at := f.Int64("at", 0, "")
			return func(r *run) (int, error) {
				sub, err := r.sub("show", "set", "add", "remove", "restore", "history", "undo", "redo")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "show":
					return r.reviewShow()
				case "set":
					return r.recordSet()
				case "add":
					return r.recordAdd()
				case "remove", "restore":
					return r.recordPresence(sub)
				case "history":
					return r.recordHistory(*limit, *at, f.Changed("at"))
				default:
					return r.recordBack(sub)
				}
			}
		}}
}

// assignments reads FIELD=VALUE arguments in their order.
func (r *run) assignments() ([][2]string, error) {
	if len(r.args) == 0 {
		return nil, usage("cli.assignment_missing")
	}
	var out [][2]string
	for _, a := range r.args {
		name, value, ok := strings.Cut(a, "=")
		if !ok || name == "" {
			return nil, usage("cli.assignment_bad", "given", a)
		}
		out = append(out, [2]string{name, value})
	}
	return out, nil
}

func (r *run) recordSet() (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	list, err := r.assignments()
	if err != nil {
		return 0, err
	}
	values := make([]reviewing.Assignment, 0, len(list))
	space := ""
	for _, a := range list {
		// Where a record lives is no field of it, and is set like one.
		if a[0] == "space" {
			if space = a[1]; space == "" {
				return 0, usage("cli.assignment_bad", "given", "space=")
			}
			continue
		}
		p, ok := record.ParsePath(a[0])
		if !ok {
			return 0, usage("record.field_unknown", "field", a[0])
		}
		v, err := valueOf(p, a[1])
		if err != nil {
			return 0, err
		}
		values = append(values, reviewing.Assignment{Path: p, Value: v})
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	if space != "" {
		if err := r.ws.Share(r.ctx, space, id); err != nil {
			return 0, err
		}
	}
	if len(values) == 0 {
		rev, err := r.ws.Records.Rev(r.ctx)
		if err != nil {
			return 0, err
		}
		return r.saved(id, id, rev)
	}
	saved, err := r.ws.Reviews.SetValues(r.ctx, id, values, "")
	if err != nil {
		return 0, err
	}
	return r.saved(id, id, saved.Rev)
}

// valueOf turns the text of an argument into the value of its field: lists by
// comma, yes and no, numbers; the empty text takes the field away.
func valueOf(p record.Path, text string) (any, error) {
	field, ok := review.Schema.Field(p.Field)
	if p.Collection != "" {
		c, known := review.Schema.Collection(p.Collection)
		if !known {
			return nil, usageError{fault.New(fault.Invalid, "record.field_unknown", "field", p.String())}
		}
		field, ok = c.Field(p.Field)
	}
	if !ok {
		return nil, usageError{fault.New(fault.Invalid, "record.field_unknown", "field", p.String())}
	}
	switch field.Type {
	case record.Strings, record.Texts:
		items := []any{}
		for _, s := range strings.Split(text, ",") {
			if s = strings.TrimSpace(s); s != "" {
				items = append(items, s)
			}
		}
		return items, nil
	case record.Bool:
		switch strings.ToLower(text) {
		case "yes", "true", "1":
			return true, nil
		case "no", "false", "0", "":
			return false, nil
		}
		return nil, fault.New(fault.Invalid, "record.field_not_yes_no", "field", field.Name)
	case record.Number:
		if text == "" {
			return nil, nil
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "record.field_not_number", "field", field.Name)
		}
		return n, nil
	case record.Params:
		return nil, fault.New(fault.Invalid, "record.field_not_text", "field", field.Name)
	}
	return text, nil
}

func (r *run) recordAdd() (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	if len(r.args) == 0 {
		return 0, usage("cli.collection_missing")
	}
	collection := r.args[0]
	r.args = r.args[1:]
	if _, ok := review.Schema.Collection(collection); !ok {
		return 0, usage("record.field_unknown", "field", collection)
	}
	list, err := r.assignments()
	if err != nil {
		return 0, err
	}
	fields := map[string]any{}
	after := ""
	for _, a := range list {
		switch {
		case a[0] == "after":
			after = a[1]
		case collection == review.Timeline && (a[0] == "line" || a[0] == "at"), a[0] == "owner_name", a[0] == "name":
			fields[a[0]] = a[1]
		default:
			v, err := valueOf(record.Path{Collection: collection, Part: "…", Field: a[0]}, a[1])
			if err != nil {
				return 0, err
			}
			fields[a[0]] = v
		}
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	saved, err := r.ws.Reviews.AddPart(r.ctx, id, collection, fields, after, "")
	if err != nil {
		return 0, err
	}
	return r.saved(id, saved.ID, saved.Rev)
}

func (r *run) saved(id, part string, rev int64) (int, error) {
	ref := record.Ref(review.Schema.RefPrefix, id)
	if r.json {
		r.print(map[string]any{"ref": ref, "id": part, "rev": rev})
		return Done, nil
	}
	if part != id {
		r.say("%s  %s", ref, part)
	} else {
		r.say("%s", ref)
	}
	return Done, nil
}

func (r *run) recordPresence(verb string) (int, error) {
	if len(r.args) == 0 {
		return 0, usage("cli.ref_missing")
	}
	name, path, isPart := strings.Cut(r.args[0], "/")
	if len(r.args) == 2 && !isPart {
		path, isPart = r.args[1], true
		r.args = r.args[:1]
	}
	if isPart {
		p, ok := record.ParsePath(path)
		if _, known := review.Schema.Collection(p.Collection); !ok || !known || p.Part == "" || p.Field != "" {
			return 0, usage("record.field_unknown", "field", path)
		}
	}
	r.args[0] = name
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	var rev int64
	switch {
	case isPart && verb == "remove":
		saved, err := r.ws.Reviews.RemovePart(r.ctx, id, path, "")
		if err != nil {
			return 0, err
		}
		rev = saved.Rev
	case isPart:
		saved, err := r.ws.Reviews.RestorePart(r.ctx, id, path, "")
		if err != nil {
			return 0, err
		}
		rev = saved.Rev
	case verb == "remove":
		rev, err = r.ws.Records.Remove(r.ctx, id, "review.remove", "")
	default:
		rev, err = r.ws.Records.Restore(r.ctx, id, "review.restore", "")
	}
	if err != nil {
		return 0, err
	}
	return r.saved(id, id, rev)
}

func (r *run) recordBack(verb string) (int, error) {
	id, err := "", error(nil)
	if len(r.args) > 0 {
		id, err = r.only()
	} else {
		err = r.open()
	}
	if err != nil {
		return 0, err
	}
	do := r.ws.Records.Undo
	if verb == "redo" {
		do = r.ws.Records.Redo
	}
	u, err := do(r.ctx, id, "")
	if err != nil {
		return 0, err
	}
	ref, label := "", ""
	if u.Done {
		ref, label = record.Ref(review.Schema.RefPrefix, u.Record), r.t("history."+u.Action)
	}
	if r.json {
		r.print(map[string]any{"done": u.Done, "ref": ref, "action": u.Action, "label": label, "rev": u.Rev, "path": u.Path})
		return Done, nil
	}
	if !u.Done {
		r.say("%s", r.t("cli.nothing_to_"+verb))
		return Done, nil
	}
	return Done, r.sayUndone(ref, verb, label, u)
}
