package canon_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

func TestATreeOfOursHasNoProblems(t *testing.T) {
	c, _ := reviews(t)
	var tree []canon.Entry
	for _, f := range append(emit(t, c, small()), canon.Genesis()...) {
		tree = append(tree, canon.Entry{Path: f.Path, Mode: canon.Regular, Size: int64(len(f.Data))})
	}
	tree = append(tree, canon.Entry{Path: canon.BlobPath(recordDir, strings.Repeat("0f", 32), "png"), Mode: canon.Regular, Size: canon.MaxAttachment},
		canon.Entry{Path: "LICENSE", Mode: canon.Executable}, canon.Entry{Path: "docs/größer.md", Mode: canon.Regular, Size: 50 << 20})
	for _, p := range canon.CheckTree(tree, review.Schema) {
		t.Errorf("%s: %s", p.Path, p.Key)
	}
}

func TestEachTrickOfATreeIsTold(t *testing.T) {
	in := recordDir + "/"
	for _, each := range []struct {
		path string
		mode canon.Mode
		size int64
		want string
	}{
		{"link", canon.Symlink, 1, "canon.symlink"},
		{in + "review.md", canon.Symlink, 1, "canon.symlink"},
		{"sub", canon.Submodule, 0, "canon.submodule"},
		{"odd", 0o100600, 0, "canon.mode"},
		{"../up", canon.Regular, 0, "canon.path"},
		{"a/../../up", canon.Regular, 0, "canon.path"},
		{"/abs", canon.Regular, 0, "canon.path"},
		{"a//b", canon.Regular, 0, "canon.path"},
		{"a/./b", canon.Regular, 0, "canon.path"},
		{"a\\..\\b", canon.Regular, 0, "canon.path"},
		{"C:/x", canon.Regular, 0, "canon.path"},
		{"a\x00b", canon.Regular, 0, "canon.path"},
		{"a\nb", canon.Regular, 0, "canon.path"},
		{"bad\xff", canon.Regular, 0, "canon.path"},
		{".git/config", canon.Regular, 0, "canon.path"},
		{"x/.GIT/hooks/pre-push", canon.Regular, 0, "canon.path"},
		{".g\u200cit/config", canon.Regular, 0, "canon.path"},
		{".git /config", canon.Regular, 0, "canon.path"},
		{"GIT~1/config", canon.Regular, 0, "canon.path"},
		{".gitmodules", canon.Regular, 0, "canon.path"},
		{"rtl\u202etxt.exe", canon.Regular, 0, "canon.path"},
		{"con", canon.Regular, 0, "canon.path_windows"},
		{"x/NUL.txt", canon.Regular, 0, "canon.path_windows"},
		{"x/com1.tar.gz", canon.Regular, 0, "canon.path_windows"},
		{"x/LPT¹", canon.Regular, 0, "canon.path_windows"},
		{"x/end.", canon.Regular, 0, "canon.path_windows"},
		{"x/end ", canon.Regular, 0, "canon.path_windows"},
		{"what?", canon.Regular, 0, "canon.path_windows"},
		{in + strings.Repeat("l", 50), canon.Regular, 0, "canon.path_long"},
		{in + "größe.md", canon.Regular, 0, "canon.path"},
		{in + "timeline.yaml", canon.Regular, canon.MaxFile + 1, "canon.file_large"},
		{in + "files/ab.png", canon.Regular, canon.MaxAttachment + 1, "canon.file_large"},
		{in + "conflicts/ab.yaml", canon.Regular, canon.MaxConflict + 1, "canon.file_large"},
		{"reviews/2023/01/" + theID + "/review.md", canon.Regular, 0, "canon.place"},
		{"reviews/readme.md", canon.Regular, 0, "canon.place"},
	} {
		got := canon.CheckTree([]canon.Entry{{Path: each.path, Mode: each.mode, Size: each.size}}, review.Schema)
		if len(got) != 1 || got[0].Key != each.want || got[0].Path != each.path {
			t.Errorf("%q: %+v, want %s", each.path, got, each.want)
		}
	}
}

func TestPathsThatSomeDisksCannotTellApartAreTold(t *testing.T) {
	entry := func(path string) canon.Entry { return canon.Entry{Path: path, Mode: canon.Regular} }
	for _, pair := range [][2]string{{"Notes.md", "notes.md"}, {"docs/a.md", "Docs/b.md"}, {"caf\u00e9", "cafe\u0301"}, {"straße", "STRASSE"}, {"\u212a", "k"}} {
		got := canon.CheckTree([]canon.Entry{entry(pair[0]), entry(pair[1])})
		if len(got) != 1 || got[0].Key != "canon.case" || got[0].Path != pair[1] {
			t.Errorf("%q: %+v", pair, got)
		}
	}
	if got := canon.CheckTree([]canon.Entry{entry("a"), entry("a/b")}); len(got) != 1 || got[0].Key != "canon.file_and_folder" {
		t.Errorf("%+v", got)
	}
	var many []canon.Entry
	for _, name := range strings.Split("abcdefghijk", "") {
		many = append(many, canon.Entry{Path: recordDir + "/files/" + name + ".png", Mode: canon.Regular, Size: canon.MaxAttachment})
	}
	if got := canon.CheckTree(many, review.Schema); len(got) != 1 || got[0].Key != "canon.record_large" || got[0].Path != recordDir {
		t.Errorf("%+v", got)
	}
}
