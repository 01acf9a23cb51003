package reviewing

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// Service changes reviews. It is safe for use by several goroutines.
type Service struct {
	Rec   *recording.Service
	Now   func() time.Time
	NewID func() string
	// Zone is the zone of this machine, for a scribe line while the review has
	// none; "" = UTC.
	Zone func() *time.Location
	// Sides asks the layout which side of the fishbone each node is on; nil where
	// nothing is drawn.
	Sides func([]cause.Node) map[string]string
}

// Saved is the outcome of a write.
type Saved struct {
	ID  string // of the part made, "" otherwise
	Rev int64
}

// Get reads a review by id.
func (s *Service) Get(ctx context.Context, id string) (review.Review, error) {
	snap, err := s.Rec.Get(ctx, id)
	if err != nil {
		return review.Review{}, err
	}
	if snap.Kind != review.Kind {
		return review.Review{}, fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	return review.FromSnapshot(snap), nil
}

// Create makes an empty review with the sections of the short template.
func (s *Service) Create(ctx context.Context, title, editor string) (id string, rev int64, err error) {
	title = strings.TrimSpace(title)
	if title == "" {
		return "", 0, fault.New(fault.Invalid, "review.title_missing").WithField("title", "review.title_missing")
	}
	st := record.NewState(review.Kind, s.NewID())
	ops := []record.Op{
		record.SetOp(record.Path{Field: "title"}, title),
		record.SetOp(record.Path{Field: "state"}, "draft"),
	}
	rank := ""
	for _, key := range review.ShortTemplate {
		rank = cause.RankBetween(rank, "")
		ops = append(ops, record.AddOp(review.Sections, key, record.Doc{"title": "", "text": "", "rank": rank}))
	}
	if _, err := record.Apply(review.Schema, st, ops...); err != nil {
		return "", 0, err
	}
	rev, err = s.Rec.Create(ctx, recording.New{State: st, Action: "review.create", Editor: editor})
	return st.ID, rev, err
}

// SetField puts a value at a path of the schema ("severity", "actions/<id>/due").
// value is JSON; a field that is a time takes the stated text. Faults of code
// invalid name the field.
func (s *Service) SetField(ctx context.Context, id, path string, value json.RawMessage, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Field == "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return Saved{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", p.Field)
	}
	return s.SetValue(ctx, id, p, v, editor)
}

// SetValue is SetField with a plain value.
func (s *Service) SetValue(ctx context.Context, id string, p record.Path, v any, editor string) (Saved, error) {
	return s.SetValues(ctx, id, []Assignment{{p, v}}, editor)
}

// Assignment puts a value at a path.
type Assignment struct {
	Path  record.Path
	Value any
}

// SetValues puts several values as one step: all of them or none.
func (s *Service) SetValues(ctx context.Context, id string, list []Assignment, editor string) (Saved, error) {
	e := recording.Edit{Action: review.Kind + ".set", Editor: editor}
	var plans []func(*record.State) ([]record.Op, error)
	moves := 0
	for _, a := range list {
		plan, action, err := s.planSet(a.Path, a.Value, "")
		if err != nil {
			return Saved{}, err
		}
		if action == "causes.move" {
			// Each move is planned on the tree as it is; two at once could make a ring.
			if moves++; moves > 1 {
				return Saved{}, fault.New(fault.Invalid, "causes.one_move").WithField(a.Path.Field, "causes.one_move")
			}
		}
		plans = append(plans, plan)
		e.Entities = append(e.Entities, entityOf(a.Path)...)
		if a.Path.Collection == review.Causes && a.Path.Field == "parent" {
			e.Needs = causeCollections
		}
		if len(list) == 1 {
			e.Action = action
			if f, _ := fieldOf(a.Path); f.Type == record.String {
				e.Field = a.Path.String()
			}
		}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		var ops []record.Op
		for _, plan := range plans {
			more, err := plan(st)
			if err != nil {
				return nil, err
			}
			ops = append(ops, more...)
		}
		return ops, nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// planSet gives what setting one field means, and the name of the action.
func (s *Service) planSet(p record.Path, v any, reason string) (plan func(*record.State) ([]record.Op, error), action string, err error) {
	text, isText := v.(string)
	if p.Collection == review.Actions && p.Field == "owner_name" {
		return s.planOwner(p, text), "actions.set", nil
	}
	field, ok := fieldOf(p)
	if !ok {
		return nil, "", fault.New(fault.Invalid, "record.field_unknown", "field", p.String())
	}
	switch {
	case field.Type == record.Stated:
		return s.planTime(p, text, reason), "timeline.time", nil
	case field.Type == record.Statement:
		if v != nil && !isText {
			return nil, "", fault.New(fault.Invalid, "record.field_not_time", "field", p.Field).WithField(p.Field, "record.field_not_time", "field", p.Field)
		}
		return s.planAnchor(p, text), "review.anchor", nil
	case p.Collection == review.Causes && p.Field == "parent":
		return func(st *record.State) ([]record.Op, error) {
			tree, analysis, ops := s.treeOf(st)
			parent := text
			if parent == "" {
				parent = tree.Effect().ID
			}
			moved, err := tree.MoveTo(p.Part, parent, "")
			return append(ops, planOps(moved, analysis)...), err
		}, "causes.move", nil
	}
	verb := "set"
	if field.Type == record.Markdown {
		verb = "text"
	}
	return func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(p, v)}, nil }, actionOf(p, verb), nil
}

// planOwner keeps the name of an action's owner on this machine; the record gets
// the actor that stands for it, or none for an empty name.
func (s *Service) planOwner(p record.Path, name string) func(*record.State) ([]record.Op, error) {
	return func(st *record.State) ([]record.Op, error) {
		doc := record.Doc{"owner_name": name}
		people := s.localName(st, review.Actions, doc)
		p.Field = "owner_actor"
		ops := []record.Op{record.SetOp(p, doc["owner_actor"])}
		if people != nil {
			ops = append(ops, record.SetOp(record.Path{Field: review.People}, people))
		}
		return ops, nil
	}
}

// planAnchor states one of the moments that durations are counted between; an
// empty text clears it.
func (s *Service) planAnchor(p record.Path, text string) func(*record.State) ([]record.Op, error) {
	return func(st *record.State) ([]record.Op, error) {
		if strings.TrimSpace(text) == "" {
			return []record.Op{record.SetOp(p, nil)}, nil
		}
		stated, err := ReadTime(text, zoneFor(st, []any{st.Head[p.Field]}), record.Str(st.Head, "date"))
		if err != nil {
			return nil, withField(err, p.Field)
		}
		stated.RecordedAt, stated.By = s.stamp(), s.Rec.Who.Actor
		return []record.Op{record.SetOp(p, review.StatementDoc(stated))}, nil
	}
}

// planTime states the time of an entry anew: the statement is appended, the
// earlier ones stay.
func (s *Service) planTime(p record.Path, text, reason string) func(*record.State) ([]record.Op, error) {
	return func(st *record.State) ([]record.Op, error) {
		part, ok := st.Part(p.Collection, p.Part)
		if !ok || part.Removed {
			return nil, fault.New(fault.NotFound, "record.part_missing", "path", p.Entity())
		}
		times, _ := part.Doc["times"].([]any)
		stated, err := ReadTime(text, zoneFor(st, times), dateFor(st, times))
		if err != nil {
			return nil, withField(err, "at")
		}
		stated.RecordedAt, stated.By, stated.Reason = s.stamp(), s.Rec.Who.Actor, reason
		if n := len(times); n > 0 && sameTime(times[n-1], stated) {
			return nil, nil
		}
		return []record.Op{record.SetOp(p, append(append([]any{}, times...), review.StatementDoc(stated)))}, nil
	}
}

// CorrectTime states the time of an entry anew, with the reason.
func (s *Service) CorrectTime(ctx context.Context, id, entry, text, reason, editor string) (Saved, error) {
	p := record.Path{Collection: review.Timeline, Part: entry, Field: "times"}
	plan, action, err := s.planSet(p, text, reason)
	if err != nil {
		return Saved{}, err
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Reason: reason, Editor: editor, Entities: []string{p.Entity()}, Plan: plan})
	return Saved{Rev: res.Rev}, err
}

// SaveText saves what was typed, merged with what others wrote since base.
func (s *Service) SaveText(ctx context.Context, id, path, base, text, editor string) (recording.TextSaved, error) {
	p, ok := record.ParsePath(path)
	field, known := fieldOf(p)
	if !ok || !known || field.Type != record.Markdown && field.Type != record.String {
		return recording.TextSaved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	return s.Rec.SaveText(ctx, id, p, base, text, actionOf(p, "text"), editor)
}

// dateFor is the date a time without one belongs to: that of the entry's last
// statement, else the review's.
func dateFor(st *record.State, times []any) string {
	for i := len(times) - 1; i >= 0; i-- {
		if d, ok := times[i].(map[string]any); ok {
			if date := timeline.DateOf(timeline.Statement{At: record.Str(d, "at")}); date != "" {
				return date
			}
		}
	}
	return record.Str(st.Head, "date")
}

// zoneFor is the zone a time without one belongs to: the review's, else that of
// the statement it corrects, so that a known instant does not become unknown.
func zoneFor(st *record.State, times []any) string {
	if zone := record.Str(st.Head, "zone"); zone != "" {
		return zone
	}
	for i := len(times) - 1; i >= 0; i-- {
		if d, ok := times[i].(map[string]any); ok && record.Str(d, "zone") != "" {
			return record.Str(d, "zone")
		}
	}
	return ""
}

func sameTime(v any, s timeline.Statement) bool {
	d, ok := v.(map[string]any)
	return ok && record.Str(d, "at") == s.At && record.Str(d, "end") == s.End && record.Str(d, "zone") == s.Zone && record.Str(d, "precision") == string(s.Precision)
}

// ReadTime reads a stated time with the zone and date of its review; a zone or
// date written in the text wins. Faults of code invalid say what is wrong; the
// text stays with the caller.
func ReadTime(text, zone, date string) (timeline.Statement, error) {
	r, ok := timeline.Scan(strings.TrimSpace(text), timeline.SlashUnknown)
	if !ok || strings.TrimSpace(r.Rest) != "" {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	z, _ := timeline.ParseZone(zone)
	stated, notes := r.Resolve(timeline.Context{Date: date, Zone: z})
	for _, n := range notes {
		if n.Level == "finding" || n.Level == "question" {
			return timeline.Statement{}, &fault.Error{Code: fault.Invalid, Key: n.Key, Params: n.Params}
		}
	}
	if stated.At == "" || stated.Precision == timeline.Unknown {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	return stated, nil
}

func (s *Service) stamp() string { return s.Now().UTC().Format(time.RFC3339) }

func withField(err error, name string) error {
	if f, ok := fault.As(err); ok && len(f.Fields) == 0 {
		f.Fields = []fault.Field{{Name: name, Key: f.Key, Params: f.Params}}
	}
	return err
}

// AddPart adds a part after a sibling ("" = at the end). A timeline entry is made
// from {"line": "22:14 text"} or from {"at": "22:14", "text": …}; without either
// it happened now.
func (s *Service) AddPart(ctx context.Context, id, collection string, fields map[string]any, after, editor string) (Saved, error) {
	c, ok := review.Schema.Collection(collection)
	if !ok {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", collection)
	}
	if collection == review.Causes {
		return s.addCauseFields(ctx, id, fields, after, editor)
	}
	part := s.NewID()
	// At the end only the last sibling matters; a place among them needs them all.
	needs, last := []string{collection}, []string(nil)
	if after == "" {
		needs, last = nil, needs
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: collection + ".add", Editor: editor, Needs: needs, Last: last,
		Plan: func(st *record.State) ([]record.Op, error) {
			doc := record.Doc{}
			for k, v := range fields {
				doc[k] = v
			}
			if collection == review.Timeline {
				if err := s.entryFields(st, doc); err != nil {
					return nil, err
				}
			}
			if c.Inline {
				part = sectionKey(st, record.Str(doc, "title"))
			}
			if collection == review.Actions && record.Str(doc, "status") == "" {
				doc["status"] = "candidate"
			}
			if collection == review.Factors && record.Str(doc, "kind") == "" {
				doc["kind"] = "contributing"
			}
			people := s.localName(st, collection, doc)
			doc["rank"] = rankAfter(st, collection, after)
			ops := []record.Op{record.AddOp(collection, part, doc)}
			if people != nil {
				ops = append(ops, record.SetOp(record.Path{Field: review.People}, people))
			}
			return ops, nil
		}})
	return Saved{ID: part, Rev: res.Rev}, err
}

// entryFields turns what a person typed for an entry into its fields.
func (s *Service) entryFields(st *record.State, doc record.Doc) error {
	zone, date := record.Str(st.Head, "zone"), record.Str(st.Head, "date")
	line, hasLine := doc["line"].(string)
	at, hasAt := doc["at"].(string)
	delete(doc, "at")
	now := s.Now()
	if s.Zone != nil {
		now = now.In(s.Zone())
	}
	var stated timeline.Statement
	switch {
	case hasLine:
		delete(doc, "line")
		e, err := s.ReadLine(line, zone, date)
		if err != nil {
			return err
		}
		doc["text"], stated = e.Text, e.Time
	case hasAt && strings.TrimSpace(at) != "":
		var err error
		if stated, err = ReadTime(at, zone, date); err != nil {
			return withField(err, "at")
		}
	default:
		stated = timeline.ParseEntryLine("", now, zone, date).Time
	}
	stated.RecordedAt, stated.By = s.stamp(), s.Rec.Who.Actor
	doc["times"] = []any{review.StatementDoc(stated)}
	return nil
}

// ReadLine reads a line of the scribe in the zone and with the date of its review.
// Faults of code invalid: timeline.text_missing, and what is wrong with the time;
// the line is given all the same, as far as it was read.
func (s *Service) ReadLine(line, zone, date string) (timeline.EntryLine, error) {
	now := s.Now()
	if s.Zone != nil {
		now = now.In(s.Zone())
	}
	e := timeline.ParseEntryLine(line, now, zone, date)
	for _, n := range e.Notes {
		if n.Level == "finding" || n.Level == "question" {
			return e, &fault.Error{Code: fault.Invalid, Key: n.Key, Params: n.Params, Fields: []fault.Field{{Name: "at", Key: n.Key, Params: n.Params}}}
		}
	}
	if strings.TrimSpace(e.Text) == "" {
		return e, fault.New(fault.Invalid, "timeline.text_missing").WithField("text", "timeline.text_missing")
	}
	return e, nil
}

// localName keeps a name given for an owner or participant on this machine: the
// record gets an actor id, the local map the name. It gives the new map, or nil
// when the map stays as it is.
func (s *Service) localName(st *record.State, collection string, doc record.Doc) record.Doc {
	given := map[string]string{review.Actions: "owner_name", review.Participants: "name"}[collection]
	if given == "" {
		return nil
	}
	name := strings.TrimSpace(record.Str(doc, given))
	delete(doc, given)
	if name == "" {
		return nil
	}
	people := record.Doc{}
	if m, ok := st.Local[review.People].(map[string]any); ok {
		people, _ = record.Clone(m).(record.Doc)
	}
	target := map[string]string{review.Actions: "owner_actor", review.Participants: "actor"}[collection]
	if actor := review.ActorNamed(people, name); actor != "" {
		doc[target] = actor
		return nil
	}
	actor := "p-" + s.NewID()
	people[actor], doc[target] = name, actor
	return people
}

// RemovePart and RestorePart take a part away and bring it back; a cause goes
// with everything below it.
func (s *Service) RemovePart(ctx context.Context, id, path, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	if p.Collection == review.Causes {
		return s.RemoveCause(ctx, id, p.Part, editor)
	}
	return s.presence(ctx, id, p, record.RemoveOp(p), "remove", editor)
}

// RestorePart brings a removed part back.
func (s *Service) RestorePart(ctx context.Context, id, path, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	return s.presence(ctx, id, p, record.RestoreOp(p), "restore", editor)
}

func (s *Service) presence(ctx context.Context, id string, p record.Path, op record.Op, verb, editor string) (Saved, error) {
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: p.Collection + "." + verb, Editor: editor, Entities: []string{p.Entity()},
		Plan: func(*record.State) ([]record.Op, error) { return []record.Op{op}, nil }})
	return Saved{Rev: res.Rev}, err
}

// MovePart puts a part behind a sibling; "" means first.
func (s *Service) MovePart(ctx context.Context, id, path, after, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" || p.Part == after {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: p.Collection + ".move", Editor: editor, Needs: []string{p.Collection},
		Plan: func(st *record.State) ([]record.Op, error) {
			p.Field = "rank"
			low, high := "", ""
			found := after == ""
			for _, sib := range st.Live(p.Collection) {
				if sib == p.Part {
					continue
				}
				rank := record.Str(st.Parts[p.Collection][sib].Doc, "rank")
				if found {
					high = rank
					break
				}
				if sib == after {
					low, found = rank, true
				}
			}
			if !found {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", p.Collection+"/"+after)
			}
			rank := cause.RankBetween(low, high)
			if rank == "" {
				return nil, fault.New(fault.Conflict, "record.moved_on", "path", p.Entity(), "field", "rank")
			}
			return []record.Op{record.SetOp(p, rank)}, nil
		}})
	return Saved{Rev: res.Rev}, err
}

// rankAfter is a rank behind a sibling and before the next; at the end when the
// sibling is "" or unknown.
func rankAfter(st *record.State, collection, after string) string {
	low, high := "", ""
	found := false
	for _, id := range st.Live(collection) {
		rank := record.Str(st.Parts[collection][id].Doc, "rank")
		if found {
			high = rank
			break
		}
		low = rank
		found = id == after
	}
	if r := cause.RankBetween(low, high); r != "" {
		return r
	}
	return cause.RankBetween(low, "")
}

// sectionKey makes a key for a new section that no other has.
func sectionKey(st *record.State, title string) string {
	base := review.Slug(title)
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key += "-" + strconv.Itoa(n)
		}
		if _, taken := st.Part(review.Sections, key); !taken {
			return key
		}
	}
}

func fieldOf(p record.Path) (record.Field, bool) {
	if p.Collection == "" {
		return review.Schema.Field(p.Field)
	}
	c, ok := review.Schema.Collection(p.Collection)
	if !ok {
		return record.Field{}, false
	}
	return c.Field(p.Field)
}

func actionOf(p record.Path, verb string) string {
	if p.Collection == "" {
		return review.Kind + "." + verb
	}
	return p.Collection + "." + verb
}

func entityOf(p record.Path) []string {
	if p.Part == "" {
		return nil
	}
	return []string{p.Entity()}
}

func nextRank(after string) string { return cause.RankBetween(after, "") }
