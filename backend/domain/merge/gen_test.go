package merge

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"pgregory.net/rapid" // MPL-2.0: used by tests only, never part of the program

	"secondstory/backend/domain/record"
)

// thing is a schema with every merge policy.
var thing = &record.Schema{
	Kind: "thing", Version: 1, RefPrefix: "THG",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar},
		{Name: "state", Type: record.String, Policy: record.Scalar},
		{Name: "impact", Type: record.String, Policy: record.Group, Group: "priority"},
		{Name: "urgency", Type: record.String, Policy: record.Group, Group: "priority"},
		{Name: "tags", Type: record.Strings, Policy: record.Set},
		{Name: "pictures", Type: record.Strings, Policy: record.Blob},
		{Name: "text", Type: record.Markdown, Policy: record.Text},
		{Name: "private", Type: record.Markdown, Policy: record.Text, Local: true, Sensitive: true},
	},
	Collections: []record.Collection{
		{Name: "sections", Inline: true, Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "title", Type: record.String, Policy: record.Scalar},
		}},
		{Name: "events", Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "kind", Type: record.String, Policy: record.Scalar},
			{Name: "times", Type: record.Stated, Policy: record.AppendOnly},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: "nodes", Fields: []record.Field{
			{Name: "parent", Type: record.ID, Policy: record.Tree},
			{Name: "title", Type: record.String, Policy: record.Scalar},
		}},
		{Name: "proofs", Fields: []record.Field{
			{Name: "node", Type: record.ID, Policy: record.Scalar, Required: true},
			{Name: "title", Type: record.String, Policy: record.Scalar},
		}},
		{Name: "votes", AppendOnly: true, Fields: []record.Field{
			{Name: "title", Type: record.String, Policy: record.Scalar},
		}},
	},
}

func scheme() *Scheme {
	s, err := NewScheme(thing, Version)
	if err != nil {
		panic(err)
	}
	return s
}

// chooser makes choices: a seeded generator in simulations, rapid (which makes
// failures small) in properties.
type chooser interface{ n(n int) int }

type seeded struct{ *rand.Rand }

func (s seeded) n(n int) int { return s.IntN(n) }

func seed(n uint64) seeded { return seeded{rand.New(rand.NewPCG(n, 26))} }

type drawn struct{ t *rapid.T }

func (d drawn) n(n int) int { return rapid.IntRange(0, n-1).Draw(d.t, "choice") }

func one(c chooser, list ...string) string { return list[c.n(len(list))] }

// editor makes edits the way people do: a fresh value for every write, so that each
// can be followed. It notes the values a person has overwritten knowingly.
type editor struct {
	c           chooser
	last        int
	overwritten map[string]bool
	written     map[string]bool // values that have come into a doc
}

func newEditor(c chooser) *editor {
	return &editor{c: c, overwritten: map[string]bool{}, written: map[string]bool{}}
}

// word is a value nobody has written before.
func (e *editor) word() string { e.last++; return "w" + strconv.Itoa(e.last) + "w" }

// edit is the doc after one gesture; the doc given stays as it is.
func (e *editor) edit(d *Doc) *Doc {
	if !d.Live {
		return d
	}
	next := d.Clone()
	e.gesture(next)
	before := words(d.content())
	for w := range words(next.content()) {
		e.written[w] = true
		delete(before, w)
	}
	for w := range before {
		e.overwritten[w] = true
	}
	return next
}

func (e *editor) gesture(d *Doc) {
	if e.c.n(150) == 149 { // the whole record goes
		d.Live, d.Schema, d.Fields, d.Parts = false, 0, record.Doc{}, map[string]map[string]Part{}
		if e.c.n(3) == 2 {
			d.Schema, d.Tombstones = 1, []record.Doc{{"run": "whole"}}
		}
		return
	}
	switch k := e.c.n(28); {
	case k > 25: // a field of few values, where the same question comes back
		d.Fields["state"] = one(e.c, "draft", "open", "done")
	case k > 23:
		e.resolve(d)
	case k < 2:
		d.Fields["title"] = "title " + e.word()
	case k < 4:
		d.Fields["state"] = one(e.c, "draft", "open", "done")
	case k == 4:
		d.Fields[one(e.c, "impact", "urgency")] = e.word()
	case k == 5:
		toggle(d.Fields, "tags", one(e.c, "a", "b", "c", "d"))
	case k < 9:
		d.Fields["text"] = e.prose(record.Str(d.Fields, "text"))
	case k == 9:
		d.Fields["later_"+one(e.c, "x", "y")] = record.Doc{"v": e.word()}
	case k < 13:
		e.add(d)
	case k == 13:
		e.remove(d)
	case k == 14:
		e.resolve(d)
	case k >= 15 && k < 18:
		e.move(d)
	default:
		e.part(d)
	}
	scheme().Normalise(d)
}

func toggle(d record.Doc, name, v string) {
	list, _ := d[name].([]any)
	var out []any
	for _, x := range list {
		if x != v {
			out = append(out, x)
		}
	}
	if len(out) == len(list) {
		out = append(out, v)
	}
	d[name] = setOf(out)
}

// prose edits one place of a text.
func (e *editor) prose(s string) string {
	lines := splitLines(s)
	i := e.c.n(len(lines) + 1)
	fresh := []string{e.word() + " was seen. Then it was " + one(e.c, "up", "down") + "."}
	switch k := e.c.n(8); {
	case k < 2 || len(lines) == 0 || i == len(lines):
		if e.c.n(3) == 0 {
			fresh = append(fresh, "", one(e.c, "same", "again "+e.word()))
		}
		lines = append(lines[:i:i], append(fresh, lines[i:]...)...)
	case k == 2:
		lines = append(lines[:i:i], lines[i+1:]...)
	case k == 3:
		lines = append(lines[:i:i], append(fresh, lines[i+1:]...)...)
	case k == 4:
		lines = append(lines[:i:i], append([]string{"same", "same"}[:1+e.c.n(2)], lines[i:]...)...)
	default:
		said := sentences(lines[i])
		j := e.c.n(len(said) + 1)
		switch {
		case j == len(said) || k == 5:
			lines = append(lines[:i:i], append([]string{strings.TrimSpace(lines[i] + " More of " + e.word() + ".")}, lines[i+1:]...)...)
		default:
			said = append(said[:j:j], append([]string{" It is " + e.word() + "."}, said[j+1:]...)...)
			lines = append(lines[:i:i], append([]string{strings.TrimSpace(strings.Join(said, ""))}, lines[i+1:]...)...)
		}
	}
	return strings.Join(lines, "\n")
}

var collections = []string{"sections", "events", "events", "nodes", "nodes", "proofs", "votes"}

func (e *editor) add(d *Doc) {
	name := one(e.c, collections...)
	id := "p" + strconv.Itoa(e.last) + "_" + strconv.Itoa(e.c.n(1000))
	f := record.Doc{}
	switch name {
	case "sections":
		id = one(e.c, "summary", "impact", "lessons") // two people may begin the same section
		if _, there := d.Part(name, id); there {
			return
		}
		f["text"], f["title"] = e.prose(""), "Section"
	case "events":
		f["text"], f["rank"] = e.prose(""), one(e.c, "V", "W", "X")
		f["times"] = []any{record.Doc{"at": e.word(), "zone": "", "precision": "minute"}}
	case "nodes":
		f["title"], f["parent"] = e.word(), e.node(d, "nodes")
	case "proofs":
		if f["node"] = e.node(d, "nodes"); f["node"] == "" {
			return
		}
		f["title"] = e.word()
	case "votes":
		f["title"] = e.word()
	}
	d.PutPart(name, id, Part{Fields: f})
}

// node picks a part that is there, or "".
func (e *editor) node(d *Doc, name string) string {
	ids := []string{}
	for _, id := range sortedKeys(d.Parts[name]) {
		if _, ok := d.Part(name, id); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return ids[e.c.n(len(ids))]
}

// remove takes a part away with what hangs on it, as the program does.
func (e *editor) remove(d *Doc) {
	name := one(e.c, "sections", "events", "nodes", "nodes", "proofs")
	id := e.node(d, name)
	if id == "" {
		return
	}
	if name == "events" && e.c.n(6) == 0 {
		d.PutPart(name, id, Part{Tombstones: []record.Doc{{"run": "r" + strconv.Itoa(e.c.n(3))}}})
		return
	}
	d.DropPart(name, id)
	if name == "nodes" {
		for _, child := range sortedKeys(d.Parts["nodes"]) {
			if record.Str(d.Parts["nodes"][child].Fields, "parent") == id {
				d.DropPart("nodes", child)
			}
		}
		for again := true; again; {
			again = false
			for _, list := range []struct{ name, field string }{{"nodes", "parent"}, {"proofs", "node"}} {
				for _, p := range sortedKeys(d.Parts[list.name]) {
					to := record.Str(d.Parts[list.name][p].Fields, list.field)
					if _, there := d.Parts["nodes"][to]; to != "" && !there {
						d.DropPart(list.name, p)
						again = true
					}
				}
			}
		}
	}
}

func (e *editor) resolve(d *Doc) {
	for _, id := range sortedKeys(d.Conflicts) {
		if d.Conflicts[id].State == Open && e.c.n(2) == 0 {
			w := e.word()
			e.written[w] = true
			d.Conflicts[id] = d.Conflicts[id].Resolve(Resolution{Value: "decided " + w})
			return
		}
		if d.Conflicts[id].State == Resolved && e.c.n(8) == 0 {
			c := Reopen(d.Conflicts, d.Conflicts[id])
			d.Conflicts[c.ID] = c
			return
		}
	}
}

// move hangs a node elsewhere, never below itself.
func (e *editor) move(d *Doc) {
	id, to := e.node(d, "nodes"), e.node(d, "nodes")
	for n, hops := to, 0; n != ""; n, hops = record.Str(d.Parts["nodes"][n].Fields, "parent"), hops+1 {
		if n == id || hops > len(d.Parts["nodes"]) {
			return
		}
	}
	if id != "" {
		set(d, "nodes", id, "parent", to)
	}
}

func (e *editor) part(d *Doc) {
	name := one(e.c, "sections", "events", "events", "nodes", "proofs")
	id := e.node(d, name)
	if id == "" {
		return
	}
	f := d.Parts[name][id].Fields
	switch {
	case name == "events" && e.c.n(3) == 0:
		old, _ := f["times"].([]any)
		set(d, name, id, "times", append(append([]any{}, old...), record.Doc{"at": e.word(), "zone": "", "precision": "minute"}))
	case name == "events" && e.c.n(4) == 0:
		set(d, name, id, "rank", one(e.c, "U", "V", "X", "Z"))
	case name == "events" && e.c.n(3) == 0:
		set(d, name, id, "kind", e.word())
	case name == "sections" || name == "events":
		set(d, name, id, "text", e.prose(record.Str(f, "text")))
	default:
		set(d, name, id, "title", e.word())
	}
}

func set(d *Doc, name, id, field string, v any) {
	f := cloneFields(d.Parts[name][id].Fields)
	f[field] = v
	if record.Empty(v) {
		delete(f, field)
	}
	d.PutPart(name, id, Part{Fields: f})
}

// words finds the unique values in a plain value.
func words(v any) map[string]bool {
	out := map[string]bool{}
	collect(v, out)
	return out
}

func collect(v any, out map[string]bool) {
	switch x := v.(type) {
	case string:
		for i := 0; i < len(x); i++ {
			if x[i] != 'w' {
				continue
			}
			j := i + 1
			for j < len(x) && x[j] >= '0' && x[j] <= '9' {
				j++
			}
			if j > i+1 && j < len(x) && x[j] == 'w' {
				out[x[i:j+1]] = true
				i = j
			}
		}
	case []any:
		for _, e := range x {
			collect(e, out)
		}
	case map[string]any:
		for _, e := range x {
			collect(e, out)
		}
	}
}

// kept are the unique values a doc still shows: current ones and those of conflicts.
func kept(d *Doc) map[string]bool {
	out := words(d.content())
	for _, c := range d.Conflicts {
		collect(any(c.Doc()), out)
	}
	return out
}

// versions draws a base and two versions of it.
func versions(c chooser) (base, a, b *Doc, e *editor) {
	e = newEditor(c)
	base = NewDoc("thing", "T1", 1)
	for range 2 + c.n(12) {
		base = e.edit(base)
	}
	a, b = base, base
	for range 1 + c.n(5) {
		a = e.edit(a)
	}
	for range 1 + c.n(5) {
		b = e.edit(b)
	}
	return base, a, b, e
}

func side(d *Doc) Side { return Side{Doc: d} }

func show(d *Doc) string { return fmt.Sprintf("%s", d.Canonical()) }
