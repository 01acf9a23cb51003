package gitstore

import (
	"os"
	"path/filepath"
	"testing"
)

// T2: the doctor's cases.
func TestTheDoctorHealsRefsFromTheHeadsThatWereLastKnown(t *testing.T) {
	cases := []struct {
		name   string
		harm   func(t *testing.T, s *Store, a, b Hash)
		state  State
		healed bool
	}{
		{"an empty file", func(t *testing.T, s *Store, _, _ Hash) { write(t, filepath.Join(s.Dir(), Main), "") }, Torn, true},
		{"half a hash", func(t *testing.T, s *Store, _, b Hash) { write(t, filepath.Join(s.Dir(), Main), b.String()[:17]) }, Torn, true},
		{"no file", func(t *testing.T, s *Store, _, _ Hash) {
			if err := os.Remove(filepath.Join(s.Dir(), Main)); err != nil {
				t.Fatal(err)
			}
		}, Absent, true},
		{"no file and an older packed value", func(t *testing.T, s *Store, a, _ Hash) {
			write(t, filepath.Join(s.Dir(), "packed-refs"), a.String()+" "+Main+"\n")
			if err := os.Remove(filepath.Join(s.Dir(), Main)); err != nil {
				t.Fatal(err)
			}
		}, Behind, true},
		{"a commit that is not there", func(t *testing.T, s *Store, _, _ Hash) {
			write(t, filepath.Join(s.Dir(), Main), nameOf("nowhere").String()+"\n")
		}, Dangling, true},
		{"a commit whose tree is not there", func(t *testing.T, s *Store, _, b Hash) {
			batch := s.Batch()
			c := batch.Commit(Commit{Tree: nameOf("no tree"), Parents: []Hash{b}, Author: tester, Committer: tester, Message: "x"})
			if err := batch.Write(); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(s.Dir(), Main), c.String()+"\n")
		}, Dangling, true},
		{"another history", func(t *testing.T, s *Store, a, _ Hash) {
			write(t, filepath.Join(s.Dir(), Main), commitFiles(t, s, "c", map[string]string{"f": "c"}, a).String()+"\n")
		}, Diverged, false},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			s := openTest(t)
			a := commitFiles(t, s, "a", map[string]string{"f": "a"})
			b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
			if err := s.CAS(t.Context(), Main, Zero, b); err != nil {
				t.Fatal(err)
			}
			known := map[string]Hash{Main: b}
			if found := must(s.Examine(t.Context(), known)); len(found) != 0 {
				t.Fatalf("nothing was wrong yet: %+v", found)
			}
			each.harm(t, s, a, b)
			found := must(s.Examine(t.Context(), known))
			if len(found) != 1 || found[0].State != each.state || found[0].Healed != each.healed || found[0].Ref != Main {
				t.Fatalf("%+v", found)
			}
			if h, err := s.Ref(Main); each.healed && (h != b || err != nil) {
				t.Fatalf("%s, %v", h, err)
			}
			if again := must(s.Examine(t.Context(), known)); each.healed && len(again) != 0 {
				t.Fatalf("still: %+v", again)
			}
		})
	}
}

func TestTheDoctorLetsARefBeAheadOfTheNoteAboutIt(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
	if err := s.CAS(t.Context(), Main, Zero, b); err != nil {
		t.Fatal(err)
	}
	if found := must(s.Examine(t.Context(), map[string]Hash{Main: a})); len(found) != 0 {
		t.Fatalf("%+v", found)
	}
}

// T2: an empty remote-tracking ref stops go-git and git for ever.
func TestTheDoctorDeletesABrokenTrackingRefAndItsPackedValue(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	write(t, filepath.Join(s.Dir(), "packed-refs"), a.String()+" "+Tracking+"\n")
	write(t, filepath.Join(s.Dir(), Tracking), "")
	found := must(s.Examine(t.Context(), nil))
	if len(found) != 1 || found[0].State != Torn || !found[0].Healed {
		t.Fatalf("%+v", found)
	}
	if h, err := s.Ref(Tracking); h != Zero || err != nil {
		t.Fatalf("%s, %v", h, err)
	}
}

func TestTheDoctorDeletesATornRefOfOursThatNobodyRemembers(t *testing.T) {
	s := openTest(t)
	const name = "refs/app/rescue/1"
	write(t, filepath.Join(s.Dir(), name), "3f9a1c")
	found := must(s.Examine(t.Context(), nil))
	if len(found) != 1 || found[0].Ref != name || !found[0].Healed {
		t.Fatalf("%+v", found)
	}
	if refs := must(s.Refs()); len(refs) != 0 {
		t.Fatal(refs)
	}
}

func TestTheDoctorSaysWhatItCannotHeal(t *testing.T) {
	s := openTest(t)
	write(t, filepath.Join(s.Dir(), Main), "")
	found := must(s.Examine(t.Context(), map[string]Hash{Main: nameOf("lost")}))
	if len(found) != 1 || found[0].State != Torn || found[0].Healed {
		t.Fatalf("%+v", found)
	}
	if _, err := s.Ref(Main); !IsBroken(err) {
		t.Fatal("what cannot be healed must not be changed either")
	}
}
