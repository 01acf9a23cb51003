package slack

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"regexp"
)

// ErrTooLarge says that a channel unpacks to more than is read of one file.
var ErrTooLarge = errors.New("slack: channel too large")

// bundle is one channel as it is handed to Read. The version is its first field, by
// which a bundle is known.
type bundle struct {
	Version  int               `json:"slack_channel"`
	Channel  string            `json:"channel"`
	Topic    string            `json:"topic,omitempty"`
	Purpose  string            `json:"purpose,omitempty"`
	Users    map[string]user   `json:"users,omitempty"`
	Channels map[string]string `json:"channels,omitempty"`
	Days     []day             `json:"days"`
}

// day is the messages of a file, as they stand there. Broken says that the file
// could not be read to its end.
type day struct {
	File     string            `json:"file"`
	Messages []json.RawMessage `json:"messages"`
	Broken   bool              `json:"broken,omitempty"`
}

var (
	bundleMark = []byte(`{"slack_channel":1,`)
	anID       = regexp.MustCompile(`\b[UWCG][A-Z0-9]{5,}\b`)
)

// Bundle takes a channel out of the export; most bounds its days together, in bytes.
// Errors: ErrTooLarge, and those of the file system.
func (e *Export) Bundle(c Channel, most int64) ([]byte, error) {
	if c.Size > most {
		return nil, ErrTooLarge
	}
	a, err := e.reopen(c.days)
	if err != nil {
		return nil, err
	}
	defer a.close()
	b := bundle{Version: 1, Channel: c.Name, Topic: e.about[c.Name].topic, Purpose: e.about[c.Name].purpose, Users: map[string]user{}, Channels: map[string]string{}}
	e.mentioned(b, []byte(b.Topic+" "+b.Purpose))
	for _, name := range c.days {
		if c.Size -= a.sizes[name]; c.Size < 0 {
			return nil, ErrTooLarge // the export has grown since it was looked at
		}
		data, err := a.read(name)
		d := readDay(path.Base(name), data)
		d.Broken = d.Broken || err != nil
		b.Days = append(b.Days, d)
		e.mentioned(b, data)
	}
	return json.Marshal(b)
}

// mentioned takes along those whose ids stand in a text.
func (e *Export) mentioned(b bundle, data []byte) {
	for _, id := range anID.FindAll(data, -1) {
		if u, ok := e.users[string(id)]; ok {
			b.Users[string(id)] = u
		}
		if name, ok := e.names[string(id)]; ok {
			b.Channels[string(id)] = name
		}
	}
}

// readDay reads the messages of a day up to its first fault.
func readDay(file string, data []byte) day {
	d := day{File: file, Messages: []json.RawMessage{}}
	in := json.NewDecoder(bytes.NewReader(withoutMark(data)))
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		d.Broken = true
		return d
	}
	for in.More() {
		var m json.RawMessage
		if in.Decode(&m) != nil {
			d.Broken = true
			return d
		}
		d.Messages = append(d.Messages, m)
	}
	if _, err := in.Token(); err != nil {
		d.Broken = true
	} else if _, err = in.Token(); !errors.Is(err, io.EOF) {
		d.Broken = true
	}
	return d
}

// isDay says whether a file is a day of a channel: a list whose first object is a
// message with a time stamp.
func isDay(data []byte) bool {
	in := json.NewDecoder(bytes.NewReader(withoutMark(data)))
	if t, err := in.Token(); err != nil || t != json.Delim('[') || !in.More() {
		return false
	}
	var m struct {
		Type string `json:"type"`
		TS   string `json:"ts"`
	}
	if in.Decode(&m) != nil || m.Type != "message" {
		return false
	}
	_, stamped := stampOf(m.TS)
	return stamped
}

func withoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }
