package registering

import (
	"context"
	"errors"
	"slices"

	"secondstory/backend/domain/incident"
)

// mostSamples is how many rows of a file are shown as incidents before it is taken.
const mostSamples = 5

// Preview is how a file would be read.
type Preview struct {
	Format    string
	Columns   []Column
	Rows      []Sample
	Questions []incident.Question
	// Answers are those it was read with: given, or remembered from such a file.
	Answers incident.Options
}

// Column is a column of a table: what it is taken for, and its first different values.
// Columns with the same header are one.
type Column struct {
	Header string
	Target string
	Values []string
}

// Sample is one of the first rows: as an incident, or why it would not be one.
type Sample struct {
	Line    int
	As      incident.Line
	Problem *incident.Problem
}

var errSeen = errors.New("registering: enough rows were seen")

// Preview reads the first rows of a file and takes none. Faults are those of Import.
func (s *Service) Preview(ctx context.Context, path string, o Options) (Preview, error) {
	in, name, done, err := s.Files.Open(path)
	if err != nil {
		return Preview{}, err
	}
	defer done() //nolint:errcheck // it was only read
	reader, err := s.reader(name, in, o.Format)
	if err != nil {
		return Preview{}, err
	}
	profile, err := s.Profile(ctx)
	if err != nil {
		return Preview{}, err
	}
	out := Preview{}
	told, answers, err := s.read(ctx, reader, name, in, o.Options, func(incident.Options) {}, func(r incident.Row) error {
		out.Rows = append(out.Rows, sampleOf(r, profile))
		if len(out.Rows) == mostSamples {
			return errSeen
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSeen) {
		return Preview{}, err
	}
	out.Format, out.Questions, out.Answers = told.Format, told.Questions, answers
	for i, h := range told.Headers {
		if slices.ContainsFunc(out.Columns, func(c Column) bool { return c.Header == h }) {
			continue
		}
		c := Column{Header: h}
		if at := slices.IndexFunc(told.Uses, func(u incident.Use) bool { return u.Field == h && u.Target != "" }); at >= 0 {
			c.Target = told.Uses[at].Target
		}
		if i < len(told.Values) {
			c.Values = told.Values[i]
		}
		out.Columns = append(out.Columns, c)
	}
	return out, nil
}

func sampleOf(r incident.Row, p incident.Profile) Sample {
	if r.Refused != nil {
		return Sample{Line: r.Line, Problem: &incident.Problem{Field: r.Refused.Field, Reason: r.Refused.Reason, Params: r.Refused.Params}}
	}
	return Sample{Line: r.Line, As: incident.Stored{Snapshot: *r.Snapshot}.Listed(p), Problem: r.Snapshot.Check(p)}
}
