package workspace

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/ingest"
	"secondstory/backend/ingest/slack"
	"secondstory/backend/service/importing"
)

// readable are the endings taken from a folder; a file named itself is always
// read.
var readable = map[string]bool{".md": true, ".markdown": true, ".txt": true, ".text": true, "": true}

// files reads the files of this machine.
type files struct{}

// Expand turns files and folders into files, in the order given and by name
// within a folder. Hidden files and folders are left out. A Slack export gives a file
// for each of its channels. heard, which may be nil, is told how many files were looked at.
func (files) Expand(ctx context.Context, paths []string, heard func(n int)) ([]importing.File, error) {
	looked, told := 0, 0
	look := func() bool {
		if looked++; looked > told && heard != nil {
			told = looked
			heard(told)
		}
		return ctx.Err() == nil
	}
	var out []importing.File
	seen := map[string]bool{}
	add := func(f importing.File) {
		if !seen[f.Path] {
			seen[f.Path] = true
			out = append(out, f)
		}
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, fileFault(err, p)
		}
		info, err := os.Stat(abs)
		if err != nil {
			return nil, fileFault(err, p)
		}
		if !info.IsDir() {
			if !info.Mode().IsRegular() {
				return nil, fault.New(fault.Invalid, "file.not_regular", "name", p)
			}
			if strings.EqualFold(filepath.Ext(abs), ".zip") {
				if export, ok := slack.OpenZip(abs); ok {
					addChannels(export, add)
					continue
				}
			}
			add(importing.File{Path: abs, Size: info.Size()})
			continue
		}
		before := looked
		if export, ok := slack.OpenFolder(abs, look); ok {
			addChannels(export, add)
		}
		looked = before // what lies there is looked at twice and counts once
		var found []importing.File
		err = filepath.WalkDir(abs, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if !look() {
				return ctx.Err()
			}
			if strings.HasPrefix(d.Name(), ".") && path != abs {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if !d.Type().IsRegular() || !readable[strings.ToLower(filepath.Ext(d.Name()))] {
				return nil
			}
			info, err := d.Info()
			if err == nil {
				found = append(found, importing.File{Path: path, Size: info.Size()})
			}
			return err
		})
		if ctx.Err() != nil {
			return nil, fault.Wrap(ctx.Err(), fault.Cancelled, "job.cancelled")
		}
		if err != nil {
			return nil, fileFault(err, p)
		}
		sort.Slice(found, func(i, j int) bool { return found[i].Path < found[j].Path })
		for _, f := range found {
			add(f)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "file.nothing_to_import")
	}
	return out, nil
}

// addChannels adds each channel of a chat export as a file of its own.
func addChannels(export *slack.Export, add func(importing.File)) {
	for _, c := range export.Channels() {
		add(importing.File{Path: c.Path, Size: c.Size, Channel: c.Name, Load: func() ([]byte, error) {
			data, err := export.Bundle(c, ingest.MaxBytes)
			switch {
			case errors.Is(err, slack.ErrTooLarge):
				return nil, fault.Wrap(err, fault.Invalid, "ingest.slack_changed", "name", c.Name)
			case err != nil:
				return nil, fileFault(err, c.Name)
			}
			return data, nil
		}})
	}
}

// Read reads a whole file.
func (files) Read(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fileFault(err, filepath.Base(path))
	}
	return data, nil
}

// fileFault names the file by what the person called it, never by a path of ours.
func fileFault(err error, name string) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(err, fault.NotFound, "file.missing", "name", name)
	case errors.Is(err, fs.ErrPermission):
		return fault.Wrap(err, fault.Denied, "file.denied", "name", name)
	}
	return fault.Wrap(err, fault.Unavailable, "file.unreadable", "name", name)
}
