package workbook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/ingest/workbook"
)

// packed makes a workbook of its parts.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// parts of a workbook with one sheet, as programs write them.
func parts(rows string) map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="x"><workbookPr/><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.0"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst><si><t>Title</t></si><si><r><t xml:space="preserve">in </t></r><r><t>runs</t></r><rPh><t>spoken</t></rPh></si><si><t>a_x000D_b &amp; c</t></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

func rowsOf(t testing.TB, raw []byte) ([]workbook.Row, error) {
	t.Helper()
	b, err := workbook.Open(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var out []workbook.Row
	err = b.Rows(0, func(r workbook.Row) error {
		r.Cells = slices.Clone(r.Cells)
		out = append(out, r)
		return nil
	})
	return out, err
}

func TestCellsComeOutAsTextsWhateverTheyAre(t *testing.T) {
	raw := packed(t, parts(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row><row r="2"/>
		<row r="4"><c r="A4"><v>17</v></c><c r="B4"><v>0.30000000000000004</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="inlineStr"><is><t>in line</t></is></c>
		<c r="E4" t="str"><f>A1&amp;B1</f><v>made</v></c><c r="F4" t="e"><v>#N/A</v></c><c r="G4"><v>12345678901234</v></c><c r="H4" s="4"><v>5</v></c></row>
		<row><c><v>1</v></c><c><f>1+1</f></c></row>`))
	rows, err := rowsOf(t, raw)
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range []string{"1 Title|in runs||a\rb & c", "2 ", "4 17|0.3|TRUE|in line|made|#N/A|12345678901234|5", "5 1|"} {
		if got := fmt.Sprintf("%d %s", rows[i].Number, strings.Join(rows[i].Cells, "|")); got != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
	if rows[2].Unsaved != -1 || rows[3].Unsaved != 1 {
		t.Errorf("formulas without a result: %d, %d", rows[2].Unsaved, rows[3].Unsaved)
	}
}

func TestCellsOutOfTheirOrderStandInTheirColumns(t *testing.T) {
	got, err := rowsOf(t, packed(t, parts(`<row r="1"><c r="D1"><v>4</v></c><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c><c r="E1"><v>5</v></c></row>`+
		`<row r="7"><c r="C7"><v>3</v></c><c><v>4</v></c><c r="A7"><f>NOW()</f></c></row><row r="3"><c r="A3"><v>9</v></c></row>`)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1|2||4|5", "||3|4", "9"}
	for i, row := range got {
		if text := strings.Join(row.Cells, "|"); i >= len(want) || text != want[i] {
			t.Errorf("row %d: %s", i, text)
		}
	}
	if len(got) != 3 || got[1].Unsaved != 0 || got[2].Number != 8 {
		t.Errorf("%+v", got)
	}
	if _, err := rowsOf(t, packed(t, parts(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`))); !errors.Is(err, workbook.ErrBroken) {
		t.Errorf("two cells at one place: %v", err)
	}
}

// Day 0 is how a date that nobody filled in is written; in the other calendar it is a day.
func TestDayZeroIsNoDate(t *testing.T) {
	const row = `<row r="1"><c r="A1" s="3"><v>0</v></c><c r="B1" s="1"><v>0</v></c><c r="C1" s="6"><v>0</v></c><c r="D1" s="3"><v>1</v></c><c r="E1"><v>0</v></c></row>`
	for from04, want := range map[string]string{"": "||00:00|1900-01-01|0", ` date1904="true"`: "1904-01-01|1904-01-01 00:00|00:00|1904-01-02|0"} {
		p := parts(row)
		p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<workbookPr/>", "<workbookPr"+from04+"/>", 1)
		got, err := rowsOf(t, packed(t, p))
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(got[0].Cells, "|"); text != want {
			t.Errorf("%s: %s, want %s", from04, text, want)
		}
	}
}

func TestDatesComeOutWithTheYearFirstInBothWaysToCountDays(t *testing.T) {
	const rows = `<row r="1"><c s="1"><v>42429.0527777778</v></c><c s="2"><v>42429.0527893519</v></c><c s="3"><v>42429</v></c><c s="3"><v>59</v></c><c s="3"><v>61</v></c><c s="5"><v>1.5</v></c><c s="6"><v>0.25</v></c><c t="d"><v>2016-02-29T01:16:00Z</v></c></row>`
	for from04, want := range map[string]string{
		"":                 `2016-02-29 01:16|2016-02-29 01:16:01|2016-02-29|1900-02-28|1900-03-01|36:00:00|06:00|2016-02-29T01:16:00Z`,
		` date1904="true"`: `2020-03-01 01:16|2020-03-01 01:16:01|2020-03-01|1904-02-29|1904-03-02|36:00:00|06:00|2016-02-29T01:16:00Z`,
	} {
		p := parts(rows)
		p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<workbookPr/>", "<workbookPr"+from04+"/>", 1)
		got, err := rowsOf(t, packed(t, p))
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(got[0].Cells, "|"); text != want {
			t.Errorf("%s: %s, want %s", from04, text, want)
		}
	}
}

func TestWorkbooksThatAreBrokenOrUnpackToTooMuchAreRefused(t *testing.T) {
	whole := packed(t, parts(`<row r="1"><c><v>1</v></c></row>`))
	bomb := parts("<row>" + strings.Repeat(`<c/>`, 30_000_000) + "</row>")
	long := parts(`<row><c t="str"><v>` + strings.Repeat("a", 20<<20) + "</v></c></row>")
	pointed := parts(`<row><c t="str"><v>` + strings.Repeat(strings.Repeat("a", 1<<20)+">", 20) + "</v></c></row>")
	wide := parts(`<row><c r="XFE1"><v>1</v></c></row>`)
	stray := parts(`<row><c t="s"><v>99</v></c></row>`)
	open := parts(`<row r="1"><c><v>1</v></c>`)
	open["xl/worksheets/sheet1.xml"] = strings.TrimSuffix(open["xl/worksheets/sheet1.xml"], "</sheetData></worksheet>")
	cut := parts(`<row r="1"><c><v>1</v></c></row>`)
	cut["xl/worksheets/sheet1.xml"] = strings.TrimSuffix(cut["xl/worksheets/sheet1.xml"], "</sheetData></worksheet>")
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"cut off": {whole[:len(whole)/2], workbook.ErrBroken}, "a bomb": {packed(t, bomb), workbook.ErrTooLarge}, "one long text": {packed(t, long), workbook.ErrTooLarge}, "one with brackets": {packed(t, pointed), workbook.ErrTooLarge}, "too wide": {packed(t, wide), workbook.ErrTooLarge},
		"a text that is not there": {packed(t, stray), workbook.ErrBroken}, "an open sheet": {packed(t, open), workbook.ErrBroken},
		"no workbook": {packed(t, map[string]string{"a.txt": "a"}), workbook.ErrBroken}, "cut between rows": {packed(t, cut), workbook.ErrBroken}, "old": {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and on"), workbook.ErrOld},
	} {
		if _, err := rowsOf(t, c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if workbook.Is(bytes.NewReader(whole)) < 50 || workbook.Is(strings.NewReader("id,title\n1,a\n")) != 0 || workbook.Is(bytes.NewReader(packed(t, map[string]string{"a": "b"}))) != 0 {
		t.Error("workbooks are not told from other files")
	}
}

func TestARealWorkbookIsRead(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "drills", "openaev", "test_file_1.xlsx"))
	if err != nil {
		t.Skip("the folder of real data is not on this machine")
	}
	rows, err := rowsOf(t, raw)
	if err != nil || len(rows) < 2 || len(rows[0].Cells) < 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	t.Logf("%d rows, the first with %d cells", len(rows), len(rows[0].Cells))
}

func FuzzNoBytesMakeAWorkbookFail(f *testing.F) {
	for _, rows := range []string{`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<row><c t="inlineStr"><is><t>x</t></is></c><c s="9"><v>1e9</v></c></row>`, `</row><c>`} {
		f.Add(rows, `<numFmt numFmtId="14" formatCode="[h"/>`)
	}
	f.Fuzz(func(t *testing.T, rows, format string) {
		p := parts(rows)
		p["xl/styles.xml"] = "<styleSheet>" + format + `<cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`
		_, err := rowsOf(t, packed(t, p))
		if err != nil && !errors.Is(err, workbook.ErrBroken) && !errors.Is(err, workbook.ErrTooLarge) {
			t.Errorf("failed with %v", err)
		}
	})
}
