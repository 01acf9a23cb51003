package cli

import "secondstory/backend/domain/fault"

// spaceAudience shows or changes what a space says about who can read it.
func (r *run) spaceAudience() (int, error) {
	if len(r.args) == 0 || len(r.args) > 2 {
		return 0, usage("cli.space_audience_missing")
	}
	name := r.args[0]
	if err := r.open(); err != nil {
		return 0, err
	}
	audience, key := "", "cli.space_audience_is"
	if len(r.args) == 2 {
		var err error
		if audience, err = r.ws.SetAudience(r.ctx, name, r.args[1]); err != nil {
			return 0, err
		}
		key = "cli.space_audience_set"
	} else {
		list, err := r.ws.Spaces(r.ctx)
		if err != nil {
			return 0, err
		}
		found := false
		for _, l := range list {
			if l.Name == name || l.Space == name {
				audience, found = l.Audience, true
			}
		}
		if !found {
			return 0, fault.New(fault.NotFound, "share.space_missing", "name", name)
		}
	}
	if audience == "" {
		key = "cli.space_audience_none"
	}
	if r.json {
		r.print(map[string]any{"space": name, "audience": audience})
		return Done, nil
	}
	r.say("%s", r.t(key, "name", name, "audience", audience))
	return Done, nil
}
