package reviewing

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// typed are the forms that take an answer in a person's own words.
var typed = map[string]bool{review.FormText: true, review.FormLine: true, review.FormChoice: true, review.FormDate: true,
	review.FormTime: true, review.FormList: true}

// sideOf reads the number of a value, from 0.
func sideOf(keep string) (at int, ok bool) {
	n, err := strconv.Atoi(keep)
	return n - 1, err == nil && n >= 1 && n <= 9
}

// ask makes one question of conflicts about one place, with what stands there first.
func (s *Service) ask(schema *record.Schema, st *record.State, members []merge.Conflict) review.Asked {
	if at, gone, kept := away(schema, st, members[0]); gone {
		if !kept {
			return review.AskIn(schema, members, "", false).Away()
		}
		return s.ask(schema, withParts(st, at), members).Away()
	}
	now, known := standing(schema, st, members)
	q := review.AskIn(schema, members, now, known)
	if q.Runs && q.Since() { // nothing of it stands, so now is the whole text
		return q.Laid(members, now)
	}
	return q
}

// answer gives the edits of one answer to a question, and the value that stands
// after them.
func (s *Service) answer(schema *record.Schema, st *record.State, q review.Asked, choice Choice) (ops []record.Op, value string, err error) {
	form := q.Form
	if form == review.FormSpace {
		return answerSpace(q.Conflict, choice)
	}
	if form == review.FormTwin {
		if choice.Keep != "both" { // making one of them is more than an edit of this one
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
		}
		return nil, choice.Keep, nil
	}
	at, numbered := sideOf(choice.Keep)
	if saw := at; choice.Seen != nil && (numbered || choice.Keep == "text") {
		if !numbered { // words of one's own go in the place of what stood first
			saw = 0
		}
		if saw < len(q.Values) && !s.sameValue(form, q.Values[saw], *choice.Seen) {
			return nil, "", fault.New(fault.Conflict, "conflict.moved_on")
		}
	}
	if part, gone, kept := away(schema, st, q.Conflict); gone && q.Gone {
		return s.answerAway(schema, st, part, kept, q, choice)
	}
	switch {
	case choice.Keep == "both" && len(q.Values) < 2:
		return nil, "", fault.New(fault.NotFound, "record.part_missing", "path", q.Path)
	case numbered && at >= len(q.Values) && at > 0:
		return nil, "", fault.New(fault.Invalid, "record.field_not_one_of", "field", "keep", "value", choice.Keep, "values", "1–"+strconv.Itoa(len(q.Values))+", both, text")
	case numbered && at == 0:
		return nil, first(q.Values), nil
	case numbered, choice.Keep == "both":
	case choice.Keep == "text":
		if !typed[form] || len(q.Values) == 0 {
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
		}
	default:
		return nil, "", fault.New(fault.Invalid, "record.field_not_one_of", "field", "keep", "value", choice.Keep, "values", "1, 2, both, text")
	}
	path, _ := record.ParsePath(q.Path)
	switch form {
	case review.FormNotice:
		return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
	case review.FormRecord:
		if !numbered {
			return nil, "", fault.New(fault.Invalid, "conflict.not_both")
		}
		return nil, q.Values[at], nil
	case review.FormPart:
		if !numbered {
			return nil, "", fault.New(fault.Invalid, "conflict.not_both")
		}
		return answerPart(st, path, q.Values[at])
	}
	if !partThere(st, q.Path) {
		return nil, "", fault.New(fault.Conflict, "conflict.part_gone")
	}
	if form == review.FormTime {
		return s.answerTime(st, path, q, choice)
	}
	scheme, err := merge.NewScheme(schema, merge.Version)
	if err != nil {
		return nil, "", err
	}
	c := q.Conflict
	if _, found := scheme.Decide(c, st, q.Values[0]); !found {
		return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
	}
	if numbered && !q.Takes(q.Values[at]) { // the lines it would go in place of are not there any more
		return nil, "", fault.New(fault.Conflict, "conflict.lines_gone")
	}
	next, err := nextValue(schema, form, path, c, choice)
	if err != nil {
		return nil, "", err
	}
	if form == review.FormPlace {
		if ops, err = answerPlace(st, path, next); err != nil {
			return nil, "", err
		}
	}
	decided, ok := scheme.Decide(c, st, next)
	if !ok {
		return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
	}
	return append(ops, decided...), next, nil
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// sameValue compares a value with what a person saw; statements of time may differ in
// who wrote them down.
func (s *Service) sameValue(form, value, seen string) bool {
	if value == seen || form == review.FormPart && value != "" && seen != "" {
		return true
	}
	var stated any
	return form == review.FormTime && json.Unmarshal([]byte(value), &stated) == nil && sameStated(stated, seen)
}

// answerSpace notes where a record belongs; whoever asks has put it there. A text is
// the id of a space.
func answerSpace(c merge.Conflict, choice Choice) ([]record.Op, string, error) {
	value := choice.Text
	switch choice.Keep {
	case "1", "2":
		value = ""
		if at := int(choice.Keep[0] - '1'); at < len(c.Values) {
			value = c.Values[at]
		}
	case "both":
		return nil, "", fault.New(fault.Invalid, "conflict.not_both")
	}
	if !slices.Contains(c.Values, value) {
		return nil, "", fault.New(fault.Invalid, "conflict.space_other").WithField("text", "conflict.space_other")
	}
	return nil, value, nil
}

// nextValue is the value an answer asks for, in the form of the conflict's values.
func nextValue(schema *record.Schema, form string, path record.Path, c merge.Conflict, choice Choice) (string, error) {
	field, _ := review.FieldIn(schema, path)
	if at, numbered := sideOf(choice.Keep); numbered {
		return c.Values[at], nil
	}
	if choice.Keep == "both" {
		all := c.Values[0]
		for _, v := range c.Values[1:] {
			switch form {
			case review.FormText:
				if !merge.Holds(all, v) { // both together may be one of them
					all = bothTexts(all, v)
				}
			case review.FormList:
				all = joinLists(all, v)
			}
		}
		if form == review.FormText || form == review.FormList {
			return all, nil
		}
		return "", fault.New(fault.Invalid, "conflict.not_both")
	}
	if form == review.FormList {
		return asList(strings.Split(choice.Text, ",")), nil
	}
	next := choice.Text
	if form != review.FormText {
		next = strings.TrimSpace(next)
	}
	if next == "" && field.Required {
		return "", fault.New(fault.Invalid, "review.title_missing")
	}
	if next != "" {
		if err := record.Check(field, next); err != nil {
			return "", withField(err, "text")
		}
	}
	if schema == review.Schema && path == (record.Path{Field: review.ZoneField}) {
		zone, err := review.ZoneNamed(next)
		return zone, withField(err, "text")
	}
	return next, nil
}

// joinLists holds the words of both lists, each once.
func joinLists(a, b string) string {
	var first, second []string
	if json.Unmarshal([]byte(a), &first) != nil && a != "" || json.Unmarshal([]byte(b), &second) != nil && b != "" {
		return a
	}
	return asList(append(first, second...))
}

// asList writes words as the values of a conflict are written; "" for none.
func asList(words []string) string {
	seen := map[string]bool{}
	var list []any
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !seen[w] {
			seen[w] = true
			list = append(list, w)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return merge.TextOf(list)
}

// answerTime states a time anew: earlier statements of an entry stay.
func (s *Service) answerTime(st *record.State, path record.Path, q review.Asked, choice Choice) ([]record.Op, string, error) {
	if choice.Keep == "both" {
		return nil, "", fault.New(fault.Invalid, "conflict.not_both")
	}
	var stated timeline.Statement
	at, numbered := sideOf(choice.Keep)
	switch {
	case numbered && q.Values[at] == "":
		if path.Part != "" {
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand") // a statement is never taken away
		}
		return []record.Op{record.SetOp(path, nil)}, "", nil
	case numbered:
		if json.Unmarshal([]byte(q.Values[at]), &stated) != nil {
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
		}
	default:
		if path.Part == "" && strings.TrimSpace(choice.Text) == "" {
			return []record.Op{record.SetOp(path, nil)}, "", nil
		}
		var err error
		// An answer has the whole record, so nothing else is asked for it.
		if stated, err = typedTime(review.FromSnapshot(record.Snapshot{State: st}), path, choice.Text); err != nil {
			return nil, "", withField(err, "text")
		}
	}
	stated.RecordedAt, stated.By, stated.Reason = s.stamp(), s.Rec.Who.Actor, choice.Why
	next := any(review.StatementDoc(stated))
	if path.Part != "" {
		times, _ := st.Parts[path.Collection][path.Part].Doc[path.Field].([]any)
		next = append(append([]any{}, times...), next)
	}
	return []record.Op{record.SetOp(path, next)}, merge.TextOf(review.StatementDoc(stated)), nil
}

// standingTime is the statement that counts now; nil for none.
func standingTime(st *record.State, path record.Path) any {
	v := st.Head[path.Field]
	if path.Part != "" {
		v = st.Parts[path.Collection][path.Part].Doc[path.Field]
	}
	if list, ok := v.([]any); ok {
		if v = nil; len(list) > 0 {
			v = list[len(list)-1]
		}
	}
	return v
}

// sameStated compares what a statement says with a value of a conflict, which may
// lack who said it when.
func sameStated(current any, value string) bool {
	if current == nil || value == "" {
		return current == nil && value == ""
	}
	var s timeline.Statement
	return json.Unmarshal([]byte(value), &s) == nil && sameTime(current, s)
}

// standing is what stands at the place of a question, as its values are written; known
// is false where that cannot be told. Of a text it is the run of lines that is asked
// about, or all of it where none of them is there any more.
func standing(schema *record.Schema, st *record.State, members []merge.Conflict) (now string, known bool) {
	c := members[0]
	form := review.FormIn(schema, c)
	path, ok := record.ParsePath(c.Path)
	if !ok || form == review.FormSpace || form == review.FormNotice || form == review.FormRecord {
		return "", false
	}
	doc := st.Head
	if path.Part != "" {
		part, there := st.Part(path.Collection, path.Part)
		if !there || part.Removed {
			return "", form == review.FormPart
		}
		doc = part.Doc
	}
	if form == review.FormPart {
		for _, v := range c.Values {
			if v != "" {
				return v, true
			}
		}
		return "", false
	}
	if form == review.FormTime {
		now := merge.TextOf(standingTime(st, path))
		for _, m := range members { // in the words of the question, which may lack who said it
			for _, v := range m.Values {
				if sameStated(standingTime(st, path), v) {
					return v, true
				}
			}
		}
		return now, true
	}
	scheme, err := merge.NewScheme(schema, merge.Version)
	if err != nil {
		return "", false
	}
	if form == review.FormText && c.Kind == merge.KindText {
		return standingLines(record.Str(doc, path.Field), members)
	}
	names, ok := scheme.Atoms(c.Path)
	switch {
	case !ok:
		return "", false
	case len(names) == 1 && names[0] == path.Field:
		return merge.TextOf(doc[path.Field]), true
	}
	group := map[string]any{}
	for _, name := range names {
		if doc[name] != nil {
			group[name] = doc[name]
		}
	}
	if len(group) == 0 {
		return "", true
	}
	return merge.TextOf(group), true
}

// standingLines finds which of the runs of lines a question is about stands in a text, the
// provisional ones first. The longest of them is the run that is meant: where three people
// filled a text, what two of them wrote stands within what all three did.
func standingLines(text string, members []merge.Conflict) (string, bool) {
	for side := range 3 { // of a text that two people filled, both together are the first
		longest, found := "", false
		for _, m := range members {
			if side >= len(m.Values) || !merge.Holds(text, m.Values[side]) {
				continue
			}
			if v := m.Values[side]; !found || len(v) > len(longest) {
				longest, found = v, true
			}
		}
		if found {
			return longest, true
		}
	}
	return text, true
}
