package cli

// spaceAudience shows or changes what a space says about who can read it.
func (r *run) spaceAudience() (int, error) {
	if len(r.args) == 0 || len(r.args) > 2 {
		return 0, usage("cli.space_audience_missing")
	}
	name := r.args[0]
	if err := r.open(); err != nil {
		return 0, err
	}
	audience, aside, key := "", "", "cli.space_audience_is"
	if len(r.args) == 2 {
		var err error
		if audience, err = r.ws.SetAudience(r.ctx, name, r.args[1]); err != nil {
			return 0, err
		}
		key = "cli.space_audience_set"
	} else {
		s, err := r.spaceCalled(name)
		if err != nil {
			return 0, err
		}
		audience, aside = s.Audience, s.AudienceAside
	}
	if audience == "" {
		key = "cli.space_audience_none"
	}
	if r.json {
		doc := map[string]any{"space": name, "audience": audience}
		if aside != "" {
			doc["aside"] = aside
		}
		r.print(doc)
		return Done, nil
	}
	r.say("%s", r.t(key, "name", name, "audience", audience))
	if aside != "" {
		r.say("%s", r.t("cli.space_read_by_aside", "audience", aside))
	}
	return Done, nil
}
