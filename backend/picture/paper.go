package picture

import (
	"encoding/binary"
	"image"
	"image/color"

	"golang.org/x/image/draw"

	"secondstory/backend/domain/fault"
)

// ForPaper makes of a picture that a record holds one to be printed: nothing in it is
// clear, for paper is white, and no side is longer than most pixels. What is so already
// stays as it is, byte for byte. Faults are those of Check.
func ForPaper(data []byte, most int) (Picture, error) {
	kind, err := readable(data)
	if err != nil {
		return Picture{}, err
	}
	if !isPlain(kind, data) {
		return Picture{}, fault.New(fault.Invalid, "picture.not_plain")
	}
	cfg, err := sizeOf(kind, data)
	if err != nil {
		return Picture{}, err
	}
	side := max(cfg.Width, cfg.Height)
	if side <= most && (kind == jpeg || isCovered(data)) {
		return Picture{Data: data, Sum: SumOf(data), Format: kind, Width: cfg.Width, Height: cfg.Height}, nil
	}
	img, err := decode(kind, data, cfg)
	if err != nil {
		return Picture{}, unread(kind, data, err)
	}
	if side > most {
		img = shrunk(img, most, side)
	}
	out, format, _, err := fit(onWhite(img), kind, 1)
	if err != nil {
		return Picture{}, err
	}
	return Picture{Data: out.data, Sum: SumOf(out.data), Format: format, Width: out.width, Height: out.height}, nil
}

// isCovered says whether a plain PNG has no clear pixels, by its parts alone, and is
// written as every printer reads it: one whose pixels come with an empty part between
// them is not.
func isCovered(data []byte) bool {
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		switch name, body := string(data[at+4:at+8]), data[at+8:at+8+size]; {
		case name == "tRNS", name == "IDAT" && size == 0:
			return false
		case name == "IHDR" && body[9] >= 4: // grey or colour with how clear it is
			return false
		}
		at += 12 + size
	}
	return true
}

// onWhite is a picture as it looks on paper.
func onWhite(img image.Image) image.Image {
	if opaque(img) {
		return img
	}
	b := img.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(to, to.Bounds(), img, b.Min, draw.Over)
	return to
}
