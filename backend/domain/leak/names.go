package leak

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/domain/search"
)

// Person is somebody the workspace knows by name. Role may stand in place of the name.
type Person struct {
	Name string
	Role string
}

// Names finds people in texts.
type Names struct {
	byFirst map[string][]pattern
}

// pattern is a name as a row of words.
type pattern struct {
	words []string
	// capital: each word has to begin with a capital, where its script has any.
	capital bool
	// common: an everyday word, which at the beginning of a sentence says nothing.
	common bool
	// exact is how a name of two letters is written; any other writing is a word.
	exact string
	// told: the letters may stand for anything, as initials do.
	told bool
	// part: a word of a longer name.
	part bool
	role string
}

// particles stand in names and name nobody.
var particles = set("van von der den de del della di da dos du la le el al bin ibn ben abu ter ten zu zum zur af av san st saint mac mc " +
	"dr mr mrs ms mx prof sir jr sr ii iii phd and und et the of")

// everyday words are also names. Where such a word is the whole name, or a part of one,
// it counts inside a sentence only.
var everyday = set("will mark may grace page hope faith joy rose iris lane max bill jack rob pat sue art guy dean drew chase chance grant " +
	"miles ray rich frank ernest summer summers april june august march autumn dawn eve ivy lily olive pearl ruby amber crystal jade gene " +
	"dale glen heath hunter mason carter cooper parker taylor tanner baker cook king knight prince price young long short brown black white " +
	"green gray grey wood woods hill field fields stone rivers banks bell bush case cross day fox wolf hall hand head house law love major " +
	"moon noble park parks pond pool post power read reed rice root sharp small snow steel street strong swift wall walls ward wells west " +
	"north east south winter winters wise work best data test admin user service team chip cliff clay colt dot flint forest gale garnet " +
	"ginger harmony hazel honey jet kit lance mercy melody nick opal patience penny pierce pilot piper poppy queen ridge rocky rusty sandy " +
	"sage scout sky sterling storm sunny teddy trace trip victor violet wade jan mar dec don jean man mann bond bank bright brook brooks " +
	"burns bird berry ball barber bishop booth branch bridge bridges camp carpenter castle chambers church close coach cloud cruise curry " +
	"daily drake driver east english farmer fisher fleet flood flow flowers ford french frost gates german golden good grand ham hard harvest " +
	"haven hook hope horn hunt hurt job keen key keys lake lamb lead link little lock low lucky luck marks marsh mason mays means mills " +
	"minor monday moody moss mount nice night nor orange otter page paige pace pack paris patch peace perry pike pitt plant pope porter potter " +
	"pride proper quick rain ransom rays reason rector redman rider ring rush sand save say see self shade shaw shell shepherd shields silver " +
	"singer skinner smart smith son songs spark sparks spear speed spring star steward stock storey story sun sweet teal temple thorn tower " +
	"town trick tree true turner tyler vale valley vance wake walker wallet waters watch watts way weaver webb weeks well wheeler wilder wind " +
	"window winner wolfe workman worth wright yard")

// calendar words beside a figure are dates.
var calendar = set("may april june august march jan mar dec summer autumn winter spring")

var beforeDates = set("in on by of since until during last next early late mid before after")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// NewNames makes a finder of people. Of two people with one name the first known role
// stands.
func NewNames(people []Person) *Names {
	n := &Names{byFirst: map[string][]pattern{}}
	have, whole := map[string]bool{}, map[string]bool{}
	people = append([]Person{}, people...)
	sort.SliceStable(people, func(i, j int) bool { return people[i].Role != "" && people[j].Role == "" })
	add := func(p pattern) {
		id := strings.Join(p.words, " ")
		if !have[id] {
			have[id] = true
			n.byFirst[p.words[0]] = append(n.byFirst[p.words[0]], p)
		}
		if !p.part {
			whole[id] = true
		}
	}
	for _, p := range people {
		if name := spelt(p.Name); name != p.Name {
			people = append(people, Person{Name: name, Role: p.Role})
		}
	}
	for _, p := range people {
		tokens := search.Tokens(p.Name)
		words := make([]string, len(tokens))
		capital := false
		for i, t := range tokens {
			words[i] = t.Text
			capital = capital || isCapital(p.Name[t.Start:])
		}
		switch {
		case len(words) == 0 || strings.Contains(p.Name, "@"):
			// An address is found as such.
		case len(words) == 1:
			// A name written small is one with which somebody signs in.
			single(add, words[0], p.Name[tokens[0].Start:tokens[0].End], p.Role, capital, false)
		default:
			add(pattern{words: words, capital: all(words, everyday), role: p.Role})
			if len(words) == 2 {
				add(pattern{words: []string{words[1], words[0]}, capital: true, role: p.Role})
			}
			for i, w := range words {
				if isCapital(p.Name[tokens[i].Start:]) && !particles[w] {
					single(add, w, p.Name[tokens[i].Start:tokens[i].End], p.Role, true, true)
				}
			}
		}
	}
	for _, list := range n.byFirst {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
		for i, p := range list {
			list[i].part = !whole[strings.Join(p.words, " ")]
		}
	}
	return n
}

// spelt is a name as it is written where the letters are missing: Grün is also Gruen.
func spelt(name string) string { return plainLetters.Replace(name) }

// plainLetters also reads letters whose sign above is a character of its own.
var plainLetters = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "å", "aa", "Å", "Aa", "ø", "oe", "Ø", "Oe", "æ", "ae", "Æ", "Ae", "ß", "ss",
	"a\u0308", "ae", "o\u0308", "oe", "u\u0308", "ue", "A\u0308", "Ae", "O\u0308", "Oe", "U\u0308", "Ue", "a\u030a", "aa", "A\u030a", "Aa")

// shortest name of one word, in letters, that is found whatever its case.
const shortest = 3

func single(add func(pattern), word, written, role string, capital, part bool) {
	common := everyday[word] || search.IsStop(word)
	p := pattern{words: []string{word}, capital: capital || common, common: common, part: part, role: role}
	switch runes := utf8.RuneCountInString(word); {
	case strings.IndexFunc(word, unicode.IsLetter) < 0 || runes < shortest-1:
		return
	case runes < shortest:
		if !capital || common || caseless(word) {
			return
		}
		p.exact, p.told = written, strings.ToUpper(written) == written
	}
	add(p)
}

func all(words []string, in map[string]bool) bool {
	for _, w := range words {
		if !in[w] {
			return false
		}
	}
	return true
}

func caseless(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsUpper(r) && !unicode.IsLower(r) && !unicode.IsTitle(r)
}

// isCapital says whether a text begins with a capital; scripts without any count.
func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r) && unicode.IsLetter(r)
}

// Said are the whole names of people in a text, as they stand there. A word of a longer
// name is none: "Jansen Linen" is a company, whoever else is called Jansen.
func (n *Names) Said(s string) []string {
	var out []string
	for _, f := range n.in(s) {
		if f.Holds && !f.part {
			out = append(out, s[f.Start:f.End])
		}
	}
	return out
}

// in finds the names of a text. Of two that begin at one word the longer stands.
func (n *Names) in(s string) []Finding {
	if n == nil || len(n.byFirst) == 0 {
		return nil
	}
	var out []Finding
	tokens := search.Tokens(s)
	for i := 0; i < len(tokens); i++ {
		for _, p := range n.byFirst[tokens[i].Text] {
			if !p.at(s, tokens[i:]) {
				continue
			}
			last := tokens[i+len(p.words)-1]
			f := Finding{Kind: Name, Start: tokens[i].Start, End: last.End, Role: p.role, Holds: true, part: p.part}
			f.Holds = !p.told
			if p.common {
				if dated(s, f.Start, f.End, p.words[0]) {
					continue
				}
				f.Holds = f.Holds && !termed(s, tokens, i) && (!begins(s[:f.Start]) || acts(s, tokens, i))
			}
			out = append(out, f)
			i += len(p.words) - 1
			break
		}
	}
	return out
}

// at says whether the words of the name stand here, one after the other.
func (p pattern) at(s string, tokens []search.Token) bool {
	if len(tokens) < len(p.words) {
		return false
	}
	for k, w := range p.words {
		t := tokens[k]
		if t.Text != w || p.capital && !isCapital(s[t.Start:]) || p.exact != "" && s[t.Start:t.End] != p.exact {
			return false
		}
		if k > 0 && !joins(s[tokens[k-1].End:t.Start]) {
			return false
		}
	}
	return true
}

// joins says whether two words with this between them may be one name.
func joins(between string) bool {
	return len(between) <= 3 && strings.Trim(between, " \t\n.,_-'") == "" || between == "’"
}

// begins says whether a sentence begins after this text.
func begins(before string) bool {
	before = strings.TrimRight(before, " \t\"'“‘(*_>#-")
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".!?:;\n|•…", r)
}

// termed says whether an everyday word stands in a row of capitals, as in "Root Cause"
// and "Status Page". A day, a zone or a post before it makes no row: "on Monday Mark",
// "10:02 UTC Will", "the SRE Grant"; nor does any other word before one who does what
// people do: "Commander Grant confirms".
func termed(s string, tokens []search.Token, i int) bool {
	beside := func(a, b int) bool {
		between := s[tokens[a].End:tokens[b].Start]
		return strings.Trim(between, " -_") == "" && len(between) == 1
	}
	if i+1 < len(tokens) && beside(i, i+1) && isCapital(s[tokens[i+1].Start:]) {
		return true
	}
	if i == 0 || !beside(i-1, i) {
		return false
	}
	left := tokens[i-1]
	if !isCapital(s[left.Start:]) || begins(s[:left.Start]) {
		return false
	}
	if s[left.End:tokens[i].Start] == " " && !shouted(s[tokens[i].Start:tokens[i].End]) {
		next := following(s, tokens, i)
		if days[left.Text] || posts[left.Text] && shouted(s[left.Start:left.End]) || zoned(s, left) || minds[next] || doings[next] {
			return false
		}
	}
	return true
}

// days, and months, stand before whoever did something then.
var days = set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
	"january february march april may june july august september october november december today yesterday tonight")

// posts, as abbreviations, are written before the name of whoever holds them.
var posts = set("sre dba ic cto ceo cio coo cfo ciso vp qa pm po tl em dri")

// zoned says whether a word is the zone of the time before it.
func zoned(s string, t search.Token) bool {
	before := strings.TrimRight(s[:t.Start], " ")
	figure := func(back int) bool { c := before[len(before)-back]; return c >= '0' && c <= '9' }
	return shouted(s[t.Start:t.End]) && len(before) > 3 && figure(1) && figure(2) && before[len(before)-3] == ':' && figure(4)
}

// shouted says whether a word is written in capitals only, as abbreviations are.
func shouted(w string) bool {
	return strings.ToUpper(w) == w && strings.ToLower(w) != w && utf8.RuneCountInString(w) > 1
}

// following is the word after this one where only a blank is between, unless it begins
// with a capital.
func following(s string, tokens []search.Token, i int) string {
	if i+1 >= len(tokens) || s[tokens[i].End:tokens[i+1].Start] != " " {
		return ""
	}
	if w := s[tokens[i+1].Start:tokens[i+1].End]; !isCapital(w) {
		return w
	}
	return ""
}

// acts says whether what follows reads as what somebody does: "Mark confirms".
func acts(s string, tokens []search.Token, i int) bool {
	w := following(s, tokens, i)
	return len(w) > 3 && (strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ed")) || minds[w]
}

// minds are what people do and things do not, where the ending does not say it.
var minds = set("said saw told thought knew wrote felt met woke spoke")

// doings are the same with an ending, so that a thing with such a name stays one:
// "Google Cloud services failed".
var doings = set("acknowledged acknowledges agreed agrees asked asks believed believes called calls checked checks confirmed confirms " +
	"decided decides declared declares deployed deploys disabled disables escalated escalates explained explains informed informs " +
	"investigated investigates joined joins looked looks mentioned mentions merged merges noticed notices noted notes paged pages " +
	"phoned phones posted posts proposed proposes pushed pushes realised realises realized realizes remembered remembers replied replies " +
	"reported reports restarted restarts reverted reverts rolled says sees started stopped suggested suggests suspected suspects " +
	"tells thinks typed types volunteered writes")

// dated says whether the word is part of a date.
func dated(s string, start, end int, word string) bool {
	if !calendar[word] {
		return false
	}
	before := strings.TrimRight(s[:start], " .-/")
	after := strings.TrimLeft(s[end:], " .-/,")
	figure := func(r rune) bool { return r >= '0' && r <= '9' }
	first, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	if figure(first) || figure(last) {
		return true
	}
	// A word longer than this is none.
	before = strings.TrimSpace(before[max(0, len(before)-64):])
	word = strings.ToLower(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:])
	ordinal := word != "" && figure(rune(word[0])) // the 3rd of
	return ordinal || beforeDates[word]
}
