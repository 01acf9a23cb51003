package reviewing

import (
	"encoding/json"
	"slices"
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

// answer gives the edits of one answer to a conflict, and the value that stands
// after them.
func (s *Service) answer(st *record.State, c merge.Conflict, choice Choice) (ops []record.Op, value string, err error) {
	form := review.FormOf(c)
	if form == review.FormSpace {
		return answerSpace(c, choice)
	}
	switch choice.Keep {
	case "1":
		return nil, standingText(st, c), nil
	case "2", "both":
		if len(c.Values) < 2 {
			return nil, "", fault.New(fault.NotFound, "record.part_missing", "path", c.Path)
		}
	case "text":
		if !typed[form] || len(c.Values) == 0 {
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
		}
	default:
		return nil, "", fault.New(fault.Invalid, "record.field_not_one_of", "field", "keep", "value", choice.Keep, "values", "1, 2, both, text")
	}
	path, _ := record.ParsePath(c.Path)
	if form == review.FormNotice {
		return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
	}
	if path.Part != "" {
		if part, there := st.Part(path.Collection, path.Part); !there || part.Removed {
			if form == review.FormPart && choice.Keep == "2" && c.Values[1] == "" {
				return nil, "", nil // it is gone already
			}
			return nil, "", fault.New(fault.Conflict, "conflict.part_gone")
		}
	}
	if form == review.FormTime {
		return s.answerTime(st, path, c, choice)
	}
	scheme, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		return nil, "", err
	}
	// The value that stands must still be the one the question was about.
	standing, ok := scheme.Decide(c, st, c.Values[0])
	if !ok && c.Kind == merge.KindText || len(standing) > 0 {
		return nil, "", fault.New(fault.Conflict, "record.moved_on", "path", path.Entity(), "field", path.Field)
	}
	next, err := nextValue(form, path, c, choice)
	if err != nil {
		return nil, "", err
	}
	if form == review.FormPlace && path.Collection == review.Causes &&
		review.Hangs(review.CauseNodes(st, record.Str(st.Parts[path.Collection][path.Part].Doc, "analysis")), path.Part, next) {
		return nil, "", fault.New(fault.Invalid, "cause.move_cycle")
	}
	if ops, ok = scheme.Decide(c, st, next); !ok {
		return nil, "", fault.New(fault.Invalid, "conflict.by_hand")
	}
	return ops, next, nil
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
func nextValue(form string, path record.Path, c merge.Conflict, choice Choice) (string, error) {
	field, _ := review.FieldAt(path)
	switch choice.Keep {
	case "2":
		return c.Values[1], nil
	case "both":
		switch form {
		case review.FormText:
			return bothTexts(c.Values[0], c.Values[1]), nil
		case review.FormList:
			return joinLists(c.Values[0], c.Values[1]), nil
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
	if path == (record.Path{Field: review.ZoneField}) {
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
func (s *Service) answerTime(st *record.State, path record.Path, c merge.Conflict, choice Choice) ([]record.Op, string, error) {
	if choice.Keep == "both" {
		return nil, "", fault.New(fault.Invalid, "conflict.not_both")
	}
	current := standingTime(st, path)
	if !sameStated(current, c.Values[0]) {
		return nil, "", fault.New(fault.Conflict, "record.moved_on", "path", path.Entity(), "field", path.Field)
	}
	var stated timeline.Statement
	switch {
	case choice.Keep == "2" && c.Values[1] == "":
		if path.Part != "" {
			return nil, "", fault.New(fault.Invalid, "conflict.by_hand") // a statement is never taken away
		}
		return []record.Op{record.SetOp(path, nil)}, "", nil
	case choice.Keep == "2":
		if json.Unmarshal([]byte(c.Values[1]), &stated) != nil {
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

// standingText is what stands now at the place of a conflict, as its values are
// written; the provisional value where that cannot be told.
func standingText(st *record.State, c merge.Conflict) string {
	first := ""
	if len(c.Values) > 0 {
		first = c.Values[0]
	}
	path, ok := record.ParsePath(c.Path)
	field, known := review.FieldAt(path)
	if !ok || !known {
		return first
	}
	doc := st.Head
	if path.Part != "" {
		part, there := st.Part(path.Collection, path.Part)
		if !there || part.Removed {
			return ""
		}
		doc = part.Doc
	}
	if field.Type == record.Stated || field.Type == record.Statement {
		return merge.TextOf(standingTime(st, path))
	}
	now := merge.TextOf(doc[path.Field])
	if c.Kind == merge.KindText && strings.Contains(now, first) {
		return first // a run of lines of a longer text
	}
	return now
}
