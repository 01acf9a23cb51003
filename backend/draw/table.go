package draw

import (
	"bytes"
	"encoding/csv"
)

// Table writes rows as a CSV that spreadsheets open as it is: with a byte order mark,
// and with no cell that they would take for a formula.
func Table(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = guardFormula(c)
		}
		_ = w.Write(cells) //nolint:errcheck // a bytes.Buffer does not fail
	}
	w.Flush()
	return b.Bytes()
}
