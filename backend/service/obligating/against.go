package obligating

import (
	"strings"

	"secondstory/backend/domain/obligation"
)

// required names the steps that the answers of an assessment ask for; none where its rules
// cannot be read.
func required(a obligation.Assessment) []string {
	out := []string{}
	if a.Unread != nil {
		return out
	}
	for _, id := range a.Pack.Required(a.Facts) {
		step, _ := a.Pack.Step(id)
		out = append(out, step.Name)
	}
	return out
}

// against says where an assessment contradicts its decision not to notify: people answer
// and send after they have decided too, and on another machine.
func against(v View) []Message {
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
	}{{"obligation.against_answers", v.Required}, {"obligation.against_sent", sent}} {
		if len(one.steps) > 0 {
			out = append(out, Message{Key: one.key, Params: map[string]string{"steps": strings.Join(one.steps, ", ")}})
		}
	}
	return out
}
