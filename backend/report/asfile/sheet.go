package asfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"secondstory/backend/draw"
)

// Sheet is a table for programs that calculate. A cell is a string, an int or a float64;
// nil is an empty one.
type Sheet struct {
	Name string
	Rows [][]any // the first is that of the heads
}

// CSV is a sheet as text that spreadsheets open as it is. No cell begins a formula.
func CSV(s Sheet) []byte {
	rows := make([][]string, len(s.Rows))
	for i, row := range s.Rows {
		rows[i] = make([]string, len(row))
		for k, c := range row {
			rows[i][k] = cellText(c)
		}
	}
	return draw.Table(rows)
}

func cellText(c any) string {
	switch c := c.(type) {
	case string:
		return c
	case int:
		return strconv.Itoa(c)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	}
	return ""
}

// longestCell is how many characters a cell of a workbook has at most, as UTF-16 counts them.
const longestCell = 32_767

// coded are signs that Excel would read as the code of another.
var coded = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// plain writes such signs so that they stand for themselves. The sign that ends one may begin
// the next: each is looked for from the sign after the one before.
func plain(text string) string {
	var b strings.Builder
	for at := coded.FindStringIndex(text); at != nil; at = coded.FindStringIndex(text) {
		b.WriteString(text[:at[0]] + "_x005F_")
		text = text[at[0]+1:]
	}
	return b.String() + text
}

// fits cuts a text to what a cell holds: a program would refuse the whole file.
func fits(text string) string {
	units, keep := 0, 0
	for i, r := range text {
		units += max(utf16.RuneLen(r), 1)
		if units < longestCell {
			keep = i + utf8.RuneLen(r)
		}
	}
	if units <= longestCell {
		return text
	}
	return text[:keep] + "…"
}

// Parts of a workbook that are the same in each. The styles are plain, bold for the heads,
// and text that begins like a formula: a program that saves it as a formula later would
// have to undo the mark first.
const (
	bookTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	bookRels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	sheetRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	styles    = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
)

const (
	headStyle  = 1
	guardStyle = 2
)

// Workbook is a sheet as a file of Excel: texts are texts and never formulas, numbers are
// numbers. The same sheet gives the same bytes.
func Workbook(s Sheet) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	name := sheetName(s.Name)
	for _, part := range []struct{ path, text string }{
		{"[Content_Types].xml", bookTypes}, {"_rels/.rels", bookRels}, {"xl/_rels/workbook.xml.rels", sheetRels}, {"xl/styles.xml", styles},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + esc(name) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/worksheets/sheet1.xml", sheetXML(s)},
	} {
		// Without a time of its own: the moment of writing is no part of the content.
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.path, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(xmlHead + part.text))
		}
		if err != nil {
			return nil, fmt.Errorf("workbook: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out.Bytes(), nil
}

// sheetName is a name programs take: 31 characters, without the signs of addresses.
func sheetName(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < 0x20 {
			return ' '
		}
		return r
	}, s))
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	if s == "" {
		return "1"
	}
	return s
}

func sheetXML(s Sheet) string {
	var b strings.Builder
	b.WriteString(`<worksheet ` + mainSpace + `><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`)
	wide := 0
	for i, row := range s.Rows {
		n := strconv.Itoa(i + 1)
		b.WriteString(`<row r="` + n + `">`)
		wide = max(wide, len(row))
		for k, c := range row {
			at := column(k) + n
			switch c := c.(type) {
			case string:
				if c != "" {
					textCell(&b, at, c, i == 0)
				}
			case int, float64:
				b.WriteString(`<c r="` + at + `"><v>` + cellText(c) + `</v></c>`)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if wide > 0 {
		b.WriteString(`<autoFilter ref="A1:` + column(wide-1) + strconv.Itoa(len(s.Rows)) + `"/>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

func textCell(b *strings.Builder, at, text string, head bool) {
	text = fits(text)
	style := ""
	switch {
	case head:
		style = ` s="` + strconv.Itoa(headStyle) + `"`
	case draw.LikeFormula(text):
		style = ` s="` + strconv.Itoa(guardStyle) + `"`
	}
	b.WriteString(`<c r="` + at + `" t="inlineStr"` + style + `><is><t xml:space="preserve">` + plain(esc(text)) + `</t></is></c>`)
}

// column is the name of a column: A, B … Z, AA …
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
