package app

import (
	"context"
	"unicode/utf8"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest"
	"secondstory/backend/service/importing"
	"secondstory/backend/workspace"
)

// Imports is the bound service of bringing files in.
type Imports struct{ a *App }

// NewImports binds the service to the app.
func NewImports(a *App) *Imports { return &Imports{a} }

// previewJob keeps what a preview found for the import that may follow, and in
// which workspace: what is known there is not known elsewhere.
type previewJob struct {
	preview importing.Preview
	opts    importing.Options
	home    string
}

// Choose asks the person for files; empty when cancelled.
func (s *Imports) Choose() ([]string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("import.choose"))
	if err != nil {
		return []string{}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return orEmpty(paths), nil
}

// ChooseFolder asks the person for a folder with files or a chat export; "" when cancelled.
func (s *Imports) ChooseFolder() (string, error) {
	path, err := s.a.shell.OpenFolder(assets.English().Text("import.chooseFolder"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return path, nil
}

// Channels looks in the background for the channels of chat exports among files, before any
// message of them is read, and gives the job's id.
func (s *Imports) Channels(paths []string) (string, error) {
	return guard(s.a, "Imports.Channels", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			return ws.Imports.Channels(ctx, paths, progress)
		})
	})
}

// ChannelsResult gives the channels that were found.
func (s *Imports) ChannelsResult(jobID string) ([]ImportChannel, error) {
	return guard(s.a, "Imports.ChannelsResult", func(context.Context) ([]ImportChannel, error) {
		result, err := s.a.jobs.result(jobID)
		list, ok := result.([]importing.Channel)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "job.unknown")
		}
		out := make([]ImportChannel, 0, len(list))
		for _, c := range list {
			out = append(out, ImportChannel{Name: c.Name, Bytes: c.Size})
		}
		return out, err
	})
}

// Preview reads files in the background and gives the job's id. asText are the
// hashes of contents to be read as text whatever they look like, channels those that are
// taken of chat exports; none takes all. newer says by hash of contents that look like newer
// versions of what is here whether they are.
func (s *Imports) Preview(paths []string, zone string, asText, channels []string, newer map[string]bool) (string, error) {
	return guard(s.a, "Imports.Preview", func(context.Context) (string, error) {
		opts := importing.Options{Zone: zone, AsText: map[string]bool{}, Channels: channels, NewerAs: newer}
		for _, sum := range asText {
			opts.AsText[sum] = true
		}
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			p, err := ws.Imports.Preview(ctx, paths, opts, progress)
			return previewJob{p, opts, ws.Home}, err
		})
	})
}

// PreviewResult gives what a finished preview found.
func (s *Imports) PreviewResult(jobID string) (ImportPreview, error) {
	return guard(s.a, "Imports.PreviewResult", func(context.Context) (ImportPreview, error) {
		job, err := s.preview(jobID)
		if err != nil {
			return ImportPreview{}, err
		}
		account := job.preview.WouldDo(job.opts)
		out := ImportPreview{Files: make([]ImportFile, 0, len(job.preview.Items)), Read: account.Read, Created: account.Created,
			Updated: account.Updated, Unchanged: account.Unchanged, Quarantined: len(account.Quarantined)}
		for _, it := range job.preview.Items {
			out.Files = append(out.Files, importFile(it))
		}
		return out, nil
	})
}

func (s *Imports) preview(jobID string) (previewJob, error) {
	result, err := s.a.jobs.result(jobID)
	if err != nil {
		return previewJob{}, err
	}
	job, ok := result.(previewJob)
	if !ok {
		return previewJob{}, fault.New(fault.NotFound, "job.unknown")
	}
	return job, nil
}

// shownPieces bounds what a preview lists of each kind; the counts tell the rest.
const shownPieces = 200

func importFile(it importing.Item) ImportFile {
	f := ImportFile{Path: it.Shown, SHA256: it.SHA256, Reread: it.Reread, TwinOf: it.TwinOf, Told: []ImportEntry{}, Status: string(it.Status), Kept: []ImportKept{}, Findings: []ImportFinding{}, Entries: []ImportEntry{},
		Sections: []ImportSection{}, Factors: []ImportFactor{}, Actions: []ImportAction{}}
	if it.Known != "" {
		f.Ref = record.Ref(review.Schema.RefPrefix, it.Known)
	}
	if it.Quarantined != nil {
		q := refused(*it.Quarantined)
		q.File = it.Shown
		f.Quarantine = &q
		f.AsText = it.SHA256 != "" && readableAsText[it.Quarantined.Reason]
	}
	d := it.Document
	if d == nil {
		return f
	}
	f.Format, f.Title = d.Format, d.Title
	if it.InTrash {
		f.Findings = append(f.Findings, ImportFinding{Level: "notice", Key: "import.known_in_trash", Params: map[string]string{"ref": f.Ref}})
	}
	f.Counts = ImportCounts{len(d.Timeline), len(d.Sections), len(d.Factors), len(d.Causes), len(d.Actions), len(d.Participants)}
	f.Entries, f.Told = importEntries(d.Timeline), importEntries(d.Told)
	for _, x := range d.Sections {
		f.Sections = append(f.Sections, ImportSection{Key: x.Key, Title: x.Title, Line: x.Line, Chars: utf8.RuneCountInString(x.Text), Kept: x.Kept})
		if x.Kept && len(f.Kept) < shownPieces {
			f.Kept = append(f.Kept, ImportKept{Line: x.Line, Text: x.Text, Why: Message{Key: x.Why, Params: map[string]string{}}})
		}
	}
	for i, x := range d.Factors {
		if i < shownPieces {
			f.Factors = append(f.Factors, ImportFactor{Line: x.Line, Text: x.Text, Kind: x.Kind})
		}
	}
	for i, x := range d.Actions {
		if i < shownPieces {
			owner := x.OwnerRole
			if owner == "" {
				owner = x.OwnerName
			}
			f.Actions = append(f.Actions, ImportAction{Line: x.Line, Title: x.Title, Owner: owner, Named: x.OwnerRole == "" && x.OwnerName != "", Due: x.Due, Status: x.Status})
		}
	}
	for _, x := range d.Findings {
		f.Findings = append(f.Findings, ImportFinding{Level: x.Level, Key: x.Key, Params: orEmptyMap(x.Params), Line: x.Line})
	}
	return f
}

// readableAsText are the reasons of quarantine a person may decide otherwise.
var readableAsText = map[string]bool{ingest.ReasonNotUTF8: true, ingest.ReasonLatin: true, ingest.ReasonForeign: true, ingest.ReasonNotRead: true}

func importEntries(list []intake.Entry) []ImportEntry {
	out := make([]ImportEntry, 0, min(len(list), shownPieces))
	for _, e := range list[:min(len(list), shownPieces)] {
		out = append(out, ImportEntry{Line: e.Line, At: e.Time.At, End: e.Time.End, Zone: e.Time.Zone, Precision: string(e.Time.Precision), Raw: e.Time.Raw, Text: e.Text})
	}
	return out
}

func places(list []int) map[int]bool {
	out := map[int]bool{}
	for _, i := range list {
		out[i] = true
	}
	return out
}

func orEmptyMap(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func refused(q intake.Quarantined) ImportRefused {
	return ImportRefused{File: q.File, Line: q.Line, Field: q.Field, Reason: q.Reason, Params: orEmptyMap(q.Params), Text: q.Text}
}

// Proposal tells piece by piece what merging a changed file of a finished preview would
// do. told says that the times in its text are taken.
func (s *Imports) Proposal(jobID string, place int, told bool) ([]ImportPiece, error) {
	return with(s.a, "Imports.Proposal", func(ctx context.Context, ws *workspace.Workspace) ([]ImportPiece, error) {
		job, err := s.preview(jobID)
		if err != nil {
			return nil, err
		}
		if ws.Home != job.home || place < 0 || place >= len(job.preview.Items) {
			return nil, fault.New(fault.NotFound, "job.unknown")
		}
		list, err := ws.Imports.Proposal(ctx, job.preview.Items[place], told, assets.English().Text)
		out := make([]ImportPiece, 0, len(list))
		for _, p := range list {
			piece := ImportPiece{Key: p.Key, Collection: p.Collection, State: string(p.State), Changes: []ImportChange{}, Words: p.Words, At: p.At, Count: p.Count, Asks: p.State.Changes()}
			for _, c := range p.Changes {
				piece.Changes = append(piece.Changes, ImportChange{Field: c.Field, Here: c.Here, File: c.File, Becomes: c.Becomes, Asked: c.Asked})
			}
			out = append(out, piece)
		}
		return out, err
	})
}

// leftPieces are the pieces a person left, by the place of their file.
func leftPieces(list []ImportLeft) map[int]map[string]bool {
	out := map[int]map[string]bool{}
	for _, l := range list {
		out[l.Place] = map[string]bool{}
		for _, key := range l.Keys {
			out[l.Place][key] = true
		}
	}
	return out
}

// Apply carries a preview out in the background as a person chose and gives the
// new job's id.
func (s *Imports) Apply(jobID string, choice ImportChoice) (string, error) {
	return guard(s.a, "Imports.Apply", func(context.Context) (string, error) {
		job, err := s.preview(jobID)
		if err != nil {
			return "", err
		}
		opts := job.opts
		opts.Update, opts.LeaveOut, opts.ToldOf = choice.Update, places(choice.LeaveOut), places(choice.Told)
		opts.Pieces = leftPieces(choice.Pieces)
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			if ws.Home != job.home {
				return nil, fault.New(fault.NotFound, "job.unknown")
			}
			return ws.Imports.Apply(ctx, job.preview, opts, progress)
		})
	})
}

// ApplyResult gives the account of a finished import. One that was stopped or
// failed half-way gives the account of what stands.
func (s *Imports) ApplyResult(jobID string) (ImportResult, error) {
	return guard(s.a, "Imports.ApplyResult", func(context.Context) (ImportResult, error) {
		result, err := s.a.jobs.result(jobID)
		applied, ok := result.(importing.Applied)
		if !ok {
			return ImportResult{}, err
		}
		out := ImportResult{Read: applied.Read, Created: applied.Created, Updated: applied.Updated, Unchanged: applied.Unchanged,
			LeftOut: applied.LeftOut, Notes: []ImportNote{}, Quarantined: []ImportRefused{}, Records: made(applied.Records), Proposals: made(applied.Proposals)}
		for _, n := range applied.Notes {
			out.Notes = append(out.Notes, ImportNote{File: n.File, Line: n.Line, Key: n.Key, Params: orEmptyMap(n.Params)})
		}
		for _, q := range applied.Quarantined {
			out.Quarantined = append(out.Quarantined, refused(q))
		}
		return out, nil
	})
}

func made(list []importing.Made) []ImportMade {
	out := make([]ImportMade, 0, len(list))
	for _, m := range list {
		out = append(out, ImportMade{m.Kind, m.Ref, m.Title, m.Updated, m.Asks})
	}
	return out
}

// Cancel stops a job; what it has done stands.
func (s *Imports) Cancel(jobID string) error {
	_, err := guard(s.a, "Imports.Cancel", func(context.Context) (struct{}, error) {
		s.a.jobs.stop(jobID)
		return struct{}{}, nil
	})
	return err
}
