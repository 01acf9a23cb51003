package reviewing

import (
	"regexp"
	"strings"
)

var (
	listItem = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)`)
	tableRow = regexp.MustCompile(`^\s*\|`)
	// headRule is the line below the head of a table.
	headRule = regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$`)
)

// bothTexts puts one version of a text below the other. They are two paragraphs,
// except where one list or one table goes on: a blank line would end it.
func bothTexts(first, second string) string {
	first = strings.TrimRight(first, "\n")
	if goesOn(strings.Split(first, "\n"), strings.Split(strings.TrimLeft(second, "\n"), "\n")) {
		return first + "\n" + strings.TrimLeft(second, "\n")
	}
	return first + "\n\n" + second
}

func goesOn(first, second []string) bool {
	last := first[len(first)-1]
	switch {
	case tableRow.MatchString(last) && tableRow.MatchString(second[0]):
		return len(second) < 2 || !headRule.MatchString(second[1]) // else it is a table of its own
	case listItem.MatchString(second[0]):
		return endsInList(first) && !loose(first) && !loose(second)
	}
	return false
}

// endsInList says whether the last line is an item or goes on with one.
func endsInList(lines []string) bool {
	for i := len(lines) - 1; i >= 0; i-- {
		if listItem.MatchString(lines[i]) {
			return true
		}
		if !strings.HasPrefix(lines[i], " ") && !strings.HasPrefix(lines[i], "\t") || strings.TrimSpace(lines[i]) == "" {
			return false
		}
	}
	return false
}

// loose says whether blank lines stand between the items of a list.
func loose(lines []string) bool {
	for i, l := range lines {
		if i > 0 && listItem.MatchString(l) && strings.TrimSpace(lines[i-1]) == "" {
			return true
		}
	}
	return false
}
