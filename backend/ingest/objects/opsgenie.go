package objects

import (
	"cmp"
	"strings"

	"secondstory/backend/domain/incident"
)

// opsgenie reads alerts, incidents and post-mortems as the interface gives them, and what
// alerts send to a webhook.
var opsgenie = &dialect{
	format: "opsgenie",
	lists:  []string{"data", "alert", "alerts"},
	knows: func(v *value) bool {
		for _, name := range []string{"data", "alert", "alerts"} {
			item := v.get(name)
			if item != nil && item.kind == isList {
				item = item.first()
			}
			if opsgenieItem(item) {
				return true
			}
		}
		return opsgenieItem(v)
	},
	read: func(w *row) {
		w.s.Source = "opsgenie"
		if w.v.has("postmortemId") {
			opsgeniePostmortem(w)
			return
		}
		opsgenieAlert(w)
	},
}

func opsgenieItem(v *value) bool {
	return v.has("tinyId", "message") || v.has("alertId", "message") || v.has("postmortemId")
}

func opsgenieAlert(w *row) {
	w.s.Key = cmp.Or(w.text("id", "key"), w.text("alertId", "key"))
	if n := w.text("tinyId", "number"); n != "" {
		w.s.Number = "#" + n
	}
	w.titled(w.text("message", "title"))
	if d := words(w.text("description", "summary")); d != "" {
		w.s.Summary = d
	}
	w.s.State = w.text("status", "state")
	w.s.Priority = w.text("priority", "priority")
	w.s.Services = append(w.texts("impactedServices", "services", "name", "id"), w.texts("entity", "services")...)
	w.s.Owners = append(w.texts("ownerTeam", "owners"), append(w.texts("team", "owners"), w.texts("teams", "owners", "name")...)...)
	w.s.People = append(w.texts("owner", "people"), w.texts("username", "people")...)
	w.s.Link = w.obj.obj("links").text("web", "link")

	report := w.obj.obj("report")
	w.s.People = append(w.s.People, report.text("acknowledgedBy", "people"), report.text("closedBy", "people"))
	w.moment("impactStartDate", incident.Started)
	w.moment("impactEndDate", incident.Resolved)
	w.opened("createdAt")
	w.taken("updatedAt", "lastOccurredAt")
	opsgenieAction(w)
}

// opsgenieAction is what a webhook says has just been done.
func opsgenieAction(w *row) {
	action := w.env.get("action").plain()
	if action == "" {
		return
	}
	w.env.get("action").target = "updates"
	// The moment of it is that of the alert: a webhook has none of its own.
	at := w.v.get("updatedAt")
	u := incident.Update{Kind: "state", Text: words(w.text("note", "updates")), Time: w.lineTime("updatedAt", "createdAt")}
	switch strings.ToLower(action) {
	case "create":
		u.Kind, u.State = "alert", "open"
	case "acknowledge":
		u.State = "acknowledged"
		if at != nil {
			w.moment("updatedAt", incident.Acknowledged)
		}
	case "unacknowledge":
		u.State = "open"
	case "close":
		u.State = "closed"
		if at != nil {
			w.moment("updatedAt", incident.Resolved)
		}
	case "addnote":
		u.Kind = "note"
	default:
		u.Kind, u.Text = "message", strings.TrimSpace(action+"\n"+u.Text)
	}
	if w.s.State == "" {
		w.s.State = u.State
	}
	u.Key = lineKey(u)
	w.s.Updates = []incident.Update{u}
}

// opsgeniePostmortem reads a post-mortem as a part of the incident it is about.
func opsgeniePostmortem(w *row) {
	root := w.obj.obj("rootIncident")
	w.s.Key = root.text("id", "key")
	if w.s.Key == "" {
		w.s.Key = w.text("postmortemId", "key")
	}
	w.s.Partial = true
	if n := root.text("tinyId", "number"); n != "" {
		w.s.Number = "#" + n
	}
	title := w.text("title", "title")
	if m := root.text("message", "title"); title == "" {
		title = m
	}
	w.titled(title)
	// The state of the document is not that of the incident.
	w.s.State = root.text("status", "state")
	w.s.Severity = w.text("severity", "severity")
	w.s.Priority = root.text("priority", "priority")
	for _, f := range []string{"executiveSummary", "content"} {
		v := w.v.get(f)
		if v == nil {
			continue
		}
		text := ""
		if v.kind == isObject {
			v.target, text = "summary", page(v)
		} else if text = w.text(f, "summary"); strings.HasPrefix(text, "{") {
			if doc, flaw := parse([]byte(text), place{line: v.line, column: v.column}); flaw == nil {
				text = page(doc)
			}
		}
		w.s.Summary = strings.TrimSpace(w.s.Summary + "\n\n" + text)
	}
	w.s.Services = w.texts("affectedServices", "services", "name", "id")
	w.s.Owners = w.texts("responderTeams", "owners", "name", "id")
	w.s.People = append(w.texts("responders", "people", "name", "fullName", "id"), w.obj.obj("owner").text("name", "people"))
	w.moment("startTime", incident.Started)
	w.moment("respondTime", incident.Acknowledged)
	w.moment("endTime", incident.Mitigated)
	w.moment("resolveTime", incident.Resolved)
	root.opened("creationTime")
}
