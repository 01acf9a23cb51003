package workspace

import (
	"slices"
	"sort"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// lanesOf are the lanes of a strip: who was in command where somebody wrote it, then one
// for each workstream, or for each role where no entry names a workstream.
func lanesOf(r review.Review, text *assets.Catalogue) (lanes []string, laneOf func(review.Entry) int) {
	var rest []review.Entry
	for _, e := range r.Timeline {
		if e.Kind != review.KindCommand {
			rest = append(rest, e)
		}
	}
	of := func(e review.Entry) string { return e.Role }
	if slices.ContainsFunc(rest, func(e review.Entry) bool { return e.Workstream != "" }) {
		of = func(e review.Entry) string { return strings.Join(strings.Fields(e.Workstream), " ") }
	}
	lanes, byName := laneNames(rest, of, text)
	if len(rest) == len(r.Timeline) {
		return lanes, func(e review.Entry) int { return byName[of(e)] }
	}
	if len(rest) == 0 {
		lanes = nil
	}
	lanes = append([]string{text.Text("strip.command")}, lanes...)
	return lanes, func(e review.Entry) int {
		if e.Kind == review.KindCommand {
			return 0
		}
		return byName[of(e)] + 1
	}
}

// twiceMarks are where work was done twice, on the lane of those who began later.
func twiceMarks(r review.Review, laneOf func(review.Entry) int, text *assets.Catalogue) []draw.StripMark {
	lanes := map[string]int{}
	for _, e := range r.Timeline {
		lanes[e.ID] = laneOf(e)
	}
	var out []draw.StripMark
	for _, t := range review.DoneTwice(r) {
		if t.Why == "" {
			words := text.Text("strip.twice", "length", report.Length(text.Text, t.Length().Minutes()))
			out = append(out, draw.StripMark{From: t.From.UnixMilli(), To: t.To.UnixMilli(), Lane: lanes[t.Second], Text: words})
		}
	}
	return out
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

// laneNames gives the most frequent roles (or workstreams) a lane of their own, in the order
// in which they first appear; the others and entries without one share the last.
func laneNames(entries []review.Entry, of func(review.Entry) string, text *assets.Catalogue) (lanes []string, laneOf map[string]int) {
	count, first := map[string]int{}, map[string]int{}
	for i, e := range entries {
		name := of(e)
		if _, seen := first[name]; !seen {
			first[name] = i
		}
		count[name]++
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
