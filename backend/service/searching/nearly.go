package searching

import (
	"cmp"
	"slices"

	"secondstory/backend/domain/search"
)

// nearly finds what a word that stands nowhere as typed may have meant. Other forms
// of it count as what they are; beside them, or beside words of its kin, the nearest
// spellings are searched too: an ending of its own does not make "sterilisser" a
// word, nor that "sterile" is one.
func (f *finder) nearly(t *asked) error {
	w := t.Words[0]
	if t.spelled(w) || len(search.Kindred(w)) > 0 && t.places > 0 {
		return nil
	}
	if t.places > 0 {
		_, err := f.slips(t, sureSlips)
		return err
	}
	kin, err := f.kin(w)
	if err != nil {
		return err
	}
	some, err := f.slips(t, search.Forgiven(w))
	if err != nil {
		return err
	}
	weight := search.Ranking.Kin
	if some {
		weight *= search.Ranking.Slip // what is spelled like it was meant, more likely than what begins like it
	}
	for _, v := range kin {
		if !t.spelled(v.Text) {
			t.add(v, weight)
		}
	}
	return nil
}

// kin lists the words that go on from a word, or that it goes on from.
func (f *finder) kin(w string) (out []search.Word, err error) {
	from, to, ok := search.KinRange(w)
	if !ok {
		return nil, nil
	}
	near, err := f.r.Words(from, to)
	for _, v := range near {
		if search.IsKin(w, v.Text) {
			out = append(out, v)
		}
	}
	return out, err
}

const (
	// maxSlips is how many other spellings of a word are searched.
	maxSlips = 3
	// sureSlips is how many slips are forgiven a word of which another form is there.
	sureSlips = 1
)

// near is a word of the index that may have been meant.
type near struct {
	search.Word
	slips, shared, ending int // letters that both begin and end with alike
}

// slips adds the words of the index that differ least from one it does not hold: the
// fewest slips first, then the longer beginning that both share, then the longer
// ending. It says whether there are any.
func (f *finder) slips(t *asked, limit int) (bool, error) {
	w := t.Words[0]
	if limit = min(limit, search.Forgiven(w)); limit == 0 {
		return false, nil
	}
	all, err := f.r.Vocabulary()
	if err != nil {
		return false, err
	}
	set := search.NewWord(w, 0).Letters
	var found []near
	for _, v := range all {
		d := v.Slips(w, set, limit)
		if d > limit || search.HasFigure(v.Text) || t.spelled(v.Text) {
			continue
		}
		shared := search.SharedBeginning(w, v.Text)
		if t.places > 0 && 2*shared < len(w) {
			continue // a word that is there in another form is hardly one of another beginning
		}
		found = append(found, near{v, d, shared, search.SharedEnding(w[shared:], v.Text[shared:])})
	}
	slices.SortStableFunc(found, func(a, b near) int {
		return cmp.Or(a.slips-b.slips, b.shared-a.shared, b.ending-a.ending, b.Places-a.Places)
	})
	also := Also{Typed: w}
	for i, c := range found {
		// A beginning that is half as long as that of the best is a coincidence.
		if i == maxSlips || c.slips > found[0].slips || 2*c.shared <= found[0].shared && found[0].shared > 1 {
			break
		}
		weight := search.Ranking.Slip
		if c.slips > 1 {
			weight *= search.Ranking.Slip
		}
		if c.shared+c.ending < found[0].shared+found[0].ending {
			weight /= 2
		}
		t.Spellings = append(t.Spellings, search.Spelling{Word: c.Text, Weight: weight, Slips: c.slips})
		t.places += c.Places
		also.Words = append(also.Words, c.Text)
	}
	if len(also.Words) > 0 {
		f.also = append(f.also, also)
	}
	return len(also.Words) > 0, nil
}
