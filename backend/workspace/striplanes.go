package workspace

import (
	"sort"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// lanesOf are the lanes of a strip: who was in command where somebody wrote it, then one
// for each role.
func lanesOf(r review.Review, text *assets.Catalogue) (lanes []string, laneOf func(review.Entry) int) {
	var rest []review.Entry
	for _, e := range r.Timeline {
		if e.Kind != review.KindCommand {
			rest = append(rest, e)
		}
	}
	lanes, byRole := laneNames(rest, text)
	if len(rest) == len(r.Timeline) {
		return lanes, func(e review.Entry) int { return byRole[e.Role] }
	}
	if len(rest) == 0 {
		lanes = nil
	}
	lanes = append([]string{text.Text("strip.command")}, lanes...)
	return lanes, func(e review.Entry) int {
		if e.Kind == review.KindCommand {
			return 0
		}
		return byRole[e.Role] + 1
	}
}

// commandMarks are where nobody was in command, and where two were, on the first lane.
func commandMarks(r review.Review, text *assets.Catalogue) []draw.StripMark {
	c := review.CommandOf(r)
	if c.Why != "" {
		return nil
	}
	var out []draw.StripMark
	add := func(list []review.Stretch, empty bool, key string) {
		for _, s := range list {
			words := text.Text(key, "length", report.Length(text.Text, s.Length().Minutes()))
			out = append(out, draw.StripMark{From: s.From.UnixMilli(), To: s.To.UnixMilli(), Empty: empty, Text: words})
		}
	}
	add(c.Vacuum, true, "strip.nobody")
	add(c.Double, false, "strip.two")
	return out
}

// laneNames gives the most frequent roles a lane of their own, in the order in
// which they first appear; the others and entries without a role share the last.
func laneNames(entries []review.Entry, text *assets.Catalogue) (lanes []string, laneOf map[string]int) {
	count, first := map[string]int{}, map[string]int{}
	for i, e := range entries {
		if _, seen := first[e.Role]; !seen {
			first[e.Role] = i
		}
		count[e.Role]++
	}
	var roles []string
	for role := range count {
		if role != "" {
			roles = append(roles, role)
		}
	}
	sort.Slice(roles, func(i, j int) bool {
		if count[roles[i]] != count[roles[j]] {
			return count[roles[i]] > count[roles[j]]
		}
		return first[roles[i]] < first[roles[j]]
	})
	others := count[""] > 0 || len(roles) > stripLanes
	roles = roles[:min(len(roles), stripLanes)]
	sort.Slice(roles, func(i, j int) bool { return first[roles[i]] < first[roles[j]] })
	laneOf = map[string]int{}
	for role := range count {
		laneOf[role] = len(roles)
	}
	for i, role := range roles {
		laneOf[role] = i
	}
	lanes = roles
	if others {
		key := "strip.others"
		if len(roles) == 0 {
			key = "strip.all"
		}
		lanes = append(append([]string{}, roles...), text.Text(key))
	}
	return lanes, laneOf
}
