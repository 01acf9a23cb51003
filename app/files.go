package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// fileEndings are the endings of formats whose name is none.
var fileEndings = map[string]string{"mermaid": "mmd", "freemind": "mm"}

// saveAs asks for a place and writes a file there. The dialog has no time limit;
// making the file has.
func (a *App) saveAs(titleKey, name, format string, data func(context.Context, *workspace.Workspace) ([]byte, error)) (SavedFile, error) {
	ending := format
	if e, ok := fileEndings[format]; ok {
		ending = e
	}
	path, err := a.shell.SaveFile(assets.English().Text(titleKey), name+"."+ending)
	if err != nil {
		return SavedFile{}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if path == "" {
		return SavedFile{}, nil
	}
	return with(a, "saveAs", func(ctx context.Context, ws *workspace.Workspace) (SavedFile, error) {
		raw, err := data(ctx, ws)
		if err != nil {
			return SavedFile{}, err
		}
		if err := workspace.WriteFile(path, raw); err != nil {
			return SavedFile{}, err
		}
		a.savedMu.Lock()
		a.saved[path] = true
		a.savedMu.Unlock()
		return SavedFile{path}, nil
	})
}
