package ingest

import (
	"strings"
	"unicode"

	"secondstory/backend/domain/intake"
)

// roleWords are the words that make a text a role and not a name.
var roleWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`lead leader on-call oncall call team teams commander engineer engineers engineering sre sres devops support manager managers
		director officer analyst analysts developer developers dev devs admin admins administrator administrators operator operators ops operations staff
		scribe facilitator liaison coordinator responder responders expert experts owner owners architect architects dba dbas network security infrastructure platform
		head chief cto ciso ceo cio vp coo pm product qa tester testers customer customers user users client clients vendor vendors supplier suppliers provider
		helpdesk desk service services backend frontend data payments billing finance legal marketing sales comms communications communication database storage
		incident ic sme smes tier primary secondary deputy author authors reviewer reviewers investigator approver maintainer maintainers steward specialist specialists technician technicians
		group squad tribe guild department crew community core web mobile release platform noc soc it hr pr site reliability monitoring automation bot scheduler
		system systems third-party party partner management board executive shift duty hotline everyone all nobody somebody both subject matter members member
		teamleiter leiter leitung bereitschaft betrieb technik entwicklung équipe responsable equipo`) {
		roleWords[w] = true
	}
}

// collective labels of people and the role of one of them.
var collective = map[string]string{
	"authors": "Author", "author": "Author", "written by": "Author", "prepared by": "Author", "postmortem author": "Author", "report author": "Author", "autor": "Author", "autoren": "Author", "verfasser": "Author",
	"owners": "Owner", "reviewers": "Reviewer", "reviewed by": "Reviewer", "approvers": "Approver", "approved by": "Approver",
	"responders": "Responder", "incident responders": "Responder", "responder": "Responder", "response team": "Responder", "incident team": "Responder",
	"attendees": "", "atendees": "", "attendance": "", "participants": "", "participant": "", "people involved": "", "involved": "", "involved parties": "", "people": "", "team members": "", "who was involved": "",
	"present": "", "stakeholders": "Stakeholder", "team": "", "roles": "", "incident roles": "", "roles and responsibilities": "", "key people": "", "interviews": "Interviewee", "contributors": "Contributor", "contributors to this document": "Contributor", "teilnehmer": "", "beteiligte": "", "beteiligt": "", "participantes": "",
	"facilitators": "Facilitator", "investigators": "Investigator", "investigators authors": "Investigator", "subject matter experts": "Subject matter expert", "smes": "Subject matter expert",
}

// isRole says whether a text names a role, a team or a function.
func isRole(s string) bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r == ' ' || r == '/' || r == ',' || r == '&' || r == '(' || r == ')' || r == '_'
	})
	if len(words) == 0 {
		return false
	}
	for _, w := range words {
		w = strings.Trim(w, ".:;#@*'")
		if roleWords[w] || roleWords[strings.TrimSuffix(w, "'s")] {
			return true
		}
		// "sre-team", "@payments-oncall"
		for _, part := range strings.Split(w, "-") {
			if len(part) > 2 && roleWords[part] {
				return true
			}
		}
	}
	return false
}

// NamesRole says whether a text names a role or a team and no person: it has a word of one,
// and nobody stands beside it.
func NamesRole(text string) bool {
	role, name := personOf(text)
	return role != "" && name == ""
}

// personOf tells role and name apart: "Jane Doe (Incident commander)", "SRE
// team", "@jane", "Incident commander: Jane Doe".
func personOf(s string) (role, name string) {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "*_`"))
	if s == "" {
		return "", ""
	}
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		outer, inner := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:len(s)-1])
		switch {
		case isRole(inner) && !isRole(outer):
			return inner, outer
		case isRole(outer) && !isRole(inner) && looksLikeName(inner):
			return outer, inner
		}
	}
	for _, sep := range []string{": ", " - ", " – ", " — ", ", "} {
		a, b, ok := strings.Cut(s, sep)
		if !ok {
			continue
		}
		a, b = strings.Trim(strings.TrimSpace(a), "*_:"), strings.Trim(strings.TrimSpace(b), "*_")
		switch {
		case isRole(a) && !isRole(b) && looksLikeName(b):
			return a, b
		case isRole(b) && !isRole(a) && looksLikeName(a):
			return b, a
		}
	}
	if isRole(s) {
		return s, ""
	}
	return "", s
}

// looksLikeName says that a text may be the name of one person or account.
func looksLikeName(s string) bool {
	s = strings.TrimSpace(s)
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 || len(s) > 60 || strings.ContainsAny(s, "?!;<>{}=|") || isPlaceholder(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsDigit(r) && !strings.HasPrefix(s, "@") && !strings.Contains(s, "@") && len(words) > 1 {
			return false
		}
	}
	if strings.HasSuffix(s, ".") && len(words) > 2 {
		return false
	}
	// Words in lower case are a name only alone, as an account: "see the wiki" is
	// none.
	if len(words) > 1 {
		for _, w := range []string{words[0], words[len(words)-1]} {
			if r := []rune(w)[0]; unicode.IsLower(r) {
				return false
			}
		}
	}
	return true
}

// splitPeople cuts a list of people.
func splitPeople(s string) []string {
	s = strings.NewReplacer(" and ", ", ", " & ", ", ", ";", ",", "\n", ",", " und ", ", ", "<br>", ",", "<br/>", ",").Replace(s)
	var out []string
	depth, at := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth <= 0 {
				out = append(out, s[at:i])
				at = i + 1
			}
		}
	}
	out = append(out, s[at:])
	kept := out[:0]
	for _, p := range out {
		p = strings.TrimSpace(strings.Trim(strings.TrimSpace(p), "*_"))
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// readPeople makes participants of a value. ok is false when the value is no
// list of people; nothing is taken then.
func readPeople(label, value string, line int) (out []intake.Participant, ok bool) {
	parts := splitPeople(value)
	if len(parts) == 0 || len(parts) > 40 {
		return nil, false
	}
	words, _ := plain(label)
	def, group := collective[words]
	if !group {
		def = label
	}
	// "Jane Doe, Incident commander" is one person.
	if r, n := personOf(value); r != "" && n != "" && len(parts) == 2 && !strings.Contains(value, "(") {
		return []intake.Participant{{Role: r, Name: n, Line: line}}, true
	}
	for _, p := range parts {
		r, n := personOf(p)
		if n != "" && !looksLikeName(n) || r != "" && (len(strings.Fields(r)) > 6 || strings.HasSuffix(r, ".")) {
			return nil, false
		}
		switch {
		case r == "":
			r = def
		case n == "" && def != "" && !strings.EqualFold(def, r):
			r = def + " (" + r + ")"
		}
		out = append(out, intake.Participant{Role: r, Name: n, Line: line})
	}
	return out, true
}
