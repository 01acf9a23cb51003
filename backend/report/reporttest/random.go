package reporttest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// syllables make words that look like words and are found again in a text.
var syllables = strings.Fields("ba de fi go ku la me ni po ru sa te vi wo xa ye zi mar tol ven dis con per lin gra sto qui")

// hostile are the pieces that break printers.
var hostile = []string{
	"🔥", "👩‍👩‍👧‍👦", "𝔘𝔫𝔦", "\x00", "\x07", "\u202Eabc", "中文字", "שלום", "مرحبا", "e\u0301", "\uFEFF", "\u00AD", "\xff\xfe", "ﬁ", "¼", "→", "€", "\u2028",
	strings.Repeat("W", 300), "https://example.org/" + strings.Repeat("segment/", 30), "\t", "\r\n", "|", "`", "**", "<br>", "<!-- c -->", "[a](b)", "![x](y)", "&amp;", "\\", "{n}", "U+1F525", "(", ")", "\U0010FFFF", "\uFFFF",
}

// Source makes random reviews; the same seed gives the same ones.
type Source struct {
	*rand.Rand
	Hostile bool   // mixes in what breaks printers
	Typed   string // mixed in as well where Hostile; "" for none
	n       int
}

// NewSource starts a source.
func NewSource(seed uint64) *Source { return &Source{Rand: rand.New(rand.NewPCG(seed, 7))} }

// Word is one word.
func (s *Source) Word() string {
	if s.Hostile && s.IntN(6) == 0 {
		if s.Typed != "" && s.IntN(2) == 0 {
			return s.Typed
		}
		return hostile[s.IntN(len(hostile))]
	}
	var b strings.Builder
	for i := 1 + s.IntN(4); i > 0; i-- {
		b.WriteString(syllables[s.IntN(len(syllables))])
	}
	return b.String()
}

// Words are up to most words.
func (s *Source) Words(most int) string {
	list := make([]string, 1+s.IntN(most))
	for i := range list {
		list[i] = s.Word()
	}
	return strings.Join(list, " ")
}

// Prose is sentences.
func (s *Source) Prose(most int) string {
	list := make([]string, 1+s.IntN(most))
	for i := range list {
		w := s.Words(18)
		if w[0] >= 'a' && w[0] <= 'z' {
			w = string(w[0]-32) + w[1:]
		}
		list[i] = w + "."
	}
	return strings.Join(list, " ")
}

// Markdown is a few blocks.
func (s *Source) Markdown(most int) string {
	var b strings.Builder
	for i := 1 + s.IntN(most); i > 0; i-- {
		switch s.IntN(10) {
		case 0:
			fmt.Fprintf(&b, "## %s\n\n", s.Words(5))
		case 1:
			for k := 1 + s.IntN(7); k > 0; k-- {
				fmt.Fprintf(&b, "- %s\n", s.Prose(2))
				if s.IntN(3) == 0 {
					fmt.Fprintf(&b, "  1. %s\n     - **%s**\n", s.Words(9), s.Words(4))
				}
			}
			b.WriteString("\n")
		case 2:
			fmt.Fprintf(&b, "> %s\n>\n> - %s\n\n", s.Prose(2), s.Words(5))
		case 3:
			info := ""
			if s.IntN(2) == 0 {
				info = strings.NewReplacer("`", "", "\n", "", "\r", "").Replace(s.Words(2))
			}
			fmt.Fprintf(&b, "```%s\n%s\n  %s\n```\n\n", info, s.Words(30), s.Words(12))
		case 4:
			n := 1 + s.IntN(6)
			row := func(n int) {
				for k := 0; k < n; k++ {
					b.WriteString("| " + strings.ReplaceAll(s.Words(5), "|", "/") + " ")
				}
				b.WriteString("|\n")
			}
			row(n)
			b.WriteString(strings.Repeat("|---", n) + "|\n")
			for k := s.IntN(5); k >= 0; k-- {
				row(max(1, n+s.IntN(5)-2)) // people miscount
			}
			b.WriteString("\n")
		case 5:
			fmt.Fprintf(&b, "![%s](blob:%s \"%s\") [%s](https://example.org/%s \"%s\")\n\n", s.Words(2), "page", s.Words(3), s.Words(2), "page", s.Words(3))
		default:
			fmt.Fprintf(&b, "%s *%s* `%s` ~~%s~~ [%s](https://example.org/%s)\n\n", s.Prose(4), s.Words(3), s.Word(), s.Word(), s.Words(2), "page")
		}
	}
	return b.String()
}

func (s *Source) id(kind string) string {
	s.n++
	return fmt.Sprintf("%s%04d", kind, s.n)
}

func (s *Source) pick(set []string) string {
	if s.IntN(4) == 0 {
		return ""
	}
	return set[s.IntN(len(set))]
}

func (s *Source) statement(around time.Time) timeline.Statement {
	t := around.Add(time.Duration(s.IntN(600)) * time.Minute)
	out := timeline.Statement{Precision: timeline.Minute, Raw: s.Word()}
	switch s.IntN(8) {
	case 0:
		out.At = t.Format("2006-01-02T15:04:05")
	case 1:
		out.At, out.Precision = t.Format(time.DateOnly), timeline.Day
	case 2:
		out.Precision = timeline.Unknown
	case 3:
		out.At = "T" + t.Format("15:04:05")
	case 4:
		out.At, out.Zone, out.Precision = t.UTC().Format(time.RFC3339), "UTC", timeline.Approximate
	case 5:
		out.At, out.Zone, out.Precision = t.In(time.FixedZone("", 3600)).Format(time.RFC3339), "CET", timeline.Hour
		out.End = t.Add(time.Hour).In(time.FixedZone("", 3600)).Format(time.RFC3339)
	default:
		out.At, out.Zone = t.UTC().Format(time.RFC3339), "UTC"
	}
	return out
}

// Review is a random one: any part may be missing, long or odd.
func (s *Source) Review() review.Review {
	start := time.Date(2026, 1, 1+s.IntN(300), s.IntN(24), 0, 0, 0, time.UTC)
	r := review.Review{Kind: review.Kind, ID: ID, Ref: "REV-26-7K3QX2", Title: s.Words(1 + s.IntN(40)), Severity: s.pick(review.Severities), State: s.pick(review.States),
		ChangedAt: start.AddDate(0, 0, 9).Format(time.RFC3339), Zone: s.pick([]string{"Europe/Oslo", "UTC", "CET", "Nowhere/Else"})}
	for i := s.IntN(4); i > 0; i-- {
		r.Services = append(r.Services, s.Words(2))
	}
	if s.IntN(2) == 0 {
		r.Date = start.Format(time.DateOnly)
	}
	for i, p := range []**timeline.Statement{&r.Started, &r.Detected, &r.Declared, &r.Mitigated, &r.Resolved} {
		if s.IntN(3) > 0 {
			*p = ref(timeline.Statement{At: start.Add(time.Duration(i*30+s.IntN(40)) * time.Minute).Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute})
		}
	}
	for _, key := range []string{"summary", "impact", "lessons", "went_well", "luck", "detection", "lessons-2", "anything"} {
		if s.IntN(3) > 0 {
			r.Sections = append(r.Sections, review.Section{Key: key, Title: s.Words(4), Text: s.Markdown(8), Kept: key == "anything"})
		}
	}
	for i := s.IntN(30); i > 0; i-- {
		e := review.Entry{ID: s.id("t"), Statement: s.statement(start), Text: s.Markdown(1), Role: s.pick([]string{s.Words(3)}), Kind: s.pick(review.EntryKinds)}
		e.Times = []timeline.Statement{s.statement(start), e.Statement}[s.IntN(2):]
		r.Timeline = append(r.Timeline, e)
	}
	for i := s.IntN(9); i > 0; i-- {
		r.Factors = append(r.Factors, review.Factor{ID: s.id("f"), Kind: s.pick(review.FactorKinds), Text: s.Prose(3), Classes: []string{cause.Classes[s.IntN(5)]}})
	}
	r.Causes = s.Causes(s.IntN(25))
	for i := s.IntN(20); i > 0; i-- {
		a := review.Action{ID: s.id("a"), Ref: "ACT-26-" + s.id("A"), Title: s.Words(12), Text: s.Markdown(2), OwnerRole: s.pick([]string{s.Words(3)}), Status: s.pick(review.ActionStates), Kind: s.pick(review.ActionKinds), Strength: s.pick(review.Strengths), Measure: s.Prose(1), Criterion: s.Prose(1)}
		if s.IntN(2) == 0 {
			a.Due = start.AddDate(0, 0, s.IntN(30)).Format(time.DateOnly)
		}
		r.Actions = append(r.Actions, a)
	}
	for i := s.IntN(5); i > 0; i-- {
		r.Participants = append(r.Participants, review.Participant{ID: s.id("p"), Role: s.pick([]string{s.Words(2)}), Name: "Kim Anderson"})
		r.Stated = append(r.Stated, review.Stated{ID: s.id("s"), Label: s.Words(3), Text: s.Words(3), Minutes: float64(s.IntN(300)), HasSize: s.IntN(2) == 0, From: "started", To: "resolved"})
		r.Findings = append(r.Findings, review.Finding{ID: s.id("q"), Key: "finding.sample", Params: map[string]string{"text": s.Words(3), "b": "2", "c": "3"}, State: s.pick([]string{"open", "answered", "dismissed"}), Answer: s.Prose(1), Line: s.IntN(9)})
	}
	r.Durations = review.Durations(r)
	return r
}

// Causes is a random tree of n causes.
func (s *Source) Causes(n int) []cause.Node {
	if n == 0 {
		return nil
	}
	out := []cause.Node{{ID: "root", Kind: "effect", Text: s.Words(12)}}
	parents := []string{"root"}
	for i := s.IntN(5); i > 0; i-- {
		id := s.id("k")
		out = append(out, cause.Node{ID: id, Parent: "root", Kind: "category", Text: s.Words(4), Rank: id})
		parents = append(parents, id)
	}
	for i := 0; i < n; i++ {
		id := s.id("c")
		out = append(out, cause.Node{ID: id, Parent: parents[s.IntN(len(parents))], Kind: "cause", Text: s.Words(16), Status: cause.Statuses[s.IntN(4)], Classes: []string{cause.Classes[s.IntN(5)]}, Rank: id, For: s.IntN(4), Against: s.IntN(2), Gate: s.pick([]string{"and", "or"}), Therefore: cause.Verdicts[s.IntN(4)]})
		parents = append(parents, id)
	}
	return out
}
