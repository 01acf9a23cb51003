package objects

import (
	"strings"
	"time"

	"secondstory/backend/domain/incident"
)

func timeOf(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z") }

// cloudEvents reads events in the structured form of CloudEvents, alone, in a batch or one
// a line. What one carries goes to the dialect that knows it; of any other the event itself
// is the incident: events with the same source and subject tell of the same one.
var cloudEvents = &dialect{
	format: "cloudevents",
	knows:  func(v *value) bool { return v.has("specversion", "type", "source", "id") },
	unwrap: func(v *value) (*value, string) {
		data := v.get("data")
		if data == nil || data.kind != isObject {
			return nil, ""
		}
		return data, "data"
	},
	read: func(w *row) {
		w.s.Source = strings.TrimSuffix("cloudevents/"+w.text("source", "source"), "/")
		event, kind, subject := w.text("id", "updates"), w.text("type", "updates"), w.text("subject", "key")
		if w.s.Key = subject; subject == "" {
			w.s.Key = event
		}
		data := w.obj.obj("data")
		for _, f := range []string{"title", "summary", "name", "subject", "headline"} {
			if t := data.text(f, "title"); t != "" {
				w.titled(t)
				break
			}
		}
		said := words(data.text("message", "summary"))
		if d := words(data.text("description", "summary")); d != "" {
			said = strings.TrimSpace(said + "\n\n" + d)
		}
		w.s.Summary = said
		if w.s.Title == "" {
			w.titled(strings.TrimSpace(kind + " " + subject))
		}
		for _, f := range []string{"status", "state"} {
			if w.s.State = data.text(f, "state"); w.s.State != "" {
				break
			}
		}
		w.s.Severity = data.text("severity", "severity")
		w.s.Priority = data.text("priority", "priority")
		w.s.Services = append(data.texts("service", "services", "name"), data.texts("services", "services", "name")...)
		data.moment("resolved_at", incident.Resolved)
		data.moment("started_at", incident.Started)
		w.opened("time")
		w.s.Updates = []incident.Update{{Key: event, Time: w.lineTime("time"), Kind: "message", State: w.s.State, Text: strings.TrimSpace(kind + "\n" + said)}}
		w.v.get("specversion").why = skipEnvelope
		w.skip(skipEnvelope, "datacontenttype", "dataschema")
		w.taken("time")
	},
}
