package canon

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Format is the number of the repository format this program writes.
const Format = 1

// SpacePath is where a repository says which space it is.
const SpacePath = "space.yaml"

// Space is what a repository says about itself, from its second commit on.
type Space struct {
	Format int    // of the repository; one above Format is not written by this program
	ID     string // of the space
	// Aliases are ids other devices gave it before they had met; the smallest stands.
	Aliases []string
	Name    string
	// Audience says who can read it, in the words of its people; "" where nobody said.
	Audience string
	Branch   string
	Merge    int    // merge version
	MinApp   string // oldest program that may write, "" = any
	// MergeName and MergeEmail are the author of merge commits, the same on every
	// device.
	MergeName, MergeEmail string
	Extra                 record.Doc
}

// spaceShape types the fields of space.yaml.
var spaceShape = shapeOf([]record.Field{
	{Name: "format", Type: record.Number}, {Name: "id", Type: record.String}, {Name: "aliases", Type: record.Strings},
	{Name: "name", Type: record.String}, {Name: "audience", Type: record.String}, {Name: "branch", Type: record.String}, {Name: "merge", Type: record.Number},
	{Name: "min_app", Type: record.String}, {Name: "merge_name", Type: record.String}, {Name: "merge_email", Type: record.String},
})

// Emit writes space.yaml.
func (s Space) Emit() (File, *Problem) {
	d := s.doc()
	w := &writer{}
	w.known(0, 2, spaceShape, d)
	text, p := w.done(SpacePath)
	return File{SpacePath, []byte(text)}, p
}

func (s Space) doc() record.Doc {
	d := record.Doc{"format": float64(max(s.Format, 1)), "merge": float64(max(s.Merge, 1))}
	for k, v := range s.Extra {
		d[k] = shared(v)
	}
	put(d, "id", s.ID, "name", s.Name, "audience", s.Audience, "branch", s.Branch, "min_app", s.MinApp, "merge_name", s.MergeName, "merge_email", s.MergeEmail)
	if list := sortedSet(s.Aliases); len(list) > 0 {
		d["aliases"] = list
	}
	return d
}

func put(d record.Doc, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if v := Text(pairs[i+1]); v != "" {
			d[pairs[i]] = v
		}
	}
}

func sortedSet(list []string) []any {
	list = slices.Clone(list)
	slices.Sort(list)
	out := []any{}
	for _, v := range slices.Compact(list) {
		out = append(out, Text(v))
	}
	return out
}

// ParseSpace reads space.yaml.
func ParseSpace(f File) (Space, []Problem, *Problem) {
	d, notes, p := parseFlat(f, spaceShape, "id")
	if p != nil {
		return Space{}, nil, p
	}
	return spaceOf(d), notes, nil
}

func spaceOf(d record.Doc) Space {
	s := Space{Format: 1, Merge: 1, ID: record.Str(d, "id"), Name: record.Str(d, "name"), Audience: record.Str(d, "audience"), Branch: record.Str(d, "branch"),
		MinApp: record.Str(d, "min_app"), MergeName: record.Str(d, "merge_name"), MergeEmail: record.Str(d, "merge_email"),
		Aliases: record.Strs(d, "aliases"), Extra: extra(d, spaceShape)}
	if n, ok := d["format"].(float64); ok {
		s.Format = int(n)
	}
	if n, ok := d["merge"].(float64); ok {
		s.Merge = int(n)
	}
	return s
}

func extra(d record.Doc, known shape) record.Doc {
	var out record.Doc
	for k, v := range d {
		if _, ok := known.fields[k]; !ok {
			if out == nil {
				out = record.Doc{}
			}
			out[k] = v
		}
	}
	return out
}

// parseFlat reads a file that is one map of fields.
func parseFlat(f File, known shape, required string) (record.Doc, []Problem, *Problem) {
	s, p := open(f, MaxFile)
	if p != nil {
		return nil, nil, p
	}
	root, comments, p := s.node()
	if p != nil {
		return nil, nil, p
	}
	d := record.Doc{}
	for _, e := range pairs(root) {
		field, ok := known.fields[e.key]
		if !ok {
			d[e.key] = s.plain(e.node)
			continue
		}
		v, p := s.typed(field, e.node)
		if p != nil {
			return nil, nil, p
		}
		if v != nil {
			d[e.key] = v
		}
	}
	if record.Str(d, required) == "" {
		return nil, nil, s.problem(0, "canon.missing", "field", required)
	}
	return d, s.told(root, comments), nil
}

// MergeSpace joins two versions of space.yaml. Two devices that made the space
// without having met: the smaller id stands with all that belongs to it, the other
// becomes an alias. Otherwise what one side changed is taken, of two changes the one
// with the smaller hash; the format and the merge version only ever rise.
func MergeSpace(base *Space, a, b Space) Space {
	if a.ID != b.ID {
		if b.ID < a.ID {
			a, b = b, a
		}
		a.Aliases = append(append(slices.Clone(a.Aliases), b.Aliases...), b.ID)
		a.Format, a.Merge = max(a.Format, b.Format), max(a.Merge, b.Merge)
		if a.Audience == "" {
			a.Audience = b.Audience // who may read it was said by one of the two
		}
		return spaceOf(a.doc())
	}
	var from record.Doc
	if base != nil {
		from = base.doc()
	}
	out := spaceOf(mergeFlat(from, a.doc(), b.doc()))
	out.Format, out.Merge = max(a.Format, b.Format), max(a.Merge, b.Merge)
	out.Aliases = record.Strs(record.Doc{"aliases": sortedSet(append(slices.Clone(a.Aliases), b.Aliases...))}, "aliases")
	if out.MinApp != a.MinApp || out.MinApp != b.MinApp {
		out.MinApp = laterVersion(a.MinApp, b.MinApp)
	}
	return spaceOf(out.doc())
}

// mergeFlat joins maps field by field.
func mergeFlat(base, a, b record.Doc) record.Doc {
	out := record.Doc{}
	keys := map[string]bool{}
	for _, d := range []record.Doc{a, b} {
		for k := range d {
			keys[k] = true
		}
	}
	for _, k := range sortedKeys(keys) {
		x, y, z := a[k], b[k], base[k]
		v := x
		switch {
		case record.Equal(x, y) || record.Equal(y, z):
		case record.Equal(x, z):
			v = y
		default:
			v = smaller(x, y)
		}
		if v != nil {
			out[k] = v
		}
	}
	return out
}

// smaller of two values that are both there; one that is there otherwise.
func smaller(x, y any) any {
	switch {
	case x == nil:
		return y
	case y == nil || hash(x) <= hash(y):
		return x
	}
	return y
}

// laterVersion compares "1.10.2" with "1.9" by their numbers.
func laterVersion(a, b string) string {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		var x, y string
		if i < len(as) {
			x = as[i]
		}
		if i < len(bs) {
			y = bs[i]
		}
		x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c > 0 {
			return a
		} else if c < 0 {
			return b
		}
	}
	return min(a, b)
}

// Person is what a repository says about a device that writes to it. The name of
// whoever uses it is in no file.
type Person struct {
	Device string // id, also of the file
	Actor  string // pseudonym beside what is stated in records
	Alias  string // chosen
	Keys   []string
	Extra  record.Doc
}

var personShape = shapeOf([]record.Field{
	{Name: "device", Type: record.String}, {Name: "actor", Type: record.String}, {Name: "alias", Type: record.String}, {Name: "keys", Type: record.Strings},
})

// PersonPath is the file of a device; ok is false for an id that cannot stand in a path.
func PersonPath(device string) (string, bool) {
	return PeopleFolder + "/" + device + ".yaml", sharing.IsPseudonym(device) && device[0] == 'd' || record.IsULID(device)
}

// Emit writes the file of a device.
func (p Person) Emit() (File, *Problem) {
	path, ok := PersonPath(p.Device)
	if !ok {
		return File{}, problem(path, 0, "canon.id", p.Device)
	}
	w := &writer{}
	w.known(0, 2, personShape, p.doc())
	text, bad := w.done(path)
	return File{path, []byte(text)}, bad
}

func (p Person) doc() record.Doc {
	d := record.Doc{}
	for k, v := range p.Extra {
		d[k] = shared(v)
	}
	put(d, "device", p.Device, "actor", p.Actor, "alias", p.Alias)
	if list := sortedSet(p.Keys); len(list) > 0 {
		d["keys"] = list
	}
	return d
}

// ParsePerson reads the file of a device; its name has to fit.
func ParsePerson(f File) (Person, []Problem, *Problem) {
	d, notes, p := parseFlat(f, personShape, "device")
	if p != nil {
		return Person{}, nil, p
	}
	person := personOf(d)
	if path, ok := PersonPath(person.Device); !ok || path != f.Path {
		p := problem(f.Path, 0, "canon.place", string(f.Data))
		p.Bytes = f.Data
		return Person{}, nil, p
	}
	return person, notes, nil
}

func personOf(d record.Doc) Person {
	return Person{Device: record.Str(d, "device"), Actor: record.Str(d, "actor"), Alias: record.Str(d, "alias"), Keys: record.Strs(d, "keys"), Extra: extra(d, personShape)}
}

// MergePerson joins two versions of a device's file: its keys are those of both, for
// its alias the rule of MergeSpace holds.
func MergePerson(base *Person, a, b Person) Person {
	var from record.Doc
	if base != nil {
		from = base.doc()
	}
	out := personOf(mergeFlat(from, a.doc(), b.doc()))
	was := map[string]bool{}
	if base != nil {
		for _, k := range base.Keys {
			was[k] = true
		}
	}
	var keys []string
	for _, k := range append(slices.Clone(a.Keys), b.Keys...) {
		// A key that one side took away is gone; one that a side added is there.
		if !was[k] || slices.Contains(a.Keys, k) && slices.Contains(b.Keys, k) {
			keys = append(keys, k)
		}
	}
	out.Keys = keys
	return personOf(out.doc())
}

// hash orders values the way merge does: by the SHA-256 of their canonical form.
func hash(v any) string {
	d := merge.NewDoc("", "", 1)
	d.Fields["v"] = v
	return d.Hash()
}
