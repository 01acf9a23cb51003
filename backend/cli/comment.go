package cli

import (
	"github.com/spf13/pflag"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

func commentCommand() command {
	return command{name: "comment", usage: "list REF [--all] | add REF TEXT [--about PATH] [--as ROLE] | resolve REF COMMENT | reopen REF COMMENT | remove REF COMMENT", help: "cli.help.comment",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			about, role, all := f.String("about", "", ""), f.String("as", "", ""), f.Bool("all", false, "")
			return func(r *run) (int, error) {
				sub, id, what, err := r.partCall("cli.comment_missing", "cli.comment_text_missing", "resolve", "reopen", "remove")
				if err != nil {
					return 0, err
				}
				at := record.Path{Collection: review.Comments, Part: what, Field: "state"}
				switch sub {
				case "add":
					_, err = r.ws.Reviews.AddPart(r.ctx, id, review.Comments, map[string]any{"text": what, "about": *about, "role": *role}, "", "")
				case "resolve":
					_, err = r.ws.Reviews.SetValue(r.ctx, id, at, "resolved", "")
				case "reopen":
					_, err = r.ws.Reviews.SetValue(r.ctx, id, at, "open", "")
				case "remove":
					_, err = r.ws.Reviews.RemovePart(r.ctx, id, at.Entity(), "")
				}
				if err != nil {
					return 0, err
				}
				return r.commentList(id, *all)
			}
		}}
}

func (r *run) commentList(id string, all bool) (int, error) {
	v, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	shown := []review.Comment{}
	for _, c := range v.Comments {
		if all || c.Open() {
			shown = append(shown, c)
		}
	}
	if r.json {
		r.print(map[string]any{"ref": v.Ref, "comments": shown})
		return Done, nil
	}
	if len(shown) == 0 {
		r.say("%s", r.t("cli.comments_none"))
	}
	for _, c := range shown {
		mark := ""
		if !c.Open() {
			mark = "  [" + r.t("comment."+c.State) + "]"
		}
		r.say("%s  %s%s", c.ID, v.CommentLine(c, r.t), mark)
	}
	return Done, nil
}
