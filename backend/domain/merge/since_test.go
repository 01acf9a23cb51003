package merge

import (
	"testing"

	"pgregory.net/rapid"
)

func all(string, string, []string) bool { return true }

// What a person wrote here by themselves is asked about, also where somebody had said the same
// on the way and taken it back.
func TestWhatWasWrittenHereIsNotWhatCameOnTheWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn{t}
		_, past := storied(c)
		theirs, ours := past[len(past)-1], past[c.n(len(past))]
		if !ours.Live || !theirs.Live {
			t.Skip("not there")
		}
		base := Since(scheme(), past[0], ours, theirs, past[1:], func(string, string, []string) bool { return false })
		now := kept(Merge(scheme(), []*Doc{base}, side(ours), side(theirs)).Doc)
		began := kept(past[0])
		for w := range kept(ours) {
			if !began[w] && !now[w] {
				t.Fatalf("%s is nowhere", w)
			}
		}
	})
}

// What another has carried here already comes before what was written after it.
func TestWhatCameOnTheWayIsFollowedWithoutAQuestion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn{t}
		_, past := storied(c)
		theirs := past[len(past)-1]
		ours := past[c.n(len(past))]
		if !ours.Live || !theirs.Live {
			t.Skip("not there")
		}
		ours = ours.Clone()
		ours.Conflicts = map[string]Conflict{}
		base := Since(scheme(), past[0], ours, theirs, append(past[1:len(past):len(past)], nil), all)
		r := Merge(scheme(), []*Doc{base}, side(ours), side(theirs))
		if !sameContent(r.Doc, theirs) || len(r.Opened) > 0 {
			t.Fatalf("it asks %v and says %+v, not %+v", r.Opened, r.Doc, theirs)
		}
	})
}

// An edit of a place where nothing came on the way is an edit as before.
func TestWhatIsWrittenOnAfterWhatCameStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn{t}
		e, past := storied(c)
		theirs, ours := past[len(past)-1], past[c.n(len(past))]
		for range 1 + c.n(4) {
			if next := e.edit(ours); next.Live {
				ours = next
			}
		}
		if !ours.Live || !theirs.Live {
			t.Skip("not there")
		}
		said := map[string]bool{}
		for _, d := range past {
			for w := range kept(d) {
				said[w] = true
			}
		}
		base := Since(scheme(), past[0], ours, theirs, past[1:], all)
		now := kept(Merge(scheme(), []*Doc{base}, side(ours), side(theirs)).Doc)
		for w := range kept(ours) {
			if !said[w] && !now[w] {
				t.Fatalf("%s is nowhere", w)
			}
		}
	})
}
