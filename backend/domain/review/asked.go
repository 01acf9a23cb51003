package review

import (
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Asked is one question to a person: everything that is undecided about one place.
// Several people may have changed it, and each merge opened a conflict of two values.
type Asked struct {
	merge.Conflict // Values hold each once; the first stands
	// Form is how it is asked.
	Form string
	// From says of each value where it comes from, as ShownVersion does.
	From []string
	// Runs says that values are runs of lines of a text, which can take the place of each
	// other only while one of them stands.
	Runs bool
	// Joined says that what stands first is all of the others, one below the other.
	Joined bool
	// Members are the ids of the conflicts that one answer decides.
	Members []string
	// Earlier are decisions of other conflicts about the same place.
	Earlier []merge.Resolution
	// Edited are the paths of what was edited in a record that somebody removed.
	Edited []string
	// Gone says that the part it is about was taken away: that stands first.
	Gone bool
	// laid are values as the conflicts have them, with what they read as now.
	laid map[string]string
}

// Laid is the question about runs of lines that stand no more as they were, with the
// versions as they read with what was changed beside them since (merge.Carry). What a
// version that stood reads as now is what stands; versions nobody can lay in stay as they
// were written, and only those that can be laid in are known by Takes.
func (q Asked) Laid(list []merge.Conflict, text string) Asked {
	now, laid := "", map[string]string{}
	for _, c := range list {
		if c.Kind != merge.KindText || c.NoBase {
			continue
		}
		place, reads, can, ok := carried(text, c.Values)
		if !ok || !slices.Contains(can[1:], true) || now != "" && place != now {
			continue
		}
		now = place
		for i, v := range c.Values {
			if _, known := laid[v]; can[i] && !known {
				laid[v] = reads[i]
			}
		}
	}
	if now == "" {
		return q
	}
	was := q
	q.laid, q.Values, q.From, q.Origins = laid, []string{now}, []string{fromNow}, [][]merge.Origin{nil}
	for i, v := range was.Values[1:] {
		v = q.Reads(v)
		if at := slices.Index(q.Values, v); at > 0 {
			q.Origins[at] = append(q.Origins[at], was.Origins[i+1]...)
		} else if at == 0 && v == now && was.Values[i+1] != now && i > 0 {
			q.Origins[0] = append(q.Origins[0], was.Origins[i+1]...) // it is what stands, and whose
		} else if at < 0 {
			q.Values, q.From, q.Origins = append(q.Values, v), append(q.From, was.From[i+1]), append(q.Origins, was.Origins[i+1])
		}
	}
	if len(q.Values) < 2 { // it would be no question
		return was
	}
	return q
}

// carried is merge.Carry. Where the text went on from another version than the first, which
// somebody put in its place by hand, that one is the common beginning of the others.
func carried(text string, values []string) (now string, reads []string, can []bool, ok bool) {
	now, reads, can, ok = merge.Carry(text, values)
	for i := 1; ok && i < len(values); i++ {
		if can[i] && reads[i] != now {
			continue
		}
		turned := slices.Clone(values)
		turned[0], turned[i] = turned[i], turned[0]
		if place, laid, lies, fits := merge.Carry(text, turned); fits && place == now && lies[i] && laid[i] != now {
			laid[0], laid[i] = laid[i], laid[0]
			return now, laid, lies, true
		}
	}
	return now, reads, can, ok
}

// Away is the question about a part that was taken away since: that is what stands, and each
// version brings the part back as it says.
func (q Asked) Away() Asked {
	q.Gone, q.Values, q.Origins = true, append([]string{""}, q.Values...), append([][]merge.Origin{nil}, q.Origins...)
	if q.From = append([]string{fromNow}, q.From...); len(q.From) > 1 && q.From[1] == fromNow {
		q.From[1] = "before"
	}
	return q
}

// There is the question as it was before Away.
func (q Asked) There() Asked {
	q.Gone, q.Values, q.Origins, q.From = false, q.Values[1:], q.Origins[1:], slices.Clone(q.From[1:])
	if len(q.From) > 0 && q.From[0] == "before" {
		q.From[0] = fromNow
	}
	return q
}

// Reads is what a value of a conflict reads as in this question. A record that stays is one
// answer, whatever it said when that was asked or decided.
func (q Asked) Reads(value string) string {
	if q.Form == FormRecord && value != "" {
		for _, v := range q.Values {
			if v != "" {
				return v
			}
		}
	}
	if v, ok := q.laid[value]; ok {
		return v
	}
	return value
}

// Takes says whether a value can take the place of what stands: a run of lines only where
// one of its question stands, or where it was laid into what does.
func (q Asked) Takes(value string) bool {
	if !q.Runs || !q.Since() || value == first(q.Values) {
		return true
	}
	for _, v := range q.laid {
		if v == value {
			return true
		}
	}
	return false
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// Decided adds what was decided about the same place before, where it is what is asked
// now: two people have decided one question differently, which asks again, and each had a
// reason. What was decided once about other versions has nothing to do with these.
func (q Asked) Decided(all []merge.Conflict) Asked {
	for _, c := range all {
		if c.Path != q.Path || c.State != merge.Resolved || slices.Contains(q.Members, c.ID) {
			continue
		}
		asked := map[string]bool{}
		for _, r := range c.Resolutions {
			if slices.Contains(q.Values, q.Reads(r.Value)) {
				asked[r.Value] = true
			}
		}
		if len(asked) > 1 {
			q.Earlier = append(q.Earlier, c.Resolutions...)
		}
	}
	return q
}

// apart says whether people decided differently who did not know of each other. Whoever
// takes a decision of their own back and makes it anew has decided once, by the last.
func apart(list []merge.Resolution) bool {
	for _, a := range list {
		for _, b := range list {
			if a.Value != b.Value && (a.By != b.By || a.By == "") {
				return true
			}
		}
	}
	return false
}

// decided are the decisions to be told with a question: its own, and of the others at its
// place those for a value that is asked about. What only a hand or a screen noted, without
// who and when, is left out where somebody's decision is known.
func decided(q Asked) (out []merge.Resolution) {
	seen := map[merge.Resolution]bool{}
	put := func(r merge.Resolution) {
		if key := r; !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	for _, r := range DecisionsOf(q.Conflict) {
		put(r)
	}
	if q.State == merge.Open {
		for _, r := range q.Earlier {
			if r.Value = q.Reads(r.Value); slices.Contains(q.Values, r.Value) {
				put(r)
			}
		}
	}
	known := slices.ContainsFunc(out, func(r merge.Resolution) bool { return r.By != "" })
	out = slices.DeleteFunc(out, func(r merge.Resolution) bool { return known && r.By == "" })
	slices.SortStableFunc(out, func(a, b merge.Resolution) int { return strings.Compare(a.At, b.At) })
	return out
}

// Together sorts the conflicts of one review into questions, each in the order given.
// Open ones about one place are one question; so are those that one answer decided.
// Two runs of lines of one text are two, unless they have a version in common, or one arose
// where people went on from a version of the other.
func Together(list []merge.Conflict) [][]merge.Conflict { return TogetherIn(Schema, list) }

// TogetherIn is Together for a record of any kind.
func TogetherIn(schema *record.Schema, list []merge.Conflict) [][]merge.Conflict {
	var out [][]merge.Conflict
	at := map[string][]int{} // the groups of a place; a review may have thousands of them
	for _, c := range list {
		if !AsksPeople(schema, c.Path) {
			continue
		}
		first := -1
		for _, i := range at[c.Path] {
			switch {
			case !slices.ContainsFunc(out[i], func(o merge.Conflict) bool { return oneQuestion(schema, o, c) }):
			case first < 0:
				first = i
			default: // it belongs to both: they are one
				out[first], out[i] = append(out[first], out[i]...), nil
			}
		}
		if first < 0 {
			first = len(out)
			at[c.Path] = append(at[c.Path], first)
			out = append(out, nil)
		}
		out[first] = append(out[first], c)
	}
	return slices.DeleteFunc(out, func(group []merge.Conflict) bool { return len(group) == 0 })
}

// AsksPeople says whether what is undecided at a path is for a person to decide. Merges of
// before asked about fields too that only a program chooses, such as the side of a cause.
func AsksPeople(schema *record.Schema, path string) bool {
	p, _ := record.ParsePath(path)
	f, known := FieldIn(schema, p)
	return !known || f.Policy != record.Either
}

func oneQuestion(schema *record.Schema, a, b merge.Conflict) bool {
	if a.State != b.State {
		return false
	}
	form := FormIn(schema, a)
	if form != FormIn(schema, b) || form == FormSpace || form == FormNotice || form == FormTwin {
		return false
	}
	if a.State == merge.Resolved {
		da, db := DecisionsOf(a), DecisionsOf(b)
		return len(da) > 0 && len(db) > 0 && da[len(da)-1] == db[len(db)-1]
	}
	if form == FormText {
		has := func(c merge.Conflict, v string) bool { return v != "" && slices.Contains(c.Values, v) }
		return slices.ContainsFunc(a.Values, func(v string) bool { return has(b, v) }) || has(a, b.Base) || has(b, a.Base)
	}
	return true
}

// Ask makes one question of conflicts that Together put together. now is what stands at
// the place, where known says that this can be told.
func Ask(list []merge.Conflict, now string, known bool) Asked { return AskIn(Schema, list, now, known) }

// AskIn is Ask for a record of any kind.
func AskIn(schema *record.Schema, list []merge.Conflict, now string, known bool) Asked {
	q := Asked{Conflict: list[0], Form: FormIn(schema, list[0])}
	q.Values, q.Origins = nil, nil
	part := q.Form == FormPart || q.Form == FormRecord
	put := func(v, from string, origins []merge.Origin) {
		for i, w := range q.Values {
			if v == w || part && v != "" && w != "" { // what stays is one answer, whatever it said
				q.Origins[i] = append(q.Origins[i], origins...)
				if q.From[i] == fromNow {
					q.From[i] = from
				}
				return
			}
		}
		q.Values, q.From, q.Origins = append(q.Values, v), append(q.From, from), append(q.Origins, slices.Clone(origins))
	}
	if known {
		put(now, fromNow, nil)
	}
	q.Resolutions = nil
	for _, c := range list {
		q.Members = append(q.Members, c.ID)
		for _, r := range c.Resolutions {
			if !slices.Contains(q.Resolutions, r) {
				q.Resolutions = append(q.Resolutions, r)
			}
		}
		q.Runs = q.Runs || c.Kind == merge.KindText && !c.NoBase
		q.Edited = append(q.Edited, merge.EditedOf(c)...)
		if c.NoBase || c.Base != q.Base {
			q.NoBase, q.Base = true, ""
		}
		for i, v := range c.Values {
			from := "another"
			switch {
			case !c.OfMerge() && i == 0:
				from = "here"
			case c.Kind == "reimport" && i == 1:
				from = "file"
			case c.Kind == merge.KindText && c.OfMerge() && len(c.Values) == 3 && i == 0:
				from, q.Joined = "joined", true
			}
			var origins []merge.Origin
			if i < len(c.Origins) {
				origins = c.Origins[i]
			}
			for _, o := range origins {
				if place := placeOf[o.Commit]; place != "" && from == "another" {
					from = place
				}
			}
			put(v, from, origins)
		}
	}
	slices.Sort(q.Edited)
	q.Edited = slices.Compact(q.Edited)
	for _, list := range q.Origins {
		slices.SortStableFunc(list, func(a, b merge.Origin) int { return strings.Compare(a.At, b.At) })
	}
	return q
}

// placeOf names in ShownVersion where a value was written that is in no commit.
var placeOf = map[string]string{merge.InFile: "infile", merge.InProgram: "inprogram", merge.InUpper: "upper", merge.InLower: "lower"}

// Since says that what stands was written after the question arose.
func (q Asked) Since() bool { return len(q.From) > 0 && q.From[0] == fromNow }

// fromNow marks what was written at a place after it became a question.
const fromNow = "now"
