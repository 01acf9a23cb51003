package objects

import (
	"regexp"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// pagerduty reads what the REST interface gives (incidents, log entries and notes, single
// and in lists), the raw data of its analytics, and its webhooks of version 3.
var pagerduty = &dialect{
	format: "pagerduty",
	lists:  []string{"incident", "incidents", "log_entry", "log_entries", "note", "notes", "event", "data"},
	knows: func(v *value) bool {
		for _, name := range []string{"incident", "incidents", "log_entry", "log_entries", "notes", "data"} {
			item := v.get(name)
			if item != nil && item.kind == isList {
				item = item.first()
			}
			if item != nil && pagerdutyItem(item, name) {
				return true
			}
		}
		return v.in("event", "event_type") != nil && v.in("event", "resource_type") != nil || pagerdutyItem(v, "")
	},
	read: readPagerduty,
}

func pagerdutyItem(v *value, list string) bool {
	kind := v.get("type").plain()
	switch {
	case kind == "incident" && (v.has("incident_number") || v.has("number") || v.has("incident_key") || v.has("html_url")):
		return true
	case strings.HasSuffix(kind, "_log_entry") && v.has("created_at"):
		return true
	case list == "notes" || list == "note" || list == "":
		return v.has("content", "user", "created_at") || v.has("content", "channel", "created_at")
	}
	return v.has("incident_number") && (v.has("seconds_to_resolve") || v.has("service_name", "created_at"))
}

func readPagerduty(w *row) {
	w.skip(skipReference, "self")
	switch kind := w.v.get("type").plain(); {
	case w.v.has("event_type", "data"):
		pagerdutyEvent(w)
	case strings.HasSuffix(kind, "_log_entry"):
		pagerdutyLog(w)
	case w.v.has("content") && (w.v.has("user") || w.v.has("channel")):
		pagerdutyNote(w)
	case w.v.has("service_name") && !w.v.has("service"):
		pagerdutyFigures(w)
	default:
		pagerdutyIncident(w, w.obj)
		w.taken("updated_at", "last_status_change_at")
	}
}

// pagerdutyIncident claims the fields of an incident, wherever it stands in the item.
func pagerdutyIncident(w *row, o obj) {
	o.skip(skipReference, "type", "self")
	w.s.Key = o.text("id", "key")
	for _, f := range []string{"incident_number", "number"} {
		if n := o.text(f, "number"); n != "" {
			w.s.Number = "#" + n
		}
	}
	title := o.text("title", "title")
	summary := o.text("summary", "title") // "[#12] " and the title
	if title == "" {
		title = numbered.ReplaceAllString(summary, "")
	}
	w.titled(title)
	w.s.Link = o.text("html_url", "link")
	w.s.State = o.text("status", "state")
	w.s.Services = []string{nameOf(o.obj("service"), "services")}
	w.s.Priority = nameOf(o.obj("priority"), "priority")
	for _, team := range o.objs("teams") {
		w.s.Owners = append(w.s.Owners, nameOf(team, "owners"))
	}
	if body := o.obj("body").text("details", "summary"); body != "" && w.s.Summary == "" {
		w.s.Summary = words(body)
	}
	o.moment("resolved_at", incident.Resolved)
	if _, has := w.s.Moments[incident.Resolved]; !has && w.s.State == "resolved" {
		o.moment("last_status_change_at", incident.Resolved)
	}
	o.opened("created_at")
	for _, a := range o.objs("acknowledgements") {
		a.earliest("at", incident.Acknowledged)
		w.person(a.obj("acknowledger"))
	}
	for _, a := range o.objs("assignments") {
		w.person(a.obj("assignee"))
	}
	for _, a := range append(o.objs("incidents_responders"), o.objs("assignees")...) {
		w.person(a)
		w.person(a.obj("user"))
	}
	w.person(o.obj("last_status_change_by"))
}

var numbered = regexp.MustCompile(`^\[#\d+\] `)

// nameOf claims what a reference is called, and lets go of what else tells of it.
func nameOf(o obj, target string) string {
	name := o.text("summary", target)
	if n := o.text("name", target); name == "" {
		name = n
	}
	o.skip(skipReference, "self", "html_url", "type", "id", "avatar_url")
	return name
}

// person notes the name of a user; what else acts is no person.
func (w *row) person(o obj) string {
	if kind := o.v.get("type").plain(); kind != "user_reference" && kind != "user" {
		return ""
	}
	name := nameOf(o, "people")
	w.s.People = append(w.s.People, name)
	return name
}

// earliest puts a moment unless an earlier one is there.
func (o obj) earliest(field, name string) {
	at, told, ok := o.time(field, "moments."+name)
	if !ok {
		if told != "" {
			o.refuse(field, incident.BadTime, told)
		}
		return
	}
	if have, there := o.w.s.Moments[name]; there {
		if d, _, ok := timeline.Duration(have, at); !ok || d >= 0 {
			return
		}
	}
	o.w.s.Put(name, at)
}

// pagerdutyLog reads a line of the log as a part of its incident.
func pagerdutyLog(w *row) {
	w.s.Partial = true
	w.owner(w.obj.obj("incident"))
	kind := strings.TrimSuffix(w.text("type", "updates"), "_log_entry")
	u := incident.Update{Key: w.text("id", "updates"), Time: w.lineTime("created_at"), Kind: "state"}
	switch kind {
	case "trigger":
		u.Kind, u.State = "alert", "triggered"
	case "acknowledge":
		u.State = "acknowledged"
	case "unacknowledge":
		u.State = "triggered"
	case "resolve":
		u.State = "resolved"
	case "annotate":
		u.Kind = "note"
	case "notify":
		u.Kind = "message"
	}
	u.Text = w.text("summary", "updates")
	agent := w.obj.obj("agent")
	if u.Name = w.person(agent); u.Name == "" {
		u.Role = nameOf(agent, "updates")
	}
	for _, a := range w.objs("assignees") {
		if name := w.person(a); name != "" && u.Kind == "state" {
			u.Text = strings.ReplaceAll(u.Text, name, "…")
		}
	}
	if u.Kind != "note" {
		u.Text = strings.TrimSpace(withoutName(u.Text, u.Name))
	}
	for _, more := range []string{w.text("note", "updates"), w.obj.obj("channel").text("summary", "updates"), w.obj.obj("event_details").text("description", "updates")} {
		if more != "" && !strings.Contains(u.Text, more) {
			u.Text = strings.TrimSpace(u.Text + "\n" + words(more))
		}
	}
	w.s.Services = []string{nameOf(w.obj.obj("service"), "services")}
	for _, team := range w.objs("teams") {
		w.s.Owners = append(w.s.Owners, nameOf(team, "owners"))
	}
	w.skip(skipReference, "html_url")
	w.s.Updates = []incident.Update{u}
}

// withoutName takes the name of who did it out of a sentence the tool has made: the name
// stands beside the line, on this machine.
func withoutName(text, name string) string {
	if name == "" {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, " by "+name, ""), name, "…")
}

// owner says which incident a part belongs to: a reference in it or in its envelope, or
// the id in the name of the file, which is all that a list of notes leaves.
func (w *row) owner(ref obj) {
	if w.s.Key = ref.text("id", "key"); w.s.Key != "" {
		w.s.Title = numbered.ReplaceAllString(one(ref.text("summary", "title")), "")
		w.s.Link = ref.text("html_url", "link")
		ref.skip(skipReference, "type", "self")
		return
	}
	if w.env != nil {
		w.s.Key = w.env.in("incident", "id").plain()
	}
	if w.s.Key == "" {
		w.s.Key = idInName.FindString(w.r.file)
	}
	if w.s.Key == "" {
		w.refuse("incident", incident.NoOwner, "")
	}
}

// idInName finds the id of an incident in the name of a file: notes-PT4KHLK.json.
var idInName = regexp.MustCompile(`\b[PQ][0-9A-Z]{5,13}\b`)

func pagerdutyNote(w *row) {
	w.s.Partial = true
	w.owner(w.obj.obj("incident"))
	u := incident.Update{Key: w.text("id", "updates"), Time: w.lineTime("created_at"), Kind: "note", Text: words(w.text("content", "updates"))}
	if at, _, ok := w.time("updated_at", "updates"); ok {
		u.ChangedAt = instant(at)
	}
	if u.Name = w.person(w.obj.obj("user")); u.Name == "" {
		u.Role = nameOf(w.obj.obj("user"), "updates")
	}
	w.s.Updates = []incident.Update{u}
}

// pagerdutyFigures reads a row of the raw data of the analytics.
func pagerdutyFigures(w *row) {
	w.s.Key = w.text("id", "key")
	if n := w.text("incident_number", "number"); n != "" {
		w.s.Number = "#" + n
	}
	w.titled(w.text("description", "title"))
	w.s.Services = []string{w.text("service_name", "services")}
	w.s.Owners = []string{w.text("team_name", "owners")}
	w.s.Priority = w.text("priority_name", "priority")
	w.s.State = w.text("status", "state")
	w.moment("resolved_at", incident.Resolved)
	w.opened("created_at")
	w.taken("updated_at")
	for _, f := range w.v.names {
		if strings.HasSuffix(f, "_user_name") || strings.HasSuffix(f, "_user_names") {
			w.s.People = append(w.s.People, w.texts(f, "people", "name")...)
		}
	}
}

// pagerdutyEvent reads a webhook: the incident as it stands with what has just happened to
// it, or a note.
func pagerdutyEvent(w *row) {
	data := w.obj.obj("data")
	kind := strings.TrimPrefix(w.text("event_type", "updates"), "incident.")
	u := incident.Update{Key: w.text("id", "updates"), Time: w.lineTime("occurred_at"), Kind: "state", Name: w.person(w.obj.obj("agent"))}
	if u.Name == "" {
		u.Role = nameOf(w.obj.obj("agent"), "updates")
	}
	w.skip(skipReference, "resource_type")
	if data.v.get("type").plain() == "incident" {
		pagerdutyIncident(w, data)
		w.taken("occurred_at")
		switch kind {
		case "triggered", "acknowledged", "resolved":
			u.State = kind
		default:
			u.Text = strings.ReplaceAll(kind, "_", " ")
		}
		if kind == "acknowledged" || kind == "resolved" {
			w.earliest("occurred_at", kind)
		}
		w.s.Updates = []incident.Update{u}
		return
	}
	w.s.Partial = true
	w.owner(data.obj("incident"))
	data.skip(skipReference, "type", "self", "html_url")
	u.Key, u.Kind = data.text("id", "updates"), "note"
	if u.Text = words(data.text("content", "updates")); u.Text == "" {
		u.Kind, u.Text = "public", words(data.text("message", "updates"))
	}
	w.s.Updates = []incident.Update{u}
}
