package leak

import (
	"regexp"
	"strings"
	"unicode"
)

// numbers are those that stand for one person or pay in their name. A number that a word
// introduces is taken whatever its check digit says, for it may be mistyped; one that
// stands alone only in a form that little else has. DNI, NIE and AVS count in capitals
// alone: in small letters they are words of other languages.
var numbers = []matcher{
	{kind: Personal, small: introduced, shape: figure, re: regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:bsn|burgerservicenummer|sofinummer|rijksregisternummer|ssn|social[ -]security(?: (?:number|no))?|nino|national insurance(?: (?:number|no))?|pesel|steuer-?id(?:entifikationsnummer)?|steuer-?idnr|idnr|sozialversicherungsnummer|aadhaar|insee|numéro de sécurité sociale|cpf|curp|(?-i:DNI|NIE|AVS)|ahv|personnummer|fødselsnummer|cpr-?(?:nummer)?|henkilötunnus|codice fiscale|passport(?: (?:number|no))|passnummer|paspoortnummer|reisepassnummer)\.?[^\pL\pN\n]{0,4}(?:(?:is|was|ist|war|lautet|est|es|è|era|of|for|number|no|nr|nummer)[^\pL\pN\n]{1,3}){0,2}((?-i:[A-Z]{0,6}[0-9][0-9A-Z]{0,20}(?:[ ./-][A-Z]{0,2}[0-9][0-9A-Z]{0,12}){0,8}))`), group: 1, good: sixFigures},
	{kind: Personal, shape: []string{"000-00-0000"}, re: regexp.MustCompile(`\b[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}\b`), good: social},
	{kind: Personal, shape: []string{"AA00", "AA 00"}, re: regexp.MustCompile(`\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b`), good: insurance},
	{kind: Personal, shape: []string{"AAAAAA00A00A000A"}, re: regexp.MustCompile(`\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b`), good: fiscal},
	{kind: Personal, shape: []string{"0000000A", "0000000-A"}, re: regexp.MustCompile(`\b(?:[0-9]{8}|[XYZ][0-9]{7})-?[A-HJ-NP-TV-Z]\b`), good: identity},
	{kind: Personal, hint: []string{"756."}, re: regexp.MustCompile(`\b756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}\b`), good: insured},
	{kind: Personal, shape: []string{"000.000.000-00"}, re: regexp.MustCompile(`\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b`), good: taxpayer},
	{kind: Personal, shape: []string{"000000-0000", "000000+0000"}, re: regexp.MustCompile(`\b(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[-+][0-9]{4}\b`), good: registered},
	{kind: Personal, shape: []string{"0 00 00 00 000 000 00"}, re: regexp.MustCompile(`\b[12] [0-9]{2} (?:0[1-9]|1[0-2]) [0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}\b`), good: enrolled},
	{kind: Account, shape: []string{"0000 0000", "0000-0000"}, re: regexp.MustCompile(`\b(?:[2-6][0-9]{3}([ -])[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}|3[47][0-9]{2}[ -][0-9]{6}[ -][0-9]{5})\b`), good: card},
	{kind: Account, small: []string{"card", "kaart", "karte", "carte", "tarjeta", "carta", "visa", "amex", "pan"}, shape: []string{"0000000000000"}, re: regexp.MustCompile(`(?i)\b(?:card|kaart|karte|carte|tarjeta|carta|visa|mastercard|amex|pan)[^\pL\pN\n]{0,4}(?:(?:number|no|nr|nummer|is|was|ist)[^\pL\pN\n]{1,3}){0,2}([2-6][0-9]{12,18})\b`), group: 1, good: card},
	{kind: Secret, small: passwords, shape: figure, re: regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:password|passphrase|passcode|wachtwoord|passwort|kennwort|contraseña|mot de passe)\s{1,3}(?:is|was|ist|war|lautet|lautete|luidt|es|era|est)\s{1,3}["'“„‘]?([^\s"'“”„‘’<>]{5,200})`), group: 1, good: spoken},
	{kind: Secret, small: []string{"pin"}, shape: []string{"0000"}, re: regexp.MustCompile(`(?i)\b(?:pin(?:[ -]?code)?|pincode)(?: (?:of|for|van|der|für|de|du) [^\n.;:0-9]{1,40})?\s{0,2}(?:is|was|ist|lautet|est|es|[:=])\s{0,2}([0-9]{4,8})\b`), group: 1, good: alone},
}

func init() { matchers = append(matchers, numbers...) }

// digitsOf are the figures of a text, in order.
func digitsOf(s string) []int {
	var out []int
	for _, r := range s {
		if r >= '0' && r <= '9' {
			out = append(out, int(r-'0'))
		}
	}
	return out
}

// weighed is the sum of figures, each times its weight.
func weighed(figures []int, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += figures[i] * w
	}
	return sum
}

// luhn is the check of cards and of many numbers of people.
func luhn(figures []int) bool {
	sum := 0
	for i, n := range figures {
		if (len(figures)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// sixFigures takes a number that a word introduces; a day is none.
func sixFigures(s string, start, end int) (bool, bool) {
	return len(digitsOf(s[start:end])) >= 6 && !day.MatchString(s[start:end]), true
}

var day = regexp.MustCompile(`^(?:(?:19|20)[0-9]{2}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}|[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ](?:19|20)[0-9]{2})\b`)

func social(s string, start, end int) (bool, bool) {
	v := s[start:end]
	ok, _ := alone(s, start, end)
	return ok && v[:3] != "000" && v[:3] != "666" && v[4:6] != "00" && v[7:] != "0000", true
}

func insurance(s string, start, end int) (bool, bool) {
	ok, _ := alone(s, start, end)
	return ok && !strings.Contains(" BG GB NK KN TN NT ZZ ", " "+s[start:start+2]+" "), true
}

// fiscal checks the last letter of an Italian tax code.
func fiscal(s string, start, end int) (bool, bool) {
	const odd = "BAKPLCQDREVOSFTGUHMINJWZYX" // the place of a letter is its value at odd places
	v, sum := s[start:end], 0
	for i, r := range v[:15] {
		n := int(r - '0')
		if unicode.IsLetter(r) {
			n = int(r - 'A')
		}
		if i%2 == 0 {
			n = strings.IndexByte(odd, byte('A'+n))
		}
		sum += n
	}
	return int(v[15]-'A') == sum%26, true
}

// identity checks the letter of a Spanish number.
func identity(s string, start, end int) (bool, bool) {
	v := strings.ReplaceAll(s[start:end], "-", "")
	n := 0
	for i, r := range v[:8] {
		if i == 0 && r >= 'X' {
			n = int(r - 'X')
			continue
		}
		n = n*10 + int(r-'0')
	}
	ok, _ := alone(s, start, end)
	return ok && "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == v[8], true
}

func insured(s string, start, end int) (bool, bool) {
	d := digitsOf(s[start:end])
	return weighed(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)%10 == 0, true
}

func taxpayer(s string, start, end int) (bool, bool) {
	d := digitsOf(s[start:end])
	first := weighed(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	second := weighed(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return d[9] == first && d[10] == second, true
}

// registered checks a Swedish number behind its day of birth.
func registered(s string, start, end int) (bool, bool) {
	d := digitsOf(s[start:end])
	ok, _ := alone(s, start, end)
	return ok && luhn(d[len(d)-10:]), true
}

func enrolled(s string, start, end int) (bool, bool) {
	d := digitsOf(s[start:end])
	n := 0
	for _, x := range d[:13] {
		n = n*10 + x
	}
	return 97-n%97 == d[13]*10+d[14], true
}

func card(s string, start, end int) (bool, bool) {
	ok, _ := alone(s, start, end)
	return ok && luhn(digitsOf(s[start:end])), true
}

// methods are said of how a password is kept, and are none.
var methods = regexp.MustCompile(`(?i)^(?:sha-?[0-9]|md[0-9]|base[0-9]|utf-?[0-9]|argon|bcrypt|scrypt|pbkdf|aes|rsa|oauth|ascii|v?[0-9]+[a-z]?$)`)

// spoken is what stands behind “the password is”: a value with figures among its letters.
func spoken(s string, start, end int) (bool, bool) {
	v := s[start:end]
	if methods.MatchString(v) || !strings.ContainsAny(v, "0123456789") {
		return false, false
	}
	return chosen(s, start, end)
}
