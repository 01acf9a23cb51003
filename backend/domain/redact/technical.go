package redact

import (
	"net/netip"
	"regexp"
	"strings"
)

type pattern struct {
	kind  Kind
	re    *regexp.Regexp
	group int
	good  func(string) bool
}

// patterns of what only those know who work on a system. Words of a language are
// none of them: a false hit spoils a sentence, and a person sees the list.
var patterns = []pattern{
	{kind: Link, re: regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>"'‹›|]+`)},
	{kind: Link, re: regexp.MustCompile(`\bwww\.[^\s<>"'‹›|]+`)},
	{kind: Machine, re: regexp.MustCompile(`\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?::[0-9]{2,5})?\b`), good: isAddress},
	{kind: Machine, re: regexp.MustCompile(`\b(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){1,6}\b`), good: isAddress},
	{kind: Machine, re: regexp.MustCompile(`\b(?:[0-9A-Fa-f]{1,4}:)+(?::[0-9A-Fa-f]{1,4})+\b`), good: isAddress},
	{kind: Machine, re: regexp.MustCompile(`\b(?:[0-9A-Fa-f]{1,4}:){1,7}:/[0-9]{1,3}\b`), good: isAddress},
	{kind: Machine, re: regexp.MustCompile(`(?:^|[^\w:])(::(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{1,4})\b`), group: 1, good: isAddress},
	// What is said first of the same words stands first.
	{kind: Identifier, re: regexp.MustCompile(`\b(?:[A-Za-z0-9]+\.)*[A-Z][A-Za-z0-9]+(?:Exception|Error)\b`)},
	{kind: Identifier, re: regexp.MustCompile(`\bCVE-[0-9]{4}-[0-9]{4,7}\b`)},
	{kind: Machine, re: regexp.MustCompile(`(?i)\b[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,8}(?::[0-9]{2,5})?\b`), good: isHost},
	{kind: Machine, re: regexp.MustCompile(`(?i)\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b`), good: isMachine},
	{kind: File, re: regexp.MustCompile(`(?:^|[\s("'=‘“])(~?(?:/[A-Za-z0-9_.@%+-]+){2,}/?)`), group: 1},
	{kind: File, re: regexp.MustCompile(`\b[A-Za-z]:\\[^\s"'<>|]+|\\\\[A-Za-z0-9_.-]+\\[^\s"'<>|]+`)},
	{kind: File, re: regexp.MustCompile(`\b[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.(?:go|py|js|ts|java|sql|ya?ml|json|toml|conf|cfg|ini|log|sh|rb|php|tf|xml|jar|dll|exe|service|env|pem|key|crt|db|lock)\b`)},
	{kind: Identifier, re: regexp.MustCompile(`\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b`)},
	{kind: Identifier, re: regexp.MustCompile(`\b(?:sha256:)?[0-9a-f]{7,64}\b`), good: isHash},
	{kind: Identifier, re: regexp.MustCompile(`\b0x[0-9A-Fa-f]{2,}\b`)},
	{kind: Identifier, re: regexp.MustCompile(`\b(?:[A-Za-z][A-Za-z0-9]*\.)*[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?:\.[a-z][A-Za-z0-9_]*)*(?:\(\))?`)},
	{kind: Identifier, re: regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9_.]*\(\)`)},
	{kind: Identifier, re: regexp.MustCompile(`\b[a-z]{2,}(?:[A-Z][a-z0-9]+)+\b`)},
	{kind: Identifier, re: regexp.MustCompile(`\b(?i:version|release|build|image|tag):? ([0-9]{1,4}(?:\.[0-9]{1,4}){1,3})\b`), group: 1},
	{kind: Identifier, re: regexp.MustCompile(`\bv?[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?:[-+][A-Za-z0-9.]+)?\b`), good: isVersion},
	{kind: Identifier, re: regexp.MustCompile(`\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}\b`), good: isTicket},
}

// technical lists what a text tells of the inner workings of a system.
func technical(s string) []Hit {
	var out []Hit
	for _, p := range patterns {
		for _, at := range p.re.FindAllStringSubmatchIndex(s, -1) {
			start, end := at[2*p.group], at[2*p.group+1]
			end = start + len(strings.TrimRight(s[start:end], ".,;:!?)'”’"))
			if p.kind == Identifier && strings.HasSuffix(s[start:min(end+1, len(s))], "()") {
				end++ // the bracket of a call belongs to it
			}
			if end > start && (p.good == nil || p.good(s[start:end])) {
				out = append(out, Hit{Kind: p.kind, Start: start, End: end})
			}
		}
	}
	return out
}

func isAddress(s string) bool {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.IsValid()
	}
	if p, err := netip.ParseAddrPort(s); err == nil {
		return p.IsValid()
	}
	a, err := netip.ParseAddr(s)
	return err == nil && a.IsValid()
}

// domains are the endings that make two words with a dot a host.
var domains = set("com net org io dev app cloud internal intranet local localhost lan corp svc cluster home test example invalid eu de dk no se fi nl fr es it pl uk us ch at be ie co")

// isHost takes names of hosts, whatever their case: three parts and more, or a known
// ending. Figures alone are none, and neither is an abbreviation.
func isHost(s string) bool {
	name, _, _ := strings.Cut(s, ":")
	parts := strings.Split(name, ".")
	last := parts[len(parts)-1]
	if strings.Trim(last, "0123456789") == "" || notHosts[strings.ToLower(name)] {
		return false
	}
	for _, p := range parts {
		if len(p) < 2 && len(parts) < 4 {
			return false // e.g., i.e., a.m.
		}
	}
	if sentenceEnd.MatchString(name) {
		return false // the end of a sentence and the next one: "failed.It"
	}
	return domains[strings.ToLower(last)] || len(parts) >= 3
}

var (
	sentenceEnd = regexp.MustCompile(`^(?:[a-z]+\.[A-Z][a-z]+|[A-Z][a-z]+\.[A-Z][a-z])$`)
	// notHosts are names of things that everybody buys.
	notHosts = set("asp.net vb.net ado.net")
)

// isMachine takes a name with a hyphen and a figure: "db-prod-3", "SRV-DB01". A figure
// that a word of plain language stands before is none.
func isMachine(s string) bool {
	if ticket.MatchString(s) || ourRef.MatchString(s) || single.MatchString(s) {
		return false // told as what it is, or plain
	}
	parts := strings.Split(s, "-")
	if beforeFigures[strings.ToLower(parts[0])] {
		return false
	}
	before := ""
	for i, p := range parts {
		p, figures := strings.ToLower(p), strings.Trim(p, "0123456789") == ""
		said := figures && (beforeFigures[before] || notTickets[before]) || i == 0 && level.MatchString(parts[0])
		if strings.ContainsAny(p, "0123456789") && !said {
			return true
		}
		if !said || !figures {
			before = p
		}
	}
	return false
}

var (
	ticket = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}$`)
	ourRef = regexp.MustCompile(`^[A-Z]{2,4}-[0-9]{2}-[0-9A-Z]{6,16}$`)
	single = regexp.MustCompile(`^[A-Z]-[0-9]+$`) // a road, an aircraft
	// level is how grave or how early something is: "P1-incident", "SEV1-call".
	level = regexp.MustCompile(`^(?:[A-Z][0-9]|B2[BC]|SEV[0-9]|FY[0-9]{2,4})$`)
)

// beforeFigures are words that stand before a figure in plain language.
var beforeFigures = set("covid mid pre post early late non sub top level phase step part day week year quarter version tier sev stage page under over all one two three four five " +
	"gate pier terminal platform track room floor line flight group team shift figure table chapter article annex option item point class grade priority severity boeing airbus windows " +
	"jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december mai okt dez")

func isHash(s string) bool {
	if strings.HasPrefix(s, "sha256:") {
		return true
	}
	return strings.ContainsAny(s, "0123456789") && strings.ContainsAny(s, "abcdef")
}

// isVersion leaves dates and the numbers of paragraphs alone: of three groups of
// figures one has two and more, and none a zero before it.
func isVersion(s string) bool {
	if strings.HasPrefix(s, "v") || strings.ContainsAny(s, "-+") {
		return true
	}
	long := false
	for _, p := range strings.Split(s, ".") {
		if len(p) > 1 && p[0] == '0' {
			return false
		}
		long = long || len(p) > 1
	}
	return long
}

// notTickets are heads before a hyphen and a figure that name no ticket.
var notTickets = set("sev utc gmt covid iso rfc rev act inc tls ipv q p s fy utf sha aes rsa")

func isTicket(s string) bool {
	head, _, _ := strings.Cut(s, "-")
	return !notTickets[strings.ToLower(head)]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
