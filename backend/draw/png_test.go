package draw

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
)

// eightyCauses is a large review: eight categories of ten causes in two levels.
func eightyCauses() *cause.Tree {
	var text strings.Builder
	text.WriteString("19 hospitals received 38 % of their linen\n")
	for c := range 8 {
		fmt.Fprintf(&text, "\tCategory %d | category\n", c+1)
		for i := range 5 {
			fmt.Fprintf(&text, "\t\tThe count of cabinet %d was taken from the day before | supported +\n\t\t\tNobody is told when counter %d stops\n", 10*c+i, i)
		}
	}
	return cause.Build(outline(text.String()))
}

func TestALargePictureIsWhiteSharpAndWhole(t *testing.T) {
	s := Fishbone(measurer(t), eightyCauses(), Defaults()).Scene
	raw, err := PNG(s, Print, 3)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	if w, h, scale := PictureSize(s.Bounds, 3); b.Dx() != w || b.Dy() != h || scale != 3 {
		t.Fatalf("%v, expected %d × %d at 3, got scale %v", b, w, h, scale)
	}
	white := color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	for x := b.Min.X; x < b.Max.X; x++ {
		for _, y := range []int{b.Min.Y, b.Max.Y - 1} {
			if img.At(x, y) != white {
				t.Fatalf("something is cut off at %d, %d", x, y)
			}
		}
	}
	// Every text left ink where it stands: at its middle line, between its ends.
	for i := range s.Items {
		it := &s.Items[i]
		if it.Kind != KindText || it.W == 0 {
			continue
		}
		at := func(v, origin int32) int { return int(float64(v-origin) / 100 * 3) }
		y, ink := at(it.P[1]-it.Size/4, s.Bounds.Y), false
		for x := at(it.P[0], s.Bounds.X); x < at(it.P[0]+it.W, s.Bounds.X); x++ {
			ink = ink || img.At(x, y) != white
		}
		if !ink {
			t.Errorf("%q is not in the picture", it.Text)
		}
	}
}

func TestAPictureIsEquallyLargeOnASlideAtEveryScale(t *testing.T) {
	s := Fishbone(measurer(t), gatesTree(), Defaults()).Scene
	for _, scale := range []float64{1, 2, 3} {
		raw, err := PNG(s, Print, scale)
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.Index(raw, []byte("pHYs"))
		if at < 0 {
			t.Fatal("no density")
		}
		perMetre := binary.BigEndian.Uint32(raw[at+4:])
		if want := scale * 96 / 0.0254; math.Abs(float64(perMetre)-want) > 1 {
			t.Errorf("scale %v: %d pixels a metre, expected %.0f", scale, perMetre, want)
		}
	}
}
