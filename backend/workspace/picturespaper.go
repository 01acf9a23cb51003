package workspace

import (
	"path/filepath"
	"strings"
	"sync"

	"secondstory/backend/domain/review"
	"secondstory/backend/picture"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

// Bounds of the pictures in a report. A side of so many pixels has 280 of them to the inch
// across a page; what goes over the sum of bytes is told in the place of the picture.
const (
	paperSide     = 2000
	mostOnPaper   = 64 << 20
	mostKeptPaper = 64 << 20
)

// paperPictures keeps pictures made ready for paper between reports of one process: each
// edit makes the preview anew.
type paperPictures struct {
	mu    sync.Mutex
	kept  map[string]picture.Picture // by the sum of what the record holds
	order []string
	bytes int
}

func (c *paperPictures) get(sum string, read func() ([]byte, error)) (picture.Picture, bool) {
	c.mu.Lock()
	p, ok := c.kept[sum]
	c.mu.Unlock()
	if ok {
		return p, true
	}
	data, err := read()
	if err != nil {
		return p, false
	}
	if p, err = picture.ForPaper(data, paperSide); err != nil {
		return p, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.kept[sum]; ok {
		return p, true
	}
	for c.bytes+len(p.Data) > mostKeptPaper && len(c.order) > 0 {
		c.bytes -= len(c.kept[c.order[0]].Data)
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
	if c.kept == nil {
		c.kept = map[string]picture.Picture{}
	}
	c.kept[sum] = p
	c.order = append(c.order, sum)
	c.bytes += len(p.Data)
	return p, true
}

// onPaper gives the pictures of a review to its report, as long as there is room for them.
func (w *Workspace) onPaper(r review.Review) func(review.Picture) (report.PictureBytes, bool) {
	left, had := mostOnPaper, map[string]bool{}
	return func(p review.Picture) (out report.PictureBytes, ok bool) {
		if p.Format == "" {
			return out, false
		}
		made, ok := w.paper.get(p.Sum, func() ([]byte, error) { return w.blobs().Read(p.Sum) })
		if !ok {
			return out, false
		}
		if !had[p.ID] {
			if len(made.Data) > left {
				return out, false
			}
			left -= len(made.Data)
			had[p.ID] = true
		}
		p.Format = made.Format
		return report.PictureBytes{Data: made.Data, Format: made.Format, Width: made.Width, Height: made.Height, File: PictureFile(r, p)}, true
	}
}

// besideOf are the files that a report in a format needs beside it.
func besideOf(m report.Model, format string) []asfile.Beside {
	if format != "md" {
		return nil
	}
	return asfile.Pictures(m)
}

// WriteBeside writes the pictures of a report into the folder it lies in. Their names are
// of the record and the picture, so that what is replaced is the same picture.
func WriteBeside(folder string, list []asfile.Beside) error {
	for _, f := range list {
		if strings.ContainsAny(f.Name, `/\`) {
			continue // names are made here; one with a folder in it is none of ours
		}
		if err := WriteFile(filepath.Join(folder, f.Name), f.Data); err != nil {
			return err
		}
	}
	return nil
}
