package cli

import (
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/incident"
)

// jsonKnown is until when the register tells of what happened.
type jsonKnown struct {
	Until string `json:"until,omitempty"` // a day
	By    string `json:"by,omitempty"`    // "incident", "reading" or "word"
	At    string `json:"at,omitempty"`    // of the reading or the word
}

// incidentUntil shows until when the register tells of what happened, or keeps somebody's word
// that it holds everything until a day.
func (r *run) incidentUntil() (int, error) {
	if len(r.args) > 1 {
		return 0, usage("cli.incident_until_args")
	}
	var day calendar.Date
	today := len(r.args) == 1 && r.args[0] == "today"
	if len(r.args) == 1 && !today && r.args[0] != "unsaid" {
		var err error
		if day, err = calendar.ParseDate(r.args[0]); err != nil {
			return 0, usage("cli.incident_until_args")
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	var known incident.Known
	var err error
	switch {
	case len(r.args) == 0:
		known, err = r.ws.Register.Until(r.ctx)
	case today:
		known, err = r.ws.Register.SayUntil(r.ctx, r.ws.Studies.Today())
	default:
		known, err = r.ws.Register.SayUntil(r.ctx, day)
	}
	if err != nil {
		return 0, err
	}
	if r.json {
		out := jsonKnown{By: known.By}
		if !known.Until.IsZero() {
			out.Until = known.Until.String()
		}
		if !known.At.IsZero() {
			out.At = known.At.Format(time.RFC3339)
		}
		r.print(out)
		return Done, nil
	}
	if known.Until.IsZero() {
		r.say("%s", r.t("incident.until.none"))
		return Done, nil
	}
	r.say("%s", r.t("incident.until."+known.By, "day", known.Until.String()))
	return Done, nil
}
