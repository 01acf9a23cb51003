package draw_test

import (
	"strings"
	"testing"

	"secondstory/backend/draw"
)

func TestLettersOfAnotherScriptAreNotStretched(t *testing.T) {
	for text, given := range map[string]bool{"Größe “A” → Ж": true, "監視がない": false, "אין": false} {
		s := draw.Scene{Bounds: draw.Rect{W: 1000, H: 2000}, Items: []draw.Item{{ID: "a", Kind: draw.KindText, Fill: "ink", Text: text, Size: 1200, W: 900, P: []int32{0, 1200}}}}
		picture := string(draw.SVG(s, draw.Light, draw.Meta{}))
		if got := strings.Contains(picture, "textLength"); got != given {
			t.Errorf("%q: %s", text, picture)
		}
	}
}
