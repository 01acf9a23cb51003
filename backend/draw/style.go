package draw

import "fmt"

// RGB is one opaque colour.
type RGB struct{ R, G, B uint8 }

// Hex is the colour as #RRGGBB.
func (c RGB) Hex() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Theme turns the names of styles into colours. There are three: Light and
// Dark for the window and files, Print for paper (legible in grey).
type Theme struct {
	Name   string
	colors map[string]RGB
}

// Color gives the colour of a style; an unknown name is painted as ink, so
// that nothing can vanish.
func (t Theme) Color(style string) RGB {
	if c, ok := t.colors[style]; ok {
		return c
	}
	return t.colors["ink"]
}

// Has says whether the theme knows the style.
func (t Theme) Has(style string) bool {
	_, ok := t.colors[style]
	return ok
}

// StyleNames are the styles a scene may use, in the order of the tables.
var StyleNames = []string{
	"bg", "bg-press", "bg-sel", "line", "line-2", "ink", "ink-2", "ink-3", "accent",
	"warn", "warn-soft", "bad", "spine", "rib", "bone", "faint", "head", "on-head", "halo",
	"ph-0", "ph-1", "ph-2", "ph-3", "ph-4", "solid", "on-solid",
}

func theme(name string, values ...uint32) Theme {
	t := Theme{Name: name, colors: make(map[string]RGB, len(values))}
	for i, v := range values {
		t.colors[StyleNames[i]] = RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)}
	}
	return t
}

// The themes; values as in the design tokens.
var (
	Light = theme("screen-light",
		0xFCFBF9, 0xE5E1D9, 0xDCEBE9, 0xE6E2DA, 0xCFC8BC, 0x1F1C18, 0x4E4940, 0x6B645A, 0x0B5F61,
		0x8F5300, 0xF8EAD0, 0xB0261C, 0x1F1C18, 0x4E4940, 0x6B645A, 0x8B8477, 0x0B5F61, 0xFFFFFF, 0xFCFBF9,
		0xF4E3C6, 0xE8E3D9, 0xDAD9CF, 0xCBE0DC, 0xE0EDE9, 0x1F1C18, 0xFCFBF9)
	Dark = theme("screen-dark",
		0x1A1917, 0x35322D, 0x193A3A, 0x302E2A, 0x4A463F, 0xECE8E1, 0xC0BAAE, 0xA69F93, 0x6CC0B9,
		0xE0A94F, 0x3B2C12, 0xF0857A, 0xECE8E1, 0xC0BAAE, 0xA69F93, 0x817A6E, 0x2B7F7B, 0xFFFFFF, 0x1A1917,
		0x523E19, 0x393631, 0x47443C, 0x21504D, 0x1E3B39, 0xECE8E1, 0x1A1917)
	Print = theme("print",
		0xFFFFFF, 0xE5E1D9, 0xDCEBE9, 0xE6E2DA, 0xCFC8BC, 0x1F1C18, 0x4E4940, 0x6B645A, 0x0B5F61,
		0x8F5300, 0xF8EAD0, 0xB0261C, 0x1F1C18, 0x4E4940, 0x6B645A, 0x8B8477, 0x0B5F61, 0xFFFFFF, 0xFFFFFF,
		0xF4E3C6, 0xE8E3D9, 0xDAD9CF, 0xCBE0DC, 0xE0EDE9, 0x1F1C18, 0xFFFFFF)
)
