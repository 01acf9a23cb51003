package merge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strconv"

	"secondstory/backend/domain/record"
)

// Kinds of conflicts a merge opens. Other parts of the program open conflicts of
// kinds of their own; all kinds merge alike.
const (
	KindValue   = "value"        // a field with two values
	KindGroup   = "group"        // fields that belong together, as one JSON object
	KindText    = "text"         // a run of lines of a text
	KindTime    = "time"         // two new statements about one time
	KindMove    = "move"         // a node of a tree was moved to two places, or into a cycle
	KindDelete  = "delete-edit"  // removed by one, changed by the other; kept
	KindDispose = "dispose-edit" // disposed of by one, changed by the other; gone, the change kept here
	KindFixed   = "fixed"        // two versions of something that must never change
	KindWhole   = "whole"        // a document or file this merge version cannot look into
	KindSpaces  = "spaces"       // moved to several spaces at once; base and values are their ids
	KindTwin    = "twin"         // two records of one text; base is its sum, values their ids, the older first
)

// States of a conflict.
const (
	Open     = "open"
	Resolved = "resolved"
)

// RecordPath is the path of a conflict about the record as a whole.
const RecordPath = "/"

// Origin says for display who a value comes from. It takes no part in any
// decision.
type Origin struct{ By, At, Commit string }

// Places of a value that is in no commit; Origin.Commit names one of them.
const (
	InFile    = "in-file"    // a file of a mirror folder
	InProgram = "in-program" // what the program held when such a file was edited
	InUpper   = "in-upper"   // above the line in the middle of two versions in one file
	InLower   = "in-lower"   // below it
)

// SavedBy is a conflict with whose file two versions in one file stood in, and when it was saved.
func (c Conflict) SavedBy(device, at string) Conflict {
	origins := make([][]Origin, len(c.Origins))
	for i, list := range c.Origins {
		for _, o := range list {
			if o.By == "" && (o.Commit == InUpper || o.Commit == InLower) {
				o.By, o.At = device, at
			}
			origins[i] = append(origins[i], o)
		}
	}
	if len(origins) > 0 {
		c.Origins = origins
	}
	return c
}

// Resolution is one decision of a conflict.
type Resolution struct{ Value, By, At, Why string }

// Conflict holds the values of an atom that nobody has decided between. Values
// are texts: strings as they are, anything else as canonical JSON, "" for nothing.
type Conflict struct {
	ID   string
	Path string // of a field, a group, a part; RecordPath
	Kind string
	N    int // tells repetitions of the same conflict apart
	// Base is the value both started from; NoBase says that it is not known, or not
	// kept because it was disposed of.
	Base   string
	NoBase bool
	// Values, the one that stands provisionally first (of conflicts a merge opened).
	Values []string
	// Origins of the values, as many as values or none.
	Origins     [][]Origin
	State       string
	Resolutions []Resolution
	// Extra holds fields this version does not know.
	Extra record.Doc
}

// ConflictID is the id of a conflict a merge opens: the same question has the
// same id on every machine.
func ConflictID(path, kind, base string, noBase bool, values []string, n int) string {
	h := sha256.New()
	var b bytes.Buffer
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	b.Write(canonical([]any{"conflict 1", path, kind, base, noBase, list, n}))
	h.Write(b.Bytes())
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// OfMerge says whether a merge opened the conflict: its id is a hash, where conflicts
// that a gesture opened have ids like other parts.
func (c Conflict) OfMerge() bool {
	raw, err := hex.DecodeString(c.ID)
	return err == nil && len(raw) == 16
}

// Genuine says whether the id of a conflict that a merge opened still fits its
// content; conflicts with other ids (a person's own gesture opened them) are
// taken as they are.
func (c Conflict) Genuine() bool {
	return !c.OfMerge() || c.ID == ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
}

// Resolve is the conflict with a decision added.
func (c Conflict) Resolve(r Resolution) Conflict {
	c.State = Resolved
	c.Resolutions = unionResolutions(c.Resolutions, []Resolution{r})
	return c
}

// Reopen is the new conflict that stands for taking a decision back: the same
// values under the next id that is free among the conflicts given. The resolved
// one stays as it is.
func Reopen(conflicts map[string]Conflict, c Conflict) Conflict {
	next := Conflict{Path: c.Path, Kind: c.Kind, Base: c.Base, NoBase: c.NoBase, Values: c.Values, Origins: c.Origins, State: Open}
	if said, ok := c.Extra[EditedName]; ok {
		next.Extra = record.Doc{EditedName: said} // it tells of the values, not of the decision
	}
	for n := c.N; ; n++ {
		id := ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, n)
		if k, taken := conflicts[id]; !taken || k.State != Resolved {
			next.ID, next.N = id, n
			if taken {
				return k
			}
			return next
		}
	}
}

func (c Conflict) equal(o Conflict) bool {
	return bytes.Equal(canonical(c.Doc()), canonical(o.Doc()))
}

// unionConflicts joins two sets of records: none is lost, resolved wins.
func unionConflicts(a, b map[string]Conflict) map[string]Conflict {
	out := make(map[string]Conflict, len(a)+len(b))
	for id, c := range a {
		out[id] = c
	}
	for id, c := range b {
		if k, both := out[id]; both {
			c = joinConflict(k, c)
		}
		out[id] = c
	}
	return out
}

// joinConflict joins two versions of one record.
func joinConflict(a, b Conflict) Conflict {
	if a.equal(b) {
		return a
	}
	// A version whose content no longer fits its id was edited by hand.
	if ga, gb := a.Genuine(), b.Genuine(); ga != gb && gb || ga == gb && smaller(b.claim(), a.claim()) {
		a, b = b, a
	}
	if b.State == Resolved {
		a.State = Resolved
	}
	noted := len(a.Resolutions) == 0 || len(b.Resolutions) == 0
	a.Resolutions = unionResolutions(a.Resolutions, b.Resolutions)
	if v, w := record.Str(a.Extra, "resolution"), record.Str(b.Extra, "resolution"); noted && v != "" && w != "" && v != w {
		// What a screen noted as its choice is a decision like any other, where it noted no more.
		a.Resolutions = unionResolutions(a.Resolutions, []Resolution{{Value: v}, {Value: w}})
	}
	if len(a.Values) == len(b.Values) {
		a.Origins = unionOrigins(len(a.Values), a.Origins, b.Origins)
	}
	a.Extra = joinExtra(a.Extra, b.Extra)
	return a
}

// claim is what the record is about, without what happened to it.
func (c Conflict) claim() any {
	return []any{c.Path, c.Kind, c.N, c.Base, c.NoBase, strs(c.Values)}
}

func joinExtra(a, b record.Doc) record.Doc {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	out := cloneFields(a)
	for k, v := range b {
		if w, both := out[k]; !both || smaller(v, w) {
			out[k] = v
		}
	}
	return out
}

func unionResolutions(a, b []Resolution) []Resolution {
	seen := map[Resolution]bool{}
	var out []Resolution
	for _, list := range [][]Resolution{a, b} {
		for _, r := range list {
			if !seen[r] {
				seen[r] = true
				out = append(out, r)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return bytes.Compare(canonical(out[i].plain()), canonical(out[j].plain())) < 0 })
	return out
}

func (r Resolution) plain() []any { return []any{r.At, r.By, r.Value, r.Why} }

// unionOrigins joins the origins of n values; nil when nobody is known.
func unionOrigins(n int, lists ...[][]Origin) [][]Origin {
	out := make([][]Origin, n)
	some := false
	for i := range out {
		seen := map[Origin]bool{}
		for _, l := range lists {
			if i >= len(l) {
				continue
			}
			for _, o := range l[i] {
				if o != (Origin{}) && !seen[o] {
					seen[o], some = true, true
					out[i] = append(out[i], o)
				}
			}
		}
		sort.Slice(out[i], func(x, y int) bool {
			a, b := out[i][x], out[i][y]
			return a.At+"\x00"+a.By+"\x00"+a.Commit < b.At+"\x00"+b.By+"\x00"+b.Commit
		})
	}
	if !some {
		return nil
	}
	return out
}

// Doc is the conflict as plain fields, as files and the database hold it.
func (c Conflict) Doc() record.Doc {
	d := cloneFields(c.Extra)
	d["path"], d["kind"], d["values"], d["state"] = c.Path, c.Kind, strs(c.Values), c.State
	if c.N > 0 {
		d["n"] = float64(c.N)
	}
	if c.Base != "" {
		d["base"] = c.Base
	}
	if c.NoBase {
		d["no_base"] = true
	}
	if len(c.Origins) > 0 {
		list := make([]any, len(c.Origins))
		for i, of := range c.Origins {
			l := make([]any, len(of))
			for j, o := range of {
				l[j] = fields("by", o.By, "at", o.At, "commit", o.Commit)
			}
			list[i] = l
		}
		d["origins"] = list
	}
	if len(c.Resolutions) > 0 {
		list := make([]any, len(c.Resolutions))
		for i, r := range c.Resolutions {
			list[i] = fields("value", r.Value, "by", r.By, "at", r.At, "why", r.Why)
		}
		d["resolutions"] = list
	}
	return d
}

// ConflictOf reads a conflict back; what it does not know it keeps.
func ConflictOf(id string, d record.Doc) Conflict {
	c := Conflict{ID: id, Path: record.Str(d, "path"), Kind: record.Str(d, "kind"), Base: record.Str(d, "base"),
		Values: record.Strs(d, "values"), State: Open}
	if record.Str(d, "state") == Resolved {
		c.State = Resolved
	}
	c.N, _ = whole(d["n"])
	c.NoBase, _ = d["no_base"].(bool)
	if list, ok := d["origins"].([]any); ok {
		for _, of := range list {
			var origins []Origin
			l, _ := of.([]any)
			for _, o := range l {
				m, _ := o.(map[string]any)
				origins = append(origins, Origin{record.Str(m, "by"), record.Str(m, "at"), record.Str(m, "commit")})
			}
			c.Origins = append(c.Origins, origins)
		}
	}
	if list, ok := d["resolutions"].([]any); ok {
		for _, r := range list {
			m, _ := r.(map[string]any)
			c.Resolutions = append(c.Resolutions, Resolution{record.Str(m, "value"), record.Str(m, "by"), record.Str(m, "at"), record.Str(m, "why")})
		}
	}
	for k, v := range d {
		switch k {
		case "path", "kind", "n", "base", "no_base", "values", "origins", "state", "resolutions":
			continue
		}
		if c.Extra == nil {
			c.Extra = record.Doc{}
		}
		c.Extra[k] = v
	}
	return c
}

func whole(v any) (int, bool) {
	switch x := v.(type) {
	case float64:
		return int(x), true
	case int:
		return x, true
	case string:
		n, err := strconv.Atoi(x)
		return n, err == nil
	}
	return 0, false
}

// fields makes a map of the pairs whose value is not empty.
func fields(pairs ...string) record.Doc {
	d := record.Doc{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			d[pairs[i]] = pairs[i+1]
		}
	}
	return d
}

func strs(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
