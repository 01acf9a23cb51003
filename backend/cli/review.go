package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

func reviewCommand() command {
	return command{name: "review", usage: "list | promises | show REF | check REF [--all] [--leave N --why TEXT] [--take-up N] | export REF --to md|json -o DIR", help: "cli.help.review",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			to := f.String("to", "md", "")
			out := f.StringP("output", "o", ".", "")
			query := f.String("query", "", "")
			trash := f.Bool("trash", false, "")
			var look checkFlags
			look.add(f)
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "promises", "show", "check", "export")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "list":
					return r.reviewList(*query, *trash)
				case "promises":
					return r.reviewPromises()
				case "show":
					return r.reviewShow()
				case "check":
					return r.reviewCheck(look)
				default:
					return r.reviewExport(*to, *out)
				}
			}
		}}
}

type jsonReviewRow struct {
	Ref      string `json:"ref"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	State    string `json:"state"`
	Date     string `json:"date"`
}

func (r *run) reviewList(query string, trash bool) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	rows, err := r.ws.List(r.ctx, sqlite.ListFilter{Kind: review.Kind, Query: query, Trash: trash})
	if err != nil {
		return 0, err
	}
	if r.json {
		out := struct {
			Reviews []jsonReviewRow `json:"reviews"`
		}{[]jsonReviewRow{}}
		for _, x := range rows {
			out.Reviews = append(out.Reviews, jsonReviewRow{x.Ref, x.ID, x.Title, x.Severity, x.State, x.Date})
		}
		r.print(out)
		return Done, nil
	}
	switch {
	case len(rows) > 0:
	case query != "":
		r.say("%s", r.t("cli.none_matches"))
	case trash:
		r.say("%s", r.t("cli.trash_empty"))
	default:
		r.say("%s", r.t("cli.no_reviews"))
	}
	for _, x := range rows {
		r.say("%s  %-10s  %-4s  %-9s  %s", x.Ref, orDash(x.Date), orDash(x.Severity), r.stateName(x.State), x.Title)
	}
	return Done, nil
}

// stateName is the state of a review in words; one that only a newer version knows stays as it is.
func (r *run) stateName(state string) string {
	if key := "state." + state; r.text.Has(key) {
		return r.t(key)
	}
	return state
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (r *run) review() (review.Review, error) {
	id, err := r.only()
	if err != nil {
		return review.Review{}, err
	}
	return r.ws.Reviews.Get(r.ctx, id)
}

func (r *run) reviewShow() (int, error) {
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	return r.reviewShown(id)
}

func (r *run) reviewShown(id string) (int, error) {
	rev, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(rev)
		return Done, nil
	}
	r.say("%s  %s", rev.Ref, r.stateName(rev.State))
	if rev.Trashed {
		r.say("%s", r.t("cli.in_trash", "ref", rev.Ref))
	}
	r.say("")
	r.say("%s", strings.TrimRight(review.Markdown(rev, r.t), "\n"))
	r.sayHandling(rev)
	r.sayNotices(rev)
	return Done, nil
}

// sayHandling tells what the entries say of how the incident was handled.
func (r *run) sayHandling(rev review.Review) {
	if len(review.Handling(rev, nil, r.t)) == 0 {
		return
	}
	lines := review.HandlingTold(rev, nil, r.t)
	r.say("\n## %s\n", r.t("report.handling"))
	for _, l := range lines {
		r.say("- %s", l.Text)
	}
}

// sayNotices tells what was noticed and asks nobody anything. An export leaves it
// out: it is about this review in this program.
func (r *run) sayNotices(rev review.Review) {
	first := true
	for _, f := range rev.Findings {
		if f.State != "open" || f.Level != "notice" {
			continue
		}
		if first {
			r.say("\n## %s\n", r.t("cli.review_notices"))
			first = false
		}
		line := ""
		if f.Line > 0 {
			line = " (" + r.t("report.about.line", "number", fmt.Sprint(f.Line)) + ")"
		}
		r.say("- %s%s", r.text.Fill(f.Key, f.Params), line)
	}
}

func (r *run) reviewExport(to, dir string) (int, error) {
	if to != "md" && to != "json" {
		return 0, usage("cli.format_unknown", "given", to, "choices", "md, json")
	}
	if err := r.mayWrite(dir); err != nil {
		return 0, err
	}
	rev, err := r.review()
	if err != nil {
		return 0, err
	}
	data := []byte(review.Exported(rev, r.t))
	if to == "json" {
		if data, err = exportJSON(rev); err != nil {
			return 0, err
		}
	}
	if dir == toOutput {
		return r.write(dir, data)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, fault.Wrap(err, fault.Denied, "file.not_written", "name", dir)
	}
	path := filepath.Join(dir, fmt.Sprintf("%s-%s.%s", rev.Ref, fileName(rev.Title), to))
	return r.write(path, data)
}

// exportJSON is a review for others: roles only.
func exportJSON(rev review.Review) ([]byte, error) {
	raw, err := json.MarshalIndent(rev.Shared(), "", "  ")
	return append(raw, '\n'), err
}

// toOutput as the name of a file stands for standard output.
const toOutput = "-"

// mayWrite refuses two documents on standard output.
func (r *run) mayWrite(path string) error {
	if path == toOutput && r.json {
		return usage("cli.output_twice")
	}
	return nil
}

// write writes a file and tells where it went, or writes to standard output.
func (r *run) write(path string, data []byte) (int, error) {
	if path == toOutput {
		_, _ = r.Out.Write(data) //nolint:errcheck // output remembers it
		return Done, nil
	}
	if err := workspace.WriteFile(path, data); err != nil {
		// The path is the person's own, so all of it may be said.
		if f, ok := fault.As(err); ok && f.Params["name"] != "" {
			f.Params["name"] = path
		}
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"path": path})
	} else {
		r.say("%s", path)
	}
	return Done, nil
}

// fileName makes a short name out of a title.
func fileName(title string) string {
	s := review.Slug(title)
	if len(s) > 40 {
		s = strings.TrimRight(s[:40], "-")
	}
	return s
}
