package objects

import (
	"encoding/json"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
)

// Reasons a field is not kept. They are message keys.
const (
	skipPaging    = "incident.skip.paging"    // says which page of a list this is
	skipEnvelope  = "incident.skip.envelope"  // speaks of the file, not of an incident
	skipRepeated  = "incident.skip.repeated"  // stands elsewhere in the same object
	skipReference = "incident.skip.reference" // where in the tool something else is found
	skipDelivery  = "incident.skip.delivery"  // how a message was sent out
	skipComponent = "incident.skip.component" // describes a service, not the incident
	skipMore      = "incident.skip.more"      // names of fields beyond what is listed
)

// json is a value as JSON, of most bytes.
func (v *value) json(most int) string {
	var b strings.Builder
	v.write(&b, false, most)
	if b.Len() > most {
		return strings.ToValidUTF8(b.String()[:most], "")
	}
	return b.String()
}

// write writes a value, with rest only what nobody claimed; most > 0 bounds it roughly.
func (v *value) write(b *strings.Builder, rest bool, most int) {
	if most > 0 && b.Len() > most {
		return
	}
	switch v.kind {
	case isText:
		quote(b, v.text)
	case isNumber, isBool:
		b.WriteString(v.text)
	case isObject:
		b.WriteByte('{')
		n := 0
		for i, kid := range v.kids {
			if rest && !kid.left() {
				continue
			}
			if n > 0 {
				b.WriteByte(',')
			}
			n++
			quote(b, v.names[i])
			b.WriteByte(':')
			kid.write(b, rest, most)
		}
		b.WriteByte('}')
	case isList:
		b.WriteByte('[')
		n := 0
		for _, kid := range v.kids {
			if rest && !kid.left() {
				continue
			}
			if n > 0 {
				b.WriteByte(',')
			}
			n++
			kid.write(b, rest, most)
		}
		b.WriteByte(']')
	default:
		b.WriteString("null")
	}
}

func quote(b *strings.Builder, s string) {
	var raw strings.Builder
	e := json.NewEncoder(&raw)
	e.SetEscapeHTML(false)
	if e.Encode(s) == nil { // a text always has a form
		b.WriteString(strings.TrimSuffix(raw.String(), "\n"))
	}
}

// left says whether there is something in a value that nobody claimed.
func (v *value) left() bool {
	if v.target != "" || v.why != "" {
		return false
	}
	switch v.kind {
	case isNull:
		return false
	case isObject, isList:
		for _, kid := range v.kids {
			if kid.left() {
				return true
			}
		}
		return false
	case isText:
		return v.text != ""
	}
	return true
}

// claimed says whether somebody took something of a value.
func (v *value) claimed() bool {
	if v.target != "" || v.why != "" {
		return true
	}
	for _, kid := range v.kids {
		if kid.claimed() {
			return true
		}
	}
	return false
}

// rawOf keeps the fields of an item that nobody claimed.
func rawOf(item *value, s *incident.Snapshot) {
	for i, kid := range item.kids {
		if !kid.left() {
			continue
		}
		text := kid.text
		if kid.kind == isText && missing(text) {
			continue
		}
		if kid.kind == isObject || kid.kind == isList {
			var b strings.Builder
			kid.write(&b, true, 0)
			text = b.String()
		}
		s.Raw = append(s.Raw, incident.Field{Name: item.names[i], Value: text})
	}
}

// mostUses bounds the names of fields that are listed of a file.
const mostUses = 1000

// uses says of each field that a file has what became of it.
type uses struct {
	list  []incident.Use
	at    map[string]int
	empty []string // fields that were there and said nothing so far
}

// note adds a field. What one item has mapped and another left as it is counts as mapped.
func (u *uses) note(path, target, why string) {
	if u.at == nil {
		u.at = map[string]int{}
	}
	i, there := u.at[path]
	switch {
	case there && (u.list[i].Target == "" || u.list[i].Target == "raw") && target != "" && target != "raw":
		u.list[i].Target, u.list[i].Why = target, ""
	case there:
	case len(u.list) == mostUses:
		u.at["…"] = mostUses
		u.list = append(u.list, incident.Use{Field: "…", Why: skipMore})
	case len(u.list) < mostUses:
		u.at[path] = len(u.list)
		u.list = append(u.list, incident.Use{Field: path, Target: target, Why: why})
	}
}

// item notes the fields of an item under a path.
func (u *uses) item(path string, v *value) {
	switch {
	case v.target != "":
		u.note(path, v.target, "")
	case v.why != "":
		u.note(path, "", v.why)
	case v.kind == isObject && (path == "" || v.claimed()):
		for i, kid := range v.kids {
			u.item(join(path, v.names[i]), kid)
		}
	case v.kind == isList && v.claimed():
		for _, kid := range v.kids {
			u.item(path, kid)
		}
	case v.left():
		u.note(path, "raw", "")
	case len(u.empty) < mostUses && !slices.Contains(u.empty, path):
		u.empty = append(u.empty, path)
	}
}

// all are the fields of the whole file. One that never said anything would have been kept.
func (u *uses) all() []incident.Use {
	for _, path := range u.empty {
		if !slices.ContainsFunc(u.list, func(o incident.Use) bool { return o.Field == path || strings.HasPrefix(o.Field, path+".") }) {
			u.note(path, "raw", "")
		}
	}
	return u.list
}

// envelope notes what an envelope says beside its lists.
func (u *uses) envelope(path string, env *value, d *dialect) {
	for i, name := range env.names {
		switch {
		case d.listed(name):
		case slices.Contains(paging, name):
			u.note(join(path, name), "", skipPaging)
		case env.kids[i].claimed():
			u.item(join(path, name), env.kids[i])
		default:
			u.note(join(path, name), "", skipEnvelope)
		}
	}
}

// paging are the names under which tools say which page of a list a file is.
var paging = []string{"limit", "offset", "more", "total", "paging", "pagination_meta", "took", "requestId", "starting_after", "ending_before", "first", "last", "next", "previous"}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
