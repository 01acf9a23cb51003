package review

import "secondstory/backend/domain/timeline"

// pairs are the durations shown, in this order. Each carries its two anchors,
// because the same name means different pairs in different tools.
var pairs = [][2]string{
	{"started", "detected"}, {"detected", "declared"}, {"detected", "mitigated"},
	{"started", "mitigated"}, {"started", "resolved"}, {"detected", "resolved"},
}

// Anchor is the statement of one of the Anchors; nil when it is not known.
func (r Review) Anchor(name string) *timeline.Statement {
	switch name {
	case "started":
		return r.Started
	case "detected":
		return r.Detected
	case "declared":
		return r.Declared
	case "mitigated":
		return r.Mitigated
	case "resolved":
		return r.Resolved
	}
	return nil
}

// Durations computes the times between the known anchors. A pair whose end lies
// before its start is kept and says so; nothing is turned around.
func Durations(r Review) []Duration {
	out := []Duration{}
	for _, p := range pairs {
		from, to := r.Anchor(p[0]), r.Anchor(p[1])
		if from == nil || to == nil {
			continue
		}
		d := Duration{From: p[0], To: p[1]}
		for _, s := range r.Stated {
			if s.From == p[0] && s.To == p[1] {
				d.Stated = s.Text
			}
		}
		length, exact, ok := timeline.Duration(*from, *to)
		switch {
		case !ok:
			d.Problem = "zones_unknown"
		case length < 0:
			d.Minutes, d.Problem = length.Minutes(), "end_before_start"
		default:
			d.Minutes, d.Exact = length.Minutes(), exact
		}
		out = append(out, d)
	}
	return out
}
