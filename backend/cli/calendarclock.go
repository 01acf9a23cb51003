package cli

import (
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/workspace"
)

// named takes the next argument as a reference and leaves the others.
func (r *run) named(more int) (id string, err error) {
	name, err := r.name()
	if err != nil {
		return "", err
	}
	switch {
	case len(r.args) < more:
		return "", usage("cli.calendar_argument_missing")
	case len(r.args) > more:
		r.args = r.args[more:]
		return "", r.noMore()
	}
	return name, nil
}

// clocked tells an answer.
func (r *run) clocked(a scheduling.Answer, key, sentence string) (int, error) {
	explained, unknown := workspace.CalendarWords(a.Explain, r.t), workspace.CalendarWords(a.Unknown, r.t)
	if r.json {
		doc := map[string]any{"calendar": ofCalendar(a.Calendar), "from": a.From.Format(time.RFC3339), "from_local": local(a.Calendar, a.From),
			key: a.To.Format(time.RFC3339), key + "_local": local(a.Calendar, a.To), "explained": explained, "unknown": unknown}
		if a.Business > 0 || key != "opens" {
			doc["minutes"] = a.Business.Minutes()
		}
		r.print(doc)
		return Done, nil
	}
	r.say("%s", sentence)
	if explained != "" {
		r.say("%s", explained)
	}
	if unknown != "" {
		r.say("%s", unknown)
	}
	r.say("%s", r.t("cli.calendar_by", "title", a.Calendar.Name, "version", a.Calendar.Version))
	return Done, nil
}

func (r *run) calendarAdd(c *calendarFlags) (int, error) {
	name, err := r.named(1)
	if err != nil {
		return 0, err
	}
	d, err := scheduling.ParseLength(r.args[0])
	if err != nil {
		return 0, usage("calendar.length", "raw", r.args[0])
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	a, err := r.ws.Calendars.Add(r.ctx, id, c.from, calendar.Pick(c.pick), d)
	if err != nil {
		return 0, err
	}
	return r.clocked(a, "due", r.t("cli.calendar_due", "from", local(a.Calendar, a.From), "to", local(a.Calendar, a.To)))
}

func (r *run) calendarBetween(c *calendarFlags) (int, error) {
	name, err := r.named(2)
	if err != nil {
		return 0, err
	}
	from, to := r.args[0], r.args[1]
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	a, err := r.ws.Calendars.Between(r.ctx, id, from, to, calendar.Pick(c.pick))
	if err != nil {
		return 0, err
	}
	return r.clocked(a, "to", r.t("cli.calendar_between", "from", local(a.Calendar, a.From), "to", local(a.Calendar, a.To), "time", scheduling.LengthText(a.Business)))
}

func (r *run) calendarNext(c *calendarFlags) (int, error) {
	name, err := r.named(0)
	if err != nil {
		return 0, err
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	a, err := r.ws.Calendars.Next(r.ctx, id, c.from, calendar.Pick(c.pick))
	if err != nil {
		return 0, err
	}
	return r.clocked(a, "opens", r.t("cli.calendar_next", "from", local(a.Calendar, a.From), "to", local(a.Calendar, a.To)))
}

func (r *run) calendarDue(c *calendarFlags) (int, error) {
	name, err := r.named(0)
	if err != nil {
		return 0, err
	}
	id, err := r.resolve(name)
	if err != nil {
		return 0, err
	}
	a, list, err := r.ws.Calendars.DueIfOpened(r.ctx, id, c.from, calendar.Pick(c.pick))
	if err != nil {
		return 0, err
	}
	type jsonDue struct {
		Minutes   float64 `json:"minutes"`
		Due       string  `json:"due"`
		Local     string  `json:"due_local"`
		Explained string  `json:"explained"`
		Problem   string  `json:"problem"`
	}
	out := []jsonDue{}
	lies := workspace.CalendarLies(a, r.text)
	if lies != "" {
		r.say("%s", lies)
	}
	for _, d := range list {
		x := jsonDue{Minutes: d.Length.Minutes(), Explained: workspace.CalendarWords(d.Explain, r.t)}
		if d.Problem != nil {
			x.Problem = r.text.Fill(d.Problem.Key, d.Problem.Params)
			r.say("%6s  %s", scheduling.LengthText(d.Length), x.Problem)
		} else {
			x.Due, x.Local = d.At.Format(time.RFC3339), local(a.Calendar, d.At)
			r.say("%6s  %s  %s", scheduling.LengthText(d.Length), x.Local, x.Explained)
		}
		out = append(out, x)
	}
	if r.json {
		r.print(map[string]any{"calendar": ofCalendar(a.Calendar), "from": a.From.Format(time.RFC3339), "from_local": local(a.Calendar, a.From), "due": out, "urgency": a.Urgency, "lies_in": lies})
		return Done, nil
	}
	r.say("%s", r.t("cli.calendar_by", "title", a.Calendar.Name, "version", a.Calendar.Version))
	return Done, nil
}
