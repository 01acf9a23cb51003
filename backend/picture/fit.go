package picture

import (
	"bytes"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	stdpng "image/png"

	"golang.org/x/image/draw"

	"secondstory/backend/domain/fault"
)

// encoded is a picture written out.
type encoded struct {
	data          []byte
	width, height int
}

// fit writes a picture so that it keeps the limits: with as few pixels less as it takes. What
// was photographed stays a JPEG, anything else a PNG as long as that is small enough.
func fit(img image.Image, kind string, held int) (out encoded, format string, scaled bool, err error) {
	if side := max(img.Bounds().Dx(), img.Bounds().Dy()); side > MaxSide {
		img, scaled = shrunk(img, MaxSide, side), true
	}
	if img = eightBits(img); held > 1 {
		img = turned(img, held)
	}
	formats := []string{png}
	if kind == jpeg {
		formats = []string{jpeg}
	} else if opaque(img) {
		formats = []string{png, jpeg}
	}
	for {
		for _, format := range formats {
			data, err := encode(img, format)
			if err != nil {
				return out, "", false, fault.Wrap(err, fault.Invalid, "picture.damaged")
			}
			if len(data) <= MaxBytes {
				b := img.Bounds()
				return encoded{data, b.Dx(), b.Dy()}, format, scaled, nil
			}
		}
		img, scaled = shrunk(img, 3, 4), true // it ends: a picture of one pixel has few bytes
	}
}

// quality of a JPEG: above it files grow and nobody sees why.
const quality = 90

func encode(img image.Image, format string) ([]byte, error) {
	var b bytes.Buffer
	var err error
	if format == jpeg {
		err = stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: quality})
	} else {
		err = (&stdpng.Encoder{CompressionLevel: stdpng.DefaultCompression}).Encode(&b, img)
	}
	return b.Bytes(), err
}

// eightBits gives a picture of eight bits a sample whose corner is at 0, 0. What is grey,
// or has few colours and none of them half clear, stays so: it is written with fewer bytes.
func eightBits(img image.Image) image.Image {
	b := img.Bounds()
	if b.Min == (image.Point{}) {
		switch x := img.(type) {
		case *image.Gray, *image.NRGBA, *image.RGBA, *image.YCbCr:
			return x
		case *image.Paletted:
			if x.Opaque() {
				return x
			}
		}
	}
	var to draw.Image = image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	if _, grey := img.(*image.Gray16); grey {
		to = image.NewGray(to.Bounds())
	}
	draw.Draw(to, to.Bounds(), img, b.Min, draw.Src)
	return to
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// shrunk gives a picture with so many parts of its sides.
func shrunk(img image.Image, parts, of int) image.Image {
	b := img.Bounds()
	size := image.Rect(0, 0, max(1, b.Dx()*parts/of), max(1, b.Dy()*parts/of))
	var to draw.Image = image.NewRGBA(size) // the one the scaler is quick with
	if m := img.ColorModel(); m == color.GrayModel || m == color.Gray16Model {
		to = image.NewGray(size)
	}
	// First the rows, then the columns, a band at a time: at once it needs 32 bytes for
	// each of the new columns in each of the old rows, of a large photograph 900 MB.
	mid := image.Rect(0, 0, size.Dx(), b.Dy())
	var rows draw.Image = image.NewRGBA(mid)
	if _, grey := to.(*image.Gray); grey {
		rows = image.NewGray(mid)
	}
	across := draw.CatmullRom.NewScaler(mid.Dx(), band, b.Dx(), band)
	for y := 0; y < mid.Dy(); y += band {
		next := min(y+band, mid.Dy())
		from := image.Rect(b.Min.X, b.Min.Y+y, b.Max.X, b.Min.Y+next)
		across.Scale(rows, image.Rect(0, y, mid.Dx(), next), img, from, draw.Src, nil)
	}
	down := draw.CatmullRom.NewScaler(band, size.Dy(), band, mid.Dy())
	for x := 0; x < size.Dx(); x += band {
		next := min(x+band, size.Dx())
		down.Scale(to, image.Rect(x, 0, next, size.Dy()), rows, image.Rect(x, 0, next, mid.Dy()), draw.Src, nil)
	}
	return to
}

// band is how many rows or columns are scaled at once.
const band = 64

// turned gives a picture as its camera was held, by the orientation of Exif.
func turned(img image.Image, orientation int) image.Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	out := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		out = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(out)
	for y := range h {
		for x := range w {
			var tx, ty int
			switch orientation {
			case 2:
				tx, ty = w-1-x, y
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				tx, ty = x, h-1-y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			default:
				tx, ty = y, w-1-x
			}
			r, g, bl, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
			i := to.PixOffset(tx, ty)
			to.Pix[i], to.Pix[i+1], to.Pix[i+2], to.Pix[i+3] = uint8(r>>8), uint8(g>>8), uint8(bl>>8), 0xFF
		}
	}
	return to
}
