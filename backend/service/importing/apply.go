package importing

import (
	"context"
	"errors"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Made is a record an import made or changed.
type Made struct {
	Kind, ID, Ref, Title string
	Updated              bool // it was here before
	Asks                 int  // values that the merge left to a person to decide between
	// File is set where a person is asked whether it is a newer version of this record.
	File string
}

// Applied is the account of an import.
type Applied struct {
	Read, Created, Updated, Unchanged int
	LeftOut                           int // files a person left out; they are in no other number
	Quarantined                       []intake.Quarantined
	Records                           []Made
	Proposals                         []Made
	// InTrash are the records of known sources that wait in the trash.
	InTrash []Made
	Notes   []Note
	// Findings are what a person should look at in what was made or updated; the
	// records keep them.
	Findings []Note
}

// Note is something to know about how a file was read. Findings have a level:
// "question", "finding" or "notice".
type Note struct {
	Level  string            `json:"level,omitempty"`
	File   string            `json:"file"`
	Line   int               `json:"line,omitempty"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params,omitempty"`
}

// tell notes what the reader says of a file as a whole, and what it found in it.
func (a *Applied) tell(item Item, told bool) {
	for _, f := range item.Document.Findings {
		n := Note{File: item.Shown, Line: f.Line, Key: f.Key, Params: f.Params}
		switch {
		case told && f.Key == intake.KeyTimesInText:
		case intake.Accounted[f.Key]:
			a.Notes = append(a.Notes, n)
		default:
			n.Level = f.Level
			a.Findings = append(a.Findings, n)
		}
	}
}

// refused is why the file was not read, under the name people read.
func (it *Item) refused() intake.Quarantined {
	q := *it.Quarantined
	q.File = it.Shown
	return q
}

// same notes that a file holds the text of another in other bytes.
func (a *Applied) same(item Item) {
	switch {
	case item.InTrash:
	case item.Elsewhere:
		a.Notes = append(a.Notes, Note{File: item.Shown, Key: "import.from_elsewhere", Params: map[string]string{"ref": record.Ref(review.Schema.RefPrefix, item.Known)}})
	case item.Status != StatusSameText:
	case item.TwinOf != "":
		a.Notes = append(a.Notes, Note{File: item.Shown, Key: "import.same_text_twin", Params: map[string]string{"file": item.TwinOf}})
	default:
		a.Notes = append(a.Notes, Note{File: item.Shown, Key: "import.same_text", Params: map[string]string{"ref": record.Ref(review.Schema.RefPrefix, item.Known)}})
	}
}

// Asks says whether anything was found that waits for a person; a notice does not.
func (a Applied) Asks() bool {
	return slices.ContainsFunc(a.Findings, func(n Note) bool { return n.Level != "notice" })
}

// WouldDo is the account an import of the preview would give, without doing it.
func (p Preview) WouldDo(opts Options) Applied {
	out := Applied{Quarantined: []intake.Quarantined{}, Records: []Made{}, Proposals: []Made{}}
	for i, it := range p.Items {
		if opts.LeaveOut[i] {
			out.LeftOut++
			continue
		}
		out.Read++
		switch {
		case it.Status == StatusQuarantined:
			out.Quarantined = append(out.Quarantined, it.refused())
		case it.Status == StatusNew:
			out.tell(it, it.Told || opts.ToldOf[i])
			out.Created++
			out.Records = append(out.Records, Made{Kind: review.Kind, Title: it.Document.Title})
		case it.Status == StatusProposal && opts.Update:
			out.tell(it, it.Told || opts.ToldOf[i])
			out.Updated++
		default:
			out.Unchanged++
			out.same(it)
			if it.Status == StatusProposal || it.Status == StatusAsked {
				out.Proposals = append(out.Proposals, it.waits())
			}
		}
	}
	return out
}

// Apply carries a preview out, one transaction per file. When it is cancelled or
// fails, what was done until then stands and is told.
func (s *Service) Apply(ctx context.Context, p Preview, opts Options, progress Progress) (Applied, error) {
	out := Applied{Quarantined: []intake.Quarantined{}, Records: []Made{}, Proposals: []Made{}}
	for i := range p.Items {
		if err := ctx.Err(); err != nil {
			return out, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		if opts.LeaveOut[i] {
			out.LeftOut++
		} else {
			item := p.Items[i]
			item.Told, item.left = item.Told || opts.ToldOf[i], opts.Pieces[i]
			if err := s.applyOne(ctx, &item, opts, &out); err != nil {
				return out, err
			}
			out.Read++
		}
		if progress != nil {
			progress(i+1, len(p.Items), p.Items[i].Shown)
		}
	}
	return out, nil
}

func (s *Service) applyOne(ctx context.Context, item *Item, opts Options, out *Applied) error {
	switch item.Status {
	case StatusQuarantined:
		q := *item.Quarantined
		out.Quarantined = append(out.Quarantined, item.refused())
		if item.body == nil || q.Nothing {
			return nil // too large to keep, or nothing to keep: the file itself stays where it is
		}
		return s.Quarantine.Keep(ctx, s.NewID(), item.SHA256, q, item.body, s.Now())
	case StatusUnchanged, StatusSameText:
		out.Unchanged++
		out.same(*item)
		if item.InTrash {
			out.InTrash = append(out.InTrash, Made{Kind: review.Kind, ID: item.Known, Ref: record.Ref(review.Schema.RefPrefix, item.Known), Title: item.Document.Title})
		}
		return nil
	case StatusAsked:
		out.Unchanged++
		out.Proposals = append(out.Proposals, item.waits())
		return nil
	case StatusProposal:
		made := item.waits()
		if !opts.Update {
			out.Unchanged++
			out.Proposals = append(out.Proposals, made)
			return nil
		}
		merge := s.update
		if item.Own {
			merge = s.updateOwn
		}
		err := merge(ctx, item)
		f, isFault := fault.As(err)
		switch {
		case item.Own && fault.Is(err, fault.NotFound):
			// The first of two exports of one review was left out: this is the first.
			return s.create(ctx, item, out)
		case errors.Is(err, recording.ErrSourceKnown):
			out.Unchanged++
			return nil
		case isFault && f.Key == "record.in_trash":
			// A person threw the record away: the new version waits for them.
			out.Unchanged++
			out.Proposals = append(out.Proposals, made)
			return nil
		case err != nil:
			return err
		}
		out.Updated++
		out.tell(*item, item.Told)
		out.Notes = append(out.Notes, item.brought...)
		made.Updated, made.Asks = true, item.asks
		out.Records = append(out.Records, made)
		return nil
	}
	return s.create(ctx, item, out)
}

// create makes the review of a file that nobody knows yet.
func (s *Service) create(ctx context.Context, item *Item, out *Applied) error {
	st := Build(item.document(), orElse(item.Document.ID, s.NewID()), s.NewID, s.Now())
	snapshot, err := snapshotOf(st, item.Told)
	if err != nil {
		return err
	}
	// They are no part of what the file says: a next version that lacks them takes none away.
	docs, notes := s.bring(item, st, st, func(_, id string) (string, bool) { return id, true })
	for _, doc := range docs {
		if st.Parts[review.Pictures] == nil {
			st.Parts[review.Pictures] = map[string]record.Part{}
		}
		st.Parts[review.Pictures][s.NewID()] = record.Part{Doc: doc}
	}
	_, err = s.Rec.Create(ctx, recording.New{
		State: st, Action: "review.import",
		Note: record.Doc{"source": item.Name, "sha256": item.SHA256},
		Source: &record.Source{Path: item.File.Path, SHA256: item.SHA256, Text: item.Document.TextSHA256, Format: item.Document.Format,
			ReaderVersion: item.Document.ReaderVersion, Snapshot: snapshot},
	})
	if errors.Is(err, recording.ErrSourceKnown) {
		out.Unchanged++
		return nil
	}
	if err != nil {
		return err
	}
	out.Created++
	out.tell(*item, item.Told)
	out.Notes = append(out.Notes, notes...)
	out.Records = append(out.Records, Made{Kind: review.Kind, ID: st.ID, Ref: record.Ref(review.Schema.RefPrefix, st.ID), Title: record.Str(st.Head, "title")})
	return nil
}

// snapshotOf is the imported content for a later re-import: head and parts.
func snapshotOf(st *record.State, told bool) ([]byte, error) {
	doc := record.Doc{"head": st.Head, "parts": record.PartDocs(st)}
	if told {
		doc["told"] = true
	}
	return record.Canonical(doc)
}
