package objects

import (
	"net/url"
	"path"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// statuspage reads the incidents and the planned work of a page that Statuspage keeps, as
// its public interface gives them (lists, summary, single) and as it sends them.
var statuspage = &dialect{
	format: "statuspage",
	lists:  []string{"incidents", "incident", "scheduled_maintenances", "scheduled_maintenance"},
	knows: func(v *value) bool {
		for _, name := range []string{"incidents", "incident", "scheduled_maintenances", "scheduled_maintenance"} {
			item := v.get(name)
			if item != nil && item.kind == isList {
				if item.first() == nil && v.has("page") {
					return true // a page on which nothing goes on
				}
				item = item.first()
			}
			if statuspageItem(item) {
				return true
			}
		}
		return statuspageItem(v)
	},
	read: readStatuspage,
}

func statuspageItem(v *value) bool {
	return v.has("name", "status") && (v.has("incident_updates") || v.has("impact", "created_at")) && !v.has("reference")
}

func readStatuspage(w *row) {
	w.s.Key = w.text("id", "key")
	page := w.text("page_id", "source")
	if page == "" && w.env != nil {
		page = w.env.in("page", "id").plain()
	}
	if page == "" && w.env != nil {
		if u, err := url.Parse(w.env.in("page", "url").plain()); err == nil {
			page = u.Host
		}
	}
	w.s.Source = strings.TrimSuffix("statuspage/"+page, "/")
	w.titled(w.text("name", "title"))
	w.s.State = w.text("status", "state")
	w.s.Severity = w.text("impact", "severity")
	if o := w.text("impact_override", "severity"); o != "" {
		w.s.Severity = o
	}
	w.s.Link = w.text("shortlink", "link")
	w.s.Summary = words(w.text("postmortem_body", "summary"))

	for _, c := range w.objs("components") {
		w.s.Services = append(w.s.Services, c.text("name", "services"))
		c.skip(skipComponent, c.v.names...)
	}
	unnamed := len(w.s.Services) == 0
	for _, l := range w.objs("incident_updates") {
		u := incident.Update{Key: l.text("id", "updates"), Time: l.lineTime("display_at", "created_at"), Kind: "public",
			State: l.text("status", "updates"), Text: words(l.text("body", "updates"))}
		if at, _, ok := l.time("updated_at", "updates"); ok {
			u.ChangedAt = instant(at)
		}
		if u.Key == "" {
			u.Key = lineKey(u)
		}
		for _, c := range l.objs("affected_components") {
			if name := c.v.get("name").plain(); unnamed && name != "" {
				w.s.Services = append(w.s.Services, c.text("name", "services"))
			}
		}
		l.skip(skipRepeated, "incident_id", "created_at")
		l.skip(skipDelivery, "deliver_notifications", "custom_tweet", "tweet_id", "wants_twitter_update", "twitter_updated_at")
		w.s.Updates = append(w.s.Updates, u)
	}
	w.skip(skipDelivery, "postmortem_notified_subscribers", "postmortem_notified_twitter", "postmortem_ignored")

	w.moment("resolved_at", incident.Resolved)
	w.moment("monitoring_at", incident.Mitigated)
	// When the page opened its record is no detection: that is when the public was told, or
	// the same moment once more. It stays raw, unless nothing else says when it began.
	begins := "started_at"
	if v := w.v.get(begins); v == nil || v.kind == isNull || v.kind == isText && missing(v.text) {
		begins = "created_at"
	}
	if at, _, ok := w.time("scheduled_for", "moments.started"); ok {
		if w.s.Planned = true; !w.over(at) {
			begins = "scheduled_for" // planned work was told of before it began
		}
	}
	if at, _, ok := w.time(begins, "moments.started"); ok && w.over(at) {
		w.raw(begins) // the page began after the end
	} else {
		w.moment(begins, incident.Started)
	}
	w.taken("updated_at")
}

// over says whether the incident was resolved before a time.
func (w *row) over(at timeline.Statement) bool {
	end, has := w.s.Moments[incident.Resolved]
	if !has {
		return false
	}
	length, _, ok := timeline.Duration(at, end)
	return ok && length < 0
}

// statusHistory reads histories of such pages that others keep, with the times that stand
// in the texts: a line an incident, updates as {at, status, message}.
var statusHistory = &dialect{
	format: "status-history",
	lists:  []string{"incidents"},
	knows: func(v *value) bool {
		if list := v.get("incidents"); list != nil && list.kind == isList {
			v = list.first()
		}
		return v.has("title", "updates", "started_at") && (v.has("url") || v.has("entry_id")) && (v.get("updates").first() == nil || v.get("updates").first().has("at"))
	},
	read: func(w *row) {
		w.s.Key = w.text("id", "key")
		if w.s.Link = w.text("url", "link"); w.s.Link != "" {
			if u, err := url.Parse(w.s.Link); err == nil && u.Host != "" {
				w.s.Source += "/" + u.Host
				if w.s.Key == "" {
					w.s.Key = path.Base(u.Path)
				}
			}
		}
		w.titled(w.text("title", "title"))
		w.s.Severity = w.text("impact", "severity")
		w.s.Services = w.texts("components", "services", "name")
		for _, l := range w.objs("updates") {
			u := incident.Update{Time: l.lineTime("at"), Kind: "public", State: l.text("status", "updates"), Text: words(l.text("message", "updates"))}
			u.Key = lineKey(u)
			w.s.Updates = append(w.s.Updates, u)
		}
		w.s.Updates = apart(w.s.Updates)
		w.s.State = lastState(w.s.Updates)
		w.moment("resolved_at", incident.Resolved)
		w.impact()
		w.taken("updated_at", "published_at")
		w.skip(skipRepeated, "status_sequence")
	},
}

// impact claims when the effect began and was over. What an account of afterwards says of
// that (impact_window) stands above when the page first said something, which then is raw.
func (w *row) impact() {
	window := w.obj.obj("impact_window")
	from, _, begun := window.time("start_at", "moments.started")
	to, _, ended := window.time("end_at", "moments.mitigated")
	length, _, known := timeline.Duration(from, to)
	if begun && ended && known && length >= 0 && !w.over(from) {
		w.s.Put(incident.Started, from)
		w.s.Put(incident.Mitigated, to)
	} else {
		window.raw("start_at", "end_at")
		w.moment("started_at", incident.Started)
		w.work()
		if from, begun = w.s.Moments[incident.Started]; begun {
			to, ended = w.s.Moments[incident.Resolved]
		}
	}
	if begun && ended {
		w.repeats("downtime_start", from)
		w.repeats("downtime_end", to)
		w.lasts("duration_minutes", from, to)
	}
}

// lastState is the state that the latest line tells; "Update" says that there is none new.
func lastState(lines []incident.Update) (state string) {
	times := make([]timeline.Statement, len(lines))
	for i, l := range lines {
		times[i] = l.Time
	}
	for _, i := range timeline.Order(times) {
		if s := lines[i].State; s != "" && !strings.EqualFold(s, "update") {
			state = s
		}
	}
	return state
}

// work notes a history that begins with an announcement as planned work: it began when a line
// says that it is in progress, and not when it was announced, which then is raw.
func (w *row) work() {
	times := make([]timeline.Statement, len(w.s.Updates))
	for i, l := range w.s.Updates {
		times[i] = l.Time
	}
	for n, i := range timeline.Order(times) {
		switch state := strings.ToLower(strings.ReplaceAll(w.s.Updates[i].State, "_", " ")); {
		case n == 0:
			w.s.Planned = state == "scheduled"
		case w.s.Planned && state == "in progress" && times[i].At != "" && !w.over(times[i]):
			w.s.Put(incident.Started, times[i])
			w.raw("started_at")
			return
		}
	}
}
