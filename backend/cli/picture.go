package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

func pictureCommand() command {
	return command{name: "picture", usage: "add REF FILE… | list REF | save REF ID… -o DIR | remove REF ID…", help: "cli.help.picture",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			alt := f.String("alt", "", "")
			caption := f.String("caption", "", "")
			about := f.String("about", "", "")
			out := f.StringP("output", "o", ".", "")
			return func(r *run) (int, error) {
				sub, err := r.sub("add", "list", "save", "remove")
				if err != nil {
					return 0, err
				}
				if sub == "list" {
					return r.pictureList()
				}
				name, err := r.name()
				if err != nil {
					return 0, err
				}
				given := r.args
				switch {
				case len(given) == 0 && sub == "add":
					return 0, usage("cli.picture_file_missing")
				case len(given) == 0:
					return 0, usage("cli.picture_id_missing")
				case sub == "add" && *about != "" && !review.CanShow(*about):
					return 0, usage("picture.place", "path", *about)
				}
				for i, id := range given {
					if given[i] = strings.TrimPrefix(id, review.Pictures+"/"); sub != "add" && !record.IsULID(given[i]) {
						return 0, usage("cli.picture_id_bad", "given", id)
					}
				}
				id, err := r.resolve(name)
				if err != nil {
					return 0, err
				}
				switch sub {
				case "add":
					return r.pictureAdd(id, given, review.Picture{Alt: *alt, Caption: *caption, About: *about})
				case "save":
					return r.pictureSave(id, given, *out)
				default:
					return r.pictureRemove(id, given)
				}
			}
		}}
}

type jsonPictureAdded struct {
	ID      string   `json:"id"`
	Rev     int64    `json:"rev"`
	Known   bool     `json:"known"`
	Remarks []string `json:"remarks"`
}

// pictureAdd adds files in their order. One that is refused stops it: those before it stay.
func (r *run) pictureAdd(id string, files []string, p review.Picture) (int, error) {
	out := []jsonPictureAdded{}
	for _, file := range files {
		added, err := r.ws.AddPictureFile(r.ctx, id, file, p, "")
		if err != nil {
			if len(out) > 0 && !r.json {
				r.note("%s", r.t("cli.picture_before", "count", fmt.Sprint(len(out))))
			}
			return 0, err
		}
		one := jsonPictureAdded{added.ID, added.Rev, added.Known, []string{}}
		if added.Known {
			r.say("%s  %s", added.ID, r.t("picture.known"))
		} else {
			r.say("%s  %s", added.ID, filepath.Base(file))
		}
		for _, remark := range added.Remarks {
			one.Remarks = append(one.Remarks, string(remark))
			r.say("  %s", r.t("picture.remark."+string(remark)))
		}
		out = append(out, one)
	}
	if r.json {
		r.print(map[string]any{"added": out})
	}
	return Done, nil
}

type jsonPicture struct {
	review.Picture
	Here bool     `json:"here"`
	Uses []string `json:"uses"`
}

func (r *run) pictureList() (int, error) {
	rev, err := r.review()
	if err != nil {
		return 0, err
	}
	out := []jsonPicture{}
	for _, p := range rev.Pictures {
		out = append(out, jsonPicture{p, r.ws.HasPicture(p), rev.UsesOf(p.ID)})
	}
	if r.json {
		r.print(map[string]any{"pictures": out})
		return Done, nil
	}
	if len(out) == 0 {
		r.say("%s", r.t("picture.none"))
	}
	for _, p := range out {
		here := ""
		if !p.Here {
			here = "  " + r.t("picture.not_here")
		}
		r.say("%s  %d×%d  %s  %s%s", p.ID, p.Width, p.Height, p.Format, oneLine(p.Words()), here)
	}
	return Done, nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (r *run) pictureSave(id string, parts []string, dir string) (int, error) {
	rev, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	paths := []string{}
	for _, part := range parts {
		if _, there := rev.Picture(part); !there {
			return 0, fault.New(fault.NotFound, "record.part_missing", "path", review.Pictures+"/"+part)
		}
		data, p, err := r.ws.PictureBytes(r.ctx, id, part)
		if err != nil {
			return 0, err
		}
		path := filepath.Join(dir, workspace.PictureFile(rev, p))
		if err := workspace.WriteFile(path, data); err != nil {
			return 0, err
		}
		paths = append(paths, path)
		r.say("%s", path)
	}
	if r.json {
		r.print(map[string]any{"paths": paths})
	}
	return Done, nil
}

func (r *run) pictureRemove(id string, parts []string) (int, error) {
	saved := int64(0)
	for _, part := range parts {
		res, err := r.ws.Reviews.RemovePart(r.ctx, id, review.Pictures+"/"+part, "")
		if err != nil {
			return 0, err
		}
		saved = res.Rev
		r.say("%s", r.t("cli.picture_removed", "id", part))
	}
	if r.json {
		r.print(map[string]any{"rev": saved})
	}
	return Done, nil
}
