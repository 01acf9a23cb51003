package workspace_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/picture"
	"secondstory/backend/service/recording"
	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// shade is a small PNG of one grey.
func shade(t *testing.T, grey byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 8, 5))
	for i := range img.Pix {
		img.Pix[i] = grey
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pair are two devices that exchange through a folder.
type pair struct {
	t        *testing.T
	ada, bob *workspace.Workspace
	id       string
}

func newPair(t *testing.T) pair {
	t.Helper()
	p := pair{t: t, ada: open(t, filepath.Join(t.TempDir(), "ada")), bob: open(t, filepath.Join(t.TempDir(), "bob"))}
	there := t.TempDir()
	for _, ws := range []*workspace.Workspace{p.ada, p.bob} {
		if _, _, err := ws.AddSpace(ctx, "Team", there, remote.Access{}); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if p.id, _, err = p.ada.Reviews.Create(ctx, "The line stood still", ""); err != nil {
		t.Fatal(err)
	}
	if err := p.ada.Share(ctx, "Team", p.id); err != nil {
		t.Fatal(err)
	}
	return p
}

// exchange lets each of them sync in turn, and gives what the last one was told it may not have.
func (p pair) exchange(all ...*workspace.Workspace) (refused []string) {
	p.t.Helper()
	for _, ws := range all {
		r, err := ws.Sync(ctx, "Team", remote.Access{})
		if err != nil {
			p.t.Fatal(err)
		}
		refused = nil
		for _, x := range r.Refused {
			refused = append(refused, x.Key)
		}
	}
	return refused
}

func (p pair) add(ws *workspace.Workspace, data []byte, words review.Picture) string {
	p.t.Helper()
	added, err := ws.AddPicture(ctx, p.id, data, words, "")
	if err != nil {
		p.t.Fatal(err)
	}
	return added.ID
}

func (p pair) sees(ws *workspace.Workspace, part string, want []byte) {
	p.t.Helper()
	data, _, err := ws.PictureBytes(ctx, p.id, part)
	if err != nil || !bytes.Equal(data, want) {
		p.t.Errorf("%d bytes instead of %d: %v", len(data), len(want), err)
	}
}

func TestTwoDevicesHaveTheSamePictures(t *testing.T) {
	p := newPair(t)
	one, two := shade(t, 10), shade(t, 20)
	first := p.add(p.ada, one, review.Picture{Caption: "Errors at noon", Name: `C:\Users\Somebody\graph.png`})
	if refused := p.exchange(p.ada, p.bob); refused != nil {
		t.Fatalf("%v", refused)
	}
	p.sees(p.bob, first, one)
	got := get(t, p.bob, p.id).Pictures
	if len(got) != 1 || got[0].Caption != "Errors at noon" || got[0].Name != "graph.png" || got[0].Width != 8 {
		t.Fatalf("%+v", got)
	}
	// Both edit the words and add one more at the same time.
	second, third := p.add(p.ada, two, review.Picture{}), p.add(p.bob, shade(t, 30), review.Picture{})
	if _, err := p.ada.Reviews.SaveText(ctx, p.id, "pictures/"+first+"/alt", "", "A graph that rises", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := p.bob.Reviews.SaveText(ctx, p.id, "pictures/"+first+"/caption", "Errors at noon", "Errors at noon, by region", ""); err != nil {
		t.Fatal(err)
	}
	p.exchange(p.ada, p.bob, p.ada)
	for _, ws := range []*workspace.Workspace{p.ada, p.bob} {
		r := get(t, ws, p.id)
		x, _ := r.Picture(first)
		if len(r.Pictures) != 3 || x.Alt != "A graph that rises" || x.Caption != "Errors at noon, by region" || len(r.Conflicts) > 0 {
			t.Errorf("%+v", r.Pictures)
		}
		p.sees(ws, second, two)
		p.sees(ws, third, shade(t, 30))
	}
	// One that is removed leaves the space, and comes back from where it was kept.
	if _, err := p.ada.Reviews.RemovePart(ctx, p.id, "pictures/"+second, ""); err != nil {
		t.Fatal(err)
	}
	p.exchange(p.ada, p.bob)
	if r := get(t, p.bob, p.id); len(r.Pictures) != 2 {
		t.Errorf("%+v", r.Pictures)
	}
	if _, err := p.bob.Reviews.RestorePart(ctx, p.id, "pictures/"+second, ""); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(p.ada.Home, "blobs", picture.SumOf(two))); err != nil {
		t.Fatal(err)
	}
	if refused := p.exchange(p.bob, p.ada); refused != nil {
		t.Errorf("%v", refused)
	}
	p.sees(p.ada, second, two)
}

func TestWhatIsNoPictureDoesNotComeIn(t *testing.T) {
	p := newPair(t)
	script := []byte("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
	forge := func(part, sum string) {
		t.Helper()
		_, err := p.ada.Records.Edit(ctx, p.id, recording.Edit{Action: "pictures.add", Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.AddOp(review.Pictures, part, record.Doc{"sum": sum, "format": "png", "width": 8.0, "height": 5.0, "bytes": 9.0, "rank": "U"})}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	blobs := filepath.Join(p.ada.Home, "blobs")
	good := p.add(p.ada, shade(t, 1), review.Picture{})
	if err := os.WriteFile(filepath.Join(blobs, picture.SumOf(script)), script, 0o600); err != nil {
		t.Fatal(err)
	}
	forge("01J8ZQ4T9V0000000000000001", picture.SumOf(script))
	absent := shade(t, 99)
	forge("01J8ZQ4T9V0000000000000002", picture.SumOf(absent))
	forge("01J8ZQ4T9V0000000000000003", "../../../local.db")
	refused := p.exchange(p.ada, p.bob)
	slices.Sort(refused)
	if strings.Join(refused, " ") != "share.picture_missing share.picture_other" {
		t.Errorf("%v", refused)
	}
	if spaces, err := p.bob.Spaces(ctx); err != nil || len(spaces) != 1 || spaces[0].Aside != len(refused) {
		t.Errorf("%d files are left aside, and the row tells of %+v, %v", len(refused), spaces, err)
	}
	p.sees(p.bob, good, shade(t, 1))
	if r := get(t, p.bob, p.id); len(r.Pictures) != 4 {
		t.Errorf("the review came without %d of its pictures' words", 4-len(r.Pictures))
	}
	for _, part := range []string{"01J8ZQ4T9V0000000000000001", "01J8ZQ4T9V0000000000000002", "01J8ZQ4T9V0000000000000003"} {
		if data, _, err := p.bob.PictureBytes(ctx, p.id, part); err == nil {
			t.Errorf("%s: %d bytes are shown", part, len(data))
		}
	}
	if kept, err := os.ReadDir(filepath.Join(p.bob.Home, "blobs")); err != nil || len(kept) != 1 {
		t.Errorf("%v %v", kept, err)
	}
	// What was missing comes once it is there and the review is sent again.
	if err := os.WriteFile(filepath.Join(blobs, picture.SumOf(absent)), absent, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ada.Reviews.SaveText(ctx, p.id, "pictures/"+good+"/caption", "", "Again", ""); err != nil {
		t.Fatal(err)
	}
	if refused := p.exchange(p.ada, p.bob); strings.Join(refused, " ") != "share.picture_other" {
		t.Errorf("%v", refused)
	}
	p.sees(p.bob, "01J8ZQ4T9V0000000000000002", absent)
}

func TestThePlaceOfAPictureIsNeverChosenByWhatCame(t *testing.T) {
	p := review.Picture{ID: "01J8ZQ4T9V0000000000000001", Format: "x/../../.ssh/authorized_keys"}
	if name := workspace.PictureFile(review.Review{Ref: "IR-1"}, p); name != "IR-1-000001" {
		t.Errorf("it would be saved as %s", name)
	}
}

func TestAMirrorHoldsPicturesAsFiles(t *testing.T) {
	p := newPair(t)
	dir := t.TempDir()
	part := p.add(p.ada, shade(t, 1), review.Picture{Caption: "Shown"})
	if _, err := p.ada.StartMirror(ctx, "Team", dir); err != nil {
		t.Fatal(err)
	}
	files := func() []string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(dir, "reviews", "*", "*", p.id, "files", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := files(); len(got) != 1 || filepath.Ext(got[0]) != ".png" {
		t.Fatalf("%v", got)
	} else if data, err := os.ReadFile(got[0]); err != nil || !bytes.Equal(data, shade(t, 1)) {
		t.Errorf("%v", err)
	}
	own := filepath.Join(filepath.Dir(files()[0]), "mine.png")
	if err := os.WriteFile(own, []byte("somebody's own"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ada.Reviews.RemovePart(ctx, p.id, "pictures/"+part, ""); err != nil {
		t.Fatal(err)
	}
	l, err := p.ada.Spaces(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ada.Syncer().Mirror(ctx, l[0].Space, nil); err != nil {
		t.Fatal(err)
	}
	if got := files(); !slices.Equal(got, []string{own}) {
		t.Errorf("%v", got)
	}
}
