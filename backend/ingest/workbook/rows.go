package workbook

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Row is a row that has cells. Cells are lent until the next one.
type Row struct {
	Number int // as the program shows it, from 1
	Cells  []string
	// Unsaved is the place of a cell whose formula has no saved result, else -1.
	Unsaved int
}

// Rows gives the rows of a sheet in their order; those without cells are not given. An
// error of f ends it and is handed back.
func (b *Book) Rows(sheet int, f func(Row) error) error {
	in, d, err := b.open(b.sheets[sheet].part)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	row, open, begun := Row{Unsaved: -1}, false, false
	for {
		t, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && !begun:
			return nil // a sheet of another kind
		case err != nil:
			return wrong(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "sheetData":
				begun = true
			case "row":
				number, err := strconv.Atoi(attr(t, "r"))
				if err != nil || number <= row.Number {
					number = row.Number + 1
				}
				row, open = Row{Number: number, Cells: row.Cells[:0], Unsaved: -1}, true
			case "c":
				if err := b.cell(d, t, &row); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" && open {
				open = false
				if err := f(row); err != nil {
					return err
				}
			}
			if t.Name.Local == "sheetData" {
				return nil
			}
		}
	}
}

// cell puts a cell where it stands in its row, also one that comes behind its place. Two at
// one place are in no workbook that a program writes.
func (b *Book) cell(d *decoder, c xml.StartElement, row *Row) error {
	at := column(attr(c, "r"))
	if at < 0 {
		at = len(row.Cells)
	}
	if at >= mostCells {
		return ErrTooLarge
	}
	value, formula, err := valueOf(d)
	if err != nil {
		return err
	}
	for len(row.Cells) <= at {
		row.Cells = append(row.Cells, "")
	}
	text := value
	switch attr(c, "t") {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(b.shared) {
			return ErrBroken
		}
		text = b.shared[n]
	case "b":
		text = map[bool]string{true: "TRUE", false: "FALSE"}[truth(strings.TrimSpace(value))]
	case "d":
		text = strings.TrimSpace(value)
	case "str", "inlineStr", "e":
		text = unescaped(value)
	default:
		text = b.number(strings.TrimSpace(value), attr(c, "s"))
	}
	if formula && value == "" && attr(c, "t") != "str" && (row.Unsaved < 0 || at < row.Unsaved) {
		row.Unsaved = at
	}
	if row.Cells[at] != "" && text != row.Cells[at] {
		return ErrBroken
	}
	row.Cells[at] = text
	return nil
}

// valueOf reads the value of a cell, and whether a formula makes it.
func valueOf(d *decoder) (value string, formula bool, err error) {
	var out strings.Builder
	reading := ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", false, wrong(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "f":
				formula = true
			case "is":
				text, err := textOf(d, "is")
				if err != nil {
					return "", false, err
				}
				out.WriteString(text)
				continue
			}
			reading = t.Name.Local
		case xml.CharData:
			if reading == "v" && out.Len() <= mostCell {
				out.Write(t[:min(len(t), mostCell+1-out.Len())])
			}
		case xml.EndElement:
			reading = ""
			if t.Name.Local == "c" {
				return out.String(), formula, nil
			}
		}
	}
}

// column is the place of a column by its letters, from 0; -1 where it has none.
func column(ref string) int {
	n := 0
	for _, r := range ref {
		switch {
		case r >= 'A' && r <= 'Z':
			n = n*26 + int(r-'A') + 1
		case r >= 'a' && r <= 'z':
			n = n*26 + int(r-'a') + 1
		default:
			return n - 1
		}
		if n > mostCells {
			return mostCells
		}
	}
	return -1
}

// Letters are the letters of a column by its place, from 0.
func Letters(place int) string {
	out := ""
	for n := place + 1; n > 0; n = (n - 1) / 26 {
		out = string(rune('A'+(n-1)%26)) + out
	}
	return out
}

// escaped is a sign that XML cannot hold, as workbooks write it.
var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil || n >= 0xD800 && n < 0xE000 || n == 0 {
			return m
		}
		return string(rune(n))
	})
}
