package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/search"
	"secondstory/backend/service/searching"
)

func searchCommand() command {
	return command{name: "search", usage: "QUERY [--limit N] [--trash]", help: "cli.help.search", args: queries, unknown: "cli.search_dash",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			limit := f.Int("limit", searching.DefaultLimit, "")
			trash := f.Bool("trash", false, "")
			return func(r *run) (int, error) { return r.search(*limit, *trash) }
		}}
}

// queries marks the arguments that begin with the sign of a flag and are words to
// search for: no flag holds a blank. A blank in front keeps their flag sign from
// being read as one and changes nothing in a query.
func queries(args []string) []string {
	out := slices.Clone(args)
	for i, a := range out {
		if a == "--" {
			break
		}
		if len(a) > 1 && a[0] == '-' && a[1] != '-' && strings.ContainsFunc(a, unicode.IsSpace) {
			out[i] = " " + a
		}
	}
	return out
}

type jsonHit struct {
	Kind    string  `json:"kind"`
	Ref     string  `json:"ref"`
	Title   string  `json:"title"`
	Snippet string  `json:"snippet"`
	Score   float64 `json:"score"`
	ID      string  `json:"id"`
	Place   string  `json:"place"`
	Why     string  `json:"why"`
}

func (r *run) search(limit int, trash bool) (int, error) {
	query := strings.Join(r.args, " ")
	if strings.TrimSpace(query) == "" {
		return 0, usage("cli.search_missing")
	}
	if limit < 1 {
		return 0, usage("cli.search_limit")
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	found, err := r.ws.Search.Find(r.ctx, query, searching.Options{Limit: limit, Trash: trash})
	if err != nil {
		return 0, err
	}
	for _, n := range found.Notices {
		r.note("%s", r.sentence(n))
	}
	for _, a := range found.Also {
		r.note("%s", r.t("search.also", "words", strings.Join(a.Words, ", ")))
	}
	if r.json {
		out := struct {
			Hits  []jsonHit `json:"hits"`
			Total int       `json:"total"`
		}{[]jsonHit{}, found.Total}
		for _, h := range found.Hits {
			hit := jsonHit{Kind: h.Kind, Ref: h.Ref, Title: h.Title.Title, Score: h.Score, ID: h.ID, Why: r.reasons(h)}
			if len(h.Places) > 0 {
				hit.Place, hit.Snippet = h.Places[0].Key, h.Places[0].Snippet.Text
			}
			out.Hits = append(out.Hits, hit)
		}
		r.print(out)
		return Done, nil
	}
	if len(found.Hits) == 0 {
		r.say("%s", r.t("search.none"))
		return Done, nil
	}
	for i, h := range found.Hits {
		if i > 0 {
			r.say("")
		}
		r.say("%s  %-10s  %-4s  %s", h.Ref, orDash(h.Date), orDash(h.Severity), h.Title.Title)
		if len(h.Places) > 0 {
			p := h.Places[0]
			r.say("    %s%s: %s", r.t(p.Label()), entryTime(p), marked(p.Snippet))
		}
		if why := r.reasons(h); why != "" {
			r.say("    (%s)", why)
		}
	}
	if found.Total > len(found.Hits) {
		r.note("%s", r.text.Count("cli.search_more", found.Total-len(found.Hits)))
	}
	return Done, nil
}

// sentence fills a message; a place in it is a sentence of its own.
func (r *run) sentence(m search.Message) string {
	params := map[string]string{}
	for k, v := range m.Params {
		if k == "place" {
			v = r.t(v)
		}
		params[k] = v
	}
	return r.text.Fill(m.Key, params)
}

func (r *run) reasons(h searching.Hit) string {
	var out []string
	for _, m := range h.Reasons {
		out = append(out, r.sentence(m))
	}
	return strings.Join(out, "; ")
}

// entryTime is when an entry of a timeline happened, with a blank before it.
func entryTime(p searching.PlaceHit) string {
	if p.Class != search.InTimeline.Name() || p.At == "" {
		return ""
	}
	return " " + strings.TrimSpace(strings.ReplaceAll(p.At[:min(len(p.At), len("2006-01-02T15:04"))], "T", " "))
}

// marked is a snippet for a terminal: what was found stands in brackets.
func marked(s search.Snippet) string {
	var b strings.Builder
	if s.Before {
		b.WriteString("… ")
	}
	units, mark := 0, 0
	for _, c := range s.Text {
		if mark < len(s.Marks) && s.Marks[mark].Start == units {
			b.WriteByte('[')
		}
		b.WriteRune(c)
		units++
		if c > 0xFFFF {
			units++
		}
		if mark < len(s.Marks) && s.Marks[mark].End == units {
			b.WriteByte(']')
			mark++
		}
	}
	if s.After {
		b.WriteString(" …")
	}
	return b.String()
}
