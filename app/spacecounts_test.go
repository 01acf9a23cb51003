package app_test

import (
	"testing"

	"secondstory/app"
)

func TestASpaceCountsQuestionsAsTheListOfTwoVersionsDoes(t *testing.T) {
	folder := t.TempDir()
	desks := []*bound{ownDesk(t), ownDesk(t), ownDesk(t)}
	a := desks[0]
	a.add(t, app.SpaceEntry{Name: "Payments", Address: folder})
	made := must[app.Created](t)(a.reviews.Create("Payouts were sent twice", ""))
	if err := a.spaces.Share(made.Ref, a.space(t).ID); err != nil {
		t.Fatal(err)
	}
	a.sync(t)
	for _, other := range desks[1:] {
		other.add(t, app.SpaceEntry{Name: "Payments", Address: folder})
	}
	// Three people answer one question differently: two conflicts, and one question.
	for i, desk := range desks {
		must[app.Written](t)(desk.reviews.SetField(made.Ref, "severity", []string{`"SEV1"`, `"SEV2"`, `"SEV3"`}[i], ""))
	}
	var account app.SpaceAccount
	for _, desk := range append(desks, desks...) {
		account = desk.sync(t)
	}
	last := desks[2]
	if doc := must[app.ReviewDoc](t)(last.reviews.Get(made.Ref)); len(doc.Conflicts) < 2 {
		t.Fatalf("the three met in %d conflicts, which tells nothing", len(doc.Conflicts))
	}
	asked := must[int](t)(last.reviews.ConflictCount())
	if s := last.space(t); asked != 1 || account.Open != asked || s.Undecided != asked {
		t.Fatalf("%d in the list, %d in the account, %d at the space", asked, account.Open, s.Undecided)
	}
}
