package reviewing_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
)

// kinds is the outline with a mark before each category.
func (b *bench) kinds(id string) string {
	b.T.Helper()
	marked := map[string]string{}
	for _, n := range b.get(id).Causes {
		if n.Kind == "category" {
			marked[n.Text] = "= " + n.Text
		}
	}
	lines := strings.Split(b.outline(id), "\n")
	for i, l := range lines {
		text := strings.TrimLeft(l, " ")
		if mark, ok := marked[text]; ok {
			lines[i] = l[:len(l)-len(text)] + mark
		}
	}
	return strings.Join(lines, "\n")
}

func TestAPastedListOfHeadingsBecomesCategories(t *testing.T) {
	for name, c := range map[string]struct{ list, want string }{
		"usual names": {
			"People\n  Nobody was called\n    The list was old\nMETHODS\n  No step back\n",
			"Effect\n = People\n  Nobody was called\n   The list was old\n = METHODS\n  No step back\n"},
		"marked as headings": {
			"## What the night knew\n- Nobody was called\n  - The list was old\n## **Gate 3:** ##\n- The reader was off\n",
			"Effect\n = What the night knew\n  Nobody was called\n   The list was old\n = Gate 3\n  The reader was off\n"},
		"short lines with several below each": {
			"Night shift\n  a\n  b\nGate readers\n  c\n  d\n",
			"Effect\n = Night shift\n  a\n  b\n = Gate readers\n  c\n  d\n"},
		"marked by a colon": {
			"**Gate 3**:\n- The reader was off\nWhat the night knew:\n- Nobody was called\n",
			"Effect\n = Gate 3\n  The reader was off\n = What the night knew\n  Nobody was called\n"},
		"a chain of whys": {
			"Disk full\n  Logs were kept\n    No rule to drop them\n",
			"Effect\n Disk full\n  Logs were kept\n   No rule to drop them\n"},
		"a usual name with nothing below it": {
			"People\nTools\n",
			"Effect\n People\n Tools\n"},
		"one name twice": {
			"People\n  a\nTools\n  b\npeople\n  c\n",
			"Effect\n = People\n  a\n  c\n = Tools\n  b\n"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			id := b.create("Effect")
			before := len(b.labels(id))
			_, err := b.PasteCauses(ctx, id, "", c.list, "")
			b.Must(err)
			if got := b.kinds(id); got != c.want {
				t.Fatalf("got\n%s\nwant\n%s", got, c.want)
			}
			if steps := len(b.labels(id)) - before; steps != 1 {
				t.Fatalf("%d steps", steps)
			}
			b.undo(id)
			if got := b.outline(id); got != "" {
				t.Fatalf("one paste is one step: %q", got)
			}
		})
	}
}

func TestAPastedNameOfACategoryThatIsThereAddsToIt(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	_, err := b.AddCategory(ctx, id, "People", "")
	b.Must(err)
	for _, list := range []string{"people\n  a\n  b\n", "PEOPLE:\n- c\n- d\nTools\n- e\n"} {
		_, err = b.PasteCauses(ctx, id, "", list, "")
		b.Must(err)
	}
	want := "Effect\n = People\n  a\n  b\n  c\n  d\n = Tools\n  e\n"
	if got := b.kinds(id); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	// Nor does asking for it make another.
	again, err := b.AddCategory(ctx, id, " people", "")
	b.Must(err)
	if got := b.kinds(id); got != want || again.ID == "" {
		t.Fatalf("%q, chosen %q", got, again.ID)
	}
}

func TestBelowACauseAPastedListHasNoCategories(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	at := b.add(id, "", "Disk full")
	_, err := b.PasteCauses(ctx, id, at, "People\n  a\nTools\n  b\n", "")
	b.Must(err)
	if got, want := b.kinds(id), "Effect\n Disk full\n  People\n   a\n  Tools\n   b\n"; got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

func TestACauseBecomesACategoryAndACauseAgainInOneStepEach(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	_, err := b.PasteCauses(ctx, id, "", "Things that broke\n  a\n", "")
	b.Must(err)
	top := ""
	for _, n := range b.get(id).Causes {
		if n.Text == "Things that broke" {
			top = n.ID
		}
	}
	before := b.kinds(id)
	_, err = b.ShiftCause(ctx, id, top, "category", "")
	b.Must(err)
	made := b.kinds(id)
	if made != "Effect\n = Things that broke\n  a\n" || b.labels(id)[0] != "edit causes.category" {
		t.Fatalf("%q, %v", made, b.labels(id))
	}
	b.undo(id)
	if got := b.kinds(id); got != before {
		t.Fatalf("undone: %q", got)
	}
	b.redo(id)
	_, err = b.ShiftCause(ctx, id, top, "cause", "")
	b.Must(err)
	if got := b.kinds(id); got != before {
		t.Fatalf("a cause again: %q", got)
	}
	_, err = b.AddCategory(ctx, id, "Things that broke", "")
	b.Must(err)
	if _, err = b.ShiftCause(ctx, id, top, "category", ""); fault.CodeOf(err) != fault.Invalid {
		t.Fatalf("a second category of a name: %v", err)
	}
}
