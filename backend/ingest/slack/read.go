package slack

import (
	"bytes"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

const (
	keyDay = "ingest.slack_day_broken" // {file, count}
	// ReasonNothing refuses a channel of which no message becomes an entry {read}.
	ReasonNothing = "ingest.slack_nothing"
)

// longestText bounds the text of an entry, in characters.
const longestText = 90_000

// Read reads a bundle, or a single day of a channel; ok is false for anything else.
// mine says that it is a bundle, which is read as nothing else.
func Read(name string, data []byte) (out intake.Outcome, ok, mine bool) {
	var b bundle
	switch {
	case bytes.HasPrefix(data, bundleMark):
		if json.Unmarshal(data, &b) != nil {
			return intake.Outcome{}, false, false
		}
		mine = true
	case isDay(data):
		file := path.Base(strings.ReplaceAll(name, `\`, "/"))
		b = bundle{Channel: strings.TrimSuffix(file, path.Ext(file)), Days: []day{readDay(file, data)}}
	default:
		return intake.Outcome{}, false, false
	}
	return b.read(name), true, mine
}

func (b bundle) read(name string) intake.Outcome {
	acc := &account{left: map[string]int{}}
	list := b.messages(acc)
	p := newPeople(b, list)
	d := &intake.Document{Format: "slack", Title: b.title(), Timeline: []intake.Entry{}}
	said := map[stamp]string{} // by which the beginning of a thread is found
	files, reactions, long := 0, 0, 0
	for _, m := range list {
		words := m.words()
		if words == "" && len(m.Files) == 0 {
			acc.left[intake.KeyChatEmpty]++
			continue
		}
		e := intake.Entry{Time: timeline.Statement{At: m.at.written(), Zone: "UTC", Precision: timeline.Second, Raw: m.TS}}
		e.Role, e.Name = p.by(m)
		text := b.plain(words, p)
		said[m.at] = text
		var named []string
		for _, f := range m.Files {
			named = append(named, "[file: "+strings.NewReplacer("[", "(", "]", ")").Replace(first(f.Name, f.Title, "without a name"))+"]")
		}
		text = strings.TrimSpace(text + "\n" + strings.Join(named, "\n"))
		if thread, ok := stampOf(m.Thread); ok && thread != m.at {
			text = reply(said[thread]) + text
		}
		if utf8.RuneCountInString(text) > longestText {
			text, long = cut(text, longestText), long+1
		}
		files += len(m.Files)
		for _, r := range m.Reactions {
			reactions += max(0, min(r.Count, 1<<20))
		}
		e.Text = text
		d.Timeline = append(d.Timeline, e)
	}
	if len(d.Timeline) == 0 {
		return intake.Outcome{Quarantined: &intake.Quarantined{File: name, Reason: ReasonNothing, Params: map[string]string{"read": strconv.Itoa(acc.read)}}}
	}
	d.Date = timeline.DateOf(d.Timeline[0].Time)
	b.describe(d, p)
	d.Participants = p.list
	tell := func(level, key string, count int, params map[string]string) {
		if count == 0 {
			return
		}
		if params == nil {
			params = map[string]string{}
		}
		params["count"] = strconv.Itoa(count)
		d.Findings = append(d.Findings, intake.Finding{Level: level, Key: key, Params: params, Entry: -1})
	}
	n := len(d.Timeline)
	tell(timeline.Notice, intake.KeyChatAccount, acc.read, map[string]string{"read": strconv.Itoa(acc.read), "entries": strconv.Itoa(n), "left": strconv.Itoa(acc.read - n)})
	for _, r := range intake.ChatLeft {
		tell(timeline.Notice, r, acc.left[r], nil)
	}
	tell(timeline.Notice, intake.KeyChatFiles, files, nil)
	tell(timeline.Notice, intake.KeyChatReactions, reactions, nil)
	tell(timeline.Notice, intake.KeyChatCut, long, nil)
	for _, day := range b.Days {
		if day.Broken {
			d.Findings = append(d.Findings, intake.Finding{Level: timeline.Finding, Key: keyDay, Params: map[string]string{"file": day.File, "count": strconv.Itoa(len(day.Messages))}, Entry: -1})
		}
	}
	return intake.Outcome{Document: d}
}

// reply is the sign that stands before the answer in a thread.
func reply(to string) string {
	if to = opening(to); to != "" {
		return "↳ (“" + to + "”) "
	}
	return "↳ "
}

func (b bundle) title() string {
	if name := first(b.Channel); name != "" && !dayFile.MatchString(b.Channel+".json") {
		return "#" + cut(name, 200)
	}
	return "Slack " + b.Channel
}

// describe keeps what the channel says of itself as a text.
func (b bundle) describe(d *intake.Document, p *people) {
	var lines []string
	for _, x := range []struct{ word, text string }{{"Topic", b.Topic}, {"Purpose", b.Purpose}} {
		if text := b.plain(x.text, p); text != "" {
			lines = append(lines, x.word+": "+text)
		}
	}
	if len(lines) > 0 {
		d.Sections = append(d.Sections, intake.Section{Key: "channel", Title: "Channel", Level: 2, Text: strings.Join(lines, "\n\n")})
	}
}
