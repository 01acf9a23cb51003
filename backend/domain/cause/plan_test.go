package cause

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/fault"
)

func TestARankLiesStrictlyBetween(t *testing.T) {
	digit := rapid.SampledFrom(strings.Split(digits, ""))
	rankGen := rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(digit, 0, 6).Draw(t, "digits"), "")
		return strings.TrimRight(s, "0")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := rankGen.Draw(t, "a"), rankGen.Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		if r := RankBetween(a, ""); r <= a || strings.HasSuffix(r, "0") {
			t.Fatalf("after %q: %q", a, r)
		}
		if a == b {
			if b != "" && RankBetween(a, b) != "" {
				t.Fatal("there is no room between equal ranks")
			}
			return
		}
		if r := RankBetween(a, b); r <= a || r >= b || strings.HasSuffix(r, "0") {
			t.Fatalf("between %q and %q: %q", a, b, r)
		}
	})
}

func TestARankHasNoRoomBeforeZeros(t *testing.T) {
	for _, p := range [][2]string{{"", "0"}, {"a", "a0"}, {"a", "a00"}, {"b", "a"}, {"a", "a"}} {
		if r := RankBetween(p[0], p[1]); r != "" {
			t.Errorf("between %q and %q: %q", p[0], p[1], r)
		}
	}
}

func TestRanksStayShort(t *testing.T) {
	last := ""
	for i := 0; i < 1000; i++ {
		last = RankBetween(last, "")
	}
	if len(last) > 40 {
		t.Errorf("after 1,000 causes the rank has %d digits", len(last))
	}
	many := RanksBetween("a", "b", 1000)
	if len(many) != 1000 || !sort.StringsAreSorted(many) {
		t.Fatal("not a thousand ascending ranks")
	}
	for _, r := range many {
		if r <= "a" || r >= "b" || len(r) > 6 {
			t.Fatalf("rank %q", r)
		}
	}
}

// after applies a plan and gives the tree in one line: "e(k1(a(…) b) …)".
func after(t *testing.T, nodes []Node, p Plan, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	tree := Build(p.Apply(nodes))
	if len(tree.Findings) != 0 {
		t.Fatalf("the plan made findings: %v", tree.Findings)
	}
	return shape(tree, tree.Effect().ID)
}

func shape(t *Tree, id string) string {
	var kids []string
	for _, c := range t.Children(id) {
		kids = append(kids, shape(t, c.ID))
	}
	if len(kids) == 0 {
		return id
	}
	return id + "(" + strings.Join(kids, " ") + ")"
}

func TestKernelsDoWhatTheirKeysSay(t *testing.T) {
	const is = "e(k1(a(a1 a2(a2x)) b) k2(c) d)"
	if got := shape(Build(sample()), "e"); got != is {
		t.Fatal(got)
	}
	tree := Build(sample())
	type kernel func() (Plan, error)
	for name, c := range map[string]struct {
		do   kernel
		want string
	}{
		"insert after":             {func() (Plan, error) { return tree.InsertAfter("a", "N") }, "e(k1(a(a1 a2(a2x)) N b) k2(c) d)"},
		"insert after the last":    {func() (Plan, error) { return tree.InsertAfter("b", "N") }, "e(k1(a(a1 a2(a2x)) b N) k2(c) d)"},
		"insert after the effect":  {func() (Plan, error) { return tree.InsertAfter("e", "N") }, "e(k1(a(a1 a2(a2x)) b) k2(c) d N)"},
		"insert after a category":  {func() (Plan, error) { return tree.InsertAfter("k1", "N") }, "e(k1(a(a1 a2(a2x)) b) N k2(c) d)"},
		"insert before":            {func() (Plan, error) { return tree.InsertBefore("a", "N") }, "e(k1(N a(a1 a2(a2x)) b) k2(c) d)"},
		"add a child":              {func() (Plan, error) { return tree.AddChild("c", "N") }, "e(k1(a(a1 a2(a2x)) b) k2(c(N)) d)"},
		"add a category":           {func() (Plan, error) { return tree.AddCategory("N") }, "e(k1(a(a1 a2(a2x)) b) k2(c) d N)"},
		"insert the missing step":  {func() (Plan, error) { return tree.InsertParent("a2", "N") }, "e(k1(a(a1 N(a2(a2x))) b) k2(c) d)"},
		"indent":                   {func() (Plan, error) { return tree.Indent("b") }, "e(k1(a(a1 a2(a2x) b)) k2(c) d)"},
		"indent the first":         {func() (Plan, error) { return tree.Indent("a") }, is},
		"indent into a category":   {func() (Plan, error) { return tree.Indent("d") }, "e(k1(a(a1 a2(a2x)) b) k2(c d))"},
		"outdent":                  {func() (Plan, error) { return tree.Outdent("a1") }, "e(k1(a(a2(a2x)) a1 b) k2(c) d)"},
		"outdent below the effect": {func() (Plan, error) { return tree.Outdent("d") }, is},
		"outdent of a category":    {func() (Plan, error) { return tree.Outdent("b") }, "e(k1(a(a1 a2(a2x))) b k2(c) d)"},
		"move up":                  {func() (Plan, error) { return tree.MoveUp("b") }, "e(k1(b a(a1 a2(a2x))) k2(c) d)"},
		"move the first up":        {func() (Plan, error) { return tree.MoveUp("a") }, is},
		"move down":                {func() (Plan, error) { return tree.MoveDown("k1") }, "e(k2(c) k1(a(a1 a2(a2x)) b) d)"},
		"move the last down":       {func() (Plan, error) { return tree.MoveDown("d") }, is},
		"move to the front":        {func() (Plan, error) { return tree.MoveTo("a2", "k2", "") }, "e(k1(a(a1) b) k2(a2(a2x) c) d)"},
		"move after":               {func() (Plan, error) { return tree.MoveTo("a2", "k2", "c") }, "e(k1(a(a1) b) k2(c a2(a2x)) d)"},
		"move among its siblings":  {func() (Plan, error) { return tree.MoveTo("a", "k1", "b") }, "e(k1(b a(a1 a2(a2x))) k2(c) d)"},
		"move to where it is":      {func() (Plan, error) { return tree.MoveTo("b", "k1", "a") }, is},
		"move after itself":        {func() (Plan, error) { return tree.MoveTo("a", "k1", "a") }, is},
		"to a category":            {func() (Plan, error) { return tree.ToCategory("d", "k1") }, "e(k1(a(a1 a2(a2x)) b d) k2(c))"},
		"to a new category":        {func() (Plan, error) { return tree.ToNewCategory("d", "N", "Storage") }, "e(k1(a(a1 a2(a2x)) b) k2(c) N(d))"},
		"to a category by name":    {func() (Plan, error) { return tree.ToNewCategory("d", "N", "TEXT k1") }, "e(k1(a(a1 a2(a2x)) b d) k2(c))"},
		"out of all categories":    {func() (Plan, error) { return tree.ToCategory("a", "") }, "e(k1(b) k2(c) d a(a1 a2(a2x)))"},
		"remove a subtree":         {func() (Plan, error) { return tree.Remove("a") }, "e(k1(b) k2(c) d)"},
	} {
		p, err := c.do()
		if got := after(t, sample(), p, err); got != c.want {
			t.Errorf("%s: got %s, expected %s", name, got, c.want)
		}
		if c.want == is && !p.Empty() {
			t.Errorf("%s: the plan is not empty: %+v", name, p)
		}
	}
}

func TestKernelsRefuseWithAReason(t *testing.T) {
	tree := Build(sample())
	key := func(_ Plan, err error) string {
		if f, ok := fault.As(err); ok {
			return f.Key
		}
		return "no fault"
	}
	for want, got := range map[string][]string{
		"cause.move_cycle":     {key(tree.MoveTo("a", "a2x", "")), key(tree.MoveTo("a", "a", ""))},
		"cause.effect_fixed":   {key(tree.Remove("e")), key(tree.MoveUp("e")), key(tree.InsertParent("e", "N"))},
		"cause.unknown_node":   {key(tree.Indent("nobody")), key(tree.MoveTo("a", "nobody", "")), key(tree.MoveTo("a", "k2", "b")), key(tree.ToCategory("a", "b"))},
		"cause.category_level": {key(tree.MoveTo("k1", "d", "")), key(tree.Indent("k2")), key(tree.InsertParent("k1", "N")), key(tree.ToCategory("k1", "k2")), key(tree.ToNewCategory("k1", "N", "x"))},
		"cause.id_taken":       {key(tree.AddChild("a", "b")), key(tree.AddChild("a", "")), key(tree.InsertAfter("a", "e"))},
	} {
		for i, g := range got {
			if g != want {
				t.Errorf("%s, case %d: %s", want, i, g)
			}
		}
	}
}

func TestRemovingSelectsTheNextCause(t *testing.T) {
	tree := Build(sample())
	for id, want := range map[string]string{"a": "b", "b": "a", "c": "k2", "k1": "k2"} {
		if p, _ := tree.Remove(id); p.Select != want {
			t.Errorf("after %s: %s", id, p.Select)
		}
	}
}

func TestAMovedBoneForgetsItsSideAndAReorderedOneKeepsIt(t *testing.T) {
	nodes := sample()
	for i := range nodes {
		if nodes[i].ID == "b" {
			nodes[i].Side = "right"
		}
	}
	tree := Build(nodes)
	sideAfter := func(p Plan, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		b, _ := Build(p.Apply(nodes)).Find("b")
		return b.Side
	}
	expect(t, sideAfter(tree.MoveUp("b")), "right")
	expect(t, sideAfter(tree.ToCategory("b", "k2")), "")
	expect(t, sideAfter(tree.Indent("b")), "")
}

func TestTargetsLeaveOutTheSubtreeAndFollowTheQuery(t *testing.T) {
	tree := Build(sample())
	names := func(list []Target) string {
		var s []string
		for _, x := range list {
			s = append(s, x.ID)
		}
		return strings.Join(s, " ")
	}
	expect(t, names(tree.Targets("a", "")), "e k1 b k2 c d")
	expect(t, names(tree.Targets("k1", "")), "e")
	expect(t, names(tree.Targets("a", "TEXT c")), "c")
	expect(t, names(tree.Targets("a", "2.1")), "c")
	expect(t, names(tree.Targets("e", "")), "")
	for _, x := range tree.Targets("a", "") {
		if x.Current != (x.ID == "k1") {
			t.Errorf("%s current: %v", x.ID, x.Current)
		}
	}
	if got := tree.Targets("d", "text a2x"); len(got) != 1 || got[0].Path != "text k1 / text a / text a2" {
		t.Errorf("got %+v", got)
	}
}

// edit applies one random kernel to a tree; refused ones change nothing.
func edit(t *rapid.T, nodes []Node, step int) []Node {
	tree := Build(nodes)
	var all []string
	for _, p := range tree.DepthFirst() {
		all = append(all, p.ID)
	}
	id, other := rapid.SampledFrom(all).Draw(t, "id"), rapid.SampledFrom(all).Draw(t, "other")
	newID := fmt.Sprint("new", step)
	var p Plan
	var err error
	switch rapid.IntRange(0, 10).Draw(t, "kernel") {
	case 0:
		p, err = tree.InsertAfter(id, newID)
	case 1:
		p, err = tree.InsertBefore(id, newID)
	case 2:
		p, err = tree.AddChild(id, newID)
	case 3:
		p, err = tree.InsertParent(id, newID)
	case 4:
		p, err = tree.Indent(id)
	case 5:
		p, err = tree.Outdent(id)
	case 6:
		p, err = tree.MoveUp(id)
	case 7:
		p, err = tree.MoveDown(id)
	case 8:
		p, err = tree.MoveTo(id, other, "")
	case 9:
		p, err = tree.ToCategory(id, other)
	case 10:
		p, err = tree.Remove(id)
		if err == nil && len(p.Remove) > 3 {
			return nodes
		}
	}
	if err != nil {
		return nodes
	}
	before := len(nodes)
	out := p.Apply(nodes)
	if len(out) != before+len(p.New)-len(p.Remove) {
		t.Fatalf("%d nodes became %d by %+v", before, len(out), p)
	}
	return out
}

func TestAnySequenceOfEditsKeepsATreeSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := sample()
		// Equal ranks, as two people make them at the same place.
		for i := range nodes {
			if rapid.Bool().Draw(t, "equal") {
				nodes[i].Rank = "V"
			}
		}
		for step := 0; step < 25; step++ {
			nodes = edit(t, nodes, step)
			tree := Build(nodes)
			if len(tree.Findings) != 0 {
				t.Fatalf("step %d: %v", step, tree.Findings)
			}
			for _, p := range tree.DepthFirst() {
				if p.Kind == "category" && p.Depth != 1 {
					t.Fatalf("step %d: category %s at depth %d", step, p.ID, p.Depth)
				}
			}
		}
	})
}

func TestMovingUpAndDownAgainRestoresTheOrderEvenWithEqualRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := []Node{{ID: "e", Kind: "effect"}}
		n := rapid.IntRange(2, 8).Draw(t, "n")
		for i := 0; i < n; i++ {
			nodes = append(nodes, Node{ID: fmt.Sprint("c", i), Parent: "e", Kind: "cause", Rank: rapid.SampledFrom([]string{"", "0", "V", "V0", "W"}).Draw(t, "rank")})
		}
		want := shape(Build(nodes), "e")
		kids := Build(nodes).Children("e")
		i := rapid.IntRange(1, n-1).Draw(t, "i")
		p, err := Build(nodes).MoveUp(kids[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		up := p.Apply(nodes)
		if moved := Build(up).Children("e"); moved[i-1].ID != kids[i].ID || moved[i].ID != kids[i-1].ID {
			t.Fatalf("moved to %v", ids(moved))
		}
		p, err = Build(up).MoveDown(kids[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := shape(Build(p.Apply(up)), "e"); got != want {
			t.Fatalf("got %s, expected %s", got, want)
		}
	})
}
