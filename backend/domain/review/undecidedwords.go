package review

import (
	"cmp"
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// statedAt is when a statement of time was made, which it says itself.
func statedAt(form, value string) string {
	var s timeline.Statement
	if form != FormTime || json.Unmarshal([]byte(value), &s) != nil {
		return ""
	}
	return s.RecordedAt
}

// FieldName is the name of a field, or of a part, as people know it; as it is stored where it has none.
func FieldName(p record.Path, text Text) string {
	switch {
	case p.Field == "" && p.Collection == "":
		return text("conflict.whole_review")
	case p.Field == "":
		return text("history.part." + p.Collection)
	}
	key := "history.field." + p.Field
	if name := text(key); name != key {
		return name
	}
	return p.Field
}

// Place names a part, or a field of one, in one phrase: "Section What happened".
func (r Review) Place(path string, text Text) string {
	p, ok := record.ParsePath(path)
	if !ok {
		return path
	}
	return where(p, FieldName(p, text), r.wordsOf(p, text), text)
}

// where names the place in one phrase.
func where(p record.Path, field, what string, text Text) string {
	switch {
	case p.Collection == "" || what == "": // a part that is gone has no words
		return field
	case p.Collection == Sections && p.Field != "title":
		return text("conflict.where.section", "what", what)
	case p.Field == "":
		return text("conflict.where.part", "part", field, "what", what)
	}
	return text("conflict.where.field", "field", field, "part", strings.ToLower(text("history.part."+p.Collection)), "what", what)
}

// wholeFile is the name of the file that a conflict keeps as it was found, because it could
// not be read.
func wholeFile(c merge.Conflict) (name string, ok bool) {
	name, ok = strings.CutPrefix(c.Path, "file:")
	return name, ok && c.Kind == merge.KindWhole
}

// filesOf are the words for what the files of a review hold.
var filesOf = map[string]string{
	"timeline": "review.tab.timeline", "actions": "review.tab.actions", "factors": "review.tab.factors", "analysis": "review.tab.causes",
}

// fileWords names a file of a record by what it holds, and by itself for those who look
// for it.
func fileWords(name string, text Text) string {
	if key, known := filesOf[strings.TrimSuffix(name, ".yaml")]; known {
		return text("conflict.file.of", "what", text(key), "name", name)
	}
	return name
}

// mostWords keeps the words of a part to what fits a line.
const mostWords = 90

// wordsOf are the words by which people know a part.
func (r Review) wordsOf(p record.Path, text Text) string {
	words := ""
	switch p.Collection {
	case "":
		return r.Title
	case Sections:
		words = SectionTitle(Section{Key: p.Part}, text)
		for _, s := range r.Sections {
			if s.Key == p.Part {
				words = SectionTitle(s, text)
			}
		}
	case Timeline:
		for _, e := range r.Timeline {
			if e.ID == p.Part {
				words = e.Text
			}
		}
	case Factors:
		for _, f := range r.Factors {
			if f.ID == p.Part {
				words = f.Text
			}
		}
	case Causes:
		words = r.causeWords(p.Part)
	case Actions:
		for _, a := range r.Actions {
			if a.ID == p.Part {
				words = a.Title
			}
		}
	case Replans:
		for _, x := range r.Replans {
			if x.ID == p.Part {
				words = x.Reason
			}
		}
	case Meetings:
		for _, m := range r.Meetings {
			if m.ID == p.Part && m.At != nil {
				words = Written(*m.At)
			}
		}
	case Comments:
		for _, c := range r.Comments {
			if c.ID == p.Part {
				words = c.Text
			}
		}
	case Participants:
		for _, a := range r.Participants {
			if a.ID == p.Part {
				words = a.Role
			}
		}
	case Pictures:
		for _, x := range r.Pictures {
			if x.ID == p.Part {
				words = x.Words()
			}
		}
	case Evidences:
		for _, e := range r.Evidence {
			if e.ID == p.Part {
				if words = e.Text; words == "" {
					words = r.causeWords(e.Cause)
				}
			}
		}
	}
	return shortened(oneLine(words))
}

// shortened cuts words to what fits a line.
func shortened(words string) string {
	if runes := []rune(words); len(runes) > mostWords {
		return string(runes[:mostWords-1]) + "…"
	}
	return words
}

// CauseWords are the words of a cause in one line; "" where it is not there.
func (r Review) CauseWords(id string) string { return oneLine(r.causeWords(id)) }

func (r Review) causeWords(id string) string {
	for _, n := range r.Causes {
		if n.ID == id {
			return n.Text
		}
	}
	return ""
}

// beside is what a part is known by besides its words: a time, a reference.
func (r Review) beside(p record.Path) string {
	switch p.Collection {
	case Timeline:
		for _, e := range r.Timeline {
			if e.ID == p.Part {
				return Written(e.Statement)
			}
		}
	case Actions:
		return record.Ref("ACT", p.Part)
	}
	return ""
}

// ShownValue is a value of a conflict as people read it; "" for none.
func (r Review) ShownValue(c merge.Conflict, value string, text Text) string {
	return r.Subject().ShownValue(c, value, text)
}

// ShownValue is a value of a conflict as people read it; "" for none.
func (s Subject) ShownValue(c merge.Conflict, value string, text Text) string {
	p, _ := record.ParsePath(c.Path)
	switch form := FormIn(s.Schema, c); {
	case form == FormRecord && value == "":
		return text("conflict.record.removed")
	case form == FormRecord:
		return text("conflict.record.kept", "title", s.Title)
	case form == FormPart && value == "":
		return text("conflict.removed")
	case form == FormPart:
		return partWords(value)
	case form == FormPlace && value == "":
		return text("conflict.place.top")
	case form == FormPlace:
		if words := s.wordsOf(record.Path{Collection: p.Collection, Part: value}, text); words != "" {
			return text("conflict.place.below", "what", oneLine(words))
		}
		return text("conflict.place.gone")
	case value == "":
		return ""
	case form == FormTime:
		var stated timeline.Statement
		if json.Unmarshal([]byte(value), &stated) == nil {
			return Written(stated)
		}
	case form == FormChoice:
		return word(p, value, text)
	case form == FormList:
		var list []string
		if json.Unmarshal([]byte(value), &list) == nil {
			for i, one := range list {
				list[i] = s.listWord(p, one, text)
			}
			return strings.Join(list, ", ")
		}
	case form == FormTwin && value != "both":
		return record.Ref(Schema.RefPrefix, value)
	case form == FormFacts:
		return facts(p, value, text)
	}
	return value
}

// listWord is the word of one value of a list.
func (s Subject) listWord(p record.Path, value string, text Text) string {
	switch p.Field {
	case "classes":
		return wordOr(text, "class."+value, value)
	case "subtypes":
		return SubtypeWord(value, text)
	case "condition_of":
		return cmp.Or(s.wordsOf(record.Path{Collection: p.Collection, Part: value}, text), value)
	}
	return value
}

// word is the word of a value of a closed set.
func word(p record.Path, value string, text Text) string {
	set := map[string]string{"state": "state", "technique": "technique", "technique_advised": "technique", "technique_course": "technique.course", Actions + "/status": "action", Actions + "/kind": "actionKind", Actions + "/strength": "strength",
		Factors + "/kind": "factors", Meetings + "/state": "meeting", Comments + "/state": "comment", Participants + "/duty": "duty", Causes + "/status": "cause", Evidences + "/stance": "stance"}
	name := p.Field
	if p.Collection != "" {
		name = p.Collection + "/" + p.Field
	}
	if key := set[name] + "." + value; set[name] != "" && text(key) != key {
		return text(key)
	}
	return value
}

// deciding are fields that say what the others of their group are about: they stand first,
// for a line is read from its beginning and may be cut at its end.
var deciding = map[string]bool{"decision": true, "answer": true}

// stamped are the fields that say when the others of their group were written. A version says
// that beside its words, in the zone of who reads.
var stamped = map[string]bool{"outcome_at": true, "answered_at": true}

// facts are fields that belong together, a line each; any other value is its text.
func facts(p record.Path, value string, text Text) string {
	switch value {
	case "true":
		return text("history.yes")
	case "false":
		return text("history.no")
	}
	var doc map[string]any
	if json.Unmarshal([]byte(value), &doc) != nil {
		return value
	}
	names := make([]string, 0, len(doc))
	for name := range doc {
		if len(doc) == 1 || !stamped[name] {
			names = append(names, name)
		}
	}
	if len(names) == 1 && len(doc) > 1 { // nothing that it would have to be told apart from
		return merge.TextOf(doc[names[0]])
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := deciding[names[i]], deciding[names[j]]; a != b {
			return a
		}
		return names[i] < names[j]
	})
	lines := make([]string, 0, len(names))
	for _, name := range names {
		at := p
		at.Field = name
		said := merge.TextOf(doc[name])
		if list, ok := doc[name].([]any); ok && !slices.ContainsFunc(list, func(v any) bool { _, word := v.(string); return !word }) {
			said = strings.Join(record.Strs(doc, name), ", ")
		}
		if f, ok := FieldAt(at); ok && f.Type == record.Enum {
			said = word(at, said, text)
		} else if stated := (timeline.Statement{}); ok && f.Type == record.Statement && json.Unmarshal([]byte(said), &stated) == nil {
			said = Written(stated)
		}
		if key := "obligation.decision." + said; name == "decision" && text(key) != key {
			said = text(key)
		}
		lines = append(lines, FieldName(at, text)+": "+said)
	}
	return strings.Join(lines, "\n")
}

// partWords are the words of a part that stands in a conflict whole.
func partWords(value string) string {
	var doc map[string]any
	if json.Unmarshal([]byte(value), &doc) != nil {
		return value
	}
	for _, name := range []string{"text", "title", "role", "label", "name"} {
		if s, _ := doc[name].(string); strings.TrimSpace(s) != "" {
			return s
		}
	}
	return value
}
