package cli

import (
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
)

// spaceForgetHost takes back that the key of a server was accepted. Which one is either
// said, as the refusal of the server's new key tells it, or asked at the terminal.
func (r *run) spaceForgetHost() (int, error) {
	if len(r.args) < 1 || len(r.args) > 2 {
		return 0, usage("cli.space_forget_host_missing")
	}
	site, err := remote.ParseSite(r.args[0])
	if err != nil || !site.IsSSH() {
		if f, ok := fault.As(err); ok {
			return 0, usageError{f}
		}
		return 0, usage("cli.space_forget_host_missing")
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	known, err := r.ws.AcceptedKeys(r.ctx, r.args[0])
	if err != nil {
		return 0, err
	}
	var gone []string
	switch {
	case len(r.args) == 2:
		gone = r.args[1:]
	case len(known) == 0:
		return 0, fault.New(fault.NotFound, "share.host_not_accepted", "host", site.Host())
	case !r.person():
		return 0, usage("cli.space_forget_host_which", "address", r.args[0], "fingerprints", strings.Join(known, ", "))
	default:
		r.note("%s", r.t("cli.space_forget_host_question", "host", site.Host(), "fingerprints", strings.Join(known, "\n  ")))
		if answer, err := r.line(); err != nil || answer != r.t("cli.yes") {
			r.say("%s", r.t("cli.space_forget_host_left", "host", site.Host()))
			return NeedsPerson, nil
		}
		gone = slices.Clone(known)
	}
	for _, fingerprint := range gone {
		if err := r.ws.ForgetHost(r.ctx, r.args[0], fingerprint); err != nil {
			return 0, err
		}
	}
	if r.json {
		r.print(map[string]any{"host": site.Host(), "forgotten": gone})
		return Done, nil
	}
	r.say("%s", r.t("cli.space_forget_host_done", "host", site.Host()))
	return Done, nil
}
