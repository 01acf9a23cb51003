package asfile_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"secondstory/backend/report/asfile"
)

func TestASheetHasNoFormulaAndTheSameBytesTwice(t *testing.T) {
	hostile := []string{"=HYPERLINK(\"http://x.example\")", " +1+1", "@SUM(A1)", "-2", "\t=1", "plain", "a\x00b\x1f<&>\"", "שלום 日本 🔥", strings.Repeat("x", 40_000)}
	s := asfile.Sheet{Name: "List: of [everything] that is longer than a name", Rows: [][]any{{"Text", "Minutes", "Days"}}}
	for _, h := range hostile {
		s.Rows = append(s.Rows, []any{h, 12.5, 3})
	}
	s.Rows = append(s.Rows, []any{nil, nil, nil})
	raw, err := asfile.Workbook(s)
	again, _ := asfile.Workbook(s)
	if err != nil || !bytes.Equal(raw, again) {
		t.Fatalf("two workbooks differ: %v", err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var sheet string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); err == io.EOF { //nolint:errorlint // as it says
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if strings.HasSuffix(f.Name, "sheet1.xml") {
			sheet = string(text)
		}
	}
	if strings.Contains(sheet, "<f") || strings.Count(sheet, `t="inlineStr" s="2"`) != 5 || !strings.Contains(sheet, "<v>12.5</v>") || !strings.Contains(sheet, "שלום 日本 🔥") || strings.Contains(sheet, "\x00") {
		t.Error(sheet[:min(len(sheet), 3000)])
	}
	if strings.Contains(sheet, strings.Repeat("x", 32_768)) {
		t.Error("a cell is longer than programs take")
	}
	for _, ln := range strings.Split(string(asfile.CSV(s)), "\r\n") {
		if t0 := strings.TrimLeft(strings.TrimPrefix(ln, "\uFEFF"), "\" \t"); t0 != "" && strings.ContainsRune("=+-@", rune(t0[0])) {
			t.Errorf("a formula: %q", ln)
		}
	}
}

// Excel counts a cell as UTF-16 does and reads codes in it; a file it cannot open holds nothing.
func TestACellHoldsWhatWasTypedAndNoMoreThanACell(t *testing.T) {
	raw, err := asfile.Workbook(asfile.Sheet{Name: "n", Rows: [][]any{{"Text"}, {strings.Repeat("🔥", 20_000)}, {"db_x0041_1 _x0041_x0042_"}, {strings.Repeat("a", 32_767)}}})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(sheet), "🔥"); n != 16_383 || !strings.Contains(string(sheet), "🔥…</t>") {
		t.Errorf("%d of 20000 signs of two units each are in a cell of 32767", n)
	}
	if !strings.Contains(string(sheet), "db_x005F_x0041_1 _x005F_x0041_x005F_x0042_") {
		t.Error("a text is read as the code of a letter")
	}
	if !strings.Contains(string(sheet), strings.Repeat("a", 32_767)+"</t>") {
		t.Error("a text that just fits was cut")
	}
}
