package plaintable_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/ingest/plaintable"
	"secondstory/backend/ingest/workbook"
)

// book is a workbook of sheets of texts; a cell that begins with "date:" is a serial.
func book(t testing.TB, sheets ...[][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	list, links := "", ""
	for i, rows := range sheets {
		list += fmt.Sprintf(`<sheet name="Sheet %d" r:id="r%d"/>`, i+1, i)
		links += fmt.Sprintf(`<Relationship Id="r%d" Type="x/worksheet" Target="/xl/s%d.xml"/>`, i, i)
		var b strings.Builder
		for r, row := range rows {
			fmt.Fprintf(&b, `<row r="%d">`, r+1)
			for c, cell := range row {
				ref := fmt.Sprintf("%s%d", workbook.Letters(c), r+1)
				if serial, ok := strings.CutPrefix(cell, "date:"); ok {
					fmt.Fprintf(&b, `<c r="%s" s="1"><v>%s</v></c>`, ref, serial)
					continue
				}
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>`, ref)
				if err := xml.EscapeText(&b, []byte(cell)); err != nil {
					t.Fatal(err)
				}
				b.WriteString(`</t></is></c>`)
			}
			b.WriteString(`</row>`)
		}
		put(fmt.Sprintf("xl/s%d.xml", i), `<worksheet><sheetData>`+b.String()+`</sheetData></worksheet>`)
	}
	put("xl/workbook.xml", `<workbook><sheets>`+list+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships>`+links+`</Relationships>`)
	put("xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readBook(t testing.TB, raw []byte, o incident.Options) ([]incident.Row, incident.Told, error) {
	t.Helper()
	var rows []incident.Row
	told, err := plaintable.ReadBook(context.Background(), bytes.NewReader(raw), o, func(r incident.Row) error { rows = append(rows, r); return nil })
	return rows, told, err
}

func TestAWorkbookComesInBySheetAndDialect(t *testing.T) {
	raw := book(t,
		[][]string{{"Made by the desk"}},
		[][]string{{"Incidents of March"}, {}, {"Number", "Short description", "Opened", "Caller", "Configuration item", "Assignment group", "State"},
			{"INC1", "Mail is slow", "date:46093.5", "Ada", "mail-01", "Mail team", "6"}, {},
			{"INC2", "Out", "date:46094.5", "", "", "", "New", "too much"}})
	rows, told, err := readBook(t, raw, incident.Options{Zone: "UTC"})
	if err != nil || told.Format != "servicenow" || len(rows) != 2 || rows[1].Refused == nil || rows[1].Line != 6 {
		t.Fatalf("%+v, %+v, %v", rows, told, err)
	}
	s := rows[0].Snapshot
	if rows[0].Line != 4 || s.Key != "INC1" || s.State != "Resolved" || s.Source != "servicenow" || at(s, incident.Detected) != "2026-03-12T12:00:00Z" {
		t.Errorf("line %d: %+v", rows[0].Line, s)
	}
	for _, want := range []incident.Use{{Field: "Sheet 1", Why: "incident.skipped.sheet"}, {Field: "Incidents of March", Why: "incident.skipped.above"}} {
		if !slices.Contains(told.Uses, want) {
			t.Errorf("%+v is not told of: %+v", want, told.Uses)
		}
	}
}

func TestAWorkbookIsTheSameTableAsItsCSV(t *testing.T) {
	rows, told, err := readBook(t, book(t, [][]string{{"id", "title", "opened"}, {"1", "a", "29/04/2026 10:00"}}), berlin)
	if err != nil || told.Format != "xlsx" {
		t.Fatalf("%+v, %v", told, err)
	}
	same, _ := read(t, "id,title,opened\n1,a,29/04/2026 10:00\n", berlin)
	if !rows[0].Snapshot.Same(*same[0].Snapshot) || rows[0].Snapshot.Source != same[0].Snapshot.Source {
		t.Errorf("%+v and %+v", rows[0].Snapshot, same[0].Snapshot)
	}
	// A date of a cell needs no order of day and month, and still a zone.
	if _, told, err = readBook(t, book(t, [][]string{{"id", "title", "opened"}, {"1", "a", "date:46093.5"}}), incident.Options{}); err != nil ||
		len(told.Questions) != 1 || told.Questions[0].Key != incident.AskZone {
		t.Errorf("asked %+v, %v", told.Questions, err)
	}
	if _, _, err = readBook(t, book(t, [][]string{{"only this"}}), berlin); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a table: %v", err)
	}
}
