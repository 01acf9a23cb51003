package app

import (
	"context"
	"os"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// fileEndings are the endings of formats whose name is none.
var fileEndings = map[string]string{"mermaid": "mmd", "freemind": "mm"}

// saveAs asks for a place and writes a file there, made once the place is known. The dialog has no time limit;
// making the file has.
func (a *App) saveAs(titleKey, name, format string, data func(context.Context, *workspace.Workspace) ([]byte, error)) (SavedFile, error) {
	return a.saveAnd(titleKey, name, format, data, nil)
}

// saveAnd is saveAs with what is to be done once the file lies at its path, in the same
// workspace; nil for nothing.
func (a *App) saveAnd(titleKey, name, format string, data func(context.Context, *workspace.Workspace) ([]byte, error), then func(ctx context.Context, ws *workspace.Workspace, path string) error) (SavedFile, error) {
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
		if then != nil {
			if err := then(ctx, ws, path); err != nil {
				return SavedFile{}, err
			}
		}
		return SavedFile{path}, nil
	})
}

// copyFolder is where copies for other programs lie while this window is open;
// nobody else on this machine may read it.
func (a *App) copyFolder() (string, error) {
	a.savedMu.Lock()
	defer a.savedMu.Unlock()
	if a.copies == "" {
		folder, err := os.MkdirTemp("", "secondstory-")
		if err != nil {
			return "", err
		}
		a.copies = folder
	}
	return a.copies, nil
}

// dropCopies removes the copies. What another program still shows it has read.
func (a *App) dropCopies() {
	a.savedMu.Lock()
	defer a.savedMu.Unlock()
	if a.copies != "" {
		_ = os.RemoveAll(a.copies) //nolint:errcheck // a temporary folder; the system empties it too
		a.copies = ""
	}
}
