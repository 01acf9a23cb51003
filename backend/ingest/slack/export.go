package slack

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// Export is an export that was looked at. It holds no open file.
type Export struct {
	// reopen opens the files of these names; all of them for none.
	reopen   func(names []string) (archive, error)
	users    map[string]user
	names    map[string]string // of channels, by id
	about    map[string]about  // by the name of the channel
	channels []Channel
}

// Channel is one channel of an export.
type Channel struct {
	Name string
	Path string // where it lies; inside a zip a path that no file has
	Size int64  // bytes of its days, as declared

	days []string
}

// user is what is kept of a person or a bot.
type user struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Bot   bool   `json:"bot,omitempty"`
}

type about struct{ topic, purpose string }

var (
	dayFile = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}\.json$`)
	direct  = regexp.MustCompile(`^(D[A-Z0-9]{7,}|mpdm-.*)$`)
)

// OpenZip opens a zip; ok is false when it is no export.
func OpenZip(name string) (e *Export, ok bool) {
	return look(func([]string) (archive, error) {
		f, err := os.Open(name)
		if err != nil {
			return archive{}, err
		}
		info, err := f.Stat()
		if err == nil {
			var a archive
			if a, err = zipped(f, info.Size(), f.Close); err == nil {
				return a, nil
			}
		}
		f.Close()
		return archive{}, err
	}, name, "")
}

// OpenFolder opens a folder: an export, or one channel of it. ok is false when it is
// neither, and where seen, which may be nil, has said to stop. Of a channel the users are
// found beside it.
func OpenFolder(name string, seen Seen) (e *Export, ok bool) {
	here, err := folder(name, seen)
	if err != nil {
		return nil, false
	}
	if len(here.channels("")[""]) > 0 {
		above, base := filepath.Dir(name), filepath.Base(name)
		if a, err := folder(above, seen); err == nil && a.tabled("") {
			return look(listed(above, a), above, base)
		}
	}
	return look(listed(name, here), name, "")
}

// listed is a folder that has been looked through.
func listed(root string, all archive) func([]string) (archive, error) {
	return func(names []string) (archive, error) {
		if len(names) == 0 {
			return all, nil
		}
		return some(root, names)
	}
}

// tabled says that the tables of an export lie in a folder.
func (a archive) tabled(dir string) bool {
	_, users := a.sizes[path.Join(dir, "users.json")]
	_, channels := a.sizes[path.Join(dir, "channels.json")]
	return users || channels
}

// channels are the days in each folder right below a folder, and "" those in it.
func (a archive) channels(dir string) map[string][]string {
	out := map[string][]string{}
	for name := range a.sizes {
		rest := name
		if dir != "" {
			var below bool
			if rest, below = strings.CutPrefix(name, dir+"/"); !below {
				continue
			}
		}
		folder, file := path.Split(rest)
		if folder = strings.TrimSuffix(folder, "/"); !strings.Contains(folder, "/") && dayFile.MatchString(file) {
			out[folder] = append(out[folder], name)
		}
	}
	for _, days := range out {
		sort.Strings(days)
	}
	return out
}

// look finds the channels of an export that lies at a path; only names the one that
// is taken, "" takes all.
func look(reopen func([]string) (archive, error), at, only string) (*Export, bool) {
	a, err := reopen(nil)
	if err != nil {
		return nil, false
	}
	defer a.close()
	e := &Export{reopen: reopen, users: map[string]user{}, names: map[string]string{}, about: map[string]about{}}
	dir := a.top()
	tabled := a.tabled(dir)
	if tabled {
		e.tables(a, dir)
	}
	for name, days := range a.channels(dir) {
		c := Channel{Name: name, Path: filepath.Join(at, name), days: days}
		if name == "" {
			base := filepath.Base(at)
			c.Name = strings.TrimSuffix(base, ".zip")
		}
		if only != "" && name != only || name == "" && tabled || direct.MatchString(c.Name) {
			continue
		}
		if !tabled {
			// Files of days are not enough: other programs have them too.
			if data, _ := a.read(days[0]); a.sizes[days[0]] > mostTable || !isDay(data) {
				continue
			}
		}
		for _, d := range days {
			c.Size += a.sizes[d]
		}
		e.channels = append(e.channels, c)
	}
	sort.Slice(e.channels, func(i, j int) bool { return e.channels[i].Name < e.channels[j].Name })
	return e, len(e.channels) > 0
}

// top is the folder the export lies in: programs that pack a folder put it into the
// archive as well.
func (a archive) top() string {
	var tops []string
	for name := range a.sizes {
		if dir := path.Dir(name); !strings.Contains(dir, "/") && dir != "." && a.tabled(dir) {
			tops = append(tops, dir)
		}
	}
	if len(tops) == 0 || a.tabled("") {
		return ""
	}
	sort.Strings(tops)
	return tops[0]
}

// tables reads who and what the ids stand for. A table that cannot be read leaves
// the ids as they are.
func (e *Export) tables(a archive, dir string) {
	table := func(file string, into any) {
		if name := path.Join(dir, file); a.sizes[name] <= mostTable {
			data, _ := a.read(name)
			_ = json.Unmarshal(withoutMark(data), into)
		}
	}
	var users []struct {
		ID       string  `json:"id"`
		Name     string  `json:"name"`
		RealName string  `json:"real_name"`
		Bot      bool    `json:"is_bot"`
		Profile  profile `json:"profile"`
	}
	table("users.json", &users)
	for _, u := range users {
		e.users[u.ID] = user{Name: first(u.Profile.RealName, u.RealName, u.Profile.DisplayName, u.Name), Title: u.Profile.Title, Bot: u.Bot}
	}
	for _, file := range []string{"channels.json", "groups.json"} {
		var list []struct {
			ID      string `json:"id"`
			Name    string `json:"name"`
			Topic   value  `json:"topic"`
			Purpose value  `json:"purpose"`
		}
		table(file, &list)
		for _, c := range list {
			e.names[c.ID] = c.Name
			e.about[c.Name] = about{c.Topic.Value, c.Purpose.Value}
		}
	}
}

type value struct {
	Value string `json:"value"`
}

type profile struct {
	RealName    string `json:"real_name"`
	DisplayName string `json:"display_name"`
	Name        string `json:"name"`
	Title       string `json:"title"`
}

// first is the first text that is not blank.
func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.Join(strings.Fields(t), " "); t != "" {
			return t
		}
	}
	return ""
}

// Channels are the channels with at least one day, by name.
func (e *Export) Channels() []Channel { return e.channels }
