package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/ingest/slack"
)

// Read reads one document. name is its file name, used for its format and as
// the last resort for title and date; it is not opened. The outcome holds either
// a document or the reason why there is none; Read itself never fails.
func Read(name string, data []byte) intake.Outcome { return ReadAs(name, data, "") }

// ReadAs is Read for a file whose format a person has named: it is read as that
// format whatever its name, and taken for a report even where nothing in it looks
// like one. "" lets name and content decide.
func ReadAs(name string, data []byte, as Format) intake.Outcome {
	if len(data) > MaxBytes {
		return TooLarge(name, int64(len(data)))
	}
	if out, other := otherFile(name, data); other {
		return out
	}
	if out, ok := channel(name, data, as); ok {
		return out
	}
	src := decode(data)
	text := src.text
	// First of all: what our export says is never doubted, not even a control
	// character that somebody pasted into a title.
	if d, ok := ownExport(text); ok && as == "" && src.line == 0 {
		src.tell(d)
		d.TextSHA256 = src.sum()
		return intake.Outcome{Document: d}
	}
	format := Detect(name, []byte(text[:min(len(text), 64<<10)]))
	if format == Binary {
		return quarantine(name, 0, ReasonBinary, nil, "")
	}
	if src.line > 0 && as == "" {
		reason := ReasonNotUTF8
		if src.windows {
			reason = ReasonLatin
		}
		return quarantine(name, src.line, reason, map[string]string{"line": strconv.Itoa(src.line)}, "")
	}
	if strings.TrimSpace(text) == "" {
		return nothing(name, ReasonEmpty)
	}
	if as == "" && isNoPage(text) {
		return nothing(name, ReasonNoPage)
	}
	if as == Markdown || as == Text {
		format = as
	}
	if format == Foreign {
		// Data may be for another reader, program code is for none.
		ext := strings.ToLower(path.Ext(baseName(name)))
		if dataFormats[ext] {
			return quarantine(name, 0, ReasonNotRead, map[string]string{"format": strings.TrimPrefix(ext, ".")}, "")
		}
		return quarantine(name, 0, ReasonForeign, nil, "")
	}
	if format == Markdown && indentOf(text) > deepestIndent {
		// Nesting this deep is no list a person wrote, and costs the Markdown parser
		// more than it is worth; as text every line is kept all the same.
		format = Text
	}
	s := newSource(text)
	d := &intake.Document{Format: string(format), ReaderVersion: ReaderVersion, TextSHA256: src.sum()}
	src.tell(d)
	p := &interp{s: s, d: d, name: name, section: -1, swallow: -1}
	p.slash = timeline.DecideSlash(text)
	keys, base := frontMatter(s)
	if base > 0 {
		p.takeMatter(keys, base)
	}
	if format == Markdown {
		p.blocks = markdownBlocks(s, base)
	} else {
		p.blocks = textBlocks(s, base)
	}
	p.title(base)
	p.prepare()
	p.walk()
	p.owners()
	p.checkDue()
	p.settle()
	p.proseTimes()
	if format == Markdown {
		spelled(d)
	}
	check(d, newestFirst(p.events))
	d.Date = p.date
	if d.Date == "" {
		d.Date = firstDate(d)
	}
	if d.Severity == "" {
		sev, stated := severityInTitle(d.Title)
		d.Severity = sev
		if strings.HasSuffix(stated, "0") {
			finding(d, timeline.Finding, KeySeverityZero, d.TitleLine, -1, map[string]string{"stated": stated})
		}
	}
	p.isReport = saysReport(keys) || ownFacts(text)
	if reason := p.refuse(base); reason != "" && !(as != "" && reason == ReasonForeign) {
		return quarantine(name, 0, reason, nil, shortText(text))
	}
	p.tellOnce()
	return intake.Outcome{Document: d}
}

// channel reads the messages of a Slack channel. What was taken out of an export is
// never text, whatever a person said of the file it came in.
func channel(name string, data []byte, as Format) (intake.Outcome, bool) {
	out, ok, taken := slack.Read(name, data)
	if !ok || as != "" && !taken {
		return intake.Outcome{}, false
	}
	if d := out.Document; d != nil {
		sum := sha256.Sum256(data)
		d.ReaderVersion, d.TextSHA256 = ReaderVersion, hex.EncodeToString(sum[:])
	}
	return out, true
}

// shortText is the input itself when it is short enough to keep beside the
// reason.
func shortText(text string) string {
	if len(text) > 400 {
		return ""
	}
	return text
}

// firstDate is the date of the first key time or entry that has one.
func firstDate(d *intake.Document) string {
	if k, ok := keyTimeOf(d, "started"); ok {
		if date := timeline.DateOf(k.Time); date != "" {
			return date
		}
	}
	for _, e := range d.Timeline {
		if date := timeline.DateOf(e.Time); date != "" {
			return date
		}
	}
	return ""
}

// title finds the title: the first heading of level 1 that is no section, else
// a short first line, else the name of the file. A title from the text is taken
// out of the blocks.
func (p *interp) title(base int) {
	h1, first := -1, -1
	for i, b := range p.blocks {
		if b.kind != headingBlock {
			continue
		}
		if first < 0 {
			first = i
		}
		if b.level == 1 {
			h1 = i
			break
		}
	}
	take := func(i int) {
		b := p.blocks[i]
		p.d.Title, p.d.TitleLine = b.title, p.s.contentLine(b.start, b.end)
		p.dropTitle(i)
	}
	known := func(i int) bool {
		r, exact := lookupHeading(p.blocks[i].title)
		return r != noRole && exact
	}
	switch {
	case p.d.Title != "":
		if h1 >= 0 && strings.EqualFold(strings.TrimSpace(p.blocks[h1].title), p.d.Title) {
			take(h1)
		}
	case h1 >= 0 && !known(h1):
		take(h1)
	case h1 < 0 && first >= 0 && !known(first) && p.onlyBlank(base, first) && p.format() == Markdown:
		if r, ok := timeline.Scan(p.blocks[first].title, p.slash); !ok || !r.HasClock || r.Rest != "" {
			take(first)
		}
	case p.format() == Text && len(p.blocks) > 0 && p.shortFirstLine():
	}
	if p.d.Title == "" {
		p.d.Title = titleOfName(p.name)
	}
}

func (p *interp) format() Format { return Format(p.d.Format) }

// onlyBlank says that nothing stands before a block.
func (p *interp) onlyBlank(base, i int) bool {
	return strings.TrimSpace(p.s.text[base:p.blocks[i].start]) == ""
}

// dropTitle takes the block of the title out; what a heading in plain text or
// Markdown carries besides its title is nothing.
func (p *interp) dropTitle(i int) {
	p.blocks = append(p.blocks[:i:i], p.blocks[i+1:]...)
}

// shortFirstLine takes the first line of a plain text as its title when it
// reads like one.
func (p *interp) shortFirstLine() bool {
	b := &p.blocks[0]
	if b.kind == headingBlock {
		if r, exact := lookupHeading(b.title); r != noRole && exact {
			return false
		}
		p.d.Title, p.d.TitleLine = b.title, p.s.contentLine(b.start, b.end)
		p.dropTitle(0)
		return true
	}
	if b.kind != paraBlock {
		return false
	}
	end := p.s.nextLine(b.start)
	line := strings.TrimSpace(p.s.text[b.start:end])
	if line == "" || len(line) > 100 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, ",") {
		return false
	}
	if l, ok := cutLabel(line); ok {
		if _, known := lookupLabel(l.label); known {
			return false
		}
		if r, exact := lookupHeading(l.label); r != noRole && exact {
			return false
		}
	}
	// The first line of a longer paragraph is the beginning of a sentence.
	if strings.TrimSpace(p.s.text[end:b.end]) != "" || len(strings.Fields(line)) > 14 {
		return false
	}
	if len(p.blocks) > 1 && p.blocks[1].kind != headingBlock && strings.TrimSpace(p.s.text[end:p.s.nextLine(end)]) != "" {
		return false
	}
	p.d.Title, p.d.TitleLine = line, p.s.line(b.start)
	p.dropTitle(0)
	return true
}

// titleOfName makes a title of a file name.
func titleOfName(name string) string {
	base := baseName(name)
	base = strings.TrimSuffix(base, path.Ext(base))
	if strings.Contains(base, " ") {
		return base
	}
	date := ""
	for _, n := range []int{10, 8} {
		if len(base) >= n && (len(base) == n || !isAlnum(base[n])) && findDate(base[:n], timeline.SlashUnknown, 0) != "" {
			date, base = base[:n], base[n:]
			break
		}
	}
	base = strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(base))
	return strings.TrimSpace(date + " " + base)
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// prepare looks over the whole document for what its parts need: the date, the
// zone, and whether it has a timeline and actions under headings of their own.
func (p *interp) prepare() {
	for _, src := range []string{p.d.Title, baseName(p.name)} {
		if p.date == "" {
			if d := findDate(src, p.slash, 0); d != "" {
				p.setDate(d)
			}
		}
	}
	for _, b := range p.blocks {
		switch b.kind {
		case headingBlock:
			switch r, _ := lookupHeading(b.title); r {
			case timelineRole:
				p.hasTimeline = true
			case actionRole:
				p.hasActions = true
			}
		case listBlock:
			for _, it := range b.items {
				if p.loose >= 2 {
					break
				}
				if r, ok := timeline.Scan(it.text, p.slash); ok && r.HasClock {
					p.loose++
				}
			}
		case paraBlock:
			if p.zone.Stated() && p.hasTimeline && p.hasActions {
				continue
			}
			p.prepareLines(b)
		}
	}
}

// prepareLines finds statements of the zone and labels that stand for headings.
func (p *interp) prepareLines(b block) {
	for at := b.start; at < b.end; {
		next := min(p.s.nextLine(at), b.end)
		line := strings.TrimSpace(p.s.text[at:next])
		if z, ok := zoneStatement(line); ok && !p.zone.Stated() {
			p.setZone(z)
		}
		if l, ok := cutLabel(line); ok && (l.bold || l.value == "") {
			switch r, exact := lookupHeading(l.label); {
			case r == timelineRole && exact:
				p.hasTimeline = true
			case r == actionRole && exact:
				p.hasActions = true
			}
		}
		at = next
	}
}

// severityInTitle reads a severity that a title spells out, and how: "[SEV-2] …".
func severityInTitle(title string) (sev, stated string) {
	low := strings.ToLower(title)
	for i := strings.Index(low, "sev"); i >= 0; {
		rest := strings.TrimLeft(low[i+3:], "- ")
		if rest != "" && rest[0] >= '0' && rest[0] <= '5' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9') && (i == 0 || low[i-1] < 'a' || low[i-1] > 'z') {
			end := len(low) - len(rest) + 1
			if len(low) == len(title) { // letters of other cases have other lengths in a few scripts
				return sevName(rest[0]), title[i:end]
			}
			return sevName(rest[0]), strings.ToUpper(low[i:end])
		}
		next := strings.Index(low[i+3:], "sev")
		if next < 0 {
			break
		}
		i += 3 + next
	}
	return "", ""
}

// deepestIndent is the indentation, in columns, beyond which a file is read as
// plain text.
const deepestIndent = 160

// indentOf is the largest indentation of a line that is not empty, in columns; a
// tab counts as four. Fenced code is indented as its author likes and not counted.
func indentOf(text string) int {
	most, fenced := 0, false
	for len(text) > 0 {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		columns := 0
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case ' ':
				columns++
			case '\t':
				columns += 4
			default:
				if strings.HasPrefix(line[i:], "```") || strings.HasPrefix(line[i:], "~~~") {
					fenced = !fenced
				}
				if !fenced {
					most = max(most, columns)
				}
				i = len(line)
			}
		}
	}
	return most
}
