package obligating

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// Draft is a notification drafted from the fields of the incident.
type Draft struct {
	Title     string      `json:"title"`
	Recipient string      `json:"recipient"`
	Ref       string      `json:"ref"` // of the incident
	Due       *End        `json:"due"`
	Items     []DraftItem `json:"items"`
}

// DraftItem is one thing a notification says; without text somebody has to write it.
type DraftItem struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Missing counts what somebody has to write.
func (d Draft) Missing() int {
	n := 0
	for _, item := range d.Items {
		if item.Text == "" {
			n++
		}
	}
	return n
}

// Markdown is the draft as text; what is missing stands as the words given.
func (d Draft) Markdown(missing string) string {
	var b strings.Builder
	b.WriteString("# " + d.Title + "\n\n" + d.Recipient + " · " + d.Ref + "\n")
	for _, item := range d.Items {
		text := item.Text
		if text == "" {
			text = "**" + missing + "**"
		}
		b.WriteString("\n## " + item.Name + "\n\n" + strings.TrimSpace(text) + "\n")
	}
	return b.String()
}

// Draft writes the notification of a step as far as the incident tells it.
func (s *Service) Draft(ctx context.Context, id, step string) (Draft, error) {
	a, err := s.get(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	if err := knownStep(a, step, false); err != nil {
		return Draft{}, err
	}
	v, err := s.Get(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	r, err := s.Subjects.Get(ctx, a.Subject)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Draft{}, err
	}
	st, _ := a.Pack.Step(step)
	d := Draft{Title: st.Name, Recipient: st.Recipient, Ref: v.SubjectRef, Items: []DraftItem{}}
	for _, k := range v.Clocks {
		if k.Step == step {
			d.Due = k.ends()
		}
	}
	from := sources{r.Shared(), v, a}
	for _, c := range st.Content {
		d.Items = append(d.Items, DraftItem{Name: c.Name, Text: from.text(c.From)})
	}
	return d, nil
}

// sources are what a draft is written from. The review is the one others may see:
// without names and private notes.
type sources struct {
	r review.Review
	v View
	a obligation.Assessment
}

func (s sources) text(from string) string {
	kind, name, _ := strings.Cut(from, ".")
	switch kind {
	case "fact":
		return s.a.Facts[name]
	case "event":
		for _, e := range s.v.Events {
			if e.ID == name && e.At != nil {
				return e.At.Case
			}
		}
		return ""
	}
	switch name {
	case "title":
		return s.r.Title
	case "summary", "impact":
		return s.section(name)
	case "services":
		return strings.Join(s.r.Services, ", ")
	case "started":
		return stated(s.r.Started)
	case "detected":
		return stated(s.r.Detected)
	case "mitigated":
		return stated(s.r.Mitigated)
	case "resolved":
		return stated(s.r.Resolved)
	case "measures":
		return s.measures()
	case "cause":
		return s.causes()
	}
	return ""
}

func (s sources) section(key string) string {
	for _, one := range s.r.Sections {
		if one.Key == key {
			return strings.TrimSpace(one.Text)
		}
	}
	return ""
}

// measures are the actions people stand by.
func (s sources) measures() string {
	var lines []string
	for _, a := range s.r.Actions {
		switch a.Status {
		case "committed", "in_progress", "done", "verified":
			lines = append(lines, "- "+a.Title)
		}
	}
	return strings.Join(lines, "\n")
}

// causes are those that evidence supports; a hypothesis tells an authority nothing.
func (s sources) causes() string {
	var lines []string
	for _, c := range s.r.Causes {
		if c.Status == "supported" && c.Parent != "" {
			lines = append(lines, "- "+c.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func stated(s *timeline.Statement) string {
	if s == nil {
		return ""
	}
	at := strings.Replace(s.At, "T", " ", 1)
	if s.Zone != "" {
		at += " (" + s.Zone + ")"
	}
	return strings.TrimSpace(at)
}
