package ingest

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// noTale are the roles of sections whose times are no moments of the incident.
var noTale = map[role]bool{actionRole: true, peopleRole: true, supportRole: true, glossaryRole: true, riskRole: true}

// tale remembers a block of prose in which times may be found later.
func (p *interp) tale(b block) {
	if (b.kind == paraBlock || b.kind == listBlock) && !noTale[p.top().role] {
		p.told = append(p.told, b)
	}
}

// proseTimes offers the times of day that stand in the sentences of a report
// without a timeline as entries of one. They become entries only when a person
// says so.
func (p *interp) proseTimes() {
	if len(p.d.Timeline) > 0 {
		return
	}
	q := &interp{s: p.s, d: &intake.Document{}, slash: p.slash, zone: p.zone, date: p.date, year: p.year}
	for _, b := range p.told {
		for _, x := range p.sentences(b) {
			q.sentence(x)
		}
	}
	if len(q.events) == 0 {
		return
	}
	q.settle()
	for _, e := range q.d.Timeline {
		if e.Time.At != "" {
			p.d.Told = q.d.Timeline
			p.d.ToldFindings = q.d.Findings
			finding(p.d, timeline.Notice, intake.KeyTimesInText, q.d.Timeline[0].Line, -1, map[string]string{"count": strconv.Itoa(len(q.d.Timeline))})
			return
		}
	}
}

// sentence is a sentence of the source in one line.
type sentence struct {
	text string
	line int
}

// sentence adds an entry for each time of day in a sentence. A date in it counts
// for the times that follow.
func (p *interp) sentence(x sentence) {
	if d := findDate(x.text, p.slash, p.year); d != "" {
		p.dateHeader(d)
	}
	behind := -1
	for i := 0; i < len(x.text); {
		r, ok := timeline.Scan(x.text[i:], p.slash)
		if i == behind && ok && r.Zone.Stated() && strings.HasPrefix(strings.TrimLeft(x.text[i:], " "), "(") {
			// "6:15am PDT (13:15 UTC)" says one moment twice.
			i += strings.Index(x.text[i:], r.Raw) + len(r.Raw)
			continue
		}
		if ok && r.HasClock && !lengthOfTime(x.text, i, r) && !minutesAlone(x.text, i, r) {
			p.events = append(p.events, event{entry: intake.Entry{Text: x.text, Line: x.line}, reading: r, read: true, zone: p.zone, year: p.year})
			// The search goes on behind the words that were read.
			i = max(i+1, i+strings.Index(x.text[i:], r.Raw)+len(r.Raw))
			behind = i
			continue
		}
		i = nextWord(x.text, i)
	}
}

// nextWord is where the next word of a text begins.
func nextWord(s string, i int) int {
	for i < len(s) && !startsGap(s[i]) {
		i++
	}
	for i < len(s) && startsGap(s[i]) {
		i++
	}
	return i
}

func startsGap(c byte) bool { return strings.IndexByte(" \t(\"[,;", c) >= 0 }

// lengthOfTime says that what reads like a time of day is a length of time: "for
// 2h30", "after 1:30 hours".
func lengthOfTime(s string, at int, r timeline.Reading) bool {
	next, _, _ := strings.Cut(strings.TrimLeft(r.Rest, " "), " ")
	if next != "" {
		switch strings.Trim(strings.ToLower(next), ".,;)") {
		case "hours", "hour", "hrs", "minutes", "minute", "min", "mins", "ratio", "odds", "gb", "mb":
			return true
		}
	}
	if !strings.ContainsAny(r.Raw, "hH") || strings.Contains(r.Raw, ":") {
		return false
	}
	before := strings.TrimRight(s[:at], " ")
	switch strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:]) {
	case "for", "took", "lasted", "within", "another", "of", "than", "every", "take", "takes", "nearly", "almost":
		return true
	}
	return false
}

// minutesAlone says that what reads like a time of day is the minutes of one whose
// hour stands before it: "3 00AM", "04 08PM". A number behind a month is a day.
func minutesAlone(s string, at int, r timeline.Reading) bool {
	if raw := strings.TrimSpace(r.Raw); len(raw) < 3 || !isNumber(raw[:2]) || strings.Contains(raw, ":") || isNumber(raw[2:3]) || !strings.ContainsAny(strings.ToLower(raw[2:]), "ap") {
		return false
	}
	before := strings.Fields(s[:at])
	if len(before) == 0 || len(before[len(before)-1]) > 2 || !isNumber(before[len(before)-1]) {
		return false
	}
	if len(before) == 1 {
		return true
	}
	_, month := timeline.Scan(strings.Join(before[len(before)-2:], " "), timeline.SlashUnknown)
	return !month
}

// sentences cuts a block of prose into sentences. An item of a list, a blank line
// and a line with a label of its own end one.
func (p *interp) sentences(b block) []sentence {
	var out []sentence
	var open strings.Builder
	line := 0
	emit := func() {
		rest := strings.Join(strings.Fields(open.String()), " ")
		open.Reset()
		for rest != "" {
			n := sentenceWithin(rest)
			out = append(out, sentence{strings.TrimSpace(rest[:n]), line})
			rest = strings.TrimSpace(rest[n:])
		}
	}
	for at := b.start; at < b.end; {
		next := min(p.s.nextLine(at), b.end)
		raw := p.s.text[at:next]
		text := strings.TrimSpace(raw)
		number := p.s.line(at)
		at = next
		if _, w, _ := marker(raw); w > 0 {
			emit()
			text = strings.TrimSpace(raw[min(w, len(raw)):])
		}
		if l, ok := cutLabel(raw); ok {
			if _, known := lookupLabel(l.label); known {
				emit()
				continue
			}
		}
		if text == "" {
			emit()
			continue
		}
		// A line that begins a sentence names it; one that goes on does not.
		if so := strings.TrimSpace(open.String()); open.Len() > longSentence || so != "" && sentenceEnd(so+" X") == len(so) {
			emit()
		}
		if open.Len() == 0 {
			line = number
		}
		open.WriteString(text + " ")
	}
	emit()
	return out
}

// longSentence is where a sentence without an end is cut, in bytes: what is longer
// is a list or a log in prose, and an entry of a timeline cannot hold it.
const longSentence = 1000

// sentenceWithin is where the first sentence of a text ends, or where it is cut.
func sentenceWithin(s string) int {
	if len(s) <= longSentence {
		return sentenceEnd(s)
	}
	head := s[:longSentence]
	if n := sentenceEnd(head); n < len(head) {
		return n
	}
	if n := strings.LastIndexByte(head, ' '); n > 0 {
		return n
	}
	for !utf8.RuneStart(s[len(head)]) {
		head = head[:len(head)-1]
	}
	return len(head)
}

// shortened end with a full stop that ends no sentence.
var shortened = map[string]bool{"approx.": true, "ca.": true, "e.g.": true, "i.e.": true, "vs.": true, "dr.": true, "no.": true, "mr.": true, "ms.": true, "mrs.": true, "st.": true, "c.": true, "z.b.": true,
	"jan.": true, "feb.": true, "mar.": true, "apr.": true, "jun.": true, "jul.": true, "aug.": true, "sep.": true, "sept.": true, "oct.": true, "nov.": true, "dec.": true}

// sentenceEnd is where the first sentence of a text ends.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		end := i + 1
		for end < len(s) && strings.IndexByte(".!?\"')*_", s[end]) >= 0 {
			end++
		}
		if end >= len(s) {
			return len(s)
		}
		if s[end] != ' ' {
			continue
		}
		word := strings.ToLower(s[strings.LastIndexByte(s[:i], ' ')+1 : i+1])
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[end:], " *_\"'(["))
		word = strings.TrimLeft(word, "(\"'")
		half := word == "a.m." || word == "p.m."
		following, _, _ := strings.Cut(strings.TrimLeft(s[end:], " *_\"'(["), " ")
		if _, zone := timeline.ParseZone(strings.Trim(following, ".,;:)")); half && zone {
			continue
		}
		if shortened[word] || unicode.IsLower(next) || len(word) > 1 && len(word) < 4 && isNumber(strings.TrimSuffix(word, ".")) {
			continue
		}
		return end
	}
	return len(s)
}
