package objects

import (
	"bytes"
	"context"
	"slices"

	"secondstory/backend/domain/incident"
)

// version is raised when the same bytes would be read differently.
const version = 2

// dialect knows how one tool writes incidents.
type dialect struct {
	format string
	// lists are the names under which an envelope has its items, in lists or one alone.
	lists []string
	// knows says whether a unit or an item is of this dialect.
	knows func(v *value) bool
	// unwrap gives what an object of this dialect carries, and the name of its field, where
	// that may be of another one.
	unwrap func(v *value) (inner *value, field string)
	// read claims the fields of an item.
	read func(w *row)
}

func (d *dialect) listed(name string) bool { return slices.Contains(d.lists, name) }

// listIn says whether an envelope has one of the lists.
func (d *dialect) listIn(env *value) bool { return slices.ContainsFunc(env.names, d.listed) }

// dialects in the order in which a unit is shown to them.
func dialects() []*dialect {
	return []*dialect{pagerduty, statuspage, statusHistory, googleCloud, awsStatus, alertmanager, incidentIO, opsgenie, cloudEvents}
}

// listed says whether some dialect has items under a name.
func listed(name string) bool {
	return generic.listed(name) || slices.ContainsFunc(dialects(), func(d *dialect) bool { return d.listed(name) })
}

// pick is the dialect of a unit; nil when none knows it.
func (r *reading) pick(v *value) *dialect { return r.pickBut(nil, v) }

func (r *reading) pickBut(not *dialect, v *value) *dialect {
	if v == nil || v.kind != isObject {
		return nil
	}
	if r.lead != generic && r.lead != not && r.lead.knows(v) {
		return r.lead
	}
	for _, d := range dialects() {
		if d != not && d.knows(v) {
			return d
		}
	}
	if r.lead == generic && not == nil && len(v.names) > 0 {
		return generic
	}
	return nil
}

// Reader reads what one dialect leads. The zero value is of no use; see Readers.
type Reader struct{ lead *dialect }

// Readers gives one reader for each dialect, the generic one last.
func Readers() []Reader {
	var out []Reader
	for _, d := range append(dialects(), generic) {
		out = append(out, Reader{d})
	}
	return out
}

// Format is the name of the format.
func (r Reader) Format() string { return r.lead.format }

// mostSniffed bounds what is looked at to tell formats apart.
const mostSniffed = 256 << 10

// Sniff says how surely a file is of this dialect: by its first unit.
func (r Reader) Sniff(in file) int {
	v := begins(in)
	switch {
	case v == nil:
		return 0
	case r.lead != generic:
		if r.lead.knows(v) {
			return 90
		}
		return 0
	case generic.knows(v):
		return 30
	}
	return 3 // so that what looks like JSON is refused with its place and not passed by
}

// begins is the first unit of a file, or what can be read of it; nil when the file does
// not begin like JSON.
func begins(in file) *value {
	from := beginning(in)
	raw := make([]byte, min(in.Size()-from.at, mostSniffed))
	n, _ := in.ReadAt(raw, from.at)
	raw = bytes.TrimLeft(raw[:n], " \t\r\n[,")
	if n > 0 && len(raw) > 0 && raw[0] == '"' {
		// A body that was quoted once more. It is refused, and the person hears why.
		if rest := bytes.TrimLeft(raw[1:], " \t\r\n"); len(rest) > 0 && rest[0] == '{' {
			return &value{kind: isObject}
		}
		return nil
	}
	if len(raw) == 0 || raw[0] != '{' {
		return nil
	}
	p := &parser{raw: raw, line: 1}
	return p.value(0)
}

// Read gives out the rows of a file.
func (r Reader) Read(ctx context.Context, name string, in file, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	told := incident.Told{Format: r.lead.format, ReaderVersion: version}
	read := &reading{ctx: ctx, in: in, file: name, o: o, lead: r.lead}
	if r.lead == generic {
		read.table = newTable(o)
		read.take = func(incident.Row) error { return nil }
		if err := read.run(); err != nil {
			return told, err
		}
		told.Headers = read.table.headers
		if told.Questions = read.table.decide(); len(told.Questions) > 0 {
			return told, nil
		}
		read = &reading{ctx: ctx, in: in, file: name, o: o, lead: r.lead, table: read.table}
	}
	read.take = take
	err := read.run()
	told.Uses = read.uses.all()
	return told, err
}
