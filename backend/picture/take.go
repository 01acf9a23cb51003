package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
	"io"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/riff"
	"golang.org/x/image/vp8l"
	stdwebp "golang.org/x/image/webp"

	"secondstory/backend/domain/fault"
)

// Limits of what is taken and of what is kept.
const (
	MaxGiven   = 50 << 20   // bytes of a file
	MaxPixels  = 65_000_000 // of a picture that is read: cameras of 40 and 64 megapixels pass
	maxGivenPx = 30_000     // of either side that is read
	maxMemory  = 280 << 20  // bytes of the pixels of a picture that is read
	MaxBytes   = 5 << 20    // of a picture that is kept
	MaxSide    = 4096       // pixels of its longer side
)

// Remark says in which way a picture is not what was given.
type Remark string

// The closed set of remarks; the key of the sentence is "picture.remark." + Remark.
const (
	Scaled     Remark = "scaled"      // it has fewer pixels
	Turned     Remark = "turned"      // it stands as the camera was held
	FirstFrame Remark = "first_frame" // of several pictures the first was taken
	Rewritten  Remark = "rewritten"   // it is of another format
)

// Picture is what a record holds.
type Picture struct {
	Data          []byte
	Sum           string // SHA-256 of Data in hexadecimal digits
	Format        string // "png" or "jpeg"
	Width, Height int    // pixels
	Remarks       []Remark
}

// Take makes the picture of a file. Faults of code invalid, keys picture.*: empty,
// file_large, svg, foreign, no_picture, pixels, cut_off, damaged.
func Take(data []byte) (Picture, error) {
	kind, err := readable(data)
	if err != nil {
		return Picture{}, err
	}
	cfg, err := sizeOf(kind, data)
	if err != nil {
		return Picture{}, err
	}
	if p, ok := asItIs(kind, data, cfg); ok {
		return p, nil
	}
	img, err := decode(kind, data, cfg)
	if err != nil {
		return Picture{}, unread(kind, data, err)
	}
	var p Picture
	held := 1
	if kind == jpeg {
		held = orientationOf(data)
	}
	if held > 1 {
		p.Remarks = append(p.Remarks, Turned)
	}
	if kind == gif && hasMoreFrames(data) {
		p.Remarks = append(p.Remarks, FirstFrame)
	}
	out, format, scaled, err := fit(img, kind, held)
	if err != nil {
		return Picture{}, err
	}
	if scaled {
		p.Remarks = append(p.Remarks, Scaled)
	}
	if format != kind {
		p.Remarks = append(p.Remarks, Rewritten)
	}
	p.Data, p.Format = out.data, format
	p.Width, p.Height = out.width, out.height
	p.Sum = SumOf(p.Data)
	return p, nil
}

// Check says whether bytes are a picture that a record may hold, as they come from
// elsewhere: nothing of it is changed. The faults are those of Take, and picture.not_plain,
// which is also that of a picture that is damaged.
func Check(data []byte) (Picture, error) {
	kind, err := readable(data)
	if err != nil {
		return Picture{}, err
	}
	notPlain := fault.New(fault.Invalid, "picture.not_plain")
	if !isPlain(kind, data) {
		return Picture{}, notPlain // nothing is decoded that would not be kept: whoever made it chose what that costs
	}
	cfg, err := sizeOf(kind, data)
	if err != nil {
		return Picture{}, err
	}
	p, ok := asItIs(kind, data, cfg)
	if !ok {
		return Picture{}, notPlain
	}
	return p, nil
}

// SumOf names bytes.
func SumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func readable(data []byte) (kind string, err error) {
	switch {
	case len(data) == 0:
		return "", fault.New(fault.Invalid, "picture.empty")
	case len(data) > MaxGiven:
		return "", fault.New(fault.Invalid, "picture.file_large", "max", strconv.Itoa(MaxGiven>>20))
	}
	kind, other := sniff(data)
	switch {
	case kind == svg:
		return "", fault.New(fault.Invalid, "picture.svg")
	case other != "":
		return "", fault.New(fault.Invalid, "picture.foreign", "kind", other)
	case kind == "":
		return "", fault.New(fault.Invalid, "picture.no_picture")
	}
	return kind, nil
}

// sizeOf reads how large a picture is, and refuses one whose pixels would fill the memory.
func sizeOf(kind string, data []byte) (cfg image.Config, err error) {
	r := bytes.NewReader(data)
	switch kind {
	case png:
		cfg, err = stdpng.DecodeConfig(r)
	case jpeg:
		cfg, err = stdjpeg.DecodeConfig(r)
	case gif:
		cfg, err = stdgif.DecodeConfig(r)
	case webp:
		cfg, err = stdwebp.DecodeConfig(r)
		if isAnimated(data) {
			return cfg, fault.New(fault.Invalid, "picture.foreign", "kind", "WebP")
		}
		if err == nil && hasOtherSize(data, cfg) {
			return cfg, fault.New(fault.Invalid, "picture.damaged")
		}
	}
	if err != nil {
		return cfg, unread(kind, data, err)
	}
	w, h := int64(cfg.Width), int64(cfg.Height)
	if w < 1 || h < 1 {
		return cfg, fault.New(fault.Invalid, "picture.damaged")
	}
	each := bytesPerPixel(cfg.ColorModel)
	if kind == jpeg && isProgressive(data) {
		each += 4 // its parts are kept until the last scan
	}
	if w > maxGivenPx || h > maxGivenPx || w*h > MaxPixels || w*h*each > maxMemory {
		return cfg, fault.New(fault.Invalid, "picture.pixels", "width", strconv.Itoa(cfg.Width), "height", strconv.Itoa(cfg.Height))
	}
	return cfg, nil
}

func bytesPerPixel(m color.Model) int64 {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.Gray16Model:
		return 2
	case color.GrayModel:
		return 1
	case color.YCbCrModel:
		return 3
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

func decode(kind string, data []byte, cfg image.Config) (image.Image, error) {
	r := bytes.NewReader(data)
	switch kind {
	case png:
		return stdpng.Decode(r)
	case jpeg:
		return stdjpeg.Decode(r)
	case webp:
		return stdwebp.Decode(r)
	}
	frame, err := stdgif.Decode(r)
	if err != nil {
		return nil, err
	}
	screen := image.Rect(0, 0, cfg.Width, cfg.Height)
	if frame.Bounds() == screen {
		return frame, nil
	}
	whole := image.NewNRGBA(screen)
	draw.Draw(whole, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return whole, nil
}

// unread says why bytes that begin like a picture are none.
func unread(kind string, data []byte, err error) error {
	if _, known := fault.As(err); known {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || !hasEnd(kind, data) {
		return fault.Wrap(err, fault.Invalid, "picture.cut_off")
	}
	return fault.Wrap(err, fault.Invalid, "picture.damaged")
}

// hasEnd says whether a file has the mark with which those of its format end.
func hasEnd(kind string, data []byte) bool {
	tail := data[max(0, len(data)-64):]
	switch kind {
	case png:
		return bytes.Contains(tail, []byte("IEND"))
	case jpeg:
		return bytes.Contains(data, []byte("\xff\xd9"))
	case gif:
		return data[len(data)-1] == 0x3B
	}
	return len(data) >= 8+int(binary.LittleEndian.Uint32(data[4:]))
}

// hasMoreFrames walks through the blocks of a GIF and counts its pictures.
func hasMoreFrames(data []byte) bool {
	if len(data) < 13 {
		return false
	}
	at, frames := 13+tableSize(data[10]), 0
	for at < len(data) {
		switch data[at] {
		case 0x21: // an extension
			at += 2
		case 0x2C: // a picture
			if frames++; frames > 1 {
				return true
			}
			if at+9 >= len(data) {
				return false
			}
			at += 10 + tableSize(data[at+9]) + 1
		default:
			return false
		}
		for at < len(data) && data[at] != 0 {
			at += 1 + int(data[at])
		}
		at++
	}
	return false
}

// tableSize is how many bytes the colours take that the flags of a GIF announce.
func tableSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// hasOtherSize says whether the pixels of a WebP announce another size than its first
// header does. The decoder makes room for them before it compares the two.
func hasOtherSize(data []byte, cfg image.Config) bool {
	_, parts, err := riff.NewReader(bytes.NewReader(data))
	for err == nil {
		var name riff.FourCC
		var part io.Reader
		if name, _, part, err = parts.Next(); err != nil || name != (riff.FourCC{'V', 'P', '8', 'L'}) {
			continue // those of VP8 are compared before they are read
		}
		own, err := vp8l.DecodeConfig(part)
		return err != nil || own.Width != cfg.Width || own.Height != cfg.Height
	}
	return false
}

// isAnimated reads the flag of the extended header.
func isAnimated(data []byte) bool {
	return len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&0x02 != 0
}
