package cli

import (
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/workspace"
)

type jsonPutAside struct {
	ID      string `json:"id"`
	Line    int    `json:"line"`
	Title   string `json:"title"`
	Key     string `json:"key"`
	Message string `json:"message"`
	Asks    string `json:"asks"`
	Text    string `json:"text"`
}

// calendarAside lists the entries of the file that became nothing yet; it ends with
// NeedsPerson while there are some. With the id of one, and an answer, it settles that one.
func (r *run) calendarAside(c *calendarFlags) (int, error) {
	name, err := r.name()
	if err != nil {
		return 0, err
	}
	part := ""
	if len(r.args) > 0 {
		part, r.args = r.args[0], r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if c.as != "" && !slices.Contains(calendar.Forms, calendar.Form(c.as)) {
		return 0, formUnknown(c.as)
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	tell := r.watchLimits(id)
	switch answered := c.as != "" || c.zone != "" || c.pick != ""; {
	case part != "" && c.drop:
		if _, err := r.ws.Calendars.Drop(r.ctx, id, part, c.alike, ""); err != nil {
			return 0, err
		}
	case part != "" && answered:
		if _, err := r.ws.Calendars.Settle(r.ctx, id, part, scheduling.Settling{Form: calendar.Form(c.as), Zone: c.zone, Pick: calendar.Pick(c.pick), Alike: c.alike}, ""); err != nil {
			return 0, err
		}
	case c.drop:
		// The note that others were left in the file, once somebody has looked there.
		if _, err := r.ws.Keeping.Set(r.ctx, id, []keeping.Assignment{{Path: record.Path{Field: "aside_left"}}}, ""); err != nil {
			return 0, err
		}
	case part != "":
		return 0, usage("cli.calendar_aside_how")
	}
	tell()
	h, err := r.ws.Calendars.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	out := []jsonPutAside{}
	for _, a := range h.Aside {
		x := jsonPutAside{a.ID, a.Line, a.Title, a.Key, workspace.CalendarWords(a.Message, r.t), string(a.Asks()), a.Text}
		out = append(out, x)
		r.say("%s  %s  %s", x.ID, orDash(x.Title), x.Message)
	}
	if h.AsideLeft > 0 {
		r.say("%s", r.text.Count("calendar.asideLeft", h.AsideLeft))
	}
	if r.json {
		r.print(map[string]any{"calendar": ofCalendar(h), "aside": out, "left": h.AsideLeft})
	} else if len(out) == 0 {
		r.say("%s", r.t("calendar.asideNone"))
	}
	if len(out)+h.AsideLeft > 0 {
		return NeedsPerson, nil
	}
	return Done, nil
}
