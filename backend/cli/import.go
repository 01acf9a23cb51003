package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/service/importing"
)

type jsonRecord struct {
	Kind  string `json:"kind"`
	Ref   string `json:"ref"`
	Title string `json:"title"`
	// Asked is the file that looks like a newer version of it, which nobody has said.
	Asked string `json:"asked,omitempty"`
}

type jsonImport struct {
	Read        int                  `json:"read"`
	Created     int                  `json:"created"`
	Updated     int                  `json:"updated"`
	Unchanged   int                  `json:"unchanged"`
	Quarantined []intake.Quarantined `json:"quarantined"`
	Records     []jsonRecord         `json:"records"`
	Proposals   []jsonRecord         `json:"proposals"`
	Notes       []importing.Note     `json:"notes,omitempty"`
	Findings    []importing.Note     `json:"findings"`
	DryRun      bool                 `json:"dry_run,omitempty"`
}

func importCommand() command {
	return command{name: "import", usage: "PATH… [--as FORMAT] [--zone ZONE] [--channel NAME]… [--times] [--newer | --own] [--update [--leave KEY]…] [--propose] [--dry-run]", help: "cli.help.import",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			as := f.String("as", "", "")
			zone := f.String("zone", "", "")
			channels := f.StringSlice("channel", nil, "")
			times := f.Bool("times", false, "")
			update := f.Bool("update", false, "")
			leave := f.StringSlice("leave", nil, "")
			newer := f.Bool("newer", false, "")
			own := f.Bool("own", false, "")
			propose := f.Bool("propose", false, "")
			dry := f.Bool("dry-run", false, "")
			return func(r *run) (int, error) {
				if *as != "" && *as != "markdown" && *as != "text" {
					return 0, usage("cli.format_unknown", "given", *as, "choices", "markdown, text")
				}
				opts := importing.Options{Zone: *zone, Update: *update || len(*leave) > 0, As: *as, Told: *times, Channels: *channels}
				switch {
				case *newer && *own:
					return 0, usage("cli.import_newer_or_own")
				case *newer:
					opts.Newer = importing.NewerVersion
				case *own:
					opts.Newer = importing.OwnReview
				}
				return r.doImport(opts, importMode{dry: *dry, propose: *propose, leave: *leave})
			}
		}}
}

// importMode is what an import does besides importing.
type importMode struct {
	dry     bool
	propose bool
	leave   []string
}

func (r *run) doImport(opts importing.Options, mode importMode) (int, error) {
	dry := mode.dry
	if len(r.args) == 0 {
		return 0, usage("cli.path_missing")
	}
	for _, path := range r.args {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return 0, usage("file.missing", "name", path)
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	progress := func(done, total int, name string) {
		switch {
		case total == 0 && done%10_000 == 0:
			r.note("%s: %d", r.t("import.looking"), done)
		case total > 20 && (done%20 == 0 || done == total):
			r.note("%d / %d  %s", done, total, name)
		}
	}
	preview, err := r.ws.Imports.Preview(r.ctx, r.args, opts, progress)
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			return 0, usageError{mustFault(err)}
		}
		return 0, err
	}
	if mode.propose {
		return r.propose(preview)
	}
	if len(mode.leave) > 0 {
		if opts.Pieces, err = r.leave(preview, mode.leave); err != nil {
			return 0, err
		}
	}
	var applied importing.Applied
	if dry {
		applied = preview.WouldDo(opts)
	} else if applied, err = r.ws.Imports.Apply(r.ctx, preview, opts, progress); err != nil {
		// What was done until then stands; it is told before the error.
		r.note("%s", r.t("cli.import_until_then", "count", fmt.Sprint(applied.Created+applied.Updated)))
		return 0, err
	}
	if r.json {
		r.print(jsonImport{Read: applied.Read, Created: applied.Created, Updated: applied.Updated, Unchanged: applied.Unchanged,
			Quarantined: applied.Quarantined, Records: jsonRecords(applied.Records), Proposals: jsonRecords(applied.Proposals), Notes: applied.Notes,
			Findings: append([]importing.Note{}, applied.Findings...), DryRun: dry})
	} else {
		r.sayImport(applied, dry)
	}
	conflicts, err := r.conflicts(applied.Records)
	if err != nil {
		return 0, err
	}
	if len(applied.Quarantined) > 0 || len(applied.Proposals) > 0 || conflicts > 0 || applied.Asks() {
		return NeedsPerson, nil
	}
	return Done, nil
}

// conflicts tells which of the records have values nobody has decided between,
// and how many these are.
func (r *run) conflicts(records []importing.Made) (n int, err error) {
	for _, m := range records {
		if m.ID == "" {
			continue // a dry run has made none
		}
		rev, err := r.ws.Reviews.Get(r.ctx, m.ID)
		if err != nil {
			return 0, err
		}
		if open := len(rev.Conflicts); open > 0 {
			n += open
			r.note("%s", r.text.Count("cli.import_conflicts", open, "ref", m.Ref))
		}
	}
	return n, nil
}

func (r *run) sayImport(a importing.Applied, dry bool) {
	for _, m := range a.Records {
		r.say("%s  %s", m.Ref, m.Title)
	}
	for _, m := range a.Proposals {
		if m.File != "" {
			r.say("%s  %s", m.File, r.t("cli.import_asked", "ref", m.Ref))
			continue
		}
		r.say("%s  %s  (%s)", m.Ref, m.Title, r.t("cli.import_changed"))
	}
	for _, m := range a.InTrash {
		r.say("%s  %s", m.Ref, r.t("import.known_in_trash", "ref", m.Ref))
	}
	for _, n := range a.Notes {
		text := r.text.Fill(n.Key, n.Params)
		if n.Key == intake.KeyTimesInText {
			text += " " + r.t("cli.import_times")
		}
		r.say("%s  %s", lineOf(n.File, n.Line), text)
	}
	r.sayFindings(a)
	for _, q := range a.Quarantined {
		r.say("%s  %s", lineOf(q.File, q.Line), r.text.Fill(q.Reason, q.Params))
	}
	key := "cli.import_account"
	if dry {
		key = "cli.import_would"
	}
	r.say("%s", r.t(key, "read", fmt.Sprint(a.Read), "created", fmt.Sprint(a.Created), "updated", fmt.Sprint(a.Updated),
		"unchanged", fmt.Sprint(a.Unchanged-len(a.Proposals)), "quarantined", fmt.Sprint(len(a.Quarantined))))
	n := 0
	for _, m := range a.Proposals {
		if m.File == "" {
			n++
		}
	}
	if n > 0 {
		r.say("%s", r.text.Count("cli.import_waiting", n))
	}
}

// sayFindings tells each finding of a file in the order of its lines; of many
// files how many there are in each, for the reviews keep them.
func (r *run) sayFindings(a importing.Applied) {
	byFile := map[string][]importing.Note{}
	var files []string
	for _, n := range a.Findings {
		if byFile[n.File] == nil {
			files = append(files, n.File)
		}
		byFile[n.File] = append(byFile[n.File], n)
	}
	for _, file := range files {
		list := byFile[file]
		if a.Read > 1 {
			r.say("%s  %s", file, r.text.Count("cli.import_findings", len(list)))
			continue
		}
		slices.SortStableFunc(list, func(a, b importing.Note) int { return a.Line - b.Line })
		for _, n := range list {
			r.say("%s  %s", lineOf(n.File, n.Line), r.text.Fill(n.Key, n.Params))
		}
	}
}

func lineOf(file string, line int) string {
	if line > 0 {
		return fmt.Sprintf("%s:%d", file, line)
	}
	return file
}

func jsonRecords(list []importing.Made) []jsonRecord {
	out := make([]jsonRecord, 0, len(list))
	for _, m := range list {
		out = append(out, jsonRecord{m.Kind, m.Ref, m.Title, m.File})
	}
	return out
}

func mustFault(err error) *fault.Error {
	f, ok := fault.As(err)
	if !ok {
		return fault.Wrap(err, fault.Internal, "error.internal")
	}
	return f
}
