package cli

import (
	"strconv"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// checkFlags say what becomes of one finding of "review check".
type checkFlags struct {
	all    *bool
	leave  *int
	why    *string
	takeUp *int
}

func (c *checkFlags) add(f *pflag.FlagSet) {
	c.all = f.Bool("all", false, "")
	c.leave = f.Int("leave", 0, "")
	c.why = f.String("why", "", "")
	c.takeUp = f.Int("take-up", 0, "")
}

// reviewCheck tells what does not fit together in a review, and ends with NeedsPerson
// while something is to be settled before it is agreed. Findings have the number of
// their place in the whole list, also where those that were left are not shown.
func (r *run) reviewCheck(c checkFlags) (int, error) {
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	found, err := r.ws.Checks(r.ctx, id, r.t)
	if err != nil {
		return 0, err
	}
	for _, n := range []int{*c.leave, *c.takeUp} {
		if n < 0 || n > len(found) {
			return 0, fault.New(fault.NotFound, "cli.no_such_finding", "number", strconv.Itoa(n))
		}
	}
	if n := *c.leave; n > 0 {
		f := found[n-1]
		if _, err := r.ws.Reviews.LeaveCheck(r.ctx, id, f.Check, f.About, f.Sum, *c.why, ""); err != nil {
			return 0, err
		}
	}
	if n := *c.takeUp; n > 0 {
		f := found[n-1]
		if _, err := r.ws.Reviews.TakeUpCheck(r.ctx, id, f.Check, f.About, f.Sum, ""); err != nil {
			return 0, err
		}
	}
	if *c.leave != 0 || *c.takeUp != 0 {
		if found, err = r.ws.Checks(r.ctx, id, r.t); err != nil {
			return 0, err
		}
	}
	return r.sayChecks(found, *c.all)
}

func (r *run) sayChecks(found []workspace.Checked, all bool) (int, error) {
	status, shown, left := Done, []workspace.Checked{}, 0
	for i, f := range found {
		if f.Left {
			left++
		} else if f.Weight == consistency.Stops {
			status = NeedsPerson
		}
		if f.Left && !all {
			continue
		}
		shown = append(shown, f)
		r.say("%3d  %s  %s", i+1, f.Check, r.text.Fill(consistency.Key(f.Check), f.Params))
		if f.Where != "" && f.Params["text"] == "" { // else the sentence quotes the words of its place
			r.say("     %s", f.Where)
		}
		switch {
		case f.Left && f.Reason != "":
			r.say("     %s", r.t("checks.leftWhy", "why", f.Reason))
		case f.Left:
			r.say("     %s", r.t("checks.left"))
		case f.Weight == consistency.Stops:
			r.say("     %s", r.t("checks.before"))
		}
	}
	if r.json {
		r.print(map[string]any{"findings": shown, "left": left})
		return status, nil
	}
	if len(shown) == 0 {
		r.say("%s", r.t("checks.none"))
	}
	if left > 0 && !all {
		r.say("%s", r.text.Count("checks.leftCount", left))
	}
	return status, nil
}
