package workspace_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/workspace"
)

const illustrated = `# Orders stopped

## Summary

The line stood still. ![The queue](images/queue%20a.png) ![again](./images/queue%20a.png)

## Impact

![away](https://example.org/a.png) ![out](../secret.png) ![missing](gone.png) ![script](drawing.svg) ![a link out](linked.png) ![mine](C:\pictures\a.png)
`

func bring(t *testing.T, ws *workspace.Workspace, path string, update bool) importing.Applied {
	t.Helper()
	p, err := ws.Imports.Preview(ctx, []string{path}, importing.Options{Update: update}, nil)
	if err != nil {
		t.Fatal(err)
	}
	out, err := ws.Imports.Apply(ctx, p, importing.Options{Update: update}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPicturesBesideAFileComeAlongAndNoOthers(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	dir := filepath.Join(t.TempDir(), "reports")
	put := func(name string, data []byte) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md", []byte(illustrated))
	put("images/queue a.png", shade(t, 7))
	put("../secret.png", shade(t, 8))
	put("drawing.svg", []byte("<svg><script>alert(1)</script></svg>"))
	if err := os.Symlink(filepath.Join(dir, "..", "secret.png"), filepath.Join(dir, "linked.png")); err != nil {
		t.Skip("this system has no links")
	}
	out := bring(t, ws, filepath.Join(dir, "a.md"), false)
	said := map[string]string{}
	for _, n := range out.Notes {
		said[n.Key] = n.Params["count"] + " " + n.Params["name"]
	}
	for key, want := range map[string]string{"import.pictures_brought": "1 ", "import.pictures_away": "1 https://example.org/a.png", "import.pictures_outside": "2 ../secret.png",
		"import.pictures_missing": "1 gone.png", "import.pictures_refused": "2 drawing.svg"} {
		if said[key] != want {
			t.Errorf("%s: %q instead of %q", key, said[key], want)
		}
	}
	r := get(t, ws, out.Records[0].ID)
	if len(r.Pictures) != 1 || r.Pictures[0].Name != "images/queue a.png" || r.Pictures[0].Alt != "The queue" {
		t.Fatalf("%+v", r.Pictures)
	}
	if data, _, err := ws.PictureBytes(ctx, r.ID, r.Pictures[0].ID); err != nil || !bytes.Equal(data, shade(t, 7)) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if uses := r.UsesOf(r.Pictures[0].ID); !slices.Equal(uses, []string{review.Sections + "/summary"}) {
		t.Errorf("shown at %v", uses)
	}
	raw, _, err := ws.ReportAs(ctx, r, workspace.ReportOptions{Kind: "internal"}, "html", assets.English())
	if err != nil || strings.Count(string(raw), "data:image/png") != 1 {
		t.Errorf("%d pictures in the report, %v", strings.Count(string(raw), "data:image/png"), err)
	}
	// The next version of the file: its text is taken over, what has come since comes along,
	// and the picture that is there stays, also where its file has gone.
	if err := os.Remove(filepath.Join(dir, "images", "queue a.png")); err != nil {
		t.Fatal(err)
	}
	put("gone.png", shade(t, 9))
	put("a.md", []byte(strings.Replace(illustrated, "stood still", "stood still for an hour", 1)))
	out = bring(t, ws, filepath.Join(dir, "a.md"), true)
	r = get(t, ws, r.ID)
	if out.Updated != 1 || len(r.Pictures) != 2 || len(r.Conflicts) > 0 || !strings.Contains(r.Sections[0].Text, "for an hour. ![The queue](images/queue%20a.png)") {
		t.Errorf("%d updated, %d pictures, %d conflicts: %q", out.Updated, len(r.Pictures), len(r.Conflicts), r.Sections[0].Text)
	}
}

// A picture that is here is brought by no later version of its file, and one that a person took
// out stays out.
func TestALaterVersionOfAFileBringsNoPictureTwiceAndNoneThatWasTakenOut(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	version := func(word string, more ...string) {
		t.Helper()
		text := "# Orders stopped\n\n## Summary\n\nThe line stood " + word + ". ![The queue](q.png) " + strings.Join(more, " ") + "\n\n## Impact\n\nNo orders for an hour.\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range []string{"q.png", "new.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), shade(t, uint8(i)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names := func(id string) (out []string) {
		for _, p := range get(t, ws, id).Pictures {
			out = append(out, p.Name)
		}
		return out
	}
	version("still")
	id := bring(t, ws, path, false).Records[0].ID
	version("quiet")
	if out := bring(t, ws, path, true); out.Updated != 1 || !slices.Equal(names(id), []string{"q.png"}) {
		t.Fatalf("%d updated, %v", out.Updated, names(id))
	}
	if _, err := ws.Reviews.RemovePart(ctx, id, review.Pictures+"/"+get(t, ws, id).Pictures[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	version("silent", "![since](new.png)")
	if out := bring(t, ws, path, true); out.Updated != 1 || !slices.Equal(names(id), []string{"new.png"}) {
		t.Errorf("%d updated, %v", out.Updated, names(id))
	}
}

// A picture of a piece that is here already stands at that piece, and at none that a person took
// out: the cause that was made of a factor shows it still.
func TestAPictureOfALaterVersionStandsAtThePieceThatIsHere(t *testing.T) {
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	version := func(word string) {
		t.Helper()
		text := "# Orders stopped\n\n## Summary\n\nThe line stood " + word + ".\n\n## Contributing factors\n\n- The old cable to the press ![cable](cable.png)\n- The number of the supplier ![number](number.png)\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	version("still")
	id := bring(t, ws, path, false).Records[0].ID // before anybody saved the pictures beside it
	factors := get(t, ws, id).Factors
	if len(factors) != 2 {
		t.Fatalf("%+v", factors)
	}
	if _, err := ws.Reviews.RemovePart(ctx, id, review.Factors+"/"+factors[1].ID, ""); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"cable.png", "number.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), shade(t, uint8(i)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	version("quiet")
	bring(t, ws, path, true)
	got := get(t, ws, id)
	if len(got.Pictures) != 2 || got.Pictures[0].About != review.Factors+"/"+factors[0].ID {
		t.Fatalf("%+v of %+v", got.Pictures, got.Factors)
	}
	if !slices.ContainsFunc(got.Causes, func(c cause.Node) bool { return got.Pictures[1].About == review.Causes+"/"+c.ID }) {
		t.Errorf("%+v of %+v", got.Pictures[1], got.Causes)
	}
}

// A file may be called what it likes: no name leads out of the folder of its text.
func TestNoAddressLeadsOutOfTheFolder(t *testing.T) {
	for _, bad := range []string{"../a.png", "a/../../b.png", "/etc/passwd", "%2e%2e/a.png", "..%2fa.png", "//host/a.png", "file:///a.png", `..\a.png`, "a\x00b", "", ".", "C:a.png", "%zz"} {
		if name, ok := review.BesideName(bad); ok {
			t.Errorf("%q is beside the text as %q", bad, name)
		}
	}
	for given, want := range map[string]string{"a.png": "a.png", "./a.png?raw=true#x": "a.png", "img/a%20b.png": "img/a b.png", "a/b/../c.png": "a/c.png"} {
		if name, ok := review.BesideName(given); !ok || name != want {
			t.Errorf("%q: %q %v", given, name, ok)
		}
	}
}
