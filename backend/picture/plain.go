package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	stdpng "image/png"
)

// asItIs gives bytes that are a picture already: within the limits and with nothing in
// them but pixels. They stay as they are, for a JPEG that is written again is another.
func asItIs(kind string, data []byte, cfg image.Config) (Picture, bool) {
	if max(cfg.Width, cfg.Height) > MaxSide || !isPlain(kind, data) {
		return Picture{}, false
	}
	switch kind {
	case png:
		if _, err := stdpng.Decode(bytes.NewReader(data)); err != nil {
			return Picture{}, false
		}
	case jpeg:
		if m := cfg.ColorModel; m != color.GrayModel && m != color.YCbCrModel {
			return Picture{}, false
		}
		if _, err := stdjpeg.Decode(bytes.NewReader(data)); err != nil {
			return Picture{}, false
		}
	}
	return Picture{Data: data, Sum: SumOf(data), Format: kind, Width: cfg.Width, Height: cfg.Height}, true
}

// isPlain says whether a file is short enough and has nothing but pixels, by its parts
// alone: none of them is decoded.
func isPlain(kind string, data []byte) bool {
	switch {
	case len(data) > MaxBytes:
		return false
	case kind == png:
		return plainPNG(data)
	}
	return kind == jpeg && plainJPEG(data)
}

// plainPNG says whether a file has the chunks of pixels and nothing else, eight bits a
// sample at most and no interlacing, which not every painter reads.
func plainPNG(data []byte) bool {
	at, first, ended := 8, true, false
	for at+12 <= len(data) {
		if ended {
			return false
		}
		size := int64(binary.BigEndian.Uint32(data[at:]))
		if int64(at)+12+size > int64(len(data)) {
			return false
		}
		name, body := string(data[at+4:at+8]), data[at+8:at+8+int(size)]
		switch name {
		case "IHDR":
			if !first || len(body) != 13 || body[8] > 8 || body[12] != 0 {
				return false
			}
		case "PLTE", "tRNS", "IDAT":
		case "IEND":
			ended = true
		default:
			return false
		}
		first = false
		at += 12 + int(size)
	}
	return ended && at == len(data)
}

// plainJPEG says whether a file has tables, a frame and scans and nothing else: neither
// the blocks that programs write beside the picture nor anything behind its end.
func plainJPEG(data []byte) bool {
	at := 2
	for at+4 <= len(data) {
		if data[at] != 0xFF {
			return false
		}
		marker := data[at+1]
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return false
		}
		switch marker {
		case 0xDB, 0xC0, 0xC4, 0xDD: // tables, a frame
		case 0xDA:
			return endsWithScan(data[at+2+size:])
		default:
			return false
		}
		at += 2 + size
	}
	return false
}

// endsWithScan says whether there is one scan and then the end.
func endsWithScan(scan []byte) bool {
	for i := 0; i+1 < len(scan); i++ {
		if scan[i] != 0xFF {
			continue
		}
		switch m := scan[i+1]; {
		case m == 0 || m >= 0xD0 && m <= 0xD7:
			i++
		case m == 0xD9:
			return i+2 == len(scan)
		default:
			return false
		}
	}
	return false
}

// isProgressive says whether the frame of a JPEG comes in several scans.
func isProgressive(data []byte) bool {
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		switch marker := data[at+1]; {
		case marker == 0xFF:
			at++
			continue
		case marker == 0xC2:
			return true
		case marker == 0xDA || marker >= 0xC0 && marker <= 0xC1:
			return false
		}
		at += 2 + max(2, int(binary.BigEndian.Uint16(data[at+2:])))
	}
	return false
}
