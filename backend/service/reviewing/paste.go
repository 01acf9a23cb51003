package reviewing

import (
	"context"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
)

// PasteCauses hangs an indented list of lines below an anchor ("" = the effect).
// Bullets and numbers in front of a line are taken off; tabs count as four
// spaces. Below the effect, lines that name a category become one with what
// stands below them, or add to the category of that name. All of it is one step.
func (s *Service) PasteCauses(ctx context.Context, id, anchor, text, editor string) (CauseSaved, error) {
	lines := outlineLines(text)
	if len(lines) == 0 {
		return CauseSaved{}, fault.New(fault.Invalid, "causes.paste_empty")
	}
	return s.editTree(ctx, id, "causes.paste", editor, func(t *cause.Tree) (cause.Plan, error) {
		if anchor == "" {
			anchor = t.Effect().ID
		}
		top, ok := t.Find(anchor)
		if !ok {
			return cause.Plan{}, fault.New(fault.NotFound, "cause.unknown_node")
		}
		nodes := s.nodesBelow(top.ID, lastRank(t, anchor), lines)
		if top.Depth == 0 {
			return sorted(t, nodes, lines), nil
		}
		return cause.Plan{New: nodes, Select: nodes[0].ID}, nil
	})
}

func lastRank(t *cause.Tree, parent string) string {
	kids := t.Children(parent)
	if len(kids) == 0 {
		return ""
	}
	return kids[len(kids)-1].Rank
}

// sorted makes categories of the new nodes straight below the effect that name
// one. What names a category that is there already adds to it.
func sorted(t *cause.Tree, nodes []cause.Node, lines []outlineLine) cause.Plan {
	effect := t.Effect().ID
	isCategory := categoriesIn(effect, nodes, lines)
	var plan cause.Plan
	into := map[string]string{} // new category → the one that has its name
	ranks := map[string]string{}
	named := map[string]string{}
	for i, n := range nodes {
		if isCategory[n.ID] {
			n.Kind, n.Text = "category", lines[i].name()
			key := strings.ToLower(n.Text)
			if there, ok := t.CategoryNamed(n.Text); ok {
				into[n.ID], ranks[there.ID] = there.ID, lastRank(t, there.ID)
				continue
			}
			if first, ok := named[key]; ok {
				into[n.ID] = first
				continue
			}
			named[key] = n.ID
		}
		if to, ok := into[n.Parent]; ok {
			n.Parent = to
		}
		// What joins a category goes behind what it holds.
		if last, ok := ranks[n.Parent]; ok && n.Rank <= last {
			n.Rank = cause.RankBetween(last, "")
		}
		ranks[n.Parent] = n.Rank
		plan.New = append(plan.New, n)
	}
	plan.Select = plan.New[0].ID
	return plan
}

// categoriesIn finds the new nodes straight below the effect that name a category:
// lines marked as a heading and the usual names. Short lines with several below
// them count where all of the list is like that; a single one may be a cause.
func categoriesIn(effect string, nodes []cause.Node, lines []outlineLine) map[string]bool {
	below := map[string]int{}
	for _, n := range nodes {
		below[n.Parent]++
	}
	named, alike := map[string]bool{}, map[string]bool{}
	tops := 0
	for i, n := range nodes {
		if n.Parent != effect {
			continue
		}
		tops++
		switch kids, name := below[n.ID], lines[i].name(); {
		case kids == 0:
		case lines[i].heading || cause.UsualCategory(name):
			named[n.ID], alike[n.ID] = true, true
		case cause.LooksLikeHeading(name, kids):
			alike[n.ID] = true
		}
	}
	if tops > 1 && len(alike) == tops {
		return alike
	}
	return named
}

type outlineLine struct {
	indent  int
	text    string
	heading bool // marked as one: "## People", "People:"
}

// name is the line without the marks of a heading.
func (l outlineLine) name() string {
	text := strings.Trim(l.text, "*_ ")
	return strings.TrimSpace(strings.TrimRight(text, ":*_ "))
}

// belowHeadings is deeper than any heading in front of a list is.
const belowHeadings = 8

func outlineLines(text string) []outlineLine {
	var out []outlineLine
	for _, raw := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		expanded := strings.ReplaceAll(raw, "\t", "    ")
		trimmed := strings.TrimLeft(expanded, " ")
		// Twice, so that a bullet stands below the line without one before it.
		indent := 2*(len(expanded)-len(trimmed)) + belowHeadings
		bare := bullet.ReplaceAllString(trimmed, "")
		if len(bare) < len(trimmed) {
			indent++
		}
		line := outlineLine{indent: indent, text: strings.TrimSpace(bare)}
		if level := len(line.text) - len(strings.TrimLeft(line.text, "#")); level > 0 && level < belowHeadings && strings.HasPrefix(line.text[level:], " ") {
			line.indent, line.heading = level, true
			line.text = strings.TrimSpace(strings.TrimRight(line.text[level:], "# "))
		}
		line.heading = line.heading || strings.HasSuffix(strings.TrimRight(line.text, "*_ "), ":")
		if line.text != "" {
			out = append(out, line)
		}
	}
	return out
}
