package objects

import (
	"strings"

	"secondstory/backend/domain/incident"
)

// incidentIO reads what incident.io exports and sends of incidents, their updates and
// their follow-ups (interface version 2).
var incidentIO = &dialect{
	format: "incident.io",
	lists:  []string{"incident", "incidents", "incident_update", "incident_updates", "follow_up", "follow_ups"},
	knows: func(v *value) bool {
		for _, name := range []string{"incidents", "incident_updates", "follow_ups", "incident", "incident_update", "follow_up"} {
			item := v.get(name)
			if item != nil && item.kind == isList {
				item = item.first()
			}
			if incidentIOItem(item) {
				return true
			}
		}
		return incidentIOItem(v) || incidentIOItem(v.get(v.get("event_type").plain()))
	},
	read: readIncidentIO,
}

func incidentIOItem(v *value) bool {
	return v.has("reference", "name") && (v.has("incident_status") || v.has("severity") || v.has("mode")) ||
		v.has("incident_id", "message") && (v.has("new_incident_status") || v.has("updater")) ||
		v.has("incident_id", "title", "status")
}

func readIncidentIO(w *row) {
	if inner := w.obj.obj(w.v.get("event_type").plain()); inner.v != nil && inner.v.kind == isObject && incidentIOItem(inner.v) {
		w.skip(skipEnvelope, "event_type")
		w.obj = inner
	}
	if w.v.has("incident_id") {
		incidentIOPart(w)
		return
	}
	w.s.Key = w.text("id", "key")
	w.s.Number = w.text("reference", "number")
	w.titled(w.text("name", "title"))
	w.s.Summary = words(w.text("summary", "summary"))
	w.s.Link = w.text("permalink", "link")
	w.s.Severity = w.obj.obj("severity").text("name", "severity")
	w.obj.obj("severity").skip(skipReference, "id", "rank", "description", "created_at", "updated_at")
	w.s.State = toldState(w.obj.obj("incident_status"))

	for _, t := range w.objs("incident_timestamp_values") {
		name := strings.ToLower(t.v.in("incident_timestamp", "name").plain())
		if moment := incidentIOMoments[strings.TrimSuffix(name, " at")]; moment != "" {
			stamp, at := t.obj("incident_timestamp"), t.obj("value")
			stamp.text("name", "moments."+moment)
			stamp.skip(skipReference, "id", "rank")
			at.moment("value", moment)
		}
	}
	if _, has := w.s.Moments[incident.Detected]; !has {
		w.opened("created_at")
	}
	for _, a := range w.objs("incident_role_assignments") {
		who := a.obj("assignee")
		w.s.People = append(w.s.People, who.text("name", "people"))
		who.skip(skipReference, "id", "slack_user_id")
	}
	for _, f := range w.objs("custom_field_entries") {
		if name := strings.ToLower(f.v.in("custom_field", "name").plain()); strings.Contains(name, "service") || strings.Contains(name, "component") {
			for _, v := range f.objs("values") {
				for _, kind := range []string{"value_catalog_entry", "value_option"} {
					w.s.Services = append(w.s.Services, v.obj(kind).text("name", "services"), v.obj(kind).text("value", "services"))
				}
				w.s.Services = append(w.s.Services, v.text("value_text", "services"))
			}
		}
		if name := strings.ToLower(f.v.in("custom_field", "name").plain()); strings.Contains(name, "team") {
			for _, v := range f.objs("values") {
				w.s.Owners = append(w.s.Owners, v.obj("value_catalog_entry").text("name", "owners"), v.obj("value_option").text("value", "owners"))
			}
		}
	}
	w.taken("updated_at")
}

// incidentIOMoments are the times every account begins with; others stay raw.
var incidentIOMoments = map[string]string{
	"impact started": incident.Started, "started": incident.Started,
	"reported": incident.Detected, "detected": incident.Detected, "declared": incident.Detected,
	"accepted": incident.Acknowledged, "acknowledged": incident.Acknowledged,
	"fixed": incident.Mitigated, "mitigated": incident.Mitigated, "stabilised": incident.Mitigated, "stabilized": incident.Mitigated,
	"resolved": incident.Resolved, "closed": incident.Closed,
}

// toldState is the name of a status, or where an account has words of its own the category
// behind it.
func toldState(status obj) string {
	name := status.text("name", "state")
	if _, known := incident.BuiltIn().State(name); !known || name == "" {
		if category := status.text("category", "state"); category != "" {
			name = category
		}
	}
	status.skip(skipReference, "id", "category", "rank", "description", "created_at", "updated_at")
	return name
}

// incidentIOPart reads an update or a follow-up as a line of its incident.
func incidentIOPart(w *row) {
	w.s.Partial = true
	w.s.Key = w.text("incident_id", "key")
	u := incident.Update{Key: w.text("id", "updates"), Time: w.lineTime("created_at"), Kind: "note"}
	if w.v.has("title") {
		u.Text = strings.TrimSpace(w.text("title", "updates") + "\n" + words(w.text("description", "updates")))
		if at, _, ok := w.time("updated_at", "updates"); ok {
			u.ChangedAt = instant(at)
		}
		who := w.obj.obj("assignee")
		u.Name = who.text("name", "people")
		w.s.People = append(w.s.People, u.Name)
		w.s.Updates = []incident.Update{u}
		return
	}
	u.Text = words(w.text("message", "updates"))
	if status := w.obj.obj("new_incident_status"); status.v != nil {
		u.Kind, u.State = "state", toldState(status)
	}
	who := w.obj.obj("updater", "user")
	if u.Name = who.text("name", "people"); u.Name == "" {
		for _, f := range []string{"api_key", "workflow", "alert"} {
			if u.Role = w.obj.obj("updater", f).text("name", "updates"); u.Role != "" {
				break
			}
		}
	}
	w.s.People = append(w.s.People, u.Name)
	w.s.Updates = []incident.Update{u}
}
