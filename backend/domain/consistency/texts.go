package consistency

import (
	"regexp"
	"strconv"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
)

var textChecks = []Check{
	{"S01", Stops, (*look).noSummary},
	{"S02", Asks, (*look).noImpact},
	{"S03", Asks, (*look).nothingWell},
	{"S04", Stops, (*look).leftOver},
	{"S05", Stops, (*look).undecided},
	{"S06", Asks, (*look).questions},
	{"S07", Asks, (*look).twoHeadings},
	{"S08", Asks, (*look).noWordsForPicture},
	{"S09", Asks, (*look).otherSeverity},
}

func (l *look) section(keys ...string) (text string) {
	for _, s := range l.Sections {
		for _, k := range keys {
			if s.Key == k {
				text += s.Text
			}
		}
	}
	return text
}

// noSummary looks for a review that nobody can read in a minute.
func (l *look) noSummary() {
	if empty(l.section("summary")) {
		l.tell("sections/summary", nil)
	}
}

func (l *look) noImpact() {
	if empty(l.section("impact")) {
		l.tell("sections/impact", nil)
	}
}

// nothingWell looks for a review that tells what failed alone.
func (l *look) nothingWell() {
	for _, f := range l.Factors {
		if f.Kind == "went_well" || f.Kind == "luck" {
			return
		}
	}
	for _, n := range l.Causes {
		if n.Aside() {
			return
		}
	}
	if empty(l.section("went_well", "luck")) {
		l.tell("factors", nil)
	}
}

// leftOvers are words by which people mark what they have yet to write. Short ones
// count in capitals alone: "xxx" may stand for a number that was taken out.
var leftOvers = regexp.MustCompile(`\b(?:TODO|TBD|TBC|FIXME|XXX|T\.B\.D\.)\b|(?i:\blorem ipsum\b|\bto be (?:written|filled in|completed|confirmed|determined)\b|\[(?:insert|your|add|fill)[^\]\n]{0,60}\]|<(?:insert|your|add|fill)[^>\n]{0,60}>|\?{3,})`)

// leftOver looks for places that somebody meant to fill.
func (l *look) leftOver() {
	for _, p := range l.texts() {
		for _, line := range spoken(p.text) {
			if m := leftOvers.FindString(line); m != "" {
				l.tell(p.about, map[string]string{"words": m, "line": quoted(line)})
			}
		}
	}
}

// undecided looks for two versions that nobody has decided between.
func (l *look) undecided() {
	for _, c := range l.Conflicts {
		l.tell(merge.ConflictsName+"/"+c.ID, nil, c.Path, strings.Join(c.Values, "\x00"))
	}
}

// questions looks for what an import asked and nobody answered.
func (l *look) questions() {
	n := 0
	for _, f := range l.Findings {
		if f.Level == "question" && f.State == "open" {
			n++
		}
	}
	if n > 0 {
		l.tell("findings", map[string]string{"count": strconv.Itoa(n)})
	}
}

// twoHeadings looks for two sections that a reader takes for one.
func (l *look) twoHeadings() {
	seen := map[string]bool{}
	for _, s := range l.Sections {
		title := alike(s.Title)
		if title == "" || empty(s.Text) {
			continue
		}
		if seen[title] {
			l.tell(review.Sections+"/"+s.Key, map[string]string{"title": s.Title})
		}
		seen[title] = true
	}
}

// noWordsForPicture looks for pictures of which who does not see them learns nothing.
func (l *look) noWordsForPicture() {
	for _, p := range l.Pictures {
		if empty(p.Alt) && empty(p.Caption) {
			l.tell(review.Pictures+"/"+p.ID, map[string]string{"name": p.Name}, p.Sum)
		}
	}
}

var severityWords = regexp.MustCompile(`(?i)\bsev(?:erity)?[ -]?([1-5])\b`)

// otherSeverity looks for a title or summary that says another severity than the record.
// One that names several tells how it changed.
func (l *look) otherSeverity() {
	if l.Severity == "" {
		return
	}
	for _, p := range []prose{{"title", l.Title}, {"sections/summary", l.section("summary")}} {
		said := map[string]bool{}
		for _, line := range spoken(p.text) {
			for _, m := range severityWords.FindAllStringSubmatch(line, -1) {
				said["SEV"+m[1]] = true
			}
		}
		if len(said) == 1 && !said[l.Severity] {
			for s := range said {
				l.tell(p.about, map[string]string{"said": s, "severity": l.Severity})
			}
		}
	}
}
