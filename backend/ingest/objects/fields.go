package objects

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// row is one item on its way to a snapshot.
type row struct {
	r    *reading
	env  *value // nil for a unit that is an item itself
	list string // the name it stands under in the envelope
	obj
	s *incident.Snapshot

	reason, field, told string // why it is refused
}

// item makes a row of an object in an envelope, or of one that stands alone.
func (r *reading) item(d *dialect, env *value, list string, v *value) error {
	if v.kind != isObject {
		return r.take(refused(v, list, incident.NotIncident, ""))
	}
	if bad := badIn(v, ""); bad != "" {
		return r.take(refused(v, bad, incident.BadText, ""))
	}
	w := &row{r: r, env: env, list: list, s: &incident.Snapshot{Source: d.format}}
	w.obj = obj{w, v, ""}
	d.read(w)
	if w.reason != "" {
		return r.take(refused(v, w.field, w.reason, w.told))
	}
	rawOf(v, w.s)
	r.uses.item(list, v)
	w.s.Services, w.s.Owners, w.s.People = each(w.s.Services), each(w.s.Owners), each(w.s.People)
	return r.take(incident.Row{Line: v.line, Column: v.column, Snapshot: w.s})
}

// each keeps each text once.
func each(list []string) []string {
	var out []string
	for _, t := range list {
		if t = strings.TrimSpace(t); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// badIn is the path of a field whose bytes are no text, "" where all are.
func badIn(v *value, path string) string {
	for i, kid := range v.kids {
		name := path
		if v.kind == isObject {
			name = join(path, v.names[i])
		}
		if kid.bad {
			return name
		}
		if bad := badIn(kid, name); bad != "" {
			return bad
		}
	}
	return ""
}

// obj is an object of an item, from which fields are claimed.
type obj struct {
	w    *row
	v    *value
	path string
}

// obj is the object of a field; what is asked of one that is not there is missing.
func (o obj) obj(names ...string) obj {
	for _, n := range names {
		o = obj{o.w, o.v.get(n), join(o.path, n)}
	}
	return o
}

// objs are the objects in the list of a field.
func (o obj) objs(name string) []obj {
	list := o.v.get(name)
	if list == nil || list.kind != isList {
		return nil
	}
	var out []obj
	for _, kid := range list.kids {
		if kid.kind == isObject {
			out = append(out, obj{o.w, kid, join(o.path, name)})
		}
	}
	return out
}

// text claims a field that holds a text, a number, true or false. A field of another kind,
// and one that is there and says nothing, gives "".
func (o obj) text(name, target string) string {
	v := o.v.get(name)
	if v == nil || v.kind == isObject || v.kind == isList {
		return ""
	}
	v.target = target
	if missing(v.text) {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(v.text, "\r\n", "\n"))
}

// texts claims a list of texts, or of objects that have their text in one of the fields
// given; a text alone counts as a list of one.
func (o obj) texts(name, target string, fields ...string) []string {
	v := o.v.get(name)
	if v == nil || v.kind == isObject {
		return nil
	}
	if v.kind != isList {
		return each([]string{o.text(name, target)})
	}
	var out []string
	for _, kid := range v.kids {
		switch kid.kind {
		case isText, isNumber:
			kid.target = target
			out = append(out, kid.text)
		case isObject:
			for _, f := range fields {
				if t := (obj{o.w, kid, name}).text(f, target); t != "" {
					out = append(out, t)
					break
				}
			}
		}
	}
	return each(out)
}

// skip claims fields that are not kept.
func (o obj) skip(why string, names ...string) {
	for _, n := range names {
		if v := o.v.get(n); v != nil && !v.claimed() {
			v.why = why
		}
	}
}

// refuse says why the item is not taken; the first reason stands.
func (o obj) refuse(field, reason, told string) {
	if o.w.reason == "" {
		o.w.reason, o.w.field, o.w.told = reason, join(o.path, field), told
	}
}

// moment claims a time of the incident. One that cannot be read refuses the item, for a
// length with a wrong end is worse than none.
func (o obj) moment(field, name string) {
	at, told, ok := o.time(field, "moments."+name)
	switch {
	case ok:
		o.w.s.Put(name, at)
	case told != "":
		o.refuse(field, incident.BadTime, told)
	}
}

// opened claims when an incident was opened: it was noticed then, unless the page was
// written when all was over.
func (o obj) opened(field string) {
	at, told, ok := o.time(field, "moments."+incident.Detected)
	if !ok && told != "" {
		o.refuse(field, incident.BadTime, told)
	}
	if !ok {
		return
	}
	if end, has := o.w.s.Moments[incident.Resolved]; has {
		if length, _, ok := timeline.Duration(at, end); ok && length < 0 {
			o.v.get(field).target = "" // kept raw
			return
		}
	}
	o.w.s.Put(incident.Detected, at)
}

// raw leaves fields that were looked at as they are.
func (o obj) raw(names ...string) {
	for _, n := range names {
		if v := o.v.get(n); v != nil {
			v.target = ""
		}
	}
}

// repeats skips a time that a moment tells already; another time stays raw.
func (o obj) repeats(name string, moment timeline.Statement) {
	at, _, ok := o.time(name, "")
	if length, _, known := timeline.Duration(at, moment); ok && known && length == 0 {
		o.skip(skipRepeated, name)
	}
}

// lasts skips a count of minutes that two moments tell already; another count stays raw.
func (o obj) lasts(name string, from, to timeline.Statement) {
	length, _, known := timeline.Duration(from, to)
	told, err := strconv.ParseFloat(o.v.get(name).plain(), 64)
	if known && err == nil && math.Abs(told-length.Minutes()) <= 1 {
		o.skip(skipRepeated, name)
	}
}

// lineTime claims the time of a line of a history. A line without one that can be read
// stays, with what was written there.
func (o obj) lineTime(fields ...string) timeline.Statement {
	for _, f := range fields {
		at, told, ok := o.time(f, "updates")
		if ok {
			return at
		}
		if told != "" {
			return timeline.Statement{Precision: timeline.Unknown, Raw: told}
		}
	}
	return timeline.Statement{Precision: timeline.Unknown}
}

// taken claims when the source was in this state.
func (o obj) taken(fields ...string) {
	for _, f := range fields {
		if at, _, ok := o.time(f, "taken_at"); ok && o.w.s.TakenAt == 0 {
			o.w.s.TakenAt = instant(at)
			return
		}
	}
}

// time reads a field as a time; told is what stood there when it cannot be read.
func (o obj) time(field, target string) (at timeline.Statement, told string, ok bool) {
	v := o.v.get(field)
	if v == nil || v.kind == isNull || v.text == "" && v.kind != isObject && v.kind != isList {
		return at, "", false
	}
	if v.kind == isObject || v.kind == isList || v.kind == isBool {
		return at, v.json(100), false
	}
	if v.target = target; missing(v.text) {
		return at, "", false
	}
	at, ok = o.w.r.stamp(v)
	if !ok {
		return at, v.text, false
	}
	return at, "", true
}

// stamp reads a time: as standards write it, as people do, or counted from 1970 in
// seconds, or in thousandth, millionth or billionth parts of them.
func (r *reading) stamp(v *value) (timeline.Statement, bool) {
	text := strings.TrimSpace(v.text)
	if n, ok := counted(text); ok {
		s := timeline.Statement{At: n.UTC().Format("2006-01-02T15:04:05Z"), Zone: "UTC", Precision: timeline.Second, Raw: text}
		if n.Nanosecond() != 0 {
			s.At, s.Precision = n.UTC().Format("2006-01-02T15:04:05.000Z"), timeline.Millisecond
		}
		return s, true
	}
	reading, ok := timeline.Scan(text, r.order())
	if !ok || strings.TrimSpace(reading.Rest) != "" {
		return timeline.Statement{}, false
	}
	s, notes := reading.Resolve(timeline.Context{Zone: r.zone()})
	s.Raw = text
	if s.Zone == "+00:00" {
		s.Zone = "UTC" // as people call it
	}
	for _, n := range notes {
		if n.Key == timeline.KeyLocalTwice || n.Key == timeline.KeyLocalNever {
			return s, false
		}
	}
	return s, s.At != "" && s.At[0] != 'T' && s.Precision != timeline.Unknown
}

// counted reads a number that counts from 1970: its digits say in which parts of a second.
// Between 2001 and 2286 these are 10, 13, 16 or 19; 202603011000 is a time as people write it.
func counted(text string) (time.Time, bool) {
	whole, _, _ := strings.Cut(text, ".")
	n := int64(0)
	for _, c := range whole {
		if c < '0' || c > '9' || len(whole) > 19 {
			return time.Time{}, false
		}
		n = n*10 + int64(c-'0')
	}
	if strings.Trim(text, "0123456789.") != "" || n < 0 {
		return time.Time{}, false
	}
	switch len(whole) {
	case 10:
		return time.Unix(n, 0), true
	case 13:
		return time.UnixMilli(n), true
	case 16:
		return time.UnixMicro(n), true
	case 19:
		return time.Unix(0, n), true
	}
	return time.Time{}, false
}

func instant(s timeline.Statement) int64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999", time.DateOnly} {
		if t, err := time.Parse(layout, s.At); err == nil {
			return t.UnixMilli()
		}
	}
	return 0
}

func (r *reading) zone() timeline.Zone {
	if r.o.Zone == "" || r.o.Zone == "-" {
		return timeline.Zone{}
	}
	z, _ := timeline.ParseZone(r.o.Zone)
	return z
}

func (r *reading) order() timeline.SlashOrder {
	if r.table != nil && r.table.order() != timeline.SlashUnknown {
		return r.table.order()
	}
	return map[string]timeline.SlashOrder{"day": timeline.DayFirst, "month": timeline.MonthFirst}[r.o.DayOrder]
}

// missing says whether a text stands for no value. Words such as "none" are values of some
// tools.
func missing(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "?", "-", "--", "n/a", "null", "-100", "unknown":
		return true
	}
	return strings.HasPrefix(text, "0001-01-01T00:00:00") // no time, as Go writes it
}

// one makes a single line of a text.
func one(text string) string { return strings.Join(strings.Fields(text), " ") }

// mostTitle bounds a title in signs.
const mostTitle = 300

// titled takes a title that may be a text of several lines or very long, which then is the
// summary as a whole.
func (w *row) titled(text string) {
	first, _, more := strings.Cut(strings.TrimSpace(text), "\n")
	title := []rune(one(first))
	if len(title) > mostTitle {
		title, more = append(title[:mostTitle-1], '…'), true
	}
	if w.s.Title = string(title); more && w.s.Summary == "" {
		w.s.Summary = strings.TrimSpace(text)
	}
}
