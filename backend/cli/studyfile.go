package cli

import (
	"os"
	"path/filepath"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// studyFile writes a picture of a study, or its incidents as a table.
func (r *run) studyFile(f *studyFlags, id string) (int, error) {
	v, err := r.ws.Studies.View(r.ctx, id)
	if err != nil {
		return 0, err
	}
	raw, err := workspace.ExportStudy(v, f.picture, f.to, r.text)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(f.out, 0o755); err != nil {
		return 0, fault.Wrap(err, fault.Denied, "file.not_written", "name", f.out)
	}
	path := filepath.Join(f.out, v.Ref+"."+f.to)
	if err := workspace.WriteFile(path, raw); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"path": path})
		return Done, nil
	}
	r.say("%s", r.t("cli.measures_written", "path", path))
	return Done, nil
}
