package ingest

import (
	"strings"
	"unicode"
)

// role is what a heading says about the text below it. Its value is the key of
// the section.
type role string

const (
	noRole        role = ""
	summaryRole   role = "summary"
	impactRole    role = "impact"
	timelineRole  role = "timeline"
	rootRole      role = "root_cause"
	factorRole    role = "contributing_factors"
	triggerRole   role = "trigger"
	detectRole    role = "detection"
	responseRole  role = "response"
	resolveRole   role = "resolution"
	actionRole    role = "actions"
	lessonRole    role = "lessons"
	wellRole      role = "went_well"
	wrongRole     role = "went_wrong"
	luckRole      role = "luck"
	whysRole      role = "five_whys"
	peopleRole    role = "participants"
	backRole      role = "background"
	supportRole   role = "supporting"
	detailRole    role = "details"
	messageRole   role = "communication"
	recurrence    role = "recurrence"
	riskRole      role = "risks"
	glossaryRole  role = "glossary"
	questionRole  role = "open_questions"
	difficultRole role = "difficulties"
)

// telling are the roles that only a report about an incident has.
var telling = map[role]bool{
	timelineRole: true, rootRole: true, factorRole: true, triggerRole: true, wellRole: true,
	wrongRole: true, luckRole: true, whysRole: true, actionRole: true, lessonRole: true,
	impactRole: true, detectRole: true, resolveRole: true,
}

// headings is the table of what documents call their sections, lower case, one
// space between words, no punctuation.
var headings = map[role][]string{
	summaryRole: {"summary", "overview", "tldr", "tl dr", "abstract", "executive summary", "exec summary", "what happened",
		"short description", "description", "synopsis", "problem statement", "problem", "the problem", "problem description", "in short",
		"narrative", "narrative description", "what went down", "in brief", "at a glance", "zusammenfassung", "überblick",
		"résumé", "resumé", "resumen", "resumo", "sammanfattning", "samenvatting"},
	impactRole: {"impact", "impact assessment", "business impact", "customer impact", "user impact", "impact on users", "impact on customers", "who was affected",
		"what was affected", "customer employee impact", "customer service impact", "effects", "scope", "scope of impact", "blast radius", "consequences",
		"what was the impact", "auswirkungen", "auswirkung", "impacto", "affected users", "user experience"},
	timelineRole: {"timeline", "time line", "chronology", "sequence of events", "chain of events", "history of events", "log", "event log",
		"course of events", "what happened when", "events", "order of events", "chronological order", "zeitleiste", "zeitlicher ablauf", "ablauf", "zeitverlauf", "chronologie",
		"cronología", "cronologia", "línea de tiempo", "linha do tempo", "tidslinje", "tijdlijn", "timelines", "response timeline"},
	rootRole: {"root cause", "root causes", "cause", "causes", "the cause", "root cause analysis", "rca", "cause analysis", "causal analysis",
		"why did it happen", "why did this happen", "why it happened", "what caused it", "what caused this", "what was the cause", "reason", "reasons", "fault", "underlying cause",
		"underlying causes", "technical cause", "cause of the outage", "ursache", "ursachen", "grundursache", "cause racine", "causes racines", "causa raíz", "causa raiz", "proximate cause",
		"suspected root cause", "diagnosis", "grundorsak", "oorzaak"},
	factorRole: {"contributing factors", "contributing factor", "contributing causes", "contributing cause", "contributors", "contributors enablers", "enablers", "factors",
		"contributory factors", "contributing conditions", "what contributed", "causal factors", "facteurs contributifs", "beitragende faktoren", "factores contribuyentes", "secondary causes"},
	triggerRole: {"trigger", "triggers", "triggering event", "trigger event", "what triggered it", "auslöser", "déclencheur"},
	detectRole: {"detection", "how was it detected", "how was the incident detected", "how did we detect it", "how was this detected", "how did we find out", "discovery", "monitoring and detection",
		"alerting", "how detected", "how did we notice", "how was it noticed", "erkennung", "détection", "detección"},
	responseRole: {"response", "incident response", "how did we respond", "how we responded", "emergency response", "investigation", "what did we do", "actions taken", "steps taken", "immediate actions",
		"diagnosis and response", "immediate response", "troubleshooting"},
	resolveRole: {"resolution", "recovery", "mitigation", "remediation", "fix", "the fix", "solution", "how was it fixed", "how was it resolved", "how did we fix it", "how we fixed it",
		"resolution and recovery", "recovery steps", "containment", "restoration", "workaround", "behebung", "lösung", "résolution", "resolución", "mitigators", "how was the incident resolved"},
	actionRole: {"action items", "action item", "actions", "action", "follow ups", "follow up", "followups", "followup", "follow up actions", "follow up items", "follow up action items",
		"corrective actions", "corrective action", "corrective and preventive actions", "corrective and preventative actions", "corrective and preventative measures", "corrective and preventative measure",
		"corrective and preventive measures", "corrective measures", "preventive actions", "preventative actions", "preventive measures", "preventative measures", "prevention", "actionables", "actionable",
		"next steps", "todo", "to do", "todos", "to dos", "tasks", "remediation items", "remediation actions", "remediations", "improvements", "improvement actions", "action plan", "planned actions", "future actions", "remedial actions",
		"prevention and follow up", "what are we doing about it", "what we are doing about it", "what are we doing to prevent this", "what are we doing to prevent this in the future", "preventing recurrence", "recommendations", "follow up tasks", "follow up work", "post incident actions",
		"future work", "work items", "maßnahmen", "massnahmen", "nächste schritte", "actions correctives", "plan d'action", "acciones", "acciones correctivas", "ações", "åtgärder", "acties", "repair items", "repairs"},
	lessonRole: {"lessons", "lesson", "lessons learned", "lessons learnt", "learnings", "learning", "what we learned", "what did we learn", "what we learnt", "key learnings", "takeaways", "key takeaways",
		"retrospective", "retro", "conclusion", "conclusions", "reflections", "reflection", "insights", "discussion", "key takeaways themes questions", "findings", "how did we do", "howd we do", "how'd we do", "lehren", "erkenntnisse", "leçons", "leçons apprises", "lecciones aprendidas", "lärdomar", "analysis"},
	wellRole: {"what went well", "went well", "things that went well", "what worked well", "what worked", "what went right", "positives", "the good", "good", "successes", "what we did well", "what did we do well", "what did go well", "what helped", "was lief gut", "ce qui a bien fonctionné"},
	wrongRole: {"what went wrong", "went wrong", "things that went wrong", "what went badly", "what went poorly", "went poorly", "what didnt go well", "what didn't go well", "what did not go well", "what didnt go so well", "what didn't go so well", "what did not go so well",
		"what could have gone better", "what could have been better", "what could be improved", "what can be improved", "what could we have done better", "what could we do better", "what went less well", "what didnt work", "what didn't work", "what did not work", "negatives", "the bad", "bad", "could be improved", "needs improvement", "areas for improvement", "areas of improvement", "room for improvement", "what needs improvement", "opportunities for improvement", "was lief schlecht"},
	luckRole: {"where luck helped", "where we got lucky", "what went lucky", "got lucky", "we got lucky", "luck", "lucky", "where did we get lucky", "what was lucky", "lucky breaks", "near misses"},
	whysRole: {"5 whys", "five whys", "5 why", "five why", "5 whys analysis", "five whys analysis", "5 why analysis", "the 5 whys", "the five whys", "why analysis", "whys", "5xwhy", "root cause 5 whys", "5w"},
	peopleRole: {"attendees", "atendees", "attendance", "participants", "participant", "people involved", "involved parties", "responders", "incident responders", "responder", "authors", "author", "people", "team", "incident team", "response team",
		"involved", "who was involved", "roles", "incident roles", "roles and responsibilities", "contributors to this document", "investigators", "investigators authors", "interviews", "reviewers", "stakeholders", "present", "teilnehmer", "participantes", "key people", "facilitator", "facilitators", "owner", "owners", "incident commander", "incident lead"},
	backRole:      {"background", "context", "leadup", "lead up", "leadin", "prelude", "introduction", "intro", "preamble", "prerequisites", "system overview", "hintergrund"},
	supportRole:   {"supporting information", "supporting material", "supporting materials", "supporting documents", "references", "reference", "links", "resources", "related", "related incidents", "related issues", "related issues prs", "related links", "appendix", "appendices", "graphs", "screenshots", "evidence", "attachments", "further reading", "footnotes", "notes", "images", "data", "metrics", "dashboards", "useful links", "external links", "relevant links", "see also"},
	detailRole:    {"details", "incident details", "metadata", "stats", "statistics", "incident information", "information", "info", "incident metadata", "facts", "key facts", "times", "key times", "key timestamps", "incident times", "incident response timing", "timing", "incident metrics", "incident data", "general information", "general", "header", "at a glance facts", "incident facts", "incident info", "document info", "about", "scorecard"},
	messageRole:   {"communication", "communications", "messaging", "external communication", "internal communication", "customer communication", "public communication", "status page", "external message", "internal email", "announcements", "stakeholder communication"},
	recurrence:    {"recurrence", "has this happened before", "backlog check", "previous incidents", "prior incidents", "similar incidents", "history"},
	riskRole:      {"risks", "risk", "remaining risks", "residual risk"},
	glossaryRole:  {"glossary", "terms", "definitions", "terminology"},
	questionRole:  {"open questions", "questions", "unanswered questions", "questions for follow up", "outstanding questions", "unknowns"},
	difficultRole: {"difficulties", "difficulties during handling", "challenges", "obstacles", "complications"},
}

var headingIndex = func() map[string]role {
	m := map[string]role{}
	for r, names := range headings {
		for _, n := range names {
			m[n] = r
		}
	}
	return m
}()

// fillers may stand around a known heading without changing it.
var fillers = map[string]bool{"incident": true, "issue": true, "outage": true, "the": true, "our": true, "detailed": true, "final": true, "proposed": true, "initial": true,
	"preliminary": true, "key": true, "full": true, "post": true, "postmortem": true, "mortem": true, "high": true, "level": true, "brief": true, "technical": true, "quick": true,
	"short": true, "primary": true, "main": true, "section": true, "possible": true, "potential": true, "suggested": true, "a": true, "of": true, "this": true, "customer": true, "team": true, "some": true, "more": true, "long": true, "term": true, "immediate": true, "utc": true, "general": true, "overall": true}

// parts of a heading that give the role away, in the order they are tried.
var tellingWords = []struct {
	words string
	role  role
}{
	{"5 why", whysRole}, {"five why", whysRole},
	{"went well", wellRole}, {"worked well", wellRole}, {"went right", wellRole},
	{"went wrong", wrongRole}, {"go well", wrongRole}, {"went badly", wrongRole}, {"went poorly", wrongRole}, {"gone better", wrongRole}, {"be improved", wrongRole}, {"go so well", wrongRole},
	{"lucky", luckRole}, {"lessons learn", lessonRole},
	{"action item", actionRole}, {"corrective action", actionRole}, {"preventive action", actionRole}, {"preventative action", actionRole}, {"follow up action", actionRole},
	{"contributing factor", factorRole}, {"root cause", rootRole},
	{"timeline", timelineRole}, {"sequence of events", timelineRole},
}

// plain brings a heading to the form of the table: lower case, words only,
// without a number, emphasis, brackets or emoji. The text in brackets is given
// back beside it.
func plain(title string) (words string, bracketed string) {
	var out, aside strings.Builder
	depth := 0
	gap := false
	for _, r := range title {
		switch {
		case r == '(' || r == '[':
			depth++
			gap = true
			continue
		case (r == ')' || r == ']') && depth > 0:
			depth--
			gap = true
			continue
		}
		b := &out
		if depth > 0 {
			b = &aside
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '\'' || r == '’') && b.Len() > 0 {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			if r == '’' {
				r = '\''
			}
			b.WriteRune(unicode.ToLower(r))
		} else {
			gap = true
		}
	}
	words = strings.Trim(out.String(), "' ")
	// "3. Timeline", "2.1 Impact", "Section 4: Actions" are numbered; "5 whys" is
	// not.
	fields := strings.Fields(words)
	for len(fields) > 1 && isNumber(fields[0]) && !strings.HasPrefix(fields[1], "why") {
		fields = fields[1:]
	}
	return strings.Join(fields, " "), aside.String()
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// lookupHeading says what a heading means. exact is false where only a part of
// it was known.
func lookupHeading(title string) (r role, exact bool) {
	if len(title) > 160 {
		return noRole, false
	}
	words, aside := plain(title)
	if words == "" {
		words = aside
	}
	if words == "" {
		return noRole, false
	}
	if r, ok := headingIndex[words]; ok {
		return r, true
	}
	fields := strings.Fields(words)
	if len(fields) > 10 {
		if fields[0] == "timeline" {
			return timelineRole, false // with its dates and its zone behind it
		}
		return noRole, false
	}
	kept := make([]string, 0, len(fields))
	for _, f := range fields {
		if !fillers[f] {
			kept = append(kept, f)
		}
	}
	if r, ok := headingIndex[strings.Join(kept, " ")]; ok && len(kept) > 0 {
		return r, true
	}
	for _, t := range tellingWords {
		if strings.Contains(words, t.words) {
			return t.role, false
		}
	}
	// "Impact & metrics", "Detection / response": the first part counts.
	for _, sep := range []string{" & ", " and ", "/", ",", " - ", " – ", ":"} {
		if head, _, ok := strings.Cut(strings.ToLower(title), sep); ok {
			w, _ := plain(head)
			if r, ok := headingIndex[w]; ok {
				return r, false
			}
		}
	}
	return noRole, false
}

// slug is the key of a section whose heading is not known.
func slug(title string) string {
	words, _ := plain(title)
	s := strings.ReplaceAll(strings.ReplaceAll(words, "'", ""), " ", "_")
	if len(s) > 40 {
		s = strings.TrimRight(s[:40], "_")
		for len(s) > 0 && !isASCIITail(s) {
			s = s[:len(s)-1]
		}
	}
	if s == "" {
		return "section"
	}
	return s
}

func isASCIITail(s string) bool { return s[len(s)-1] < 0x80 }
