package importing

import (
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// builder makes the state of a review out of a document.
type builder struct {
	st    *record.State
	newID func() string
	now   string
	order map[string][]string // ids of each collection as they were put
}

// Build makes the review a document describes. Parts get ids from newID; now is
// when it was recorded. It never drops a piece.
func Build(d *intake.Document, id string, newID func() string, now time.Time) *record.State {
	b := &builder{st: record.NewState(review.Kind, id), newID: newID, now: now.UTC().Format(time.RFC3339), order: map[string][]string{}}
	b.head(d)
	for _, s := range d.Sections {
		b.section(s)
	}
	entryIDs := make([]string, 0, len(d.Timeline))
	for _, e := range d.Timeline {
		stated := e.Time
		stated.RecordedAt = b.now
		doc := record.Doc{
			"text": e.Text, "role": oneLine(e.Role), "kind": e.Kind, "line": float64(e.Line),
			"times": []any{review.StatementDoc(stated)},
		}
		if e.Name != "" {
			doc["actor"] = b.actor(e.Name)
		}
		if e.Workstream != "" {
			doc["workstream"] = oneLine(e.Workstream)
		}
		entryIDs = append(entryIDs, b.addAs(review.Timeline, e.ID, doc))
	}
	b.acknowledged(d)
	factorIDs := make([]string, 0, len(d.Factors))
	for _, f := range d.Factors {
		factorIDs = append(factorIDs, b.addAs(review.Factors, f.ID, record.Doc{
			"text": f.Text, "kind": orElse(f.Kind, review.Contributing), "classes": list(f.Classes), "subtypes": list(f.Subtypes), "condition_of": list(f.ConditionOf), "line": float64(f.Line),
		}))
	}
	if d.ID != "" {
		b.ownCauses(d)
	} else {
		b.causes(d, factorIDs)
	}
	for _, a := range d.Actions {
		doc := record.Doc{
			"title": a.Title, "text": a.Text, "owner_role": a.OwnerRole, "due": a.Due, "status": orElse(a.Status, "candidate"),
			"kind": a.Kind, "criterion": a.Criterion, "measure": a.Measure, "tracker": oneLine(a.Tracker), "line": float64(a.Line),
		}
		if a.OwnerName != "" {
			doc["owner_actor"] = b.actor(a.OwnerName)
		}
		if a.DueRaw != "" && (a.Due == "" || a.DueCoarse) {
			doc["text"] = strings.TrimSpace(a.Text + "\n\nDue: " + a.DueRaw)
		}
		b.addAs(review.Actions, a.ID, doc)
	}
	for _, p := range d.Participants {
		doc := record.Doc{"role": oneLine(p.Role), "line": float64(p.Line)}
		if p.Name != "" {
			doc["actor"] = b.actor(p.Name)
		}
		b.addAs(review.Participants, p.ID, doc)
	}
	for _, s := range d.Stated {
		b.add(review.StatedLong, record.Doc{
			"label": oneLine(s.Label), "text": s.Text, "minutes": s.Minutes, "has_size": s.HasSize, "from": anchorOf(s.From), "to": anchorOf(s.To), "line": float64(s.Line),
		})
	}
	for _, f := range d.Findings {
		about := ""
		if f.Entry >= 0 && f.Entry < len(entryIDs) {
			about = review.Timeline + "/" + entryIDs[f.Entry]
		}
		params := record.Doc{}
		for k, v := range f.Params {
			params[k] = v
		}
		b.addAs(review.Findings, f.ID, record.Doc{
			"level": f.Level, "key": f.Key, "params": params, "about": about, "line": float64(f.Line), "state": "open",
		})
	}
	b.rank()
	return b.st
}

func (b *builder) head(d *intake.Document) {
	title := strings.TrimSpace(oneLine(d.Title))
	if runes := []rune(title); len(runes) > 300 {
		// The whole title stays as a section, so that nothing of it is lost.
		b.section(intake.Section{Key: "title", Title: "Title", Text: title, Kept: true})
		title = strings.TrimSpace(string(runes[:299])) + "…"
	}
	b.st.Head["title"] = title
	b.st.Head["state"] = orElse(d.State, "draft")
	set := func(name, v string) {
		if v != "" {
			b.st.Head[name] = v
		}
	}
	set("severity", d.Severity)
	set("zone", d.Zone)
	set("date", d.Date)
	if len(d.Services) > 0 {
		b.st.Head["services"] = list(d.Services)
	}
	if len(d.Tags) > 0 {
		b.st.Head["tags"] = list(d.Tags)
	}
	if d.TextSHA256 != "" {
		b.st.Head[record.SourcesField] = record.WithSource(nil, d.TextSHA256)
	}
	for _, k := range d.KeyTimes {
		if _, taken := b.st.Head[k.Anchor]; taken || k.Anchor == intake.Acknowledged {
			continue
		}
		stated := k.Time
		stated.RecordedAt = b.now
		b.st.Head[k.Anchor] = review.StatementDoc(stated)
	}
}

// anchorOf is an end of a stated length where it is an anchor of a review.
func anchorOf(name string) string {
	if name == intake.Acknowledged {
		return ""
	}
	return name
}

// acknowledged makes an entry of the key time at which the incident was taken up, unless one
// says so already.
func (b *builder) acknowledged(d *intake.Document) {
	for _, e := range d.Timeline {
		if e.Kind == intake.AckKind {
			return
		}
	}
	for _, k := range d.KeyTimes {
		if k.Anchor == intake.Acknowledged {
			stated := k.Time
			stated.RecordedAt = b.now
			b.add(review.Timeline, record.Doc{"text": k.Label, "role": "", "kind": intake.AckKind, "line": float64(k.Line), "times": []any{review.StatementDoc(stated)}})
			return
		}
	}
}

func (b *builder) section(s intake.Section) {
	base := s.Key
	if base == "" {
		base = review.Slug(s.Title)
	}
	key := base
	for n := 2; ; n++ {
		if _, taken := b.st.Part(review.Sections, key); !taken {
			break
		}
		key = base + "-" + strconv.Itoa(n)
	}
	doc := record.Doc{"title": oneLine(s.Title), "text": s.Text, "columns": list(s.Columns)}
	if s.Level > 0 {
		doc["level"] = float64(s.Level)
	}
	if s.Kept {
		doc["kept"] = true
	}
	b.put(review.Sections, key, doc)
}

// causes makes the tree: the effect is the title, a stated chain of whys hangs
// below it as it was written, each factor that contributed and the chain does not
// already say hangs below the effect as a hypothesis.
func (b *builder) causes(d *intake.Document, factorIDs []string) {
	said := map[string]bool{}
	for _, c := range d.Causes {
		said[normal(c.Text)] = true
	}
	type item struct {
		text, factor string
		classes      []string
		below        []intake.Nested
	}
	var fromFactors []item
	for i, f := range d.Factors {
		if review.Contributes(f.Kind) && !said[normal(f.Text)] {
			fromFactors = append(fromFactors, item{orElse(f.Own, f.Text), factorIDs[i], f.Classes, f.Below})
		}
	}
	if len(d.Causes) == 0 && len(fromFactors) == 0 {
		return
	}
	analysis := b.add(review.Analyses, record.Doc{"title": ""})
	b.st.Head["analysis"] = analysis
	ranks := map[string]string{}
	node := func(parent, text, kind, factor, note string, classes []string) string {
		ranks[parent] = cause.RankBetween(ranks[parent], "")
		id := b.newID()
		doc := record.Doc{"analysis": analysis, "parent": parent, "kind": kind, "text": text, "factor": factor, "note": note, "classes": list(classes)}
		if kind == "cause" {
			doc["status"] = "hypothesis"
		}
		b.put(review.Causes, id, doc)
		b.st.Parts[review.Causes][id].Doc["rank"] = ranks[parent]
		return id
	}
	effect := node("", record.Str(b.st.Head, "title"), "effect", "", "", nil)
	ids := make([]string, len(d.Causes))
	for i, c := range d.Causes {
		parent := effect
		if c.Parent >= 0 && c.Parent < i {
			parent = ids[c.Parent]
		}
		ids[i] = node(parent, c.Text, "cause", "", c.Question, nil)
	}
	// What is nested in a factor is why it came to be.
	var below func(parent string, list []intake.Nested)
	below = func(parent string, list []intake.Nested) {
		for _, n := range list {
			below(node(parent, n.Text, "cause", "", "", nil), n.Below)
		}
	}
	for _, f := range fromFactors {
		below(node(effect, f.text, "cause", f.factor, "", f.classes), f.below)
	}
}

// actor keeps a name on this machine and gives the id that stands for it.
func (b *builder) actor(name string) string {
	name = strings.TrimSpace(name)
	people, _ := b.st.Local[review.People].(map[string]any)
	if people == nil {
		people = record.Doc{}
		b.st.Local[review.People] = people
	}
	if id := review.ActorNamed(people, name); id != "" {
		return id
	}
	id := "p-" + b.newID()
	people[id] = name
	return id
}

func (b *builder) add(collection string, doc record.Doc) string {
	id := b.newID()
	b.put(collection, id, doc)
	return id
}

// addAs adds a part that has an id already, as the pieces of our own export do.
func (b *builder) addAs(collection, id string, doc record.Doc) string {
	if _, taken := b.st.Part(collection, id); id == "" || taken {
		return b.add(collection, doc)
	}
	b.put(collection, id, doc)
	return id
}

// ownCauses puts the tree of our own export in as it is.
func (b *builder) ownCauses(d *intake.Document) {
	if len(d.Causes) == 0 {
		return
	}
	analysis := b.add(review.Analyses, record.Doc{"title": ""})
	b.st.Head["analysis"] = analysis
	ids, ranks := make([]string, len(d.Causes)), map[string]string{}
	for i, c := range d.Causes {
		parent := ""
		if c.Parent >= 0 && c.Parent < i {
			parent = ids[c.Parent]
		}
		doc := record.Doc{"analysis": analysis, "parent": parent, "kind": orElse(c.Kind, "cause"), "text": c.Text, "status": c.Status}
		if _, here := b.st.Part(review.Factors, c.Factor); here {
			doc["factor"] = c.Factor
		}
		ids[i] = b.addAs(review.Causes, c.ID, doc)
		ranks[parent] = cause.RankBetween(ranks[parent], "")
		b.st.Parts[review.Causes][ids[i]].Doc["rank"] = ranks[parent]
	}
}

func (b *builder) put(collection, id string, doc record.Doc) {
	for k, v := range doc {
		switch x := v.(type) {
		case string:
			if x == "" && k != "text" && k != "title" {
				delete(doc, k)
			}
		case []any:
			if len(x) == 0 {
				delete(doc, k)
			}
		case float64:
			if k == "line" && x == 0 {
				delete(doc, k)
			}
		}
	}
	b.order[collection] = append(b.order[collection], id)
	if b.st.Parts[collection] == nil {
		b.st.Parts[collection] = map[string]record.Part{}
	}
	b.st.Parts[collection][id] = record.Part{Doc: doc}
}

// rank gives the parts their order, after all have been put: knowing how many
// there are keeps the ranks short. Causes have theirs from their siblings.
func (b *builder) rank() {
	for collection, ids := range b.order {
		if collection == review.Causes {
			continue
		}
		// Up to "z" and not to the end, so that there is room behind the last.
		for i, r := range cause.RanksBetween("", "z", len(ids)) {
			b.st.Parts[collection][ids[i]].Doc["rank"] = r
		}
	}
}

func list(items []string) []any {
	out := make([]any, len(items))
	for i, s := range items {
		out[i] = s
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func normal(s string) string { return strings.ToLower(oneLine(s)) }
