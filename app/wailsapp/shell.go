package wailsapp

import (
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"

	wails "github.com/wailsapp/wails/v2/pkg/runtime"
)

// shell is the toolkit as package app sees it.
type shell struct {
	ctx context.Context
	// notifying is held by who talks to the desktop; notifies says that it was asked already.
	notifying sync.Mutex
	notifies  bool
}

// start takes the toolkit's context and listens for dropped files.
func (s *shell) start(ctx context.Context, dropped func(paths []string)) {
	s.ctx = ctx
	wails.OnFileDrop(ctx, func(_, _ int, paths []string) { dropped(paths) })
}

// Emit pushes an event to the page.
func (s *shell) Emit(event string, data any) { wails.EventsEmit(s.ctx, event, data) }

// OpenFiles asks for files to read.
func (s *shell) OpenFiles(title string) ([]string, error) {
	if answer, ok := testDialogs(); ok {
		return answer.Open, nil
	}
	return wails.OpenMultipleFilesDialog(s.ctx, wails.OpenDialogOptions{Title: title})
}

// OpenFolder asks for a folder.
func (s *shell) OpenFolder(title string) (string, error) {
	if answer, ok := testDialogs(); ok {
		if len(answer.Open) == 0 {
			return "", nil
		}
		return answer.Open[0], nil
	}
	return wails.OpenDirectoryDialog(s.ctx, wails.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

// SaveFile asks for a place to write.
func (s *shell) SaveFile(title, name string) (string, error) {
	if answer, ok := testDialogs(); ok {
		if answer.Save != "" && answer.Folder {
			return filepath.Join(answer.Save, name), nil
		}
		return answer.Save, nil
	}
	return wails.SaveFileDialog(s.ctx, wails.SaveDialogOptions{Title: title, DefaultFilename: name})
}

// Front brings the window forward.
func (s *shell) Front() {
	wails.WindowUnminimise(s.ctx)
	wails.WindowShow(s.ctx)
	// Window managers refuse to raise a window on request; being on top for a
	// moment raises it everywhere.
	wails.WindowSetAlwaysOnTop(s.ctx, true)
	wails.WindowSetAlwaysOnTop(s.ctx, false)
}

// OpenFile opens a file with the program the person has for it. The toolkit's own
// call refuses files.
func (s *shell) OpenFile(path string) error {
	name, args := "xdg-open", []string{path}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", path}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() //nolint:errcheck // what becomes of the other program is its own matter
	return nil
}
