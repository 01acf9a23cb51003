package gitstore

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"secondstory/backend/domain/fault"
)

func TestEditingATreeGivesTheTreeThatOneMadeAnewHas(t *testing.T) {
	s := openTest(t)
	dice := rand.New(rand.NewPCG(1, 1))
	files := map[string]Hash{}
	tree := Zero
	for range 40 {
		b := s.Batch()
		changes := map[string]Hash{}
		for range 1 + dice.IntN(6) {
			path := fmt.Sprintf("d%d/e%d/f%d", dice.IntN(3), dice.IntN(3), dice.IntN(3))
			if dice.IntN(3) == 0 {
				changes[path] = Zero
				delete(files, path)
			} else {
				changes[path] = b.Blob(fmt.Append(nil, dice.IntN(9)))
				files[path] = changes[path]
			}
		}
		tree = must(b.Edit(tree, changes))
		if anew := must(b.Edit(Zero, files)); anew != tree {
			t.Fatalf("%s and %s for %v", tree, anew, files)
		}
		if err := b.Write(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFileAndAFolderCannotHaveTheSamePlace(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	h := b.Blob([]byte("x"))
	for _, files := range []map[string]Hash{{"a": h, "a/b": h}, {"": h}, {"a//b": h}, {"/a": h}, {"a/": h}, {"a/../b": h}} {
		if _, err := b.Edit(Zero, files); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", files, err)
		}
	}
	tree := must(b.Edit(Zero, map[string]Hash{"a": h}))
	if _, err := b.Edit(tree, map[string]Hash{"a/b": h}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if got := must(b.Edit(tree, map[string]Hash{"a": Zero, "a/b": h})); got != must(b.Edit(Zero, map[string]Hash{"a/b": h})) {
		t.Error("a file that goes makes room for a folder")
	}
}

func TestAThreeWayWalkFindsExactlyThePathsThatDiffer(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	text := func(x string) Hash { return b.Blob([]byte(x)) }
	base := must(b.Edit(Zero, map[string]Hash{"same/x": text("1"), "ours": text("1"), "theirs/a": text("1"), "both": text("1"), "gone": text("1"), "twin": text("1"), "turn": text("1")}))
	ours := must(b.Edit(base, map[string]Hash{"ours": text("2"), "both": text("2"), "gone": Zero, "twin": text("3"), "turn": Zero, "turn/into": text("4")}))
	theirs := must(b.Edit(base, map[string]Hash{"theirs/a": text("2"), "both": text("5"), "twin": text("3"), "new": text("6")}))
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, each := range must(s.ThreeWay([]Hash{base}, ours, theirs)) {
		said = append(said, each.Path+" "+short(each.Bases[0])+short(each.A)+short(each.B))
	}
	want := "both 125, gone 1-1, new --6, ours 121, theirs/a 112, turn 1-1, turn/into -4-, twin 133"
	names := map[string]string{}
	for _, x := range []string{"1", "2", "3", "4", "5", "6"} {
		names[nameOf(x).String()[:7]] = x
	}
	got := strings.Join(said, ", ")
	for h, x := range names {
		got = strings.ReplaceAll(got, h, x)
	}
	if got != want {
		t.Fatalf("want %s\ngot  %s", want, got)
	}
}

func short(e Entry) string {
	if e.Hash == Zero {
		return "-"
	}
	return e.Hash.String()[:7]
}

func TestPathsOfOthersThatCouldDoHarmAreRefusedWithAReason(t *testing.T) {
	cases := []struct {
		name   string
		mode   Mode
		reason Reason
	}{
		{"review.md", File, ""}, {"Bericht für Ärzte.md", File, ""}, {"run.sh", Executable, ""}, {"会議.md", File, ""}, {"gitignore", File, ""}, {".gitattributes", File, ""}, {"comedy.txt", File, ""},
		{"..", File, BadName}, {".", File, BadName}, {`a\b`, File, BadName}, {"a\nb", File, BadName}, {"\xff\xfe", File, BadName}, {"e\u0301", File, BadName},
		{".git", Folder, GitName}, {".GIT", File, GitName}, {"git~1", File, GitName}, {".git.", File, GitName}, {".g\u200cit", File, GitName}, {".git ", File, GitName},
		{"con", File, WindowsName}, {"AUX.md", File, WindowsName}, {"lpt9.tar.gz", File, WindowsName}, {"nul .txt", File, WindowsName}, {"a:b", File, WindowsName}, {"what?", File, WindowsName}, {"dot.", File, WindowsName}, {"space ", File, WindowsName},
		{"link", Symlink, Link}, {"module", Submodule, Nested}, {"odd", 0o120755, BadMode}, {strings.Repeat("x", 250), File, TooLong},
	}
	for _, each := range cases {
		t.Run(fmt.Sprintf("%q", each.name), func(t *testing.T) {
			s := openTest(t)
			b := s.Batch()
			h := b.Blob([]byte("x"))
			if each.mode == Folder {
				h = rawTree(b, Entry{"x", File, h})
			}
			tree := rawTree(b, Entry{each.name, each.mode, h})
			if err := b.Write(); err != nil {
				t.Fatal(err)
			}
			found := must(s.Check(tree, Zero, UsualLimits))
			if each.reason == "" {
				if len(found) != 0 {
					t.Fatalf("%+v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Reason != each.reason {
				t.Fatalf("want %s, got %+v", each.reason, found)
			}
		})
	}
}

// rawTree writes what an attacker could: no order, no rule.
func rawTree(b *Batch, entries ...Entry) Hash {
	var out []byte
	for _, each := range entries {
		out = fmt.Appendf(out, "%o %s\x00", uint32(each.Mode), each.Name)
		out = append(out, each.Hash[:]...)
	}
	return b.add(plumbing.TreeObject, out)
}

func TestATreeThatUnfoldsWithoutEndStopsTheCheckAndTheWalk(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	h := b.Blob([]byte("x"))
	bomb := rawTree(b, Entry{"x", File, h})
	for range 14 {
		var many []Entry
		for i := range 10 {
			many = append(many, Entry{fmt.Sprint(i), Folder, bomb})
		}
		bomb = rawTree(b, many...)
	}
	deep := rawTree(b, Entry{"x", File, h})
	for range 1000 {
		deep = rawTree(b, Entry{"d", Folder, deep})
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	limits := UsualLimits
	limits.Entries = 10_000
	if found := must(s.Check(bomb, Zero, limits)); len(found) == 0 || found[len(found)-1].Reason != TooMany {
		t.Errorf("%d refusals", len(found))
	}
	if found := must(s.Check(deep, Zero, UsualLimits)); len(found) != 1 || found[0].Reason != TooDeep {
		t.Errorf("%+v", found)
	}
	if _, err := s.Files(deep); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	c := commitRaw(t, s, deep)
	if _, err := s.Between(c); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
}

func commitRaw(t *testing.T, s *Store, tree Hash) Hash {
	t.Helper()
	b := s.Batch()
	h := b.Commit(Commit{Tree: tree, Author: tester, Committer: tester, Message: "raw"})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestNeighboursThatDifferInCaseOnlyAndTreesOutOfOrderAreRefused(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	h := b.Blob([]byte("x"))
	large := b.Blob([]byte(strings.Repeat("x", 2000)))
	twins := rawTree(b, Entry{"README", File, h}, Entry{"Readme", File, h}, Entry{"straße", File, h}, Entry{"strasse", File, h})
	ordered := must(b.Edit(Zero, map[string]Hash{"README": h, "Readme": h, "straße": h, "STRASSE": h, "a/b": h, "big": large}))
	double := rawTree(b, Entry{"a", File, h}, Entry{"a", File, large})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	for _, tree := range []Hash{twins, double} {
		if found := must(s.Check(tree, Zero, UsualLimits)); len(found) != 1 || found[0].Reason != Unordered {
			t.Errorf("%+v", found)
		}
	}
	limits := UsualLimits
	limits.Size = 1000
	var got []string
	for _, each := range must(s.Check(ordered, Zero, limits)) {
		got = append(got, each.Path+" "+string(each.Reason)+" "+each.Detail)
	}
	if want := "Readme case_twin README|big too_large 2000|straße case_twin STRASSE"; strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if found := must(s.Check(ordered, ordered, limits)); len(found) != 0 {
		t.Errorf("what was accepted is not looked at again: %+v", found)
	}
	limits.Refusals = 1
	if found := must(s.Check(ordered, Zero, limits)); len(found) != 2 || found[1].Reason != TooMany {
		t.Errorf("%+v", found)
	}
}

func FuzzATreeOfAnybodyIsReadOrRefusedAndNeverPanics(f *testing.F) {
	f.Add([]byte("100644 a\x00aaaaaaaaaaaaaaaaaaaa"))
	f.Add([]byte("40000 \x00aaaaaaaaaaaaaaaaaaaa160000 b\x00bbbbbbbbbbbbbbbbbbbb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := parseTree(Zero, data)
		if err != nil {
			return
		}
		c := &check{limits: UsualLimits}
		twins := caseTwins(entries, nil)
		inOrder(entries)
		for _, each := range entries {
			c.entry(each, "", twins)
		}
		_, _ = parseCommit(data)
	})
}
