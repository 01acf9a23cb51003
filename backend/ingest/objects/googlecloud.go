package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/incident"
)

// googleCloud reads incidents.json of the status pages of Google's cloud services.
var googleCloud = &dialect{
	format: "googlecloud",
	lists:  []string{"incidents"},
	knows: func(v *value) bool {
		if list := v.get("incidents"); list != nil && list.kind == isList {
			v = list.first()
		}
		return v.has("external_desc", "begin")
	},
	read: func(w *row) {
		w.s.Key = w.text("id", "key")
		w.titled(words(w.text("external_desc", "title")))
		if uri := w.text("uri", "link"); strings.HasPrefix(uri, "incidents/") {
			w.s.Link = "https://status.cloud.google.com/" + uri
		}
		w.s.Severity = w.text("severity", "severity")
		if w.s.Severity == "" {
			w.s.Severity = w.text("status_impact", "severity")
		}
		w.s.Services = w.texts("affected_products", "services", "title")
		switch name := w.v.get("service_name").plain(); {
		case len(w.s.Services) == 0:
			w.s.Services = []string{w.text("service_name", "services")}
		case slices.Contains(w.s.Services, name):
			w.skip(skipRepeated, "service_name")
		}
		for _, p := range w.objs("affected_products") {
			p.skip(skipReference, "id")
		}
		w.skip(skipReference, "service_key")
		for _, l := range w.objs("updates") {
			u := incident.Update{Kind: "public", Time: l.lineTime("when", "created"), State: l.text("status", "updates"), Text: words(l.text("text", "updates"))}
			// When a line was first written never changes, its words do.
			if u.Key = l.text("created", "updates"); u.Key == "" {
				u.Key = lineKey(u)
			}
			if at, _, ok := l.time("modified", "updates"); ok {
				u.ChangedAt = instant(at)
			}
			w.s.Updates = append(w.s.Updates, u)
		}
		w.s.Updates = apart(w.s.Updates)
		w.s.State = lastState(w.s.Updates)
		w.skip(skipRepeated, "most_recent_update")
		w.moment("end", incident.Resolved)
		if state, _ := incident.BuiltIn().State(w.s.State); state == incident.Open {
			if _, ended := w.s.Moments[incident.Resolved]; ended {
				w.s.State = "resolved" // the last line did not say so, the end does
			}
		}
		w.moment("begin", incident.Started)
		w.taken("modified") // when the page opened its record (created) is no detection and stays raw
	},
}

// lineKey names a line of a history that has no id, so that the same line is known again.
func lineKey(u incident.Update) string {
	sum := sha256.Sum256([]byte(u.Time.At + "\x00" + u.Time.Raw + "\x00" + u.State + "\x00" + u.Text))
	return hex.EncodeToString(sum[:8])
}

// apart gives lines that share a key different ones: what a tool wrote twice in the same
// moment are two lines, told apart by their words.
func apart(lines []incident.Update) []incident.Update {
	count := map[string]int{}
	for _, l := range lines {
		count[l.Key]++
	}
	seen := map[string]int{}
	for i, l := range lines {
		if count[l.Key] < 2 {
			continue
		}
		lines[i].Key = l.Key + "/" + lineKey(l)
		if seen[lines[i].Key]++; seen[lines[i].Key] > 1 {
			lines[i].Key += "/" + strconv.Itoa(seen[lines[i].Key])
		}
	}
	return lines
}
