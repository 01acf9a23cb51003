package ingest

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
)

func TestTablesOfOtherEncodingsBecomeUTF8AndWhatIsOpenStays(t *testing.T) {
	table := "Nummer;Kurzbeschreibung;Größe\r\n" + strings.Repeat("17;Kasse für Müller steht, „zu\" teuer;5 €\r\n", 9000)
	old := strings.ReplaceAll(table, "„", "\u201c")
	for name, c := range map[string]struct {
		raw      []byte
		text     string
		encoding string
	}{
		"UTF-8":                   {[]byte(table), "", encUTF8},
		"UTF-8 with a mark":       {[]byte("\ufeff" + table), "", encUTF8},
		"UTF-16 with a mark":      {in16(table, false, true), table, encUTF16LE},
		"UTF-16, big end first":   {in16(table, true, true), table, encUTF16BE},
		"Windows-1252":            {in1252(old), old, encWindows},
		"Latin-1":                 {in1252("id;title\n1;Müller für alle\n"), "id;title\n1;Müller für alle\n", encLatin},
		"a damaged row of UTF-8":  {[]byte("id;title\n1;Müller\n2;caf\xe9 und mehr\n"), "", encUTF8},
		"Cyrillic of one byte":    {[]byte("id;title\n1;\xcf\xf0\xe8\xe2\xe5\xf2\n"), "", encUTF8},
		"a workbook":              {[]byte("PK\x03\x04\x00\x00\xff\xfe"), "", encUTF8},
		"bytes that are no text":  {[]byte("\x00\x01\x02\xff\xfe"), "", encUTF8},
		"nothing":                 {nil, "", encUTF8},
		"half a character at end": {[]byte("id;title\n1;\xe2\x82"), "", encUTF8},
	} {
		in := bytes.NewReader(c.raw)
		text, encoding, err := AsUTF8(in, in.Size())
		if err != nil || encoding != c.encoding || text != c.text {
			t.Errorf("%s: %q, %d bytes, %v", name, encoding, len(text), err)
		}
	}
}

// A table of 100 MB is read in the window that holds what somebody types: beside its bytes there is
// its text and no third copy, and no text where one byte is damaged.
func TestAFileOfAnotherEncodingIsHeldOnceAndOnceAsText(t *testing.T) {
	rows := strings.Repeat("17;Kasse für Müller steht;2026-03-01 10:00\r\n", 40000)
	for name, c := range map[string]struct {
		raw  []byte
		most float64
	}{
		"an older set":   {in1252(rows), 2.5},
		"a damaged byte": {[]byte(rows + "18;caf\xe9;2026-03-01 10:00\r\n"), 1.5},
	} {
		var before, after runtime.MemStats
		in := bytes.NewReader(c.raw)
		runtime.ReadMemStats(&before)
		if _, _, err := AsUTF8(in, in.Size()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if got := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(c.raw)); got > c.most {
			t.Errorf("%s: %.1f times its size was taken, want at most %.1f", name, got, c.most)
		}
	}
}
