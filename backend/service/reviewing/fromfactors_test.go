package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/cause"
)

func TestAFactorBecomesACauseOnce(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	for _, kind := range []string{"contributing", "went_well", ""} {
		fields := map[string]any{"text": "factor " + kind}
		if kind != "" {
			fields["kind"] = kind
		}
		_, err := b.AddPart(ctx, id, "factors", fields, "", "")
		b.Must(err)
	}
	for range 2 {
		_, err := b.CausesFromFactors(ctx, id, "")
		b.Must(err)
	}
	if got := b.outline(id); got != "Effect\n factor contributing\n factor \n" {
		t.Fatalf("%q", got)
	}
}

func TestTheListInsideAFactorIsWhyItCameToBe(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	for _, text := range []string{"Disk full\n  - Rotation off\n    - changed in May\n  - No alert", "Two lines\nof one thought"} {
		_, err := b.AddPart(ctx, id, "factors", map[string]any{"text": text}, "", "")
		b.Must(err)
	}
	b.Sides = func(nodes []cause.Node) map[string]string {
		sides := map[string]string{}
		for _, n := range nodes {
			sides[n.ID] = "up"
		}
		return sides
	}
	before := b.outline(id)
	_, err := b.CausesFromFactors(ctx, id, "")
	b.Must(err)
	if got := b.outline(id); got != "Effect\n Disk full\n  Rotation off\n   changed in May\n  No alert\n Two lines\nof one thought\n" {
		t.Fatalf("%q", got)
	}
	r, err := b.Get(ctx, id)
	b.Must(err)
	for _, c := range r.Causes {
		if c.Kind == "cause" && c.Side != "up" {
			t.Errorf("%q has no side to stay on", c.Text)
		}
	}
	b.undo(id)
	if got := b.outline(id); got != before {
		t.Fatalf("%q, before %q", got, before)
	}
}

func TestACauseMovesIntoACategoryThatIsMadeForItInOneStep(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	_, err := b.PasteCauses(ctx, id, "", "Disk full\nNo alert", "")
	b.Must(err)
	r, err := b.Get(ctx, id)
	b.Must(err)
	moved, err := b.AddCause(ctx, id, r.Causes[1].ID, "category", "Storage", "")
	b.Must(err)
	if got := b.outline(id); moved.ID != r.Causes[1].ID || got != "Effect\n No alert\n Storage\n  Disk full\n" {
		t.Fatalf("%q", got)
	}
	b.undo(id)
	if got := b.outline(id); got != "Effect\n Disk full\n No alert\n" {
		t.Fatalf("%q", got)
	}
}
