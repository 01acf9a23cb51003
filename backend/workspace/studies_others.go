package workspace

import (
	"strings"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
)

// StudyOther is a plan beside the one that holds: it decides nothing and is kept.
type StudyOther struct {
	Text    string        `json:"text"`    // whose it is
	Hash    string        `json:"hash"`    // "" for words in the draft
	Differs []StudyDiffer `json:"differs"` // from the plan that holds
	Results string        `json:"results"` // checks that were taken by it, in words; "" for none
	paper   string        // Text without whose it is
}

// StudyDiffer is what such a plan says otherwise, in words.
type StudyDiffer struct {
	Field string `json:"field"`
	Said  string `json:"said"`
	Held  string `json:"held"` // by the plan that holds
	Text  string `json:"text"` // all three
}

// Lines are all that is told of the plan: whose it is, then what it says.
func (o StudyOther) Lines() []string { return o.lines(o.Text) }

func (o StudyOther) lines(first string) []string {
	lines := []string{first}
	for _, d := range o.Differs {
		lines = append(lines, d.Text)
	}
	if o.Results != "" {
		lines = append(lines, o.Results)
	}
	return lines
}

// freezer is who froze a plan.
func (t teller) freezer(v studying.View, actor string) string {
	if name := v.FrozenBy[actor]; name != "" {
		return name
	}
	return t.say("policies.you")
}

// instant is one to the second, in UTC: what decides which plan was frozen first.
func (t teller) instant(stated string) string {
	at, err := time.Parse(time.RFC3339, stated)
	if err != nil {
		return stated
	}
	at = at.UTC()
	return t.dayText(at.Format(time.DateOnly)) + ", " + at.Format("15:04:05") + " UTC"
}

func (t teller) others(v studying.View) []StudyOther {
	out := []StudyOther{}
	for _, o := range v.Others {
		told := StudyOther{Text: t.say("studies.other.draft"), Differs: []StudyDiffer{}, paper: t.say("studies.other.draft")}
		if f := o.Frozen; f != nil {
			told.Text, told.Hash = t.say("studies.other.frozen", "who", t.freezer(v, f.By), "when", t.instant(f.At)), f.Hash
			told.paper = t.say("studies.other.frozenPaper", "when", t.instant(f.At))
		}
		for _, d := range o.Differs {
			one := StudyDiffer{Field: t.planField(d.Field), Said: t.planValue(d.Field, d.Said), Held: t.planValue(d.Field, d.Held)}
			one.Text = t.say("studies.other.differs", "field", one.Field, "said", one.Said, "held", one.Held)
			told.Differs = append(told.Differs, one)
		}
		if n := len(o.Results); n > 0 {
			told.Results = t.text.Count("studies.other.results", n)
		}
		out = append(out, told)
	}
	return out
}

// planField is what a field of a plan is called.
func (t teller) planField(name string) string {
	switch name {
	case "subject", "part":
		name = "action"
	case "replaces":
		return t.say("history.field.replaces")
	}
	return t.say("studies.field." + name)
}

// planValue is what a plan says in a field.
func (t teller) planValue(name string, values []string) string {
	if len(values) == 0 {
		switch name {
		case "severities":
			return t.say("studies.anySeverity")
		case "service":
			return t.say("studies.anyService")
		case "before_to":
			return t.say("studies.dayBefore")
		case "burn_in":
			return "0"
		}
		return t.say("studies.other.nothing")
	}
	words := make([]string, len(values))
	for i, v := range values {
		switch name {
		case "exposure":
			v = t.say("studies.exposure." + v)
		case "calendar":
			v = calendarRef(v)
		case "subject":
			v = record.Ref(review.Schema.RefPrefix, v)
		case "part":
			v = record.Ref("ACT", v)
		case "replaces":
			v = record.Ref(study.Schema.RefPrefix, v)
		case "change", "before_from", "before_to", "checks":
			v = t.dayText(v)
		}
		words[i] = v
	}
	return strings.Join(words, ", ")
}
