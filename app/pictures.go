package app

import (
	"context"
	"encoding/base64"
	"path/filepath"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// Pictures is the bound service of the pictures in reviews. Their bytes go to the page by
// an address, not through here: see App.PictureBytes.
type Pictures struct{ a *App }

// NewPictures binds the service to the app.
func NewPictures(a *App) *Pictures { return &Pictures{a: a} }

// Paste adds what was pasted, as base64, to a review or what about names.
func (s *Pictures) Paste(ref, name, data, about, origin string) (PicturesAdded, error) {
	return on(s.a, "Pictures.Paste", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (PicturesAdded, error) {
		raw, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			return PicturesAdded{}, fault.Wrap(err, fault.Invalid, "picture.no_picture")
		}
		added, err := ws.AddPicture(ctx, id, raw, review.Picture{Name: name, About: about}, origin)
		if err != nil {
			return PicturesAdded{}, err
		}
		return PicturesAdded{Added: []PictureAdded{pictureAdded(added)}, Refused: []PictureRefused{}}, nil
	})
}

// Choose asks for files and adds those that are pictures; the others are told one by one.
func (s *Pictures) Choose(ref, about, origin string) (PicturesAdded, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("picture.choose"))
	if err != nil {
		return PicturesAdded{}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return s.AddFiles(ref, paths, about, origin)
}

// AddFiles adds files that were dropped on the window.
func (s *Pictures) AddFiles(ref string, paths []string, about, origin string) (PicturesAdded, error) {
	return on(s.a, "Pictures.AddFiles", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (PicturesAdded, error) {
		out := PicturesAdded{Added: []PictureAdded{}, Refused: []PictureRefused{}}
		for _, path := range paths {
			added, err := ws.AddPictureFile(ctx, id, path, review.Picture{About: about}, origin)
			f, known := fault.As(err)
			switch {
			case err == nil:
				out.Added = append(out.Added, pictureAdded(added))
			case known && f.Code == fault.Invalid:
				out.Refused = append(out.Refused, PictureRefused{Name: filepath.Base(path), Key: f.Key, Params: f.Params})
			default:
				return out, err
			}
		}
		return out, nil
	})
}

// Uses lists by picture the paths of what shows it.
func (s *Pictures) Uses(ref string) (map[string][]string, error) {
	return on(s.a, "Pictures.Uses", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (map[string][]string, error) {
		r, err := ws.Reviews.Get(ctx, id)
		out := map[string][]string{}
		for _, p := range r.Pictures {
			out[p.ID] = r.UsesOf(p.ID)
		}
		return out, err
	})
}

// Save writes a picture to a file the person chooses.
func (s *Pictures) Save(ref, id string) (SavedFile, error) {
	type found struct{ record, name, format string }
	at, err := on(s.a, "Pictures.Save", ref, func(ctx context.Context, ws *workspace.Workspace, record string) (found, error) {
		r, err := ws.Reviews.Get(ctx, record)
		if err != nil {
			return found{}, err
		}
		p, ok := r.Picture(id)
		if !ok {
			return found{}, fault.New(fault.NotFound, "record.part_missing", "path", review.Pictures+"/"+id)
		}
		name := workspace.PictureFile(r, p)
		return found{record, name[:len(name)-len(filepath.Ext(name))], p.Format}, nil
	})
	if err != nil {
		return SavedFile{}, err
	}
	return s.a.saveAs("picture.save", at.name, at.format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		data, _, err := ws.PictureBytes(ctx, at.record, id)
		return data, err
	})
}

func pictureAdded(a workspace.PictureAdded) PictureAdded {
	out := PictureAdded{ID: a.ID, Rev: a.Rev, Known: a.Known, Remarks: []string{}}
	for _, remark := range a.Remarks {
		out.Remarks = append(out.Remarks, string(remark))
	}
	return out
}

// PictureBytes gives the bytes of a picture to the page, by the ids of its review and of
// itself, and what they are. It is no bound method: the page asks for an address.
func (a *App) PictureBytes(ref, id string) (data []byte, format string, err error) {
	if !record.IsULID(id) {
		return nil, "", fault.New(fault.NotFound, "blob.missing")
	}
	type found struct {
		data   []byte
		format string
	}
	got, err := on(a, "PictureBytes", ref, func(ctx context.Context, ws *workspace.Workspace, rec string) (found, error) {
		data, p, err := ws.PictureBytes(ctx, rec, id)
		return found{data, p.Format}, err
	})
	return got.data, got.format, err
}

// arePictures says whether all files begin like pictures, whatever they are called.
func arePictures(paths []string) bool {
	for _, path := range paths {
		if !workspace.BeginsLikePicture(path) {
			return false
		}
	}
	return len(paths) > 0
}
