package reviewing_test

import (
	"testing"
	"time"
)

// labels are the actions of the steps that people see, newest first.
func (b *bench) labels(id string) []string {
	b.T.Helper()
	events, _, err := b.Rec.History(ctx, id, 0, 100)
	b.Must(err)
	var out []string
	for _, e := range events {
		out = append(out, string(e.Kind)+" "+e.Action)
	}
	return out
}

func TestATypedCauseIsOneStep(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	_, err := b.PasteCauses(ctx, id, "", "Disk full", "")
	b.Must(err)
	before, steps := b.outline(id), len(b.labels(id))
	made, err := b.AddCause(ctx, id, "", "child", "", "")
	b.Must(err)
	// Somebody thinks before the first word, and not between words.
	for i, text := range []string{"No", "No alert"} {
		b.Clock = b.Clock.Add([]time.Duration{time.Minute, time.Second}[i])
		_, err := b.SaveText(ctx, id, "causes/"+made.ID+"/text", []string{"", "No"}[i], text, "")
		b.Must(err)
	}
	after := b.outline(id)
	if got := b.labels(id); len(got) != steps+1 || got[0] != "edit causes.add" || after != "Effect\n Disk full\n No alert\n" {
		t.Fatalf("%v, %q", got, after)
	}
	b.undo(id)
	if got := b.outline(id); got != before {
		t.Fatalf("%q", got)
	}
	b.redo(id)
	if got := b.outline(id); got != after {
		t.Fatalf("%q", got)
	}
	// What is written into it later is a step of its own.
	b.Clock = b.Clock.Add(time.Minute)
	_, err = b.SaveText(ctx, id, "causes/"+made.ID+"/text", "No alert", "No alert at night", "")
	b.Must(err)
	b.undo(id)
	if got := b.outline(id); got != after {
		t.Fatalf("%q", got)
	}
}

func TestAnAbandonedCauseHasNeverBeen(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	for _, text := range []string{"Disk full", "No alert"} {
		_, err := b.PasteCauses(ctx, id, "", text, "")
		b.Must(err)
	}
	b.undo(id)
	before, labels := b.outline(id), len(b.labels(id))
	made, err := b.AddCause(ctx, id, "", "child", "", "")
	b.Must(err)
	_, err = b.DiscardCause(ctx, id, made.ID, "")
	b.Must(err)
	if got := b.labels(id); len(got) != labels || b.outline(id) != before {
		t.Fatalf("%v, %q", got, b.outline(id))
	}
	// Neither undo nor redo knows of it.
	b.redo(id)
	if got := b.outline(id); got != "Effect\n Disk full\n No alert\n" {
		t.Fatalf("redo: %q", got)
	}
	b.undo(id)
	b.undo(id)
	if got := b.outline(id); got != "" {
		t.Fatalf("undo: %q", got)
	}
	b.VerifyChains()
}

// The field of an abandoned cause is left once more when it goes from the screen.
func TestACauseIsAbandonedTwiceWithoutAWord(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	effect, err := b.AddCause(ctx, id, "", "effect", "", "")
	b.Must(err)
	first, err := b.AddCause(ctx, id, effect.ID, "child", "", "")
	b.Must(err)
	for range 2 {
		_, err = b.DiscardCause(ctx, id, first.ID, "")
		b.Must(err)
	}
	labels := len(b.labels(id))
	_, err = b.PasteCauses(ctx, id, "", "Disk full\n  Log grew", "")
	b.Must(err)
	if got := b.outline(id); got != "Effect\n Disk full\n  Log grew\n" || len(b.labels(id)) != labels+1 {
		t.Fatalf("%q, %v", got, b.labels(id))
	}
}

func TestACauseThatIsEmptyAgainAfterOtherStepsIsRemovedAsAStep(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	made, err := b.AddCause(ctx, id, "", "child", "", "")
	b.Must(err)
	_, err = b.PasteCauses(ctx, id, "", "Disk full", "")
	b.Must(err)
	_, err = b.DiscardCause(ctx, id, made.ID, "")
	b.Must(err)
	if got := b.labels(id); got[0] != "edit causes.remove" || b.outline(id) != "Effect\n Disk full\n" {
		t.Fatalf("%v, %q", got, b.outline(id))
	}
	b.undo(id)
	if got := b.outline(id); got != "Effect\n \n Disk full\n" {
		t.Fatalf("%q", got)
	}
}

func TestATypedEffectIsOneStepAndItsFirstCauseAnother(t *testing.T) {
	b := open(t)
	id := b.create("Orders stopped")
	none := len(b.labels(id))
	effect, err := b.AddCause(ctx, id, "", "effect", "", "")
	b.Must(err)
	_, err = b.SaveText(ctx, id, "causes/"+effect.ID+"/text", "Orders stopped", "Orders stood for 20 minutes", "")
	b.Must(err)
	made, err := b.AddCause(ctx, id, effect.ID, "child", "", "")
	b.Must(err)
	_, err = b.SaveText(ctx, id, "causes/"+made.ID+"/text", "", "Disk full", "")
	b.Must(err)
	if got := b.labels(id); len(got) != none+2 || b.outline(id) != "Orders stood for 20 minutes\n Disk full\n" {
		t.Fatalf("%v, %q", got, b.outline(id))
	}
	b.undo(id)
	if got := b.outline(id); got != "Orders stood for 20 minutes\n" {
		t.Fatalf("one step back: %q", got)
	}
	b.undo(id)
	if got := b.outline(id); got != "" {
		t.Fatalf("two steps back: %q", got)
	}
}

func TestAnEffectThatStaysAsTheTitleSaysIsNoStep(t *testing.T) {
	b := open(t)
	id := b.create("Orders stopped")
	none := len(b.labels(id))
	effect, err := b.AddCause(ctx, id, "", "effect", "", "")
	b.Must(err)
	again, err := b.AddCause(ctx, id, "", "effect", "", "")
	b.Must(err)
	if again.ID != effect.ID || b.outline(id) != "Orders stopped\n" {
		t.Fatalf("a second effect: %q", b.outline(id))
	}
	_, err = b.DiscardCause(ctx, id, effect.ID, "")
	b.Must(err)
	if got := b.labels(id); len(got) != none || b.outline(id) != "" {
		t.Fatalf("%v, %q", got, b.outline(id))
	}
	// With a cause below it, it stays.
	b.add(id, "", "Disk full")
	for _, n := range b.get(id).Causes {
		if n.Kind == "effect" {
			_, err = b.DiscardCause(ctx, id, n.ID, "")
			b.Must(err)
		}
	}
	if got := b.outline(id); got != "Orders stopped\n Disk full\n" {
		t.Fatalf("%q", got)
	}
}
