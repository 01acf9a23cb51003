package report

import (
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// undecided is the note at a value that has more than one version until somebody decides;
// nothing when it is settled.
func (b *builder) undecided(path string) []Block {
	if _, open := b.r.UndecidedAt(path); !open {
		return nil
	}
	return []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.undecided"), Mark: Warn}}}}
}

// Limits of the note below the title.
const (
	undecidedMost  = 3
	undecidedRunes = 70
)

// undecidedOutside is undecidedHead for readers who do not get the whole review: only
// facts of the review are named, by their field. The other places would bring in the
// words of what the layout leaves out; those it shows have a note of their own.
func (b *builder) undecidedOutside() []Block {
	var names []string
	others, seen := 0, map[string]bool{}
	for _, c := range b.r.Conflicts {
		p, ok := record.ParsePath(c.Path)
		if c.State == merge.Resolved || seen[c.Path] || ok && p.Collection == review.Findings {
			continue
		}
		seen[c.Path] = true
		name := ""
		if _, known := review.FieldAt(p); ok && known && p.Collection == "" {
			name = review.FieldName(p, b.t)
		}
		if name == "" {
			others++
		} else {
			names = append(names, name)
		}
	}
	if others > 0 {
		names = append(names, b.count("report.undecided.places", others))
	}
	if len(names) == 0 {
		return nil
	}
	return []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.undecided.outside", "list", strings.Join(names, "; ")), Mark: Warn}}}}
}

// undecidedHead names below the title what is undecided anywhere in the review:
// the facts in the line above the title have no room for a note of their own, and
// the page of a summary may leave out the place that has one.
func (b *builder) undecidedHead() []Block {
	var names []string
	seen := map[string]bool{}
	for _, c := range b.r.Conflicts {
		if p, ok := record.ParsePath(c.Path); c.State == merge.Resolved || seen[c.Path] || ok && p.Collection == review.Findings {
			continue
		}
		seen[c.Path] = true
		u := review.UndecidedOf(b.r, review.Ask([]merge.Conflict{{ID: c.ID, Path: c.Path, Kind: c.Kind, Base: c.Base, Values: c.Values}}, "", false), b.t)
		names = append(names, clip(u.Where, undecidedRunes))
	}
	if len(names) == 0 {
		return nil
	}
	more := len(names) - undecidedMost
	if more > 0 {
		names = append(names[:undecidedMost:undecidedMost], b.t("report.undecided.more", "count", itoa(more)))
	}
	return []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.undecided.head", "list", strings.Join(names, "; ")), Mark: Warn}}}}
}
