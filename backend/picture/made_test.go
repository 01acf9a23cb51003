package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"testing"
)

// chunks writes a PNG by hand, so that it may be what no library writes.
func chunks(t testing.TB, w, h, depth, sort, interlace int, raw []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	out := head(w, h, depth, sort, interlace)
	out = chunk(out, "IDAT", packed.Bytes())
	return chunk(out, "IEND", nil)
}

func head(w, h, depth, sort, interlace int) []byte {
	body := binary.BigEndian.AppendUint32(nil, uint32(w))
	body = binary.BigEndian.AppendUint32(body, uint32(h))
	body = append(body, byte(depth), byte(sort), 0, 0, byte(interlace))
	return chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", body)
}

func chunk(out []byte, name string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	whole := append([]byte(name), body...)
	out = append(out, whole...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(whole))
}

// header announces a picture and holds none.
func header(w, h, depth, sort int) []byte { return head(w, h, depth, sort, 0) }

// bomb is a small file of a large picture, all of one colour.
func bomb(t testing.TB, w, h int) []byte {
	t.Helper()
	return chunks(t, w, h, 1, 0, 0, make([]byte, min(1<<20, (w/8+2)*h)))
}
