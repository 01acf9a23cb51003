package ingest

import (
	"bytes"
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
		if err != nil || encoding != c.encoding || string(text) != c.text {
			t.Errorf("%s: %q, %d bytes, %v", name, encoding, len(text), err)
		}
	}
}
