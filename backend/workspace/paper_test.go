package workspace

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/draw"
)

func TestScriptsWithoutAFontAreToldByNameWithWhatToInstall(t *testing.T) {
	got := unsetOf([]draw.Replaced{
		{Rune: "U+65E5", With: "‹U+65E5›", Count: 3}, {Rune: "U+30BF", With: "‹U+30BF›", Count: 2},
		{Rune: "U+05D0", With: "‹U+05D0›", Count: 1}, {Rune: "U+1F525", With: "‹fire›", Count: 9},
		{Rune: "U+0007", Count: 4}, {Rune: "U+1200", With: "‹U+1200›", Count: 1},
	})
	want := []Unset{{"hebrew", 1, "Noto Sans Hebrew"}, {"japanese", 5, "Noto Sans CJK JP"}, {"others", 1, "Noto Sans"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	text := assets.English()
	for _, s := range append(got, unsetOf(nil)...) {
		if say := s.Sentence(text); !strings.Contains(say, s.Font) || strings.Contains(say, "script.") || strings.Contains(say, "{") {
			t.Errorf("says %q", say)
		}
	}
	for _, s := range scripts {
		if !text.Has("script." + s.name) {
			t.Errorf("no word for %s", s.name)
		}
	}
}

func TestFontsAreFoundInFoldersAndBelowAndNothingElseIsTaken(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.ttf", "deep/er/b.OTF", "deep/c.ttc", "deep/d.pfb", "notes.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv(FontsVariable, dir+string(filepath.ListSeparator)+filepath.Join(dir, "gone"))
	var got []string
	for _, f := range machineFonts(fontFolders()).Files() {
		got = append(got, strings.TrimPrefix(filepath.ToSlash(f), filepath.ToSlash(dir)+"/"))
	}
	if want := []string{"a.ttf", "deep/c.ttc", "deep/er/b.OTF"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	t.Setenv(FontsVariable, "off")
	if got := machineFonts(fontFolders()).Files(); len(got) != 0 {
		t.Errorf("off finds %v", got)
	}
}
