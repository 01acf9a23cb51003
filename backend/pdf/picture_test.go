package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"secondstory/backend/report"
)

// shade is a picture of one shade with an edge, as PNG or JPEG.
func shade(t *testing.T, w, h int, grey uint8, kind string) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = grey
	}
	img.SetGray(w/2, h/2, color.Gray{255})
	var b bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func shown(t *testing.T, id string, w, h int, grey uint8, kind string) *report.Picture {
	return &report.Picture{ID: id, Label: "Picture " + id, Caption: "Caption of " + id, SeenLine: "To be seen: a shade", Data: shade(t, w, h, grey, kind), Format: kind, Width: w, Height: h}
}

func TestPicturesStayWithinThePageWithTheirWords(t *testing.T) {
	text := report.Paragraph{Spans: []report.Span{{Text: strings.Repeat("What stands between the pictures. ", 60)}}}
	var blocks []report.Block
	long := shown(t, "8", 300, 200, 9, "png")
	long.Caption = strings.Repeat("A caption that does not end. ", 400)
	cell := shown(t, "9", 4000, 3000, 10, "jpeg")
	for i, size := range [][2]int{{320, 200}, {1920, 1080}, {400, 4000}, {4096, 10}, {1, 1}, {640, 400}, {640, 400}} {
		blocks = append(blocks, text, shown(t, string(rune('1'+i)), size[0], size[1], uint8(i), []string{"png", "jpeg"}[i%2]))
	}
	gone := &report.Picture{ID: "x", Label: "Picture 10", Gone: "Not on this machine."}
	table := report.Table{Columns: []report.Column{{Title: "#", Width: 34}, {Title: "Event"}, {Title: "Role", Width: 100}}}
	for range 12 {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{{}, {report.Paragraph{Spans: []report.Span{{Text: "An entry"}}}, cell}}})
	}
	blocks = append(blocks, long, gone, table, report.List{Items: [][]report.Block{{shown(t, "a", 900, 900, 30, "png")}}})
	m := report.Model{Title: "Pictures", Words: report.Words{Page: "{n} of {of}"}, Blocks: blocks}
	list := paginated(t, m)
	for i, p := range list {
		for _, a := range p.atoms {
			if a.y+a.h > room(p.landscape)+0.5 {
				t.Errorf("page %d: something reaches below it", i+1)
			}
		}
	}
	raw := render(t, m)
	if n := bytes.Count(raw, []byte("/Subtype /Image")); n != 10 {
		t.Errorf("%d pictures in the document", n)
	}
	for range 4 { // gofpdf keeps them in a map
		if !bytes.Equal(raw, render(t, m)) {
			t.Fatal("the same pictures give other bytes")
		}
	}
	words := squeeze(extract(t, raw))
	for _, w := range []string{"Picture1.Captionof1", "Picture9.Captionof9", "Tobeseen:ashade", "Picture10", "Notonthismachine."} {
		if !strings.Contains(words, w) {
			t.Errorf("%q is not there", w)
		}
	}
	if n := strings.Count(words, "thatdoesnotend"); n != 400 {
		t.Errorf("%d of 400 sentences of a caption", n)
	}
}
