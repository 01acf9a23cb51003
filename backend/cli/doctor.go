package cli

import (
	"fmt"
	"runtime"
	"sort"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/workspace"
)

func doctorCommand() command {
	return command{name: "doctor", usage: "[--rebuild-index] [--bundle FILE]", help: "cli.help.doctor",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			rebuild := f.Bool("rebuild-index", false, "")
			bundle := f.String("bundle", "", "")
			return func(r *run) (int, error) {
				if err := r.noMore(); err != nil {
					return 0, err
				}
				if f.Changed("bundle") && *bundle == "" {
					return 0, usage("cli.flag_value", "flag", "--bundle")
				}
				if err := r.open(); err != nil {
					return 0, err
				}
				if *rebuild {
					if err := r.ws.RebuildIndex(r.ctx, nil); err != nil {
						return 0, err
					}
				}
				if f.Changed("bundle") {
					return r.diagnose(*bundle)
				}
				return r.doctor()
			}
		}}
}

// diagnose writes how the workspace is, without what is in it, and shows what it wrote.
func (r *run) diagnose(path string) (int, error) {
	d, err := r.ws.Diagnose(r.ctx, "Second Story "+r.Version, r.text)
	if err != nil {
		return 0, err
	}
	text, err := d.Text()
	if err != nil {
		return 0, err
	}
	if err := workspace.WriteFile(path, []byte(text)); err != nil {
		return 0, err
	}
	if r.json {
		r.print(d)
		return Done, nil
	}
	r.say("%s", strings.TrimSuffix(text, "\n"))
	r.note("%s", r.t("cli.diagnosed", "path", path))
	return Done, nil
}

type jsonChain struct {
	Chain    string `json:"chain"`
	Entries  int64  `json:"entries"`
	FirstBad int64  `json:"first_bad"`
	Erased   int    `json:"erased"`
}

func (r *run) doctor() (int, error) {
	h, err := r.ws.Examine(r.ctx)
	if err != nil {
		return 0, err
	}
	status := Done
	if !h.Whole() || h.Quarantine > 0 {
		status = NeedsPerson
	}
	if r.json {
		chains := []jsonChain{}
		for _, c := range h.Chains {
			chains = append(chains, jsonChain{c.Chain, c.Last, c.FirstBad, c.Erased})
		}
		database := h.Database
		if database == nil {
			database = []string{}
		}
		r.print(map[string]any{"whole": h.Whole(), "database": database, "chains": chains, "states": r.states(h.States), "records": h.Records, "trashed": h.Trashed,
			"unknown_kinds": h.Unknown, "quarantined": h.Quarantine, "rev": h.Rev, "index": map[string]any{"rev": h.Watermark, "was": h.IndexWas, "full_text": h.FullText},
			"read_only": h.ReadOnly, "pictures": map[string]any{"whole": h.Pictures.Whole, "damaged": picturesAt(h.Pictures.Damaged), "lost": picturesAt(h.Pictures.Lost),
				"awaited": h.Pictures.Awaited, "spare": h.Pictures.Spare}})
		return status, nil
	}
	tell := func(ok bool, key string, params ...string) {
		sign := "✓"
		if !ok {
			sign = "!"
		}
		r.say("%s %s", sign, r.t(key, params...))
	}
	tell(len(h.Database) == 0, pick(len(h.Database) == 0, "doctor.database_whole", "doctor.database_torn"))
	sort.Slice(h.Chains, func(i, j int) bool { return h.Chains[i].Chain < h.Chains[j].Chain })
	for _, c := range h.Chains {
		if c.Erased > 0 {
			tell(false, "doctor.chain_emptied", "chain", c.Chain, "count", fmt.Sprint(c.Erased))
		}
		if c.FirstBad != 0 {
			tell(false, "doctor.chain_broken", "chain", c.Chain, "seq", fmt.Sprint(c.FirstBad))
			continue
		}
		if c.Erased > 0 {
			continue
		}
		tell(true, "doctor.chain_whole", "chain", c.Chain, "count", fmt.Sprint(c.Last))
	}
	tell(h.States.Now == 0, pick(h.States.Now == 0, "doctor.states_whole", "doctor.states_differ"), "count", fmt.Sprint(h.States.Now))
	r.tellPictures(tell, h.Pictures)
	tell(true, "doctor.records", "count", fmt.Sprint(h.Records), "trashed", fmt.Sprint(h.Trashed))
	if h.Unknown > 0 {
		tell(false, "doctor.unknown", "count", fmt.Sprint(h.Unknown))
	}
	tell(true, pick(h.IndexWas == "", "doctor.index_whole", "doctor.index_rebuilt"))
	if !h.FullText {
		tell(false, "doctor.no_full_text")
	}
	if h.Quarantine > 0 {
		tell(false, "doctor.quarantine", "count", fmt.Sprint(h.Quarantine))
	}
	if h.ReadOnly {
		tell(false, "doctor.read_only")
	}
	return status, nil
}

// noteUnreadable names the records of a kind that a list is without because they are damaged.
func (r *run) noteUnreadable(kind string) error {
	refs, err := r.ws.Unreadable(r.ctx, kind)
	if len(refs) > 0 {
		r.note("%s", r.t("cli.unreadable", "refs", strings.Join(refs, ", ")))
	}
	return err
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

func versionCommand() command {
	return command{name: "version", help: "cli.help.version",
		setup: func(*pflag.FlagSet) func(*run) (int, error) {
			return func(r *run) (int, error) {
				if err := r.noMore(); err != nil {
					return 0, err
				}
				if r.json {
					r.print(map[string]any{"version": r.Version, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
					return Done, nil
				}
				r.say("Second Story %s", r.Version)
				return Done, nil
			}
		}}
}

type jsonPictureAt struct {
	Ref   string `json:"ref"`
	Words string `json:"words"`
}

func picturesAt(list []workspace.PictureAt) []jsonPictureAt {
	out := []jsonPictureAt{}
	for _, p := range list {
		out = append(out, jsonPictureAt(p))
	}
	return out
}

// tellPictures says how the pictures are, and what to do about those that are not whole.
func (r *run) tellPictures(tell func(ok bool, key string, params ...string), h workspace.PictureHealth) {
	if bad := len(h.Damaged) + len(h.Lost); bad == 0 {
		tell(true, "doctor.pictures_whole", "count", fmt.Sprint(h.Whole))
	}
	each := func(list []workspace.PictureAt, key string) {
		if len(list) == 0 {
			return
		}
		tell(false, key, "count", fmt.Sprint(len(list)))
		for _, p := range list {
			r.say("    %s  %s", p.Ref, oneLine(p.Words))
		}
	}
	each(h.Damaged, "doctor.pictures_damaged")
	each(h.Lost, "doctor.pictures_lost")
	if h.Awaited > 0 {
		tell(true, "doctor.pictures_awaited", "count", fmt.Sprint(h.Awaited))
	}
	if h.Spare > 0 {
		tell(true, "doctor.pictures_spare", "count", fmt.Sprint(h.Spare))
	}
}
