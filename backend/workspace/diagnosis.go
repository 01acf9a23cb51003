package workspace

import (
	"bufio"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/share/remote"
	"secondstory/backend/sqlite"
)

// Diagnosis says how a workspace is without saying what is in it: counts, sizes, closed sets
// of words, and keys of the catalogue. There is no field into which anything typed, a name, a
// path or an address could come: what may come in is listed, and all else is counted.
type Diagnosis struct {
	MadeAt   string            `json:"made_at"`
	Program  string            `json:"program"`
	Go       string            `json:"go"`
	OS       string            `json:"os"`
	Arch     string            `json:"arch"`
	Schema   int               `json:"schema"`
	ReadOnly bool              `json:"read_only"`
	Full     bool              `json:"disk_full"`
	Records  map[string]int    `json:"records"` // by kind; "unknown" for kinds of another version
	Trashed  int               `json:"trashed"`
	Bytes    map[string]int64  `json:"bytes"` // by file or folder of the home
	Files    map[string]int    `json:"files"` // in its folders
	Spaces   []DiagnosedSpace  `json:"spaces"`
	Logins   int               `json:"logins"`
	Settings map[string]string `json:"settings"`
	Checks   DiagnosedChecks   `json:"checks"`
	// Backup is how many days ago the last backup was made; -1 for never.
	Backup int `json:"days_since_backup"`
	// Errors counts what the log of the window tells, by the key of the sentence that was
	// shown; "internal" for what has none.
	Errors map[string]int `json:"errors"`
}

// DiagnosedSpace is a shared space without its name.
type DiagnosedSpace struct {
	Way       string `json:"way"` // "ssh", "https", "http", "git", "folder"
	Records   int    `json:"records"`
	Unsent    int    `json:"unsent"`
	Aside     int    `json:"aside"`
	Undecided int    `json:"undecided"`
	Mirrored  bool   `json:"mirrored"`
	Days      int    `json:"days_since_exchange"` // -1 for never
}

// DiagnosedChecks is what the doctor found, in numbers.
type DiagnosedChecks struct {
	Database    int   `json:"database_findings"`
	Chains      int   `json:"chains"`
	Entries     int64 `json:"entries"`
	Broken      int   `json:"broken_chains"`
	Erased      int   `json:"emptied_entries"`
	States      int   `json:"records_that_differ"`
	Quarantined int   `json:"quarantined"`
	FullText    bool  `json:"full_text"`
	IndexBehind int64 `json:"index_behind"`
	Pictures    int   `json:"pictures"`
	Damaged     int   `json:"pictures_damaged"`
	Lost        int   `json:"pictures_lost"`
	Awaited     int   `json:"pictures_awaited"`
}

// tellable are the settings whose values may be told, each with the values it has.
var tellable = map[string]*regexp.Regexp{
	"theme": regexp.MustCompile(`^(light|dark|system)$`), "density": regexp.MustCompile(`^(comfortable|compact)$`),
	"timezone": regexp.MustCompile(`^(incident|utc|local)$`), "rail": regexp.MustCompile(`^(wide|slim)$`),
	"sync.every": regexp.MustCompile(`^[0-9]{1,5}$`), remindSetting: regexp.MustCompile(`^[0-9]{1,5}$`),
	"causes.view": regexp.MustCompile(`^(fishbone|whys|map|outline)$`), "report.kind": regexp.MustCompile(`^(internal|executive|customer|regulator)$`),
}

// Diagnose looks the workspace through.
func (w *Workspace) Diagnose(ctx context.Context, program string, text *assets.Catalogue) (d Diagnosis, err error) {
	d = Diagnosis{MadeAt: w.now().UTC().Format(time.RFC3339), Program: program, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH,
		Schema: len(sqlite.Migrations()), ReadOnly: w.ReadOnly, Full: w.Full(), Records: map[string]int{}, Bytes: map[string]int64{}, Files: map[string]int{},
		Spaces: []DiagnosedSpace{}, Settings: map[string]string{}, Errors: map[string]int{}}
	h, err := w.Examine(ctx)
	if err != nil {
		return d, err
	}
	d.Trashed = h.Trashed
	d.Checks = DiagnosedChecks{Database: len(h.Database), Chains: len(h.Chains), States: h.States.Count, Quarantined: h.Quarantine,
		FullText: h.FullText, IndexBehind: h.Rev - h.Watermark,
		Pictures: h.Pictures.Whole, Damaged: len(h.Pictures.Damaged), Lost: len(h.Pictures.Lost), Awaited: h.Pictures.Awaited}
	for _, c := range h.Chains {
		d.Checks.Entries += c.Last
		d.Checks.Erased += c.Erased
		if c.FirstBad != 0 {
			d.Checks.Broken++
		}
	}
	if err := w.diagnoseRows(ctx, &d); err != nil {
		return d, err
	}
	if err := w.diagnoseSpaces(ctx, &d); err != nil {
		return d, err
	}
	b, err := w.BackupStanding(ctx)
	if d.Backup = b.Days; b.At.IsZero() {
		d.Backup = -1
	}
	w.diagnoseFiles(&d)
	w.diagnoseLog(&d, text)
	return d, err
}

func (w *Workspace) diagnoseRows(ctx context.Context, d *Diagnosis) error {
	return w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.Rows()
		if err != nil {
			return err
		}
		for _, r := range rows {
			kind := "unknown"
			if _, known := w.Registry.Schema(r.Kind); known {
				kind = r.Kind
			}
			d.Records[kind]++
		}
		settings, err := tx.Settings()
		for name, value := range settings {
			if allowed, ok := tellable[name]; ok && allowed.MatchString(value) {
				d.Settings[name] = value
			}
			if strings.HasPrefix(name, loginSetting) {
				d.Logins++
			}
		}
		for name, word := range map[string]string{proxySetting: "proxy", caSetting: "certificates"} {
			d.Settings[word] = pickWord(settings[name] != "", "set", "not set")
		}
		return err
	})
}

func pickWord(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

func (w *Workspace) diagnoseSpaces(ctx context.Context, d *Diagnosis) error {
	list, err := w.Spaces(ctx)
	for _, s := range list {
		days := -1
		if !s.SyncedAt.IsZero() {
			days = int(w.now().Sub(s.SyncedAt) / (24 * time.Hour))
		}
		d.Spaces = append(d.Spaces, DiagnosedSpace{Way: wayOf(s.Address), Records: s.Records, Unsent: s.Unsent, Aside: s.Aside, Undecided: s.Undecided,
			Mirrored: s.Mirror != "", Days: days})
	}
	return err
}

// wayOf is the manner of an address and nothing else of it.
func wayOf(address string) string {
	where, err := remote.ParseAddress(address)
	if err == nil && where.IsSSH() {
		return "ssh"
	}
	for _, way := range []string{"https", "http", "git"} {
		if strings.HasPrefix(address, way+"://") {
			return way
		}
	}
	return "folder"
}

// diagnoseFiles measures what lies in the home under names of ours.
func (w *Workspace) diagnoseFiles(d *Diagnosis) {
	for _, name := range []string{"local.db", "local.db-wal", "index.db"} {
		if info, err := os.Stat(filepath.Join(w.Home, name)); err == nil {
			d.Bytes[name] = info.Size()
		}
	}
	for _, folder := range []string{"blobs", "spaces"} {
		_ = filepath.WalkDir(filepath.Join(w.Home, folder), func(_ string, e fs.DirEntry, err error) error { //nolint:errcheck // what cannot be read is not counted
			if err != nil || !e.Type().IsRegular() {
				return nil //nolint:nilerr // as said
			}
			if info, err := e.Info(); err == nil {
				d.Bytes[folder] += info.Size()
				d.Files[folder]++
			}
			return nil
		})
	}
}

// inLog finds what fault.Error writes: a code and a key.
var inLog = regexp.MustCompile(`\b(?:invalid|not_found|conflict|denied|unavailable|cancelled|internal): ([a-z_]+(?:\.[A-Za-z_]+)+)`)

// diagnoseLog counts the lines of the log. A key is told where the catalogue has it: what
// else looks like one may be words of a person.
func (w *Workspace) diagnoseLog(d *Diagnosis, text *assets.Catalogue) {
	for _, older := range []string{".1", ""} {
		f, err := os.Open(filepath.Join(w.Home, "log", "window.log"+older))
		if err != nil {
			continue
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(make([]byte, 64<<10), 2<<20)
		for lines.Scan() {
			line := lines.Text()
			if len(line) < 20 || line[10] != 'T' || line[19] != 'Z' {
				continue // goes on from the line before, as a stack does
			}
			key := "internal"
			if m := inLog.FindStringSubmatch(line); m != nil && text.Has(m[1]) {
				key = m[1]
			}
			d.Errors[key]++
		}
		f.Close()
	}
}

// Text is the diagnosis as it is shown and saved.
func (d Diagnosis) Text() (string, error) {
	raw, err := json.MarshalIndent(d, "", "  ")
	return string(raw) + "\n", err
}
