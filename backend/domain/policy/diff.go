package policy

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/record"
)

// Sort of a difference.
type Sort string

// The closed set of sorts.
const (
	Added   Sort = "added"
	Removed Sort = "removed"
	Edited  Sort = "changed"
)

// Difference is one thing that two terms do not say alike.
type Difference struct {
	Part   string `json:"part"` // field of the terms: "text", "settings" …
	Name   string `json:"name"` // of the setting, role or place in the data; "" for others
	Sort   Sort   `json:"sort"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Diff lists what two terms do not say alike, in the order of a page: what it is,
// dates, who signs, text line by line, settings by name, data by place.
func Diff(a, b Terms) []Difference {
	d := &differ{out: []Difference{}}
	d.value("kind", "", string(a.Kind), string(b.Kind))
	d.value("title", "", a.Title, b.Title)
	d.value("ends", "", flag(a.Ends), flag(b.Ends))
	d.value("effective", "", day(a.From), day(b.From))
	d.value("backdated", "", a.Backdated, b.Backdated)
	d.value("review_by", "", day(a.ReviewBy), day(b.ReviewBy))
	d.value("zone", "", a.Zone, b.Zone)
	d.value("recorded", "", flag(a.Recorded), flag(b.Recorded))
	d.value("repeat", "", a.Repeat.words(), b.Repeat.words())
	seats := func(list []Seat) (out []Leaf) {
		for _, s := range list {
			out = append(out, Leaf{s.Role, strconv.Itoa(s.Count)})
		}
		return out
	}
	d.list("seats", seats(a.Seats), seats(b.Seats))
	for _, h := range diffLines(a.Text, b.Text) {
		d.value("text", "", h[0], h[1])
	}
	settings := func(list []Setting) (out []Leaf) {
		for _, s := range list {
			v := s.Value
			if s.Note != "" {
				v += " (" + s.Note + ")"
			}
			out = append(out, Leaf{s.Name, v})
		}
		return out
	}
	d.list("settings", settings(a.Settings), settings(b.Settings))
	d.list("data", Leaves(a.Data), Leaves(b.Data))
	return d.out
}

func flag(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

func (r Repeat) words() string {
	if r == (Repeat{}) {
		return ""
	}
	return fmt.Sprintf("%d/%d", r.Count, r.Days)
}

type differ struct{ out []Difference }

func (d *differ) value(part, name, before, after string) {
	if before == after {
		return
	}
	s := Edited
	switch {
	case before == "":
		s = Added
	case after == "":
		s = Removed
	}
	d.out = append(d.out, Difference{part, name, s, before, after})
}

// Leaf is a value under a name; of data the name is the way to it: "steps / 2 / hours".
type Leaf struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// list compares values by name, in the order of the first list and then of what is new.
// Of values under one name the first goes with the first.
func (d *differ) list(part string, a, b []Leaf) {
	type place struct {
		name string
		n    int
	}
	index := func(list []Leaf) ([]place, map[place]string) {
		var order []place
		values, seen := map[place]string{}, map[string]int{}
		for _, v := range list {
			p := place{v.Name, seen[v.Name]}
			seen[v.Name]++
			order, values[p] = append(order, p), v.Value
		}
		return order, values
	}
	orderA, inA := index(a)
	orderB, inB := index(b)
	for _, p := range orderA {
		after, ok := inB[p]
		switch {
		case !ok:
			d.out = append(d.out, Difference{part, p.name, Removed, inA[p], ""})
		case after != inA[p]:
			d.out = append(d.out, Difference{part, p.name, Edited, inA[p], after})
		}
	}
	for _, p := range orderB {
		if _, ok := inA[p]; !ok {
			d.out = append(d.out, Difference{part, p.name, Added, "", inB[p]})
		}
	}
}

// Leaves lists the values of data made by the program with the way to each. Elements of
// a list go by their own name where they have one, so that one more at the beginning
// does not make all of them look changed.
func Leaves(data any) []Leaf {
	var out []Leaf
	var walk func(way string, v any)
	walk = func(way string, v any) {
		switch x := v.(type) {
		case nil:
		case map[string]any:
			keys := make([]string, 0, len(x))
			for k := range x {
				keys = append(keys, k)
			}
			sort.Strings(keys)
			for _, k := range keys {
				walk(join(way, k), x[k])
			}
		case []any:
			for i, e := range x {
				walk(join(way, elementName(e, i)), e)
			}
		case string:
			out = append(out, Leaf{way, x})
		default:
			raw, err := record.Canonical(x)
			if err != nil {
				raw = []byte("?")
			}
			out = append(out, Leaf{way, string(raw)})
		}
	}
	walk("", data)
	return out
}

func join(way, step string) string {
	if way == "" {
		return step
	}
	return way + " / " + step
}

func elementName(e any, i int) string {
	if m, ok := e.(map[string]any); ok {
		for _, k := range []string{"id", "key", "name"} {
			if s, ok := m[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return strconv.Itoa(i + 1)
}

// mostCells bounds the table of the line comparison; texts that differ in more are
// told as one difference.
const mostCells = 4_000_000

// diffLines pairs runs of lines that differ, before and after.
func diffLines(a, b string) [][2]string {
	if a == b {
		return nil
	}
	as, bs := lines(a), lines(b)
	for len(as) > 0 && len(bs) > 0 && as[0] == bs[0] {
		as, bs = as[1:], bs[1:]
	}
	for len(as) > 0 && len(bs) > 0 && as[len(as)-1] == bs[len(bs)-1] {
		as, bs = as[:len(as)-1], bs[:len(bs)-1]
	}
	if len(as)*len(bs) > mostCells || len(as) == 0 || len(bs) == 0 {
		return hunk(nil, as, bs)
	}
	// common[i][j] is the length of the longest common run of as[i:] and bs[j:].
	width := len(bs) + 1
	common := make([]int32, (len(as)+1)*width)
	for i := len(as) - 1; i >= 0; i-- {
		for j := len(bs) - 1; j >= 0; j-- {
			if as[i] == bs[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var out [][2]string
	i, j, fromA, fromB := 0, 0, 0, 0
	for i < len(as) && j < len(bs) {
		switch {
		case as[i] == bs[j]:
			out = hunk(out, as[fromA:i], bs[fromB:j])
			i, j = i+1, j+1
			fromA, fromB = i, j
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return hunk(out, as[fromA:], bs[fromB:])
}

func hunk(out [][2]string, a, b []string) [][2]string {
	if len(a) == 0 && len(b) == 0 {
		return out
	}
	return append(out, [2]string{ended(a), ended(b)})
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// ended are lines with the end of each, so that a blank line is something.
func ended(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}
