package cause

import (
	"testing"

	"secondstory/backend/domain/fault"
)

func sorted() []Node {
	return []Node{
		{ID: "e", Kind: "effect", Text: "It stood", Rank: "a"},
		{ID: "p", Parent: "e", Kind: "cause", Text: "People", Status: "supported", Side: "left", Rank: "a"},
		{ID: "p1", Parent: "p", Kind: "cause", Text: "Nobody was called", Rank: "a"},
		{ID: "p11", Parent: "p1", Kind: "cause", Text: "The list was old", Rank: "a"},
		{ID: "t", Parent: "e", Kind: "category", Text: "Tools", Side: "up", Rank: "b"},
	}
}

func TestACauseBelowTheEffectBecomesACategoryAndACauseAgain(t *testing.T) {
	plan, err := Build(sorted()).MakeCategory("p")
	if err != nil {
		t.Fatal(err)
	}
	nodes := plan.Apply(sorted())
	made, _ := Build(nodes).Find("p")
	if made.Kind != "category" || made.Side != "" || made.Status != "supported" || made.Below != 2 || plan.Select != "p" {
		t.Fatalf("it became %+v, chosen %q", made, plan.Select)
	}
	back, err := Build(nodes).MakeCause("p")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Build(back.Apply(nodes)).Find("p")
	if again.Kind != "cause" || again.Status != "supported" || again.Below != 2 {
		t.Fatalf("back again it is %+v", again)
	}
}

func TestOnlyWhatStandsStraightBelowTheEffectBecomesACategory(t *testing.T) {
	tree := Build(sorted())
	for _, id := range []string{"e", "p1"} {
		if plan, err := tree.MakeCategory(id); err == nil || !plan.Empty() {
			t.Errorf("%s became a category: %+v", id, plan)
		}
	}
	if plan, err := tree.MakeCategory("t"); err != nil || !plan.Empty() {
		t.Errorf("a category was changed: %+v, %v", plan, err)
	}
	if plan, err := tree.MakeCause("p"); err != nil || !plan.Empty() {
		t.Errorf("a cause was changed: %+v, %v", plan, err)
	}
}

func TestNoSecondCategoryOfANameIsMade(t *testing.T) {
	nodes := append(sorted(), Node{ID: "u", Parent: "e", Kind: "cause", Text: " tools ", Rank: "c"})
	_, err := Build(nodes).MakeCategory("u")
	if fault.CodeOf(err) != fault.Invalid {
		t.Fatalf("a second category of a name: %v", err)
	}
	plan, err := Build(nodes).ToNewCategory("u", "new", "TOOLS")
	if err != nil || len(plan.New) != 0 {
		t.Fatalf("moving made %+v, %v", plan.New, err)
	}
}

func TestNamesOfCategoriesAreToldFromSentences(t *testing.T) {
	for _, name := range []string{"People", "METHODS", "Mother nature", "Tools & equipment", "People and skills", "Third-party suppliers", "Data/configuration", "Machines (equipment)"} {
		if !UsualCategory(name) {
			t.Errorf("%q was not known", name)
		}
	}
	for _, line := range []string{"", "The people were tired", "Alerts went to nobody", "Data was lost", "and", "Application retried in the data base and the network and the cloud"} {
		if UsualCategory(line) {
			t.Errorf("%q was taken for a category", line)
		}
	}
	if !LooksLikeHeading("Night shift", 2) || !LooksLikeHeading("Gate readers", 4) {
		t.Error("a heading was not seen")
	}
	for _, line := range []string{"The alarm of the gate was off", "Lost 3 trolleys", "Nobody knew.", ""} {
		if LooksLikeHeading(line, 4) {
			t.Errorf("%q was taken for a heading", line)
		}
	}
	if LooksLikeHeading("Night shift", 1) {
		t.Error("a line with one below it is a why, not a heading")
	}
}
