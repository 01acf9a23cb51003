package app

import (
	"cmp"
	"context"
	"encoding/base64"
	"path/filepath"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/redact"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
	"secondstory/backend/workspace"
)

// Reports is the bound service of printing.
type Reports struct {
	a    *App
	text *assets.Catalogue
}

// NewReports binds the service to the app.
func NewReports(a *App) *Reports { return &Reports{a, assets.English()} }

// Make writes a report of a review to a file the person chooses, as one of
// workspace.ReportFormats; "" is paper.
func (s *Reports) Make(ref string, choice ReportChoice, format string) (SavedFile, error) {
	if format == "" {
		format = "pdf"
	}
	r, err := on(s.a, "Reports.Make", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewDoc, error) {
		return ws.Reviews.Get(ctx, id)
	})
	if err != nil {
		return SavedFile{}, err
	}
	var beside []asfile.Beside
	return s.a.saveAnd("report.save", r.Ref+"-"+choice.Kind, format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		o, err := choice.options()
		if err != nil {
			return nil, err
		}
		// The dialog may have stood open for long: the paper is of the review as it is now.
		r, err := ws.Reviews.Get(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		raw, paper, err := ws.ReportAs(ctx, r, o, format, s.text)
		beside = paper.Beside
		return raw, err
	}, func(_ context.Context, _ *workspace.Workspace, path string) error {
		return workspace.WriteBeside(filepath.Dir(path), beside)
	})
}

// Issue writes a report of a review to a file the person chooses, as one of
// workspace.ReportFormats, and enters it in the register of issued reports, which cannot be taken back. Seen is the revision of the
// preview they looked at: of a review that has changed since, also while the dialog
// stood open, nothing is issued. An empty path means that the person chose none, and
// nothing was issued.
func (s *Reports) Issue(ref string, choice ReportChoice, format, to string, seen int64) (SavedFile, error) {
	r, err := on(s.a, "Reports.Issue", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewDoc, error) {
		return ws.Reviews.Get(ctx, id)
	})
	if err != nil {
		return SavedFile{}, err
	}
	var issued workspace.Issued
	if r.Rev != seen {
		return SavedFile{}, fault.New(fault.Conflict, "report.moved")
	}
	return s.a.saveAnd("report.save", r.Ref+"-"+choice.Kind, format, func(ctx context.Context, ws *workspace.Workspace) (raw []byte, err error) {
		o, err := choice.options()
		if err != nil {
			return nil, err
		}
		r, err := ws.Reviews.Get(ctx, r.ID)
		if err == nil && r.Rev != seen {
			err = fault.New(fault.Conflict, "report.moved")
		}
		if err != nil {
			return nil, err
		}
		raw, issued, err = ws.PrepareIssue(ctx, r, o, format, to, s.text)
		return raw, err
	}, func(ctx context.Context, ws *workspace.Workspace, path string) error {
		if err := workspace.WriteBeside(filepath.Dir(path), issued.Beside); err != nil {
			return err
		}
		_, err := ws.EnterIssue(ctx, issued, filepath.Base(path))
		return err
	})
}

// Issued lists the reports of a review that went out, newest first.
func (s *Reports) Issued(ref string) ([]IssuedReport, error) {
	return on(s.a, "Reports.Issued", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]IssuedReport, error) {
		list, err := ws.IssuedReports(ctx, id)
		if err != nil {
			return nil, err
		}
		out := make([]IssuedReport, len(list))
		for i, x := range list {
			now, err := ws.DataNow(ctx, x)
			if err != nil {
				return nil, err
			}
			out[i] = IssuedReport{At: x.At.UTC().Format(time.RFC3339), Kind: x.Kind, To: x.To, Name: x.Name, FileHash: x.FileHash, Moved: x.DataHash != now}
		}
		return out, nil
	})
}

// Register writes a report across records, one of workspace.RegisterKinds, to a file the
// person chooses, in one of workspace.RegisterFormats. It is work that can take long: what
// comes back is its id, "" where the person chose no file.
func (s *Reports) Register(kind, format string, q IncidentQuery) (string, error) {
	path, err := s.a.shell.SaveFile(s.text.Text("report.save"), "second-story-"+kind+"."+format)
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if path == "" {
		return "", nil
	}
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(done, total int, label string)) (any, error) {
		raw, _, err := ws.RegisterAs(ctx, workspace.RegisterOrder{Kind: kind, Format: format, Query: q.query(), Progress: progress}, s.text)
		if err != nil {
			return SavedFile{}, err
		}
		if err := workspace.WriteFile(path, raw); err != nil {
			return SavedFile{}, err
		}
		s.a.savedMu.Lock()
		s.a.saved[path] = true
		s.a.savedMu.Unlock()
		return SavedFile{path}, nil
	})
}

// RegisterResult tells where a finished report across records lies.
func (s *Reports) RegisterResult(jobID string) (SavedFile, error) {
	return resultOf[SavedFile](s.a, "Reports.RegisterResult", jobID)
}

// Preview prints a report of a review for the screen: the bytes that Make would
// write. They travel as text because the window's bridge speaks JSON, and no
// address of the page has to stand for a document that is gone after the next edit.
func (s *Reports) Preview(ref string, choice ReportChoice) (ReportPreview, error) {
	return on(s.a, "Reports.Preview", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReportPreview, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return ReportPreview{}, err
		}
		paper, err := s.print(ctx, ws, r, choice)
		removed := make([]ReportRemoved, len(paper.Removed))
		for i, x := range paper.Removed {
			removed[i] = removedOf(r, x)
		}
		return ReportPreview{PDF: base64.StdEncoding.EncodeToString(paper.PDF), Rev: r.Rev, Unset: s.unset(paper), Removed: removed, Apart: append([]string{}, paper.Apart...)}, err
	})
}

// PreviewRegister prints a report across records, one of workspace.RegisterKinds, for the
// screen: the paper that Register would write at this moment.
func (s *Reports) PreviewRegister(kind string, q IncidentQuery) (PaperPreview, error) {
	return with(s.a, "Reports.PreviewRegister", func(ctx context.Context, ws *workspace.Workspace) (PaperPreview, error) {
		_, paper, err := ws.RegisterAs(ctx, workspace.RegisterOrder{Kind: kind, Format: "pdf", Query: q.query()}, s.text)
		return s.shown(paper), err
	})
}

// PreviewTrend prints the report of a period for the screen.
func (s *Reports) PreviewTrend(q MeasureQuery) (PaperPreview, error) {
	return with(s.a, "Reports.PreviewTrend", func(ctx context.Context, ws *workspace.Workspace) (PaperPreview, error) {
		_, paper, err := ws.TrendAs(ctx, q.trend(), time.Time{}, "pdf", s.text)
		return s.shown(paper), err
	})
}

// removedOf tells what went or stays, and of a picture which one it is.
func removedOf(r ReviewDoc, x redact.Removed) ReportRemoved {
	out := ReportRemoved{Kind: string(x.Kind), Words: x.Words, Kept: x.Kept, Key: cmp.Or(x.Key, x.Words)}
	for _, p := range r.Pictures {
		if x.Kind == redact.Picture && report.PictureKey(p) == x.Key {
			out.Picture = p.ID
			break // one that stands there twice is one picture
		}
	}
	return out
}

func (s *Reports) shown(paper workspace.Paper) PaperPreview {
	return PaperPreview{PDF: base64.StdEncoding.EncodeToString(paper.PDF), Unset: s.unset(paper)}
}

// unset says which scripts no font of this machine has.
func (s *Reports) unset(paper workspace.Paper) []string {
	out := make([]string, len(paper.Unset))
	for i, u := range paper.Unset {
		out[i] = u.Sentence(s.text)
	}
	return out
}

// View opens a report of a review in the program the person has for such files,
// as a copy that goes when the window closes.
func (s *Reports) View(ref string, choice ReportChoice) error {
	_, err := on(s.a, "Reports.View", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (struct{}, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return struct{}{}, err
		}
		paper, err := s.print(ctx, ws, r, choice)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.view(r.Ref+"-"+choice.Kind+".pdf", paper.PDF)
	})
	return err
}

// Keep says of words, or of a picture by its key, that reports of a review for readers
// outside leave out that they may stay, or takes that back.
func (s *Reports) Keep(ref, words string, stays bool) error {
	_, err := on(s.a, "Reports.Keep", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (struct{}, error) {
		return struct{}{}, ws.KeepWords(ctx, id, words, stays)
	})
	return err
}

func (s *Reports) print(ctx context.Context, ws *workspace.Workspace, r ReviewDoc, choice ReportChoice) (workspace.Paper, error) {
	o, err := choice.options()
	if err != nil {
		return workspace.Paper{}, err
	}
	return ws.Report(ctx, r, o, s.text)
}

func (c ReportChoice) options() (workspace.ReportOptions, error) {
	o := workspace.ReportOptions{Kind: c.Kind, Audience: c.Audience}
	if c.AsOf != "" {
		t, err := time.Parse(time.DateOnly, c.AsOf)
		if err != nil {
			return o, fault.New(fault.Invalid, "cli.date_bad", "given", c.AsOf)
		}
		o.AsOf = t
	}
	return o, nil
}

// Open opens a file this window has saved with the program the person has for
// it.
func (s *Reports) Open(path string) error {
	_, err := guard(s.a, "Reports.Open", func(context.Context) (struct{}, error) {
		s.a.savedMu.Lock()
		ours := s.a.saved[path]
		s.a.savedMu.Unlock()
		if !ours {
			return struct{}{}, fault.New(fault.Denied, "file.not_opened")
		}
		if err := s.a.shell.OpenFile(path); err != nil {
			return struct{}{}, fault.Wrap(err, fault.Unavailable, "file.not_opened")
		}
		return struct{}{}, nil
	})
	return err
}
