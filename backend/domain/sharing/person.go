package sharing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/domain/search"
)

// Person is who writes from a device, as one space names them. There is no name of
// anybody in it but the alias they chose for that space.
type Person struct {
	Space  string
	Device string
	// Alias is "" for whoever chose none.
	Alias string
	// Actor is the pseudonym that stands in records beside what this person stated.
	Actor string
	// Apart says that another device of the space goes by the same alias (TellApart).
	Apart bool
}

// Called is what a person goes by: the alias, or the pseudonym of their device. An alias is
// no proof of anything: of two devices with one alias each carries its pseudonym beside it.
func (p Person) Called() string {
	switch {
	case p.Alias == "":
		return p.Device
	case p.Apart:
		return p.Alias + " · " + p.Device
	}
	return p.Alias
}

// TellApart marks in a list of people those whose alias another device of the space has too.
func TellApart(list []Person) {
	devices := map[[2]string]int{}
	for _, p := range list {
		devices[[2]string{p.Space, aliasKey(p.Alias)}]++
	}
	for i, p := range list {
		list[i].Apart = p.Alias != "" && devices[[2]string{p.Space, aliasKey(p.Alias)}] > 1
	}
}

// SameAlias says whether two aliases read alike: by their letters and digits, whatever
// their case.
func SameAlias(a, b string) bool { return a != "" && b != "" && aliasKey(a) == aliasKey(b) }

// aliasKey is an alias as it is compared; of signs alone, the signs.
func aliasKey(alias string) string {
	if key := search.Plain(alias); key != "" {
		return key
	}
	return alias
}

// LongestAlias is how many signs an alias may have.
const LongestAlias = 60

// CheckAlias reads what a person wants to be called. "" is a choice too; ok is false
// for what cannot stand in one line beside others', or looks like somebody's pseudonym.
func CheckAlias(text string) (alias string, ok bool) {
	alias = strings.Join(strings.Fields(text), " ")
	if alias == "" {
		return "", strings.TrimSpace(text) == ""
	}
	ok = utf8.ValidString(alias) && utf8.RuneCountInString(alias) <= LongestAlias
	for _, word := range strings.FieldsFunc(alias, func(sign rune) bool { return sign != '-' && !unicode.In(sign, unicode.L, unicode.N) }) {
		ok = ok && !IsPseudonym(word) // beside an alias it tells two devices apart
	}
	seen := false
	for _, sign := range alias {
		// Signs nobody sees could make one person look like another, and a terminal obeys
		// some of them. The two brackets enclose the address in a line of history.
		if unicode.In(sign, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) && sign != joiner || strings.ContainsRune("<>", sign) {
			return "", false
		}
		seen = seen || unicode.In(sign, unicode.L, unicode.N, unicode.S)
	}
	return alias, ok && seen
}

// joiner holds some pictures of people together; alone it is nothing to see.
const joiner = '\u200d'

// pseudonym is how long the random part of a device's or an actor's id is.
const pseudonym = 10

// IsPseudonym says whether a text is the id of a device or an actor: a letter and ten
// characters.
func IsPseudonym(id string) bool {
	rest, device := strings.CutPrefix(id, "d-")
	if !device {
		var actor bool
		if rest, actor = strings.CutPrefix(id, "a-"); !actor {
			return false
		}
	}
	if len(rest) != pseudonym {
		return false
	}
	for _, sign := range []byte(rest) {
		if sign < '0' || sign > '9' && sign < 'a' || sign > 'z' || strings.IndexByte("ilou", sign) >= 0 {
			return false
		}
	}
	return true
}
