package obligating

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/obligation"
)

// required are the ids of the steps that the answers of an assessment ask for; none where
// its rules cannot be read, or were not in force for the incident.
func required(a obligation.Assessment, now time.Time) []string {
	c, err := a.Case(obligation.Weekdays{}, now)
	if err != nil || a.Pack.On(c.Day()).Outside() {
		return nil
	}
	return a.Pack.Required(a.Facts)
}

// reopened are the ids of the steps that the answers ask for by now, while it was decided
// not to notify without these answers before anybody's eyes: their limits run.
func reopened(a obligation.Assessment, now time.Time) []string {
	if a.Decision != obligation.NotNotifiable {
		return nil
	}
	return slices.DeleteFunc(required(a, now), func(id string) bool { return slices.Contains(a.Denied, id) })
}

// denied are the ids of the steps that the answers still ask for, and that were denied with
// these answers before somebody's eyes.
func denied(a obligation.Assessment, now time.Time) []string {
	return slices.DeleteFunc(slices.Clone(required(a, now)), func(id string) bool { return !slices.Contains(a.Denied, id) })
}

// named gives the names of steps.
func named(a obligation.Assessment, ids []string) []string {
	out := []string{}
	for _, id := range ids {
		step, _ := a.Pack.Step(id)
		out = append(out, step.Name)
	}
	return out
}

// against says where an assessment contradicts its decision not to notify: people answer
// and send after they have decided too, and on another machine.
func against(v View, reopened, denied []string) []Message {
	out := []Message{}
	if v.Decision != string(obligation.NotNotifiable) {
		return out
	}
	var sent []string
	for _, k := range v.Clocks {
		if len(k.Sent) > 0 {
			sent = append(sent, k.Name)
		}
	}
	for _, one := range []struct {
		key   string
		steps []string
	}{{"obligation.against_answers", reopened}, {"obligation.against_despite", denied}, {"obligation.against_sent", sent}} {
		if len(one.steps) > 0 {
			out = append(out, Message{Key: one.key, Params: map[string]string{"steps": strings.Join(one.steps, ", ")}})
		}
	}
	return out
}
