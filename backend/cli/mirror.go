package cli

import (
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// mirroring are the flags of a mirror folder.
type mirroring struct{ once, off bool }

type jsonMirror struct {
	Space     string        `json:"space"`
	Folder    string        `json:"folder"`
	Taken     []string      `json:"taken"`
	Written   int           `json:"written"`
	Conflicts int           `json:"conflicts"`
	Problems  []jsonRefused `json:"problems"`
	Told      []jsonRefused `json:"told"`
}

// spaceMirror shows the reviews of a space in a plain folder: it begins or goes on with
// the mirror, once or until it is interrupted, or ends it.
func (r *run) spaceMirror(m mirroring) (int, error) {
	if len(r.args) == 0 || len(r.args) > 2 || m.off && (m.once || len(r.args) != 1) {
		return 0, usage("cli.mirror_missing")
	}
	name, dir := r.args[0], ""
	if len(r.args) == 2 {
		var err error
		if dir, err = wholePath(r.args[1]); err != nil {
			return 0, err
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if m.off {
		was, err := r.ws.StopMirror(r.ctx, name)
		if err == nil && was == "" {
			err = fault.New(fault.NotFound, "share.mirror_none")
		}
		if err != nil {
			return 0, err
		}
		if r.json {
			r.print(map[string]any{"space": name, "folder": was, "ended": true})
			return Done, nil
		}
		r.say("%s", r.t("cli.mirror_off", "name", name, "folder", was))
		return Done, nil
	}
	var done space.Mirroring
	var err error
	if dir != "" {
		done, err = r.ws.StartMirror(r.ctx, name, dir)
	} else {
		done, err = r.ws.Mirror(r.ctx, name)
	}
	if err != nil {
		return 0, err
	}
	list, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return 0, err
	}
	id := ""
	for _, l := range list {
		if l.Name == name || l.Space == name {
			dir, id = l.Mirror, l.Space
		}
	}
	status := r.mirrored(name, dir, done)
	if m.once || r.json { // one document, and not one after the other
		return status, nil
	}
	return r.keepMirror(name, dir, id, status)
}

// keepMirror looks after a mirror until it is interrupted.
func (r *run) keepMirror(name, dir, id string, status int) (int, error) {
	r.note("%s", r.t("cli.mirror_kept", "folder", dir))
	r.ws.KeepMirrors(r.ctx, func(m workspace.Mirrored) {
		if m.Space != id {
			return
		}
		if f, ok := fault.As(m.Err); ok {
			r.note("secondstory: %s", r.text.Fill(f.Key, f.Params))
			status = Failed
			return
		}
		if len(m.Taken)+m.Written+m.Opened+len(m.Told) > 0 {
			status = r.mirrored(name, dir, m.Mirroring)
		}
	})
	return status, nil
}

// mirrored tells what a pass did.
func (r *run) mirrored(name, dir string, m space.Mirroring) int {
	out := jsonMirror{Space: name, Folder: dir, Taken: []string{}, Written: m.Written, Conflicts: m.Opened, Problems: r.refused(m.Problems), Told: r.refused(m.Told)}
	for _, id := range m.Taken {
		out.Taken = append(out.Taken, r.ws.RefOf(r.ctx, id))
	}
	if r.json {
		r.print(out)
	} else {
		r.say("%s", r.t("cli.mirror_line", "name", name, "folder", dir, "taken", strconv.Itoa(len(out.Taken)), "written", strconv.Itoa(out.Written)))
		if out.Conflicts > 0 {
			r.say("  %s", r.t("cli.sync_conflicts", "count", strconv.Itoa(out.Conflicts)))
		}
		for _, x := range out.Told {
			r.say("  %s  %s", x.Ref, x.Message)
		}
		for i, x := range out.Problems {
			r.say("  %s  %s", r.at(x.Path, x.Line), x.Message)
			if q := m.Problems[i].Quote; q != "" {
				r.say("    %s", firstLine(q))
			}
		}
	}
	if len(out.Problems) > 0 || out.Conflicts > 0 {
		return NeedsPerson
	}
	return Done
}

// refused puts what is told of files into words.
func (r *run) refused(list []space.Refused) []jsonRefused {
	out := []jsonRefused{}
	for _, x := range list {
		ref := ""
		if x.Record != "" {
			ref = r.ws.RefOf(r.ctx, x.Record, x.Path)
		}
		out = append(out, jsonRefused{ref, x.Path, x.Line, x.Key, r.text.Fill(x.Key, x.Params)})
	}
	return out
}
