package reviewing

import (
	"context"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// planAnchor states one of the moments that durations are counted between; an
// empty text clears it.
func (s *Service) planAnchor(p record.Path, text string, read timeReader) (func(*record.State) ([]record.Op, error), error) {
	if strings.TrimSpace(text) == "" {
		return func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(p, nil)}, nil }, nil
	}
	stated, err := read(p, text)
	if err != nil {
		return nil, withField(err, p.Field)
	}
	return func(*record.State) ([]record.Op, error) {
		stated.RecordedAt, stated.By = s.stamp(), s.Rec.Who.Actor
		return []record.Op{record.SetOp(p, review.StatementDoc(stated))}, nil
	}, nil
}

// planTime states the time of an entry anew: the statement is appended, the
// earlier ones stay.
func (s *Service) planTime(p record.Path, text, reason string, read timeReader) (func(*record.State) ([]record.Op, error), error) {
	stated, err := read(p, text)
	if err != nil {
		return nil, withField(err, "at")
	}
	return func(st *record.State) ([]record.Op, error) {
		part, ok := st.Part(p.Collection, p.Part)
		if !ok || part.Removed {
			return nil, fault.New(fault.NotFound, "record.part_missing", "path", p.Entity())
		}
		times, _ := part.Doc["times"].([]any)
		stated.RecordedAt, stated.By, stated.Reason = s.stamp(), s.Rec.Who.Actor, reason
		if n := len(times); n > 0 && sameTime(times[n-1], stated) {
			return nil, nil
		}
		return []record.Op{record.SetOp(p, append(append([]any{}, times...), review.StatementDoc(stated)))}, nil
	}, nil
}

// timeReader reads a time typed for a field of one review.
type timeReader func(p record.Path, text string) (timeline.Statement, error)

// reader reads the times of one step. The review is asked for once, and only by a
// time that leaves its day or its zone open.
func (s *Service) reader(ctx context.Context, id string) timeReader {
	var r *review.Review
	return func(p record.Path, text string) (timeline.Statement, error) {
		if complete(text) {
			return readTime(text, "", "")
		}
		if r == nil {
			got, err := s.Get(ctx, id)
			if err != nil {
				return timeline.Statement{}, err
			}
			r = &got
		}
		return typedTime(*r, p, text)
	}
}

// ReadTime reads a time typed for a field of a review ("started",
// "timeline/<id>/times") as saving it there does. Faults of code invalid say what
// is wrong with it.
func (s *Service) ReadTime(r review.Review, path, text string) (timeline.Statement, error) {
	p, ok := record.ParsePath(path)
	if f, known := fieldOf(p); !ok || !known || f.Type != record.Statement && f.Type != record.Stated {
		return timeline.Statement{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	return typedTime(r, p, text)
}

func typedTime(r review.Review, p record.Path, text string) (timeline.Statement, error) {
	day, zone := review.DayAndZone(r, p)
	return readTime(text, zone, day)
}

// complete says that a text states its day, with the year, and its zone itself.
func complete(text string) bool {
	r, timed := timeline.Scan(strings.TrimSpace(text), timeline.SlashUnknown)
	return timed && r.HasDate && r.Date.Year != 0 && r.Zone.Stated()
}

// CorrectTime states the time of an entry anew, with the reason.
func (s *Service) CorrectTime(ctx context.Context, id, entry, text, reason, editor string) (Saved, error) {
	p := record.Path{Collection: review.Timeline, Part: entry, Field: "times"}
	plan, action, err := s.planSet(p, text, reason, s.reader(ctx, id))
	if err != nil {
		return Saved{}, err
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Reason: reason, Editor: editor, Entities: []string{p.Entity()}, Plan: plan})
	return Saved{Rev: res.Rev}, err
}

func sameTime(v any, s timeline.Statement) bool {
	d, ok := v.(map[string]any)
	return ok && record.Str(d, "at") == s.At && record.Str(d, "end") == s.End && record.Str(d, "zone") == s.Zone && record.Str(d, "precision") == string(s.Precision)
}

// readTime reads a stated time with a zone and a date for what it leaves open; a
// zone or date written in the text wins. Faults of code invalid say what is wrong;
// the text stays with the caller.
func readTime(text, zone, date string) (timeline.Statement, error) {
	r, ok := timeline.Scan(strings.TrimSpace(text), timeline.SlashUnknown)
	if !ok || strings.TrimSpace(r.Rest) != "" {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	z, _ := timeline.ParseZone(zone)
	stated, notes := r.Resolve(timeline.Context{Date: date, Zone: z})
	for _, n := range notes {
		if n.Level == "finding" || n.Level == "question" {
			return timeline.Statement{}, &fault.Error{Code: fault.Invalid, Key: typedKey(n.Key), Params: n.Params}
		}
	}
	if stated.At == "" || stated.Precision == timeline.Unknown {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	return stated, nil
}

func (s *Service) stamp() string { return s.Now().UTC().Format(time.RFC3339) }

// entryFields turns what a person typed for an entry into its fields.
func (s *Service) entryFields(doc record.Doc, p timeline.Place, past bool) error {
	line, hasLine := doc["line"].(string)
	at, hasAt := doc["at"].(string)
	delete(doc, "at")
	var stated timeline.Statement
	switch {
	case hasLine:
		delete(doc, "line")
		e, err := readLine(line, p, past)
		if err != nil {
			return err
		}
		doc["text"], stated = e.Text, e.Time
	case hasAt && strings.TrimSpace(at) != "":
		var err error
		if stated, err = readTime(at, p.Zone, p.Date); err != nil {
			return withField(err, "at")
		}
	case past:
		stated = timeline.Statement{Precision: timeline.Unknown}
	default:
		stated = timeline.ParseEntryLine("", p).Time
	}
	stated.RecordedAt, stated.By = s.stamp(), s.Rec.Who.Actor
	doc["times"] = []any{review.StatementDoc(stated)}
	return nil
}

// ReadLine reads a line of the scribe as it would be taken behind an entry of its
// review ("" = at the end). Faults of code invalid: timeline.text_missing, and
// what is wrong with the time; the line is given all the same, as far as it was read.
func (s *Service) ReadLine(r review.Review, after, line string) (timeline.EntryLine, error) {
	return readLine(line, review.PlaceOf(r, after, s.here()), past(r, s.Now()))
}

// here is now in the zone of this machine.
func (s *Service) here() time.Time {
	if s.Zone == nil {
		return s.Now()
	}
	return s.Now().In(s.Zone())
}

// placeFor is what the review says for a new entry; one whose line states its own
// day and zone is not made to wait for the review to be read.
func (s *Service) placeFor(ctx context.Context, id string, fields map[string]any, after string) (p timeline.Place, old bool, err error) {
	p = timeline.Place{Now: s.here()}
	typed, ok := fields["line"].(string)
	if !ok {
		typed, _ = fields["at"].(string)
	}
	if complete(typed) {
		return p, false, nil
	}
	r, err := s.Get(ctx, id)
	if err != nil {
		return p, false, err
	}
	return review.PlaceOf(r, after, p.Now), past(r, s.Now()), nil
}

// past says that a line without a time of its own did not happen now: the
// incident of the review lies days back.
func past(r review.Review, now time.Time) bool {
	var all []timeline.Statement
	for _, e := range r.Timeline {
		all = append(all, e.Statement)
	}
	for _, name := range review.Anchors {
		if at := r.Anchor(name); at != nil {
			all = append(all, *at)
		}
	}
	if r.Date != "" {
		all = append(all, timeline.Statement{At: r.Date, Precision: timeline.Day})
	}
	return timeline.Past(all, now)
}

func readLine(line string, p timeline.Place, past bool) (timeline.EntryLine, error) {
	e := timeline.ParseEntryLine(line, p)
	if past && !e.Stated {
		e.Time = timeline.Statement{Precision: timeline.Unknown}
	}
	for _, n := range e.Notes {
		if n.Level == "finding" || n.Level == "question" {
			key := typedKey(n.Key)
			return e, &fault.Error{Code: fault.Invalid, Key: key, Params: n.Params, Fields: []fault.Field{{Name: "at", Key: key, Params: n.Params}}}
		}
	}
	if strings.TrimSpace(e.Text) == "" {
		return e, fault.New(fault.Invalid, "timeline.text_missing").WithField("text", "timeline.text_missing")
	}
	return e, nil
}

// typedKey is the key of what is wrong with a time while somebody types it: an
// import keeps such a time as it stands, a field does not take it.
func typedKey(key string) string {
	switch key {
	case timeline.KeyImpossible, timeline.KeyEndFirst:
		return key + "_typed"
	}
	return key
}
