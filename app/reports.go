package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// Reports is the bound service of printing.
type Reports struct {
	a    *App
	text *assets.Catalogue
}

// NewReports binds the service to the app.
func NewReports(a *App) *Reports { return &Reports{a, assets.English()} }

// Make prints a report of a review to a file the person chooses; kind is
// internal or executive.
func (s *Reports) Make(ref, kind string) (SavedFile, error) {
	r, err := on(s.a, "Reports.Make", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewDoc, error) {
		return ws.Reviews.Get(ctx, id)
	})
	if err != nil {
		return SavedFile{}, err
	}
	return s.a.saveAs("report.save", r.Ref+"-"+kind, "pdf", func(_ context.Context, ws *workspace.Workspace) ([]byte, error) {
		return ws.Report(r, workspace.ReportOptions{Kind: kind}, s.text)
	})
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
