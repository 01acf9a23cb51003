package ingest

import (
	"strings"
	"unicode"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// cutBehindOwner ends a title behind its first line when that line ends with an
// owner or a date and the lines below it only go on telling: they are text, and
// no part of the owner's name.
func (p *interp) cutBehindOwner(a *intake.Action, full, title, text string) (string, string) {
	line, _, more := strings.Cut(full, "\n")
	line = strings.TrimSpace(line)
	below, ok := strings.CutPrefix(title, line+" ")
	if !more || !ok || len(strings.Fields(below)) < 2 {
		return title, text
	}
	try, other := *a, *a
	p.tail(&try, line)
	p.tail(&other, below)
	owned := try.OwnerRole != a.OwnerRole || try.OwnerName != a.OwnerName || try.Due != a.Due
	if !owned || other != *a {
		return title, text
	}
	if text != "" {
		below += "\n\n" + text
	}
	return line, below
}

// dashParts reads an owner and a date behind dashes: "… — @name, 01.09.2023",
// "… — Jane Doe — by end of March 2024". Both must be there; a dash with one of
// them alone is more often part of the sentence.
func (p *interp) dashParts(a *intake.Action, t string) (before string, ok bool) {
	if a.OwnerName != "" || a.OwnerRole != "" || a.Due != "" || a.DueRaw != "" {
		return "", false
	}
	for _, dash := range []string{" — ", " – ", " - "} {
		i := strings.LastIndex(t, dash)
		if i <= 0 {
			continue
		}
		last := t[i+len(dash):]
		if p.ownerAndDue(a, last) {
			return strings.TrimSpace(t[:i]), true
		}
		if k := strings.LastIndex(t[:i], dash); k > 0 {
			middle := t[k+len(dash) : i]
			if p.ownerThenDue(a, middle, last) || p.ownerThenDue(a, last, middle) {
				return strings.TrimSpace(t[:k]), true
			}
		}
	}
	return "", false
}

// ownerAndDue reads "Platform Team, 2024-03" into an action.
func (p *interp) ownerAndDue(a *intake.Action, part string) bool {
	who, when, comma := strings.Cut(part, ", ")
	return comma && p.ownerThenDue(a, who, when)
}

func (p *interp) ownerThenDue(a *intake.Action, who, when string) bool {
	who, when = strings.Trim(who, " *_"), strings.Trim(when, " *_")
	if !isOwner(who) {
		return false
	}
	if _, ok := timeline.ParseDue(when, p.slash); !ok {
		return false
	}
	a.OwnerRole, a.OwnerName = personOf(who)
	p.dueOf(a, when)
	return true
}

// bracketed reads what stands in brackets at the end of a title: an owner with a
// date, a date with "by" before it, or in square brackets an owner alone.
func (p *interp) bracketed(a *intake.Action, inner string, square bool) bool {
	if a.OwnerName != "" || a.OwnerRole != "" {
		return false
	}
	if a.Due == "" && a.DueRaw == "" && p.ownerAndDue(a, inner) {
		return true
	}
	if square && (isOwnerName(inner) || isTeam(inner)) && actionState(inner) == "" {
		a.OwnerRole, a.OwnerName = personOf(inner)
		return true
	}
	return false
}

// isOwner says that words beside a date name who does it: an account, a name of
// up to three words with capitals, or a team.
func isOwner(s string) bool {
	if isOwnerName(s) || isTeam(s) {
		return true
	}
	words := strings.Fields(s)
	return len(words) == 1 && looksLikeName(s) && unicode.IsUpper([]rune(s)[0])
}

// isTeam knows a role of a few words that begins with a capital.
func isTeam(s string) bool {
	words := strings.Fields(s)
	return len(words) > 0 && len(words) <= 4 && unicode.IsUpper([]rune(s)[0]) && isRole(s)
}

// isOwnerName knows an account ("@carol"), and a name of two or three words that
// all begin with a capital.
func isOwnerName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 1 {
		return len(s) > 1 && s[0] == '@'
	}
	if len(words) < 2 || len(words) > 3 || !looksLikeName(s) {
		return false
	}
	for _, w := range words {
		if !unicode.IsUpper([]rune(w)[0]) {
			return false
		}
	}
	return true
}
