package leak

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// unfound are what the other tests of the package have no example of.
var unfound = []string{
	"npm_" + strings.Repeat("a1", 18), "AGE-SECRET-KEY-1" + strings.Repeat("QZ", 12), "eyJ" + strings.Repeat("a", 12) + ".eyJ" + strings.Repeat("b", 12) + ".sig123",
	"-----BEGIN RSA " + "PRIVATE KEY-----", "https://hooks.slack.com/" + "services/T0" + strings.Repeat("B1/", 9), "sk-" + "live-" + strings.Repeat("a1B2", 6),
}

// What the expressions would find without anything before them is not lost to what is
// looked at first.
func TestWhatIsLookedAtFirstKeepsNothingFromBeingFound(t *testing.T) {
	var lines []string
	for _, name := range []string{"leak_test.go", "large_test.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(string(data), "\n")...)
	}
	lines = append(lines, unfound...)
	matched := make([]bool, len(matchers))
	compare := func(s string) {
		look := newLooks(s)
		for i, m := range matchers {
			found := false
			for _, at := range m.re.FindAllStringSubmatchIndex(s, -1) {
				start, end := at[2*m.group], at[2*m.group+1]
				if m.until == nil {
					end = start + len(strings.TrimRight(s[start:end], ".,;:/?!"))
				}
				ok := end > start
				if ok && m.good != nil {
					ok, _ = m.good(s, start, end)
				}
				found = found || ok
			}
			if matched[i] = matched[i] || found; found && !look.may(m) {
				t.Errorf("%s %q is not looked for in %q", m.kind, m.re, s)
			}
		}
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for _, l := range lines {
		compare(l)
		other := lines[dice.IntN(len(lines))]
		for _, s := range []string{strings.ToUpper(l), strings.ToLower(l), l[min(len(l), dice.IntN(40)):], l + other, strings.ReplaceAll(l, "s", "ſ"), strings.ReplaceAll(l, " ", "-"), strings.ReplaceAll(l, "-", " ")} {
			compare(s)
		}
	}
	for i, m := range matchers {
		if !matched[i] {
			t.Errorf("no text has what %s %q finds", m.kind, m.re)
		}
	}
}
