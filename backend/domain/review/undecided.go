package review

import (
	"slices"
	"sort"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Forms of what a conflict asks for: how a screen shows its values and what a
// person may answer.
const (
	FormText   = "text"   // Markdown of one or more lines
	FormLine   = "line"   // one line
	FormChoice = "choice" // one of a closed set
	FormDate   = "date"
	FormTime   = "time"   // a statement of time
	FormList   = "list"   // several words
	FormPart   = "part"   // a part stays, or goes
	FormRecord = "record" // the review stays, or goes to the trash
	FormPlace  = "place"  // below which other part
	FormFacts  = "facts"  // fields that belong together, or any other value
	FormSpace  = "space"  // in which space the review is
	FormTwin   = "twin"   // whether two reviews of one file are one
	FormNotice = "notice" // there is nothing to choose
)

// Undecided is a conflict in the words of its review: what is asked, both values as
// people read them, and what may be answered.
type Undecided struct {
	ID string `json:"id"`
	// Members are the ids of all conflicts that the answer decides, ID among them.
	Members []string `json:"members"`
	Record  string   `json:"-"`      // id of the record: two may have one short reference
	Ref     string   `json:"ref"`    // of the record
	Space   string   `json:"-"`      // where the record is
	Title   string   `json:"title"`  // of the record
	Path    string   `json:"path"`   // in the record: "timeline/01H…/text"
	Kind    string   `json:"kind"`   // as domain/merge names it, or "text" and "reimport"
	Form    string   `json:"form"`   // FormText …
	Where   string   `json:"where"`  // "Due of “Show the batch windows”"
	Field   string   `json:"field"`  // "Due"
	What    string   `json:"what"`   // words of the part: "Show the batch windows"
	Beside  string   `json:"beside"` // what the part is known by: a reference, a time
	NoBase  bool     `json:"no_base"`
	Base    string   `json:"base"`
	// Values, the one that stands first; Shown are the same for people.
	Values    []string       `json:"values"`
	Shown     []ShownVersion `json:"shown"`
	BaseShown string         `json:"base_shown"`
	// Moved says that what stands was written after the question arose.
	Moved bool `json:"moved"`
	// Gone says that the part it is about was taken away since: the first value is that.
	Gone    bool     `json:"gone"`
	Choices []string `json:"choices"` // of "1", "2" and so on, "both", "text"
	Options []Option `json:"options"` // of FormChoice
	State   string   `json:"state"`
	// How a decided one was decided.
	Keep      string `json:"keep"`
	Decision  string `json:"decision"`
	DecidedBy string `json:"decided_by"`
	DecidedAt string `json:"decided_at"`
	Why       string `json:"why"`
	// Apart says of a decided one that people decided it differently who did not know of
	// each other. None of these counts: it was asked anew.
	Apart bool `json:"apart"`
	// Decisions are all that were made about what is asked, the last one last: of an open
	// question those that people made of these values before and that disagree.
	Decisions []Decision `json:"decisions"`
}

// Decision is one of a question, in words. By is who made it, Own that it was made here.
type Decision struct {
	Value string `json:"value"`
	// Side is the number of the version it took, 0 for words of its own.
	Side int    `json:"side"`
	By   string `json:"by"`
	Own  bool   `json:"own"`
	At   string `json:"at"`
	Why  string `json:"why"`
}

// ShownVersion is one value for people. From is "here", "own" (of this machine), "file",
// "another", "now" for what was written since, "before" for what a part said that was taken away, "joined" for all of the others one below the other, "infile" and "inprogram" for the two sides of a
// mirror folder, "upper" and "lower" for two versions that stood in one file ("fileof" in that of somebody else), or "elsewhere" for a copy in another space; By and At are the alias and the moment of its writer where they are known.
type ShownVersion struct {
	Text string `json:"text"`
	From string `json:"from"`
	By   string `json:"by"`
	At   string `json:"at"`
	// Commit is that of somebody without this program, who has no By.
	Commit string `json:"-"`
	// Edited tells, where somebody removed what another edited, what was edited, a line each.
	Edited string `json:"edited,omitempty"`
	// Copy is the review as a whole, as another space has it; "" for everything else.
	Copy string `json:"copy,omitempty"`
}

// Option is one value of a closed set, with its word.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// DecisionsOf reads how a conflict was decided, the last decision last.
func DecisionsOf(c merge.Conflict) []merge.Resolution {
	list := append([]merge.Resolution{}, c.Resolutions...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].At < list[j].At })
	return list
}

// FieldAt is the field behind the path of a conflict; ok is false for a part, the
// record, a group or something this version does not know.
func FieldAt(p record.Path) (record.Field, bool) { return FieldIn(Schema, p) }

// FieldIn is FieldAt for a record of any kind.
func FieldIn(schema *record.Schema, p record.Path) (record.Field, bool) {
	if p.Collection == "" {
		return schema.Field(p.Field)
	}
	c, ok := schema.Collection(p.Collection)
	if !ok || p.Field == "" {
		return record.Field{}, false
	}
	return c.Field(p.Field)
}

// FormOf says how a conflict of a review is asked.
func FormOf(c merge.Conflict) string { return FormIn(Schema, c) }

// FormIn says how a conflict of a record of any kind is asked.
func FormIn(schema *record.Schema, c merge.Conflict) string {
	path, valid := record.ParsePath(c.Path)
	field, known := FieldIn(schema, path)
	switch {
	case c.Kind == merge.KindDelete && valid && path.Part != "" && path.Field == "":
		return FormPart
	case c.Kind == merge.KindDelete && c.Path == merge.RecordPath:
		return FormRecord
	case c.Kind == merge.KindSpaces:
		return FormSpace
	case c.Kind == merge.KindTwin:
		return FormTwin
	case c.Kind == merge.KindMove && known, known && field.Policy == record.Tree:
		return FormPlace
	case c.Kind == merge.KindGroup:
		return FormFacts
	case !known:
		return FormNotice
	}
	switch field.Type {
	case record.Markdown:
		return FormText
	case record.String:
		return FormLine
	case record.Enum:
		return FormChoice
	case record.Date:
		return FormDate
	case record.Statement, record.Stated:
		return FormTime
	case record.Strings, record.Texts:
		return FormList
	}
	return FormFacts
}

// UndecidedOf tells a conflict in the words of its review. Who may answer what
// (Choices, Moved) is for the service to say.
func UndecidedOf(r Review, c Asked, text Text) Undecided { return r.Subject().Undecided(c, text) }

// Undecided tells a conflict in the words of its record, as UndecidedOf.
func (s Subject) Undecided(c Asked, text Text) Undecided {
	p, _ := record.ParsePath(c.Path)
	form := FormIn(s.Schema, c.Conflict)
	u := Undecided{ID: c.ID, Members: c.Members, Ref: s.Ref, Space: s.Space, Title: s.Title, Path: c.Path, Kind: c.Kind, Form: form, NoBase: c.NoBase,
		Gone: c.Gone, Base: c.Base, Values: orEmpty(c.Values), Shown: []ShownVersion{}, Choices: []string{}, Options: []Option{}, State: c.State, Decisions: []Decision{}}
	u.Field, u.What, u.Beside = s.fieldName(p, text), s.wordsOf(p, text), s.beside(p)
	for _, v := range c.Values {
		if form == FormPart && u.What == "" && v != "" { // it is gone, but not its words
			u.What = oneLine(partWords(v))
		}
	}
	if u.Where = where(p, u.Field, u.What, text); form == FormSpace {
		u.Field, u.Where = text("conflict.space"), text("conflict.space")
	}
	if form == FormTwin {
		u.Field, u.Where, u.NoBase = text("conflict.twin"), text("conflict.twin"), true
	}
	file, whole := wholeFile(c.Conflict)
	if whole {
		u.Field = fileWords(file, text)
		u.Where = text("conflict.file", "what", u.Field)
	}
	u.BaseShown = s.ShownValue(c.Conflict, c.Base, text)
	for i, v := range c.Values {
		shown := ShownVersion{Text: s.ShownValue(c.Conflict, v, text), From: c.From[i]}
		if c.Gone && i == 0 {
			shown.Text = text("conflict.removed")
		}
		if whole && c.NoBase {
			// What was read of it before stands in the record, and is no text of a file.
			if shown.From = "file"; v == "" {
				shown.From, shown.Text = "here", text("conflict.file.stands")
			}
		}
		if i < len(c.Origins) && len(c.Origins[i]) > 0 {
			// Later merges name who wrote last to the record; the first is closest to the value.
			writer := c.Origins[i][0]
			if shown.By, shown.At = writer.By, writer.At; placeOf[writer.Commit] == "" {
				shown.Commit = writer.Commit
			}
		}
		if form == FormPart && v != "" {
			shown.Edited = s.editedPart(p, c.Base, v, text)
		}
		if shown.At == "" && shown.From != fromNow {
			shown.At = statedAt(form, v)
		}
		u.Shown = append(u.Shown, shown)
	}
	if f, ok := FieldIn(s.Schema, p); ok && form == FormChoice {
		for _, v := range f.Values {
			u.Options = append(u.Options, Option{v, word(p, v, text)})
		}
	}
	keep := record.Str(c.Extra, "resolution")
	// tells a decision, also that of a part that was away and stayed so.
	tells := func(value string) string {
		if c.State == merge.Resolved && value == "" && keep == "1" && p.Part != "" && !slices.Contains(c.Values, "") {
			return text("conflict.removed")
		}
		return s.ShownValue(c.Conflict, value, text)
	}
	for _, d := range decided(c) {
		u.Decisions = append(u.Decisions, Decision{Value: tells(d.Value), Side: slices.Index(c.Values, d.Value) + 1, By: d.By, At: d.At, Why: d.Why})
	}
	if c.State == merge.Resolved {
		u.Keep = keep
		if u.Apart = form != FormSpace && form != FormTwin && apart(decided(c)); u.Apart {
			last := DecisionsOf(c.Conflict)
			u.Keep, u.DecidedAt = "", last[len(last)-1].At
		} else if list := DecisionsOf(c.Conflict); len(list) > 0 {
			last := list[len(list)-1]
			u.Decision, u.DecidedBy, u.DecidedAt, u.Why = tells(last.Value), last.By, last.At, last.Why
		}
	}
	return u
}

// Hangs says whether a cause would hang below itself with another parent.
func Hangs(nodes []cause.Node, id, parent string) bool {
	above := map[string]string{}
	for _, n := range nodes {
		above[n.ID] = n.Parent
	}
	above[id] = parent
	seen := map[string]bool{}
	for at := id; at != ""; at = above[at] {
		if seen[at] {
			return true
		}
		seen[at] = true
	}
	return false
}

// UndecidedAt is the first open conflict about a field, or about a part where the
// path ends there; ok is false when the value is settled.
func (r Review) UndecidedAt(path string) (Conflict, bool) {
	for _, c := range r.Conflicts {
		if c.Path == path || strings.HasPrefix(c.Path, path+"/") {
			return c, true
		}
	}
	return Conflict{}, false
}

// UndecidedIn are the ids of the parts of a collection that have something
// undecided; nil for none.
func (r Review) UndecidedIn(collection string) map[string]bool {
	var ids map[string]bool
	for _, c := range r.Conflicts {
		p, ok := record.ParsePath(c.Path)
		if !ok || p.Collection != collection || p.Part == "" || c.State == merge.Resolved {
			continue
		}
		if ids == nil {
			ids = map[string]bool{}
		}
		ids[p.Part] = true
	}
	return ids
}
