package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

func recordCommand() command {
	return command{name: "record", usage: "list KIND | create KIND FIELD=VALUE… | show REF | set REF FIELD=VALUE… [--why TEXT] | add REF COLLECTION FIELD=VALUE… | remove REF[/COLLECTION/ID] | restore REF[/COLLECTION/ID] | history REF [FIELD] [--at STEP] | undo [REF] | redo [REF]", help: "cli.help.record",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			limit := f.Int("limit", 50, "")
			at := f.Int64("at", 0, "")
			trash := f.Bool("trash", false, "")
			why := f.String("why", "", "")
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "create", "show", "set", "add", "remove", "restore", "history", "undo", "redo")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "list":
					return r.recordList(*trash)
				case "create":
					return r.recordCreate()
				case "show":
					return r.recordShow()
				case "set":
					return r.recordSet(*why)
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
		out = append(out, [2]string{asStored(name), value})
	}
	return out, nil
}

// asStored is the field behind the name that record show prints: an owner there is the
// role, or on this machine the name where no role is known.
func asStored(name string) string {
	if p, ok := record.ParsePath(name); ok && p.Collection == review.Actions && p.Field == "owner" {
		p.Field = "owner_role"
		return p.String()
	}
	return name
}

// recordSet sets fields. The time of an entry is stated anew, also below the name that an
// addition has for it, and alone may have the reason of the correction.
func (r *run) recordSet(why string) (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	list, err := r.assignments()
	if err != nil {
		return 0, err
	}
	times := 0
	for i, a := range list {
		if p, ok := record.ParsePath(a[0]); ok && p.Collection == review.Timeline && (p.Field == "at" || p.Field == "times") {
			p.Field = "times"
			list[i][0] = p.String()
			times++
		}
	}
	if why != "" && (times != 1 || len(list) != 1) {
		return 0, usage("cli.why_one_time")
	}
	values := make([]reviewing.Assignment, 0, len(list))
	space := ""
	for _, a := range list {
		p, ok := record.ParsePath(a[0])
		if ok && a[0] != "space" {
			ok = r.namesField(name, p)
		}
		if !ok {
			return 0, usage("record.field_unknown", "field", a[0])
		}
	}
	id, schema, err := r.found(name)
	if err != nil {
		return 0, err
	}
	for _, a := range list {
		// Where a record lives is no field of it, and is set like one.
		if a[0] == "space" {
			if space = a[1]; space == "" {
				return 0, usage("cli.assignment_bad", "given", "space=")
			}
			continue
		}
		p, _ := record.ParsePath(a[0])
		v, err := valueOf(schema, p, a[1])
		if err != nil {
			return 0, err
		}
		values = append(values, reviewing.Assignment{Path: p, Value: v})
	}
	if space != "" {
		if err := r.ws.Share(r.ctx, space, id); err != nil {
			return 0, err
		}
	}
	if why != "" {
		saved, err := r.ws.Reviews.CorrectTime(r.ctx, id, values[0].Path.Part, list[0][1], why, "")
		if err != nil {
			return 0, err
		}
		return r.saved(id, values[0].Path.Part, saved.Rev)
	}
	if len(values) == 0 {
		rev, err := r.ws.Records.Rev(r.ctx)
		if err != nil {
			return 0, err
		}
		return r.saved(id, id, rev)
	}
	tell := r.watchKind(schema.Kind, id)
	rev, err := r.setValues(id, schema, values)
	if err != nil {
		return 0, err
	}
	defer tell()
	return r.saved(id, id, rev)
}

// setValues puts several values as one step.
func (r *run) setValues(id string, schema *record.Schema, list []reviewing.Assignment) (int64, error) {
	if schema.Kind == review.Kind {
		saved, err := r.ws.Reviews.SetValues(r.ctx, id, list, "")
		return saved.Rev, err
	}
	values := make([]keeping.Assignment, len(list))
	for i, a := range list {
		values[i] = keeping.Assignment(a)
	}
	saved, err := r.ws.Keeping.Set(r.ctx, id, values, "")
	return saved.Rev, err
}

// found opens the workspace and finds a record and what its kind is.
func (r *run) found(name string) (id string, schema *record.Schema, err error) {
	if id, err = r.resolve(name); err != nil {
		return "", nil, err
	}
	schema, err = r.ws.KindOf(r.ctx, id)
	return id, schema, err
}

// valueOf turns the text of an argument into the value of its field: lists by
// comma, yes and no, numbers; the empty text takes the field away.
func valueOf(schema *record.Schema, p record.Path, text string) (any, error) {
	field, ok := schema.Field(p.Field)
	if p.Collection != "" {
		c, known := schema.Collection(p.Collection)
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

// beside are the words of an addition that are no fields of the part.
var beside = map[string]bool{"after": true, "line": true, "at": true, "owner_name": true, "name": true}

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
	list, err := r.assignments()
	if err != nil {
		return 0, err
	}
	for i, a := range list {
		if a[0] == "owner" && collection == review.Actions {
			list[i][0] = "owner_role"
		}
	}
	if !r.namesField(name, record.Path{Collection: collection, Part: "…"}) {
		return 0, r.noSuchPlace(name, record.Path{Collection: collection})
	}
	for _, a := range list {
		if p := (record.Path{Collection: collection, Part: "…", Field: a[0]}); !beside[a[0]] && !r.namesField(name, p) {
			return 0, r.noSuchPlace(name, p)
		}
	}
	id, schema, err := r.found(name)
	if err != nil {
		return 0, err
	}
	if _, ok := schema.Collection(collection); !ok {
		return 0, usage("record.field_unknown", "field", collection)
	}
	ofReview := schema.Kind == review.Kind
	fields := map[string]any{}
	after := ""
	for _, a := range list {
		switch {
		case a[0] == "after":
			after = a[1]
		case ofReview && (collection == review.Timeline && (a[0] == "line" || a[0] == "at") || a[0] == "owner_name" || a[0] == "name"):
			fields[a[0]] = a[1]
		default:
			v, err := valueOf(schema, record.Path{Collection: collection, Part: "…", Field: a[0]}, a[1])
			if err != nil {
				return 0, err
			}
			fields[a[0]] = v
		}
	}
	if !ofReview {
		tell := r.watchKind(schema.Kind, id)
		saved, err := r.ws.Keeping.Add(r.ctx, id, collection, fields, after, "")
		if err != nil {
			return 0, err
		}
		defer tell()
		return r.saved(id, saved.ID, saved.Rev)
	}
	saved, err := r.ws.Reviews.AddPart(r.ctx, id, collection, fields, after, "")
	if err != nil {
		return 0, err
	}
	return r.saved(id, saved.ID, saved.Rev)
}

func (r *run) saved(id, part string, rev int64) (int, error) {
	ref := r.ws.RefOf(r.ctx, id)
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
	p, ok := record.ParsePath(path)
	if isPart && (!ok || p.Part == "" || p.Field != "" || !r.namesField(name, p)) {
		return 0, usage("record.field_unknown", "field", path)
	}
	r.args[0] = name
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	schema, err := r.ws.KindOf(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if _, known := schema.Collection(p.Collection); isPart && !known {
		return 0, usage("record.field_unknown", "field", path)
	}
	var rev int64
	tell := r.watchKind(schema.Kind, id)
	switch {
	case isPart:
		rev, err = r.partPresence(id, schema, verb, path)
	case verb == "remove":
		if err := r.ws.MayGoToTrash(r.ctx, schema.Kind, id); err != nil {
			return 0, err
		}
		rev, err = r.ws.Records.Remove(r.ctx, id, recording.ActionFor(schema.Kind, verb), "")
	default:
		rev, err = r.ws.Records.Restore(r.ctx, id, recording.ActionFor(schema.Kind, verb), "")
	}
	if err != nil {
		return 0, err
	}
	defer tell()
	return r.saved(id, id, rev)
}

// partPresence takes a part away or brings it back.
func (r *run) partPresence(id string, schema *record.Schema, verb, path string) (int64, error) {
	if schema.Kind != review.Kind {
		do := r.ws.Keeping.Remove
		if verb == "restore" {
			do = r.ws.Keeping.Restore
		}
		saved, err := do(r.ctx, id, path, "")
		return saved.Rev, err
	}
	do := r.ws.Reviews.RemovePart
	if verb == "restore" {
		do = r.ws.Reviews.RestorePart
	}
	saved, err := do(r.ctx, id, path, "")
	return saved.Rev, err
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
	do := r.ws.Records.UndoWork
	if verb == "redo" {
		do = r.ws.Records.Redo
	}
	tell, err := r.watchBack(id)
	if err != nil {
		return 0, err
	}
	u, err := do(r.ctx, id, "")
	if err != nil {
		return 0, err
	}
	defer tell()
	ref, label := "", ""
	if u.Record != "" {
		ref = r.ws.RefOf(r.ctx, u.Record)
	}
	if u.Done {
		label = r.t("history." + u.Action)
	}
	if r.json {
		r.print(map[string]any{"done": u.Done, "ref": ref, "action": u.Action, "label": label, "rev": u.Rev, "path": u.Path})
		return Done, nil
	}
	if u.Stop != "" {
		r.say("%s", r.t("undo.final", "what", r.t("history."+u.Stop)))
		return Done, nil
	}
	if u.Began != "" {
		r.say("%s", r.t("cli.undo_began", "ref", ref, "what", r.t("history."+u.Began)))
		return Done, nil
	}
	if !u.Done {
		r.say("%s", r.t("cli.nothing_to_"+verb))
		return Done, nil
	}
	return Done, r.sayUndone(ref, verb, label, u)
}
