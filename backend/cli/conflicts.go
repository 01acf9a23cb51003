package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func conflictsCommand() command {
	return command{name: "conflicts", usage: "list [REF] [--all] | show ID | resolve ID --keep 1|2|…|both|TEXT [--why TEXT]", help: "cli.help.conflicts",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			all := f.Bool("all", false, "")
			keep := f.String("keep", "", "")
			why := f.String("why", "", "")
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "show", "resolve")
				if err != nil {
					return 0, err
				}
				switch sub {
				case "list":
					return r.conflictList(*all)
				case "show":
					return r.conflictShow()
				default:
					return r.conflictResolve(f.Changed("keep"), reviewing.ChoiceOf(*keep, *why))
				}
			}
		}}
}

type jsonConflict struct {
	ID       string   `json:"id"`
	Ref      string   `json:"ref"`
	Path     string   `json:"path"`
	Kind     string   `json:"kind"`
	Base     string   `json:"base"`
	Values   []string `json:"values"`
	State    string   `json:"state"`
	Title    string   `json:"title"`
	Where    string   `json:"where"`
	Choices  []string `json:"choices"`
	Decision string   `json:"decision,omitempty"`
	Why      string   `json:"why,omitempty"`
	Apart    bool     `json:"apart,omitempty"`
	// Decisions say who decided, when and why, the last one last.
	Decisions []review.Decision `json:"decisions"`
}

func conflictJSON(u review.Undecided) jsonConflict {
	return jsonConflict{ID: u.ID, Ref: u.Ref, Path: u.Path, Kind: u.Kind, Base: u.Base, Values: u.Values, State: u.State, Title: u.Title,
		Where: u.Where, Choices: u.Choices, Decision: u.Decision, Why: u.Why, Apart: u.Apart, Decisions: u.Decisions}
}

// conflictList ends with NeedsPerson while something waits for a decision.
func (r *run) conflictList(all bool) (int, error) {
	id := ""
	var err error
	if len(r.args) > 0 {
		if id, err = r.only(); err != nil {
			return 0, err
		}
	} else if err = r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Conflicts(r.ctx, id, r.t)
	if err != nil {
		return 0, err
	}
	shared := map[string]int{} // two reviews may ask the same
	for _, u := range list {
		shared[u.ID]++
	}
	out := []jsonConflict{}
	status := Done
	for _, u := range list {
		open := u.State == merge.Open
		if open {
			status = NeedsPerson
		}
		if !open && !all {
			continue
		}
		out = append(out, conflictJSON(u))
		name := u.ID
		if shared[u.ID] > 1 {
			name = u.Ref + "/" + u.ID
		}
		r.say("%s  %s  %s", name, u.Ref, u.Where)
		if open {
			for i, v := range u.Shown {
				r.say("  %s  %s  (%s)", number(u, i), firstLine(r.valueWords(u, v.Text)), r.whose(u, i, v))
			}
		} else {
			r.say("  %s", r.decidedAs(u))
		}
		r.sayDecisions(u)
	}
	if r.json {
		r.print(map[string]any{"conflicts": out})
	} else if len(out) == 0 {
		r.say("%s", r.t("cli.conflicts_none"))
	}
	return status, nil
}

// decidedAs is what a question was decided as.
func (r *run) decidedAs(u review.Undecided) string {
	if u.Apart {
		return r.t("conflicts.decidedApartAgain")
	}
	return r.t("cli.conflicts_decided", "value", firstLine(r.valueWords(u, u.Decision)))
}

// valueWords is a value as it is told: of words that somebody took away it says so.
func (r *run) valueWords(u review.Undecided, value string) string {
	if (u.Form == review.FormText || u.Form == review.FormLine) && strings.TrimSpace(value) == "" && strings.TrimSpace(u.BaseShown) != "" {
		return r.t("conflicts.emptied")
	}
	return value
}

// sayDecisions tells who decided what and why. Several are there where people decided one
// question differently.
func (r *run) sayDecisions(u review.Undecided) {
	for _, d := range u.Decisions {
		who := r.t("conflicts.decided.unknown")
		switch {
		case d.Own:
			who = r.t("conflicts.decided.own")
		case d.By != "":
			who = d.By
		}
		said := r.t("conflicts.decided.words", "who", who, "value", firstLine(r.valueWords(u, d.Value)), "time", orDash(d.At))
		if d.Why != "" {
			said = r.t("conflicts.decided.why", "said", said, "why", d.Why)
		}
		r.say("  %s", said)
	}
}

// number is that by which a version is taken; a dash for one that cannot be.
func number(u review.Undecided, at int) string {
	if u.State == merge.Resolved {
		return strconv.Itoa(at + 1)
	}
	if n := strconv.Itoa(at + 1); slices.Contains(u.Choices, n) {
		return n
	}
	return "–"
}

// firstLine is a value in a list.
func firstLine(s string) string {
	first, rest, more := strings.Cut(strings.TrimSpace(s), "\n")
	if more && strings.TrimSpace(rest) != "" {
		first += " …"
	}
	return orDash(first)
}

// conflictID takes the one argument left and finds whose conflict it is.
func (r *run) conflictID() (recordID, id string, err error) {
	if len(r.args) == 0 {
		return "", "", usage("cli.conflicts_id_missing")
	}
	name := r.args[0]
	if r.args = r.args[1:]; len(r.args) > 0 {
		return "", "", r.noMore()
	}
	if err = r.open(); err != nil {
		return "", "", err
	}
	return r.ws.Reviews.FindConflict(r.ctx, name)
}

func (r *run) oneConflict(recordID, id string) (review.Undecided, error) {
	list, err := r.ws.Conflicts(r.ctx, recordID, r.t)
	for _, u := range list {
		if u.ID == id || slices.Contains(u.Members, id) {
			return u, err
		}
	}
	return review.Undecided{}, err
}

func (r *run) conflictShow() (int, error) {
	recordID, id, err := r.conflictID()
	if err != nil {
		return 0, err
	}
	u, err := r.oneConflict(recordID, id)
	if err != nil {
		return 0, err
	}
	if u.ID == "" { // taken back, or gone since
		return 0, fault.New(fault.NotFound, "conflict.missing", "id", id)
	}
	status := Done
	if u.State == merge.Open {
		status = NeedsPerson
	}
	if r.json {
		r.print(conflictJSON(u))
		return status, nil
	}
	r.say("%s  %s", u.Ref, u.Title)
	r.say("%s", u.Where)
	if u.Moved && u.State == merge.Open {
		r.say("%s", r.t(movedKey(u)))
	}
	if !u.NoBase {
		r.section(r.t("conflicts.base"), u.BaseShown)
	}
	for i, v := range u.Shown {
		r.section(r.t("cli.conflicts_version", "n", number(u, i), "from", r.whose(u, i, v)), strings.TrimSpace(r.valueWords(u, v.Text)+"\n"+r.editedWords(v)+v.Copy))
	}
	r.say("")
	if u.State == merge.Open {
		r.say("%s", r.t("cli.conflicts_how", "id", u.ID, "choices", strings.Join(u.Choices, ", ")))
	} else {
		r.say("%s", r.decidedAs(u))
	}
	r.sayDecisions(u)
	return status, nil
}

// editedWords tell what was edited of what somebody else removed; "" for nothing.
func (r *run) editedWords(v review.ShownVersion) string {
	if v.Edited == "" {
		return ""
	}
	return r.t("conflicts.edited") + "\n" + v.Edited + "\n"
}

// movedKey says of a question that what stands is newer whether another version can go in
// its place, and how.
func movedKey(u review.Undecided) string {
	two := slices.Contains(u.Choices, "2")
	switch {
	case u.Gone && two:
		return "conflicts.moved.gone"
	case u.Gone:
		return "conflicts.moved.lost"
	case !two:
		return "conflicts.moved.runs"
	case u.Kind == merge.KindText && !u.NoBase:
		return "conflicts.moved.along"
	}
	return "conflicts.moved"
}

// whose is who wrote a version and when, as far as that is known, and whether it stands.
func (r *run) whose(u review.Undecided, at int, v review.ShownVersion) string {
	said := r.t("conflicts.from." + v.From)
	switch {
	case v.By != "" && (v.From == "infile" || v.From == "inprogram"):
		said = r.t("conflicts.from.placed", "place", said, "name", v.By)
	case v.From == "fileof":
		said = r.t("conflicts.from.fileof", "name", v.By)
	case v.By != "":
		said = r.t("conflicts.from.by", "name", v.By)
	}
	if v.At != "" {
		said += ", " + v.At
	}
	if at == 0 && u.State == merge.Open && u.Form != review.FormSpace && u.Form != review.FormTwin && v.From != "now" {
		said += ", " + r.t("conflicts.stands")
	}
	return said
}

// section writes a value below its name.
func (r *run) section(name, value string) {
	r.say("")
	r.say("%s", name)
	for _, l := range strings.Split(strings.TrimRight(orDash(value), "\n"), "\n") {
		r.say("  %s", l)
	}
}

func (r *run) conflictResolve(given bool, choice reviewing.Choice) (int, error) {
	if !given {
		return 0, usage("cli.conflicts_keep_missing")
	}
	recordID, id, err := r.conflictID()
	if err != nil {
		return 0, err
	}
	u, err := r.oneConflict(recordID, id)
	if err != nil {
		return 0, err
	}
	if _, err := r.ws.SettleConflict(r.ctx, recordID, id, choice, ""); err != nil {
		return 0, err
	}
	after, err := r.oneConflict(recordID, id)
	if err != nil {
		return 0, err
	}
	if after.ID == "" { // the review went to the trash, and its questions with it
		u.State, u.Decision = merge.Resolved, r.t("conflict.record.removed")
		if at, err := strconv.Atoi(choice.Keep); err == nil && u.Form == review.FormTwin && at >= 1 && at <= len(u.Shown) {
			u.Decision = u.Shown[at-1].Text
		}
	} else {
		u = after
	}
	if r.json {
		r.print(conflictJSON(u))
	} else {
		r.say("%s  %s", u.Ref, u.Where)
		r.say("  %s", r.t("cli.conflicts_decided", "value", orDash(r.valueWords(u, u.Decision))))
	}
	return Done, nil
}
