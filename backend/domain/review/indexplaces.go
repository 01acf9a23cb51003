package review

import (
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// places lists what people wrote, each text with its place. Names and private
// notes stay out: what is found can stand on a wall.
func places(r Review) []search.Place {
	out := []search.Place{}
	add := func(class search.Class, key string, texts ...string) {
		var kept []string
		for _, t := range texts {
			if t = search.Readable(t); t != "" {
				kept = append(kept, t)
			}
		}
		if len(kept) > 0 {
			// A piece of the text may begin behind the sign, as behind a sentence.
			out = append(out, search.Place{Class: class, Key: key, Text: strings.Join(kept, " ·\n")})
		}
	}
	timed := func(times string) {
		if n := len(out); n > 0 {
			out[n-1].Times = times
		}
	}
	zone := zoneOf(r)
	add(search.InRef, "ref", r.Ref)
	if add(search.InTitle, "title", r.Title); r.Title != "" {
		timed(timesOf(r, zone))
	}
	add(search.InServices, "services", strings.Join(r.Services, " · "))
	add(search.InTags, "tags", strings.Join(r.Tags, " · "))
	for _, s := range r.Sections {
		class := search.InSection
		if s.Key == "summary" {
			class = search.InSummary
		}
		title := s.Title
		if search.Plain(title) == strings.ReplaceAll(s.Key, "_", " ") {
			title = "" // "Impact" above the text called impact tells nothing
		}
		add(class, Sections+"/"+s.Key, title, s.Text)
	}
	for _, e := range r.Timeline {
		n := len(out)
		if add(search.InTimeline, Timeline+"/"+e.ID, e.Role, e.Workstream, e.Text); len(out) > n {
			timed(timesIn(zone, e.At, e.End))
		}
	}
	for _, f := range r.Factors {
		add(search.InFactor, Factors+"/"+f.ID, f.Text)
	}
	for _, n := range r.Causes {
		add(search.InCause, Causes+"/"+n.ID, n.Text, n.Note)
	}
	for _, e := range r.Evidence {
		add(search.InEvidence, Evidences+"/"+e.ID, e.Text)
	}
	for _, a := range r.Actions {
		add(search.InRef, Actions+"/"+a.ID, a.Ref)
		add(search.InAction, Actions+"/"+a.ID, a.Title, a.Text, a.Criterion, a.Measure, a.OwnerRole, a.Tracker, a.Proof, a.DeclinedBecause)
	}
	for _, p := range r.Participants {
		add(search.InPeople, Participants+"/"+p.ID, p.Role)
	}
	for _, f := range r.Findings {
		add(search.InAnswer, Findings+"/"+f.ID, f.Answer)
	}
	for _, c := range r.Comments {
		add(search.InAnswer, Comments+"/"+c.ID, c.Text)
	}
	for _, p := range r.Pictures {
		add(search.InPicture, Pictures+"/"+p.ID, p.Caption, p.Alt, p.Name)
	}
	return out
}

// causeClasses are the classes of the causes and factors, in their fixed order.
func causeClasses(r Review) []string {
	there := map[string]bool{}
	for _, n := range r.Causes {
		for _, c := range n.Classes {
			there[c] = true
		}
	}
	for _, f := range r.Factors {
		for _, c := range f.Classes {
			there[c] = true
		}
	}
	out := []string{}
	for _, c := range cause.Classes {
		if there[c] {
			out = append(out, c)
		}
	}
	return out
}

func has(r Review, row record.IndexRow) []string {
	there := map[string]bool{
		"timeline": len(r.Timeline) > 0, "factors": len(r.Factors) > 0, "causes": row.Counts["causes"] > 0, "evidence": len(r.Evidence) > 0,
		"actions": len(r.Actions) > 0, "open-actions": row.Counts["actions_open"] > 0, "questions": row.Counts["questions"] > 0,
		"services": len(r.Services) > 0, "severity": r.Severity != "", "date": row.Date != "",
	}
	out := []string{}
	for _, name := range search.HasNames {
		if there[name] {
			out = append(out, name)
		}
	}
	return out
}
