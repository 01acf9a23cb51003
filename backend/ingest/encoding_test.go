package ingest

import (
	"strings"
	"testing"
	"unicode/utf16"

	"secondstory/backend/domain/intake"
)

const oddBytes = "# Störung im Café\n\n## Timeline (UTC)\n\n- 10:00 Müller: “Alarm” – 3 € lost\n- 10:20 Très bien, fixed\n"

// in16 writes a text as UTF-16.
func in16(text string, big, mark bool) []byte {
	var out []byte
	put := func(u uint16) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	if mark {
		put(0xfeff)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		put(u)
	}
	return out
}

// in1252 writes a text in Windows-1252.
func in1252(text string) []byte {
	high := map[rune]byte{'€': 0x80, '“': 0x93, '”': 0x94, '–': 0x96, '’': 0x92}
	var out []byte
	for _, r := range text {
		if b, ok := high[r]; ok {
			out = append(out, b)
		} else {
			out = append(out, byte(r))
		}
	}
	return out
}

func noteOf(d *intake.Document, key string) (intake.Finding, bool) {
	for _, f := range d.Findings {
		if f.Key == key {
			return f, true
		}
	}
	return intake.Finding{}, false
}

func TestBytesOfOtherEncodingsAreReadAndTheAccountSaysHow(t *testing.T) {
	latin := strings.NewReplacer("“", "\"", "”", "\"", "–", "-", "€", "EUR").Replace(oddBytes)
	for name, c := range map[string]struct {
		data []byte
		text string
		as   string
	}{
		"UTF-16, small end first":             {in16(oddBytes, false, true), oddBytes, encUTF16LE},
		"UTF-16, big end first":               {in16(oddBytes, true, true), oddBytes, encUTF16BE},
		"UTF-16 without a mark":               {in16(latin, false, false), latin, encUTF16LE},
		"UTF-16 big end first without a mark": {in16(latin, true, false), latin, encUTF16BE},
		"Windows-1252":                        {in1252(oddBytes), oddBytes, encWindows},
		"Latin-1":                             {in1252(latin), latin, encLatin},
		"UTF-8":                               {[]byte(oddBytes), oddBytes, encUTF8},
		"UTF-8 with a mark":                   {[]byte("\ufeff" + oddBytes), oddBytes, encUTF8},
	} {
		t.Run(name, func(t *testing.T) {
			out := Read("a.md", c.data)
			if out.Document == nil {
				t.Fatalf("got %s", dump(out))
			}
			d := out.Document
			want := mustDocument(t, "a.md", c.text)
			if d.Title != "Störung im Café" || len(d.Timeline) != 2 || d.Timeline[0].Text != want.Timeline[0].Text || d.Timeline[0].Line != 5 {
				t.Errorf("got %s", dump(intake.Outcome{Document: d}))
			}
			note, told := noteOf(d, intake.KeyReadAs)
			if told != (c.as != "") || note.Params["encoding"] != c.as {
				t.Errorf("the account says %+v, want %q", note, c.as)
			}
			if lost := Uncovered(c.text, d); len(lost) > 0 {
				t.Errorf("lines %v are lost", lost)
			}
		})
	}
}

func TestLinesThatEndWithALoneCarriageReturnAreLines(t *testing.T) {
	d := Read("a.md", []byte(strings.ReplaceAll(oddBytes, "\n", "\r"))).Document
	if d == nil || len(d.Timeline) != 2 || d.Timeline[1].Line != 6 || d.Title != "Störung im Café" {
		t.Errorf("got %s", dump(intake.Outcome{Document: d}))
	}
	if _, told := noteOf(d, intake.KeyLineEnds); !told {
		t.Error("the account does not say so")
	}
	if _, told := noteOf(mustDocument(t, "a.md", strings.ReplaceAll(oddBytes, "\n", "\r\n")), intake.KeyLineEnds); told {
		t.Error("ends of lines of Windows need no word")
	}
}

// What reads like no Western word is another character set, whatever its bytes.
func TestTextOfOtherCharacterSetsIsNotTakenForWestern(t *testing.T) {
	for name, text := range map[string]string{
		"Cyrillic (1251)":                  "Outage at 10:00\n\xc1\xe0\xe7\xe0 \xe4\xe0\xed\xed\xfb\xf5 down\n",
		"Polish (1250)":                    "Outage at 10:00\nBaza by\xb3a niedost\xeapna\n",
		"Mac":                              "Outage at 10:00\nM\x9fller called\n",
		"DOS":                              "Outage at 10:00\nM\x81ller, Caf\x82s\n",
		"Shift-JIS":                        "Outage at 10:00\n\x83T\x81[\x83o\x81[ down\n",
		"a currency sign":                  "Outage at 10:00\nwe lost 30 \xa4\n",
		"ends of lines by carriage return": "Outage at 10:00\rM\x9fller called\r",
		"a capital inside":                 "Outage at 10:00\npass\xc9 la nuit\n",
	} {
		if out := Read("a.txt", []byte(text)); out.Quarantined == nil || out.Quarantined.Line != 2 {
			t.Errorf("%s: %s", name, dump(out))
		}
	}
}

func TestAPersonMayHaveUndecidedBytesReadAllTheSame(t *testing.T) {
	out := ReadAs("a.txt", []byte("Outage at 10:00\nCaf\xc3\xa9 clos\xe9 \x81\n10:00 alarm\n10:05 over\n"), Text)
	if out.Document == nil {
		t.Fatalf("got %s", dump(out))
	}
	f, ok := noteOf(out.Document, intake.KeyReadForced)
	if !ok || f.Line != 2 || f.Params["count"] != "2" {
		t.Errorf("the account says %+v", f)
	}
	all := dump(out)
	if !strings.Contains(all, "Café closé \ufffd") || len(out.Document.Timeline) != 2 {
		t.Errorf("got %s", all)
	}
}
