package review

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// FromSnapshot decodes a stored review into the view that screens, reports and
// the command line read. Removed parts are left out.
func FromSnapshot(snap record.Snapshot) Review {
	s := snap.State
	r := Review{
		Kind: Kind, ID: snap.ID, Ref: record.Ref(Schema.RefPrefix, snap.ID), Space: snap.Space, Rev: snap.Rev,
		Title: record.Str(s.Head, "title"), Severity: record.Str(s.Head, "severity"), State: record.Str(s.Head, "state"),
		Services: set(record.Strs(s.Head, "services")), Tags: set(record.Strs(s.Head, "tags")),
		Zone: record.Str(s.Head, "zone"), Date: record.Str(s.Head, "date"),
		Started: statement(s.Head["started"]), Detected: statement(s.Head["detected"]), Declared: statement(s.Head["declared"]),
		Mitigated: statement(s.Head["mitigated"]), Resolved: statement(s.Head["resolved"]),
		Analyses: []Analysis{}, Causes: []cause.Node{},
		PrivateNotes: record.Str(s.Local, "private_notes"),
		CreatedAt:    stamp(snap.CreatedAt), ChangedAt: stamp(snap.ChangedAt),
		Trashed: snap.Trashed(),
	}
	names := Names(s)
	r.Sections = sections(s)
	// Which day is the incident's is asked of the moments, else of the entries.
	r.Timeline = entries(s, names, momentsOf(r).Date)
	placeMoments(&r)
	r.Factors = parts(s, Factors, func(id string, f *Factor) {
		f.ID, f.Classes = id, set(orEmpty(f.Classes))
		f.Subtypes, f.ConditionOf = set(orEmpty(f.Subtypes)), orEmpty(f.ConditionOf)
	})
	r.ClassShares = SharesOf(r.Factors)
	if into(s.Head, &r.Technique) != nil {
		r.Technique = Technique{}
	}
	r.Advice = r.Technique.Advise()
	r.Actions = parts(s, Actions, func(id string, a *Action) {
		a.ID, a.Ref = id, record.Ref(ActionPrefix, id)
		a.OwnerName = names[a.OwnerActor]
		if a.Owner = a.OwnerRole; a.Owner == "" {
			a.Owner = a.OwnerName
		}
	})
	r.Replans = parts(s, Replans, func(id string, x *Replan) { x.ID = id })
	r.Meetings = parts(s, Meetings, func(id string, m *Meeting) {
		if m.ID = id; m.State == "" {
			m.State = MeetingStates[0]
		}
	})
	r.Comments = parts(s, Comments, func(id string, c *Comment) {
		if c.ID = id; c.State == "" {
			c.State = CommentStates[0]
		}
	})
	r.Participants = parts(s, Participants, func(id string, p *Participant) { p.ID, p.Name = id, names[p.Actor] })
	r.Stated = parts(s, StatedLong, func(id string, d *Stated) { d.ID = id })
	r.Findings = parts(s, Findings, func(id string, f *Finding) {
		f.ID = id
		if f.Params == nil {
			f.Params = map[string]string{}
		}
	})
	r.Findings, r.Left = apartLeft(r.Findings)
	r.Pictures = parts(s, Pictures, pictureRead)
	r.Evidence = parts(s, Evidences, func(id string, e *Evidence) { e.ID = id })
	r.Conflicts = []Conflict{}
	for _, c := range parts(s, Conflicts, func(id string, c *Conflict) { c.ID, c.Values = id, orEmpty(c.Values) }) {
		if c.State == "open" && AsksPeople(Schema, c.Path) {
			r.Conflicts = append(r.Conflicts, c)
		}
	}
	current := CurrentAnalysis(s)
	for _, id := range s.Live(Analyses) {
		r.Analyses = append(r.Analyses, Analysis{ID: id, Title: record.Str(s.Parts[Analyses][id].Doc, "title"), Current: id == current})
	}
	r.Causes = CauseNodes(s, current)
	r.EvidenceShare = EvidenceShareOf(r.Causes)
	r.Durations = Durations(r)
	r.Incident = IncidentOf(r)
	answerDate(&r)
	return r
}

// set is a set in its one order: whoever typed it holds it as it was typed, and everybody
// else as the space does, and both make the same report of it.
func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// apartLeft parts what an import noticed from what people left of a check.
func apartLeft(all []Finding) (noticed, left []Finding) {
	noticed = []Finding{}
	for _, f := range all {
		if strings.HasPrefix(f.Key, CheckPrefix) {
			left = append(left, f)
		} else {
			noticed = append(noticed, f)
		}
	}
	return noticed, left
}

// CurrentAnalysis is the id of the analysis shown: the one the review names, or
// the first; "" when there is none.
func CurrentAnalysis(s *record.State) string {
	live := s.Live(Analyses)
	named := record.Str(s.Head, "analysis")
	for _, id := range live {
		if id == named {
			return id
		}
	}
	if len(live) > 0 {
		return live[0]
	}
	return ""
}

// CauseNodes lists the nodes of one analysis depth first.
func CauseNodes(s *record.State, analysis string) []cause.Node {
	var nodes []cause.Node
	evidence := map[string][2]int{}
	for _, id := range s.Live(Evidences) {
		doc := s.Parts[Evidences][id].Doc
		n := evidence[record.Str(doc, "cause")]
		switch record.Str(doc, "stance") {
		case "supports", "":
			n[0]++
		case "contradicts":
			n[1]++
		}
		evidence[record.Str(doc, "cause")] = n
	}
	known := map[string]string{}
	for _, id := range s.Live(Causes) {
		doc := s.Parts[Causes][id].Doc
		if analysisOf(s, id, known) != analysis {
			continue
		}
		n, err := causeNode(doc)
		if err != nil {
			continue
		}
		n.ID, n.Classes = id, set(orEmpty(n.Classes))
		n.For, n.Against = evidence[id][0], evidence[id][1]
		if n.Status == "" && (n.Kind == "cause" || n.Kind == "condition") {
			n.Status = "hypothesis"
		}
		nodes = append(nodes, n)
	}
	ordered := []cause.Node{}
	if len(nodes) == 0 {
		return ordered
	}
	tree := cause.Build(nodes)
	for _, n := range tree.DepthFirst() {
		ordered = append(ordered, n.Node)
	}
	return append(ordered, tree.Asides()...)
}

// analysisOf is the analysis to which a cause belongs: the one it names; where it names none
// that ever was, as one written by hand can, that of what it hangs on, and at last the first.
// Causes of an analysis that somebody removed went with it: they come up in no other.
//
// known holds the answers so far: each cause is looked at once, however long a chain is.
func analysisOf(s *record.State, id string, known map[string]string) string {
	var way []string
	seen := map[string]bool{}
	found := ""
	for at := id; at != "" && !seen[at] && found == ""; {
		if found = known[at]; found != "" {
			break
		}
		seen[at] = true
		part, ok := s.Part(Causes, at)
		if !ok || part.Removed {
			break
		}
		way = append(way, at)
		if named := record.Str(part.Doc, "analysis"); named != "" {
			if _, there := s.Part(Analyses, named); there {
				found = named
			}
		}
		at = record.Str(part.Doc, "parent")
	}
	if live := s.Live(Analyses); found == "" && len(live) > 0 {
		found = live[0]
	}
	if found == "" {
		return record.Str(s.Parts[Causes][id].Doc, "analysis")
	}
	for _, at := range way {
		known[at] = found
	}
	return found
}

// Names reads the local map from actor to name; never nil.
func Names(s *record.State) map[string]string {
	out := map[string]string{}
	m, _ := s.Local[People].(map[string]any)
	for k, v := range m {
		if name, ok := v.(string); ok {
			out[k] = name
		}
	}
	return out
}

func sections(s *record.State) []Section {
	out := []Section{}
	for _, key := range s.Live(Sections) {
		doc := s.Parts[Sections][key].Doc
		kept, _ := doc["kept"].(bool)
		level, _ := doc["level"].(float64)
		out = append(out, Section{Key: key, Title: record.Str(doc, "title"), Text: record.Str(doc, "text"), Kept: kept, Level: int(level), Columns: columns(doc)})
	}
	return out
}

// columns are the heads of tables a section held; nil when it held none.
func columns(doc record.Doc) []string {
	if list := record.Strs(doc, "columns"); len(list) > 0 {
		return list
	}
	return nil
}

// entries lists the timeline in the order of time; equal times by rank, then id. day
// is that of the incident, "" when only the entries themselves could say it.
func entries(s *record.State, names map[string]string, day string) []Entry {
	ids := s.Live(Timeline)
	list := make([]Entry, 0, len(ids))
	for _, id := range ids {
		e := entryOf(s.Parts[Timeline][id].Doc)
		e.ID, e.Name = id, names[e.Actor]
		if e.Times == nil {
			e.Times = []timeline.Statement{}
		}
		if n := len(e.Times); n > 0 {
			e.Statement = e.Times[n-1]
			e.RecordedAt = e.Times[0].RecordedAt
		} else {
			e.Precision = timeline.Unknown
		}
		list = append(list, e)
	}
	placeEntries(list, day)
	stated := make([]timeline.Statement, len(list))
	for i, e := range list {
		stated[i] = e.Statement
	}
	out := make([]Entry, 0, len(list))
	for _, i := range timeline.Order(stated) {
		out = append(out, list[i])
	}
	return out
}

func parts[T any](s *record.State, collection string, finish func(id string, v *T)) []T {
	ids := s.Live(collection)
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		var v T
		if err := into(s.Parts[collection][id].Doc, &v); err != nil {
			var empty T
			v = empty
		}
		finish(id, &v)
		out = append(out, v)
	}
	return out
}

// into decodes a document into a typed value by way of JSON: the field names of
// the schema are the JSON names of the view. A value of a wrong type leaves its
// own field empty and takes no other field with it.
func into(doc record.Doc, v any) error {
	raw, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	// The decoder goes on after a value that does not fit and tells of it last.
	err = json.Unmarshal(raw, v)
	var unfit *json.UnmarshalTypeError
	if errors.As(err, &unfit) {
		return nil
	}
	return err
}

// StatementDoc is a statement as a plain value for a document.
func StatementDoc(s timeline.Statement) record.Doc {
	v, err := record.Plain(s)
	if err != nil {
		return record.Doc{}
	}
	d, _ := v.(map[string]any)
	return d
}

func statement(v any) *timeline.Statement {
	d, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	var s timeline.Statement
	if err := into(d, &s); err != nil {
		return nil
	}
	return &s
}

// ActionOf reads one action of its document, without names.
func ActionOf(id string, doc record.Doc) Action {
	var a Action
	if into(doc, &a) != nil {
		a = Action{}
	}
	a.ID, a.Ref, a.Owner = id, record.Ref(ActionPrefix, id), a.OwnerRole
	return a
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func orEmpty(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

// Shared is the review without what stays on this machine: no names, no private
// notes.
func (r Review) Shared() Review {
	r.PrivateNotes = ""
	r.Actions = append([]Action{}, r.Actions...)
	for i := range r.Actions {
		r.Actions[i].Owner, r.Actions[i].OwnerName = r.Actions[i].OwnerRole, ""
	}
	r.Timeline = append([]Entry{}, r.Timeline...)
	for i := range r.Timeline {
		r.Timeline[i].Name = ""
	}
	r.Participants = append([]Participant{}, r.Participants...)
	for i := range r.Participants {
		r.Participants[i].Name = ""
	}
	return r
}
