package ingest

import (
	"strings"
	"unicode"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// boxed is an action of an item with a check box. Its owner may stand before a
// colon: "[ ] Jane Doe: rotate the keys by 2026-05-01". Most words before a colon
// are a topic, though, and who is a person is known when all has been read.
type boxed struct {
	action int           // index in the document's actions
	before intake.Action // as it was before its words were read
	full   string
}

// owners reads the owners of items with a check box.
func (p *interp) owners() {
	if len(p.boxes) == 0 {
		return
	}
	known := acquaintances{}
	for _, x := range p.d.Participants {
		known.add(x.Name)
	}
	for _, a := range p.d.Actions {
		known.add(a.OwnerName)
	}
	for _, b := range p.boxes {
		now := &p.d.Actions[b.action]
		who, rest, ok := cutOwner(b.full)
		if !ok || now.OwnerRole != "" || now.OwnerName != "" {
			continue
		}
		a := b.before
		sure := false
		if a.OwnerRole, a.OwnerName, sure = p.ownerBefore(who, known); a.OwnerRole == "" && a.OwnerName == "" {
			continue
		}
		p.readAction(&a, rest)
		// What may be a name is one beside a date, as behind a dash.
		if sure || a.Due != "" {
			*now = a
			known.add(a.OwnerName)
		}
	}
}

// readAction fills an action from the words of a list item.
func (p *interp) readAction(a *intake.Action, full string) {
	p.titleOf(a, full)
	p.dueAtEnd(a)
}

// dueAtEnd takes a date off the end of a title where a word before it says that it
// is one: "… by 2026-05-01", "… due end of March 2026".
func (p *interp) dueAtEnd(a *intake.Action) {
	if a.Due != "" || a.DueRaw != "" {
		return
	}
	bare := strings.TrimRight(a.Title, ". ")
	for _, word := range []string{" due by ", " due ", " by "} {
		i := strings.LastIndex(bare, word)
		if i <= 0 {
			continue
		}
		title, date := strings.TrimRight(bare[:i], " ,;:–—-"), bare[i+len(word):]
		if _, ok := timeline.ParseDue(date, p.slash); !ok || title == "" {
			continue
		}
		p.dueOf(a, date)
		a.Title = p.tail(a, title)
		return
	}
}

// cutOwner cuts an item at its first colon, which may stand in the emphasis of the
// words before it: "**Jane:** …".
func cutOwner(full string) (who, rest string, ok bool) {
	line, _, _ := strings.Cut(full, "\n")
	i := strings.IndexByte(line, ':')
	if i <= 0 || i > 60 {
		return "", "", false
	}
	who, rest = line[:i], full[i+1:]
	if mark := who[:len(who)-len(strings.TrimLeft(who, "*_"))]; mark != "" {
		who = who[len(mark):]
		inside, closed := strings.CutSuffix(who, mark)
		if !closed {
			if rest, closed = strings.CutPrefix(rest, mark); !closed {
				return "", "", false
			}
		}
		who = inside
	}
	who = strings.TrimSpace(who)
	// "10:05" and "https://…" go on at once.
	if who == "" || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		return "", "", false
	}
	rest = strings.TrimSpace(rest)
	return who, rest, rest != ""
}

// ownerBefore says who the words before a colon are, a role or a name, or neither.
// sure is false for what only looks like a name.
func (p *interp) ownerBefore(who string, known acquaintances) (role, name string, sure bool) {
	if isTopic(who) {
		return "", "", false
	}
	if name := known.named(who); name != "" {
		return "", name, true
	}
	if strings.HasPrefix(who, "@") && len(strings.Fields(who)) == 1 && len(who) > 1 {
		role, name = personOf(who)
		return role, name, true
	}
	switch role, name = personOf(who); {
	case role != "" && !holdsWork(role):
		return "", "", false // "Network: …" is what it is about
	case role != "" && name != "":
		return role, name, true
	case role != "":
		return role, "", isTeam(who)
	}
	if p.maybeName(name) {
		return "", name, false
	}
	return "", "", false
}

// acquaintances are the people a document names elsewhere: who took part, and who
// owns another action. Each is found by the whole name, an account and the first
// and last word of the name; "" is a word that several have.
type acquaintances map[string]string

func (k acquaintances) add(name string) {
	bare, _, _ := strings.Cut(name, " (")
	words := strings.Fields(bare)
	if len(words) == 0 {
		return
	}
	k["="+accountOf(bare)] = name
	for _, w := range []string{words[0], words[len(words)-1]} {
		if had, ok := k[w]; ok && had != name {
			k[w] = ""
			continue
		}
		k[w] = name
	}
}

// named is the name of whom these words mean; words that several have stay as they
// are, and "" is nobody.
func (k acquaintances) named(who string) string {
	if name := k["="+accountOf(who)]; name != "" {
		return name
	}
	name, ok := k[who]
	if ok && name == "" {
		return who
	}
	return name
}

func accountOf(name string) string { return strings.ToLower(strings.TrimPrefix(name, "@")) }

// maybeName says that words have the form of a person's name and nothing in the
// document speaks against it: a thing is also written small somewhere.
func (p *interp) maybeName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 || isRole(s) {
		return false
	}
	for _, w := range words {
		runes := []rune(w)
		small := false
		for i, r := range runes {
			switch {
			case i == 0 && !unicode.IsUpper(r), !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.':
				return false
			}
			small = small || unicode.IsLower(r)
		}
		low := strings.ToLower(w)
		if !small && (len(words) == 1 || len(runes) > 2) || topicWords[low] || isThing(low) || p.writtenSmall(low) {
			return false
		}
	}
	return true
}

// writtenSmall says whether a word stands in the document in small letters.
func (p *interp) writtenSmall(word string) bool {
	if p.small == nil {
		p.small = map[string]bool{}
		for _, w := range strings.FieldsFunc(p.s.text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' }) {
			if unicode.IsLower([]rune(w)[0]) {
				p.small[w] = true
			}
		}
	}
	return p.small[word]
}

// isTopic says that words before a colon name a part of the action, a state or a
// matter, and nobody.
func isTopic(s string) bool {
	words, _ := plain(s)
	if m, label := lookupLabel(s); label && m.field != personField || words == "" || ownLabel(s) || isPlaceholder(s) || actionState(s) != "" || actionKind(s) != "" {
		return true
	}
	if r, exact := lookupHeading(s); r != noRole && exact {
		return true
	}
	return !strings.Contains(words, " ") && (topicWords[words] || isThing(words))
}

// isThing knows the endings of words for acts and matters.
func isThing(word string) bool {
	if len(word) < 6 {
		return false
	}
	for _, end := range []string{"ing", "tion", "sion", "ware", "ness", "logy", "ung", "keit", "heit"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// topicWords stand before a colon in lists of actions and are nobody's name, though
// they begin with a capital there.
var topicWords = map[string]bool{}

// workHolders are the words of a role that somebody holds: of "Network: …" and
// "Network team: …" only the second is an owner.
var workHolders = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`note notes todo fixme warning important caution attention reminder optional question questions idea ideas option example hint tip
		action actions task tasks item items bug bugs feature issue issues ticket follow-up followup priority urgent now later next soon first second third short long term
		medium high low critical major minor p0 p1 p2 p3 p4 phase step stage part goal goals scope owner owners due date deadline status
		monday tuesday wednesday thursday friday saturday sunday today tomorrow week month quarter january february march april may june july august september october november december
		add fix remove improve update upgrade review document test tests check verify create write migrate automate implement define deploy rotate replace enable disable reduce increase
		investigate prevent detect mitigate respond monitor alert alerts dashboard dashboards metric metrics log logs runbook runbooks playbook playbooks docs wiki process policy
		backup backups restore rollback release releases config configuration code codebase cache queue queues cluster clusters node nodes server servers host hosts client clients
		service services api apis app apps website site web mobile portal gateway proxy balancer load rate error errors retry retries circuit breaker health change changes
		certificate certificates cert certs dns tls ssl vpn key keys secret secrets password passwords access database databases db storage disk disks memory cpu network firewall
		kafka redis postgres postgresql mysql mongo mongodb cassandra elastic elasticsearch kubernetes docker terraform ansible jenkins grafana prometheus consul vault nginx haproxy
		envoy istio linux windows cloudflare github gitlab bitbucket slack teams jira confluence pagerduty opsgenie sentry datadog splunk airflow spark hadoop vault helm argo python java golang ruby node
		postmortem retrospective incident incidents outage security compliance privacy legal finance marketing sales data schema infrastructure platform frontend backend capacity latency
		achtung hinweis frage wichtig aufgabe anmerkung attention remarque`) {
		topicWords[w] = true
	}
	for _, w := range strings.Fields(`lead leader on-call oncall team teams commander engineer engineers sre sres devops manager managers director officer analyst analysts
		developer developers admin admins administrator administrators operator operators ops staff scribe facilitator liaison coordinator responder responders expert experts
		owner owners architect architects dba dbas head chief cto ciso ceo cio vp coo helpdesk squad tribe guild crew noc soc maintainer maintainers steward specialist specialists
		technician technicians group board committee deputy vendor supplier provider partner teamleiter leiter leitung bereitschaft responsable equipo équipe`) {
		workHolders[w] = true
	}
}

// holdsWork says that a role is one that somebody holds and no matter of work.
func holdsWork(role string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(role), func(r rune) bool {
		return r == ' ' || r == '/' || r == ',' || r == '&' || r == '(' || r == ')' || r == '_'
	}) {
		w = strings.Trim(w, ".:;#@*'")
		if workHolders[w] {
			return true
		}
		for _, part := range strings.Split(w, "-") {
			if len(part) > 2 && workHolders[part] {
				return true
			}
		}
	}
	return false
}
