package cli

import (
	"context"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// Environment variables with what a shared repository asks for: a secret stands in
// no argument, which other users of the machine can see, and in no file. It is for one
// host: a workspace may have spaces on several, and one must not learn the secret of
// another.
const (
	userVariable   = "SECONDSTORY_USER"
	secretVariable = "SECONDSTORY_TOKEN"
	hostVariable   = "SECONDSTORY_HOST"
	// The passphrases of a private key and of the sealed file of logins.
	keyVariable    = "SECONDSTORY_KEY_PASSPHRASE"
	sealedVariable = "SECONDSTORY_LOGINS_PASSPHRASE"
)

func accessOf() remote.Access {
	return remote.Access{User: os.Getenv(userVariable), Secret: os.Getenv(secretVariable), Host: os.Getenv(hostVariable), Passphrase: os.Getenv(keyVariable)}
}

func spaceCommand() command {
	return command{name: "space", help: "cli.help.space",
		usage: "add NAME ADDRESS | bundle out NAME FOLDER | bundle in NAME FOLDER|FILE… | test ADDRESS | login ADDRESS | logout ADDRESS | logins | forget-host ADDRESS [FINGERPRINT] | network | mirror NAME [FOLDER] | alias NAME [ALIAS] | audience NAME [WORDS] | accept NAME | doctor NAME | share NAME REF… | list | remove NAME | check REF… | held | keep REF… | replace REF KEY… --with WORDS | allow REF KEY… --why TEXT | ask REF KEY… | roster [add NAME --role ROLE | remove NAME]",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			var c connecting
			var d deciding
			d.declare(f)
			var m mirroring
			f.BoolVar(&m.once, "once", false, "")
			f.BoolVar(&m.off, "off", false, "")
			f.StringVar(&c.key, "key", "", "")
			f.StringVar(&c.accept, "accept-host", "", "")
			f.StringVar(&c.user, "user", "", "")
			f.StringVar(&c.alias, "alias", "", "")
			f.StringVar(&c.audience, "audience", "", "")
			f.BoolVar(&c.bundles, "bundles", false, "")
			f.BoolVar(&c.full, "full", false, "")
			bringBack := f.Bool("bring-back", false, "")
			unlock := f.Bool("unlock", false, "")
			yes := f.Bool("yes", false, "")
			f.StringVar(&c.proxy, "proxy", "", "")
			f.StringVar(&c.authorities, "ca-file", "", "")
			return func(r *run) (int, error) {
				sub, err := r.sub(append([]string{"add", "bundle", "test", "login", "logout", "logins", "forget-host", "network", "mirror", "alias", "audience", "accept", "doctor", "share", "list", "remove"}, vettingNames...)...)
				if err != nil {
					return 0, err
				}
				if err := c.misplaced(f, sub); err != nil {
					return 0, err
				}
				switch sub {
				case "add":
					return r.spaceAdd(c)
				case "bundle":
					return r.spaceBundle(c.full)
				case "test":
					return r.spaceTest(c)
				case "login":
					return r.spaceLogin(c)
				case "logout":
					return r.spaceLogout()
				case "logins":
					return r.spaceLogins()
				case "forget-host":
					return r.spaceForgetHost()
				case "network":
					return r.spaceNetwork(f, c)
				case "alias":
					return r.spaceAlias()
				case "audience":
					return r.spaceAudience()
				case "mirror":
					return r.spaceMirror(m)
				case "accept":
					return r.spaceAccept(*bringBack)
				case "doctor":
					return r.spaceDoctor(*unlock, *yes)
				case "share":
					return r.spaceShare()
				case "list":
					return r.spaceList()
				case "remove":
					return r.spaceRemove()
				default:
					return r.vetting(sub, d)
				}
			}
		}}
}

func syncCommand() command {
	return command{name: "sync", usage: "[SPACE…] [--at-most 2m]", help: "cli.help.sync",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			atMost := f.Duration("at-most", 0, "")
			return func(r *run) (int, error) { return r.sync(*atMost) }
		}}
}

type jsonRefused struct {
	Ref     string `json:"ref"`
	Path    string `json:"path"`
	Line    int    `json:"line,omitempty"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

type jsonSync struct {
	Space     string        `json:"space"`
	State     string        `json:"state"`
	Sent      int           `json:"sent"`
	Received  int           `json:"received"`
	Merged    int           `json:"merged"`
	Conflicts int           `json:"conflicts"`
	Writers   []string      `json:"writers"`
	Trashed   []jsonTrashed `json:"trashed"`
	Held      []jsonHeld    `json:"held"`
	Refused   []jsonRefused `json:"refused"`
	Notices   []jsonRemark  `json:"notices"`
	Carried   bool          `json:"carried"`         // through files, without a server
	Wrote     string        `json:"wrote,omitempty"` // the bundle that was written
	Error     *jsonFault    `json:"error,omitempty"`
}

// jsonRemark is what a merge did that somebody should look at.
type jsonRemark struct {
	Ref     string `json:"ref"`
	Path    string `json:"path"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

// jsonHeld is a review that was not sent.
type jsonHeld struct {
	Ref   string `json:"ref"`
	Title string `json:"title"`
}

// jsonTrashed is a review that somebody else put into the trash.
type jsonTrashed struct {
	Ref   string `json:"ref"`
	Title string `json:"title"`
	By    string `json:"by"` // "" where that is not known
}

type jsonFault struct {
	Code    string `json:"code"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

func (r *run) spaceAdd(c connecting) (int, error) {
	if len(r.args) != 2 {
		return 0, usage("cli.space_add_missing")
	}
	name := r.args[0]
	address, err := placeOf(r.args[1])
	if c.bundles {
		address, err = wholePath(r.args[1])
		address = remote.BundlesIn(address)
	}
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	return r.spaceEnter(workspace.NewSpace{Name: name, Address: address, Alias: c.alias, Audience: c.audience}, c.access())
}

// spaceEnter enters a space, exchanges it once and tells what that did.
func (r *run) spaceEnter(entry workspace.NewSpace, access remote.Access) (int, error) {
	var added workspace.Added
	err := r.knowing(access, func(access remote.Access) (err error) {
		r.patiently(entry.Name, func(told workspace.Told) { added, err = r.ws.AddSpaceTold(r.ctx, entry, access, told) })
		return err
	})
	if err != nil && added.ID != "" { // only the exchange failed
		status, serr := r.synced([]jsonSync{r.account(entry.Name, added.Report, err)})
		r.note("%s", r.t("cli.space_noted", "name", entry.Name))
		return status, serr
	}
	if err != nil {
		return 0, err
	}
	key := "cli.space_joined"
	if added.Begun {
		key = "cli.space_begun"
	}
	r.say("%s", r.t(key, "name", entry.Name))
	return r.synced([]jsonSync{r.account(entry.Name, added.Report, nil)})
}

func (r *run) spaceList() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return 0, err
	}
	type jsonSpace struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Address  string `json:"address"`
		Alias    string `json:"alias"`
		Audience string `json:"audience"`
		Aside    string `json:"audience_aside,omitempty"`
		Records  int    `json:"records"`
		Unsent   int    `json:"unsent"`
		SyncedAt string `json:"synced_at"`
	}
	out := []jsonSpace{}
	for _, l := range list {
		at := ""
		if !l.SyncedAt.IsZero() {
			at = l.SyncedAt.Format(time.RFC3339)
		}
		out = append(out, jsonSpace{space.IDOf(l.Link), l.Name, l.Address, l.Alias, l.Audience, l.AudienceAside, l.Records, l.Unsent, at})
		place := l.Address
		if a, err := remote.ParseAddress(l.Address); err == nil {
			if dir, carried := a.Bundles(); carried {
				place = r.t("cli.space_carried", "folder", dir)
			}
		}
		r.say("%s", r.t("cli.space_line", "name", l.Name, "address", place, "records", strconv.Itoa(l.Records), "unsent", strconv.Itoa(l.Unsent), "at", orDash(at)))
		if l.Audience != "" {
			r.say("  %s", r.t("cli.space_read_by", "audience", l.Audience))
		}
		if l.AudienceAside != "" {
			r.say("  %s", r.t("cli.space_read_by_aside", "audience", l.AudienceAside))
		}
	}
	if r.json {
		r.print(map[string]any{"spaces": out})
	} else if len(out) == 0 {
		r.say("%s", r.t("cli.space_none"))
	}
	return Done, nil
}

func (r *run) spaceRemove() (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.space_name_missing")
	}
	name := r.args[0]
	if err := r.open(); err != nil {
		return 0, err
	}
	unsent := 0
	list, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return 0, err
	}
	for _, l := range list {
		if l.Name == name || l.Space == name {
			unsent = l.Unsent
		}
	}
	if err := r.ws.LeaveSpace(r.ctx, name); err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"removed": name, "unsent": unsent})
		return Done, nil
	}
	r.say("%s", r.t("cli.space_removed", "name", name))
	if unsent > 0 {
		r.say("%s", r.t("cli.space_removed_unsent", "unsent", strconv.Itoa(unsent)))
	}
	return Done, nil
}

// sync exchanges the spaces named, or all, side by side. One that fails, or takes longer
// than a person wants to wait, keeps no other waiting.
func (r *run) sync(atMost time.Duration) (int, error) {
	if err := r.open(); err != nil {
		return 0, err
	}
	all, err := r.ws.Spaces(r.ctx)
	if err == nil {
		all, err = r.ws.ExchangeOrder(r.ctx, all)
	}
	if err != nil {
		return 0, err
	}
	names, list := r.args, []workspace.SpaceInfo{}
	if len(names) == 0 {
		for _, l := range all {
			names = append(names, l.Name)
		}
		if len(all) == 0 && !r.json {
			r.say("%s", r.t("cli.space_none"))
		}
	}
	known := func(name string) int {
		return slices.IndexFunc(all, func(l workspace.SpaceInfo) bool { return l.Name == name || l.Space == name })
	}
	for _, name := range names {
		if at := known(name); at >= 0 && !slices.ContainsFunc(list, func(l workspace.SpaceInfo) bool { return l.Space == all[at].Space }) {
			list = append(list, all[at])
		}
	}
	waits := map[string]*patience{}
	for _, l := range list {
		waits[l.Space] = r.patience(l.Name)
	}
	went, err := r.ws.Exchange(r.ctx, list, workspace.Exchanging{
		Access: func(workspace.SpaceInfo) remote.Access { return accessOf() },
		AtMost: atMost,
		Told:   func(l workspace.SpaceInfo) workspace.Told { return waits[l.Space].told },
		Begins: func(ctx context.Context, l workspace.SpaceInfo) (context.Context, func(workspace.Exchanged)) {
			waits[l.Space].begin()
			return ctx, func(workspace.Exchanged) { waits[l.Space].end() }
		},
	})
	if err != nil {
		return 0, err
	}
	out := []jsonSync{}
	for _, name := range names {
		at := slices.IndexFunc(went, func(x workspace.Exchanged) bool { return x.Space.Name == name || x.Space.Space == name })
		switch {
		case at < 0:
			out = append(out, r.account(name, space.Report{}, fault.New(fault.NotFound, "share.space_missing", "name", name)))
		case went[at].Stopped && r.ctx.Err() == nil:
			err := fault.New(fault.Cancelled, "cli.sync_left", "limit", atMost.String())
			out = append(out, r.account(name, went[at].Report, err))
		case went[at].Unasked:
			out = append(out, r.account(name, space.Report{}, fault.New(fault.Cancelled, "share.cancelled")))
		default:
			out = append(out, r.account(name, went[at].Report, went[at].Err))
		}
	}
	return r.synced(out)
}

// at is a place in a file.
func (r *run) at(path string, line int) string {
	if line == 0 {
		return path
	}
	return r.t("cli.at_line", "path", path, "n", strconv.Itoa(line))
}

// within is a path inside the folder of its record. The folder itself is named by signs
// that nobody reads; where the record is known, its reference says more.
func within(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 4 || !record.IsULID(parts[3]) {
		return path
	}
	return strings.Join(parts[4:], "/")
}

// account puts a report into the form that is told. What waits for a decision is
// counted whoever opened it.
func (r *run) account(name string, report space.Report, err error) jsonSync {
	open, cerr := r.ws.OpenConflicts(r.ctx, name)
	if err == nil {
		err = cerr
	}
	out := jsonSync{Space: name, State: string(report.State), Sent: report.Sent, Received: report.Received, Merged: report.Merged, Carried: report.Carried, Wrote: report.Wrote,
		Conflicts: open, Writers: writers(report), Trashed: []jsonTrashed{}, Held: []jsonHeld{}, Refused: []jsonRefused{}, Notices: []jsonRemark{}}
	gone, nerr := r.ws.Name(r.ctx, slices.Sorted(maps.Keys(report.Trashed)))
	if err == nil {
		err = nerr
	}
	for _, n := range gone {
		out.Trashed = append(out.Trashed, jsonTrashed{n.Ref, n.Title, report.Trashed[n.ID]})
	}
	named, nerr := r.ws.Name(r.ctx, report.Held)
	if err == nil {
		err = nerr
	}
	for _, n := range named {
		out.Held = append(out.Held, jsonHeld{n.Ref, n.Title})
	}
	for _, x := range report.Refused {
		ref := ""
		if x.Record != "" {
			ref = r.ws.RefOf(r.ctx, x.Record, x.Path)
		}
		out.Refused = append(out.Refused, jsonRefused{ref, x.Path, x.Line, x.Key, r.text.Fill(x.Key, x.Params)})
	}
	told := map[jsonRemark]bool{} // what the heads say is said again while writing back
	for _, n := range report.Notices {
		x := jsonRemark{r.ws.RefOf(r.ctx, n.Record, n.Path), n.Path, n.Key, r.text.Fill(n.Key, n.Params)}
		if !told[x] {
			told[x] = true
			out.Notices = append(out.Notices, x)
		}
	}
	if err != nil {
		f, ok := fault.As(err)
		if !ok {
			r.note("%v", err)
			f = fault.Wrap(err, fault.Internal, "error.internal")
		}
		out.State, out.Error = "failed", &jsonFault{string(f.Code), f.Key, r.text.Fill(f.Key, f.Params)}
	}
	return out
}

// synced tells what came, what went and what needs a person.
func (r *run) synced(list []jsonSync) (int, error) {
	status := Done
	for _, s := range list {
		switch {
		case s.Error != nil:
			status = Failed
		case status == Done && (s.Conflicts > 0 || len(s.Refused) > 0 || len(s.Held) > 0 || s.State == string(space.Waiting) || s.State == string(space.ReadOnly)):
			status = NeedsPerson
		}
		if s.Error == nil || s.Sent+s.Received > 0 { // what was done stands, whatever failed after it
			r.sayDone(s)
		}
		if s.Error != nil && !r.json {
			r.note("secondstory: %s", r.t("cli.sync_failed", "name", s.Space, "message", s.Error.Message))
			if s.Error.Key == "share.rewritten" {
				r.note("%s", r.t("cli.sync_rewritten", "name", s.Space))
			}
		}
	}
	if r.json {
		r.print(map[string]any{"spaces": list})
	}
	return status, nil
}

// sayDone tells what an exchange did with one space.
func (r *run) sayDone(s jsonSync) {
	line := "cli.sync_line"
	if s.Carried {
		line = "cli.sync_line_carried" // nobody has a file on a stick yet
	}
	r.say("%s", r.t(line, "name", s.Space, "sent", strconv.Itoa(s.Sent), "received", strconv.Itoa(s.Received), "merged", strconv.Itoa(s.Merged)))
	r.sayWriters(s)
	r.sayTrashed(s)
	if s.State == string(space.ReadOnly) {
		r.say("  %s", r.t("share.remote_read_only"))
	}
	if s.State == string(space.Waiting) {
		r.say("  %s", r.t("share.remote_busy"))
	}
	if s.Conflicts > 0 {
		r.say("  %s", r.t("cli.sync_conflicts", "count", strconv.Itoa(s.Conflicts)))
	}
	for _, x := range s.Held {
		r.say("  %s", r.t("cli.sync_held", "ref", x.Ref, "title", x.Title))
	}
	for _, x := range s.Refused {
		r.say("  %s", strings.TrimSpace(r.at(x.Path, x.Line)+"  "+x.Message))
	}
	for _, x := range s.Notices {
		place := strings.TrimSpace(x.Ref + " " + within(x.Path))
		if x.Ref == "" && (x.Path == "space.yaml" || strings.HasPrefix(x.Path, "people/")) {
			place = s.Space // of the space itself: its files are no place that a person would look for
		}
		r.say("  %s  %s", place, x.Message)
	}
}
