// Package fonts embeds the static cuts that measuring, diagrams and paper
// share: Inter Regular, SemiBold and Italic, and Geist Mono Regular. Both
// families are under the SIL Open Font License 1.1 (OFL-Inter.txt,
// OFL-GeistMono.txt). The bytes are TrueType outlines (a glyf table), as the
// PDF writer needs them. It is not the place of the variable fonts of the
// window.
package fonts

import _ "embed" // the cuts below are compiled in

//go:embed Inter-Regular.ttf
var regular []byte

//go:embed Inter-SemiBold.ttf
var semiBold []byte

//go:embed Inter-Italic.ttf
var italic []byte

//go:embed GeistMono-Regular.ttf
var mono []byte

//go:embed OFL-Inter.txt
var licenceInter string

//go:embed OFL-GeistMono.txt
var licenceMono string

// Regular is Inter, weight 400. The caller must not change the bytes.
func Regular() []byte { return regular }

// SemiBold is Inter, weight 600. The caller must not change the bytes.
func SemiBold() []byte { return semiBold }

// Italic is Inter italic, weight 400. The caller must not change the bytes.
func Italic() []byte { return italic }

// Mono is Geist Mono, weight 400. The caller must not change the bytes.
func Mono() []byte { return mono }

// Licences gives the licence texts by family name, for the About screen.
func Licences() map[string]string {
	return map[string]string{"Inter": licenceInter, "Geist Mono": licenceMono}
}
