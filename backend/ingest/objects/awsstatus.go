package objects

import (
	"strings"

	"secondstory/backend/domain/incident"
)

// awsStatus reads the archive of Amazon's service health page: no ids, one time, and what
// happened as HTML with times of day in it.
var awsStatus = &dialect{
	format: "aws-status",
	lists:  []string{"archive", "current"},
	knows: func(v *value) bool {
		for _, name := range []string{"archive", "current"} {
			if list := v.get(name); list != nil && list.kind == isList && list.first() != nil {
				v = list.first()
				break
			}
		}
		return v.has("service_name", "summary", "date", "description", "service")
	},
	read: func(w *row) {
		service, date := w.text("service", "key"), w.v.get("date").plain()
		w.s.Key = service + "/" + date
		title := w.text("summary", "title")
		if rest, over := strings.CutPrefix(title, "[RESOLVED] "); over {
			w.s.State, title = "resolved", rest
		}
		w.titled(title)
		w.s.Services = []string{w.text("service_name", "services")}
		w.s.Summary = strings.TrimSpace(words(w.text("details", "summary")) + "\n\n" + words(w.text("description", "summary")))
		w.moment("date", incident.Started)
	},
}
