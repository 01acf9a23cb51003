package app

import (
	"context"
	"os"
	"path/filepath"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// VerifiedReport is what a file is to the register of issued reports: one of the states of
// the workspace, and the same in a sentence. Name is "" where the person chose none.
type VerifiedReport struct {
	Name  string `json:"name"`
	State string `json:"state"` // workspace.FileSame …
	Text  string `json:"text"`
}

// Verify asks the person for a file and says whether it went out from this workspace, and
// whether somebody changed it after that. Nothing of it is kept.
func (s *Reports) Verify() (VerifiedReport, error) {
	paths, err := s.a.shell.OpenFiles(s.text.Text("report.verify.choose"))
	if err != nil {
		return VerifiedReport{}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return VerifiedReport{}, nil
	}
	return with(s.a, "Reports.Verify", func(ctx context.Context, ws *workspace.Workspace) (VerifiedReport, error) {
		name := filepath.Base(paths[0])
		raw, err := os.ReadFile(paths[0])
		if err != nil {
			return VerifiedReport{}, fault.Wrap(err, fault.NotFound, "cli.report.verify_unreadable", "name", name)
		}
		state, issued, err := ws.VerifyIssued(ctx, raw)
		return VerifiedReport{Name: name, State: state, Text: issued.Sentence(state, s.text)}, err
	})
}
