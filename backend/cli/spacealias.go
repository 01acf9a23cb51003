package cli

import (
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// spaceAlias shows or changes what others in a space call the person.
func (r *run) spaceAlias() (int, error) {
	if len(r.args) == 0 || len(r.args) > 2 {
		return 0, usage("cli.space_alias_missing")
	}
	name := r.args[0]
	if err := r.open(); err != nil {
		return 0, err
	}
	var alias string
	shared := false
	if len(r.args) == 2 {
		var err error
		if alias, err = r.ws.SetAlias(r.ctx, name, r.args[1]); err != nil {
			return 0, err
		}
		if shared, err = r.ws.SharesAlias(r.ctx, name, alias); err != nil {
			return 0, err
		}
	} else {
		s, err := r.spaceCalled(name)
		if err != nil {
			return 0, err
		}
		alias = s.Alias
	}
	if r.json {
		r.print(map[string]any{"space": name, "alias": alias, "pseudonym": r.ws.Who.Device, "shared": shared})
		return Done, nil
	}
	key := "cli.space_alias_is"
	switch {
	case alias == "":
		key = "cli.space_alias_none"
	case len(r.args) == 2:
		key = "cli.space_alias_set"
	}
	r.say("%s", r.t(key, "name", name, "alias", alias, "pseudonym", r.ws.Who.Device))
	if shared {
		r.say("%s", r.t("cli.space_alias_shared", "alias", alias, "pseudonym", r.ws.Who.Device))
	}
	return Done, nil
}

// spaceCalled is a space of this workspace by its name or its id.
func (r *run) spaceCalled(name string) (workspace.SpaceInfo, error) {
	list, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return workspace.SpaceInfo{}, err
	}
	for _, s := range list {
		if s.Name == name || s.Space == name {
			return s, nil
		}
	}
	return workspace.SpaceInfo{}, fault.New(fault.NotFound, "share.space_missing", "name", name)
}

// writers lists who wrote what came, each once.
func writers(report space.Report) []string {
	out := []string{}
	for _, id := range report.Came {
		for _, name := range report.By[id] {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func (r *run) sayWriters(s jsonSync) {
	if len(s.Writers) > 0 {
		r.say("  %s", r.t("cli.sync_writers", "names", strings.Join(s.Writers, ", ")))
	}
}

// sayTrashed says what has left the list of reviews here by what somebody else did.
func (r *run) sayTrashed(s jsonSync) {
	for _, x := range s.Trashed {
		if x.By == "" {
			r.say("  %s", r.t("cli.sync_trashed", "ref", x.Ref, "title", x.Title))
		} else {
			r.say("  %s", r.t("cli.sync_trashed_by", "ref", x.Ref, "title", x.Title, "name", x.By))
		}
	}
}
