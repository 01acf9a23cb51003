package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"secondstory/backend/picture"
)

func TestAPictureForPaperIsCoveredAndNoLargerThanAsked(t *testing.T) {
	clear := four(400, 200)
	clear.SetNRGBA(0, 0, color.NRGBA{0, 0, 0, 0})
	clear.SetNRGBA(1, 0, color.NRGBA{0, 0, 0, 128})
	made := must(t, asPNG(t, clear))
	p, err := picture.ForPaper(made.Data, 400)
	if err != nil || p.Width != 400 || p.Height != 200 || p.Format != "png" {
		t.Fatalf("%d×%d %s %v", p.Width, p.Height, p.Format, err)
	}
	if a, b := at(t, p.Data, 0, 0), at(t, p.Data, 1, 0); a != (color.NRGBA{255, 255, 255, 255}) || b.A != 255 || b.R < 120 || b.R > 135 {
		t.Errorf("clear parts are %v and %v", a, b)
	}
	if p.Data[25] >= 4 {
		t.Error("it says still how clear each pixel is")
	}
	pal := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.Transparent, color.Black})
	if p, err = picture.ForPaper(must(t, asPNG(t, pal)).Data, 400); err != nil || at(t, p.Data, 3, 3).R != 255 {
		t.Errorf("a clear palette: %v", err)
	}
	for _, data := range [][]byte{must(t, asPNG(t, four(60, 40))).Data, must(t, asJPEG(t, image.NewGray(image.Rect(0, 0, 50, 30)))).Data} {
		if p, err = picture.ForPaper(data, 60); err != nil || p.Width > 60 {
			t.Errorf("%v", err)
		}
		again, err := picture.ForPaper(p.Data, 60)
		if err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Errorf("made ready twice it is another: %v", err)
		}
	}
	photo := must(t, asJPEG(t, four(300, 900))).Data
	if p, err = picture.ForPaper(photo, 300); err != nil || p.Width != 100 || p.Height != 300 || p.Format != "jpeg" {
		t.Errorf("%d×%d %s %v", p.Width, p.Height, p.Format, err)
	}
	if p, err = picture.ForPaper(photo, 900); err != nil || !bytes.Equal(p.Data, photo) {
		t.Errorf("one that is small enough is written anew: %v", err)
	}
	for _, bad := range [][]byte{nil, []byte("<svg/>"), withExif(photo, 6)} {
		if _, err := picture.ForPaper(bad, 300); err == nil {
			t.Error("what no record holds is printed")
		}
	}
}
