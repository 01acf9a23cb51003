package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// alertmanager reads what Prometheus' Alertmanager posts to a webhook: each alert of the
// group is an incident from its first firing to its end, and the same alert that fires
// again later another one.
var alertmanager = &dialect{
	format: "alertmanager",
	lists:  []string{"alerts"},
	knows: func(v *value) bool {
		if list := v.get("alerts"); list != nil && list.kind == isList {
			if list.first() == nil {
				return v.has("receiver", "groupLabels")
			}
			v = list.first()
		}
		return v.has("labels", "startsAt")
	},
	read: readAlert,
}

// Labels and annotations that say what an alert is about, the surest first.
var (
	alertTitles   = []string{"summary", "title", "message"}
	alertServices = []string{"service", "service_name", "app", "application", "app_kubernetes_io_name", "component", "deployment", "job"}
	alertTeams    = []string{"team", "owner", "squad"}
)

func readAlert(w *row) {
	labels, notes := w.obj.obj("labels"), w.obj.obj("annotations")
	name := labels.text("alertname", "title")
	title := ""
	for _, f := range alertTitles {
		if title = notes.text(f, "title"); title != "" {
			break
		}
	}
	if title == "" {
		title = name
	}
	w.titled(title)
	if d := words(notes.text("description", "summary")); d != "" {
		w.s.Summary = d
	}
	for _, f := range alertServices {
		if s := labels.text(f, "services"); s != "" {
			w.s.Services = []string{s}
			break
		}
	}
	for _, f := range alertTeams {
		if t := labels.text(f, "owners"); t != "" {
			w.s.Owners = []string{t}
			break
		}
	}
	for _, f := range []string{"severity", "priority"} {
		if w.s.Severity = labels.text(f, "severity"); w.s.Severity != "" {
			break
		}
	}
	w.s.State = w.text("status", "state")
	w.s.Link = w.text("generatorURL", "link")

	w.moment("startsAt", incident.Started)
	begun, has := w.s.Moments[incident.Started]
	if !has {
		w.refuse("startsAt", incident.BadTime, w.v.get("startsAt").plain())
		return
	}
	if w.s.State == "resolved" { // of one that fires it is when it is forgotten
		w.moment("endsAt", incident.Resolved)
	}
	w.s.TakenAt = instant(begun)
	w.s.Updates = []incident.Update{{Key: "firing", Time: begun, Kind: "alert", State: "firing", Text: w.s.Summary}}
	if end, over := w.s.Moments[incident.Resolved]; over {
		w.s.TakenAt = instant(end)
		w.s.Turn = 1
		w.s.Updates = append(w.s.Updates, incident.Update{Key: "resolved", Time: end, Kind: "alert", State: "resolved"})
	}
	known := w.text("fingerprint", "key")
	if known == "" {
		known = labelsKey(w.v.get("labels"))
	}
	w.s.Key = known + "@" + atUTC(begun)
	if w.env != nil {
		for _, f := range []string{"receiver", "groupKey", "externalURL"} {
			if v := w.env.get(f); v != nil && v.kind == isText && v.text != "" {
				w.s.Raw = append(w.s.Raw, incident.Field{Name: f, Value: v.text})
				v.target = "raw"
			}
		}
		for _, f := range []string{"groupLabels", "commonLabels", "commonAnnotations"} {
			if v := w.env.get(f); v != nil {
				v.why = skipRepeated
			}
		}
	}
}

// labelsKey names an alert by its labels in whatever order, as its fingerprint does.
func labelsKey(labels *value) string {
	var all []string
	if labels != nil {
		for i, n := range labels.names {
			all = append(all, n+"\x00"+labels.kids[i].plain())
		}
	}
	slices.Sort(all)
	sum := sha256.Sum256([]byte(strings.Join(all, "\x01")))
	return hex.EncodeToString(sum[:8])
}

// atUTC is a time as it is compared, whatever its zone is written as.
func atUTC(s timeline.Statement) string {
	if ms := instant(s); ms != 0 {
		return timeOf(ms)
	}
	return s.At
}
