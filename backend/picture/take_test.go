package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/picture"
)

// four is a picture whose quarters tell where up is: red, green, blue, white from the
// corner on, row by row.
func four(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := [4]color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}[2*(y*2/h)+x*2/w]
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts a block of camera data behind the beginning of a JPEG.
func withExif(data []byte, orientation uint16) []byte {
	tiff := binary.LittleEndian.AppendUint32([]byte("II*\x00"), 8)
	tiff = binary.LittleEndian.AppendUint16(tiff, 1)
	tiff = binary.LittleEndian.AppendUint16(tiff, 0x0112)
	tiff = binary.LittleEndian.AppendUint16(tiff, 3)
	tiff = binary.LittleEndian.AppendUint32(tiff, 1)
	tiff = binary.LittleEndian.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0)
	tiff = append(tiff, "GPS 48.137 11.575 a secret place"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(body)+2))
	return slices.Concat(data[:2], head, body, data[2:])
}

// withText puts words between the chunks of a PNG.
func withText(data []byte, words string) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(words)))
	body := append([]byte("tEXt"), words...)
	chunk = append(chunk, body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	return slices.Concat(data[:33], chunk, data[33:])
}

// interlaced writes a grey PNG of 8 by 8 or fewer pixels in seven passes.
func interlaced(t testing.TB, img *image.Gray) []byte {
	t.Helper()
	var raw []byte
	for _, p := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		for y := p[1]; y < img.Rect.Dy(); y += p[3] {
			var row []byte
			for x := p[0]; x < img.Rect.Dx(); x += p[2] {
				row = append(row, img.GrayAt(x, y).Y)
			}
			if len(row) > 0 {
				raw = append(append(raw, 0), row...)
			}
		}
	}
	return chunks(t, img.Rect.Dx(), img.Rect.Dy(), 8, 0, 1, raw)
}

func at(t testing.TB, data []byte, x, y int) color.NRGBA {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
}

// near says whether a colour is what it was before a JPEG.
func near(a, b color.NRGBA) bool {
	far := func(x, y uint8) bool { return max(x, y)-min(x, y) > 40 }
	return !far(a.R, b.R) && !far(a.G, b.G) && !far(a.B, b.B)
}

func must(t testing.TB, data []byte) picture.Picture {
	t.Helper()
	p, err := picture.Take(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := picture.Take(bytes.Clone(p.Data))
	if err != nil || again.Sum != p.Sum || len(again.Remarks) > 0 {
		t.Fatalf("taken again it is another: %v %v", again.Remarks, err)
	}
	if twice, err := picture.Take(bytes.Clone(data)); err != nil || twice.Sum != p.Sum {
		t.Fatalf("the same bytes gave two pictures: %v", err)
	}
	if c, err := picture.Check(p.Data); err != nil || c.Sum != p.Sum || c.Width != p.Width {
		t.Fatalf("a picture is none where it comes from elsewhere: %v", err)
	}
	return p
}

func TestAPictureHasNothingBesideItsPixels(t *testing.T) {
	given := withText(asPNG(t, four(40, 20)), "Comment\x00a secret place")
	p := must(t, given)
	if bytes.Contains(p.Data, []byte("secret")) || p.Format != "png" || p.Width != 40 || p.Height != 20 || len(p.Remarks) > 0 {
		t.Errorf("%s %d×%d %v", p.Format, p.Width, p.Height, p.Remarks)
	}
	if got := at(t, p.Data, 39, 0); got != (color.NRGBA{0, 255, 0, 255}) {
		t.Errorf("another colour: %v", got)
	}
	if _, err := picture.Check(given); err == nil {
		t.Error("one with words beside its pixels may come from elsewhere")
	}
	p = must(t, withExif(asJPEG(t, four(64, 32)), 1))
	if bytes.Contains(p.Data, []byte("secret")) || bytes.Contains(p.Data, []byte("Exif")) || p.Format != "jpeg" {
		t.Error("a photograph tells more than it shows")
	}
	if tail := append(bytes.Clone(p.Data), "a hidden archive"...); bytes.Contains(must(t, tail).Data, []byte("hidden")) {
		t.Error("what stands behind the end stayed")
	}
}

func TestAPhotographStandsAsItsCameraWasHeld(t *testing.T) {
	red, green, blue, white := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}
	for orientation, want := range map[uint16][4]color.NRGBA{ // top left, top right, bottom left, bottom right
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
		9: {red, green, blue, white},
	} {
		p := must(t, withExif(asJPEG(t, four(64, 32)), orientation))
		w, h := 64, 32
		if orientation >= 5 && orientation <= 8 {
			w, h = 32, 64
		}
		if p.Width != w || p.Height != h {
			t.Errorf("%d: %d×%d", orientation, p.Width, p.Height)
			continue
		}
		for i, spot := range [4][2]int{{4, 4}, {w - 5, 4}, {4, h - 5}, {w - 5, h - 5}} {
			if got := at(t, p.Data, spot[0], spot[1]); !near(got, want[i]) {
				t.Errorf("%d: corner %d is %v, not %v", orientation, i, got, want[i])
			}
		}
		if turned := slices.Contains(p.Remarks, picture.Turned); turned != (orientation > 1 && orientation < 9) {
			t.Errorf("%d: remarks %v", orientation, p.Remarks)
		}
	}
}

func TestEverySortOfPNGBecomesAPlainOne(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 7, 5))
	for i := range grey.Pix {
		grey.Pix[i] = byte(i * 7)
	}
	p := must(t, interlaced(t, grey))
	for y := range 5 {
		for x := range 7 {
			if got := at(t, p.Data, x, y).R; got != grey.GrayAt(x, y).Y {
				t.Fatalf("interlaced: %d,%d is %d", x, y, got)
			}
		}
	}
	if p.Data[28] != 0 {
		t.Error("it is interlaced still")
	}
	deep := image.NewNRGBA64(image.Rect(0, 0, 4, 4))
	deep.SetNRGBA64(1, 2, color.NRGBA64{0xABCD, 0x1234, 0xFFFF, 0x8000})
	p = must(t, asPNG(t, deep))
	if got := at(t, p.Data, 1, 2); got != (color.NRGBA{0xAB, 0x12, 0xFF, 0x80}) || p.Data[24] != 8 {
		t.Errorf("16 bits: %v", got)
	}
	must(t, asPNG(t, image.NewGray16(image.Rect(0, 0, 3, 3))))
	must(t, asPNG(t, image.NewPaletted(image.Rect(0, 0, 3, 3), color.Palette{color.Black, color.Transparent})))
}

func TestOfAMovingPictureTheFirstIsTaken(t *testing.T) {
	pal := color.Palette{color.Transparent, color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 0, 255, 255}}
	first, second := image.NewPaletted(image.Rect(2, 1, 6, 4), pal), image.NewPaletted(image.Rect(0, 0, 8, 6), pal)
	for i := range first.Pix {
		first.Pix[i] = 1
	}
	for i := range second.Pix {
		second.Pix[i] = 2
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{first, second}, Delay: []int{5, 5}, Config: image.Config{ColorModel: pal, Width: 8, Height: 6}}); err != nil {
		t.Fatal(err)
	}
	p := must(t, b.Bytes())
	if p.Width != 8 || p.Height != 6 || p.Format != "png" || !slices.Equal(p.Remarks, []picture.Remark{picture.FirstFrame, picture.Rewritten}) {
		t.Errorf("%d×%d %s %v", p.Width, p.Height, p.Format, p.Remarks)
	}
	if in, out := at(t, p.Data, 3, 2), at(t, p.Data, 0, 0); in != (color.NRGBA{255, 0, 0, 255}) || out.A != 0 {
		t.Errorf("%v %v", in, out)
	}
	b.Reset()
	if err := gif.Encode(&b, second, nil); err != nil {
		t.Fatal(err)
	}
	if p := must(t, b.Bytes()); slices.Contains(p.Remarks, picture.FirstFrame) {
		t.Error("of one picture it says there are more")
	}
}

// dot is a WebP of one pixel, as its format says it is written without loss: a header,
// four alphabets of one symbol each for green, red, blue and alpha, and no bits for pixels.
func dot() []byte {
	bits, n := uint64(0), 0
	put := func(v uint64, width int) { bits |= v << n; n += width }
	put(0, 14) // width less one
	put(0, 14) // height less one
	put(0, 1)  // alpha
	put(0, 3)  // version
	put(0, 1)  // no transform
	put(0, 1)  // no cache of colours
	put(0, 1)  // one set of alphabets
	for _, symbol := range []uint64{0, 1, 0, 1, 0} {
		put(1, 1)      // a simple alphabet
		put(0, 1)      // of one symbol
		put(0, 1)      // of one bit
		put(symbol, 1) // which is this
	}
	body := append([]byte{0x2F}, binary.LittleEndian.AppendUint64(nil, bits)...)
	chunk := binary.LittleEndian.AppendUint32([]byte("VP8L"), uint32(len(body)))
	chunk = append(append(chunk, body...), 0)
	riff := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunk)+4))
	return slices.Concat(riff, []byte("WEBP"), chunk)
}

// twoSizes is a WebP whose first header says a size, and whose pixels say the largest.
func twoSizes(w, h int) []byte {
	head := []byte{0, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0}
	pixels := []byte{0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0}
	chunk := slices.Concat(binary.LittleEndian.AppendUint32([]byte("VP8X"), 10), head,
		binary.LittleEndian.AppendUint32([]byte("VP8L"), uint32(len(pixels))), pixels)
	return slices.Concat(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunk)+4)), []byte("WEBP"), chunk)
}

// taken is how many bytes of memory something asks for, all in all.
func taken(what func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	what()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What comes from elsewhere was made by whoever wanted to cost us time and room: nothing is
// decoded of what would not be kept.
func TestNothingIsDecodedThatWouldNotBeKept(t *testing.T) {
	for what, data := range map[string][]byte{
		"a WebP":                    twoSizes(16384, 16384),
		"one of two sizes":          twoSizes(1, 1),
		"a PNG with words":          withText(chunks(t, 4000, 4000, 8, 6, 0, make([]byte, 4000*(1+4*4000))), "a\x00b"),
		"a JPEG with camera data":   withExif(asJPEG(t, image.NewYCbCr(image.Rect(0, 0, 4000, 4000), image.YCbCrSubsampleRatio420)), 1),
		"a JPEG in several scans":   slices.Concat(asJPEG(t, four(16, 16))[:2], []byte{0xFF, 0xC2, 0, 17, 8, 0x0F, 0xA0, 0x0F, 0xA0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1}, bytes.Repeat([]byte{0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0}, 1000)),
		"a PNG far wider than ours": header(60_000, 100, 8, 2),
	} {
		room := taken(func() {
			if _, err := picture.Check(data); err == nil {
				t.Errorf("%s may come from elsewhere", what)
			}
		})
		if room > 1<<20 {
			t.Errorf("%s asks for %d bytes before it is refused", what, room)
		}
	}
	if room := taken(func() { _, _ = picture.Take(twoSizes(1, 1)) }); room > 1<<20 {
		t.Errorf("a WebP of two sizes asks for %d bytes when it is added", room)
	}
}

func TestAWebPBecomesAPNG(t *testing.T) {
	p := must(t, dot())
	if p.Format != "png" || p.Width != 1 || !slices.Equal(p.Remarks, []picture.Remark{picture.Rewritten}) {
		t.Errorf("%+v", p.Remarks)
	}
}

func TestWhatIsNoPictureIsRefusedWithItsReason(t *testing.T) {
	whole := asPNG(t, four(300, 300))
	photo := asJPEG(t, four(300, 300))
	for what, c := range map[string]struct {
		data []byte
		key  string
	}{
		"nothing":             {nil, "picture.empty"},
		"a text called .png":  {[]byte("# Post-mortem\n"), "picture.no_picture"},
		"a drawing":           {[]byte("<?xml version=\"1.0\"?>\n<!-- x --><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "picture.svg"},
		"one behind a mark":   {[]byte("\xef\xbb\xbf<SVG></SVG>"), "picture.svg"},
		"one in 16 bits":      {[]byte("\xff\xfe<\x00s\x00v\x00g\x00>\x00"), "picture.svg"},
		"one with names":      {[]byte("<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg:svg xmlns:svg='x'/>"), "picture.svg"},
		"a page with one":     {[]byte("<!-- x --><html><body><!-- y --><svg></svg></body></html>"), "picture.no_picture"},
		"a report with one":   {[]byte("<!DOCTYPE html><p><svg></svg></p>"), "picture.no_picture"},
		"another old one":     {slices.Concat([]byte("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00"), []byte{40, 0, 0, 0}), "picture.foreign"},
		"a table":             {[]byte("BMC;time;text\n1;12:00;disk full\n"), "picture.no_picture"},
		"a WebP of two sizes": {twoSizes(1, 1), "picture.damaged"},
		"a page":              {[]byte("<html><body>hello</body></html>"), "picture.no_picture"},
		"a phone's own":       {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "picture.foreign"},
		"a document":          {[]byte("%PDF-1.7\n"), "picture.foreign"},
		"a PNG cut off":       {whole[:len(whole)/2], "picture.cut_off"},
		"a header alone":      {whole[:20], "picture.cut_off"},
		"a photo cut off":     {photo[:len(photo)/2], "picture.cut_off"},
		"another sum":         {damaged(whole, 45), "picture.damaged"},
		"a bomb":              {bomb(t, 29_000, 29_000), "picture.pixels"},
		"a strip":             {bomb(t, 400_000, 1), "picture.pixels"},
		"deep and wide":       {header(8000, 6000, 16, 6), "picture.pixels"},
		"a file far too long": {make([]byte, picture.MaxGiven+1), "picture.file_large"},
	} {
		_, err := picture.Take(c.data)
		f, ok := fault.As(err)
		if !ok || f.Key != c.key || f.Code != fault.Invalid {
			t.Errorf("%s: %v, not %s", what, err, c.key)
		}
		if _, err := picture.Check(c.data); err == nil {
			t.Errorf("%s may come from elsewhere", what)
		}
	}
}

func damaged(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 0x55
	return out
}

func TestALargePhotographIsScaledDown(t *testing.T) {
	big := image.NewYCbCr(image.Rect(0, 0, 4992, 2000), image.YCbCrSubsampleRatio420)
	for i := range big.Y {
		big.Y[i] = byte(i / 4992 / 8)
	}
	for i := range big.Cb {
		big.Cb[i], big.Cr[i] = 128, 128
	}
	given := withExif(asJPEG(t, big), 6)
	var p picture.Picture
	var err error
	if room := taken(func() { p, err = picture.Take(given) }); room > 200<<20 { // the buffer of one step alone has 260 MB
		t.Errorf("%d MB for 15 MB of pixels", room>>20)
	}
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []int{10, 63, 64, 800, 1630} { // held on its side, what was below is to the left
		want := uint8((1640 - x) * 2000 / 1641 / 8)
		if got := color.GrayModel.Convert(img.At(x, 2000)).(color.Gray).Y; max(got, want)-min(got, want) > 4 {
			t.Errorf("at %d it is %d, not %d", x, got, want)
		}
	}
	if p.Height != picture.MaxSide || p.Width != 1641 || len(p.Data) > picture.MaxBytes || !slices.Contains(p.Remarks, picture.Scaled) {
		t.Errorf("%d×%d %d bytes %v", p.Width, p.Height, len(p.Data), p.Remarks)
	}
}

func TestAPictureThatIsNoiseFitsAllTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	noise := image.NewNRGBA(image.Rect(0, 0, 1400, 1300))
	for i := range noise.Pix {
		noise.Pix[i] = byte(dice.Uint32())
	}
	p, err := picture.Take(asPNG(t, noise))
	if err != nil || len(p.Data) > picture.MaxBytes || p.Format != "png" || !slices.Contains(p.Remarks, picture.Scaled) {
		t.Errorf("with clear parts: %s %d bytes %v", p.Format, len(p.Data), p.Remarks)
	}
	for i := 3; i < len(noise.Pix); i += 4 {
		noise.Pix[i] = 255
	}
	if p, err = picture.Take(asPNG(t, noise)); err != nil || len(p.Data) > picture.MaxBytes || p.Format != "jpeg" || p.Width != 1400 {
		t.Errorf("without: %s %d bytes %d", p.Format, len(p.Data), p.Width)
	}
}

func FuzzTake(f *testing.F) {
	small := asPNG(f, four(6, 4))
	photo := asJPEG(f, four(16, 8))
	for _, seed := range [][]byte{nil, small, small[:40], photo, withExif(photo, 6), withExif(photo, 6)[:30], withText(small, "a\x00b"), dot(),
		[]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00"), []byte("<svg/>"), []byte(strings.Repeat("\xff\xd8\xff", 9)), header(8, 8, 8, 2)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 {
			t.Skip("longer inputs find nothing that these do not, and slow the search")
		}
		p, err := picture.Take(data)
		if err != nil {
			if got, ok := fault.As(err); !ok || got.Code != fault.Invalid || !strings.HasPrefix(got.Key, "picture.") {
				t.Fatalf("%v", err)
			}
			return
		}
		if len(p.Data) > picture.MaxBytes || p.Width < 1 || max(p.Width, p.Height) > picture.MaxSide || p.Sum != picture.SumOf(p.Data) {
			t.Fatalf("%d×%d %d bytes", p.Width, p.Height, len(p.Data))
		}
		if c, err := picture.Check(p.Data); err != nil || c.Sum != p.Sum {
			t.Fatalf("not a plain one: %v", err)
		}
	})
}
