package cli

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
)

type jsonEvent struct {
	Step    int64        `json:"step"`
	At      string       `json:"at"`
	Actor   string       `json:"actor"`
	By      jsonAuthor   `json:"by"`
	Action  string       `json:"action"`
	Label   string       `json:"label"`
	Origin  string       `json:"origin"`
	Kind    string       `json:"kind"`
	Undone  bool         `json:"undone"`
	Why     string       `json:"why,omitempty"`
	Changes []jsonChange `json:"changes"`
	// Beside is what others wrote or decided about a place that did not stand.
	Beside []jsonBeside `json:"beside,omitempty"`
}

type jsonBeside struct {
	Value   string `json:"value"`
	By      string `json:"by"`
	Here    bool   `json:"here"`
	At      string `json:"at"`
	Why     string `json:"why,omitempty"`
	Decided bool   `json:"decided"`
}

// jsonAuthor is who did it: here, or in the commit an exchange brought.
type jsonAuthor struct {
	Here   bool   `json:"here"`
	Name   string `json:"name"`
	Device string `json:"device"`
	At     string `json:"at"`
	Commit string `json:"commit"`
	Merge  bool   `json:"merge"`
}

type jsonChange struct {
	Path   string `json:"path"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

// recordHistory tells what happened to a record or to one place of it, or what it was
// after a step.
func (r *run) recordHistory(limit int, step int64, past bool) (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	var place *record.Path
	if len(r.args) > 0 {
		p, ok := record.ParsePath(r.args[0])
		if !ok || !r.namesField(name, p) {
			return 0, usage("record.field_unknown", "field", r.args[0])
		}
		place, r.args = &p, r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if past && step <= 0 {
		return 0, usage("cli.flag_bad", "flag", "--at", "given", strconv.FormatInt(step, 10))
	}
	id, schema, err := r.found(name)
	if err != nil {
		return 0, err
	}
	if place != nil && !placeKnown(schema, *place) {
		return 0, usage("record.field_unknown", "field", place.String())
	}
	switch {
	case past && place != nil:
		return r.placeThen(id, *place, step)
	case past && schema.Kind == review.Kind:
		return r.reviewThen(id, step)
	case past:
		return r.recordThen(id, schema, step)
	case place != nil:
		return r.historyOf(id, *place, max(1, limit))
	}
	if _, err := r.ws.Records.Get(r.ctx, id); err != nil {
		return 0, err
	}
	events, more, err := r.ws.Records.History(r.ctx, id, 0, max(1, limit))
	if err != nil {
		return 0, err
	}
	if r.json {
		out := r.events(events)
		if told, err := r.ws.Reviews.Told(r.ctx, id, events, r.t); err == nil {
			for i, e := range told {
				out[i].Why = e.Why
			}
		}
		r.print(map[string]any{"ref": r.ws.RefOf(r.ctx, id), "history": out, "more": more})
		return Done, nil
	}
	var now review.Subject
	if now, err = r.ws.Reviews.Subject(r.ctx, id); err != nil {
		return 0, err
	}
	if events, err = r.ws.Reviews.Told(r.ctx, id, events, r.t); err != nil {
		return 0, err
	}
	for _, e := range events {
		r.sayEvent(e, r.places(now, e.Changes)+r.decided(e))
	}
	return Done, nil
}

// places names what a step changed, as it is called now: the first place, and how many
// others there are.
func (r *run) places(now review.Subject, changes []recording.EventChange) string {
	if len(changes) == 0 || changes[0].Path == "" {
		return ""
	}
	first := now.Place(changes[0].Path, r.t)
	if changes[0].Asked {
		first = r.t("history.asked", "place", first)
	}
	if len(changes) == 1 {
		return first
	}
	return r.text.Count("cli.places", len(changes)-1, "first", first)
}

// decided is what was chosen where a step decided between versions; "" for all others.
func (r *run) decided(e recording.Event) string {
	if e.Action != "conflicts.set" || len(e.Changes) == 0 {
		return ""
	}
	_, words := record.Shown(nil, plain(e.Changes[0].After))
	if words == "" {
		return ""
	}
	if runes := []rune(firstLine(words)); len(runes) > mostChosen {
		return ": " + string(runes[:mostChosen-1]) + "…"
	}
	return ": " + firstLine(words)
}

// mostChosen keeps a chosen value to what fits the line of its step.
const mostChosen = 60

// placeKnown says whether a kind has such a field or collection.
func placeKnown(schema *record.Schema, p record.Path) bool {
	if p.Collection == "" {
		_, ok := schema.Field(p.Field)
		return ok
	}
	c, ok := schema.Collection(p.Collection)
	if ok && p.Field != "" {
		_, ok = c.Field(p.Field)
	}
	return ok
}

// historyOf tells what one field or part was, step by step.
func (r *run) historyOf(id string, p record.Path, limit int) (int, error) {
	events, more, err := r.ws.Line(r.ctx, id, p, 0, limit, r.t)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"ref": r.ws.RefOf(r.ctx, id), "path": p.String(), "history": r.events(events), "more": more})
		return Done, nil
	}
	for _, e := range events {
		r.sayEvent(e, "")
		for _, c := range e.Changes {
			if p.Field == "" {
				r.say("        %s", strings.TrimPrefix(c.Path, p.Entity()+"/"))
			}
			a := record.ShownAround(c.Before, c.After)
			r.sayWords("-", c.Before, a.Lead+a.Was+a.Tail)
			r.sayWords("+", c.After, a.Lead+a.Is+a.Tail)
		}
		for _, b := range e.Beside {
			r.say("        %s", r.besideWords(b))
		}
	}
	return Done, nil
}

// besideWords tells what somebody wrote or decided beside what stood.
func (r *run) besideWords(b recording.Beside) string {
	who, at := cmp.Or(b.By, r.t("conflicts.decided.unknown")), "–"
	if b.Own {
		who = r.t("conflicts.decided.own")
	}
	if !b.At.IsZero() {
		at = stamp(b.At)
	}
	if b.File {
		return r.t("history.besideFile", "value", firstLine(b.Value), "time", at)
	}
	if !b.Decided {
		return r.t("history.beside", "who", who, "value", firstLine(b.Value), "time", at)
	}
	said := r.t("conflicts.decided.words", "who", who, "value", firstLine(b.Value), "time", at)
	if b.Why != "" {
		said = r.t("conflicts.decided.why", "said", said, "why", b.Why)
	}
	return said
}

// sayWords writes a value below its step, line by line; nothing for no value.
func (r *run) sayWords(sign string, value any, words string) {
	if value == nil {
		return
	}
	if list, ok := listWords(value); ok {
		words = list
	}
	for line := range strings.SplitSeq(words, "\n") {
		r.say("        %s", strings.TrimRight(sign+" "+line, " "))
	}
}

// listWords is a list of words, as services and tags are, in a line; not ok for anything else.
func listWords(value any) (string, bool) {
	list, ok := value.([]any)
	words := make([]string, 0, len(list))
	for _, one := range list {
		word, is := one.(string)
		if !is {
			return "", false
		}
		words = append(words, word)
	}
	return strings.Join(words, ", "), ok
}

// placeThen tells what a field or part held after a step.
func (r *run) placeThen(id string, p record.Path, step int64) (int, error) {
	then, err := r.ws.Records.ValueThen(r.ctx, id, p, step)
	if err != nil {
		return 0, err
	}
	value := then.Value
	if p.Field == "" && then.There {
		value = then.Doc
	}
	if r.json {
		r.print(map[string]any{"ref": r.ws.RefOf(r.ctx, id), "path": p.String(), "step": step, "there": then.There, "value": value})
		return Done, nil
	}
	if !then.There {
		r.say("%s", r.t("history.wasNotThere"))
		return Done, nil
	}
	words, ok := listWords(value)
	if !ok {
		_, words = record.Shown(nil, value)
	}
	r.say("%s", words)
	return Done, nil
}

// reviewThen shows the whole review as it was after a step.
func (r *run) reviewThen(id string, step int64) (int, error) {
	then, e, err := r.ws.Reviews.Past(r.ctx, id, step)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(then)
		return Done, nil
	}
	r.say("%s  %s", then.Ref, r.stateName(then.State))
	r.say("%s", r.t("cli.as_it_was", "step", strconv.FormatInt(step, 10), "at", stamp(e.At)))
	r.say("")
	r.say("%s", strings.TrimRight(review.Markdown(then, r.t), "\n"))
	return Done, nil
}

// recordThen shows a record that is no review as it was after a step.
func (r *run) recordThen(id string, schema *record.Schema, step int64) (int, error) {
	then, e, err := r.ws.Keeping.Past(r.ctx, id, step)
	if err != nil {
		return 0, err
	}
	if !r.json {
		r.say("%s", r.t("cli.as_it_was", "step", strconv.FormatInt(step, 10), "at", stamp(e.At)))
	}
	r.sayRecord(schema, then)
	return Done, nil
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// sayEvent writes a step on one line; where names what it changed, "" where that is known.
func (r *run) sayEvent(e recording.Event, where string) {
	j := r.event(e)
	mark := ""
	if where != "" {
		mark = " · " + where
	}
	if who := r.who(e.By); who != "" {
		mark += "  (" + who + ")"
	}
	if e.Undone {
		mark += "  (" + r.t("history.undone") + ")"
	}
	if e.Why != "" {
		mark += "  “" + e.Why + "”"
	}
	r.say("%6d  %s  %-6s  %s%s", j.Step, j.At, j.Origin, j.Label, mark)
}

// who is who wrote what an exchange brought; "" for what was done here.
func (r *run) who(a *sharing.Author) string {
	switch {
	case a == nil:
		return ""
	case a.Device != "" && a.Device == r.ws.Who.Device:
		return r.t("history.by.you")
	case a.Joined:
		return r.t("history.by.joined")
	case a.Name == "":
		return r.t("history.by.unknown")
	}
	return r.t("history.by.name", "name", a.Name) + ", " + stamp(a.At)
}

func (r *run) events(list []recording.Event) []jsonEvent {
	out := []jsonEvent{}
	for _, e := range list {
		out = append(out, r.event(e))
	}
	return out
}

func (r *run) event(e recording.Event) jsonEvent {
	j := jsonEvent{Step: e.Step, At: stamp(e.At), Actor: e.Actor, Action: e.Action, Origin: e.Origin, Why: e.Why,
		Kind: string(e.Kind), Undone: e.Undone, Label: r.t("history." + e.Action), Changes: []jsonChange{}}
	if e.Kind == "undo" || e.Kind == "redo" {
		j.Label = r.t("history."+string(e.Kind), "what", j.Label)
	}
	if a := e.By; a == nil {
		j.By.Here = true
	} else {
		j.By = jsonAuthor{Name: a.Name, Device: a.Device, Commit: a.Commit, Merge: a.Joined}
		if !a.At.IsZero() {
			j.By.At = stamp(a.At)
		}
	}
	for _, c := range e.Changes {
		j.Changes = append(j.Changes, jsonChange{c.Path, c.Before, c.After})
	}
	for _, b := range e.Beside {
		told := jsonBeside{Value: b.Value, By: b.By, Here: b.Own, Why: b.Why, Decided: b.Decided}
		if !b.At.IsZero() {
			told.At = stamp(b.At)
		}
		j.Beside = append(j.Beside, told)
	}
	return j
}
