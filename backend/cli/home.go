package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

func homeCommand() command {
	return command{name: "home", help: "cli.help.home", usage: "list | put-off KEY --until DAY --reason TEXT | back KEY",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			until := f.String("until", "", "")
			reason := f.String("reason", "", "")
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "put-off", "back")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "list":
					return r.homeList()
				case "put-off":
					return r.homePutOff(*until, *reason)
				default:
					return r.homeBack()
				}
			}
		}}
}

// homeList lists what Home tells, and what was put off. It ends with NeedsPerson where something
// is due now.
func (r *run) homeList() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.HomeTold(r.ctx, r.text)
	if err != nil {
		return 0, err
	}
	off, err := r.ws.PutOffs(r.ctx)
	if err != nil {
		return 0, err
	}
	unread, err := r.ws.HomeUnread(r.ctx)
	if err != nil {
		return 0, err
	}
	status := Done
	for _, d := range list {
		if d.Now && d.PutOff == "" {
			status = NeedsPerson
		}
	}
	if r.json {
		r.print(map[string]any{"due": list, "put_off": off, "unread": append([]string{}, unread...)})
		return status, nil
	}
	for _, d := range list {
		if d.PutOff == "" {
			r.say("%s  %s  %s  %s", d.Key, r.t("home.kind."+d.Kind), d.Day, d.Title)
		}
	}
	if len(list) == 0 {
		r.say("%s", r.t("cli.home_nothing"))
	}
	if len(unread) > 0 {
		r.say("%s", r.t("home.unread", "refs", strings.Join(unread, ", ")))
	}
	if len(off) > 0 {
		r.say("%s", r.text.Count("home.putOffs", len(off)))
		for _, p := range off {
			r.say("%s  %s  %s", p.Key, p.Until, p.Title)
			r.say("    %s", p.Reason)
		}
	}
	return status, nil
}

func (r *run) homePutOff(until, reason string) (int, error) {
	key, err := r.arg("cli.home_key_missing")
	if err != nil {
		return 0, err
	}
	list, err := r.ws.HomeTold(r.ctx, r.text)
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(list, func(d workspace.DueThing) bool { return d.Key == key })
	if at < 0 {
		// A key that names nothing would be kept as a line without words, and the thing itself
		// would go on being told.
		return 0, fault.New(fault.NotFound, "home.put_off_unknown", "given", key)
	}
	var p workspace.PutOff
	if p, err = r.ws.PutOff(r.ctx, key, list[at].Title, until, reason); err != nil {
		return 0, err
	}
	if r.json {
		r.print(p)
	} else {
		r.say("%s", r.t("cli.home_put_off", "day", p.Until, "key", p.Key))
	}
	return Done, nil
}

func (r *run) homeBack() (int, error) {
	key, err := r.arg("cli.home_key_missing")
	if err != nil {
		return 0, err
	}
	if err := r.ws.TakeUp(r.ctx, key); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"key": key})
	} else {
		r.say("%s", r.t("cli.home_back", "key", key))
	}
	return Done, nil
}
