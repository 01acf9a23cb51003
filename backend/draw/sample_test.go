package draw

import (
	"math/rand"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
)

func measurer(t testing.TB) *Measurer {
	t.Helper()
	m, err := NewMeasurer()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// outline builds nodes from an indented list. A line is
// "text | status classes for/against extras"; status by its first letter.
func outline(text string) []cause.Node {
	var nodes []cause.Node
	var path []string
	seq := 0
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		depth := (len(line) - len(strings.TrimLeft(line, "\t")))
		label, facts, _ := strings.Cut(strings.TrimSpace(line), " | ")
		n := cause.Node{ID: "c" + itoa(seq), Text: label, Kind: "cause", Status: "hypothesis", Classes: []string{}, Rank: string(rune('A'+seq/26)) + string(rune('A'+seq%26))}
		seq++
		if depth > 0 {
			n.Parent = path[depth-1]
		} else {
			n.Kind = "effect"
		}
		for _, f := range strings.Fields(facts) {
			switch f {
			case "category", "condition", "luck", "went_well":
				n.Kind = f
			case "supported", "hypothesis", "unknown", "ruled_out":
				n.Status = f
			case "technical", "procedural", "human", "organisational", "external":
				n.Classes = append(n.Classes, f)
			case "and", "or":
				n.Gate = f
			case "breaks", "holds", "open":
				n.Therefore = f
			case "folded":
				n.Folded = true
			default:
				if id, ok := strings.CutPrefix(f, "also="); ok {
					n.Also = append(n.Also, id)
					continue
				}
				n.For = strings.Count(f, "+")
				n.Against = strings.Count(f, "-")
			}
		}
		path = append(path[:depth], n.ID)
		nodes = append(nodes, n)
	}
	return nodes
}

const gates = `
412 passengers were sent to the wrong gate | and
	Data feed | category
		The gate table was read from a day-old copy | supported technical ++
			The copy job stops quietly when the disk is full | supported technical +++
				Disk alarms go to a mailbox nobody opens | supported organisational +
		Two stands share one code since the spring rebuild | supported procedural ++ also=c14
			The code list has five owners | hypothesis organisational +
	Change | category
		The winter plan went live at 05:30, in the first wave | supported procedural +++ breaks
			The change window ends when the wave begins | supported procedural ++
		The rehearsal used last year's stands | supported human ++
		The carrier sent its plan twice | ruled_out external --
	Signals | category
		Screens show no age of their data | supported technical +
		Gate agents noticed at 05:41 and had no button to press | supported human ++++
			Reports about screens go through the shop desk | hypothesis procedural
		How many bags went along | unknown technical
	Hand-over | category
		Night shift knew about the full disk | supported human ++-
			The hand-over sheet has room for three lines | supported procedural ++
		Tower and terminal call the same stand by different names | supported organisational ++ holds
		The duty plan had nobody for the first wave | hypothesis procedural +
`

func gatesTree() *cause.Tree { return cause.Build(outline(gates)) }

var words = strings.Fields("the a queue retry label canary rule pool reads replica after before during night deploy window alarm threshold copied runbook nobody watched screen late early batch payment ledger clock zone backup restore quota limit leak cache expired token vendor change review approved quickly team handed over channel paged twice wrongly")

// randomTree makes a tree the size of real and larger ones: 3 to 8 categories,
// depth up to 6, labels of 1 to 14 words and some long paths.
func randomTree(r *rand.Rand, n int) []cause.Node {
	nodes := []cause.Node{{ID: "e", Kind: "effect", Text: phrase(r, 8), Classes: []string{}}}
	cats := 3 + r.Intn(6)
	type at struct {
		id    string
		depth int
	}
	var spots []at
	for i := 0; i < cats; i++ {
		id := "k" + itoa(i)
		nodes = append(nodes, cause.Node{ID: id, Parent: "e", Kind: "category", Text: phrase(r, 3), Rank: rank(i)})
		spots = append(spots, at{id, 0})
	}
	if r.Intn(3) == 0 {
		spots = append(spots, at{"e", 0})
	}
	for i := 0; i < n; i++ {
		p := spots[r.Intn(len(spots))]
		id := "n" + itoa(i)
		c := cause.Node{ID: id, Parent: p.id, Kind: "cause", Text: phrase(r, 14), Rank: rank(100 + i),
			Status: cause.Statuses[r.Intn(4)], For: r.Intn(4), Against: r.Intn(3)}
		if r.Intn(12) == 0 {
			c.Text = "/srv/app/releases/2026-10/config.d/" + strings.Repeat("verylongname", 1+r.Intn(3)) + "?query=some_value&x=1"
		}
		if r.Intn(20) == 0 {
			c.For = 12
		}
		for _, k := range cause.Classes {
			if r.Intn(4) == 0 {
				c.Classes = append(c.Classes, k)
			}
		}
		if r.Intn(15) == 0 {
			c.Also = []string{"n" + itoa(r.Intn(n))}
		}
		if r.Intn(8) == 0 {
			c.Gate = "and"
		}
		nodes = append(nodes, c)
		if p.depth < 5 {
			spots = append(spots, at{id, p.depth + 1})
		}
	}
	return nodes
}

func rank(i int) string {
	return string([]byte{byte('A' + i/676%26), byte('A' + i/26%26), byte('A' + i%26)})
}

func phrase(r *rand.Rand, most int) string {
	w := make([]string, 1+r.Intn(most))
	for i := range w {
		w[i] = words[r.Intn(len(words))]
	}
	return strings.Join(w, " ")
}
