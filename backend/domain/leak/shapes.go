package leak

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"
)

// longestKey bounds how far behind its head the end of a key is looked for.
const longestKey = 32 << 10

// keyEnd is where a private key ends whose head ends at a place: behind its own last
// line, and at the head where it has none.
func keyEnd(s string, end int) int {
	rest := s[end:min(len(s), end+longestKey)]
	at := strings.Index(rest, "-----END ")
	if next := strings.Index(rest, "-----BEGIN "); at < 0 || next >= 0 && next < at {
		return end
	}
	line := rest[at+len("-----END "):]
	if stop := strings.Index(line, "-----"); stop >= 0 && stop < 80 && strings.HasSuffix(line[:stop], "PRIVATE KEY") {
		return end + at + len("-----END ") + stop + len("-----")
	}
	return end
}

// passwordIs is a word for what opens something, in a few languages, and what follows a
// sign behind it. What people choose is shorter and plainer than what programs make.
var passwordIs = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:[a-z0-9]{1,40}[_-]){0,8}(?:passwords?|passwd|passphrase|passcode|pwd|pw|pincode|wachtwoord|passwort|kennwort|contraseña|mot de passe|lösenord|adgangskode|salasana|hasło)["']?\s{0,4}[:=]\s{0,4}["'` + "`" + `]?([^\s"'` + "`" + `<>]{5,200})`)

// chosen says whether a value may be a password that somebody chose: figures or signs
// among its letters, or capitals inside it, or figures alone. A word of the language is
// what is said about a password.
func chosen(s string, start, end int) (bool, bool) {
	v := strings.TrimRight(own(s[start:end]), ".,;:)]}")
	letters, digits, signs, capitals := 0, 0, 0, 0
	for i, r := range v {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
			if i > 0 && unicode.IsUpper(r) {
				capitals++
			}
		case strings.ContainsRune("!#$%&*@^~+?", r):
			signs++
		}
	}
	path := strings.Contains(v, "/") || strings.Contains(v, "(") || strings.Contains(v, "::")
	small := letters - capitals
	mixed := letters >= 2 && (digits > 0 || signs > 0 && len(v) >= 6 || capitals > 1 && small > 1 && len(v) >= 8)
	return !path && len(v) >= 5 && (mixed || letters == 0 && digits >= 6 && digits == len(v)), true
}

// dates and runs of short figures look like numbers of telephones and are none.
var counted = regexp.MustCompile(`^\(?0?[0-9]{1,2}[ -][0-9]{1,2}[ -](?:[0-9]{4}|[0-9]{1,2})(?:[ -]|$)`)

// national is a number of a telephone as it is dialled in its country: a zero, an area
// or a network, and figures in few groups.
func national(s string, start, end int) (bool, bool) {
	v := s[start:end]
	digits, groups := 0, 1
	for _, r := range v {
		if unicode.IsDigit(r) {
			digits++
		} else if r == ' ' || r == '-' {
			groups++
		}
	}
	if strings.Contains(v, "(") != strings.Contains(v, ")") || counted.MatchString(v) {
		return false, false
	}
	if ok, _ := alone(s, start, end); !ok || start > 0 && strings.ContainsRune(":,", rune(s[start-1])) || strings.HasPrefix(s[end:], ":") || strings.HasPrefix(s[end:], ".") && end+1 < len(s) && s[end+1] >= '0' && s[end+1] <= '9' {
		return false, false // a part of a time, of a list or of a larger figure
	}
	return digits >= 9 && digits <= 11 && groups <= 6, true
}

// account checks the two figures behind the country of an account number, so that
// hardly anything else is taken for one.
func account(s string, start, end int) (bool, bool) {
	v := strings.ReplaceAll(s[start:end], " ", "")
	if len(v) < 15 || len(v) > 34 {
		return false, false
	}
	var b strings.Builder
	for _, r := range v[4:] + v[:4] {
		if r >= 'A' && r <= 'Z' {
			b.WriteString(big.NewInt(int64(r - 'A' + 10)).String())
		} else {
			b.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(b.String(), 10)
	return ok && new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1, true
}
