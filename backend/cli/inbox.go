package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/workspace"
)

func inboxCommand() command {
	return command{name: "inbox", help: "cli.help.inbox",
		usage: "status [--limit N] | add FOLDER [--move] | once [FOLDER] | watch | pause FOLDER | resume FOLDER | remove FOLDER | leave N | again N",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			move := f.Bool("move", false, "")
			limit := f.Int("limit", 50, "")
			return func(r *run) (int, error) { return r.inbox(*move, *limit) }
		}}
}

func (r *run) inbox(move bool, limit int) (int, error) {
	sub, err := r.sub("status", "add", "once", "watch", "pause", "resume", "remove", "leave", "again")
	if err != nil {
		return 0, err
	}
	switch sub {
	case "status":
		return r.inboxStatus(limit)
	case "add":
		return r.inboxAdd(move)
	case "once":
		return r.inboxOnce()
	case "watch":
		return r.inboxWatch()
	case "pause", "resume", "remove":
		return r.inboxChange(sub)
	default:
		return r.inboxMark(sub)
	}
}

type jsonInbox struct {
	ID     string `json:"id"`
	Folder string `json:"folder"`
	Paused bool   `json:"paused"`
	Move   bool   `json:"move"`
}

func inboxOf(f inbox.Folder) jsonInbox { return jsonInbox{f.ID, f.Path, f.Paused, f.Move} }

type jsonInboxFile struct {
	N       int64             `json:"n"`
	Name    string            `json:"name"`
	At      string            `json:"at"`
	State   string            `json:"state"`
	Format  string            `json:"format"`
	Import  string            `json:"import"`
	Account *incident.Account `json:"account,omitempty"`
	Key     string            `json:"key"`
	Message string            `json:"message"`
}

func (r *run) inboxFile(f inboxing.Told) jsonInboxFile {
	out := jsonInboxFile{N: f.N, Name: f.Name, At: f.At.UTC().Format(time.RFC3339), State: string(f.State), Format: f.Format, Import: f.Import, Key: f.Key}
	if f.Key != "" {
		out.Message = r.text.Fill(f.Key, f.Params)
	}
	if f.State == inbox.Taken && f.Import != "" {
		a := f.Account
		out.Account = &a
	}
	return out
}

// inboxSay is one file in one line.
func (r *run) inboxSay(f inboxing.Told) {
	what := r.t("inbox.state." + string(f.State))
	switch {
	case f.Withdrawn:
		what = r.t("inbox.withdrawn")
	case f.State == inbox.Taken && f.Import != "":
		a := f.Account
		what += "  " + r.t("cli.incident_account", "read", fmt.Sprint(a.Read), "created", fmt.Sprint(a.Created), "updated", fmt.Sprint(a.Updated),
			"unchanged", fmt.Sprint(a.Unchanged), "quarantined", fmt.Sprint(a.Quarantined))
	}
	r.say("%d  %s  %s", f.N, tameLine(f.Name), what)
	if f.Key != "" {
		r.say("    %s", tameLine(r.text.Fill(f.Key, f.Params)))
	}
}

func (r *run) inboxStatus(limit int) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	st, err := r.ws.Inbox.Told(r.ctx, max(limit, 1))
	if err != nil {
		return 0, err
	}
	status := Done
	if st.Count.Waits() > 0 {
		status = NeedsPerson
	}
	if r.json {
		folders, waiting, files := []jsonInbox{}, []jsonInboxFile{}, []jsonInboxFile{}
		for _, f := range st.Folders {
			folders = append(folders, inboxOf(f))
		}
		for _, f := range st.Waiting {
			waiting = append(waiting, r.inboxFile(f))
		}
		for _, f := range st.Files {
			files = append(files, r.inboxFile(f))
		}
		r.print(map[string]any{"folders": folders, "waiting": waiting, "files": files, "taken": st.Count.Taken, "waits": st.Count.Waits()})
		return status, nil
	}
	if len(st.Folders) == 0 {
		r.say("%s", r.t("cli.inbox_none"))
	}
	for _, f := range st.Folders {
		r.say("%s  %s", f.Path, r.t(inboxKey(f)))
	}
	if len(st.Waiting) > 0 {
		r.say("%s", r.text.Count("inbox.waits", st.Count.Waits()))
		for _, f := range st.Waiting {
			r.inboxSay(f)
		}
	}
	if len(st.Files) > 0 {
		r.say("%s", r.t("inbox.came"))
		for _, f := range st.Files {
			r.inboxSay(f)
		}
	}
	return status, nil
}

func inboxKey(f inbox.Folder) string {
	switch {
	case f.Paused:
		return "inbox.paused"
	case f.Move:
		return "inbox.moves"
	}
	return "inbox.stays"
}

func (r *run) inboxAdd(move bool) (int, error) {
	name, err := r.arg("cli.inbox_folder_missing")
	if err != nil {
		return 0, err
	}
	path, err := wholePath(name)
	if err != nil {
		return 0, err
	}
	f, err := r.ws.Inbox.Add(r.ctx, path, move)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"inbox": inboxOf(f)})
	} else {
		r.say("%s", r.t("cli.inbox_added", "folder", f.Path))
	}
	return Done, nil
}

// inboxNamed finds the inbox the arguments name.
func (r *run) inboxNamed() (inbox.Folder, error) {
	name, err := r.arg("cli.inbox_folder_missing")
	if err != nil {
		return inbox.Folder{}, err
	}
	f, err := r.ws.Inbox.Find(r.ctx, name)
	if fault.Is(err, fault.NotFound) {
		if path, bad := wholePath(name); bad == nil {
			return r.ws.Inbox.Find(r.ctx, path)
		}
	}
	return f, err
}

func (r *run) inboxChange(sub string) (int, error) {
	f, err := r.inboxNamed()
	if err != nil {
		return 0, err
	}
	key := "cli.inbox_removed"
	switch sub {
	case "remove":
		err = r.ws.Inbox.Remove(r.ctx, f.ID)
	default:
		f, err = r.ws.Inbox.Change(r.ctx, f.ID, func(f *inbox.Folder) { f.Paused = sub == "pause" })
		if key = "cli.inbox_resumed"; f.Paused {
			key = "cli.inbox_paused"
		}
	}
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"inbox": inboxOf(f), "removed": sub == "remove"})
	} else {
		r.say("%s", r.t(key, "folder", f.Path))
	}
	return Done, nil
}

func (r *run) inboxMark(sub string) (int, error) {
	name, err := r.arg("cli.inbox_file_missing")
	if err != nil {
		return 0, err
	}
	n, bad := strconv.ParseInt(name, 10, 64)
	if bad != nil {
		return 0, usage("cli.inbox_file_missing")
	}
	mark, key := r.ws.Inbox.Leave, "inbox.left"
	if sub == "again" {
		mark, key = r.ws.Inbox.Again, "inbox.again"
	}
	if err := mark(r.ctx, n); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"n": n, "state": sub})
	} else {
		r.say("%s", r.t(key))
	}
	return Done, nil
}

// inboxOnce looks into one inbox or all of them until nothing there is written any more.
func (r *run) inboxOnce() (int, error) {
	var list []inbox.Folder
	if len(r.args) > 0 {
		f, err := r.inboxNamed()
		if err != nil {
			return 0, err
		}
		list = []inbox.Folder{f}
	} else {
		if err := r.open(); err != nil {
			return 0, err
		}
		var err error
		if list, err = r.ws.Inbox.Folders(r.ctx); err != nil {
			return 0, err
		}
		if len(list) == 0 {
			return 0, fault.New(fault.NotFound, "cli.inbox_none")
		}
	}
	// The pause between the two looks is made here.
	rest := cmp.Or(r.Rest, r.ws.Inbox.Rest)
	r.ws.Inbox.Rest = 0
	status, read := Done, []jsonInboxFile{}
	var wrong error // of one file or folder: the others are read all the same
	for _, folder := range list {
		// The first look sees what is there, the second takes what has stayed as it was. What is
		// still written then is for another call.
		for n := range 2 {
			got, err := r.ws.Inbox.LookInto(r.ctx, folder.ID, func(f inbox.File) {
				t := r.inboxTold(f)
				read = append(read, r.inboxFile(t))
				r.inboxSay(t)
			})
			if err != nil && r.ctx.Err() != nil {
				return 0, err
			}
			wrong = cmp.Or(wrong, err)
			if got.Busy {
				return 0, fault.New(fault.Conflict, "inbox.busy")
			}
			if got.Resting == 0 {
				break
			}
			if n == 1 {
				r.note("%s", r.text.Count("cli.inbox_resting", got.Resting))
				break
			}
			select {
			case <-r.ctx.Done():
				return 0, fault.Wrap(r.ctx.Err(), fault.Cancelled, "job.cancelled")
			case <-time.After(rest):
			}
		}
	}
	if wrong != nil {
		return 0, wrong
	}
	c, err := r.ws.Inbox.Count(r.ctx)
	if err != nil {
		return 0, err
	}
	if c.Waits() > 0 {
		status = NeedsPerson
	}
	if r.json {
		r.print(map[string]any{"read": read, "waits": c.Waits()})
	} else {
		r.say("%s", r.text.Count("cli.inbox_read", len(read)))
	}
	return status, nil
}

// inboxTold is a file with the account of its import.
func (r *run) inboxTold(f inbox.File) inboxing.Told {
	t, err := r.ws.Inbox.TellOne(r.ctx, f)
	if err != nil {
		return inboxing.Told{File: f}
	}
	return t
}

// inboxWatch looks after all inboxes until it is interrupted.
func (r *run) inboxWatch() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	r.note("%s", r.t("cli.inbox_watching"))
	status := Done
	r.ws.KeepInboxes(r.ctx, func(i workspace.Inboxed) {
		if f, ok := fault.As(i.Err); ok {
			r.note("secondstory: %s", r.text.Fill(f.Key, f.Params))
			status = Failed
			return
		}
		if i.File == nil {
			return
		}
		if status = Done; i.File.State.Waits() {
			status = NeedsPerson
		}
		t := r.inboxTold(*i.File)
		if r.json {
			r.print(r.inboxFile(t))
			return
		}
		r.inboxSay(t)
	})
	return status, nil
}
