package leak

import "strings"

// What many texts lack that a pattern cannot do without. The lists are in small letters,
// as looks.small is.
var (
	figure     = []string{"0"} // any figure, in a shape
	behindSign = []string{":", "="}
	// passwords are what the words of passwordIs and of what is spoken have in them.
	passwords = []string{"passw", "passphrase", "passcode", "pwd", "pw", "pincode", "wachtwoord", "kennwort", "contraseña", "mot de passe", "lösenord", "adgangskode", "salasana", "hasło"}
	// introduced are what the words have in them that come before the number of a person.
	introduced = []string{"bsn", "nummer", "ssn", "social", "nino", "insurance", "pesel", "steuer", "idnr", "aadhaar", "insee", "sécurité", "cpf", "curp", "dni", "nie", "avs", "ahv", "cpr", "henkilö", "codice", "passport"}
)

// looks is a text as the patterns are chosen for it. An expression costs a hundred times
// what it takes to see that it cannot match, and nearly all texts have nothing for nearly
// all of them.
type looks struct {
	text, small, shape string
	figures            bool
}

func newLooks(s string) looks {
	l := looks{text: s, figures: strings.ContainsAny(s, "0123456789")}
	// What (?i) takes for an s or a k, in one spelling.
	l.small = strings.ReplaceAll(strings.ToLower(s), "ſ", "s")
	if l.figures {
		l.shape = shapeOf(s)
	}
	return l
}

// may says whether a matcher may find something in the text; it is wrong in one direction
// alone.
func (l looks) may(m matcher) bool {
	if !l.figures && (len(m.shape) > 0 || m.when != nil) {
		return false // each of them has figures in it
	}
	return (len(m.hint) == 0 || hinted(l.text, m.hint)) && (len(m.shape) == 0 || hinted(l.shape, m.shape)) &&
		(len(m.small) == 0 || hinted(l.small, m.small)) && (m.when == nil || m.when(l.shape))
}

func hinted(s string, hints []string) bool {
	for _, h := range hints {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}

// shapeOf is a text with 0 for each figure and A for each capital of the 26, byte by byte.
func shapeOf(s string) string {
	out := []byte(s)
	for i, c := range out {
		switch {
		case c >= '0' && c <= '9':
			out[i] = '0'
		case c >= 'A' && c <= 'Z':
			out[i] = 'A'
		}
	}
	return string(out)
}

// dialled says whether a shape has nine figures with a blank, a dash or a bracket between
// two of them at most, as a number has that national takes.
func dialled(shape string) bool {
	figures, since := 0, 0
	for i := range len(shape) {
		switch c := shape[i]; {
		case c == '0':
			if figures, since = figures+1, 0; figures >= 9 {
				return true
			}
		case c == ' ' || c == '-' || c == ')':
			if since++; since > 2 { // a bracket that closes, and what stands behind it
				figures = 0
			}
		default:
			figures = 0
		}
	}
	return false
}
