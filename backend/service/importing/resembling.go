package importing

import (
	"context"
	"encoding/json"
	"fmt"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// The answers to whether a file is a newer version of what it looks like.
const (
	NewerVersion = "newer"
	OwnReview    = "own"
)

// fewestEntries and half of all are what two files have to have in common where title and
// date do not say it.
const fewestEntries = 3

// resembling looks for the record that an earlier version of a file became, where the file
// lay elsewhere then: nothing but its content tells. It is a guess, so a person is asked;
// an answer makes it a newer version or a review of its own.
func (s *Service) resembling(ctx context.Context, item *Item, opts Options) error {
	newer, answered := opts.NewerAs[item.SHA256]
	if !answered && opts.Newer != "" {
		newer, answered = opts.Newer == NewerVersion, true
	}
	d := item.Document
	if answered && !newer || d.Title == "" && d.Date == "" {
		return nil
	}
	sources, err := s.Sources.Sources(ctx, record.SourceBy{Title: d.Title, Date: d.Date})
	if err != nil || len(sources) == 0 {
		return err
	}
	theirs := Build(item.document(), s.NewID(), s.NewID, s.Now())
	for i := len(sources) - 1; i >= 0; i-- {
		var was snapshot
		if err := json.Unmarshal(sources[i].Snapshot, &was); err != nil {
			return fmt.Errorf("import %s: snapshot: %w", item.Name, err)
		}
		if !alike(was, theirs) {
			continue
		}
		item.Status, item.Known = StatusAsked, sources[i].Record
		if answered {
			item.Status, item.Newer = StatusProposal, true
			return s.adopt(item, sources[i], opts)
		}
		return nil
	}
	return nil
}

// alike says whether a file may be a newer version of what an import made: title and date
// are the same, or many entries with their times.
func alike(was snapshot, theirs *record.State) bool {
	same := func(field string) bool {
		v := normal(record.Str(theirs.Head, field))
		return v != "" && v == normal(record.Str(was.Head, field))
	}
	if same("title") && same("date") {
		return true
	}
	here := map[string]record.Doc{}
	for id, doc := range was.Parts[review.Timeline] {
		here[id] = doc
	}
	now := live(theirs, review.Timeline)
	common := len(matchAs(review.Timeline, here, now, likeness(review.Timeline)[:1]))
	return common >= fewestEntries && 2*common >= min(len(here), len(now))
}

// earlier finds the sources that a proposal is a newer version of.
func (it *Item) earlier() record.SourceBy {
	switch {
	case it.Reread:
		return it.content()
	case it.Newer:
		return record.SourceBy{Record: it.Known}
	}
	return record.SourceBy{Path: it.File.Path}
}

// readHere are the sources that were read here: of others nothing is known but their text.
func readHere(list []record.Source) (out []record.Source) {
	for _, s := range list {
		if len(s.Snapshot) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// waits is the record of a file that a person is asked about.
func (it *Item) waits() Made {
	m := Made{Kind: review.Kind, ID: it.Known, Ref: record.Ref(review.Schema.RefPrefix, it.Known), Title: it.Document.Title}
	if it.Status == StatusAsked {
		m.File = it.Shown
	}
	return m
}

// asked counts the values that operations leave to a person to decide between.
func asked(ops []record.Op) (n int) {
	for _, op := range ops {
		if op.Adds(review.Conflicts) {
			n++
		}
	}
	return n
}
