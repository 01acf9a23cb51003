package leak

import (
	"net/netip"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// matcher finds one sort of words that give something away.
type matcher struct {
	kind Kind
	// hint, small and shape are what every text has that may match: one of each list that
	// is not empty, as it is written, in small letters, and in the shape of the text. Most
	// texts are not looked at for it.
	hint, small, shape []string
	// when is looked for in the shape too; nil asks nothing.
	when func(shape string) bool
	re   *regexp.Regexp
	// group of the expression that holds the words; 0 for all of it.
	group int
	// good looks closer; holds is false for what is only told. nil takes all.
	good func(s string, start, end int) (ok, holds bool)
	// until says where words end that go on behind the expression; nil where they do not.
	until func(s string, end int) int
	// prose: between marks of code it says nothing.
	prose bool
}

var matchers = []matcher{
	{kind: Secret, hint: []string{"PRIVATE KEY-----"}, re: regexp.MustCompile(`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----`), until: keyEnd},
	{kind: Secret, hint: []string{"AGE-SECRET-KEY-1"}, re: regexp.MustCompile(`AGE-SECRET-KEY-1[0-9A-Z]{20,}`)},
	{kind: Secret, hint: []string{"AKIA", "ASIA"}, re: regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z2-7]{16}\b`), good: notExample},
	{kind: Secret, hint: []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "npm_", "k_live_", "AIza", "hf_"},
		re: regexp.MustCompile(`\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|npm_[A-Za-z0-9]{36}|[sr]k_live_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_-]{35}|hf_[A-Za-z0-9]{30,})`)},
	{kind: Secret, hint: []string{"hooks.slack.com/"}, re: regexp.MustCompile(`hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}`)},
	{kind: Secret, hint: []string{"eyJ"}, re: regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}`)},
	{kind: Secret, hint: []string{"earer ", "asic "}, re: regexp.MustCompile(`\b[Bb](?:earer|asic)\s+([A-Za-z0-9._~+/-]{16,}=*)`), group: 1, good: random},
	{kind: Secret, hint: []string{"://"}, small: []string{"@"}, re: regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@<>"']*:([^\s/@<>"']{3,})@[A-Za-z0-9.-]+`), group: 1, good: written},
	{kind: Secret, hint: behindSign, small: []string{"passw", "passphrase", "secret", "token", "key"}, shape: figure,
		re: regexp.MustCompile(`(?i)\b(?:[a-z0-9]+[_-])*(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key)["']?\s*[:=]\s*["'` + "`" + `]?([A-Za-z0-9!#$%&*+,./:;?@^_~{}=-]{8,})`), group: 1, good: random},
	{kind: Secret, hint: behindSign, small: passwords, re: passwordIs, group: 1, good: chosen},
	{kind: Secret, hint: []string{"sk-"}, re: regexp.MustCompile(`\bsk-(?:[a-z0-9]{2,12}-){0,2}[A-Za-z0-9_-]{20,}`), good: random},
	{kind: Secret, hint: []string{"@"}, shape: figure, re: regexp.MustCompile(`@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}:([A-Za-z0-9!#$%&*+,./:;?@^_~{}=-]{8,})`), group: 1, good: password},
	{kind: Email, hint: []string{"@"}, re: regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}`), good: mailbox},
	{kind: User, hint: []string{"@"}, re: regexp.MustCompile(`@[A-Za-z](?:[A-Za-z0-9._-]{0,37}[A-Za-z0-9_])`), good: mention, prose: true},
	{kind: Phone, shape: []string{"+0"}, re: regexp.MustCompile(`\+[1-9][0-9]{0,2}(?:[ ./-]?\(?[0-9]{1,5}\)?){2,6}`), good: phone},
	{kind: Phone, shape: []string{"000-0000", "000.0000"}, re: regexp.MustCompile(`(?:\([2-9][0-9]{2}\) ?|\b[2-9][0-9]{2}[-.])[2-9][0-9]{2}[-.][0-9]{4}\b`), good: alone},
	{kind: Phone, hint: behindSign, small: []string{"tel", "phone", "mobile"}, shape: figure, re: regexp.MustCompile(`(?i)\b(?:tel|telephone|phone|mobile|cell phone)(?: ?(?:no|number|nr))?\.?\s*[:=]\s*(\(?[0-9][0-9 ()./-]{5,18}[0-9])`), group: 1},
	{kind: Phone, hint: []string{"0"}, when: dialled, re: regexp.MustCompile(`\(?\b0[1-9][0-9]{0,3}\)?(?:[ -]?[0-9]){5,9}\b`), good: national},
	{kind: Account, shape: []string{"AA00"}, re: regexp.MustCompile(`\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b`), good: account},
	{kind: Address, hint: []string{"10.", "172.", "192.168."}, shape: []string{"0.0"}, re: regexp.MustCompile(`\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b`), good: private},
}

// patterns finds what looks like a way to somebody or into something.
func patterns(s string) []Finding {
	var out []Finding
	look := newLooks(s)
	for _, m := range matchers {
		if !look.may(m) {
			continue
		}
		var marks *code
		if m.prose {
			marks = newCode(s)
		}
		for _, at := range m.re.FindAllStringSubmatchIndex(s, -1) {
			start, end := at[2*m.group], at[2*m.group+1]
			if m.until != nil {
				end = m.until(s, end)
			} else {
				end = start + len(strings.TrimRight(s[start:end], ".,;:/?!"))
			}
			ok, holds := end > start, true
			if m.good != nil {
				ok, holds = m.good(s, start, end)
			}
			if ok && (marks == nil || !marks.holds(start)) {
				out = append(out, Finding{Kind: m.kind, Start: start, End: end, Holds: holds})
			}
		}
	}
	return out
}

func notExample(s string, start, end int) (bool, bool) {
	return !strings.HasSuffix(s[start:end], "EXAMPLE"), true
}

// filled are places where a program puts a value: ${DB_PASSWORD}, {{ password }},
// $TOKEN, %PASSWORD%. A single sign or small letters and figures after a $ may as well
// be part of what somebody chose.
var filled = regexp.MustCompile(`\$?\{+[^{}]*\}+|\$[A-Z_][A-Z0-9_]*|%[A-Z_][A-Z0-9_]*%`)

// variable is a name in small letters, which counts as such where it is all there is.
var variable = regexp.MustCompile(`^\$[A-Za-z_]+$`)

// own is what somebody wrote of a value: "" for what only stands for one.
func own(v string) string {
	small := strings.ToLower(v)
	for _, sign := range []string{"example", "xxx", "***", "...", "redacted"} {
		if strings.Contains(small, sign) {
			return ""
		}
	}
	if variable.MatchString(v) {
		return ""
	}
	return filled.ReplaceAllString(v, "")
}

// written takes what is no place for a value.
func written(s string, start, end int) (bool, bool) {
	return len(own(s[start:end])) >= 3, true
}

// random says whether a value may be a secret: letters and figures, and not what stands
// for one.
func random(s string, start, end int) (bool, bool) {
	v := own(s[start:end])
	letters, figures := 0, 0
	kinds := map[rune]bool{}
	for _, r := range v {
		kinds[r] = true
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			figures++
		}
	}
	path := strings.Contains(v, "://") || strings.Count(v, "/") > 2
	return letters >= 2 && figures >= 2 && len(kinds) >= 6 && !path, true
}

// shared mailboxes are nobody's in particular.
var mailboxes = set("abuse admin admins alerts billing contact dev devops feedback hello help helpdesk hostmaster info infra it jobs mail " +
	"marketing noc noreply no-reply notifications office oncall on-call operations ops platform postmaster pr press privacy root sales " +
	"security service sre status support sysadmin team tech webmaster")

// endings of names of files, units and images, which no address has.
var notDomains = set("service socket timer target mount slice scope path conf json yaml yml js ts py go md sh txt log local internal lan example invalid test localhost png svg jpg tar gz zip")

func mailbox(s string, start, end int) (bool, bool) {
	name, domain, _ := strings.Cut(s[start:end], "@")
	name, domain = strings.ToLower(name), strings.ToLower(domain)
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	after := s[end:]
	switch {
	case notDomains[last], strings.HasSuffix("."+domain, ".example.com"), strings.HasSuffix("."+domain, ".example.org"), strings.HasSuffix("."+domain, ".example.net"):
		return false, false
	case name == "git", strings.HasPrefix(after, ":") && strings.Contains(unbroken(after[1:]), "/"):
		return false, false // where a repository lies
	}
	return true, !mailboxes[name]
}

// unbroken is the beginning of a text up to its first blank, quote or comma.
func unbroken(s string) string {
	const longest = 256
	s = s[:min(len(s), longest)]
	if end := strings.IndexAny(s, " \t\r\n\"'`,;<>()[]"); end >= 0 {
		s = s[:end]
	}
	return s
}

// password is what stands behind an address and a colon, where it is no path and no
// name of a file.
func password(s string, start, end int) (bool, bool) {
	v := s[start:end]
	dot := strings.LastIndexByte(v, '.')
	if strings.Contains(unbroken(s[start:]), "/") || dot >= 0 && len(v)-dot <= 5 {
		return false, false
	}
	return random(s, start, end)
}

// everybody are mentions of no person.
var everybody = set("all channel here everyone everybody team oncall on-call sre ops dev devops support admin admins security infra platform " +
	"media import param return returns override deprecated nullable inject autowired test before after latest next beta alpha main master " +
	"types type todo fixme see since author version throws data component injectable input output")

// mention is an @ before a name.
func mention(s string, start, end int) (bool, bool) {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	if start > 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([{,;:*_\"'“‘/|–—>", before) {
		return false, false
	}
	if strings.HasSuffix(s[:start], "//") || strings.HasPrefix(s[end:], "/") || strings.HasPrefix(s[end:], "@") || strings.HasPrefix(s[end:], "(") {
		return false, false // an address, the name of a package, a call
	}
	return !everybody[strings.ToLower(s[start+1:end])], true
}

// phone is an international number: a country, and figures in groups, or all of them.
func phone(s string, start, end int) (bool, bool) {
	figures, groups := 0, 1
	for _, r := range s[start+1 : end] {
		if unicode.IsDigit(r) {
			figures++
		} else {
			groups++
		}
	}
	ok, _ := alone(s, start, end)
	return ok && figures <= 15 && (figures >= 9 && groups >= 3 || figures >= 11), true
}

// alone says whether no word, figure or path goes on beside the words.
func alone(s string, start, end int) (bool, bool) {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	goesOn := func(r rune, more string) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r != utf8.RuneError && strings.ContainsRune(more, r)
	}
	return !(start > 0 && goesOn(before, "_-/=.#+")) && !goesOn(after, "_-/=%"), true
}

// private is an address inside a network: told, for it names a machine and nobody.
func private(s string, start, end int) (bool, bool) {
	ip, err := netip.ParseAddr(s[start:end])
	return err == nil && ip.IsPrivate(), false
}
