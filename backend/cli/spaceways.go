package cli

import (
	"strconv"
	"time"

	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// spaceAccept goes on with a space whose history was replaced.
func (r *run) spaceAccept(bringBack bool) (int, error) {
	name, err := r.oneSpace()
	if err != nil {
		return 0, err
	}
	after := space.TakeTheirs
	if bringBack {
		after = space.BringBack
	}
	var report space.Report
	r.patiently(name, func(told workspace.Told) {
		report, err = r.ws.AcceptTold(r.ctx, name, accessOf(), after, told)
	})
	return r.synced([]jsonSync{r.account(name, report, err)})
}

// spaceDoctor looks at the place of a space, and with unlock takes away what a killed
// program left there once a person has said that nobody syncs at this moment.
func (r *run) spaceDoctor(unlock, yes bool) (int, error) {
	name, err := r.oneSpace()
	if err != nil {
		return 0, err
	}
	lock, left, err := r.ws.LeftLock(r.ctx, name)
	if err != nil {
		return 0, err
	}
	removed := false
	age := strconv.Itoa(int(lock.Age / time.Minute))
	if left && unlock {
		if !yes {
			if !r.person() {
				return 0, usage("cli.space_unlock_yes")
			}
			r.note("%s", r.t("cli.space_unlock_question", "path", lock.Path, "minutes", age))
			if answer, err := r.line(); err != nil || answer != r.t("cli.yes") {
				r.say("%s", r.t("cli.space_unlock_left"))
				return NeedsPerson, nil
			}
		}
		if lock, err = r.ws.RemoveLock(r.ctx, name); err != nil {
			return 0, err
		}
		removed = true
	}
	status := Done
	if left && !removed {
		status = NeedsPerson
	}
	if r.json {
		path := ""
		if left {
			path = lock.Path
		}
		r.print(map[string]any{"space": name, "lock": path, "removed": removed})
		return status, nil
	}
	switch {
	case removed:
		r.say("%s", r.t("cli.space_unlocked", "name", name))
	case left:
		r.say("%s", r.t("share.lock_left", "path", lock.Path, "minutes", age))
	default:
		r.say("%s", r.t("cli.space_no_lock", "name", name))
	}
	return status, nil
}

// oneSpace takes the one argument left, the name of a space.
func (r *run) oneSpace() (string, error) {
	if len(r.args) != 1 {
		return "", usage("cli.space_name_missing")
	}
	return r.args[0], r.open()
}
